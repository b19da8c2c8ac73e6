"""Basic pay and allowances, which together are the monthly pay.

Shares and amounts are the generator's own choice, except the allowances of factory workers (attendance, transport and
housing, seniority), which follow the published ones in dollars.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, uniform
from labkit.synthetic.calibrated import current_year
from labkit.synthetic.employment.jobs import JOB, JOBS, table_by_job
from labkit.synthetic.employment.pay import complies, minimum_wage

__all__ = ["pay_details"]

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
_ALLOWANCES_THEN = {2012: 0.5}  # lower before the minimum wage rose: the generator's own choice


def pay_details(people: Columns, rows: IntArray) -> Columns:
    """Return `basic_pay` and `allowances` (riel a month, together `monthly_pay`) of the employees `rows`."""
    allowances = _allowances(people, rows)
    return {"basic_pay": people["monthly_pay"][rows] - allowances, "allowances": allowances}


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
    amount = amount * _ALLOWANCES_THEN.get(current_year(), 1.0)
    # The minimum is one of basic pay: an employer who complies does not reach it with allowances.
    result: FloatArray = np.where(
        complies(people, rows), np.clip(amount, 0, np.maximum(pay - minimum_wage(), 0)), amount
    )
    return result
