"""What the exercise of day 3 prepares, so that a wrong answer to one question spoils no other."""

from __future__ import annotations

from types import EllipsisType

import pandas as pd

from labkit.survey import Survey
from labkit.wages import full_month_pay, hourly_earnings

BILLION = 1_000_000_000


def paid_employees(survey: Survey) -> Survey:
    """Return the employees, with the columns ``hourly`` and ``full_month`` of lessons 3.1 and 3.3.

    Examples
    --------
    >>> import labkit as lk
    >>> employees = paid_employees(lk.load("lfs"))
    >>> set(employees.frame["status"]), {"hourly", "full_month"} <= set(employees.frame)
    ({'employee'}, True)
    """
    employees = survey.filter(survey.frame["status"] == "employee")
    frame = employees.frame
    return employees.assign(hourly=hourly_earnings(frame), full_month=full_month_pay(frame))


def covered_workers(survey: Survey) -> Survey:
    """Return the workers whom the minimum wage covers, with the columns of `paid_employees`.

    Examples
    --------
    >>> import labkit as lk
    >>> set(covered_workers(lk.load("lfs")).frame["minimum_wage_covered"])
    {'yes'}
    """
    employees = paid_employees(survey)
    return employees.filter(employees.frame["minimum_wage_covered"] == "yes")


def share_and_cost(raised: pd.DataFrame | EllipsisType) -> pd.Series[float] | EllipsisType:
    """Return two figures of a raise: who gains, in percent, and what it costs, in billion riel a month.

    Parameters
    ----------
    raised
        The table of `labkit.wages.minimum_wage_reform`; three dots, while it is not there yet, are given back.

    Examples
    --------
    >>> import labkit as lk
    >>> raised = lk.wages.minimum_wage_reform(covered_workers(lk.load("lfs")), 737_000, current=737_000)
    >>> share_and_cost(raised).to_dict()
    {'share': 0.0, 'cost': 0.0}
    >>> share_and_cost(...)
    Ellipsis
    """
    if isinstance(raised, EllipsisType):
        return raised
    found = raised.set_index("measure")["estimate"]
    return pd.Series({"share": found["share who gain"], "cost": found["cost per month"] / BILLION}, name="raise")
