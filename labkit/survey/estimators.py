"""Totals, means, shares and ratios with their design-based variance.

A mean, a share and a ratio are all a ratio of two totals, R = Y / X; its linearised variable is
z = w (y - R x) / X. A total's linearised variable is z = w y.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, first_few
from labkit.survey.columns import By, Floats, Groups, categories, column, groups, is_boolean, numbers
from labkit.survey.design import Design
from labkit.survey.reduce import PsuTotals, psu_totals
from labkit.survey.table import interleaved, result_table
from labkit.survey.variance import degrees_of_freedom, linearised_variance


def total(frame: pd.DataFrame, design: Design, name: str | None, by: By, level: float) -> pd.DataFrame:
    """Estimate population totals; without `name`, numbers of people."""
    where = f"total({name!r})"
    values = None if name is None else numbers(frame, name, where=where)
    found, sums = _reduce(frame, design, by, [values], where)
    estimate = sums.by_group(sums.sums[0])
    return _table(found, sums, design, estimate, sums.sums[0], level)


def ratio(frame: pd.DataFrame, design: Design, numerator: str, denominator: str, by: By, level: float) -> pd.DataFrame:
    """Estimate the ratio of two totals."""
    where = f"ratio({numerator!r}, {denominator!r})"
    y, x = numbers(frame, numerator, where=where), numbers(frame, denominator, where=where)
    found, sums = _reduce(frame, design, by, [y, x], where)
    return _ratio_table(found, sums, design, level)


def mean(frame: pd.DataFrame, design: Design, name: str, by: By, level: float) -> pd.DataFrame:
    """Estimate means."""
    where = f"mean({name!r})"
    y = numbers(frame, name, where=where)
    found, sums = _reduce(frame, design, by, [y, None], where)
    return _ratio_table(found, sums, design, level)


def share(frame: pd.DataFrame, design: Design, name: str, by: By, level: float) -> pd.DataFrame:
    """Estimate shares in percent: of True, or of each category."""
    where = f"share({name!r})"
    values = column(frame, name, where=where)
    if is_boolean(values):
        y = numbers(frame, name, where=where)
        found, sums = _reduce(frame, design, by, [y, None], where)
        return _ratio_table(found, sums, design, level, scale=100.0)
    _refuse_measures(values, name, where)
    return _category_shares(frame, design, name, by, level, where)


def _category_shares(frame: pd.DataFrame, design: Design, name: str, by: By, level: float, where: str) -> pd.DataFrame:
    codes, names = categories(frame, name, where=where)
    answered = np.where(codes < 0, np.nan, 1.0)
    indicators = [np.where(codes < 0, np.nan, (codes == k).astype(np.float64)) for k in range(len(names))]
    found, sums = _reduce(frame, design, by, [answered, *indicators], where)
    tables = []
    for k in range(len(names)):
        pair = _pick(sums, [k + 1, 0])
        labels = found.labels.assign(category=names.take(np.full(len(found), k)))
        tables.append(_ratio_table(Groups(found.codes, labels), pair, design, level, scale=100.0))
    if not tables:
        return _ratio_table(found, _pick(sums, [0, 0]), design, level).assign(category=None).iloc[:0]
    return interleaved(tables, len(found))


def _refuse_measures(values: pd.Series[Any], name: str, where: str) -> None:
    if isinstance(values.dtype, pd.CategoricalDtype) or not pd.api.types.is_numeric_dtype(values):
        return
    raise ColumnError(
        f"Column {name!r} holds numbers, which have no shares.",
        where=where,
        got=f"{values.dtype}, for example {first_few(values.dropna().unique(), most=3)}",
        expected="True and False, or categories",
        hint="Make a condition of it first, such as survey.assign(young=survey.frame['age'] < 25), or use mean(). "
        "Codes such as 1 and 2 become categories with frame[name].astype('category').",
    )


def _reduce(
    frame: pd.DataFrame, design: Design, by: By, variables: list[Floats | None], where: str
) -> tuple[Groups, PsuTotals]:
    """Reduce the records that are in a group and have all variables; the others stay in the design only."""
    found = groups(frame, by, where=where)
    codes = found.codes
    for values in variables:
        if values is not None:
            missing = np.isnan(values)
            codes = np.where(missing, -1, codes) if missing.any() else codes
    return found, psu_totals(design, codes, len(found), variables)


def _pick(totals: PsuTotals, rows: list[int]) -> PsuTotals:
    return PsuTotals(totals.groups, totals.group, totals.psu, totals.n, totals.sums[rows])


def _ratio_table(found: Groups, totals: PsuTotals, design: Design, level: float, *, scale: float = 1.0) -> pd.DataFrame:
    y, x = totals.sums
    whole = totals.by_group(x)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = totals.by_group(y) / whole
        z = (y - estimate[totals.group] * x) / whole[totals.group]
    estimate[whole == 0] = np.nan
    return _table(found, totals, design, scale * estimate, scale * z, level)


def _table(found: Groups, totals: PsuTotals, design: Design, estimate: Floats, z: Floats, level: float) -> pd.DataFrame:
    n = totals.by_group(totals.n).astype(np.int64)
    nobody = n == 0
    variance = linearised_variance(totals, z, design)
    df = degrees_of_freedom(totals, design)
    return result_table(
        found.labels,
        np.where(nobody, np.nan, estimate),
        np.where(nobody, np.nan, variance),
        df,
        n,
        level=level,
    )
