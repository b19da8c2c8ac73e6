"""Question 7 of day 1, on lesson 1.3: young people without job and school."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    EMPLOYED,
    NEET,
    OF_2012,
    ONE_GROUP,
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


# Question 7: NEET of young women and men.


def young_parts(survey, oldest=24):
    """Return the young people, and columns of who works, who is unemployed and who goes to school."""
    young = aged(survey, 15, oldest)
    status = status_of(young)
    school = ~young.frame["attending"].eq("no").fillna(value=False).astype(bool)
    return young, status, school


def share_of_young(survey, choose, of=None, oldest=24):
    """Return the share of some of the young people, among all of them or some of them."""
    young, status, school = young_parts(survey, oldest)
    everybody = status.notna()
    return counted(young, choose(status, school), everybody if of is None else of(status, school), by="sex")


def left_out(status, school):
    """Say who is in NEET."""
    return ~status.eq(EMPLOYED) & ~school


def one_part(survey, category):
    """Return one part of those in NEET, in percent of them."""
    parts = lk.labour.neet_composition(survey, by="sex")
    return parts[parts["category"].eq(category)]


Q7 = Question(
    "q7",
    2,
    "table",
    expected=lambda survey: neet(survey, by="sex"),
    by=("sex",),
    hint="NEET: no job and no school or training, in percent of all young people of 15 to 24, for each sex.",
    more_hints=(
        "Two answers are needed to be in NEET. One is about a job, the other about school.",
        "The denominator is all young people, those at school too. The function of lesson 1.3 does it; it needs only "
        "the groups.",
    ),
    reread=NEET,
    alternatives=(
        lambda survey: share_of_young(survey, left_out),
        lambda survey: neet(survey, by="sex").set_index("sex")["estimate"].to_dict(),
        lambda survey: neet(survey, by="sex").round(1),
        lambda survey: in_polars(neet(survey, by="sex")),
    ),
    mistakes=(
        Mistake(
            "no job",
            "These are all young people without a job. Many of them are at school or in training: they are not in "
            "NEET.",
            lambda survey: share_of_young(survey, lambda status, school: ~status.eq(EMPLOYED)),
        ),
        Mistake(
            "unemployed left out",
            "Here only those outside the labour force are counted. Unemployed young people who go to no school are in "
            "NEET too.",
            lambda survey: share_of_young(
                survey, lambda status, school: ~status.isin([EMPLOYED, UNEMPLOYED]) & ~school
            ),
        ),
        Mistake(
            "not at school",
            "This divides by those who are not at school. The denominator is all young people.",
            lambda survey: share_of_young(survey, left_out, of=lambda status, school: ~school),
        ),
        Mistake(
            "to 29",
            "This looks at people from 15 to 29. The SDG indicator is about 15 to 24.",
            lambda survey: share_of_young(survey, left_out, oldest=29),
        ),
        Mistake(
            "all ages",
            "These are people of all ages from 15 on. NEET is about young people only: the SDG indicator says which.",
            lambda survey: share_of_young(survey, left_out, oldest=200),
            close=True,
        ),
        Mistake(
            "from 18",
            "This looks at people from 18 to 24. The SDG indicator is about 15 to 24.",
            lambda survey: neet(survey.filter(survey.frame["age"] >= 18), by="sex"),
        ),
        Mistake(
            "13th ICLS",
            "This is NEET by the 13th ICLS, which counts people who grow food for the family as employed. Use the "
            "rule of "
            "2013, the 19th ICLS.",
            lambda survey: neet(survey, by="sex", standard="icls13"),
            THREE_RATES,
        ),
        Mistake("survey of 2012", OF_2012, lambda survey: in_2012(neet, by="sex"), close=True),
        Mistake(
            "far from work",
            "These are parts of 100 people in NEET: who they are. The question asks how many of all young people are "
            "in NEET.",
            lambda survey: one_part(survey, "other"),
        ),
        Mistake(
            "unemployed in NEET",
            "These are parts of 100 people in NEET: who they are. The question asks how many of all young people are "
            "in NEET.",
            lambda survey: one_part(survey, "unemployed"),
        ),
        Mistake(
            "youth employment",
            "These are the young people with a job. The question asks for those without job and without school.",
            lambda survey: lk.labour.employment_ratio(aged(survey, 15, 24), by="sex"),
        ),
        Mistake(
            "participation",
            "This is participation. The question asks for young people without job and without school.",
            lambda survey: participation(aged(survey, 15, 24), by="sex"),
        ),
        Mistake(
            "unemployment",
            "This is the unemployment rate of all ages. NEET is about young people, and counts also those who do not "
            "look.",
            lambda survey: rate(survey, by="sex"),
        ),
        Mistake(
            "no school",
            "These are all young people who go to no school. Many of them have a job: they are not in NEET.",
            lambda survey: share_of_young(survey, lambda status, school: ~school),
        ),
        Mistake("villages", ONE_GROUP, lambda survey: neet(within(survey, "area", "rural"), by="sex"), close=True),
        Mistake("towns", ONE_GROUP, lambda survey: neet(within(survey, "area", "urban"), by="sex"), close=True),
        Mistake(
            "youth unemployment",
            "This is the unemployment rate of young people. NEET counts also those who do not look, and its "
            "denominator "
            "is all young people.",
            lambda survey: rate(aged(survey, 15, 24), by="sex"),
        ),
        Mistake(
            "complement",
            "This is the rest, 100 minus NEET: those who have a job or go to school.",
            lambda survey: rest(neet(survey, by="sex")),
        ),
        Mistake(
            "unweighted",
            "These are unweighted rates: every record counts once. Use lfs, which knows its weights.",
            lambda survey: neet(unweighted(survey), by="sex"),
            WEIGHTS,
        ),
    ),
)
