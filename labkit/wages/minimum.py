"""Minimum wages: how high they are, and whether they are paid."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pandas as pd

from labkit.errors import DataError, OptionError, first_few, is_number, one_of
from labkit.inequality.amounts import ROUNDING, amount_groups
from labkit.survey import Survey
from labkit.survey.estimation.influence import share_from_influence, table_from_influence
from labkit.survey.estimation.proportions import Interval
from labkit.survey.records.columns import By, Floats, by_names, numbers, refuse_taken
from labkit.survey.records.quantities import amounts
from labkit.survey.table import interleaved
from labkit.wages.centres import Statistic, centres

MEASURES = ("V0", "V1", "V2")


def kaitz_index(
    survey: Survey,
    column: str,
    minimum_wage: float | str,
    statistic: Statistic = "mean",
    by: By = None,
    *,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the minimum wage in percent of the mean, or of the median, wage (Kaitz index).

    .. math:: 100 \cdot \frac{\bar m}{\bar y}

    Hold a monthly minimum against the monthly wage of full-time employees who worked the full month
    (`full_month_pay`), and an hourly one against hourly earnings. Say with the figure whether the mean or the median
    was taken, and of whom: the employees whom the minimum covers, or all.

    The standard error is that of the linearised form :math:`u_k = 100 \, (u_k(\bar m) - K u_k(\bar y)) / \bar y`; a
    minimum that is one number does not vary. For the median see `pay_gap`.

    Parameters
    ----------
    survey
        A Survey; ``survey.filter(condition)`` gives the people it is about.
    column
        Wages, in any currency, zero or more.
    minimum_wage
        The minimum in the same currency and for the same period, above zero: a number, or a column where it differs
        between people (then its mean is taken).
    statistic
        ``"mean"`` or ``"median"`` of the wages.
    by
        A column, or a list of columns, that make groups.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``. The estimate is missing
        where the mean or median wage is zero.

    Raises
    ------
    ColumnError
        A column is not there, or does not hold numbers.
    DataError
        Wages below zero, or minimum wages that are not above zero.
    OptionError
        The `statistic` is not known, or the minimum wage is not above zero.

    References
    ----------
    H. Kaitz, "Experience of the past: the national minimum", in *Youth unemployment and minimum wages*, US Bureau of
    Labor Statistics bulletin 1657 (1970).

    Examples
    --------
    >>> kaitz_index(Survey(pd.DataFrame({"pay": [200.0, 300.0, 400.0]})), "pay", 150)["estimate"].item()
    50.0

    >>> import labkit as lk
    >>> kaitz_index(lk.load("lfs"), "monthly_pay", 737_000, "median", by="area")["flag"].tolist()
    ['', '']
    """
    where = f"kaitz_index({column!r})"
    one_of("statistic", statistic, get_args(Statistic), where=where)
    pay, minimum = amounts(survey.frame, column, where=where), _minimum(survey, minimum_wage, where)
    found = amount_groups(survey.frame, pay + minimum, by, where=where)
    codes, cells = found.codes, max(len(found), 1)
    centre, u = centres(survey, pay, codes, cells, statistic, level)
    mean, u_mean = centres(survey, minimum, codes, cells, "mean", level)
    centre[centre <= 0] = np.nan
    ratio = mean / centre
    influence = 100 * np.where(codes < 0, 0.0, (u_mean - ratio[codes] * u) / centre[codes])
    return table_from_influence(survey.design, found, 100 * ratio[: len(found)], influence, level=level)


def noncompliance(
    survey: Survey,
    column: str,
    minimum_wage: float | str,
    tolerance: float = 0.0,
    by: By = None,
    *,
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate how many are paid less than the minimum wage, and by how much (V0, V1, V2).

    .. math:: V_a = 100 \cdot \frac{\sum_i w_i v_i^a}{\sum_i w_i}, \quad
        v_i = \frac{m_i - y_i}{m_i} \text{ where } y_i < m_i, \text{ and nothing elsewhere}

    V0 is the percent of employees who are underpaid. V1 is the average shortfall in percent of the minimum wage, over
    all employees: those who are paid enough count with zero. V1 / V0 is the average shortfall of the underpaid, as a
    share of the minimum. V2, 100 times the mean of the squares, gives most weight to the worst paid. Exactly the
    minimum is compliance.

    Choose the covered employees first (in Cambodia those who make garments, textiles, footwear and travel goods).
    Compare basic pay without allowances, made up to a full month: `full_month_pay`.

    Parameters
    ----------
    survey, minimum_wage, by, level
        As for `kaitz_index`.
    column
        Wages, in the currency and for the period of the minimum wage, zero or more.
    interval
        Kind of the intervals: ``"logit"``, ``"beta"`` or ``"wald"``; see `labkit.Survey.share`.
    tolerance
        Share of the minimum, 0 to 1, by which a wage may lie below it and still counts as compliance: 0.01 forgives
        rounding. Pay for a part of a month that was rounded to 100 riel is up to some hundred riel short of the minimum
        once it is made up to a full month: with 0 such people count as underpaid. The shortfall of the others is
        counted in full.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``measure`` (V0, V1, V2), then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n,
        flag``.

    Raises
    ------
    ColumnError
        A column is not there, or does not hold numbers.
    DataError
        Wages below zero, or minimum wages that are not above zero.
    OptionError
        The minimum wage is not above zero, or the tolerance is not a share.

    References
    ----------
    Bhorat, H., Kanbur, R. and Mayet, N., "Minimum wage violation in South Africa", International Labour Review 151
    (2012).

    Examples
    --------
    >>> survey = Survey(pd.DataFrame({"pay": [100.0, 150.0, 200.0, 300.0]}))
    >>> noncompliance(survey, "pay", 200)[["measure", "estimate"]].values.tolist()
    [['V0', 50.0], ['V1', 18.75], ['V2', 7.8125]]

    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> factories = lfs.assign(full_pay=lk.wages.full_month_pay(lfs.frame)).filter(lfs.frame["size"] == "50+")
    >>> noncompliance(factories, "full_pay", 737_000, tolerance=0.01, by="sex")["measure"].tolist()
    ['V0', 'V1', 'V2', 'V0', 'V1', 'V2']
    """
    where = f"noncompliance({column!r})"
    refuse_taken(by_names(by, where=where), ["measure"], where=where)
    if not (is_number(tolerance) and 0 <= tolerance < 1):
        raise OptionError(
            "The tolerance is not a share of the minimum wage.",
            where=where,
            got=repr(tolerance),
            expected="0 or more, below 1: 0.01 for 1 percent",
        )
    pay, minimum = amounts(survey.frame, column, where=where), _minimum(survey, minimum_wage, where)
    found = amount_groups(survey.frame, pay + minimum, by, where=where)
    underpaid = pay < minimum * (1 - tolerance) * (1 - ROUNDING)
    shortfall = np.where(underpaid, (minimum - pay) / minimum, 0.0)
    tables = []
    for measure, values in zip(MEASURES, (underpaid.astype(np.float64), shortfall, shortfall**2), strict=True):
        mean, u = centres(survey, values, found.codes, max(len(found), 1), "mean", level)
        percent = 100 * mean[: len(found)]
        table = share_from_influence(survey.design, found, percent, 100 * u, values, interval=interval, level=level)
        table.insert(len(found.labels.columns), "measure", measure)
        tables.append(table)
    return interleaved(tables, len(found))


def _minimum(survey: Survey, minimum_wage: float | str, where: str) -> Floats:
    """Return the minimum wage of each record."""
    if not isinstance(minimum_wage, str):
        if not (is_number(minimum_wage) and 0 < minimum_wage < np.inf):
            raise OptionError(
                "The minimum wage is not above zero.",
                where=where,
                got=f"minimum_wage={minimum_wage!r}",
                expected="an amount in the currency of the wages, or the name of a column",
            )
        return np.full(len(survey), float(minimum_wage))
    values = numbers(survey.frame, minimum_wage, where=where)
    if (values <= 0).any():
        raise DataError(
            f"Column {minimum_wage!r} has minimum wages that are not above zero.",
            where=where,
            got=f"zero or less in rows {first_few(survey.frame.index[values <= 0])}",
            expected="an amount above zero, or a missing value where no minimum wage applies",
        )
    return values
