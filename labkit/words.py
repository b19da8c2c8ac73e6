"""Figures as words: an estimate never stands in a sentence without its uncertainty.

Lessons and briefs write their sentences with these, so that no number is typed by hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from labkit.errors import ColumnError, DataError, first_few, nearest
from labkit.quality import SUPPRESSED_BELOW, UNRELIABLE_BELOW, publishable, reliability_flags

NOT_KNOWN = "not known"
ROUNDING = 1e-9


def figure(
    table: pd.DataFrame,
    unit: str = "percent",
    *,
    digits: int = 1,
    scale: float = 1.0,
    lowest: float = -math.inf,
    highest: float = math.inf,
    **group: Any,
) -> str:
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
    lowest, highest
        What the figure can possibly be, before scaling. An interval that goes further is written up to there: a number
        of people is not below 0. For percentages of a whole see `share`.
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
    >>> figure(table.assign(n=160, flag="S"))  # of a rate, by its cases and its rest
    'not shown (fewer than 5 of its 160 records on one side)'
    >>> figure(table.assign(ci_low=-2.0), "people", digits=0, lowest=0)
    '89 people (0 to 90)'
    """
    row = one_row(table, **group)
    if row["flag"] == "S":
        return _hidden(row)
    if pd.isna(row["estimate"]):
        return NOT_KNOWN
    _refuse_impossible(row["estimate"], lowest, highest)
    ends = (row["estimate"], max(row["ci_low"], lowest), min(row["ci_high"], highest))
    estimate, low, high = (f"{scale * number:z,.{digits}f}" for number in ends)
    doubt = f"; unreliable, {_doubt(row)}" if row["flag"] == "U" else ""
    interval = (
        f"{low} to {high}" if pd.notna(row["ci_low"]) and pd.notna(row["ci_high"]) else "no interval: too few clusters"
    )
    return " ".join(part for part in (estimate, unit, f"({interval}{doubt})") if part)


def _refuse_impossible(estimate: float, lowest: float, highest: float) -> None:
    if estimate < lowest - ROUNDING or estimate > highest + ROUNDING:
        raise DataError(
            "The figure is one that such a figure cannot be.",
            where="words",
            got=f"{estimate:g}",
            expected=f"from {lowest:g} to {highest:g}",
            hint='A difference or a balance may be below 0: words.figure, or lowest=float("-inf").',
        )


def _hidden(row: Mapping[str, Any]) -> str:
    """Say why a figure is not shown: of many records those on one side can be too few (see `quality.reasons`)."""
    n = row.get("n", math.nan)
    many = pd.notna(n) and n >= SUPPRESSED_BELOW
    behind = f"of its {n:,.0f} records on one side" if many else "records"
    return f"not shown (fewer than {SUPPRESSED_BELOW} {behind})"


def _doubt(row: Mapping[str, Any]) -> str:
    """Say in a few words why a figure is unreliable."""
    if row["n"] < UNRELIABLE_BELOW:
        return f"only {row['n']} records"
    cv = row.get("cv", math.nan)
    return (
        f"its cv is {100 * cv:.0f} percent"
        if reliability_flags([row["n"]], [cv])[0]
        else f"fewer than {UNRELIABLE_BELOW} of its {row['n']:,.0f} records on one side"
    )


def share(table: pd.DataFrame, *, digits: int = 1, **group: Any) -> str:
    """Write a percentage of a whole with its interval, as `figure` does.

    The intervals of labkit's shares lie between 0 and 100 (see `labkit.Survey.share`). One that goes equally far up and
    down, ``interval="wald"``, may pass 0 or 100, where no share can be: it is written up to there.

    Parameters
    ----------
    table
        Result of an estimator or indicator that is a share or a rate of people, in percent. Not for a pay gap or
        another difference, which may well be below 0.
    digits
        Digits behind the decimal point.
    **group
        Choose the row, such as ``sex="female"``. Without it the table must have one row.

    Returns
    -------
    str

    Raises
    ------
    ColumnError, DataError
        As `figure`.

    Examples
    --------
    >>> share(pd.DataFrame([{"estimate": 96.9, "ci_low": 92.3, "ci_high": 101.4, "n": 60, "flag": ""}]))
    '96.9 percent (92.3 to 100.0)'
    """
    return figure(table, digits=digits, lowest=0, highest=100, **group)


def readable(
    table: pd.DataFrame,
    name: str = "people",
    *,
    unit: str | None = None,
    digits: int = 0,
    scale: float = 1.0,
    lowest: float = 0,
) -> pd.DataFrame:
    """Return a result table for reading: the groups, and one column with each figure and its interval in words.

    Parameters
    ----------
    table
        Result of an estimator or indicator, such as numbers of people.
    name
        Heading of the column with the figures.
    unit
        Written behind each estimate, ``""`` for nothing; `name` where it is left out.
    digits
        Digits behind the decimal point.
    scale
        Multiplies the figures; ``1e-6`` with unit ``"million riel"`` writes riel in millions.
    lowest
        What the figures can possibly be, before scaling: an interval that goes further is written up to there.
        ``float("-inf")`` for figures that may be below 0, such as net migration.

    Returns
    -------
    pandas.DataFrame
        The columns of the groups, then `name`. A figure with flag ``U`` says so; one with flag ``S`` is not shown.

    Examples
    --------
    >>> row = {"change": "to formal", "estimate": 1635.3, "ci_low": 250.0, "ci_high": 3020.0, "n": 16, "flag": ""}
    >>> readable(pd.DataFrame([row])).to_dict("records")
    [{'change': 'to formal', 'people': '1,635 people (250 to 3,020)'}]
    """
    groups = publishable(table).loc[:, : "estimate"].drop(columns="estimate")  # fmt: skip
    unit = name if unit is None else unit
    rows = [table.iloc[[place]] for place in range(len(table))]
    said = [figure(row, unit, digits=digits, scale=scale, lowest=lowest) for row in rows]
    return groups.assign(**{name: said}).reset_index(drop=True)


def numbers(table: pd.DataFrame, *, missing: str = "not told", **digits: int) -> pd.DataFrame:
    """Write the numbers of a table for reading: each column with the same digits, thousands with a comma.

    Parameters
    ----------
    table
        Any table. It stays as it is; a copy is returned.
    missing
        Written in place of a number that is not there.
    **digits
        Columns with numbers, and how many digits stand behind the decimal point: ``rate=0, fee=2``. Other columns
        stay as they are.

    Returns
    -------
    pandas.DataFrame
        For reading only: the numbers of the named columns are words now, and cannot be added.

    Raises
    ------
    ColumnError
        `digits` names a column that the table does not have.

    Examples
    --------
    >>> prices = pd.DataFrame({"service": ["bank", "wallet"], "rate": [None, 4006.0], "fee": [17.0, 1.75]})
    >>> numbers(prices, rate=0, fee=2).to_dict("records")
    [{'service': 'bank', 'rate': 'not told', 'fee': '17.00'}, {'service': 'wallet', 'rate': '4,006', 'fee': '1.75'}]
    """
    for name in digits:
        if name not in table:
            raise _no_column(name, table)
    written = {
        name: [missing if pd.isna(number) else f"{number:z,.{places}f}" for number in table[name]]
        for name, places in digits.items()
    }
    return table.assign(**written)


def difference(
    table: pd.DataFrame,
    unit: str = "percentage points",
    *,
    digits: int = 1,
    scale: float | None = None,
    more: str = "higher",
    less: str = "lower",
    **group: Any,
) -> str:
    """Write a difference between two groups with its direction in words and its confidence interval.

    Parameters
    ----------
    table
        Result of `labkit.Survey.difference` or `labkit.compare.change`; table of a regression or of its average
        marginal effects; or any table with ``estimate, ci_low, ci_high``.
    unit
        Unit of the scaled difference.
    digits
        Digits behind the decimal point.
    scale
        Multiplies the difference. Left out, a result of `labkit.Survey.difference` or `labkit.compare.change` (a table
        with ``p_value``) stays as it is, and all else is multiplied by 100, which turns shares into percentage points.
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
    >>> difference(table.assign(estimate=-0.0002, ci_high=0.03))
    'less than 0.1 percentage points lower (from 3.0 lower to 3.0 higher: the direction is not known)'
    """
    row = one_row(table, **group)
    if row.get("flag") == "S":
        return _hidden(row)
    if pd.isna(row["estimate"]):
        return NOT_KNOWN
    if scale is None:
        scale = 1.0 if "p_value" in row else 100.0
    estimate, low, high = (scale * row[name] for name in ("estimate", "ci_low", "ci_high"))
    size = f"{abs(estimate):,.{digits}f}"
    if estimate and float(size) == 0:
        # "0.0 lower" reads like a slip.
        size = f"less than {10.0**-digits:.{digits}f}"
    said = (size, unit, less if estimate < 0 else more)
    start = " ".join(part for part in said if part) if estimate else "no difference"
    doubt = f"; unreliable, {_doubt(row)}" if row.get("flag") == "U" and "n" in row else ""
    if pd.isna(low) or pd.isna(high):
        return f"{start} (no interval: too few clusters{doubt})"
    if low > 0 or high < 0:
        near, far = sorted((abs(low), abs(high)))
        return f"{start} ({near:,.{digits}f} to {far:,.{digits}f}{doubt})"
    ends = f"from {-low:z,.{digits}f} {less} to {high:z,.{digits}f} {more}"
    return f"{start} ({ends}: the direction is not known{doubt})"


def people(count: float) -> str:
    """Write a number of people in a size that can be read aloud.

    Examples
    --------
    >>> people(5_189_774), people(999_700), people(14_210), people(640)
    ('5.19 million', '1.00 million', '14 thousand', 'fewer than a thousand')
    """
    if not count >= 0:
        raise DataError("This is no number of people.", where="words.people", got=repr(count), expected="0 or more")
    if count >= 999_500:  # which is read as a million, not as 1,000 thousand
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
            raise _no_column(name, table)
    rows = table
    for name, value in group.items():
        rows = rows[rows[name] == value]
    for name, value in group.items():
        if not len(rows) and not (table[name] == value).any():
            there = table[name].unique()
            raise DataError(
                f"The table has no row with {name}={value!r}.",
                where="words",
                got=f"{name}={value!r}",
                expected=f"one of {first_few(map(repr, there), most=30)}",
                hint=nearest(value, there),
            )
    if len(rows) != 1:
        wanted = ", ".join(f"{name}={value!r}" for name, value in group.items()) or "the whole table"
        raise DataError(
            "A sentence needs exactly one figure.",
            where="words",
            got=f"{len(rows)} rows for {wanted}",
            hint="Name the group, such as figure(table, sex='female').",
        )
    return {str(name): value for name, value in rows.to_dict("records")[0].items()}


def _no_column(name: str, table: pd.DataFrame) -> ColumnError:
    """Return the error for a column that the table does not have."""
    return ColumnError(f"The table has no column {name!r}.", where="words", got=f"{', '.join(map(str, table))}")
