"""What the questions of day 3 share: the sections to reread, and ways of computing."""

import numpy as np

import labkit as lk
from labkit.checks import Mistake
from labkit.course.days.day3.exercise import covered_workers, paid_employees

HOUR = "3.1 An hour of work"
SPREAD = "3.1 How far apart is pay?"
REAL = "3.1 What pay buys"
MEDIAN = "3.1 Mean and median"
RAW = "3.2 The raw gap"
APART = "3.2 Taking the gap apart"
COVERED = "3.3 Who is covered, and how high is the minimum?"
SPIKE = "3.3 The spike: paid exactly the minimum"
SIMULATOR = "3.3 The simulator: who gains from a raise"
COMPLIANCE = "3.3 Two kinds of compliance"

MINIMUM = 737_000

UNWEIGHTED = (
    "Here every record counts once. Towns and small provinces have more records than their share of the people, so "
)

__all__ = [
    "APART",
    "COMPLIANCE",
    "COVERED",
    "HOUR",
    "MEDIAN",
    "MINIMUM",
    "RAW",
    "REAL",
    "SIMULATOR",
    "SPIKE",
    "SPREAD",
    "UNWEIGHTED",
    "beside_the_estimate",
    "by_full_month",
    "covered_workers",
    "in_2012",
    "in_area",
    "in_polars",
    "men",
    "paid_employees",
    "weighted_quantile",
    "women",
]


def by_full_month(survey):
    """Return the employees with pay for an hour as if everybody had worked the whole month."""
    employees = paid_employees(survey)
    return employees.assign(hourly=lk.wages.hourly_earnings(employees.frame, weeks=None))


def weighted_quantile(values, weights, q):
    """Return a quantile as in a spreadsheet: rows in order, weights added up until the share is reached."""
    known = values.notna()
    values, weights = values[known].to_numpy(dtype=float), weights[known].to_numpy(dtype=float)
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][np.searchsorted(reached, q - 1e-12)])


def in_polars(table):
    """Return a table as polars has it, for trainees who work with polars."""
    import polars

    return polars.DataFrame(
        {
            name: table[name].astype("string").to_list() if name in ("sex", "measure") else table[name].to_list()
            for name in table.columns
            if name != "flag"
        }
    )


EARLIER = (
    "This is a figure of 2012: the survey is the one of another question. The question asks for the survey of 2019."
)


def in_2012(figure):
    """Return the mistake of taking the earlier survey, whose employees are in the notebook, too."""
    return Mistake("the earlier survey", EARLIER, lambda survey: figure(paid_employees(lk.load("lfs2012"))), close=True)


def men(people):
    """Return the men."""
    return people.filter(people.frame["sex"] == "male")


def women(people):
    """Return the women."""
    return people.filter(people.frame["sex"] == "female")


END = "This is one end of the interval. The question asks for the estimate, which stands in a column of its own."
STANDARD_ERROR = (
    "This is the standard error: how far off the estimate usually is, by the luck of the draw. The estimate stands in "
    "a column of its own."
)


def beside_the_estimate(table, by=None):
    """Return the mistakes of taking the ends of the interval, or the standard error, of the right table."""

    def column(name):
        return lambda *data: table(*data).set_index(by)[name] if by else table(*data)[name].item()

    return (
        Mistake("lower end", END, column("ci_low"), close=True),
        Mistake("upper end", END, column("ci_high"), close=True),
        Mistake("standard error", STANDARD_ERROR, column("se"), close=True),
    )


def in_area(survey, name):
    """Return the employees of towns or of villages."""
    employees = paid_employees(survey)
    return employees.filter(employees.frame["area"] == name)
