"""Questions 1 and 2 of day 1, on lesson 1.1: a status from answers, and the unemployment rate."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    COPIED,
    DENOMINATORS,
    LEFT_OVER,
    OF_2012,
    ONE_GROUP,
    PEOPLE_NOT_PERCENT,
    SIX_PEOPLE,
    THREE_RATES,
    UNEMPLOYED,
    WEIGHTS,
    aged,
    counted,
    in_2012,
    in_polars,
    published,
    status_of,
    within,
)

rate = lk.labour.unemployment_rate


# Question 1: six people, by hand.

PEOPLE = {
    "Sok": "employed",
    "Vuthy": "employed",
    "Maly": "outside",
    "Nary": "outside",
    "Pisey": "unemployed",
    "Heng": "outside",
}
ONE_HOUR = (
    "Somebody sold a little last week. The first question asks for one hour of work for pay or profit, and not for a "
    "full week, nor for what it earned."
)
LEAVE = (
    "Somebody is on leave from a job that is kept. Does the first question of the table ask for work only, or also for "
    "a job that waits?"
)
STARTER = (
    "Somebody has found a job that begins later. Look at the second question: what does it say about such a job? "
    "Then ask "
    "the third."
)
NO_WORK = (
    "Somebody did no work at all last week, and is counted as employed here. Was there one hour of work, or a job that "
    "waits?"
)
OWN_RICE = (
    "Somebody grows rice only for the family to eat, and looks for no other work. Work for pay or profit makes people "
    "employed by the rule of 2013; the older rule counted food for the family too."
)

Q1 = Question(
    "q1",
    3,
    "choice",
    expected=PEOPLE,
    words=("employed", "unemployed", "outside"),
    hint="Ask the three questions of lesson 1.1 for each person, and stop at the first answer that decides.",
    more_hints=(
        "Work comes first: one hour for pay or profit, or a job that is kept. Only then ask whether the person looked.",
        "Who looked is asked one thing more: could the person start? All who fail one of the two last questions are in "
        "one and the same group.",
    ),
    reread=SIX_PEOPLE,
    alternatives=(
        {name: word.upper() for name, word in PEOPLE.items()},
        {name: f" {word}. " for name, word in PEOPLE.items()},
    ),
    mistakes=(
        Mistake("one hour", ONE_HOUR, {"Sok": "unemployed"}),
        Mistake("one hour, outside", ONE_HOUR, {"Sok": "outside"}),
        Mistake("leave", LEAVE, {"Vuthy": "outside"}),
        Mistake("leave, unemployed", LEAVE, {"Vuthy": "unemployed"}),
        Mistake(
            "availability",
            "Somebody looked for work. Ask the third question too: could this person start now, or within two weeks?",
            {"Maly": "unemployed"},
        ),
        Mistake(
            "relaxed",
            "Somebody wants work, but did not look for it. To count this person as unemployed is the relaxed rule; the "
            "question asks for the strict one.",
            {"Nary": "unemployed"},
            THREE_RATES,
        ),
        Mistake("no work", NO_WORK, {"Maly": "employed"}),
        Mistake("no work, no search", NO_WORK, {"Nary": "employed"}),
        Mistake("starter", STARTER, {"Pisey": "outside"}),
        Mistake(
            "not begun",
            "Somebody starts a job in some weeks. A job that has not begun is no work of last week. Go on to the "
            "second "
            "question.",
            {"Pisey": "employed"},
        ),
        Mistake("own use", OWN_RICE, {"Heng": "employed"}, THREE_RATES),
        Mistake(
            "own use, unemployed",
            "Somebody grows rice for the family to eat. Did this person look for work in the last four weeks?",
            {"Heng": "unemployed"},
        ),
    ),
)


# Question 2: the unemployment rate, of two decimals.


def unemployed_of(survey, youngest):
    """Return the unemployed in percent of all people from an age on."""
    out_of_work = status_of(survey).eq(UNEMPLOYED)
    return counted(survey, out_of_work, ~survey.frame["age"].lt(youngest))


def of_the_employed(survey):
    """Return the unemployed in percent of the employed, without themselves in the denominator."""
    share = rate(survey)["estimate"].item() / 100
    return 100 * share / (1 - share)


def mean_of(survey, group):
    """Return the plain mean of the rates of groups."""
    return rate(survey, by=group)["estimate"].mean()


def one_cell(column):
    """Return a function that gives another column of the result than the estimate."""
    return lambda survey: rate(survey)[column].item()


def left_over(name):
    """Return a function that gives one of the wider rates of underutilisation."""

    def wider(survey):
        table = lk.labour.underutilization(survey, hours_threshold=40)
        return table.loc[table["measure"] == name, "estimate"].item()

    return wider


def out_of_work(survey):
    """Return the number of unemployed people."""
    return survey.filter(status_of(survey).eq(UNEMPLOYED)).total()


MEAN = (
    "This is the mean of the rates of groups. A large group and a small one count alike in it. The rate of all people "
    "is one calculation."
)
MORE_THAN_UNEMPLOYED = (
    "This is a rate of what is left over: it counts more people than the unemployed. The question asks for the "
    "unemployed only."
)
AN_END = "This is one end of the interval. The question asks for the estimate itself."


def by_hand(survey):
    """Return the rate as in a spreadsheet: a sum of weights over a sum of weights."""
    status, weight = status_of(survey), survey.frame["weight"]
    return 100 * weight[status.eq(UNEMPLOYED)].sum() / weight[status.isin(["employed", UNEMPLOYED])].sum()


Q2 = Question(
    "q2",
    2,
    "number",
    expected=rate,
    digits=2,
    hint="The question is about the unemployed by the strict rule, in percent of the labour force, with weights.",
    more_hints=(
        "Read the names of the functions in lk.labour: one of them is the rate of lesson 1.1.",
        "The function takes the survey itself between its brackets. It chooses the labour force and the strict rule on "
        "its own.",
    ),
    reread=DENOMINATORS,
    alternatives=(
        lambda survey: rate(survey)["estimate"],
        lambda survey: round(float(rate(survey)["estimate"].iloc[0]), 2),
        lambda survey: in_polars(rate(survey)),
        by_hand,
        lambda survey: counted(
            survey, status_of(survey).eq(UNEMPLOYED), status_of(survey).isin(["employed", UNEMPLOYED])
        ),
    ),
    mistakes=(
        Mistake(
            "unweighted",
            "This is the unweighted share: every record counts once. Towns have more records than their share of the "
            "population, so use the survey's weights.",
            lambda survey: rate(unweighted(survey)),
            WEIGHTS,
            close=True,
        ),
        Mistake(
            "of adults",
            "This divides the unemployed by everybody aged 15 and over. People outside the labour force do not "
            "belong in "
            "the denominator.",
            lambda survey: unemployed_of(survey, 15),
        ),
        Mistake(
            "of everybody",
            "This divides the unemployed by the whole population, children too. The denominator is the labour force.",
            lambda survey: unemployed_of(survey, 0),
            close=True,
        ),
        Mistake(
            "relaxed",
            "This is the relaxed rate: people who did not look for work are counted. The question asks for the strict "
            "rule.",
            lambda survey: rate(survey, definition="relaxed"),
            THREE_RATES,
        ),
        Mistake(
            "complement",
            "This is the rest, 100 minus the rate: the employed in percent of the labour force. The question asks for "
            "the unemployed.",
            lambda survey: 100 - rate(survey)["estimate"].item(),
        ),
        Mistake(
            "13th ICLS",
            "This is the rate by the 13th ICLS, which counts people who grow food for the family as employed. Use the "
            "rule of lesson 1.1, the 19th ICLS.",
            lambda survey: rate(survey, standard="icls13"),
            THREE_RATES,
            close=True,
        ),
        Mistake(
            "young",
            "This is the rate of young people of 15 to 24. The question asks about all people aged 15 and over.",
            lambda survey: rate(aged(survey, 15, 24)),
        ),
        Mistake(
            "employment ratio",
            "This is the employment ratio: the employed in percent of all people aged 15 and over. The question asks "
            "for "
            "the unemployed.",
            lk.labour.employment_ratio,
        ),
        Mistake(
            "participation",
            "This is the participation rate: how many people are in the labour force. The question asks how many of "
            "these "
            "are unemployed.",
            lk.labour.participation_rate,
        ),
        Mistake(
            "of the employed",
            "This divides the unemployed by the employed only. The labour force holds both, so the unemployed stand "
            "below the line too.",
            of_the_employed,
            close=True,
        ),
        Mistake("women", ONE_GROUP, lambda survey: rate(within(survey, "sex", "female")), close=True),
        Mistake("men", ONE_GROUP, lambda survey: rate(within(survey, "sex", "male")), close=True),
        Mistake("towns", ONE_GROUP, lambda survey: rate(within(survey, "area", "urban")), close=True),
        Mistake("villages", ONE_GROUP, lambda survey: rate(within(survey, "area", "rural")), close=True),
        Mistake("Kep", ONE_GROUP, lambda survey: rate(within(survey, "province", "Kep")), close=True),
        Mistake("working age", ONE_GROUP, lambda survey: rate(aged(survey, 15, 64)), close=True),
        Mistake("mean by area", MEAN, lambda survey: mean_of(survey, "area"), close=True),
        Mistake("mean of provinces", MEAN, lambda survey: mean_of(survey, "province"), close=True),
        Mistake("lower end", AN_END, one_cell("ci_low"), close=True),
        Mistake("upper end", AN_END, one_cell("ci_high"), close=True),
        Mistake(
            "standard error",
            "This is the standard error: how unsure the estimate is. The question asks for the estimate itself.",
            one_cell("se"),
            close=True,
        ),
        Mistake(
            "cv",
            "This is the cv: the standard error divided by the estimate. The question asks for the estimate itself.",
            one_cell("cv"),
            close=True,
        ),
        Mistake(
            "records",
            "This is the number of records behind the rate. The question asks for the rate, in percent.",
            one_cell("n"),
        ),
        Mistake("people", PEOPLE_NOT_PERCENT, out_of_work),
        Mistake(
            "NEET",
            "This is the NEET rate: young people without job and school. The question asks for the unemployed.",
            lk.labour.neet_rate,
        ),
        Mistake(
            "underemployed",
            "This is about people who have work and want more hours. The question asks for those who have no work.",
            lambda survey: lk.labour.underemployment_rate(survey, hours_threshold=40),
            LEFT_OVER,
            close=True,
        ),
        Mistake("LU2", MORE_THAN_UNEMPLOYED, left_over("LU2"), LEFT_OVER, close=True),
        Mistake("LU3", MORE_THAN_UNEMPLOYED, left_over("LU3"), LEFT_OVER, close=True),
        Mistake("LU4", MORE_THAN_UNEMPLOYED, left_over("LU4"), LEFT_OVER, close=True),
        Mistake("survey of 2012", OF_2012, lambda survey: in_2012(rate), close=True),
        Mistake("published, 2019", COPIED, lambda survey: published("lfs2019-unemployment"), copied=True),
        Mistake("published, 2012", COPIED, lambda survey: published("lfs2012-unemployment-total"), copied=True),
        Mistake(
            "published, press",
            "This is the figure of the press, 100 minus a published rate. The question asks for the unemployed, in the "
            "survey lfs.",
            99.3,
            copied=True,
        ),
    ),
)
