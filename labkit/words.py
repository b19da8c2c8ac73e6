"""Figures as words: an estimate never stands in a sentence without its uncertainty.

Lessons and briefs write their sentences with these, so that no number is typed by hand.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from labkit.errors import ColumnError, DataError
from labkit.quality import SUPPRESSED_BELOW


def figure(table: pd.DataFrame, unit: str = "percent", *, digits: int = 1, scale: float = 1.0, **group: Any) -> str:
    """Write one estimate with its confidence interval, and say so when it rests on too few records.

    Parameters
    ----------
    table
        Result of an estimator or indicator.
    unit
        Written behind the estimate.
    digits
        Digits behind the decimal point.
    scale
        Multiplies the figures; ``1e-6`` with unit ``"million people"`` writes people in millions.
    **group
        Choose the row, such as ``sex="female"``. Without it the table must have one row.

    Returns
    -------
    str
        Such as ``"89.4 percent (88.7 to 90.1)"``; with a warning for flag ``U``; without any number for flag ``S``.

    Raises
    ------
    ColumnError
        `group` names a column that the table does not have.
    DataError
        Not exactly one row is chosen.

    Examples
    --------
    >>> row = {"estimate": 89.41, "ci_low": 88.7, "ci_high": 90.1}
    >>> table = pd.DataFrame([{**row, "n": 900, "flag": ""}])
    >>> figure(table)
    '89.4 percent (88.7 to 90.1)'
    >>> figure(table.assign(n=12, flag="U"))
    '89.4 percent (88.7 to 90.1; unreliable, only 12 records)'
    >>> figure(table.assign(n=3, flag="S"))
    'not shown (fewer than 5 records)'
    """
    row = one_row(table, **group)
    if row["flag"] == "S":
        return f"not shown (fewer than {SUPPRESSED_BELOW} records)"
    estimate, low, high = (f"{scale * row[name]:,.{digits}f}" for name in ("estimate", "ci_low", "ci_high"))
    doubt = f"; unreliable, only {row['n']} records" if row["flag"] == "U" else ""
    return f"{estimate} {unit} ({low} to {high}{doubt})"


def difference(
    table: pd.DataFrame,
    unit: str = "percentage points",
    *,
    digits: int = 1,
    scale: float = 100.0,
    more: str = "higher",
    less: str = "lower",
    **group: Any,
) -> str:
    """Write a difference between two groups with its direction in words and its confidence interval.

    Parameters
    ----------
    table
        Table of a regression or of its average marginal effects, or any table with ``estimate, ci_low, ci_high``.
    unit
        Unit of the scaled difference.
    digits
        Digits behind the decimal point.
    scale
        Multiplies the difference; 100 turns shares between 0 and 1 into percentage points.
    more, less
        The words for a positive and for a negative difference.
    **group
        Choose the row, such as ``term="sex: female"``. Without it the table must have one row.

    Returns
    -------
    str
        Such as ``"2.0 percentage points lower (1.0 to 3.0)"``. An interval that contains zero is written with both
        directions, and says that the direction is not known. Without an interval (too few clusters) it says so.

    Raises
    ------
    ColumnError
        `group` names a column that the table does not have.
    DataError
        Not exactly one row is chosen.

    Examples
    --------
    >>> table = pd.DataFrame({"estimate": [-0.02], "ci_low": [-0.03], "ci_high": [-0.01]})
    >>> difference(table)
    '2.0 percentage points lower (1.0 to 3.0)'
    >>> difference(table.assign(ci_high=0.004))
    '2.0 percentage points lower (from 3.0 lower to 0.4 higher: the direction is not known)'
    """
    row = one_row(table, **group)
    estimate, low, high = (scale * row[name] for name in ("estimate", "ci_low", "ci_high"))
    start = f"{abs(estimate):,.{digits}f} {unit} {less if estimate < 0 else more}"
    if pd.isna(low) or pd.isna(high):
        return f"{start} (no interval: too few clusters)"
    if low > 0 or high < 0:
        near, far = sorted((abs(low), abs(high)))
        return f"{start} ({near:,.{digits}f} to {far:,.{digits}f})"
    return f"{start} (from {-low:,.{digits}f} {less} to {high:,.{digits}f} {more}: the direction is not known)"


def people(count: float) -> str:
    """Write a number of people in a size that can be read aloud.

    Examples
    --------
    >>> people(5_189_774), people(14_210), people(640)
    ('5.19 million', '14 thousand', 'fewer than a thousand')
    """
    if count >= 1e6:
        return f"{count / 1e6:.2f} million"
    return f"{count / 1e3:,.0f} thousand" if count >= 1e3 else "fewer than a thousand"


def one_row(table: pd.DataFrame, **group: Any) -> dict[str, Any]:
    """Return the one row of a table that belongs to a group, as a dictionary.

    Examples
    --------
    >>> one_row(pd.DataFrame({"sex": ["female", "male"], "estimate": [1, 2]}), sex="male")["estimate"]
    2
    """
    for name in group:
        if name not in table:
            raise ColumnError(f"The table has no column {name!r}.", where="words", got=f"{', '.join(map(str, table))}")
    rows = table
    for name, value in group.items():
        rows = rows[rows[name] == value]
    if len(rows) != 1:
        wanted = ", ".join(f"{name}={value!r}" for name, value in group.items()) or "the whole table"
        raise DataError(
            "A sentence needs exactly one figure.",
            where="words",
            got=f"{len(rows)} rows for {wanted}",
            hint="Name the group, such as figure(table, sex='female').",
        )
    return {str(name): value for name, value in rows.to_dict("records")[0].items()}
