"""What the grids of day 3 share: people, pay, and the columns of a result."""

from functools import lru_cache

import labkit as lk
from labkit.checks.ways import unweighted

from .catalogue_common import men, paid_employees, women

wages = lk.wages


@lru_cache(maxsize=8)
def employees_of(survey):
    """Return the employees, with pay for an hour as if everybody had worked a full month, and all pay for one."""
    people = paid_employees(survey)
    return people.assign(
        full_weeks=wages.hourly_earnings(people.frame, weeks=None),
        all_full_month=wages.full_month_pay(people.frame, "monthly_pay"),
    )


def only(people, column, *values):
    """Return the people of one group."""
    return people.filter(people.frame[column].isin(values))


def aged(people, youngest, oldest=200):
    """Return the people of an age."""
    return people.filter(people.frame["age"].between(youngest, oldest))


def covered_of(survey):
    """Return the covered workers, with the columns of `employees_of`."""
    return only(employees_of(survey), "minimum_wage_covered", "yes")


EMPLOYEES = {
    "": employees_of,
    "the people are the workers whom the minimum wage covers": covered_of,
    "the people are women only": lambda survey: women(employees_of(survey)),
    "the people are men only": lambda survey: men(employees_of(survey)),
    "the people are those of towns only": lambda survey: only(employees_of(survey), "area", "urban"),
    "the people are those of villages only": lambda survey: only(employees_of(survey), "area", "rural"),
    "the people are 15 to 24 years old": lambda survey: aged(employees_of(survey), 15, 24),
    "the people are 15 to 64 years old": lambda survey: aged(employees_of(survey), 15, 64),
    "the people are 25 years old or older": lambda survey: aged(employees_of(survey), 25),
    "the people are 25 to 54 years old": lambda survey: aged(employees_of(survey), 25, 54),
    "the people are those whom the minimum wage does not cover": lambda survey: only(
        employees_of(survey), "minimum_wage_covered", "no"
    ),
    "the people are those who worked 35 hours or more": lambda survey: employees_of(survey).filter(
        employees_of(survey).frame["usual_hours"].ge(35)
    ),
    "every record counts once, without weights": lambda survey: unweighted(employees_of(survey)),
    "the survey is that of 2012": lambda _: employees_of(lk.load("lfs2012")),
    "the people are all of the survey, employees or not": lambda survey: survey.assign(
        hourly=wages.hourly_earnings(survey.frame), full_month=wages.full_month_pay(survey.frame)
    ),
}
COVERED = {
    "": covered_of,
    "the people are all employees": employees_of,
    "the people are women only": lambda survey: women(covered_of(survey)),
    "the people are men only": lambda survey: men(covered_of(survey)),
    "the people are all women among the employees": lambda survey: women(employees_of(survey)),
    "the people are all men among the employees": lambda survey: men(employees_of(survey)),
    "the people are those of towns only": lambda survey: only(covered_of(survey), "area", "urban"),
    "the people are those of villages only": lambda survey: only(covered_of(survey), "area", "rural"),
    "the people are 15 to 24 years old": lambda survey: aged(covered_of(survey), 15, 24),
    "the people are 25 years old or older": lambda survey: aged(covered_of(survey), 25),
    "every record counts once, without weights": lambda survey: unweighted(covered_of(survey)),
    "the people are all of the survey, employees or not": EMPLOYEES[
        "the people are all of the survey, employees or not"
    ],
    "the people are those whom the minimum wage does not cover": EMPLOYEES[
        "the people are those whom the minimum wage does not cover"
    ],
}
PAY = {
    "": "hourly",
    "the pay is all pay of the month": "monthly_pay",
    "the pay is basic pay made up to a full month": "full_month",
    "the pay is basic pay of the month": "basic_pay",
    "the pay is as it was told, for a day, a week or a month": "pay_amount",
    "the pay is all pay for an hour, with everybody taken to have worked the full month": "full_weeks",
    "the pay is all pay made up to a full month": "all_full_month",
    "the pay is the allowances alone": "allowances",
}


def asked_first(right, clauses):
    """Return choices that begin with the right one."""
    return {"": right} | {clause: value for clause, value in clauses.items() if clause and value != right}
