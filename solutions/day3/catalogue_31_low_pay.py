"""Question 4 of day 3, on lesson 3.1: low pay of women and men."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    HOUR,
    MEDIAN,
    MINIMUM,
    SPREAD,
    UNWEIGHTED,
    beside_the_estimate,
    by_full_month,
    covered_workers,
    in_2012,
    in_area,
    in_polars,
    paid_employees,
    weighted_quantile,
)

low_pay = lk.wages.low_pay_rate


# Question 4: low pay.


def own_line(survey):
    """Return low pay of women and men, each held against the median of their own sex."""
    employees = paid_employees(survey)
    return {
        sex: low_pay(employees.filter(employees.frame["sex"] == sex), "hourly")["estimate"].item()
        for sex in ("female", "male")
    }


def below_line(survey, line):
    """Return the shares of women and men with known pay who earn less than a line."""
    employees = paid_employees(survey)
    known = employees.filter(employees.frame["hourly"].notna())
    return known.assign(low=known.frame["hourly"] < line(known)).share("low", by="sex")


def low_paid_by_sex(survey):
    """Return how the low paid divide over women and men."""
    employees = paid_employees(survey)
    line = 2 / 3 * employees.quantile("hourly")["estimate"].item()
    return employees.filter(employees.frame["hourly"] < line).share("sex")


def low_by_hand(survey):
    """Return the rates as in a spreadsheet: sums of weights below the line over sums of weights."""
    frame = paid_employees(survey).frame
    frame = frame[frame["hourly"].notna()]
    line = 2 / 3 * weighted_quantile(frame["hourly"], frame["weight"], 0.5)
    every = frame.groupby("sex", observed=True)["weight"].sum()
    return 100 * frame[frame["hourly"] < line].groupby("sex", observed=True)["weight"].sum() / every


def not_low(survey):
    """Return the shares who are not low paid."""
    table = low_pay(paid_employees(survey), "hourly", by="sex")
    return table.assign(estimate=100 - table["estimate"])


def low_of_all(survey, line, column="hourly"):
    """Return the shares of all women and men among the employees whose pay is known and less than a line."""
    employees = paid_employees(survey)
    return employees.assign(low=employees.frame[column] < line).share("low", by="sex")


def below_the_minimum(survey, column):
    """Return the shares of women and men who are paid less than the minimum wage."""
    return low_of_all(survey, MINIMUM, column)


def missing_as_not_low(survey):
    """Return the shares of women and men who are low paid, among all employees, whether their pay is known or not."""
    return low_of_all(survey, 2 / 3 * paid_employees(survey).quantile("hourly")["estimate"].item())


def by_records(survey):
    """Return the same shares of records, in which who did not tell the pay is not low paid."""
    frame = paid_employees(survey).frame
    low = frame["hourly"] < 2 / 3 * frame["hourly"].median()
    return 100 * low.groupby(frame["sex"], observed=True).mean()


MINIMUM_WAGE = (
    "Here the line is the minimum wage of a month. Low pay has a line made from what all employees earn for an hour."
)

Q4 = Question(
    "q4",
    3,
    "table",
    expected=lambda survey: low_pay(paid_employees(survey), "hourly", by="sex"),
    by=("sex",),
    hint="One line for all: two thirds of the median pay for an hour of all employees. Which share of women, and which "
    "share of men, earns less?",
    more_hints=(
        "In the lesson you wrote the inside of this function's brackets for towns and villages.",
        "Three things stand between the brackets: the people, the column with the pay, and by= with the column that "
        "makes the groups.",
    ),
    reread=SPREAD,
    alternatives=(
        low_by_hand,
        lambda survey: in_polars(low_pay(paid_employees(survey), "hourly", by="sex")),
        lambda survey: low_pay(paid_employees(survey), "hourly", by="sex").set_index("sex")["estimate"].round(1),
    ),
    mistakes=(
        Mistake(
            "own line",
            "Here each sex has a line of its own. If the median of one sex is lower, its line is lower too, and low "
            "pay hides.",
            own_line,
        ),
        Mistake(
            "monthly",
            "This is low pay by the month. People with short weeks are then low paid, whatever an hour brings. The "
            "question asks for the pay of an hour.",
            lambda survey: low_pay(paid_employees(survey), "monthly_pay", by="sex"),
            HOUR,
        ),
        Mistake(
            "half",
            "Here the line is half of the median. The line for low pay is higher.",
            lambda survey: low_pay(paid_employees(survey), "hourly", fraction=0.5, by="sex"),
        ),
        Mistake(
            "three quarters",
            "Here the line is another part of the median. The line for low pay is two thirds of it, as the function "
            "has it.",
            lambda survey: low_pay(paid_employees(survey), "hourly", fraction=0.75, by="sex"),
        ),
        Mistake(
            "towns",
            "This looks at towns or at villages only, with their own median. The question is about all employees.",
            lambda survey: low_pay(in_area(survey, "urban"), "hourly", by="sex"),
            close=True,
        ),
        Mistake(
            "villages",
            "This looks at towns or at villages only, with their own median. The question is about all employees.",
            lambda survey: low_pay(in_area(survey, "rural"), "hourly", by="sex"),
            close=True,
        ),
        Mistake(
            "below the median",
            "These are the shares who earn less than the median. The line for low pay lies below the median.",
            lambda survey: low_pay(paid_employees(survey), "hourly", fraction=1.0, by="sex"),
        ),
        Mistake(
            "mean",
            "Here the line is made from the mean. A few high pays pull the mean up, and the line with it. The line for "
            "low pay is made from the median.",
            lambda survey: below_line(survey, lambda people: 2 / 3 * people.mean("hourly")["estimate"].item()),
            MEDIAN,
        ),
        Mistake(
            "full month",
            "Here the pay for an hour takes everybody to have worked a full month. Who worked two weeks looks low "
            "paid.",
            lambda survey: low_pay(by_full_month(survey), "hourly", by="sex"),
            HOUR,
        ),
        Mistake(
            "unweighted",
            UNWEIGHTED + "use the survey's weights, for the line and for the shares.",
            lambda survey: low_pay(unweighted(paid_employees(survey)), "hourly", by="sex"),
        ),
        Mistake(
            "distribution",
            "This is how the low paid divide over women and men: together they make 100. The question asks for two "
            "rates: of the women, how many percent; and the same for men.",
            low_paid_by_sex,
        ),
        Mistake(
            "not low",
            "These are the shares who are not low paid: the other side of what is asked.",
            not_low,
        ),
        Mistake(
            "only the covered",
            "This looks only at the workers whom the minimum wage covers. The question is about all employees.",
            lambda survey: low_pay(covered_workers(survey), "hourly", by="sex"),
        ),
        Mistake(
            "basic pay",
            "This is low pay by basic pay of a full month. The question asks for the pay of an hour, which has a "
            "column of its own.",
            lambda survey: low_pay(paid_employees(survey), "full_month", by="sex"),
            HOUR,
        ),
        Mistake(
            "basic pay as told",
            "This is low pay by basic pay, where a part of the month counts like all of it. The question asks for the "
            "pay of an hour, which has a column of its own.",
            lambda survey: low_pay(paid_employees(survey), "basic_pay", by="sex"),
            HOUR,
        ),
        Mistake(
            "three fifths",
            "The line is drawn at three fifths of the median. Low pay has another line.",
            lambda survey: low_pay(paid_employees(survey), "hourly", fraction=0.6, by="sex"),
        ),
        Mistake(
            "a third",
            "Here the line is a third of the median. The line for low pay is higher.",
            lambda survey: low_pay(paid_employees(survey), "hourly", fraction=1 / 3, by="sex"),
        ),
        Mistake(
            "shares of the sexes",
            "This is how all employees divide over women and men. Low pay is asked for, within each of the two.",
            lambda survey: paid_employees(survey).share("sex"),
        ),
        Mistake(
            "median of the records",
            UNWEIGHTED + "make the line with the survey's weights. The unknown are left out.",
            lambda survey: low_of_all(survey, 2 / 3 * paid_employees(survey).frame["hourly"].median()),
            close=True,
        ),
        in_2012(lambda people: low_pay(people, "hourly", by="sex")),
        Mistake(
            "half of the monthly median",
            "Here the line is half of the median, and the pay is that of a month. Both are another figure than low pay "
            "for an hour.",
            lambda survey: low_pay(paid_employees(survey), "monthly_pay", fraction=0.5, by="sex"),
        ),
        Mistake(
            "medians",
            "These are two medians, in riel. The question asks for percent: who earns less than a line?",
            lambda survey: paid_employees(survey).quantile("hourly", by="sex"),
        ),
        Mistake(
            "means",
            "These are two means, in riel. The question asks for percent: who earns less than a line?",
            lambda survey: paid_employees(survey).mean("hourly", by="sex"),
        ),
        Mistake("below the minimum", MINIMUM_WAGE, lambda survey: below_the_minimum(survey, "full_month")),
        Mistake("below the minimum as told", MINIMUM_WAGE, lambda survey: below_the_minimum(survey, "monthly_pay")),
        *beside_the_estimate(lambda survey: low_pay(paid_employees(survey), "hourly", by="sex"), "sex"),
        Mistake(
            "mean, missing as not low",
            "Here the line is made from the mean, and who did not tell the pay is counted as not low paid. The line "
            "for low pay is made from the median, and the unknown are left out.",
            lambda survey: low_of_all(survey, 2 / 3 * paid_employees(survey).mean("hourly")["estimate"].item()),
            MEDIAN,
            close=True,
        ),
        Mistake(
            "missing as not low",
            "Here the employees who did not tell their pay are counted as not low paid. Nobody knows: leave them out.",
            missing_as_not_low,
            close=True,
        ),
        Mistake(
            "unweighted line",
            UNWEIGHTED + "use the survey's weights for the line and for the shares.",
            by_records,
            close=True,
        ),
    ),
)
