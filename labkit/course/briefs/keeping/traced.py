"""Traced numbers: ``{name.row}`` in a text stands for a figure of a kept table, with its interval."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from labkit.course.briefs.keeping.part import Part
from labkit.course.briefs.keeping.rounding import figure_and_interval, written
from labkit.errors import CourseError, did_you_mean, first_few
from labkit.quality import SUPPRESSED_BELOW

REFERENCE = re.compile(r"\{(?!(?:table|figure|paragraph):)([^\s{}:][^{}:\n]*?)(?::([a-z]+))?\}")
"""A traced number: name, and after a colon the part of it that is wanted."""

FORMS = ("value", "interval", "low", "high", "n")
"""Parts of a figure; without one, the figure and its interval are written."""

DIFFERENCE_UNITS = ("percentage points", "log points")
TEXTS = ("assumption", "whom_it_counts", "date", "why_it_differs")
"""Columns of a kept table that explain a figure: they name no row, and are printed beside it."""

MOST_NAMES = 30
"""Names of figures that a message lists."""

_NO_GROUP = (
    "group_value",
    "minus_value",
    "earlier_value",
    "later_value",
    "minus",
    "unit",
    "kind",
    "of",
    *TEXTS,
    "se",
    "ci_low",
    "ci_high",
    "cv",
    "df",
    "n",
    "cases",
    "flag",
)
_BREAKS = re.compile(r"[\s{}.,:;()/'\"|–—]+")


@dataclass(frozen=True)
class Figure:
    """One figure of a kept table.

    Parameters
    ----------
    key
        By which a text cites it: ``"nssf.size.1-4"``.
    part
        The part with the table.
    row
        The table's row.
    column
        Where the figure stands, ``"estimate"`` in a result table.
    """

    key: str
    part: Part
    row: Mapping[str, Any]
    column: str = "estimate"

    @property
    def estimate(self) -> float:
        """The number itself."""
        return _number(self.row.get(self.column))

    @property
    def ends(self) -> tuple[float, float]:
        """The interval; not a number where there is none."""
        known = self.column == "estimate"
        return (_number(self.row.get("ci_low")), _number(self.row.get("ci_high"))) if known else (math.nan, math.nan)

    @property
    def unit(self) -> str:
        """Unit of the row, else of the table."""
        return str(self.row.get("unit") or self.part.unit)

    @property
    def flag(self) -> str:
        """``"S"``, ``"U"`` or ``""``."""
        return str(self.row.get("flag") or "")

    @property
    def records(self) -> int | None:
        """Records behind the figure."""
        n = _number(self.row.get("n"))
        return None if math.isnan(n) else int(n)

    @property
    def cases(self) -> float:
        """Records that have what a rate counts: the column `cases`, else about, from the rate; infinite if unknown."""
        if "cases" in self.row:
            return _number(self.row["cases"])
        if self.unit != "percent" or self.records is None or not 0 <= self.estimate <= 100:
            return math.inf
        return self.records * min(self.estimate, 100 - self.estimate) / 100

    @property
    def is_difference(self) -> bool:
        """Whether the figure compares two groups or two years."""
        return self.unit in DIFFERENCE_UNITS or self.row.get("kind") in ("difference", "regression")

    @property
    def is_regression(self) -> bool:
        """Whether the figure comes from a regression or a decomposition."""
        return self.row.get("kind") == "regression"

    def text(self, form: str = "") -> str:
        """Return the figure in words, or a part of it."""
        if form == "n":
            return "" if self.records is None else f"{self.records:,}"
        if self.flag == "S":
            return f"not shown (fewer than {SUPPRESSED_BELOW} records)"
        value, interval = figure_and_interval(self.estimate, *self.ends, self.unit)
        if form in ("low", "high"):
            return re.split(r"–| to ", interval)[form == "high"] if interval else ""
        if form:
            return value if form == "value" else interval
        doubt = "; unreliable" if self.flag == "U" else ""
        return f"{value} ({interval}{doubt})" if interval else f"{value}{f' ({doubt[2:]})' if doubt else ''}"


def _number(value: Any) -> float:
    """Return a cell as a number; not a number where it holds none."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan


def word_of(value: object) -> str:
    """Return the word for a group in a reference.

    Examples
    --------
    >>> word_of("1 to 4 persons"), word_of("10–49")
    ('1-to-4-persons', '10-49')
    """
    return _BREAKS.sub("-", str(value).strip().casefold()).strip("-")


def groups_of(table: pd.DataFrame) -> list[str]:
    """Return the columns of a table that name its rows."""
    if "estimate" in table:
        before = list(table.columns[: list(table.columns).index("estimate")])
        return [str(name) for name in before if name not in _NO_GROUP and not pd.api.types.is_float_dtype(table[name])]
    return [str(name) for name in table.columns[:1]]


def figures_of(part: Part) -> Iterator[Figure]:
    """Yield each figure of a part under its shortest name."""
    groups = groups_of(part.table)
    columns = ["estimate"] if "estimate" in part.table else _numeric(part.table)
    for row in part.table.to_dict("records"):
        named = {str(name): value for name, value in row.items()}
        words = [word_of(named[name]) for name in groups]
        for column in columns:
            own = [] if column == "estimate" else [word_of(column)]
            yield Figure(".".join([part.name, *words, *own]), part, named, column)


def _numeric(table: pd.DataFrame) -> list[str]:
    return [str(name) for name in table.columns[1:] if pd.api.types.is_numeric_dtype(table[name])]


def known_figures(parts: Mapping[str, Part]) -> dict[str, Figure]:
    """Return all figures by name: also by the names with columns, such as ``nssf.size.1-4``."""
    figures: dict[str, Figure] = {}
    for part in parts.values():
        groups = groups_of(part.table)
        for figure in figures_of(part):
            figures.setdefault(figure.key, figure)
            pairs = [word for name in groups for word in (word_of(name), word_of(figure.row[name]))]
            own = [] if figure.column == "estimate" else [word_of(figure.column)]
            figures.setdefault(".".join([part.name, *pairs, *own]), figure)
    return figures


def find_figure(reference: str, figures: Mapping[str, Figure]) -> Figure:
    """Return the figure that a reference names."""
    key = reference.strip().casefold()
    if key in figures:
        return figures[key]
    raise CourseError(
        f"{{{reference}}} is in no table.",
        where="the text of the brief",
        expected=", ".join(f"{{{figure.key}}}" for figure in {id(f): f for f in figures.values()}.values()),
        hint=did_you_mean(key, figures),
    )


def unknown_names(text: str, figures: Mapping[str, Figure]) -> Iterator[str]:
    """Yield what is wrong with each name that a text cites and no table has, and with each form that there is not.

    A name with three dots, such as ``{rate…}``, is one that is still to be written: lessons begin with such texts.
    """
    for match in REFERENCE.finditer(text):
        key = match[1].strip().casefold()
        if "…" in key:
            continue
        if key != "place" and key not in figures:
            yield f"{match[0]} is in no table."
        elif match[2] not in (None, *FORMS):
            yield f"{match[0]} has no such form: write one of {', '.join(FORMS)} after the colon, or no colon."


def refuse_unknown(text: str, figures: Mapping[str, Figure], *, where: str) -> None:
    """Refuse a text that cites a name which no table has."""
    problem = next(unknown_names(text, figures), "")
    if not problem:
        return
    cited = [match[1].strip().casefold() for match in REFERENCE.finditer(text)]
    known = {figure.key for figure in figures.values()}
    raise CourseError(
        problem,
        where=where,
        expected=first_few((f"{{{key}}}" for key in sorted(known)), most=MOST_NAMES) or "a table that was kept before",
        hint=next((did_you_mean(key, figures) for key in cited if key not in figures), ""),
    )


def filled_in(text: str, figures: Mapping[str, Figure]) -> str:
    """Return a text with its traced numbers written out; a name that is unknown stays as it is."""

    def number(match: re.Match[str]) -> str:
        figure = figures.get(match[1].strip().casefold())
        return match[0] if figure is None or match[2] not in (None, *FORMS) else figure.text(match[2] or "")

    return REFERENCE.sub(number, text)


def plain(number: float) -> str:
    """Return a number as a table shows it where it has no interval."""
    return written(number, 0 if float(number).is_integer() else 1)
