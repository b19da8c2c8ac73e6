"""Columns of quantities, and what they cannot be: money below zero, more hours than a week has."""

from __future__ import annotations

import pandas as pd

from labkit.errors import DataError, first_few
from labkit.survey.records.columns import Floats, numbers

__all__ = ["HOURS_IN_WEEK", "MOST_WEEKS", "amounts", "possible_hours", "weekly_hours", "weeks_in_a_month"]

HOURS_IN_WEEK = 168
MOST_WEEKS = 6  # the longest month has 4.43, and a part of up to 6 calendar weeks


def weekly_hours(frame: pd.DataFrame, name: str, *, where: str) -> Floats:
    """Return a column of hours per week, missing values as NaN; refuse hours that no week has."""
    return possible_hours(numbers(frame, name, where=where), name, frame.index, where=where)


def weeks_in_a_month(frame: pd.DataFrame, name: str, *, where: str) -> Floats:
    """Return a column of weeks worked in the month, missing values as NaN; refuse weeks that no month has."""
    return _possible(numbers(frame, name, where=where), name, frame.index, ("weeks", "month", MOST_WEEKS), where)


def possible_hours(hours: Floats, name: str, index: pd.Index, *, where: str) -> Floats:
    """Return hours per week, or say which of them no week has."""
    return _possible(hours, name, index, ("hours", "week", HOURS_IN_WEEK), where)


def _possible(values: Floats, name: str, index: pd.Index, unit: tuple[str, str, int], where: str) -> Floats:
    units, period, most = unit
    for impossible, what, found in (
        (values > most, f"more {units} than a {period} has", f"more than {most}"),
        (values < 0, f"{units} below zero", "below zero"),
    ):
        if impossible.any():
            longer = "month" if period == "week" else "year"
            raise DataError(
                f"Column {name!r} has {what}.",
                where=where,
                got=f"{found} in rows {first_few(index[impossible])}",
                expected=f"{units} per {period}, 0 to {most}",
                hint=f"Are these {units} per {longer}, or codes such as -9 or 998 for 'don't know'? Make such codes "
                "missing first.",
            )
    return values


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
