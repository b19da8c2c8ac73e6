"""Question 1 of day 3, on lesson 3.1: pay for an hour, a derived column."""

import labkit as lk
from labkit.checks import Mistake, Question

from .catalogue_common import HOUR

hourly_earnings = lk.wages.hourly_earnings

SAME_WEEKS = (
    "Here everybody worked the same number of weeks. Some people worked only a part of the month: take the weeks that "
    "each person told."
)
SAME_HOURS_A_WEEK = "Here everybody worked the same hours in a week. Take the hours that each person told."
AS_TOLD = (
    "This takes the pay as it was told: some told the pay of a day, some of a week, some of a month. The pay of the "
    "month has a column of its own."
)
SAME_HOURS = "Here everybody worked the same hours in the month. Take the hours and the weeks that each person told."


def divided(survey, pay="monthly_pay", hours="usual_hours", weeks=None):
    """Return pay over hours times weeks as in a spreadsheet, nothing where the hours are zero or not known."""
    frame = survey.frame
    hours = frame[hours].where(frame[hours] > 0)
    return frame[pay].astype(float) / (hours.astype(float) * (frame["weeks_worked"] if weeks is None else weeks))


def hours_of(survey):
    """Return the usual hours of a week, nothing where they are zero."""
    return survey.frame["usual_hours"].where(survey.frame["usual_hours"] > 0).astype(float)


def pay_of_a_week(survey):
    """Return the pay of the month over the weeks."""
    return survey.frame["monthly_pay"].astype(float) / survey.frame["weeks_worked"]


def as_told(survey, over=1.0):
    """Return the pay as it was told, whatever it was for, over hours."""
    return survey.frame["pay_amount"].astype(float) / over


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
            pay_of_a_week,
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
        Mistake("4.3 weeks", SAME_WEEKS, lambda survey: divided(survey, weeks=4.3)),
        Mistake(
            "weeks of a year",
            "Here the pay of a month is divided by the hours of a whole year. Take the weeks of that month.",
            lambda survey: divided(survey, weeks=52.0),
        ),
        Mistake("4.33 weeks", SAME_WEEKS, lambda survey: divided(survey, weeks=4.33)),
        Mistake(
            "mean of the weeks", SAME_WEEKS, lambda survey: divided(survey, weeks=survey.frame["weeks_worked"].mean())
        ),
        Mistake("48 hours", SAME_HOURS_A_WEEK, lambda survey: pay_of_a_week(survey) / 48),
        Mistake("40 hours", SAME_HOURS_A_WEEK, lambda survey: pay_of_a_week(survey) / 40),
        Mistake("176 hours", SAME_HOURS, lambda survey: survey.frame["monthly_pay"].astype(float) / 176),
        Mistake("160 hours", SAME_HOURS, lambda survey: survey.frame["monthly_pay"].astype(float) / 160),
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
        Mistake(
            "eight hours a day",
            "Here everybody worked eight hours on each day. Take the hours that each person told.",
            lambda survey: survey.frame["monthly_pay"] / survey.frame["days_worked"].where(lambda days: days > 0) / 8,
        ),
        Mistake(
            "the second job's hours",
            "Here the hours of a second job are in, but its pay is not. Pay and hours must be of the same job.",
            lambda survey: (
                survey.frame["monthly_pay"]
                / (hours_of(survey) + survey.frame["second_job_hours"].fillna(0))
                / survey.frame["weeks_worked"]
            ),
        ),
        Mistake(
            "hours plus weeks",
            "Here hours and weeks are added up. The hours of a month are the hours of a week, as often as there were "
            "weeks.",
            lambda survey: survey.frame["monthly_pay"] / (hours_of(survey) + survey.frame["weeks_worked"]),
        ),
        Mistake("pay as told", AS_TOLD, as_told),
        Mistake("pay as told over hours", AS_TOLD, lambda survey: as_told(survey, hours_of(survey))),
        Mistake(
            "pay as told over all hours",
            AS_TOLD,
            lambda survey: as_told(survey, hours_of(survey) * survey.frame["weeks_worked"]),
        ),
        Mistake(
            "allowances alone",
            "These are the allowances alone. The question asks for the pay of the month, with all that belongs to it.",
            lambda survey: survey.frame["allowances"].astype(float),
        ),
        Mistake(
            "times the weight",
            "Here the pay of each person is multiplied by the weight. A column says what one person has. The weight "
            "comes in later, when people are added up.",
            lambda survey: hourly_earnings(survey.frame) * survey.frame["weight"],
        ),
    ),
)
