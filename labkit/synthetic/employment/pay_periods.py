"""How people are paid: by the month, week, day or piece, for how many weeks of the last month, and what that came to.

With the ILO's factors a month has (365 / 7) / 12 = 4.345238 weeks and 365 / 12 = 30.416667 days. For all employees,
to 100 riel::

    monthly pay = amount × periods in the weeks worked

where the periods are weeks worked / 4.345238 (paid by the month), weeks worked (by the week), days worked (by the day)
and 1 (by the piece: the amount is for all pieces of the month). Nobody is paid 26,300 riel a day: rates by the day and
by the week are round. All shares are the generator's own choice.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, pick, uniform
from labkit.synthetic.employment.jobs import JOBS, table_by_job
from labkit.synthetic.employment.pay import complies, days_a_week, full_month_pay, minimum_wage

__all__ = ["DAYS_IN_MONTH", "PAY_PERIODS", "WEEKS_IN_MONTH", "pay_answers"]

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
_REFUSED = 0.04
_MINIMUM_WAGE_2012 = 267_000


def pay_answers(people: Columns, rows: IntArray) -> Columns:
    """Return what the employees `rows` say about their pay of the last month.

    Parameters
    ----------
    people
        Columns by person, among them `usual_hours`, `kind` and `minimum_wage_covered`.
    rows
        Positions of the employees.

    Returns
    -------
    dict of numpy.ndarray
        `monthly_pay` (riel; not a number where it was refused), `pay_period` (code in `PAY_PERIODS`, -1 where pay was
        refused), `pay_amount` (riel per pay period), `weeks_worked`, `days_worked` (in the last month; the latter is
        asked of people paid by the day); and `pay_without_rise`, what the month would have brought had the minimum
        wage stayed where it was in 2012.
    """
    key = people["key"][rows]
    answered = uniform("pay refused", key) >= _REFUSED
    period = pick("pay period", key, _PERIOD[people["kind"][rows]])
    weeks = _weeks_worked(people, rows)
    days = days_a_week(people, rows)
    amount, pay = _amounts(people, rows, period, weeks, float(minimum_wage()))
    without_rise = _amounts(people, rows, period, weeks, float(_MINIMUM_WAGE_2012))[1]
    return {
        "monthly_pay": np.where(answered, pay, np.nan),
        "pay_without_rise": np.where(answered, without_rise, np.nan),
        "pay_period": np.where(answered, period, -1),
        "pay_amount": np.where(answered, amount, np.nan),
        "weeks_worked": weeks,
        "days_worked": np.where(answered & (period == _DAY), np.rint(days * weeks), np.nan),
    }


def _amounts(
    people: Columns, rows: IntArray, period: IntArray, weeks: FloatArray, minimum: float
) -> tuple[FloatArray, FloatArray]:
    """Return the amount per pay period, and what the month brought."""
    full = full_month_pay(people, rows, minimum)
    days = days_a_week(people, rows)
    in_a_month = np.column_stack([np.ones(len(rows)), np.full(len(rows), WEEKS_IN_MONTH), days * WEEKS_IN_MONTH])
    worked = np.column_stack([weeks / WEEKS_IN_MONTH, weeks, np.rint(days * weeks)])
    of = np.arange(len(rows)), np.minimum(period, _DAY)
    by_piece = period == _PIECE
    rate = np.where(by_piece, full * weeks / WEEKS_IN_MONTH, full / in_a_month[of])
    # An employer who pays the minimum does not fall below it by rounding.
    at_minimum = complies(people, rows) & (full <= minimum)
    amount = np.where(period == _MONTH, full, _round_rate(rate, period, at_minimum))
    times = np.where(by_piece, 1.0, worked[of])
    return amount, np.maximum(1_000.0, np.rint(amount * times / 100) * 100)


def _round_rate(rate: FloatArray, period: IntArray, up: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> FloatArray:
    """Round a rate as it is agreed on: by the day and week to 5,000 riel (low ones to 1,000), by the piece to 1,000."""
    step = np.where((period == _PIECE) | (rate < 12_500), 1_000.0, 5_000.0)
    rounded = np.where(up, np.ceil(rate / step - 1e-9), np.rint(rate / step)) * step
    result: FloatArray = np.maximum(rounded, step)
    return result


def _weeks_worked(people: Columns, rows: IntArray) -> FloatArray:
    key, kind = people["key"][rows], people["kind"][rows]
    chance = np.where(people["temporarily_absent"][rows] == 1, 0.5, 1.6 * _PART_MONTH[kind])
    part = _PART_WEEKS[pick("part of the month", key, _PART_WEEKS_CHANCES)]
    return np.where(uniform("part-month", key) < chance, part, WEEKS_IN_MONTH)
