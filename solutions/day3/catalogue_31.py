"""Questions 1 and 2 of day 3, on lesson 3.1: pay for an hour, and its spread."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    HOUR,
    SPREAD,
    UNWEIGHTED,
    covered_workers,
    in_polars,
    paid_employees,
    weighted_quantile,
    women,
)

hourly_earnings = lk.wages.hourly_earnings
ratio = lk.inequality.quantile_ratio


# Question 1: a derived column.

SAME_WEEKS = (
    "Here everybody worked the same number of weeks. Some people worked only a part of the month: take the weeks that "
    "each person told."
)
SAME_HOURS = "Here everybody worked the same hours in the month. Take the hours and the weeks that each person told."


def divided(survey, pay="monthly_pay", hours="usual_hours", weeks=None):
    """Return pay over hours times weeks as in a spreadsheet, nothing where the hours are zero or not known."""
    frame = survey.frame
    hours = frame[hours].where(frame[hours] > 0)
    return frame[pay].astype(float) / (hours.astype(float) * (frame["weeks_worked"] if weeks is None else weeks))


def in_polars_column(survey):
    """Return the column as polars has it."""
    import polars

    return polars.from_pandas(divided(survey).astype(float)).to_list()


Q1 = Question(
    "q1",
    2,
    "column",
    expected=lambda survey: hourly_earnings(survey.frame, weeks="weeks_worked"),
    column="hourly",
    digits=0,
    unit="riel an hour",
    hint="For each person: the pay of the month, over all hours of that month. The hours are the usual hours of a "
    "week, as often as this person worked a week.",
    more_hints=(
        "The lesson had a worked line in which everybody worked a full month. Yours takes each person's own weeks.",
        "What stands between the brackets: the records, a comma, then weeks= and the name of a column in quotation "
        "marks.",
    ),
    reread=HOUR,
    alternatives=(
        divided,
        lambda survey: divided(survey).round(),
        lambda survey: survey.assign(hourly=divided(survey)),
        in_polars_column,
    ),
    mistakes=(
        Mistake(
            "full month",
            "Here everybody is taken to have worked a full month. Who worked two weeks was paid for two weeks, and "
            "looks badly paid in this column.",
            lambda survey: hourly_earnings(survey.frame, weeks=None),
        ),
        Mistake(
            "four weeks",
            "Here a month has four weeks, for everybody. A month is longer than four weeks, and some people worked "
            "only a part of it.",
            lambda survey: divided(survey, weeks=4.0),
        ),
        Mistake(
            "no weeks",
            "This is the pay of a month over the hours of one week. A month has more than one week.",
            lambda survey: divided(survey, weeks=1.0),
        ),
        Mistake(
            "basic pay",
            "This is basic pay, without allowances. The question asks for the pay of the month, with all that belongs "
            "to it. Basic pay is compared with a minimum wage, in another question.",
            lambda survey: hourly_earnings(survey.frame, "basic_pay"),
        ),
        Mistake(
            "monthly",
            "This is the pay of a month. The question asks for pay for an hour.",
            lambda survey: survey.frame["monthly_pay"].astype(float),
        ),
        Mistake(
            "week",
            "This is the pay of a week. It is not divided by hours yet.",
            lambda survey: survey.frame["monthly_pay"].astype(float) / survey.frame["weeks_worked"],
        ),
        Mistake(
            "actual hours",
            "Here pay is divided by the hours that people really worked in the week before. Pay of a usual month goes "
            "with usual hours.",
            lambda survey: divided(survey, hours="actual_hours"),
        ),
        Mistake(
            "days",
            "Here pay is divided by hours of a week and by days. What counts the same way: hours of a week go with "
            "weeks.",
            lambda survey: divided(survey, weeks=survey.frame["days_worked"].where(survey.frame["days_worked"] > 0)),
        ),
        Mistake(
            "multiplied",
            "Here the pay is divided by the hours and then multiplied by the weeks. First put the hours of the whole "
            "month together, in brackets. Then divide.",
            lambda survey: divided(survey, weeks=1.0) * survey.frame["weeks_worked"],
        ),
        Mistake("52 weeks", SAME_WEEKS, lambda survey: divided(survey, weeks=52 / 12)),
        Mistake("4.33 weeks", SAME_WEEKS, lambda survey: divided(survey, weeks=4.33)),
        Mistake("208 hours", SAME_HOURS, lambda survey: survey.frame["monthly_pay"].astype(float) / 208),
        Mistake("240 hours", SAME_HOURS, lambda survey: survey.frame["monthly_pay"].astype(float) / 240),
        Mistake(
            "a day",
            "This is the pay of a month over thirty days: pay for a day. The question asks for pay for an hour.",
            lambda survey: survey.frame["monthly_pay"].astype(float) / 30,
        ),
        Mistake(
            "upside down",
            "This is the wrong way up: hours for one riel. Pay for an hour has the pay above the line.",
            lambda survey: 1 / divided(survey).where(lambda pay: pay > 0),
        ),
        Mistake(
            "hours",
            "These are the hours of the month. There is no pay in them yet.",
            lambda survey: survey.frame["usual_hours"].astype(float) * survey.frame["weeks_worked"],
        ),
        Mistake(
            "basic full month",
            "This is basic pay for a full month. It is held against the minimum wage, in another question. Here the "
            "pay of the month is asked, for an hour.",
            lambda survey: lk.wages.full_month_pay(survey.frame),
        ),
    ),
)


# Question 2: the spread.


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
ONE_END = "This is one of the two places, in riel. The question asks how many times the higher one is the lower one."


def men(survey):
    """Return the men of a survey."""
    return survey.filter(survey.frame["sex"] == "male")


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
        Mistake("women", ONE_SEX, lambda survey: ratio(women(paid_employees(survey)), "hourly"), close=True),
        Mistake("men", ONE_SEX, lambda survey: ratio(men(paid_employees(survey)), "hourly"), close=True),
        Mistake("D9", ONE_END, lambda survey: paid_employees(survey).quantile("hourly", q=0.9)),
        Mistake("D1", ONE_END, lambda survey: paid_employees(survey).quantile("hourly", q=0.1)),
        Mistake(
            "mean over median",
            "This is the mean over the median. D9 and D1 are two other places in the line of people.",
            mean_over_median,
        ),
    ),
)
