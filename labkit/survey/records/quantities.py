"""Columns of quantities, and what they cannot be: money below zero, more hours than a week has."""

from __future__ import annotations

import pandas as pd

from labkit.errors import DataError, first_few
from labkit.survey.records.columns import Floats, numbers

__all__ = ["HOURS_IN_WEEK", "amounts", "possible_hours", "weekly_hours"]

HOURS_IN_WEEK = 168


def weekly_hours(frame: pd.DataFrame, name: str, *, where: str) -> Floats:
    """Return a column of hours per week, missing values as NaN; refuse hours that no week has."""
    return possible_hours(numbers(frame, name, where=where), name, frame.index, where=where)


def possible_hours(hours: Floats, name: str, index: pd.Index, *, where: str) -> Floats:
    """Return hours per week, or say which of them no week has."""
    for impossible, what, found in (
        (hours > HOURS_IN_WEEK, "more hours than a week has", f"more than {HOURS_IN_WEEK}"),
        (hours < 0, "hours below zero", "below zero"),
    ):
        if impossible.any():
            raise DataError(
                f"Column {name!r} has {what}.",
                where=where,
                got=f"{found} in rows {first_few(index[impossible])}",
                expected=f"hours per week, 0 to {HOURS_IN_WEEK}",
                hint="Are these hours per month, or codes such as -9 or 998 for 'don't know'? Make such codes missing "
                "first.",
            )
    return hours


def amounts(frame: pd.DataFrame, name: str, *, where: str) -> Floats:
    """Return a column of amounts, missing values as NaN; refuse amounts below zero."""
    values = numbers(frame, name, where=where)
    if values.min(initial=0.0) >= 0:  # false also where a value is missing: then look closer
        return values
    negative = values < 0
    if negative.any():
        raise DataError(
            f"Column {name!r} has {negative.sum()} amounts below zero.",
            where=where,
            got=f"below zero in rows {first_few(frame.index[negative])}",
            expected="zero, an amount above zero, or a missing value",
            hint="The ILO sets losses of the self-employed to zero. Decide, say so in the report, and make a new "
            "column with survey.assign().",
        )
    return values
