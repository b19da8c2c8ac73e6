"""Question 2 of day 3, on lesson 3.1: how far apart pay is."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    HOUR,
    SPREAD,
    UNWEIGHTED,
    beside_the_estimate,
    by_full_month,
    covered_workers,
    in_2012,
    in_area,
    in_polars,
    men,
    paid_employees,
    weighted_quantile,
    women,
)

ratio = lk.inequality.quantile_ratio


def ratio_by_hand(survey):
    """Return D9 over D1 as in a spreadsheet."""
    frame = paid_employees(survey).frame
    ninth, first = (weighted_quantile(frame["hourly"], frame["weight"], q) for q in (0.9, 0.1))
    return ninth / first


def quantiles_divided(survey, column="hourly", upper=0.9, lower=0.1):
    """Return one quantile over another."""
    employees = paid_employees(survey)
    above, below = (employees.quantile(column, q=q)["estimate"].item() for q in (upper, lower))
    return above / below


def top_minus_bottom(survey):
    """Return D9 minus D1, in riel."""
    employees = paid_employees(survey)
    ninth, first = (employees.quantile("hourly", q=q)["estimate"].item() for q in (0.9, 0.1))
    return ninth - first


def mean_over_median(survey):
    """Return the mean over the median."""
    employees = paid_employees(survey)
    return employees.mean("hourly")["estimate"].item() / employees.quantile("hourly")["estimate"].item()


ONE_SEX = "This looks at women or at men only. The question asks about all employees."
OTHER_PLACES = "This looks at two other places in the line of people. Which shares do D9 and D1 stand for?"
ONE_AREA = "This looks at towns or at villages only. The question asks about all employees."
ONE_END = "This is one of the two places, in riel. The question asks how many times the higher one is the lower one."


Q2 = Question(
    "q2",
    2,
    "number",
    expected=lambda survey: ratio(paid_employees(survey), "hourly"),
    digits=2,
    unit="times",
    hint="D9 is the pay below which nine of ten earn, D1 the pay below which one of ten earns. How many times the one "
    "is the other, for pay of an hour?",
    more_hints=(
        "The function is in lk.inequality. Its name says that it is a ratio of two quantiles.",
        "Between the brackets stand the people and the column in quotation marks, as for low pay. The people are those "
        "of the cell above.",
    ),
    reread=SPREAD,
    alternatives=(
        ratio_by_hand,
        quantiles_divided,
        lambda survey: round(quantiles_divided(survey), 2),
        lambda survey: in_polars(ratio(paid_employees(survey), "hourly")),
    ),
    mistakes=(
        Mistake(
            "to the median",
            "This divides the top by the middle. The question asks for the top over the bottom.",
            lambda survey: ratio(paid_employees(survey), "hourly", lower=0.5),
        ),
        Mistake(
            "from the median",
            "This divides the middle by the bottom. The question asks for the top over the bottom.",
            lambda survey: ratio(paid_employees(survey), "hourly", upper=0.5),
        ),
        Mistake(
            "turned round",
            "This is the bottom over the top. The question asks how many times the top is the bottom.",
            lambda survey: 1 / quantiles_divided(survey),
        ),
        Mistake(
            "monthly",
            "This is the ratio for the pay of a month. Some of it comes from longer hours. The question asks for the "
            "pay of an hour.",
            lambda survey: ratio(paid_employees(survey), "monthly_pay"),
            HOUR,
        ),
        Mistake(
            "unweighted",
            UNWEIGHTED + "use the survey's weights.",
            lambda survey: ratio(unweighted(paid_employees(survey)), "hourly"),
        ),
        Mistake(
            "income shares",
            "This puts what the best paid fifth earns together over what the worst paid fifth earns together. D9 and "
            "D1 are two places in the line of people, not sums of pay.",
            lambda survey: lk.inequality.quintile_share_ratio(paid_employees(survey), "hourly"),
        ),
        Mistake(
            "quintiles",
            "This looks at the pay below which eight of ten and two of ten earn. D9 and D1 are nearer to the ends.",
            lambda survey: ratio(paid_employees(survey), "hourly", upper=0.8, lower=0.2),
        ),
        Mistake(
            "gini",
            "This is the Gini. It is a figure of another kind: it looks at everybody, and 0 means that all have the "
            "same. The question asks for a ratio of two places.",
            lambda survey: lk.inequality.gini(paid_employees(survey), "hourly"),
        ),
        Mistake(
            "gini of the month",
            "This is the line of the text: the Gini, and of the pay of a month. The question asks for a ratio of two "
            "places, for the pay of an hour.",
            lambda survey: lk.inequality.gini(paid_employees(survey), "monthly_pay"),
        ),
        Mistake(
            "only the covered",
            "This looks only at the workers whom the minimum wage covers. The question is about all employees.",
            lambda survey: ratio(covered_workers(survey), "hourly"),
        ),
        Mistake(
            "basic pay",
            "This is the ratio for basic pay. The question asks for the pay of an hour, which has a column of its own.",
            lambda survey: ratio(paid_employees(survey), "full_month"),
            HOUR,
        ),
        Mistake(
            "basic pay as told",
            "This is the ratio for basic pay, where a part of the month counts like all of it. The question asks for "
            "the pay of an hour, which has a column of its own.",
            lambda survey: ratio(paid_employees(survey), "basic_pay"),
            HOUR,
        ),
        Mistake(
            "difference",
            "This is D9 minus D1, in riel. The question asks how many times the one is the other.",
            lambda survey: top_minus_bottom(survey),
        ),
        Mistake(
            "in percent",
            "This is the ratio times 100. The question asks how many times, not how many percent.",
            lambda survey: 100 * quantiles_divided(survey),
        ),
        Mistake(
            "how much more",
            "This says how much more the top has than the bottom. How many times is one more than this.",
            lambda survey: quantiles_divided(survey) - 1,
        ),
        Mistake(
            "full month",
            "Here the pay for an hour takes everybody to have worked a full month. Who worked two weeks looks badly "
            "paid. Use the column of the cell above.",
            lambda survey: ratio(by_full_month(survey), "hourly"),
            HOUR,
            close=True,
        ),
        Mistake(
            "quarters",
            OTHER_PLACES,
            lambda survey: ratio(paid_employees(survey), "hourly", upper=0.75, lower=0.25),
            close=True,
        ),
        Mistake(
            "hundredths",
            OTHER_PLACES,
            lambda survey: ratio(paid_employees(survey), "hourly", upper=0.99, lower=0.01),
            close=True,
        ),
        Mistake(
            "D9 over D2", OTHER_PLACES, lambda survey: ratio(paid_employees(survey), "hourly", lower=0.2), close=True
        ),
        Mistake(
            "D8 over D1", OTHER_PLACES, lambda survey: ratio(paid_employees(survey), "hourly", upper=0.8), close=True
        ),
        Mistake(
            "twentieths",
            OTHER_PLACES,
            lambda survey: ratio(paid_employees(survey), "hourly", upper=0.95, lower=0.05),
            close=True,
        ),
        Mistake(
            "highest over lowest",
            "This divides the highest pay of all by the lowest of all. Two odd records decide such a figure. D9 and D1 "
            "leave the tenth at each end aside.",
            lambda survey: (
                paid_employees(survey).frame["hourly"].agg(["max", "min"]).pipe(lambda ends: ends["max"] / ends["min"])
            ),
        ),
        Mistake(
            "palma",
            "This puts what the best paid tenth earns together over what the worst paid four tenths earn together. D9 "
            "and D1 are two places in the line of people, not sums of pay.",
            lambda survey: lk.inequality.palma(paid_employees(survey), "hourly"),
        ),
        *beside_the_estimate(lambda survey: ratio(paid_employees(survey), "hourly")),
        Mistake("women", ONE_SEX, lambda survey: ratio(women(paid_employees(survey)), "hourly"), close=True),
        Mistake("men", ONE_SEX, lambda survey: ratio(men(paid_employees(survey)), "hourly"), close=True),
        in_2012(lambda people: ratio(people, "hourly")),
        Mistake("towns", ONE_AREA, lambda survey: ratio(in_area(survey, "urban"), "hourly"), close=True),
        Mistake("villages", ONE_AREA, lambda survey: ratio(in_area(survey, "rural"), "hourly"), close=True),
        Mistake(
            "the mean",
            "This is the mean, in riel. The question asks how many times D9 is D1.",
            lambda survey: paid_employees(survey).mean("hourly"),
        ),
        Mistake(
            "the median",
            "This is the median, in riel. The question asks how many times D9 is D1.",
            lambda survey: paid_employees(survey).quantile("hourly"),
        ),
        Mistake("D9", ONE_END, lambda survey: paid_employees(survey).quantile("hourly", q=0.9)),
        Mistake("D1", ONE_END, lambda survey: paid_employees(survey).quantile("hourly", q=0.1)),
        Mistake(
            "mean over median",
            "This is the mean over the median. D9 and D1 are two other places in the line of people.",
            mean_over_median,
        ),
    ),
)
