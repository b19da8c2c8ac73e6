"""What a mapping is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Mapping", "Source"]


@dataclass(frozen=True)
class Source:
    """Where one column of labkit comes from.

    Attributes
    ----------
    column
        Name of labkit's column.
    name
        Name of the file's column.
    others
        Further columns that answer together with it: one "yes" is a yes; amounts are added; numbers and names are put
        side by side.
    codes
        labkit's word for each code; an empty word makes the code missing. Empty for numbers and identifiers.
    missing
        Further codes that stand for a missing value.
    only_if
        Columns of the file and the codes that they must have; all other records are missing.
    width, digits
        The code is filled up with zeros from the left to `width`, then cut to its first `digits` signs; 0 leaves it.
    strip_code
        Whether a leading number is dropped: "1 – Kandal" becomes "Kandal".
    period, period_codes
        For pay: its period, or the file's column that holds it and the period of each code.
    hours
        For pay by the hour: the file's column with weekly hours.
    no_hours
        Codes of that column that stand for a missing value, as the mapping of any column from it says.
    optional
        Whether the file may lack the column.
    """

    column: str
    name: str
    codes: dict[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    only_if: dict[str, frozenset[str]] = field(default_factory=dict)
    width: int = 0
    digits: int = 0
    strip_code: bool = False
    period: str = ""
    period_codes: dict[str, str] = field(default_factory=dict)
    hours: str = ""
    no_hours: frozenset[str] = frozenset()
    optional: bool = False
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the file that hold the answer."""
        return (self.name, *self.others)

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns of the file that are read for this one."""
        period = (self.period,) if self.period_codes else ()
        return (*self.names, *self.only_if, *period, *((self.hours,) if self.hours else ()))


@dataclass(frozen=True)
class Mapping:
    """A mapping that was read and checked.

    Attributes
    ----------
    name
        ``"ilo"``, ``"gld"``, or the file's path.
    title
        What it is for.
    sources
        The columns, the design's included.
    design
        Roles (`weight`, `stratum`, `psu`, `fpc`) and the file's columns that have them.
    """

    name: str
    title: str
    sources: dict[str, Source]
    design: dict[str, str]
