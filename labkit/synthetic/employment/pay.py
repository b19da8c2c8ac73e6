"""Hours, and pay for a full month: a wage equation whose coefficients are known, then heaping.

What a month really brought, and in which periods, is in `labkit.synthetic.employment.pay_periods`. The riel level is
the generator's own choice (a mean of about one million riel a month in 2019) and no published figure; the gaps between
men and women, and between town and country, are calibrated to published ones.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, normal, pick, uniform
from labkit.synthetic.calibrated import constants, current_year
from labkit.synthetic.employment.jobs import JOB, JOBS, table_by_job
from labkit.synthetic.employment.trades import INDUSTRIES

__all__ = [
    "COMPLIANCE", "MINIMUM_WAGE", "WAGE_EQUATION", "actual_hours", "complies", "days_a_week", "full_month_pay",
    "minimum_wage", "usual_hours",
]  # fmt: skip

MINIMUM_WAGE = 737_000
"""Riel a month: the 2019 garment minimum wage of USD 182 at the generator's own rate of 4,050 riel per dollar."""
_MINIMUM_WAGES = {2012: 267_000, 2019: MINIMUM_WAGE}  # 2012: 66 dollars
COMPLIANCE = 0.82
"""Share of workers under the minimum wage whose employer lifts pay to it: the generator's own choice."""

_EDUCATION = {"none": 0.0, "primary": 0.05, "lower secondary": 0.12, "upper secondary": 0.24, "higher": 0.58}
_KIND = {
    "government": 0.14, "state enterprise": 0.28, "organisation": 0.25, "factory": -0.09, "workshop": -0.08,
    "construction": 0.04, "farm labour": -0.42, "trade and services": -0.14, "modern services": 0.25,
    "domestic": -0.45,
}  # fmt: skip
_EXPERIENCE, _EXPERIENCE_SQUARED, _HOURS, _RESIDUAL = 0.020, -0.00036, 0.55, 0.36
_TOP = (
    0.001,
    0.001,
    0.002,
    0.006,
    0.025,
)  # by education: chance of a post at the top, which pays about 1 log point more
WAGE_EQUATION: dict[str, float | dict[str, float]] = {
    "education": _EDUCATION,
    "kind of job": _KIND,
    "experience": _EXPERIENCE,
    "experience squared": _EXPERIENCE_SQUARED,
    "log of usual hours / 48": _HOURS,
    "standard deviation of the residual": _RESIDUAL,
}
"""Coefficients of the log of pay for a full month, beside the calibrated ones (level, urban, female by area).

Two more are calibrated in 2012, for workers covered by the minimum wage and in construction: they make paths of pay
parallel up to 2019, but for the rise of the minimum wage.

Experience is age less 15 less years at school after 15 (0, 0, 0, 3, 7 by education), at most 45 years.
"""

_DAYS = (3, 4, 5, 6, 7)
_DAYS_A_WEEK = table_by_job(
    {
        "government": (0.00, 0.02, 0.68, 0.27, 0.03),
        "state enterprise": (0.00, 0.01, 0.55, 0.40, 0.04),
        "organisation": (0.01, 0.03, 0.80, 0.14, 0.02),
        "factory": (0.00, 0.00, 0.03, 0.94, 0.03),
        "workshop": (0.02, 0.03, 0.10, 0.60, 0.25),
        "construction": (0.04, 0.06, 0.15, 0.50, 0.25),
        "farm labour": (0.20, 0.20, 0.25, 0.20, 0.15),
        "trade and services": (0.01, 0.02, 0.10, 0.47, 0.40),
        "modern services": (0.01, 0.02, 0.50, 0.42, 0.05),
        "domestic": (0.05, 0.05, 0.15, 0.45, 0.30),
        "farmer": (0.15, 0.17, 0.25, 0.23, 0.20),
        "trader": (0.03, 0.04, 0.10, 0.25, 0.58),
        "artisan": (0.08, 0.10, 0.20, 0.32, 0.30),
        "employer": (0.02, 0.03, 0.10, 0.35, 0.50),
        "family worker": (0.18, 0.17, 0.22, 0.20, 0.23),
        "cooperative": (0.15, 0.17, 0.25, 0.23, 0.20),
        "unclassified": (0.20, 0.20, 0.25, 0.20, 0.15),
    }
)
_DAILY = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
_HOURS_A_DAY = table_by_job(
    {
        "government": (0, 0, 0.05, 0.05, 0.10, 0.20, 0.55, 0.03, 0.02, 0, 0),
        "state enterprise": (0, 0, 0, 0.02, 0.03, 0.10, 0.75, 0.05, 0.05, 0, 0),
        "organisation": (0, 0, 0.02, 0.02, 0.04, 0.12, 0.75, 0.03, 0.02, 0, 0),
        "factory": (0, 0, 0, 0, 0, 0.01, 0.59, 0.10, 0.28, 0.01, 0.01),
        "workshop": (0, 0.01, 0.02, 0.02, 0.05, 0.07, 0.55, 0.12, 0.12, 0.02, 0.02),
        "construction": (0, 0, 0.01, 0.01, 0.03, 0.10, 0.70, 0.08, 0.06, 0.01, 0),
        "farm labour": (0.02, 0.05, 0.12, 0.12, 0.14, 0.15, 0.35, 0.03, 0.02, 0, 0),
        "trade and services": (0, 0.01, 0.03, 0.03, 0.05, 0.06, 0.42, 0.12, 0.16, 0.04, 0.08),
        "modern services": (0, 0.01, 0.02, 0.02, 0.03, 0.07, 0.73, 0.07, 0.04, 0, 0.01),
        "domestic": (0.02, 0.04, 0.08, 0.06, 0.08, 0.08, 0.32, 0.08, 0.14, 0.04, 0.06),
        "farmer": (0.05, 0.10, 0.17, 0.16, 0.16, 0.13, 0.20, 0.02, 0.01, 0, 0),
        "trader": (0.03, 0.05, 0.09, 0.09, 0.10, 0.09, 0.19, 0.09, 0.14, 0.04, 0.09),
        "artisan": (0.03, 0.05, 0.09, 0.10, 0.12, 0.12, 0.34, 0.06, 0.06, 0.01, 0.02),
        "employer": (0.01, 0.02, 0.04, 0.05, 0.08, 0.10, 0.40, 0.09, 0.14, 0.03, 0.04),
        "family worker": (0.07, 0.12, 0.17, 0.15, 0.15, 0.10, 0.16, 0.03, 0.04, 0.005, 0.005),
        "cooperative": (0.05, 0.10, 0.17, 0.16, 0.16, 0.13, 0.20, 0.02, 0.01, 0, 0),
        "unclassified": (0.10, 0.12, 0.15, 0.15, 0.15, 0.13, 0.20, 0, 0, 0, 0),
    }
)
_EFFECT_OF_KIND = table_by_job({**dict.fromkeys(JOBS, 0.0), **_KIND})
_EFFECT_OF_EDUCATION = np.array(list(_EDUCATION.values()))
_SCHOOL_AFTER_15 = np.array([0, 0, 0, 3, 7])


def minimum_wage() -> int:
    """Return the garment minimum wage in riel a month in the year of the population that is being made.

    Examples
    --------
    >>> minimum_wage()
    737000
    """
    return _MINIMUM_WAGES[current_year()]


def days_a_week(people: Columns, rows: IntArray) -> IntArray:
    """Return the days usually worked in a week, 3 to 7."""
    chances = _DAYS_A_WEEK[people["kind"][rows]]
    days: IntArray = np.array(_DAYS)[pick("days a week", people["key"][rows], chances)]
    return days


def usual_hours(people: Columns, rows: IntArray) -> FloatArray:
    """Return usual weekly hours in the main job: days a week times hours a day, hence the natural heaps."""
    key, kind = people["key"][rows], people["kind"][rows]
    days = days_a_week(people, rows)
    hours = np.array(_DAILY)[pick("hours a day", key, _HOURS_A_DAY[kind])]
    at_school = (people["attending"][rows] == 1) & (kind != JOB.factory)
    return (days * np.where(at_school, np.minimum(hours, 5), hours)).astype(np.float64)


def actual_hours(people: Columns, rows: IntArray) -> FloatArray:
    """Return hours actually worked in the last 7 days: often the usual ones, 0 for the temporarily absent."""
    key, usual = people["key"][rows], people["usual_hours"][rows]
    change = 0.35 + 0.8 * uniform("actual hours", key)
    different = np.clip(np.rint(usual * change), 1, 98)
    hours = np.where(uniform("usual week", key) < 0.68, usual, different)
    return np.where(people["temporarily_absent"][rows] == 1, 0.0, hours)


def complies(people: Columns, rows: IntArray) -> NDArray[np.bool_]:
    """Return whose employer pays at least the minimum wage: most of those who are covered and work full time."""
    full_time = (people["minimum_wage_covered"][rows] == 1) & (people["usual_hours"][rows] >= 40)
    result: NDArray[np.bool_] = full_time & (uniform("complies", people["key"][rows]) < COMPLIANCE)
    return result


def full_month_pay(people: Columns, rows: IntArray, minimum: float) -> FloatArray:
    """Return the employees' pay for a full month in riel, with a minimum wage of `minimum` riel."""
    pay = np.exp(_log_pay(people, rows))
    lifted = complies(people, rows) & (pay < minimum)
    return np.where(lifted, minimum, _heaped(pay, people["key"][rows]))


def _log_pay(people: Columns, rows: IntArray) -> FloatArray:
    calibrated = constants()["pay"]
    urban, education = people["urban"][rows], people["education"][rows]
    experience = np.clip(people["age"][rows] - 15 - _SCHOOL_AFTER_15[education], 0, 45)
    woman = np.where(urban == 1, calibrated["female urban"], calibrated["female rural"])
    result: FloatArray = (
        calibrated["level"]
        + calibrated["urban"] * urban
        + woman * people["female"][rows]
        + _EFFECT_OF_EDUCATION[education]
        + _EFFECT_OF_KIND[people["kind"][rows]]
        + _EXPERIENCE * experience
        + _EXPERIENCE_SQUARED * experience**2
        + _HOURS * np.log(people["usual_hours"][rows] / 48)
        + calibrated["covered by the minimum wage"] * (people["minimum_wage_covered"][rows] == 1)
        + calibrated["construction"] * (people["industry"][rows] == INDUSTRIES.index("F construction"))
        + people["area_pay"][rows]
        + _RESIDUAL * normal("pay", people["key"][rows])
        + _top_pay(people["key"][rows], education)
    )
    return result


def _top_pay(key: IntArray, education: IntArray) -> FloatArray:
    """Return what posts at the top add: 0.6 log points and an exponential tail of 0.3 on average."""
    top = uniform("top post", key) < np.array(_TOP)[education]
    return np.where(top, 0.6 - 0.3 * np.log(uniform("top pay", key)), 0.0)


def _heaped(pay: FloatArray, key: IntArray) -> FloatArray:
    """Round pay as people do: to 10,000, 50,000 or 100,000 riel."""
    step = np.array([10_000.0, 50_000.0, 100_000.0])[pick("rounding", key, np.array([0.25, 0.40, 0.35]))]
    step = np.where(pay < 200_000, 10_000.0, step)
    heaped: FloatArray = np.maximum(10_000.0, np.rint(pay / step) * step)
    return heaped
