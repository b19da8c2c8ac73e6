"""The figures of a result table, before they are drawn: what is hidden, what is cut, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from labkit.errors import ColumnError

NUMBERS = ("estimate", "ci_low", "ci_high")
NEEDED = (*NUMBERS, "flag")
TOO_FEW = "too few records"
NO_INTERVAL = "no interval"
INTERVALS = "95 percent intervals"
HOLLOW = "hollow: unreliable"
_COUNTS = re.compile(
    r"\b(people|persons?|workers?|employees|employers|cases|records|households|jobs|members|injuries|deaths|days|"
    r"migrants|returnees|strikes|disputes)\b"
)
_SHARES = ("percent", "percentage", "per cent", "%")


def checked(table: pd.DataFrame, names: Sequence[str], where: str, made_by: str) -> None:
    """Refuse a table that lacks a column."""
    missing = [name for name in names if name not in table]
    if missing:
        raise ColumnError(
            f"The table has no column {missing[0]!r}.",
            where=where,
            got=f"columns {', '.join(map(str, table.columns))}",
            expected=f"columns {', '.join(names)}",
            hint=made_by,
        )


def shown(table: pd.DataFrame, *, shares: bool = False, counts: bool = False) -> pd.DataFrame:
    """Return the table without the figures that must not be seen: their numbers are missing, their flag is "S".

    Everything that a picture says comes from this table: its marks, axes, order, colours and words.
    `shares` cuts intervals at 0 and 100, where no share can be, and `counts` at 0: nobody is less than nobody.
    """
    hidden = table["flag"].eq("S") | table["estimate"].isna()
    numbers = table.loc[:, list(NUMBERS)].astype(float).mask(hidden)
    if shares or counts:
        low = numbers["ci_low"]
        numbers = numbers.assign(ci_low=low.clip(0).where(numbers["estimate"] >= 0, low))
    if shares:
        numbers = numbers.assign(ci_high=numbers["ci_high"].clip(upper=100))
    others = [name for name in table if name in ("se", "cv", "df", "n")]
    clean = table.drop(columns=others).assign(**numbers)
    return clean.assign(flag=clean["flag"].astype(object).mask(hidden, "S").fillna("")).reset_index(drop=True)


def are_shares(table: pd.DataFrame, unit: str) -> bool:
    """Tell whether the figures look like shares of a whole: in percent, and all that is shown between 0 and 100."""
    seen = table["estimate"].mask(table["flag"].eq("S")).dropna()
    return unit.startswith(_SHARES) and "point" not in unit and bool(seen.between(0, 100).all())


def are_counts(table: pd.DataFrame, unit: str) -> bool:
    """Tell whether the figures count something, so that their axis begins at 0."""
    seen = table["estimate"].mask(table["flag"].eq("S")).dropna()
    counted = _COUNTS.search(unit) is not None and not unit.startswith(_SHARES) and " per " not in f" {unit}"
    return counted and bool(seen.ge(0).all())


def digits(values: pd.Series[Any] | Sequence[float], unit: str = "") -> int:
    """Return how many digits behind the point all figures of a picture have."""
    largest = float(np.nanmax(np.abs(np.asarray(values, dtype=float)), initial=0.0))
    if largest >= 1000:
        return 0
    if unit == "log points" and largest < 1:  # a hundredth of one is about a percent
        return 3
    return 2 if largest < 10 and unit and not unit.startswith((*_SHARES, "per ", "hour", "thousand")) else 1


def written(value: float, places: int) -> str:
    """Return a number as it is written everywhere: with commas, and never as minus zero."""
    return f"{value:z,.{places}f}"


def interval(row: dict[str, Any], places: int) -> str:
    """Return an interval in words: ``"81.5 to 84.7"``."""
    if pd.isna(row["ci_low"]) or pd.isna(row["ci_high"]):
        return NO_INTERVAL
    return f"{written(row['ci_low'], places)} to {written(row['ci_high'], places)}"


def said(row: dict[str, Any], places: int, *, doubt: str = "") -> str:
    """Return a figure with its interval, as the alternative text reads it."""
    if is_hidden(row):
        return TOO_FEW
    unsure = ", unreliable" if row["flag"] == "U" else ""
    return f"{written(row['estimate'], places)} ({interval(row, places)}{unsure}{doubt})"


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def is_hidden(row: dict[str, Any]) -> bool:
    """Tell whether a figure must not be drawn: too few records, or no estimate at all."""
    return bool(row["flag"] == "S" or pd.isna(row["estimate"]))


def opening(title: str) -> str:
    """Return the title as the first sentence of the alternative text."""
    return f"{title}{'' if title.endswith(('?', '.', '!', '។')) else '.'} " if title else ""


def grey_line(table: pd.DataFrame | None, source: str | None, *more: str, intervals: str = INTERVALS) -> str:
    """Return the grey line: survey and year, whether synthetic, what the bars are, and what else the reader needs."""
    known = source if source is not None else "" if table is None else str(table.attrs.get("source", ""))
    bars = intervals
    if intervals == INTERVALS and table is not None and "level" in table.attrs:
        bars = f"{100 * table.attrs['level']:g} percent intervals"
    parts = [part for part in (known.rstrip("."), bars, *more) if part]
    line = "; ".join(parts)
    return f"{line[:1].upper()}{line[1:]}." if line else ""


def doubts(table: pd.DataFrame) -> str:
    """Return what the grey line says of unreliable figures; nothing where there are none."""
    return HOLLOW if table["flag"].eq("U").any() else ""
