"""Numbers: ages, hours, weights, and pay of any period as pay per month."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
from pandas.api import types

from labkit.errors import first_few
from labkit.reading.converting.column_codes import ColumnCodes, coded, marked
from labkit.reading.converting.pay import monthly_pay
from labkit.reading.problems import counted, error, warning
from labkit.survey.records.columns import Bools, Floats
from labkit.survey.records.quantities import HOURS_IN_WEEK

__all__ = ["numbers", "pay_per_month", "whole_years"]


def numbers(column: ColumnCodes) -> pd.Series[float]:
    """Return a column as numbers; text that is no number is noted and becomes missing."""
    source = column.source
    original = column.raw[source.name]
    values = np.where(column.kept, _floats(original), np.nan)
    if source.missing or column.labels:
        values[column.no_value()] = np.nan
        column.report_no_answers(["" if text in source.missing else "a number" for text in column.codes])
    if not types.is_numeric_dtype(original):
        _report_texts(column, np.isnan(values) & (column.places >= 0) & ~column.no_value() & column.kept)
    return pd.Series(values, index=column.index)


def _report_texts(column: ColumnCodes, bad: Bools) -> None:
    if bad.any():
        name = column.source.name
        examples = first_few([repr(value) for value in column.raw.loc[bad, name].unique()], 3)
        what = f"No number in {name!r} in {counted(bad.sum(), 'record')}, for example {examples}."
        todo = f"Correct the file, or list these values in missing under {column.place_in_mapping}."
        if re.search(r"\d,\d", examples):
            todo = 'If commas begin the decimals, read it with decimal=",". ' + todo
        column.problems.append(error(column.source.column, column.index[bad], what, todo))


def whole_years(column: ColumnCodes) -> pd.Series[Any]:
    """Return ages in completed years: GLD gives those of small children in parts of a year."""
    years = pd.Series(np.floor(numbers(column)), index=column.index)
    return years.astype("int64") if np.isfinite(years).all() else years


def pay_per_month(column: ColumnCodes) -> pd.Series[float]:
    """Return pay per month, by the period that the mapping names or that the file has for each record."""
    source = column.source
    pay = numbers(column)
    result = monthly_pay(pay, _periods(column, pay.notna().to_numpy()), _hours(column) if source.hours else None)
    lost = pay.notna() & result.isna()
    if lost.any():
        what = (
            f"Pay for no known period, or pay by the hour without hours, in {counted(lost.sum(), 'record')}: monthly "
            "pay is missing there."
        )
        todo = "Report how many; means of pay are those of the other records."
        column.problems.append(warning(source.column, lost, what, todo))
    return result


def _hours(column: ColumnCodes) -> pd.Series[float]:
    """Return the hours of each week; codes of no answer, and more hours than a week has, are missing."""
    values = column.raw[column.source.hours]
    places, codes = coded(values)
    hours = _floats(values)
    unanswered = marked(places, [text in column.source.no_hours for text in codes]) | (hours > HOURS_IN_WEEK)
    return pd.Series(np.where(unanswered, np.nan, hours), index=column.index)


def _periods(column: ColumnCodes, paid: Bools) -> pd.Series[Any]:
    source = column.source
    if not source.period_codes:
        return pd.Series(source.period, index=column.index, dtype=object)
    places, codes = coded(column.raw[source.period])
    unknown = marked(places, [text not in source.period_codes for text in codes]) & paid
    if unknown.any():
        found = first_few(dict.fromkeys(codes[place] for place in places[unknown]), 10)
        many = counted(unknown.sum(), "record")
        what = f"Periods of pay in {source.period!r} that the mapping does not know, in {many}: {found}."
        todo = "Give each code a period under [columns.monthly_pay.period] codes."
        column.problems.append(error(source.column, column.index[unknown], what, todo))
    words = np.array([source.period_codes.get(text) or None for text in codes] + [None], dtype=object)
    return pd.Series(words[places], index=column.index, dtype=object)


def _floats(values: pd.Series[Any]) -> Floats:
    plain = values.astype(object) if isinstance(values.dtype, pd.CategoricalDtype) else values
    floats: Floats = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return floats
