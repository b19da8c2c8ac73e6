"""Questions 3 and 6 of day 1, on lesson 1.3: participation, and LU1 to LU4."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    EMPLOYED,
    LEFT_OVER,
    OF_2012,
    ONE_GROUP,
    PARTICIPATION,
    THREE_RATES,
    UNEMPLOYED,
    WEIGHTS,
    aged,
    counted,
    in_2012,
    in_polars,
    rest,
    status_of,
    within,
)

rate = lk.labour.unemployment_rate
participation, neet = lk.labour.participation_rate, lk.labour.neet_rate


# Question 3: participation of women and men.


def in_force_by_hand(survey, ages=(15, 200)):
    """Return participation as a spreadsheet gives it, a number for each sex."""
    inside = status_of(survey).isin([EMPLOYED, UNEMPLOYED])
    return counted(survey, inside, survey.frame["age"].between(*ages), by="sex")


Q3 = Question(
    "q3",
    2,
    "table",
    expected=lambda survey: participation(survey, by="sex"),
    by=("sex",),
    hint="The question is about the labour force, in percent of all people aged 15 and over, for each sex.",
    more_hints=(
        "Lesson 1.3 has a function of this name, and filled in the column that makes the groups.",
        "The labour force is more than the employed. Check which of the two functions of that section you use.",
    ),
    reread=PARTICIPATION,
    alternatives=(
        in_force_by_hand,
        lambda survey: participation(survey, by="sex").set_index("sex")["estimate"].to_dict(),
        lambda survey: participation(survey, by="sex").round(1),
        lambda survey: in_polars(participation(survey, by="sex")),
    ),
    mistakes=(
        Mistake(
            "employment ratio",
            "This is the employment ratio: it leaves the unemployed out. They are in the labour force too.",
            lambda survey: lk.labour.employment_ratio(survey, by="sex"),
        ),
        Mistake(
            "relaxed",
            "Here people who did not look for work are counted as unemployed, and so as labour force: the relaxed "
            "rule. "
            "The question asks for the strict one.",
            lambda survey: participation(survey, by="sex", definition="relaxed"),
            THREE_RATES,
        ),
        Mistake(
            "everybody",
            "This divides by everybody, children too. The denominator is all people aged 15 and over.",
            lambda survey: in_force_by_hand(survey, (0, 200)),
        ),
        Mistake(
            "working age",
            "This looks at people from 15 to 64 only. The question asks for all people aged 15 and over.",
            lambda survey: in_force_by_hand(survey, (15, 64)),
        ),
        Mistake(
            "from 18",
            "This leaves out the youngest people. The question asks for all people aged 15 and over.",
            lambda survey: in_force_by_hand(survey, (18, 200)),
            close=True,
        ),
        Mistake(
            "13th ICLS",
            "This is the rate by the 13th ICLS, which counts people who grow food for the family as employed. Use the "
            "rule of 2013, the 19th ICLS.",
            lambda survey: participation(survey, by="sex", standard="icls13"),
            THREE_RATES,
        ),
        Mistake(
            "who the people are",
            "This is how all people divide over women and men. The question asks how many of the women, and how many "
            "of the men, are in the labour force.",
            lambda survey: survey.share("sex"),
        ),
        Mistake(
            "complement",
            "These are the people outside the labour force. The question asks for those in it.",
            lambda survey: rest(participation(survey, by="sex")),
        ),
        Mistake(
            "unemployment",
            "This is the unemployment rate. The question asks how many are in the labour force, with or without a job.",
            lambda survey: rate(survey, by="sex"),
        ),
        Mistake(
            "unweighted",
            "These are unweighted rates: every record counts once. Use lfs, which knows its weights.",
            lambda survey: participation(unweighted(survey), by="sex"),
            WEIGHTS,
        ),
        Mistake("survey of 2012", OF_2012, lambda survey: in_2012(participation, by="sex"), close=True),
        Mistake(
            "young",
            "These are young people of 15 to 24 only. The question asks for all people aged 15 and over.",
            lambda survey: participation(aged(survey, 15, 24), by="sex"),
        ),
        Mistake("towns", ONE_GROUP, lambda survey: participation(within(survey, "area", "urban"), by="sex")),
        Mistake("villages", ONE_GROUP, lambda survey: participation(within(survey, "area", "rural"), by="sex")),
        Mistake(
            "NEET",
            "This is the NEET rate: young people without job and school. The question asks who is in the labour force.",
            lambda survey: neet(survey, by="sex"),
        ),
        Mistake(
            "composition",
            "This tells how the labour force divides over women and men. The question asks: of all women, how many "
            "are in "
            "it? And of all men?",
            lambda survey: (
                survey.filter(status_of(survey).isin([EMPLOYED, UNEMPLOYED]))
                .share("sex")
                .rename(columns={"category": "sex"})
            ),
        ),
    ),
)


# Question 6, for who is quick: LU1 to LU4.

THRESHOLD = 40
OTHER_HOURS = "LU2 and LU4 count by another threshold of hours here. Which one does the question name?"


def left_over(survey, hours=THRESHOLD, **options):
    """Return LU1 to LU4."""
    return lk.labour.underutilization(survey, hours_threshold=hours, **options)


def of_adults(survey):
    """Return the four groups in percent of everybody aged 15 and over."""
    table = left_over(survey)
    force = participation(survey)["estimate"].item() / 100
    extended = _extended(survey)
    share = {"LU1": force, "LU2": force, "LU3": extended, "LU4": extended}
    return table.assign(estimate=table["estimate"] * table["measure"].map(share).astype(float))


def _extended(survey):
    """Return the extended labour force as a share of everybody aged 15 and over."""
    nearly = lk.labour.labour_market_attachment(survey.frame).astype(object)
    near = nearly.isin(["unavailable jobseeker", "available potential jobseeker"])
    inside = status_of(survey).isin([EMPLOYED, UNEMPLOYED]) | near
    return counted(survey, inside, survey.frame["age"].ge(15))["estimate"].item() / 100


def one_denominator(survey):
    """Return all four in percent of the labour force."""
    table = left_over(survey)
    force = participation(survey)["estimate"].item() / 100
    wider = _extended(survey) / force
    factor = {"LU1": 1.0, "LU2": 1.0, "LU3": wider, "LU4": wider}
    return table.assign(estimate=table["estimate"] * table["measure"].map(factor).astype(float))


def extended_everywhere(survey):
    """Return all four in percent of the extended labour force."""
    table = left_over(survey)
    force = participation(survey)["estimate"].item() / 100
    narrower = force / _extended(survey)
    factor = {"LU1": narrower, "LU2": narrower, "LU3": 1.0, "LU4": 1.0}
    return table.assign(estimate=table["estimate"] * table["measure"].map(factor).astype(float))


def four_numbers(survey):
    """Return the four rates by name."""
    return left_over(survey).set_index("measure")["estimate"].round(2).to_dict()


Q6 = Question(
    "q6",
    0,
    "table",
    expected=left_over,
    by=("measure",),
    digits=2,
    extra=True,
    hint="Four rates, with the threshold of hours that the question names.",
    more_hints=(
        "Lesson 1.3 has the function. It must be told the threshold of hours.",
        "LU1 and LU2 are percent of the labour force, LU3 and LU4 of the extended one: the function does it.",
    ),
    reread=LEFT_OVER,
    alternatives=(
        lambda survey: left_over(survey).round(2),
        four_numbers,
        lambda survey: in_polars(left_over(survey)),
    ),
    mistakes=(
        Mistake(
            "48 hours",
            "This counts as few what is below 48 hours, as in the blank of the lesson. Which threshold does the "
            "question "
            "name?",
            lambda survey: left_over(survey, 48),
        ),
        Mistake(
            "35 hours",
            "This counts as few what is below 35 hours. Which threshold does the question name?",
            lambda survey: left_over(survey, 35),
        ),
        Mistake("44 hours", OTHER_HOURS, lambda survey: left_over(survey, 44)),
        Mistake("30 hours", OTHER_HOURS, lambda survey: left_over(survey, 30)),
        Mistake("young", ONE_GROUP, lambda survey: left_over(aged(survey, 15, 24))),
        Mistake(
            "13th ICLS",
            "These are the rates by the 13th ICLS, which counts people who grow food for the family as employed. Use "
            "the "
            "rule of 2013, the 19th ICLS.",
            lambda survey: left_over(survey, standard="icls13"),
            THREE_RATES,
        ),
        Mistake(
            "of adults",
            "These rates divide by everybody aged 15 and over. The denominators are the labour force, and the extended "
            "labour force.",
            of_adults,
        ),
        Mistake(
            "one denominator",
            "All four are divided by the labour force. Two of them have the potential labour force below the line too.",
            one_denominator,
        ),
        Mistake(
            "extended everywhere",
            "All four are divided by the extended labour force. Two of them are percent of the labour force.",
            extended_everywhere,
        ),
        Mistake(
            "unweighted",
            "These are unweighted rates: every record counts once. Use lfs, which knows its weights.",
            lambda survey: left_over(unweighted(survey)),
            WEIGHTS,
        ),
    ),
)
