"""Questions 5 and 6 of day 3, on lesson 3.2: the raw gap with its interval, and a decomposition read correctly."""

import numpy as np
import pandas as pd

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    APART,
    HOUR,
    RAW,
    UNWEIGHTED,
    by_full_month,
    covered_workers,
    in_2012,
    in_area,
    in_polars,
    paid_employees,
)

gap = lk.wages.pay_gap
ENDS = ["estimate", "ci_low", "ci_high"]


# Question 5: the raw gap.


def means_of_sexes(survey):
    """Return mean pay for an hour of women and of men."""
    return paid_employees(survey).mean("hourly", by="sex").set_index("sex")


def over_women(survey):
    """Return the gap in percent of women's pay, with its interval."""
    return -gap(paid_employees(survey), "hourly", reference="female")[["estimate", "ci_high", "ci_low"]].set_axis(
        ENDS, axis=1
    )


def turned(survey):
    """Return the gap with its sign turned."""
    return -gap(paid_employees(survey), "hourly")[["estimate", "ci_high", "ci_low"]].set_axis(ENDS, axis=1)


def of_mens_pay(survey):
    """Return women's pay in percent of men's, with its interval."""
    return 100 + turned(survey)


def log_points(survey):
    """Return the difference of mean logarithms times 100, with its interval."""
    employees = paid_employees(survey)
    pay = employees.frame["hourly"]
    logs = employees.assign(log=np.log(pay.where(pay > 0)))
    found = logs.difference(lambda s, by=None: s.mean("log", by=by), between="sex", minus="female")
    return 100 * found[ENDS]


def ends_of_means(survey):
    """Return the gap with an interval made of the ends of the two means' intervals."""
    mean = means_of_sexes(survey)
    women, men = mean.loc["female"], mean.loc["male"]
    low, high = women["ci_high"] / men["ci_low"], women["ci_low"] / men["ci_high"]
    return dict(
        zip(ENDS, [100 * (1 - women["estimate"] / men["estimate"]), 100 * (1 - low), 100 * (1 - high)], strict=True)
    )


def riel(survey):
    """Return the difference of the two means in riel."""
    return paid_employees(survey).difference(lambda s, by=None: s.mean("hourly", by=by), between="sex", minus="female")[
        ENDS
    ]


def riel_from_women(survey):
    """Return women's mean pay minus men's, in riel."""
    employees = paid_employees(survey)
    return employees.difference(lambda s, by=None: s.mean("hourly", by=by), between="sex", minus="male")[ENDS]


def one_standard_error(survey):
    """Return the gap with one standard error to each side."""
    row = gap(paid_employees(survey), "hourly").iloc[0]
    return dict(zip(ENDS, [row["estimate"], row["estimate"] - row["se"], row["estimate"] + row["se"]], strict=True))


ALIKE = (
    "This is a factor-weighted gap: it compares women and men who are alike in some things. The question asks for "
    "another figure, the raw gap, which compares all women with all men."
)


def alike(survey, *factors):
    """Return the gap of women and men who are alike in things that lesson 3.2 makes columns of."""
    employees = paid_employees(survey)
    frame = employees.frame
    ages = pd.cut(frame["age"], [14, 24, 34, 44, 120], labels=["15-24", "25-34", "35-44", "45+"])
    hours = pd.cut(frame["usual_hours"], [0, 39.99, 168], labels=["below 40", "40 and more"])
    state = frame["institution"].isin(["government", "state enterprise"]).map({True: "state", False: "other"})
    employees = employees.assign(age_group=ages, working_time=hours, sector=state.astype("category"))
    return lk.wages.factor_weighted_gap(employees, "hourly", list(factors))[ENDS]


ONE_AREA = "This looks at towns or at villages only. The question is about all employees."


Q5 = Question(
    "q5",
    3,
    "row",
    expected=lambda survey: gap(paid_employees(survey), "hourly"),
    columns=tuple(ENDS),
    hint="Men's mean pay for an hour minus women's, in percent of men's pay, with both ends of its own interval.",
    more_hints=(
        "In the lesson you wrote the inside of this function's brackets for the pay of an hour.",
        "Two things stand between the brackets: the people of the cell above, and the name of a column in quotation "
        "marks.",
    ),
    reread=RAW,
    alternatives=(
        lambda survey: gap(paid_employees(survey), "hourly")[ENDS].round(1),
        lambda survey: gap(paid_employees(survey), "hourly")[ENDS].iloc[0].tolist(),
        lambda survey: in_polars(gap(paid_employees(survey), "hourly")),
        lambda survey: gap(paid_employees(survey), "hourly", reference="male", group="sex").iloc[0],
    ),
    mistakes=(
        Mistake(
            "over women",
            "This is in percent of women's pay: how much more do men earn? The gap that is published is in percent of "
            "men's pay.",
            over_women,
        ),
        Mistake(
            "sign",
            "The sign is turned round. The gap is men's pay minus women's: above zero, men earn more.",
            turned,
        ),
        Mistake(
            "women's pay",
            "This is women's pay in percent of men's. The gap is what is missing to one hundred.",
            of_mens_pay,
        ),
        Mistake(
            "monthly",
            "This is the gap in the pay of a month. Women's and men's hours differ. The question asks for the pay of "
            "an hour.",
            lambda survey: gap(paid_employees(survey), "monthly_pay"),
            HOUR,
        ),
        Mistake(
            "median",
            "This is the gap between two medians. The raw gap of the lesson compares means.",
            lambda survey: gap(paid_employees(survey), "hourly", statistic="median"),
        ),
        Mistake(
            "log points",
            "These are log points, times 100. They are near percent, but not percent.",
            log_points,
            APART,
            close=True,
        ),
        Mistake(
            "unweighted",
            UNWEIGHTED + "use the people of the cell above: they know their weights.",
            lambda survey: gap(unweighted(paid_employees(survey)), "hourly"),
        ),
        Mistake(
            "full month",
            "Here the pay for an hour takes everybody to have worked a full month. Use the person's own weeks: the "
            "column is made in the cell above.",
            lambda survey: gap(by_full_month(survey), "hourly"),
            HOUR,
            close=True,
        ),
        Mistake(
            "ends of means",
            "The gap is right, but its interval is made of the far ends of two intervals. It is too wide: both means "
            "would have to be at their far ends at once. Estimate the gap itself.",
            ends_of_means,
        ),
        Mistake(
            "riel",
            "This is the difference in riel. The question asks for percent of men's pay.",
            riel,
        ),
        Mistake(
            "from women",
            "Here men are compared with women, in percent of women's pay, so the sign is turned too. The published gap "
            "is in percent of men's pay: leave the function as it comes.",
            lambda survey: gap(paid_employees(survey), "hourly", reference="female"),
        ),
        Mistake(
            "riel from women",
            "This is women's pay minus men's, in riel. The gap is men's pay minus women's, in percent of men's pay.",
            riel_from_women,
        ),
        Mistake(
            "only the covered",
            "This is the gap among the workers whom the minimum wage covers. The question is about all employees.",
            lambda survey: gap(covered_workers(survey), "hourly"),
        ),
        Mistake(
            "alike in education",
            "This is a factor-weighted gap: it compares women and men with the same education. The raw gap compares "
            "all women with all men.",
            lambda survey: lk.wages.factor_weighted_gap(paid_employees(survey), "hourly", ["education"])[ENDS],
        ),
        Mistake(
            "alike in more",
            "This is a factor-weighted gap: it compares women and men who are alike in some things. The raw gap "
            "compares all women with all men.",
            lambda survey: lk.wages.factor_weighted_gap(paid_employees(survey), "hourly", ["education", "industry"])[
                ENDS
            ],
        ),
        Mistake(
            "alike in occupation",
            "This is a factor-weighted gap: it compares women and men who are alike in some things. The raw gap "
            "compares all women with all men.",
            lambda survey: lk.wages.factor_weighted_gap(paid_employees(survey), "hourly", ["education", "occupation"])[
                ENDS
            ],
        ),
        Mistake(
            "alike in four",
            ALIKE,
            lambda survey: alike(survey, "education", "age_group", "working_time", "sector"),
            close=True,
        ),
        Mistake("alike in age", ALIKE, lambda survey: alike(survey, "education", "age_group"), close=True),
        Mistake("alike in hours", ALIKE, lambda survey: alike(survey, "education", "working_time"), close=True),
        Mistake("alike in sector", ALIKE, lambda survey: alike(survey, "education", "sector"), close=True),
        Mistake(
            "areas",
            "This compares villages with towns. The question compares women with men.",
            lambda survey: gap(paid_employees(survey), "hourly", group="area", reference="urban"),
        ),
        Mistake(
            "one standard error",
            "The gap is right, but the interval reaches only one standard error to each side. It would hold the truth "
            "in about two of three surveys. Take both ends from the table.",
            one_standard_error,
        ),
        Mistake("towns", ONE_AREA, lambda survey: gap(in_area(survey, "urban"), "hourly"), close=True),
        Mistake("villages", ONE_AREA, lambda survey: gap(in_area(survey, "rural"), "hourly"), close=True),
        Mistake(
            "ninety percent",
            "The gap is right, but the interval is one of 90 percent. It is too short: leave the function as it comes.",
            lambda survey: gap(paid_employees(survey), "hourly", level=0.9),
        ),
        in_2012(lambda people: gap(people, "hourly")),
        Mistake(
            "monthly median",
            "This is the gap between two medians, in the pay of a month. The raw gap compares means, and an hour is "
            "asked for.",
            lambda survey: gap(paid_employees(survey), "monthly_pay", statistic="median"),
        ),
        Mistake(
            "ninety-nine percent",
            "The gap is right, but the interval is one of 99 percent. It is too long: leave the function as it comes.",
            lambda survey: gap(paid_employees(survey), "hourly", level=0.99),
        ),
        Mistake(
            "basic pay",
            "This is the gap in basic pay for a full month. The question asks for the pay of an hour.",
            lambda survey: gap(paid_employees(survey), "full_month"),
            HOUR,
        ),
    ),
)


# Question 6: a decomposition, read correctly.

Q6 = Question(
    "q6",
    3,
    "choice",
    expected="C",
    words=("A", "B", "C", "D", "E"),
    hint="Read the row with its name, its unit and its interval: whose pay is compared with whose, and what is held "
    "alike?",
    more_hints=(
        "The list of characteristics is part of the sentence. What is not in the list stays in the unexplained part.",
        "Two sentences give a reason or an effect. The table gives neither.",
    ),
    reread=APART,
    mistakes=(
        Mistake(
            "discrimination",
            "This gives a reason. The unexplained part holds all that is not in the list: experience, the field of "
            "study, the firm, and unequal pay too. The table cannot say which.",
            "A",
        ),
        Mistake(
            "percent exactly",
            "Log points are read as percent here, and the interval is gone. They are near percent, but not percent.",
            "B",
        ),
        Mistake(
            "share of women",
            "This makes a share of people out of a part of a difference. The table compares mean pay. It counts no "
            "women.",
            "D",
        ),
        Mistake(
            "effect",
            "This says what a change would do. The table cannot say that: a part of the gap that goes together with a "
            "characteristic is no effect of it.",
            "E",
        ),
    ),
)
