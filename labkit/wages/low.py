"""The low-pay rate."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.errors import OptionError, is_number
from labkit.inequality.amounts import ROUNDING, amount_groups
from labkit.survey import Survey
from labkit.survey.estimation.influence import as_shares, table_from_influence
from labkit.survey.estimation.linear import Linear, Part, remember, variance_of
from labkit.survey.estimation.proportions import Interval
from labkit.survey.estimation.quantiles import cumulated
from labkit.survey.records.columns import By, Floats, Groups
from labkit.survey.records.quantities import amounts
from labkit.survey.running import of_weight
from labkit.survey.table import result_table

TWO_THIRDS = 2 / 3


def low_pay_rate(
    survey: Survey,
    column: str,
    fraction: float = TWO_THIRDS,
    by: By = None,
    *,
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate low pay in percent of employees: those who earn less than two thirds of the median.

    .. math:: 100 \cdot \frac{\sum_i w_i \, 1[x_i < \tfrac{2}{3} Q_{0.5}]}{\sum_i w_i}

    The threshold is one for all groups: the median of everybody in the survey (or domain) that is given. Give all
    employees, not the full-time ones only. Exactly two thirds of the median is not low pay.

    The threshold is an estimate, and its sampling variance is part of the standard error:

    .. math:: u_k = 100 \left( \frac{1_g \, (1[x_k < \theta] - P_g)}{N_g}
        - \tfrac{2}{3} \frac{f_g(\theta)}{f(Q)} \frac{1[x_k \le Q] - F(Q)}{N} \right)

    The density of all employees at the median and that of the group at the threshold are estimated with a normal
    kernel, bandwidth 0.9 min(standard deviation, interquartile range / 1.349) n to the power -1/5.

    Parameters
    ----------
    survey
        A Survey of all employees: ``survey.filter(condition)``.
    column
        Hourly earnings, in any currency, zero or more.
    fraction
        The threshold as a share of the median, above 0.
    by
        A column, or a list of columns, that make groups.
    interval
        Kind of the intervals: ``"logit"``, ``"beta"`` or ``"wald"``; see `labkit.Survey.share`.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``. The standard error is
        missing where the density cannot be estimated, because most people earn the same.

    Raises
    ------
    ColumnError
        A column is not there, or `column` does not hold numbers.
    DataError
        Earnings below zero.
    OptionError
        `fraction` is not above zero.

    References
    ----------
    ILO Decent Work Indicators, low pay rate; G. Osier, "Variance estimation for complex indicators of poverty and
    inequality using linearization techniques", Survey Research Methods 3 (2009).

    Examples
    --------
    >>> frame = pd.DataFrame({"pay": [5.0, 6.0, 9.0, 9.0, 12.0]})
    >>> low_pay_rate(Survey(frame), "pay")["estimate"].item()  # below 6, strictly: one of five
    20.0

    >>> import labkit as lk
    >>> low_pay_rate(lk.load("lfs"), "monthly_pay", by="sex")["flag"].tolist()
    ['', '']
    """
    where = f"low_pay_rate({column!r})"
    if not (is_number(fraction) and 0 < fraction < np.inf):
        raise OptionError(
            "fraction is not a share of the median.", where=where, got=repr(fraction), expected="above 0, such as 2/3"
        )
    survey = of_weight(survey)
    design, pay = survey.design, amounts(survey.frame, column, where=where)
    found = amount_groups(survey.frame, pay, by, where=where)
    median = float(survey.quantile(column, level=level)["estimate"].iloc[0])
    low = (pay < fraction * median * (1 - ROUNDING)).astype(np.float64)
    rate, own = _rates(low, design.weight, found)
    table = table_from_influence(design, found, 100 * rate, 100 * own, level=level)
    linears = _linearised(survey, pay, median, fraction, found, own)
    variance = np.array([variance_of(linear)[0] for linear in linears])
    estimate, df, n = (table[name].to_numpy() for name in ("estimate", "df", "n"))
    table = result_table(found.labels, estimate, np.where(n == 0, np.nan, variance), df, n, level=level)
    cases = np.bincount(found.codes[found.codes >= 0], low[found.codes >= 0], len(found)).astype(np.int64)[: len(found)]
    table = as_shares(table, design, cases, interval=interval, level=level)
    return remember(table, lambda: linears)


def _linearised(
    survey: Survey, pay: Floats, median: float, fraction: float, found: Groups, own: Floats
) -> list[Linear]:
    """Return the linearised form of each group's rate, that of the threshold included."""
    design = survey.design
    everybody = Groups(np.where(np.isnan(pay), -1, 0), pd.DataFrame(index=range(1)))
    bandwidth = _bandwidth(pay, design.weight)
    through_threshold = fraction * _median_influence(pay, design.weight, median, bandwidth, everybody)
    slope = _density(pay, design.weight, fraction * median, bandwidth, found)
    psus, occurring = len(design.psu_stratum), np.unique(design.psu[everybody.codes == 0])
    moved = np.bincount(design.psu, weights=design.weight * through_threshold, minlength=psus)
    weighted = design.weight * own
    linears: list[Linear] = []
    for g in range(len(found)):
        # People of other groups move this group's rate too, through the threshold.
        inside = found.codes == g
        total = np.bincount(design.psu[inside], weights=weighted[inside], minlength=psus) + slope[g] * moved
        linears.append((Part(design, occurring, 100 * total[occurring]),))
    return linears


def _rates(low: Floats, weight: Floats, found: Groups) -> tuple[Floats, Floats]:
    """Return the share of low pay in each group, and each record's influence on that of its own group."""
    inside, size = found.codes >= 0, max(len(found), 1)
    codes, w = found.codes[inside], weight[inside]
    people = np.bincount(codes, weights=w, minlength=size)
    with np.errstate(invalid="ignore"):
        rate = np.bincount(codes, weights=w * low[inside], minlength=size) / people
    own = np.zeros(len(low))
    own[inside] = (low[inside] - rate[codes]) / people[codes]
    return rate[: len(found)], own


def _median_influence(pay: Floats, weight: Floats, median: float, bandwidth: float, everybody: Groups) -> Floats:
    """Return each record's influence on the median of all."""
    u = _rates((pay <= median).astype(np.float64), weight, everybody)[1]
    influence: Floats = -u / _density(pay, weight, median, bandwidth, everybody)[0]
    return influence


def _bandwidth(pay: Floats, weight: Floats) -> float:
    """Return Silverman's bandwidth; missing where most people earn the same."""
    order = np.argsort(pay)[: np.count_nonzero(~np.isnan(pay))]  # missing pay is sorted to the end
    pay, weight = pay[order], weight[order]
    if not len(pay):
        return np.nan
    people = cumulated(weight)
    quarter, three_quarters = pay[np.searchsorted(people, np.array([0.25, 0.75]) * people[-1] * (1 - ROUNDING))]
    spread = np.sqrt(np.average((pay - np.average(pay, weights=weight)) ** 2, weights=weight))
    width = 0.9 * min(float(spread), float(three_quarters - quarter) / 1.349) * len(pay) ** -0.2
    return width if width > 0 else np.nan


def _density(pay: Floats, weight: Floats, at: float, bandwidth: float, found: Groups) -> Floats:
    """Return each group's density of pay at one amount."""
    inside = found.codes >= 0
    codes, w = found.codes[inside], weight[inside]
    kernel = np.exp(-0.5 * ((pay[inside] - at) / bandwidth) ** 2) / (bandwidth * np.sqrt(2 * np.pi))
    size = max(len(found), 1)
    with np.errstate(invalid="ignore"):
        return np.bincount(codes, weights=w * kernel, minlength=size) / np.bincount(codes, weights=w, minlength=size)
