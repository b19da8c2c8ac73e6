"""What a new minimum wage would do on paper: who gains, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, OptionError, is_number, one_of
from labkit.inequality.amounts import ROUNDING
from labkit.quality import reliability_flags
from labkit.survey import Survey
from labkit.survey.estimation.influence import table_from_influence
from labkit.survey.records.columns import Bools, By, Floats, Groups, Ints, groups
from labkit.survey.records.quantities import amounts
from labkit.survey.running import of_weight
from labkit.survey.table import interleaved
from labkit.wages.hours import full_month_pay

FLAGS = ("", "U", "S")
Compliance = Literal["as today", "full"]

SHARE, PEOPLE, COST, PERCENT_OF_PAY, EACH = (
    "share who gain",
    "people who gain",
    "cost per month",
    "cost as percent of pay",
    "gain each",
)


def minimum_wage_reform(
    survey: Survey,
    new: float,
    *,
    current: float | None = None,
    pay: str | None = None,
    compliance: Compliance = "as today",
    by: By = None,
    currency: str = "riel",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate who would gain from a new minimum wage, and what it would cost, if nothing else changed.

    A worker who is paid :math:`y` gains :math:`g = \max(0, m_{new} - y)`. With compliance ``"as today"`` nobody gains
    who is paid less than the current minimum: who breaks the law today breaks it tomorrow. The underpaid are then
    still there, and still counted among the workers. With ``"full"`` everybody is paid at least the new minimum;
    ``new`` equal to ``current`` then shows what it would bring to enforce today's minimum, and nothing else.

    .. math:: \text{share} &= 100\,\frac{\sum_K w_i 1[g_i > 0]}{\sum_K w_i}, \\
        \text{cost} &= \frac{\sum_K w_i g_i}{\sum_K w_i} \sum_{\text{all}} w_i, \\
        \text{percent of pay} &= 100\,\frac{\sum_K w_i g_i}{\sum_K w_i y_i}

    :math:`K` are the workers whose pay is known. A missing pay is not "above the minimum": shares leave these workers
    out, and totals count them like the others of their group.

    Jobs lost, hours cut, prices, and pay that moves although it lies above the minimum are not in it: these are held
    still. The intervals are those of the sample, and of nothing else.

    Parameters
    ----------
    survey
        A Survey of the workers whom the minimum covers: ``survey.filter(survey.frame["minimum_wage_covered"] ==
        "yes")``.
    new
        The new minimum wage, for a full month.
    current
        The minimum wage of today. Needed with compliance ``"as today"``.
    pay
        Column with the monthly pay that the law compares with the minimum. Left out: basic pay made up to a full month,
        `full_month_pay`.
    compliance
        ``"as today"`` or ``"full"``.
    by
        A column, or a list of columns, that make groups.
    currency
        The word for the unit of pay, for the column `unit`.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``measure``, ``unit``, then ``estimate, se, ci_low, ci_high, cv, df, n, flag``. Five measures:
        ``"share who gain"`` (percent of workers), ``"people who gain"``, ``"cost per month"`` (to employers),
        ``"cost as percent of pay"`` (of all the workers' pay), ``"gain each"`` (the mean gain of those who gain, per
        month; missing where nobody gains). `n` counts workers whose pay is known, for ``"gain each"`` those who gain.
        `flag` goes by the number of those who gain, for the share also by the others. ``attrs["pay_known"]`` is the
        percent of workers whose pay is known.

    Raises
    ------
    ColumnError
        A column is not there, or does not hold numbers; or nobody's pay is known.
    DataError
        Pay below zero.
    OptionError
        A minimum wage is not above zero, `new` lies below `current`, `compliance` is not known, or ``"as today"`` has
        no `current`.

    References
    ----------
    H. Bhorat, R. Kanbur and N. Mayet, "Minimum wage violation in South Africa", International Labour Review 151 (2012),
    for who is underpaid: less than the minimum, strictly.

    Examples
    --------
    >>> survey = Survey(pd.DataFrame({"pay": [150.0, 200.0, 210.0, 300.0]}))
    >>> raised = minimum_wage_reform(survey, 220, current=200, pay="pay", currency="dollars")
    >>> raised[["measure", "unit", "estimate"]].round(2).values.tolist()[:3]
    [['share who gain', 'percent', 50.0], ['people who gain', 'people', 2.0], ['cost per month', 'dollars', 30.0]]
    >>> kept = minimum_wage_reform(survey, 200, current=200, pay="pay", compliance="full")
    >>> kept["estimate"].round(2).tolist()
    [25.0, 1.0, 50.0, 5.81, 50.0]

    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> covered = lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")
    >>> minimum_wage_reform(covered, 800_000, current=737_000, by="sex")["measure"].nunique()
    5
    """
    where = "minimum_wage_reform"
    _check(new, current, compliance, where)
    survey = of_weight(survey)
    given = full_month_pay(survey.frame) if pay is None else amounts(survey.frame, pay, where=where)
    paid: Floats = np.asarray(given, dtype=np.float64)
    workers = _workers(survey, paid, new, current if compliance == "as today" else None, by, where)
    share = _share(survey, workers, level)
    people, cost = (_total(survey, workers, values, level) for values in (workers.gains, workers.gain))
    of_pay = _ratio(survey, workers, 100 * workers.gain, np.nan_to_num(paid), workers.known, level)
    each = _ratio(survey, workers, workers.gain, workers.gains, workers.gains > 0, level)
    tables = []
    for measure, unit, table in (
        (SHARE, "percent", share),
        (PEOPLE, "people", people),
        (COST, currency, cost),
        (PERCENT_OF_PAY, "percent", of_pay),
        (EACH, currency, each),
    ):
        place = len(workers.labels.columns)
        table.insert(place, "measure", measure)
        table.insert(place + 1, "unit", unit)
        tables.append(table)
    result = interleaved(tables, len(workers.labels))
    weight = survey.design.weight
    known = 100 * float(weight[workers.known].sum() / weight.sum())
    result.attrs.update(new=new, current=current, compliance=compliance, pay_known=known, level=level)
    return result


@dataclass(frozen=True, eq=False)
class _Workers:
    """Each worker's group (-1: none), whether the pay is known, and the gain (0 where it is not)."""

    codes: Ints
    labels: pd.DataFrame
    known: Bools
    gain: Floats

    @property
    def gains(self) -> Floats:
        return (self.gain > 0).astype(np.float64)

    def flags(self) -> pd.Series[str]:
        """Return a flag for each group, by the number of records that gain."""
        codes = self.codes[self.gain > 0]
        return pd.Series(reliability_flags(np.bincount(codes, minlength=len(self.labels))), dtype="str")

    def of(self, inside: Bools) -> Groups:
        return Groups(np.where(inside, self.codes, -1), self.labels)


def _workers(survey: Survey, pay: Floats, new: float, current: float | None, by: By, where: str) -> _Workers:
    """Return the workers of the groups in which somebody's pay is known."""
    every = groups(survey.frame, by, where=where)
    known = ~np.isnan(pay) & (every.codes >= 0)
    present = np.unique(every.codes[known])
    if not len(present):
        raise ColumnError(
            "Nobody's pay is known.",
            where=where,
            got=f"{len(pay)} workers without pay",
            expected="workers with pay",
            hint="Choose employees: survey.filter(survey.frame['minimum_wage_covered'] == 'yes').",
        )
    place = np.full(len(every) + 1, -1)  # the last place serves code -1
    place[present] = np.arange(len(present))
    codes = place[every.codes]
    below = pay < new * (1 - ROUNDING)
    if current is not None:
        below &= pay >= current * (1 - ROUNDING)
    gain = np.where(below & known, new - pay, 0.0)
    return _Workers(codes, every.labels.iloc[present].reset_index(drop=True), known, gain)


def _share(survey: Survey, workers: _Workers, level: float) -> pd.DataFrame:
    group, gains = "labkit_group", "labkit_gains"
    told = survey.assign(**{group: np.where(workers.known, workers.codes, np.nan), gains: workers.gain > 0})
    table = told.filter(workers.known).share(gains, by=group, level=level).drop(columns=group)
    for place, name in enumerate(workers.labels.columns):
        table.insert(place, name, workers.labels[name].array)
    flags = np.maximum(_rank(table["flag"]), _rank(workers.flags()))
    return table.assign(flag=pd.Series([FLAGS[k] for k in flags], dtype="str"))


def _rank(flags: pd.Series[str]) -> Ints:
    return np.array([FLAGS.index(flag) for flag in flags], dtype=np.int64)


def _total(survey: Survey, workers: _Workers, values: Floats, level: float) -> pd.DataFrame:
    """Return totals of all workers, those of unknown pay counted like the others of their group."""
    weight, codes, size = survey.design.weight, workers.codes, len(workers.labels)
    inside = codes >= 0
    everybody = np.bincount(codes[inside], weights=weight[inside], minlength=size)
    paid = np.bincount(codes[workers.known], weights=weight[workers.known], minlength=size)
    mean = np.bincount(codes[workers.known], weights=(weight * values)[workers.known], minlength=size) / paid
    own = mean[codes] + np.where(workers.known, (values - mean[codes]) * (everybody / paid)[codes], 0.0)
    table = table_from_influence(survey.design, workers.of(inside), mean * everybody, own, level=level)
    return _known_only(table, workers)


def _ratio(survey: Survey, workers: _Workers, top: Floats, bottom: Floats, inside: Bools, level: float) -> pd.DataFrame:
    """Return the ratio of two totals among some of the workers whose pay is known."""
    weight, codes, size = survey.design.weight, workers.codes, len(workers.labels)
    above, below = (
        np.bincount(codes[inside], weights=(weight * values)[inside], minlength=size) for values in (top, bottom)
    )
    below = np.where(below > 0, below, np.nan)
    ratio = above / below
    own = np.where(inside, (top - ratio[codes] * bottom) / below[codes], 0.0)
    table = table_from_influence(survey.design, workers.of(inside), ratio, own, level=level)
    return table.assign(flag=workers.flags())


def _known_only(table: pd.DataFrame, workers: _Workers) -> pd.DataFrame:
    n = np.bincount(workers.codes[workers.known], minlength=len(workers.labels))
    return table.assign(n=n, flag=workers.flags())


def _check(new: float, current: float | None, compliance: str, where: str) -> None:
    one_of("compliance", compliance, get_args(Compliance), where=where)
    for name, value in (("new", new), ("current", current)):
        if not (value is None and name == "current") and not (is_number(value) and 0 < value < np.inf):
            raise OptionError(
                "A minimum wage is no number." if isinstance(value, str) else "A minimum wage is not above zero.",
                where=where,
                got=f"{name}={value!r}",
                expected="an amount for a full month, in the currency of the pay, such as 737_000",
                hint="Leave the quotation marks out." if isinstance(value, str) else "",
            )
    if current is None and compliance == "as today":
        raise OptionError(
            "With compliance as today it has to be known who is paid less than today's minimum.",
            where=where,
            got="current=None",
            expected="current=737_000, or another amount",
            hint='Or let everybody be paid the new minimum: compliance="full".',
        )
    if current is not None and new < current:
        raise OptionError(
            "The new minimum wage lies below the current one.",
            where=where,
            got=f"new={new:,.0f}, current={current:,.0f}",
            expected="the same amount, or a larger one",
            hint=f"Python reads a point as the begin of decimals: write {1000 * new:_.0f}."
            if new < current / 100
            else "",
        )
