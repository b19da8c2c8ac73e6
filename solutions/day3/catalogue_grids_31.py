"""Grids of questions 1 to 4 of day 3: the right calculation with one or two of its choices made otherwise."""

from functools import lru_cache

import numpy as np

import labkit as lk
from labkit.checks.grid import COLUMNS, Grid

from .catalogue_common import MINIMUM
from .catalogue_grids_common import EMPLOYEES, PAY, asked_first, employees_of

wages, inequality = lk.wages, lk.inequality


# Question 1: pay for an hour.


def hourly(survey, pay, hours, weeks):
    """Return pay over hours times weeks."""
    frame = survey.frame
    below = hours(frame).astype(float) * weeks(frame)
    return pay(frame).astype(float) / below.where(below > 0)


def column(name):
    """Return a function that takes a column."""
    return lambda frame: frame[name]


def same(number):
    """Return a function that gives everybody with usual hours the same number."""
    return lambda frame: frame["usual_hours"].where(frame["usual_hours"].isna(), float(number))


HOURLY = Grid(
    hourly,
    {
        "pay": {
            "": column("monthly_pay"),
            "the pay is basic pay": column("basic_pay"),
            "the pay is the allowances alone": column("allowances"),
            "the pay is as it was told, for a day, a week or a month": column("pay_amount"),
            "the pay is basic pay made up to a full month": wages.full_month_pay,
            "the pay is all pay made up to a full month": lambda frame: wages.full_month_pay(frame, "monthly_pay"),
            "pay and allowances are added, and the pay holds them already": lambda frame: (
                frame["monthly_pay"] + frame["allowances"]
            ),
            "what is divided is what the household consumes": column("household_consumption"),
        },
        "hours": {
            "": column("usual_hours"),
            "the hours are the actual ones": column("actual_hours"),
            "the hours of a second job are added": lambda frame: (
                frame["usual_hours"] + frame["second_job_hours"].fillna(0)
            ),
            "the hours are days worked, eight hours each": lambda frame: frame["days_worked"] * 8,
            "the hours are days worked": column("days_worked"),
            "the hours are those of own-use work": column("own_use_hours"),
            "the hours are the usual ones of a week, multiplied by the days": lambda frame: (
                frame["usual_hours"] * frame["days_worked"]
            ),
        }
        | {f"everybody has {hours} hours a week": same(hours) for hours in (35, 40, 44, 45, 48, 56)},
        "weeks": {
            "": column("weeks_worked"),
            "the weeks are those of a year": lambda _: 52,
            "everybody's weeks are the mean": lambda frame: frame["weeks_worked"].mean(),
            "the weeks are left out": lambda _: 1,
            "everybody has four and a third weeks": lambda _: 52 / 12,
        }
        | {f"everybody has {weeks} weeks": (lambda _, weeks=weeks: weeks) for weeks in (4, 4.2, 4.3, 4.33, 4.5, 5)},
    },
)


# Question 2: D9 over D1.


@lru_cache(maxsize=2048)
def quantile(survey, people, pay, q):
    """Return a quantile of pay."""
    return people(survey).quantile(pay, q=q)["estimate"].item()


@lru_cache(maxsize=2048)
def mean(survey, people, pay):
    """Return the mean of pay."""
    return people(survey).mean(pay)["estimate"].item()


def over(upper, lower):
    """Return a function that gives one place over another."""
    return lambda survey, people, pay: quantile(survey, people, pay, upper) / quantile(survey, people, pay, lower)


def of_table(figure):
    """Return a function that gives another figure of inequality."""
    return lambda survey, people, pay: figure(people(survey), pay)["estimate"].item()


def place(q):
    """Return a function that gives one place."""
    return lambda survey, people, pay: quantile(survey, people, pay, q)


def spread(survey, what, people, pay):
    """Return a figure of the spread of pay."""
    return what(survey, people, pay)


PLACES = {
    f"the places are {upper} and {lower} percent": over(upper / 100, lower / 100)
    for upper, lower in (
        (90, 50), (50, 10), (80, 20), (75, 25), (95, 5), (99, 1),
        (90, 20), (80, 10), (10, 90), (90, 25), (95, 10), (70, 30),
    )
}  # fmt: skip
SPREAD = Grid(
    spread,
    {
        "what": {
            "": over(0.9, 0.1),
            **PLACES,
            "the figure is D9 alone": place(0.9),
            "the figure is D1 alone": place(0.1),
            "the figure is the median": place(0.5),
            "the figure is the mean": mean,
            "the figure is D9 minus D1": lambda *data: quantile(*data, 0.9) - quantile(*data, 0.1),
            "D9 is divided by the mean": lambda *data: quantile(*data, 0.9) / mean(*data),
            "the mean is divided by D1": lambda *data: mean(*data) / quantile(*data, 0.1),
            "the mean is divided by the median": lambda *data: mean(*data) / quantile(*data, 0.5),
            "the figure is the difference of D9 and D1 in percent of D1": lambda *data: (
                100 * over(0.9, 0.1)(*data) - 100
            ),
            "the figure is how much more D9 is than D1, and not how many times as high": lambda *data: (
                over(0.9, 0.1)(*data) - 1
            ),
            "the figure is D9 minus D1, over the median": lambda *data: over(0.9, 0.5)(*data) - over(0.1, 0.5)(*data),
            "the figure is the logarithm of the ratio": lambda *data: np.log(over(0.9, 0.1)(*data)),
            "the figure is the Gini": of_table(inequality.gini),
            "the figure is the Palma ratio": of_table(inequality.palma),
            "the figure is the share of the top fifth over that of the bottom fifth": of_table(
                inequality.quintile_share_ratio
            ),
            "the figure is the gap of women and men": of_table(wages.pay_gap),
            "the figure is the rate of low pay": of_table(wages.low_pay_rate),
        },
        "people": EMPLOYEES,
        "pay": PAY,
    },
    ("pay",),
)


# Question 3: real growth.


def growth(earlier, later, statistic, people, pay, prices, years, how):
    """Return a growth of pay."""
    first, second = statistic(earlier, people[0], pay), statistic(later, people[1], pay)
    return how(first * (years or prices), second)


def median(survey, people, pay):
    """Return the median."""
    return quantile(survey, people, pay, 0.5)


def prices(year, base):
    """Return how many times the prices of a year are those of another."""
    return wages.real(1.0, year=year, base=base)


TWO = {clause: (choose, choose) for clause, choose in EMPLOYEES.items() if "2012" not in clause}
ONE = {
    clause + side: pair
    for clause, choose in EMPLOYEES.items()
    if clause and "2012" not in clause
    for side, pair in (
        (", in the later survey alone", (employees_of, choose)),
        (", in the earlier survey alone", (choose, employees_of)),
    )
}
YEARS = 7
GROWTH = Grid(
    growth,
    {
        "statistic": {
            "": mean,
            "the pay is the median, not the mean": median,
            "the figure is that of the lowest tenth": place(0.1),
            "the figure is that of the highest tenth": place(0.9),
            "the figure is that of the sum of all pay": lambda survey, people, pay: (
                people(survey).total(pay)["estimate"].item()
            ),
        },
        "people": TWO | ONE,
        "pay": asked_first("monthly_pay", PAY | {"the pay is all pay for an hour": "hourly"}),
        "prices": {
            "": prices(2012, 2019),
            "no prices are taken into account": 1.0,
            "the prices are used the wrong way round": prices(2019, 2012),
            "prices are taken into account twice": prices(2012, 2019) ** 2,
        },
        "years": {"": None}
        | {
            f"the prices are those of {year} and {base}": prices(year, base)
            for year in (2010, 2012, 2014)
            for base in (2010, 2012, 2014, 2019, 2020, 2021, 2022, 2023)
            if (year, base) != (2012, 2019) and year != base
        },
        "how": {
            "": lambda first, second: 100 * (second / first - 1),
            "the figure is how many times as high, not a growth": lambda first, second: second / first,
            "the later pay is in percent of the earlier": lambda first, second: 100 * second / first,
            "the earlier pay is in percent of the later": lambda first, second: 100 * first / second,
            "the growth is in percent of the later pay": lambda first, second: 100 * (1 - first / second),
            "the two years are turned round": lambda first, second: 100 * (first / second - 1),
            "the growth is divided by the years": lambda first, second: 100 * (second / first - 1) / YEARS,
            "the growth is that of one year": lambda first, second: 100 * ((second / first) ** (1 / YEARS) - 1),
            "the growth is an amount of riel": lambda first, second: second - first,
            "the figure is the later pay in riel": lambda _, second: second,
            "the figure is the earlier pay in riel": lambda first, _: first,
            "the growth is a difference of logarithms": lambda first, second: 100 * np.log(second / first),
        },
    },
    ("prices",),
)


# Question 4: low pay.


def low(survey, what, people, pay, share, number):
    """Return low pay by sex, or another figure."""
    table = what(people(survey), pay, share)
    return table.assign(estimate=table[number])


def below_line(people, pay, line):
    """Return the shares with pay below an amount."""
    known = people.filter(people.frame[pay].notna())
    return known.assign(low_=known.frame[pay] < line).share("low_", by="sex")


LOW = Grid(
    low,
    {
        "what": {
            "": lambda people, pay, share: wages.low_pay_rate(people, pay, fraction=share, by="sex"),
            "the figure is mean pay": lambda people, pay, _: people.mean(pay, by="sex"),
            "the figure is the median": lambda people, pay, _: people.quantile(pay, by="sex"),
            "the figure is the Gini": lambda people, pay, _: inequality.gini(people, pay, by="sex"),
            "the figure is D9 over D1": lambda people, pay, _: inequality.quantile_ratio(people, pay, by="sex"),
            "the figure is how many are paid less than the minimum wage": lambda people, pay, _: below_line(
                people, pay, MINIMUM
            ),
            "the line comes from the mean, not from the median": lambda people, pay, share: below_line(
                people, pay, share * people.mean(pay)["estimate"].item()
            ),
            "the line is D1": lambda people, pay, _: below_line(
                people, pay, people.quantile(pay, q=0.1)["estimate"].item()
            ),
            "the line is the lowest quarter's end": lambda people, pay, _: below_line(
                people, pay, people.quantile(pay, q=0.25)["estimate"].item()
            ),
            "the figure is the share of those who are not low paid": lambda people, pay, share: wages.low_pay_rate(
                people, pay, fraction=share, by="sex"
            ).assign(estimate=lambda t: 100 - t["estimate"]),
        },
        "people": EMPLOYEES,
        "pay": PAY,
        "share": {
            "": 2 / 3,
            "the line is half of the median": 0.5,
            "the line is three fifths of the median": 0.6,
            "the line is 0.66 of the median": 0.66,
            "the line is 0.67 of the median": 0.67,
            "the line is 0.7 of the median": 0.7,
            "the line is three quarters of the median": 0.75,
            "the line is 0.8 of the median": 0.8,
            "the line is the median itself": 1.0,
            "the line is a third of the median": 1 / 3,
            "the line is two fifths of the median": 0.4,
            "the line is a quarter of the median": 0.25,
            "the line is one and a half times the median": 1.5,
        },
        "number": COLUMNS,
    },
)
