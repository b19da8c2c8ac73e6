"""The rates of the population: for each, who is counted and of whom.

The rules are those of the indicators, written on the generator's codes: 1 yes, 0 no, -1 not asked; in questions that
some cannot answer 0 yes, 1 no, 2 don't know.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns
from labkit.synthetic.employment.units import STATUSES
from labkit.synthetic.employment.work import WORKING_AGE

__all__ = ["FULL_HOURS", "Rates", "further_rates", "main_rates", "rates_of_2012", "time_related_underemployed"]

Rates = dict[str, tuple[NDArray[np.bool_], NDArray[np.bool_]]]
"""By name: the part and the whole."""

FULL_HOURS = 40
"""Usual hours a week in all jobs from which nobody is underemployed; the ILO used 40 for Cambodia in 2012."""

_EMPLOYEE = STATUSES.index("employee")


def main_rates(people: Columns) -> Rates:
    """Return the rates of the main questions, among them those that are calibrated to published figures."""
    adult, job = people["age"] >= WORKING_AGE, people["employed"]
    unemployed = _unemployed(people)
    youth = adult & (people["age"] <= 24)
    agriculture, industry = people["industry"] == 0, (people["industry"] >= 1) & (people["industry"] <= 5)
    status = people["status"]
    return {
        "employment_ratio": (job, adult),
        "unemployment_rate": (unemployed, unemployed | job),
        "neet_rate": (~job & (people["attending"] != 1), youth),
        "informal_employment_rate": (people["formal"] == 0, job),
        "informal_sector_share": (people["sector"] == 1, job),
        "public_sector_share": ((people["institution"] == 0) | (people["institution"] == 1), job),
        "agriculture_share": (agriculture, job),
        "industry_share": (industry, job),
        "services_share": (~agriculture & ~industry, job),
        "employee_share": (status == _EMPLOYEE, job),
        "self_employed_share": (status != _EMPLOYEE, job),
        "family_worker_share": (status == STATUSES.index("contributing family worker"), job),
        "women_among_employees": (people["female"], status == _EMPLOYEE),
    }


def further_rates(people: Columns) -> Rates:
    """Return the rates of the further answers.

    Employment by the 13th ICLS adds producers of foodstuffs for the own household. The potential labour force are
    those who looked for work and are not available, and those who are available, want work and did not look.
    """
    adult, job = people["age"] >= WORKING_AGE, people["employed"]
    unemployed, short = _unemployed(people), people["underemployed"]
    labour_force = job | unemployed
    job_13 = job | (people["own_use_work"] == 1)
    looked, available = people["looked_for_work"] == 1, people["available"] == 1
    willing = (people["looked_for_work"] == 0) & available & (people["wants_work"] == 1)
    potential = ~labour_force & ((looked & ~available) | willing)
    discouraged = potential & willing & (people["why_not_looking"] == 1)
    extended = labour_force | potential
    employee = people["status"] == _EMPLOYEE
    return {
        "employment_ratio_13th_icls": (job_13, adult),
        "labour_force_rate": (labour_force, adult),
        "labour_force_rate_13th_icls": (job_13 | unemployed, adult),
        "time_related_underemployment_rate": (short, job),
        "lu2": (unemployed | short, labour_force),
        "lu3": (unemployed | potential, extended),
        "lu4": (unemployed | short | potential, extended),
        "discouraged_share": (discouraged, adult),
        "nssf_membership_rate": (people["nssf_member"] == 0, employee),
        "union_density": (people["union_member"] == 0, employee),
        "injury_rate": (people["injured"] == 1, job),
    }


def rates_of_2012(people: Columns) -> Rates:
    """Return the rates that were published for 2012 alone.

    Among them is unemployment by the relaxed definition: it takes in who is available and wants work but did not look.
    """
    adult, job = people["age"] >= WORKING_AGE, people["employed"]
    ready = (people["available"] == 1) & ((people["wants_work"] == 1) | (people["looked_for_work"] == 1))
    relaxed = _unemployed(people) | ready
    farming = people["industry"] == 0
    informal = people["formal"] == 0
    rates: Rates = {
        "labour_force_rate": (job | _unemployed(people), adult),
        "relaxed_unemployment_rate": (relaxed, relaxed | job),
        "informal_employment_rate_agriculture": (informal, job & farming),
        "informal_employment_rate_nonagriculture": (informal, job & ~farming),
    }
    groups = {5: "services_and_sales", 6: "skilled_agriculture", 7: "craft", 8: "machine_operators", 9: "elementary"}
    return rates | {f"occupation_{name}": (people["occupation"] == code, job) for code, name in groups.items()}


def time_related_underemployed(people: Columns) -> NDArray[np.bool_]:
    """Return who works fewer than `FULL_HOURS` in all jobs, wants more and is available for more."""
    hours = people["usual_hours"] + np.nan_to_num(people["second_job_hours"])
    result: NDArray[np.bool_] = (
        people["employed"]
        & (hours < FULL_HOURS)
        & (people["wants_more_hours"] == 1)
        & (people["available_more_hours"] == 1)
    )
    return result


def _unemployed(people: Columns) -> NDArray[np.bool_]:
    seeking = (people["looked_for_work"] == 1) | (people["future_start"] == 1)
    result: NDArray[np.bool_] = seeking & (people["available"] == 1)
    return result
