"""Lesson 3.4: log pay of employees in two rounds, and the differences whose difference is the effect of a policy."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit import words
from labkit.survey import Survey

LOG_PAY = "log_pay"

_READ_FIRST = (
    *("minimum_wage_covered", "kind", "minus", "earlier_value", "later_value", "group_value", "minus_value"),
    *("estimate", "ci_low", "ci_high", "n"),
)


def with_log_pay(survey: Survey) -> Survey:
    """Return the employees with known pay, and the logarithm of it.

    Examples
    --------
    >>> frame = pd.DataFrame({"status": ["employee", "employer", "employee"], "monthly_pay": [np.e, 5.0, None]})
    >>> with_log_pay(Survey(frame)).frame["log_pay"].tolist()
    [1.0]
    """
    frame = survey.frame
    paid = survey.filter(frame["status"].eq("employee") & frame["monthly_pay"].gt(0))
    return paid.assign(**{LOG_PAY: np.log(paid.frame["monthly_pay"])})


def mean_log_pay(survey: Survey) -> pd.DataFrame:
    """Return the mean of log pay, with its interval.

    Examples
    --------
    >>> import labkit as lk
    >>> mean_log_pay(with_log_pay(lk.load("lfs")))["estimate"].round().tolist()
    [14.0]
    """
    return survey.mean(LOG_PAY)


def gap(survey: Survey) -> pd.DataFrame:
    """Return by how much mean log pay of covered workers lies above that of other employees, with its interval.

    Examples
    --------
    >>> import labkit as lk
    >>> gap(with_log_pay(lk.load("lfs")))[["minimum_wage_covered", "minus"]].values.tolist()
    [['yes', 'no']]
    """
    return survey.difference(mean_log_pay, between="minimum_wage_covered", minus="no")


def placebo_gap(survey: Survey) -> pd.DataFrame:
    """Return by how much mean log pay in construction lies above that in trade: the minimum wage touches neither.

    Examples
    --------
    >>> import labkit as lk
    >>> placebo_gap(with_log_pay(lk.load("lfs")))["minus"].tolist()
    ['trade']
    """
    names = {"F construction": "construction", "G trade": "trade"}
    kind = survey.frame["industry"].astype(object).map(names)
    two = survey.assign(kind=kind).filter(kind.notna())
    return two.difference(mean_log_pay, between="kind", minus="trade")


def in_short(table: pd.DataFrame) -> pd.DataFrame:
    """Return what is read first of a difference or a change: the two values, the estimate and its interval.

    Examples
    --------
    >>> import labkit as lk
    >>> list(in_short(gap(with_log_pay(lk.load("lfs")))))[2:]
    ['group_value', 'minus_value', 'estimate', 'ci_low', 'ci_high', 'n']
    """
    return table[[name for name in _READ_FIRST if name in table]].round(3)


def in_percent(table: pd.DataFrame) -> str:
    """Write a difference of mean log pay in percent, with its interval.

    Examples
    --------
    >>> in_percent(pd.DataFrame({"estimate": [0.08], "ci_low": [0.04], "ci_high": [0.12]}))
    '8.3 percent (4.1 to 12.7)'
    """
    row = words.one_row(table)
    estimate, low, high = (100 * float(np.expm1(row[name])) for name in ("estimate", "ci_low", "ci_high"))
    return f"{estimate:.1f} percent ({low:.1f} to {high:.1f})"
