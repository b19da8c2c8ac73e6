"""Tables of what reforms do: people newly covered, what each reform adds, yearly cost, coverage before and after."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from labkit.errors import OptionError, one_of
from labkit.protection.answers import Answers
from labkit.protection.effect import CONTRIBUTES, Assumptions, Reforms, expected_effect, in_order
from labkit.protection.tables import stacked
from labkit.quality import reliability_flags
from labkit.survey import Survey
from labkit.survey.estimation.influence import as_shares
from labkit.survey.records.columns import By, groups

Measure = Literal["people", "percent of uncovered"]

COSTS = {
    "contributions_": "contributions of the newly covered",
    "subsidy_new_": "subsidies to the newly covered",
    "subsidy_covered_": "subsidies to people already covered",
    "administration_": "administration",
    "state_": "cost to the state",
}


def newly_covered(
    survey: Survey,
    reforms: Reforms,
    by: By = None,
    *,
    measure: Measure = "people",
    assumptions: Assumptions | None = None,
    covered: Answers = CONTRIBUTES,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate how many people reforms would newly cover, or which share of the uncovered workers.

    .. math:: \sum_i w_i p_i \qquad\text{or}\qquad 100 \cdot \frac{\sum_i w_i p_i}{\sum_i w_i 1[i \text{ has no cover}]}

    Parameters
    ----------
    survey, reforms
        As for `expected_effect`.
    by
        A column, or a list of columns, that make groups.
    measure
        ``"people"``, or ``"percent of uncovered"``: employed people without cover are the denominator.
    assumptions, covered
        As for `expected_effect`.
    level
        Confidence level of the intervals, 0 to 1. They hold the survey's uncertainty, not that of the assumptions.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (people or percent), ``se, ci_low, ci_high, cv, df, n, flag``. `n` counts
        the records that the reforms reach; where they reach nobody the figure is zero by construction and has no flag.

    Raises
    ------
    ColumnError, DataError, OptionError
        As `expected_effect`; or the `measure` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> from labkit.protection import registration_drive, size_threshold
    >>> drive, duty = registration_drive(0.3), size_threshold(10, compliance=0.5)
    >>> one, other, both = (newly_covered(lk.load("lfs"), r)["estimate"].item() for r in (drive, duty, [drive, duty]))
    >>> max(one, other) < both < one + other
    True
    """
    one_of("measure", measure, get_args(Measure), where="newly_covered")
    effect = expected_effect(survey, reforms, assumptions=assumptions, covered=covered)
    return _of_uncovered(effect, "newly_covered", by, measure, level)


def newly_covered_by_reform(
    survey: Survey,
    reforms: Reforms,
    by: By = None,
    *,
    assumptions: Assumptions | None = None,
    covered: Answers = CONTRIBUTES,
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate how many people each reform adds to those before it.

    The rows add up to `newly_covered`. The first reform of the list is credited with people whom a later one would
    have reached too: another order gives other parts and the same sum.

    Parameters
    ----------
    survey, reforms, by, assumptions, covered, level
        As for `newly_covered`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``reform``, then ``estimate`` (people), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, DataError, OptionError
        As `newly_covered`; or there is no reform.

    Examples
    --------
    >>> import labkit as lk
    >>> from labkit.protection import registration_drive, voluntary_cover
    >>> newly_covered_by_reform(lk.load("lfs"), [registration_drive(), voluntary_cover()])["reform"].tolist()
    ['registration drive', 'voluntary cover']
    """
    rules = in_order(reforms)
    if not rules:
        raise OptionError("There is no reform.", where="newly_covered_by_reform", got="[]", expected="one or more")
    effect = expected_effect(survey, rules, assumptions=assumptions, covered=covered)
    added = [_of_uncovered(effect, f"newly_covered_{k}", by, "people", level) for k in range(1, len(rules) + 1)]
    return stacked(zip([rule.name for rule in rules], added, strict=True), "reform")


def yearly_cost(
    survey: Survey,
    reforms: Reforms,
    by: By = None,
    *,
    assumptions: Assumptions | None = None,
    covered: Answers = CONTRIBUTES,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate what reforms cost in a year, in riel.

    The contribution of a worker is months × rate × monthly pay, up to the ceiling. Subsidies of several reforms to the
    same worker add up to the whole contribution at most.

    Parameters
    ----------
    survey, reforms, by, assumptions, covered, level
        As for `newly_covered`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``measure``, then ``estimate`` (riel per year), ``se, ci_low, ci_high, cv, df, n, flag``.
        Measures: contributions of the newly covered, whoever pays them; subsidies to the newly covered (a part of
        these contributions); subsidies to people already covered; administration; cost to the state (the last three
        together). `n` counts the records behind each figure.

    Raises
    ------
    ColumnError, DataError, OptionError
        As `expected_effect`.

    Examples
    --------
    >>> import labkit as lk
    >>> from labkit.protection import contribution_subsidy
    >>> cost = yearly_cost(lk.load("lfs"), contribution_subsidy(0.5)).set_index("measure")["estimate"]
    >>> parts = cost["contributions of the newly covered"], cost["subsidies to the newly covered"]
    >>> bool(abs(parts[1] / parts[0] - 0.5) < 1e-9)
    True
    """
    effect = expected_effect(survey, reforms, assumptions=assumptions, covered=covered)
    totals = (_with_records_behind(effect.total(name, by, level=level), effect.frame, name, by) for name in COSTS)
    return stacked(zip(COSTS.values(), totals, strict=True), "measure")


def cost_per_newly_covered(
    survey: Survey,
    reforms: Reforms,
    by: By = None,
    *,
    assumptions: Assumptions | None = None,
    covered: Answers = CONTRIBUTES,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate what the state pays in a year for each person newly covered, in riel.

    .. math:: \frac{\sum_i w_i \cdot \text{cost to the state}_i}{\sum_i w_i p_i}

    The figure to compare reforms by where the budget is fixed. Subsidies to people who had cover before are in it: they
    cost and add nobody.

    Parameters
    ----------
    survey, reforms, by, assumptions, covered, level
        As for `newly_covered`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (riel a year per person; missing where nobody is newly covered), ``se,
        ci_low, ci_high, cv, df, n, flag``. `n` counts the records that the reforms reach.

    Raises
    ------
    ColumnError, DataError, OptionError
        As `expected_effect`.

    Examples
    --------
    >>> import labkit as lk
    >>> from labkit.protection import registration_drive
    >>> cost = cost_per_newly_covered(lk.load("lfs"), registration_drive(0.3, cost_per_person=50_000))
    >>> round(cost["estimate"].item())
    50000
    """
    effect = expected_effect(survey, reforms, assumptions=assumptions, covered=covered)
    table = effect.ratio("state_", "newly_covered", by, level=level)
    return _with_records_behind(table, effect.frame, "newly_covered", by)


def coverage_before_and_after(
    survey: Survey,
    reforms: Reforms,
    by: By = None,
    *,
    assumptions: Assumptions | None = None,
    covered: Answers = CONTRIBUTES,
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate the share of employed people with cover, today and with the reforms.

    Parameters
    ----------
    survey, reforms, by, assumptions, covered, level
        As for `newly_covered`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``when`` (``"today"``, ``"with the reforms"``), then ``estimate`` (percent of employment),
        ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, DataError, OptionError
        As `expected_effect`.

    Examples
    --------
    >>> import labkit as lk
    >>> from labkit.protection import voluntary_cover
    >>> coverage_before_and_after(lk.load("lfs"), voluntary_cover())["when"].tolist()
    ['today', 'with the reforms']
    """
    effect = expected_effect(survey, reforms, assumptions=assumptions, covered=covered)
    effect = effect.assign(then_=100.0 * (effect.frame["covered"] + effect.frame["newly_covered"]))
    then = as_shares(effect.mean("then_", by, level=level), effect.design, level=level)
    return stacked({"today": effect.share("covered", by, level=level), "with the reforms": then}.items(), "when")


def _of_uncovered(effect: Survey, name: str, by: By, measure: Measure, level: float) -> pd.DataFrame:
    uncovered = effect.filter(~effect.frame["covered"])
    if measure == "people":
        table = uncovered.total(name, by, level=level)
    else:
        table = uncovered.assign(percent_=100.0 * uncovered.frame[name]).mean("percent_", by, level=level)
        table = as_shares(table, uncovered.design, level=level)
    return _with_records_behind(table, uncovered.frame, name, by)


def _with_records_behind(table: pd.DataFrame, frame: pd.DataFrame, name: str, by: By) -> pd.DataFrame:
    """Count only the records that add to a figure: a thin group must not hide among people whom nothing reaches."""
    codes = groups(frame, by, where="reform").codes
    adds = (frame[name].to_numpy() > 0) & (codes >= 0)
    n = np.bincount(codes[adds], minlength=len(table))
    return table.assign(n=n, flag=np.where(n == 0, "", reliability_flags(n)))
