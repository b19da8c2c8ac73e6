"""Recruitment costs in months of earnings (SDG indicator 10.7.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd

from labkit.errors import DataError, first_few, one_of
from labkit.survey import Survey
from labkit.survey.answers import check_words, is_word, said
from labkit.survey.records.columns import By, Floats, column, groups, numbers

Statistic = Literal["mean", "median", "p80"]
Scope = Literal["sdg", "all"]

COSTS = ("cost_agency", "cost_documents", "cost_transport", "cost_training", "cost_medical", "cost_other")
EARNINGS = "monthly_earnings"
HOME = "Cambodia"

_QUANTILES = {"median": 0.5, "p80": 0.8}


def workers_in_scope(survey: Survey, *, home: str = HOME) -> Survey:
    """Return the domain of the workers whom SDG indicator 10.7.1 is about.

    Employees in another country who lived there. Left out: internal migrants, people who work on their own account,
    who commute across the border every day or week, and seafarers.

    Parameters
    ----------
    survey
        A Survey with ``destination``, ``work_status``, ``commutes`` and ``sector``, as the data set ``recruitment``.
    home
        The value of ``destination`` of internal migrants; in the records its capitals and outer blanks do not matter.

    Raises
    ------
    ColumnError
        A column is missing.

    Examples
    --------
    >>> import labkit as lk
    >>> "Cambodia" in workers_in_scope(lk.load("recruitment")).frame["destination"].tolist()
    False
    """
    where = "workers_in_scope"
    destination = column(survey.frame, "destination", where=where)
    check_words(survey.frame, "destination", [home], option="home", where=where)
    return survey.filter(
        ~is_word(destination, home).fillna(value=True).astype(bool)
        & said(survey.frame, "work_status", "employee", where=where)
        & said(survey.frame, "commutes", "no", where=where)
        & ~said(survey.frame, "sector", "fishing at sea", where=where)
    )


def workers_of(survey: Survey, scope: Scope, home: str, *, where: str) -> Survey:
    """Return the workers of a scope."""
    one_of("scope", scope, get_args(Scope), where=where)
    return workers_in_scope(survey, home=home) if scope == "sdg" else survey


def recruitment_cost_indicator(
    survey: Survey,
    by: By = None,
    *,
    cost: str | Sequence[str] = COSTS,
    earnings: str = EARNINGS,
    statistic: Statistic = "mean",
    scope: Scope = "sdg",
    home: str = HOME,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the recruitment cost indicator: what workers paid for the first job abroad, in months of its earnings.

    .. math:: f\left(RCI_1, \dots, RCI_n\right), \qquad RCI_k = C_k / E_k

    :math:`C_k` is all that worker `k` or the family paid to find the job, qualify for it, secure it and get there;
    :math:`E_k` the income of the last month of this job with bonuses and overtime, after taxes, contributions and
    deductions for recruitment. `f` is the mean, the median or the 80th percentile (the fourth quintile).

    It is a mean of ratios: the ratio of mean cost to mean earnings is another figure. It is in months: the final
    wording says *monthly* income, the proposal of 2015 said yearly.

    Source: metadata of SDG indicator 10.7.1 (ILO and World Bank).

    Parameters
    ----------
    survey
        A Survey of migrant workers, such as ``labkit.load("recruitment")``.
    by
        A column, or a list of columns, that make groups.
    cost
        The column with the cost, or a list of columns that are added up, in the currency of `earnings`. A cost of zero
        is valid: the employer paid. A worker with a missing item has no known cost.
    earnings
        The column with the earnings of one month.
    statistic
        ``"mean"``, ``"median"`` or ``"p80"``.
    scope
        ``"sdg"``: only `workers_in_scope`; ``"all"``: every record of the survey.
    home
        As for `workers_in_scope`.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (months of earnings), ``se, ci_low, ci_high, cv, df, n, flag``, and
        ``excluded``: records of the group left out because the earnings are zero or missing, or the cost is missing.

    Raises
    ------
    ColumnError
        A column is missing or does not hold numbers.
    DataError
        A cost or the earnings are negative.
    OptionError
        `statistic` or `scope` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> table = recruitment_cost_indicator(lk.load("recruitment"), by="sex", statistic="median")
    >>> table[["sex", "excluded"]].values.tolist()
    [['female', 30], ['male', 33]]
    """
    one_of("statistic", statistic, get_args(Statistic), where="recruitment_cost_indicator")
    workers = workers_of(survey, scope, home, where="recruitment_cost_indicator")
    months = _months(workers.frame, [cost] if isinstance(cost, str) else list(cost), earnings)
    codes = groups(workers.frame, by, where="recruitment_cost_indicator").codes
    workers = workers.assign(months_=months)
    if statistic == "mean":
        table = workers.mean("months_", by, level=level)
    else:
        table = workers.quantile("months_", _QUANTILES[statistic], by, level=level)
    excluded = np.bincount(codes[np.isnan(months) & (codes >= 0)], minlength=len(table))
    return table.assign(excluded=excluded)


def _months(frame: pd.DataFrame, costs: list[str], earnings: str) -> Floats:
    """Return each worker's cost in months of earnings, missing where no ratio can be formed."""
    total = np.zeros(len(frame))
    for name in costs:
        total = total + _not_negative(frame, name)
    paid = _not_negative(frame, earnings)
    months: Floats = np.divide(total, paid, out=np.full(len(frame), np.nan), where=paid > 0)
    return months


def _not_negative(frame: pd.DataFrame, name: str) -> Floats:
    values = numbers(frame, name, where="recruitment_cost_indicator")
    negative = values < 0
    if negative.any():
        raise DataError(
            f"{negative.sum()} values of {name!r} are negative.",
            where="recruitment_cost_indicator",
            got=f"negative in rows {first_few(frame.index[negative])}",
            expected="0 or more, or a missing value",
            hint="Codes such as -9 for 'not answered' become missing values first.",
        )
    return values
