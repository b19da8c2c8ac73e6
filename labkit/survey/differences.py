"""Differences between the rows of two tables of one estimator, with the covariance of the two counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from scipy.special import stdtr

from labkit.errors import ColumnError, DataError, OptionError, did_you_mean, first_few
from labkit.survey.estimation.deff import refuse_deff
from labkit.survey.estimation.linear import ROW, Kept, Linear, less, recording, remember, variance_of
from labkit.survey.records.columns import By, Floats, Ints, by_names, column, refuse_taken
from labkit.survey.running import Estimator, labels_of, matching, run
from labkit.survey.table import result_table

Survey: TypeAlias = Any
"""A `labkit.survey.survey.Survey`, whose module builds on this one."""

REST = "rest"
ADDED = ("minus", "p_value", "group_value", "minus_value")  # the columns that a difference adds to a result
IS_VALUE = "labkit_is_value"
FLAGS = ("", "U", "S")
_Tables: TypeAlias = tuple[pd.DataFrame, pd.DataFrame]


def difference(
    survey: Survey, estimator: Estimator, between: str, minus: object, by: By, level: float, options: Mapping[str, Any]
) -> pd.DataFrame:
    """Return the difference of an estimator between each value of a column and one of them, or all others."""
    where = f"difference(between={between!r})"
    names = by_names(by, where=where)
    refuse_taken([*names, str(between)], ADDED, where=where)
    if options.get("deff"):
        refuse_deff(where, "A difference has")
    if not isinstance(between, str) or between in names:
        raise ColumnError("between is not a column of its own.", where=where, got=repr(between), expected="one column")
    if survey.in_memory:
        column(survey.frame, between, where=where)
    values = survey.total(by=between)[between]
    value: Any = _subtracted_value(values.tolist(), minus, between, where)
    with recording() as kept:
        subtract = Subtraction(kept, level, ("group_value", "minus_value"), where)
        if value == REST and REST not in values.tolist():
            places = [k for k, own in enumerate(values) if own is not False and own is not np.False_]
            pairs = [_and_rest(survey, estimator, between, values[k], names, level, options, where) for k in places]
        else:
            table = run(estimator, survey, [*names, between], level, options, where=where)
            places = [k for k, own in enumerate(values) if own != value]
            pairs = [(table[table[between] == values[k]], table[table[between] == value]) for k in places]
    tables = []
    for place, (first, second) in zip(places, pairs, strict=True):
        keys = [name for name in labels_of(first) if name not in (between, IS_VALUE)]
        found = subtract(first, second, keys)
        found.insert(len(names), between, values.take([place] * len(found)).array)
        found.insert(len(names) + 1, "minus" if "minus" not in found else f"minus_{between}", value)
        tables.append(found)
    return subtract.together(tables, names)


def _subtracted_value(values: list[object], value: object, between: str, where: str) -> object:
    """Return the value that is subtracted; of a column of True and False it need not be named."""
    if value is None and values and set(values) <= {True, False}:
        return False
    if len(values) < 2:
        raise DataError(
            f"Column {between!r} has one value only, so there is nothing to compare.",
            where=where,
            got=first_few(map(repr, values)) or "no value",
            expected="two values or more",
        )
    if value in values or value == REST:
        return value
    raise OptionError(
        f"Nobody has {value!r} in column {between!r}." if value is not None else "It is not said what to subtract.",
        where=where,
        got=f"minus={value!r}",
        expected=f"one of {first_few(map(repr, values), most=30)}, or 'rest'",
        hint=did_you_mean(value, values),
    )


def _and_rest(
    survey: Survey,
    estimator: Estimator,
    between: str,
    value: object,
    names: list[str],
    level: float,
    options: Mapping[str, Any],
    where: str,
) -> _Tables:
    """Return the rows of one value, and those of everybody with another value."""
    known = survey.filter(matching(survey, between, None))
    marked = known.assign(**{IS_VALUE: matching(known, between, value)})
    table = run(estimator, marked, [*names, IS_VALUE], level, options, where=where)
    own = table[IS_VALUE].to_numpy(dtype=bool)
    return table[own], table[~own]


class Subtraction:
    """Tables of differences in the making, with their linearised form.

    Parameters
    ----------
    kept
        The linearised form of the rows that are subtracted.
    level
        Confidence level.
    columns
        The names of the two columns with what is compared.
    where
        The call, for messages.
    """

    def __init__(self, kept: Kept, level: float, columns: tuple[str, str], where: str) -> None:
        self._kept, self._level, self._columns, self._where = kept, level, columns, where
        self._made: list[Linear] = []

    def __call__(self, first: pd.DataFrame, second: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
        """Return the first table's rows minus those of the second that have the same labels."""
        one, two = self._places(first, keys), self._places(second, keys)
        labels = [*one, *(label for label in two if label not in one)]
        rows = [first[list(keys)].take(list(one.values()))]
        only = [two[label] for label in labels if label not in one]
        if only:
            rows.append(second[list(keys)].take(only))
        sides = [
            self._side(table, [own.get(label) for label in labels]) for table, own in ((first, one), (second, two))
        ]
        (a, n_a, flag_a, linear_a), (b, n_b, flag_b, linear_b) = sides
        both = [
            less(x, y) if x is not None and y is not None else None for x, y in zip(linear_a, linear_b, strict=True)
        ]
        found = [variance_of(linear) if linear is not None else (np.nan, 0) for linear in both]
        variance, df = np.array([v for v, _ in found]), np.array([d for _, d in found], dtype=np.int64)
        named = pd.concat(rows, ignore_index=True) if len(keys) else pd.DataFrame(index=range(len(labels)))
        named.attrs = {name: said for name, said in first.attrs.items() if name == "source"}
        table = result_table(named, a - b, variance, df, n_a + n_b, level=self._level)
        flags = pd.Series([FLAGS[k] for k in np.maximum(flag_a, flag_b)], dtype="str")
        table = table.assign(flag=flags, p_value=_p_value(a - b, np.sqrt(variance), df))
        start = len(self._made)
        self._made.extend(linear or () for linear in both)
        return table.assign(
            **dict(zip(self._columns, (a, b), strict=True)), **{ROW: np.arange(start, start + len(table))}
        )

    def together(self, tables: Sequence[pd.DataFrame], names: Sequence[str]) -> pd.DataFrame:
        """Put tables below each other, the rows of one group of `names` together, with their linearised form."""
        table = pd.concat(tables, ignore_index=True)
        if names and len(tables) > 1:
            group = table.groupby(list(names), sort=False, observed=True).ngroup().to_numpy()
            table = table.take(np.argsort(group, kind="stable")).reset_index(drop=True)
        linears = [self._made[row] for row in table.pop(ROW)]
        source = next((own.attrs["source"] for own in tables if own.attrs.get("source")), "")
        if source:
            table.attrs["source"] = source
        return remember(table, lambda: linears)

    def _places(self, table: pd.DataFrame, keys: Sequence[str]) -> dict[tuple[object, ...], int]:
        """Return the place of each row by its labels."""
        labels = list(zip(*(table[key].tolist() for key in keys), strict=True)) if len(keys) else [()] * len(table)
        places = dict(zip(labels, range(len(table)), strict=True))
        if len(places) < len(labels):
            raise DataError(
                "The rows of the estimator's table cannot be told apart by their labels.",
                where=self._where,
                got=f"{len(labels)} rows, {len(places)} different labels in {first_few(keys) or 'no column'}",
                expected="one row for each group",
            )
        return places

    def _side(
        self, table: pd.DataFrame, places: Sequence[int | None]
    ) -> tuple[Floats, Ints, Ints, list[Linear | None]]:
        """Return estimates, records, flags (as places in `FLAGS`) and linearised forms; of a missing row, none."""
        linears = [None if place is None else self._linear(table.iloc[place]) for place in places]
        rows = [None if place is None else table.iloc[place] for place in places]
        estimate = np.array([np.nan if row is None else float(row["estimate"]) for row in rows])
        n = np.array([0 if row is None else int(row["n"]) for row in rows], dtype=np.int64)
        flag = np.array([2 if row is None else FLAGS.index(row["flag"]) for row in rows], dtype=np.int64)
        return estimate, n, flag, linears

    def _linear(self, row: pd.Series[Any]) -> Linear:
        place = row.get(ROW, np.nan)
        same = False
        if not np.isnan(place):
            before = self._kept.estimate[int(place)], self._kept.se[int(place)]
            same = bool(np.array_equal(before, (row["estimate"], row["se"]), equal_nan=True))
        if same:
            return self._kept.rows[int(place)]
        raise DataError(
            "The covariance of this estimator's results is not known, so their difference has no standard error.",
            where=self._where,
            got="a table that was made, or changed, outside labkit's estimators",
            expected="the table of an estimator or indicator, as it is",
            hint='Such as lambda s: s.mean("pay"). Scale the column, survey.assign(...), and not the result.',
        )


def _p_value(estimate: Floats, se: Floats, df: Ints) -> Floats:
    """Return the two-sided p-value of no difference, by Student's t."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.abs(estimate) / se
        return np.where(df > 0, 2 * stdtr(np.maximum(df, 1).astype(np.float64), -t), np.nan)
