"""How pay is made up: the pay period, the amount per period, basic pay and allowances, weeks worked in the month.

All of it follows from `monthly_pay`. With the ILO's factors a month has (365 / 7) / 12 = 4.345238 weeks and
365 / 12 = 30.416667 days. For all employees, up to the rounding of the amount to 100 riel::

    monthly pay = amount × periods in the weeks worked

where the periods are weeks worked / 4.345238 (paid by the month), weeks worked (by the week), 7 × weeks worked (by
the day) and 1 (by the piece: the amount is for all pieces of the month). Shares and amounts are the generator's
own choice, except the allowances of factory workers (attendance, transport and housing, seniority), which follow the
published ones in dollars.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, normal, pick, uniform
from labkit.synthetic.jobs import JOB, JOBS, table_by_job
from labkit.synthetic.pay import COMPLIANCE, minimum_wage

__all__ = ["DAYS_IN_MONTH", "PAY_PERIODS", "WEEKS_IN_MONTH", "pay_details"]

WEEKS_IN_MONTH = 365 / 84
"""Weeks in a month by the ILO's factor, (365 / 7) / 12."""
DAYS_IN_MONTH = 365 / 12
"""Days in a month by the ILO's factor."""
PAY_PERIODS = ("month", "week", "day", "piece")
_MONTH, _WEEK, _DAY, _PIECE = range(4)

_PERIOD = table_by_job(
    {
        **dict.fromkeys(JOBS, (1.0, 0.0, 0.0, 0.0)),
        "organisation": (0.97, 0.01, 0.02, 0.00),
        "factory": (0.90, 0.02, 0.01, 0.07),
        "workshop": (0.50, 0.10, 0.22, 0.18),
        "construction": (0.14, 0.20, 0.62, 0.04),
        "farm labour": (0.10, 0.06, 0.72, 0.12),
        "trade and services": (0.70, 0.06, 0.20, 0.04),
        "modern services": (0.96, 0.01, 0.03, 0.00),
        "domestic": (0.82, 0.04, 0.14, 0.00),
    }
)
_PART_MONTH = table_by_job(
    {
        **dict.fromkeys(JOBS, 0.02),
        "government": 0.004, "factory": 0.012, "workshop": 0.04, "construction": 0.07, "farm labour": 0.11,
        "domestic": 0.03,
    }
)  # fmt: skip
_PART_WEEKS = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 3.5])
_PART_WEEKS_CHANCES = np.array([4.0, 4.0, 18.0, 14.0, 34.0, 26.0])
# Who gets allowances, and their share of pay when they do. Factory workers: see `_factory_allowances`.
_ALLOWANCES = table_by_job(
    {
        **dict.fromkeys(JOBS, (0.0, 0.0)),
        "government": (0.80, 0.20), "state enterprise": (0.80, 0.16), "organisation": (0.50, 0.12),
        "workshop": (0.30, 0.08), "construction": (0.20, 0.08), "farm labour": (0.20, 0.10),
        "trade and services": (0.35, 0.10), "modern services": (0.60, 0.12), "domestic": (0.45, 0.15),
    }
)  # fmt: skip
_ATTENDANCE, _TRANSPORT = 40_500.0, 28_350.0  # 10 and 7 dollars at the generator's rate of 4,050 riel
_SENIORITY = 8_100.0  # from 2 dollars a month after a year to 11 after ten


def pay_details(people: Columns, rows: IntArray) -> Columns:
    """Return what the employees `rows` say about how they are paid.

    Parameters
    ----------
    people
        Columns by person, among them `monthly_pay` (riel; not a number where it was refused) and `kind`.
    rows
        Positions of the employees.

    Returns
    -------
    dict of numpy.ndarray
        `pay_period` (code in `PAY_PERIODS`, -1 where pay was refused), `pay_amount` (riel per pay period),
        `basic_pay` and `allowances` (riel a month, together `monthly_pay`), `weeks_worked` (in the last month).
    """
    key, pay = people["key"][rows], people["monthly_pay"][rows]
    answered = np.isfinite(pay)
    period = pick("pay period", key, _PERIOD[people["kind"][rows]])
    weeks = _weeks_worked(people, rows)
    allowances = _allowances(people, rows)
    return {
        "pay_period": np.where(answered, period, -1),
        "pay_amount": np.maximum(100.0, np.rint(pay / _periods(period, weeks) / 100) * 100),
        "basic_pay": pay - allowances,
        "allowances": allowances,
        "weeks_worked": weeks,
    }


def _periods(period: IntArray, weeks: FloatArray) -> FloatArray:
    """Return how many pay periods there are in the weeks worked."""
    periods = np.column_stack([weeks / WEEKS_IN_MONTH, weeks, 7 * weeks, np.ones(len(weeks))])
    result: FloatArray = periods[np.arange(len(weeks)), period]
    return result


def _weeks_worked(people: Columns, rows: IntArray) -> FloatArray:
    key, kind, pay = people["key"][rows], people["kind"][rows], people["monthly_pay"][rows]
    # Pay is what the month brought, so who earns little for the job has more often worked a part of it.
    chance = _PART_MONTH[kind] * np.where(normal("pay", key) < -0.9, 3.5, 1.0)
    chance = np.where((kind == JOB.factory) & (pay < minimum_wage()), 0.30, chance)
    chance = np.where(people["temporarily_absent"][rows] == 1, 0.5, chance)
    part = _PART_WEEKS[pick("part of the month", key, _PART_WEEKS_CHANCES)]
    return np.where(uniform("part-month", key) < chance, part, WEEKS_IN_MONTH)


def _allowances(people: Columns, rows: IntArray) -> FloatArray:
    """Return allowances in riel a month, never more than 40 percent of pay, to the thousand."""
    key, kind, pay = people["key"][rows], people["kind"][rows], people["monthly_pay"][rows]
    chance, share = _ALLOWANCES[kind].T
    usual = np.where(uniform("allowances", key) < chance, share * pay * (0.5 + uniform("allowance share", key)), 0.0)
    amount = np.where(kind == JOB.factory, _factory_allowances(people, rows), usual)
    result: FloatArray = np.floor(np.minimum(amount, 0.4 * pay) / 1_000) * 1_000
    return np.where(np.isfinite(pay), result, np.nan)


def _factory_allowances(people: Columns, rows: IntArray) -> FloatArray:
    key, pay = people["key"][rows], people["monthly_pay"][rows]
    years = np.clip((people["age"][rows] - 18) * uniform("seniority", key), 0, 10)
    amount = (
        _ATTENDANCE * (uniform("attendance", key) < 0.9)
        + _TRANSPORT
        + np.where(years >= 1, _SENIORITY + 4_050.0 * np.floor(years - 1), 0.0)
    )
    # The minimum is one of basic pay: an employer who complies does not reach it with allowances.
    complies = (uniform("complies", key) < COMPLIANCE) & (people["usual_hours"][rows] >= 40)
    result: FloatArray = np.where(complies, np.clip(amount, 0, np.maximum(pay - minimum_wage(), 0)), amount)
    return result
