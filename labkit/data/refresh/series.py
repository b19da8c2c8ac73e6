"""Which series are fetched: the mapping from the ILO's codes to the table of published figures."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from labkit.errors import OptionError, did_you_mean

__all__ = ["Series", "all_series", "chosen_series"]

COLUMNS = ("indicator", "population", "sex", "area")
"""The columns of the table that a code may set."""


@dataclass(frozen=True)
class Series:
    """One series of ILOSTAT and its place in the table of published figures.

    Attributes
    ----------
    name, title
        What it is called here, and in words.
    dataflow
        The ILO's name of the table, such as ``"DF_EMP_NIFL_SEX_RT"``.
    dimensions
        The table's dimensions in the order of the key, without time.
    measure
        The code that every figure must carry in the dimension MEASURE.
    multiplier
        The power of ten in which figures come: 0 units, 3 thousands.
    indicator, population, unit, source
        As in the table of published figures.
    id
        Pattern of the name of a figure that is new in the table.
    codes
        By dimension, the codes that are asked for; each with the columns that it sets, its ``tag`` in the id and,
        where its name matters, ``name_has``.
    formerly
        The source under which the table that comes with labkit has the same series, if that is another one.
    modelled
        Whether the ILO models it, so that later years are projections.
    """

    name: str
    title: str
    dataflow: str
    dimensions: tuple[str, ...]
    measure: str
    multiplier: int
    indicator: str
    population: str
    unit: str
    source: str
    id: str
    codes: dict[str, dict[str, dict[str, str]]]
    formerly: str = ""
    modelled: bool = False

    @property
    def key(self) -> str:
        """The key of the query: the wanted codes of each dimension, ``+`` between codes, ``.`` between dimensions."""
        return ".".join("+".join(self.codes.get(dimension, {})) for dimension in self.dimensions)

    @property
    def sources(self) -> set[str]:
        """The sources under which figures of this series stand in the table."""
        return {self.source, self.formerly} - {""}

    def columns(self, codes: dict[str, str]) -> dict[str, str]:
        """Return the columns of the figure that carries these codes."""
        columns = {"indicator": self.indicator, "population": self.population, "sex": "total", "area": "total"}
        for dimension, code in codes.items():
            meaning = self.codes.get(dimension, {}).get(code, {})
            columns.update({name: meaning[name] for name in COLUMNS if name in meaning})
        return columns

    def new_id(self, codes: dict[str, str], year: int) -> str:
        """Return the name of a figure that the table does not have yet."""
        tags = {
            dimension: self.codes.get(dimension, {}).get(code, {}).get("tag", "") for dimension, code in codes.items()
        }
        return self.id.format(year=year, **tags)


@cache
def all_series() -> tuple[Series, ...]:
    """Return every series that labkit knows how to fetch.

    Examples
    --------
    >>> [series.name for series in all_series()][:3]
    ['informal-employment', 'employment', 'earnings']
    >>> all_series()[1].key
    'KHM.A..SEX_T+SEX_M+SEX_F.INS_SECTOR_TOTAL+INS_SECTOR_PUB+INS_SECTOR_PRI'
    """
    content: dict[str, Any] = tomllib.loads(files(__package__).joinpath("series.toml").read_text(encoding="utf-8"))
    return tuple(Series(**{**entry, "dimensions": tuple(entry["dimensions"])}) for entry in content["series"])


def chosen_series(names: Sequence[str] | None) -> tuple[Series, ...]:
    """Return the series of these names, all of them if none is named.

    Raises
    ------
    labkit.errors.OptionError
        A name is not known.
    """
    known = {series.name: series for series in all_series()}
    for name in names or ():
        if name not in known:
            raise OptionError(
                f"There is no series {name!r}.",
                where="refresh(series=…) or labkit refresh --series",
                expected=" or ".join(repr(one) for one in known),
                hint=did_you_mean(name, known) or "labkit refresh --list shows them.",
            )
    return tuple(series for name, series in known.items() if not names or name in names)
