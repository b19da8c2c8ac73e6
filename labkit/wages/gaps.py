"""The raw pay gap."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pandas as pd

from labkit.errors import one_of
from labkit.inequality.amounts import amount_groups
from labkit.quality import reliability_flags
from labkit.survey import Survey
from labkit.survey.estimation.influence import table_from_influence
from labkit.survey.records.columns import By, Floats
from labkit.survey.records.quantities import amounts
from labkit.survey.running import of_weight
from labkit.wages.centres import REFERENCE, Statistic, centres, sides


def pay_gap(
    survey: Survey,
    column: str,
    group: str = "sex",
    reference: object = "male",
    statistic: Statistic = "mean",
    by: By = None,
    *,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the raw pay gap in percent of men's pay; above zero if men earn more.

    .. math:: 100 \cdot \frac{\bar y_m - \bar y_f}{\bar y_m}

    with means, or with medians: the difference of the two medians, not the median of differences. Say with the figure
    whether pay is per hour or per month. The gap does not compare like with like: see `factor_weighted_gap` and
    `labkit.decomposition`. The difference in percent of women's pay is another, larger figure.

    The standard error is that of the linearised form
    :math:`u_k = 100 \, (\bar y_f \, u_k(m) / \bar y_m - u_k(f)) / \bar y_m`, so that the covariance between men and
    women of the same PSU is in it. A median is the smallest value with F(x) >= 0.5, and its influence takes Woodruff's
    route (see `labkit.inequality.quantile_ratio`): for one group alone it gives the standard error of
    ``Survey.quantile``. Where pay is heaped on round amounts, so are medians, and this standard error is rough.

    Parameters
    ----------
    survey
        A Survey; ``survey.filter(condition)`` gives the people it is about: employees.
    column
        Pay, in any currency, zero or more.
    group
        Column with two groups.
    reference
        The group whose pay is 100 percent.
    statistic
        ``"mean"`` or ``"median"``.
    by
        A column, or a list of columns, that make groups.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``. `n` counts men and
        women; `flag` goes by the smaller of the two numbers, since a gap is no better than its weaker half. Where one
        of the two is absent, or the reference earns nothing, the estimate is missing.

    Raises
    ------
    ColumnError
        A column is not there, `column` does not hold numbers, or `group` has more than two groups.
    DataError
        Pay below zero.
    OptionError
        The `statistic` is not known, or `reference` is no value of `group`.

    References
    ----------
    United Nations, metadata of SDG indicator 8.5.1. The same as ``laeken::gpg``, whose median is another one where
    F(x) equals 0.5 exactly.

    Examples
    --------
    >>> frame = pd.DataFrame({"sex": ["male", "male", "female", "female"], "pay": [10.0, 30.0, 12.0, 20.0]})
    >>> pay_gap(Survey(frame), "pay")["estimate"].item()
    20.0

    >>> import labkit as lk
    >>> pay_gap(lk.load("lfs"), "monthly_pay", by="area")[["area", "flag"]].values.tolist()
    [['urban', ''], ['rural', '']]
    """
    where = f"pay_gap({column!r}, {group!r})"
    one_of("statistic", statistic, get_args(Statistic), where=where)
    survey = of_weight(survey)
    side = sides(survey.frame, group, reference, where=where)
    pay = amounts(survey.frame, column, where=where)
    found = amount_groups(survey.frame, np.where(side < 0, np.nan, pay), by, where=where)
    cells = max(len(found), 1)
    half = np.where(found.codes < 0, -1, 2 * found.codes + side)
    centre, u = centres(survey, pay, half, 2 * cells, statistic, level)
    gap, by_reference, by_other = relative_gap(centre)
    slope = np.where(side == REFERENCE, by_reference[found.codes], by_other[found.codes])
    influence = np.where(found.codes < 0, 0.0, slope * u)
    table = table_from_influence(survey.design, found, gap[: len(found)], influence, level=level)
    smaller = np.bincount(half[half >= 0], minlength=2 * cells).reshape(-1, 2).min(axis=1)
    return table.assign(flag=reliability_flags(smaller[: len(found)]))


def relative_gap(centre: Floats) -> tuple[Floats, Floats, Floats]:
    """Return gaps in percent, and their derivatives by the pay of the reference and of the other group.

    `centre` holds the two groups of each cell side by side. Where the reference earns nothing the gap is missing.
    """
    own, other = centre.reshape(-1, 2).T
    own = np.where(own > 0, own, np.nan)
    gap: Floats = 100 * (own - other) / own
    return gap, 100 * other / own**2, -100 / own
