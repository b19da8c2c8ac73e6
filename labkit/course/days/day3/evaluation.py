"""Lesson 3.4: log pay of employees in two rounds, and the differences whose difference is the effect of a policy."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit import words
from labkit.survey import Survey

LOG_PAY = "log_pay"


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


def gap(survey: Survey) -> pd.DataFrame:
    """Return by how much mean log pay of covered workers lies above that of other employees, with its interval.

    Examples
    --------
    >>> import labkit as lk
    >>> gap(with_log_pay(lk.load("lfs")))[["minimum_wage_covered", "minus"]].values.tolist()
    [['yes', 'no']]
    """
    return survey.difference(_log_pay, between="minimum_wage_covered", minus="no")


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
    return two.difference(_log_pay, between="kind", minus="trade")


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


def _log_pay(survey: Survey) -> pd.DataFrame:
    return survey.mean(LOG_PAY)
