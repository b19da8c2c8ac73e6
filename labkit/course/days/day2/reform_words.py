"""Figures of a reform in words: people, money, and whether a proposal is within its budget."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from labkit import words


def heads(table: pd.DataFrame, **group: Any) -> str:
    """Write a number of people with its interval, in millions, in thousands or, where there are few, one by one.

    Parameters
    ----------
    table
        A result table in people.
    **group
        Choose the row, such as ``sex="female"``.

    Examples
    --------
    >>> row = {"estimate": 31_400, "ci_low": 29_800, "ci_high": 33_000, "n": 90, "flag": ""}
    >>> heads(pd.DataFrame([row]))
    '31 thousand people (30 to 33)'
    """
    row = words.one_row(table, **group)
    estimate = row["estimate"]
    if row["n"] == 0 and estimate == 0:
        return "nobody"
    if estimate >= 1e6:
        return words.figure(table, "million people", scale=1e-6, digits=2, lowest=0, **group)
    if estimate >= 1e4:
        return words.figure(table, "thousand people", scale=1e-3, digits=0, lowest=0, **group)
    return words.figure(table, "people", digits=0, lowest=0, **group)


def money(table: pd.DataFrame, *, currency: str = "riel", **group: Any) -> str:
    """Write an amount of money with its interval, in millions or billions.

    Parameters
    ----------
    table
        Result of `labkit.protection.yearly_cost`, or another in units of the currency.
    currency
        The word for the unit. Nothing is converted.
    **group
        Choose the row, such as ``measure="administration"``.

    Examples
    --------
    >>> row = {"estimate": 3.1e9, "ci_low": 2.9e9, "ci_high": 3.3e9, "n": 90, "flag": ""}
    >>> money(pd.DataFrame([row]))
    '3.1 billion riel (2.9 to 3.3)'
    >>> money(pd.DataFrame([{"estimate": 4e4, "ci_low": 4e4, "ci_high": 4e4, "n": 90, "flag": ""}]))
    '40,000 riel (as assumed)'
    """
    row = words.one_row(table, **group)
    size = abs(row["estimate"])
    if row["n"] == 0 and size == 0:
        return "nothing"
    scale, unit = next(((s, u) for s, u in ((1e9, "billion "), (1e6, "million ")) if size >= s), (1.0, ""))
    if row["flag"] == "" and math.isclose(row["ci_low"], row["ci_high"]):
        # The same for everybody: an assumption went in and came out. An interval without width would mislead.
        return f"{row['estimate'] / scale:,.{1 if unit else 0}f} {unit}{currency} (as assumed)"
    return words.figure(table, f"{unit}{currency}", scale=1 / scale, digits=1 if unit else 0, lowest=0, **group)


def in_thousands(table: pd.DataFrame) -> pd.DataFrame:
    """Return a result table in thousand people, for a picture whose axis can be read aloud.

    Nobody is less than nobody: an interval that computes to below zero begins at zero.

    Parameters
    ----------
    table
        A result table in people.

    Examples
    --------
    >>> row = {"estimate": 31_400.0, "se": 800.0, "ci_low": 29_800.0, "ci_high": 33_000.0, "n": 90, "flag": ""}
    >>> in_thousands(pd.DataFrame([row]))[["estimate", "n"]].to_dict("records")
    [{'estimate': 31.4, 'n': 90}]
    """
    columns = [name for name in ("estimate", "se", "ci_low", "ci_high") if name in table]
    return table.assign(**(table[columns] / 1000).clip(lower=0))


def within_budget(cost: pd.DataFrame, budget: float) -> str:
    """Say whether a proposal is within a fixed budget, and how sure that is.

    Parameters
    ----------
    cost
        Result of `labkit.protection.yearly_cost` without groups.
    budget
        Riel a year.

    Returns
    -------
    str
        Within; over; or open: the interval of the cost holds the budget.

    Examples
    --------
    >>> row = {"measure": "cost to the state", "estimate": 5e9, "ci_low": 4e9, "ci_high": 6e9, "n": 50, "flag": ""}
    >>> within_budget(pd.DataFrame([row]), 5.5e9)
    'open: the estimate is below the budget, but the budget lies inside the interval'
    """
    state = words.one_row(cost, measure="cost to the state")
    if state["flag"] == "S":
        return "not known: too few records"
    side = "below" if state["estimate"] <= budget else "above"
    if state["ci_low"] <= budget < state["ci_high"]:
        return f"open: the estimate is {side} the budget, but the budget lies inside the interval"
    return "within the budget" if side == "below" else "over the budget"
