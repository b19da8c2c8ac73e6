"""Questions 3, 6, 7 and 9 of day 1, on lesson 1.3 and the case: participation, LU1 to LU4, NEET, and a change."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    DIFFERENCE,
    EMPLOYED,
    ENDS,
    LEFT_OVER,
    NEET,
    OF_2012,
    PARTICIPATION,
    TABLE,
    THREE_RATES,
    UNEMPLOYED,
    WEIGHTS,
    aged,
    counted,
    in_2012,
    in_polars,
    status_of,
)

rate = lk.labour.unemployment_rate
participation, neet = lk.labour.participation_rate, lk.labour.neet_rate


def rest(table):
    """Return a table of percentages turned into what is left to 100."""
    return table.assign(estimate=100 - table["estimate"])


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
            "13th ICLS",
            "This is the rate by the 13th ICLS, which counts people who grow food for the family as employed. Use the "
            "rule of 2013, the 19th ICLS.",
            lambda survey: participation(survey, by="sex", standard="icls13"),
            THREE_RATES,
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
            "13th ICLS",
            "This is NEET by the 13th ICLS, which counts people who grow food for the family as employed. Use the "
            "rule of "
            "2013, the 19th ICLS.",
            lambda survey: neet(survey, by="sex", standard="icls13"),
            THREE_RATES,
        ),
        Mistake("survey of 2012", OF_2012, lambda survey: in_2012(neet, by="sex"), close=True),
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


# Question 9, for who is quick: a change under one definition, from two surveys.


def change(earlier, later, **options):
    """Return the change of the unemployment rate, with the ends of its interval."""
    return lk.compare.change(rate, earlier, later, **options)[ENDS]


def far_ends(earlier, later):
    """Return the change with an interval made of the ends of two intervals."""
    one, two = rate(earlier).iloc[0], rate(later).iloc[0]
    return [two["estimate"] - one["estimate"], two["ci_low"] - one["ci_high"], two["ci_high"] - one["ci_low"]]


def mixed(earlier, later):
    """Return the strict rate of the later year minus the relaxed rate of the earlier, with the ends of its interval."""
    one, two = rate(earlier, definition="relaxed").iloc[0], rate(later).iloc[0]
    estimate, half = two["estimate"] - one["estimate"], 1.96 * (one["se"] ** 2 + two["se"] ** 2) ** 0.5
    return [estimate, estimate - half, estimate + half]


def as_in_excel(earlier, later):
    """Return the change with the two standard errors put together: two separate samples."""
    one, two = rate(earlier).iloc[0], rate(later).iloc[0]
    estimate, half = two["estimate"] - one["estimate"], 1.961 * (one["se"] ** 2 + two["se"] ** 2) ** 0.5
    return [estimate, estimate - half, estimate + half]


Q9 = Question(
    "q9",
    0,
    "row",
    expected=change,
    columns=tuple(ENDS),
    digits=2,
    unit="percentage points",
    data=("lfs2012", "lfs"),
    extra=True,
    hint="The question is about the change from the earlier survey to the later one, by the strict rule in both.",
    more_hints=(
        "The group case computed a change in one line, from two surveys and one definition.",
        "The order counts: the earlier survey comes before the later one. The definition is the same for both.",
    ),
    reread=TABLE,
    alternatives=(
        lambda earlier, later: lk.compare.change(rate, earlier, later),
        lambda earlier, later: change(earlier, later).round(2),
        as_in_excel,
    ),
    mistakes=(
        Mistake(
            "relaxed",
            "This is the change of the relaxed rate. The question asks for the strict one, in both years.",
            lambda earlier, later: change(earlier, later, definition="relaxed"),
            THREE_RATES,
        ),
        Mistake(
            "mixed",
            "Two definitions are mixed: the relaxed rate of one year and the strict rate of the other. Then a change "
            "of "
            "the rule looks like a change of the country.",
            mixed,
        ),
        Mistake(
            "turned round",
            "The direction is turned round: this is the earlier year minus the later one. The earlier survey comes "
            "first "
            "between the brackets.",
            lambda earlier, later: change(later, earlier),
        ),
        Mistake(
            "ends subtracted",
            "The change is right, but this interval is made of the ends of two intervals. It is too wide: estimate the "
            "change itself.",
            far_ends,
            DIFFERENCE,
        ),
        Mistake(
            "percent",
            "This is the change in percent of the first year's rate. The question asks for percentage points: one rate "
            "minus the other.",
            lambda earlier, later: lk.compare.growth(rate, earlier, later)[ENDS],
        ),
        Mistake(
            "unweighted",
            "This is the change of unweighted rates: every record counts once. The surveys know their weights.",
            lambda earlier, later: change(unweighted(earlier), unweighted(later)),
            WEIGHTS,
        ),
    ),
)
