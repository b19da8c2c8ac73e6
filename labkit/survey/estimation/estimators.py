"""Totals, means, shares and ratios with their design-based variance.

A mean, a share and a ratio are all a ratio of two totals, R = Y / X; its linearised variable is
z = w (y - R x) / X. A total's linearised variable is z = w y.
"""

from __future__ import annotations

from typing import Any, NamedTuple, NoReturn

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, first_few
from labkit.survey.design import Design
from labkit.survey.estimation.linear import Linear, linear_rows, remember, remember_totals
from labkit.survey.estimation.proportions import Interval
from labkit.survey.estimation.totals import PsuTotals
from labkit.survey.estimation.variance import degrees_of_freedom, linearised_variance
from labkit.survey.records.codes import AnyInts, Bools, Ints
from labkit.survey.records.columns import (
    By,
    Floats,
    Grouping,
    Labels,
    by_names,
    column,
    column_codes,
    is_boolean,
    numbers_and_missing,
    refuse_taken,
)
from labkit.survey.records.reduce import shares_of, totals_of
from labkit.survey.table import result_table, share_table


def total(frame: pd.DataFrame, design: Design, name: str | None, by: By, level: float) -> pd.DataFrame:
    """Estimate population totals; without `name`, numbers of people."""
    where = f"total({name!r})"
    labels, sums = _reduce(frame, design, by, [name], where)
    nobody = sums.n == 0
    if name is not None and nobody.any():
        nobody = _reduce(frame, design, by, [None], where)[1].n == 0
    return total_table(labels, sums, nobody, design, level)


def ratio(frame: pd.DataFrame, design: Design, numerator: str, denominator: str, by: By, level: float) -> pd.DataFrame:
    """Estimate the ratio of two totals."""
    where = f"ratio({numerator!r}, {denominator!r})"
    return ratio_table(*_reduce(frame, design, by, [numerator, denominator], where), design, level)


def mean(frame: pd.DataFrame, design: Design, name: str, by: By, level: float) -> pd.DataFrame:
    """Estimate means."""
    where = f"mean({name!r})"
    return ratio_table(*_reduce(frame, design, by, [name, None], where), design, level)


def share(frame: pd.DataFrame, design: Design, name: str, by: By, level: float, interval: Interval) -> pd.DataFrame:
    """Estimate shares in percent: of True, or of each category."""
    where = f"share({name!r})"
    refuse_taken(by_names(by, where=where), ["category"], where=where)
    values = column(frame, name, where=where)
    groups = Grouping.of(frame, by, where=where)
    if is_boolean(values):
        found, sums = shares_of(design, groups, *_truth(values), 2)
        return truth_table(groups.labels(found), sums, design, level, interval)
    if pd.api.types.is_numeric_dtype(values) and not isinstance(values.dtype, pd.CategoricalDtype):
        refuse_measures(name, f"{values.dtype}, for example {first_few(values.dropna().unique(), most=3)}", where)
    own = column_codes(frame, name, where=where).those_that_occur()
    missing, category = (own.codes < 0, np.maximum(own.codes, 0)) if own.missing else (None, own.codes)
    found, sums = shares_of(design, groups, missing, category, max(len(own.labels), 1))
    return category_table(groups.labels(found), own.labels, sums, design, level, interval)


def _truth(values: pd.Series[Any]) -> tuple[Bools | None, AnyInts]:
    """Return which records have neither True nor False, and 1 for True and 0 for the others."""
    if isinstance(values.dtype, np.dtype) and values.dtype.kind == "b":
        return None, values.to_numpy().view(np.int8)
    missing = values.isna().to_numpy()
    return (missing if missing.any() else None), values.to_numpy(dtype=bool, na_value=False).view(np.int8)


def truth_table(labels: Labels, sums: PsuTotals, design: Design, level: float, interval: Interval) -> pd.DataFrame:
    """Return the table of shares of True, from sums of weights of False, True and both."""
    return _share_table(labels, [sums.pick([1, -1])], design, level, interval)


def category_table(
    labels: Labels, names: pd.Index, sums: PsuTotals, design: Design, level: float, interval: Interval
) -> pd.DataFrame:
    """Return the table of shares of categories, from sums of weights in each category and in all of them."""
    parts = [sums.pick([k, -1]) for k in range(len(names))]
    if not parts:
        table = _share_table(labels, [sums.pick([-1, -1])], design, level, interval).iloc[:0]
        table.insert(len(labels.columns), "category", pd.Series(dtype=object))
        return table
    rows, places = np.indices((len(labels), len(names))).reshape(2, -1)
    named = {name: values.take(rows) for name, values in labels.columns.items()}
    named["category"] = names.take(places)
    return _share_table(Labels(named, len(rows), labels.attrs), parts, design, level, interval)


def _share_table(
    labels: Labels, parts: list[PsuTotals], design: Design, level: float, interval: Interval
) -> pd.DataFrame:
    """Return the table of shares of some categories: all those of the first group, then those of the next."""
    figures = [_ratio(part, design, 100.0) for part in parts]
    numbers = ((own.estimate, own.variance, own.df, own.totals.n, own.totals.counts[0]) for own in figures)
    estimate, variance, df, n, cases = (np.stack(found, axis=1).ravel() for found in zip(*numbers, strict=True))
    table = share_table(
        labels, estimate, np.sqrt(variance), df, n, cases, level=level, interval=interval, complete=design.complete
    )

    def linear() -> list[Linear]:
        found = [linear_rows(own.totals, own.z, design) for own in figures]
        return [own for group in zip(*found, strict=True) for own in group]

    return remember(table, linear)


def refuse_measures(name: str, got: str, where: str) -> NoReturn:
    """Say that numbers have no shares."""
    raise ColumnError(
        f"Column {name!r} holds numbers, which have no shares.",
        where=where,
        got=got,
        expected="True and False, or categories",
        hint="Make a condition of it first, such as survey.assign(young=survey.frame['age'] < 25), or use mean(). "
        "Codes such as 1 and 2 become categories with frame[name].astype('category').",
    )


def _reduce(
    frame: pd.DataFrame, design: Design, by: By, names: list[str | None], where: str
) -> tuple[Labels, PsuTotals]:
    """Reduce the records that are in a group and have all variables (None: ones); the others stay in the design."""
    read = [None if name is None else numbers_and_missing(frame, name, where=where) for name in names]
    groups = Grouping.of(frame, by, where=where)
    lacks = [own[1] for own in read if own is not None and own[1] is not None]
    missing = np.logical_or.reduce(lacks) if lacks else None
    found, sums = totals_of(design, groups, missing, [None if own is None else own[0] for own in read])
    return groups.labels(found), sums


def ratio_table(labels: Labels, totals: PsuTotals, design: Design, level: float) -> pd.DataFrame:
    """Return the table of ratios of two totals."""
    return _one_variable(labels, _ratio(totals, design, 1.0), design, level)


def total_table(labels: Labels, totals: PsuTotals, nobody: Bools, design: Design, level: float) -> pd.DataFrame:
    """Return the table of totals of one variable; that of a group in which there is `nobody` is 0."""
    z = totals.sums[0]
    found = _figures(totals, design, totals.by_group(z), z)
    return _one_variable(labels, found._replace(estimate=np.where(nobody, 0.0, found.estimate)), design, level)


class _Figures(NamedTuple):
    """One value for each group: the estimate, its variance, its degrees of freedom; and what they come from."""

    estimate: Floats
    variance: Floats
    df: Ints
    totals: PsuTotals
    z: Floats


def _one_variable(labels: Labels, found: _Figures, design: Design, level: float) -> pd.DataFrame:
    table = result_table(labels, found.estimate, found.variance, found.df, found.totals.n, level=level)
    return remember_totals(table, found.totals, found.z, design)


def _ratio(totals: PsuTotals, design: Design, scale: float) -> _Figures:
    y, x = totals.sums
    whole = totals.by_group(x)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = totals.by_group(y) / whole
        z = x * totals.of_group(-estimate)  # in place from here on: new memory costs more than the sums
        z += y
        z *= totals.of_group(scale / whole)
    estimate[whole == 0] = np.nan
    return _figures(totals, design, scale * estimate, z)


def _figures(totals: PsuTotals, design: Design, estimate: Floats, z: Floats) -> _Figures:
    nobody = totals.n == 0
    variance = linearised_variance(totals, z, design)
    estimate, variance = (np.where(nobody, np.nan, values) for values in (estimate, variance))
    return _Figures(estimate, variance, degrees_of_freedom(totals), totals, z)
