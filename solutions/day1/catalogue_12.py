"""Questions 4, 5 and 8 of day 1, on lesson 1.2: intervals, a difference, and what may be published."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted, weights_only

from .catalogue_common import (
    DIFFERENCE,
    ENDS,
    NEIGHBOURS,
    OF_2012,
    ONE_GROUP,
    OTHER_LEVEL,
    PEOPLE_NOT_PERCENT,
    PUBLISHED,
    THREE_RATES,
    WEIGHTS,
    in_polars,
    within,
)

rate = lk.labour.unemployment_rate


# Question 4: agriculture's share with its interval.


def working(survey):
    """Return the employed people whose industry is known, with a column that says whether it is agriculture."""
    people = lk.informality.employed_people(survey)
    people = people.filter(people.frame["industry"].notna())
    return people.assign(agriculture=lk.labour.broad_industry(people.frame) == "agriculture")


def agriculture(survey):
    """Return agriculture's share of the employed, with the ends of its interval."""
    return working(survey).share("agriculture")[ENDS]


OTHER_BRANCH = "This is the share of another branch. The question asks for agriculture."


OF_ALL_PEOPLE = "This is in percent of all people. The question asks for percent of the people with work."


def in_agriculture_of_all(survey):
    """Return the share of all people, with work or without, who work in agriculture."""
    chosen = lk.labour.broad_industry(survey.frame).eq("agriculture").fillna(False)
    return survey.assign(chosen=chosen).share("chosen")[ENDS]


def branch(survey, name):
    """Return the share of a branch of industry among the employed."""
    people = working(survey)
    return people.assign(chosen=lk.labour.broad_industry(people.frame) == name).share("chosen")[ENDS]


def one_standard_error(survey):
    """Return the share with ends that are one standard error away."""
    row = working(survey).share("agriculture").iloc[0]
    return [row["estimate"], row["estimate"] - row["se"], row["estimate"] + row["se"]]


def one_by_one(survey):
    """Return the share with the interval that a formula for people drawn one by one gives."""
    share = working(survey).share("agriculture")["estimate"].item()
    half = 1.96 * (share * (100 - share) / len(working(survey).frame)) ** 0.5
    return [share, share - half, share + half]


def of_all_adults(survey):
    """Return those who work in agriculture in percent of everybody aged 15 and over."""
    farms = lk.labour.labour_force_status(survey.frame).astype(object).eq("employed")
    farms &= lk.labour.broad_industry(survey.frame).astype(object).eq("agriculture").fillna(value=False)
    return survey.assign(farms=farms.astype(bool)).filter(survey.frame["age"].ge(15)).share("farms")[ENDS]


def with_plain_interval(survey):
    """Return the share with 1.96 standard errors on each side, as a spreadsheet gives it."""
    row = working(survey).share("agriculture").iloc[0]
    return [row["estimate"], row["estimate"] - 1.96 * row["se"], row["estimate"] + 1.96 * row["se"]]


Q4 = Question(
    "q4",
    3,
    "row",
    expected=agriculture,
    columns=tuple(ENDS),
    hint=(
        "The question is about the people with work, prepared as works: a share, with an interval that knows "
        "the villages."
    ),
    more_hints=(
        "works knows its weights, strata and PSUs. A function of works that gives a share uses them all.",
        "Lesson 1.2 filled in one word: the column. The table that comes back holds all three numbers.",
    ),
    reread=NEIGHBOURS,
    alternatives=(
        lambda survey: working(survey).share("agriculture"),
        lambda survey: working(survey).share("agriculture")[ENDS].round(1),
        lambda survey: working(survey).share("agriculture").iloc[0][ENDS].tolist(),
        lambda survey: in_polars(working(survey).share("agriculture")[ENDS]),
        with_plain_interval,
    ),
    mistakes=(
        Mistake(
            "simple random sample",
            "The share is right, but the interval takes all people for drawn one by one. It forgets that neighbours "
            "are "
            "alike. Use works, which knows its villages.",
            lambda survey: weights_only(working(survey)).share("agriculture")[ENDS],
        ),
        Mistake(
            "unweighted",
            "This is the unweighted share: every record counts once. Towns have more records than their share of the "
            "people, and towns have few farms.",
            lambda survey: unweighted(working(survey)).share("agriculture")[ENDS],
            WEIGHTS,
        ),
        Mistake(
            "of adults",
            "This divides by everybody aged 15 and over. The question asks for the share of people with work.",
            of_all_adults,
        ),
        Mistake(
            "one standard error",
            "The share is right, but the ends are too near. Perhaps they are one standard error away, and a 95 percent "
            "interval reaches further. Or they were made by a formula for people drawn one by one, which forgets that "
            "neighbours are alike. The table has its ends in two columns of their own.",
            one_standard_error,
        ),
        Mistake(
            "one by one",
            "The share is right, but this interval is made by a formula for people drawn one by one. It forgets that "
            "neighbours are alike. The table of works has both ends.",
            one_by_one,
            close=True,
        ),
        Mistake("90 percent", OTHER_LEVEL, lambda survey: working(survey).share("agriculture", level=0.9)[ENDS]),
        Mistake("99 percent", OTHER_LEVEL, lambda survey: working(survey).share("agriculture", level=0.99)[ENDS]),
        Mistake("manufacturing", OTHER_BRANCH, lambda survey: branch(survey, "manufacturing"), close=True),
        Mistake("services", OTHER_BRANCH, lambda survey: branch(survey, "market services"), close=True),
        Mistake("public services", OTHER_BRANCH, lambda survey: branch(survey, "non-market services"), close=True),
        Mistake("construction", OTHER_BRANCH, lambda survey: branch(survey, "construction"), close=True),
        Mistake(
            "employees only",
            ONE_GROUP,
            lambda survey: within(working(survey), "status", "employee").share("agriculture")[ENDS],
            close=True,
        ),
        Mistake("all people", OF_ALL_PEOPLE, in_agriculture_of_all),
        Mistake("people", PEOPLE_NOT_PERCENT, lambda survey: working(survey).total()[ENDS]),
        Mistake("women", ONE_GROUP, lambda survey: within(working(survey), "sex", "female").share("agriculture")[ENDS]),
        Mistake("men", ONE_GROUP, lambda survey: within(working(survey), "sex", "male").share("agriculture")[ENDS]),
        Mistake("towns", ONE_GROUP, lambda survey: within(working(survey), "area", "urban").share("agriculture")[ENDS]),
        Mistake(
            "villages", ONE_GROUP, lambda survey: within(working(survey), "area", "rural").share("agriculture")[ENDS]
        ),
        Mistake(
            "complement",
            "This is the share of those who do not work in agriculture.",
            lambda survey: 100 - agriculture(survey)[["estimate", "ci_high", "ci_low"]].to_numpy()[0],
        ),
    ),
)


# Question 5: a difference with its own interval.


def difference(survey, **options):
    """Return towns minus villages in percentage points."""
    return survey.difference(rate, between="area", minus="rural", **options)[ENDS]


def ends_subtracted(survey):
    """Return the difference with an interval made of the farthest ends of the two intervals."""
    rates = rate(survey, by="area").set_index("area")
    towns, villages = rates.loc["urban"], rates.loc["rural"]
    return [
        towns["estimate"] - villages["estimate"],
        towns["ci_low"] - villages["ci_high"],
        towns["ci_high"] - villages["ci_low"],
    ]


def like_ends_subtracted(survey):
    """Return the difference with the lower end minus the lower end, and the upper minus the upper."""
    rates = rate(survey, by="area").set_index("area")[ENDS]
    return (rates.loc["urban"] - rates.loc["rural"]).tolist()


def in_percent(survey):
    """Return the difference in percent of the villages' rate."""
    villages = rate(survey, by="area").set_index("area").loc["rural", "estimate"]
    return (100 * difference(survey) / villages).iloc[0].tolist()


def as_in_excel(survey):
    """Return the difference with the standard errors of the two rates put together: towns and villages are strata."""
    rates = rate(survey, by="area").set_index("area")
    estimate = rates.loc["urban", "estimate"] - rates.loc["rural", "estimate"]
    half = 1.962 * (rates["se"] ** 2).sum() ** 0.5
    return [estimate, estimate - half, estimate + half]


def with_one_error(survey):
    """Return the difference with ends that are one standard error away."""
    row = survey.difference(rate, between="area", minus="rural").iloc[0]
    return [row["estimate"], row["estimate"] - row["se"], row["estimate"] + row["se"]]


def ratio(survey):
    """Return the rate of towns divided by that of villages, with ends divided likewise."""
    rates = rate(survey, by="area").set_index("area")[ENDS]
    return (rates.loc["urban"] / rates.loc["rural"]).tolist()


OTHER_RATE = "This is the difference of another rate. The question is about unemployment."

Q5 = Question(
    "q5",
    3,
    "row",
    expected=difference,
    columns=tuple(ENDS),
    digits=2,
    unit="percentage points",
    hint="The question is about the difference itself, towns minus villages, with its own interval.",
    more_hints=(
        "Lesson 1.2 estimated such a difference in one line, with two names between the brackets.",
        "between= is the column that makes the two groups. minus= is the group that is subtracted: read the question "
        "for it.",
    ),
    reread=DIFFERENCE,
    alternatives=(
        lambda survey: survey.difference(rate, between="area", minus="rural"),
        lambda survey: difference(survey).round(2),
        lambda survey: difference(survey).iloc[0].tolist(),
        lambda survey: in_polars(difference(survey)),
        as_in_excel,
    ),
    mistakes=(
        Mistake(
            "sign",
            "The direction is turned round. The question asks for towns minus villages: which group is subtracted?",
            lambda survey: survey.difference(rate, between="area", minus="urban")[ENDS],
        ),
        Mistake(
            "ends subtracted",
            "The difference is right, but this interval is made of the ends of two intervals. It is too wide: both "
            "rates "
            "would have to be at their far ends at once. Estimate the difference itself.",
            ends_subtracted,
        ),
        Mistake(
            "like ends subtracted",
            "The difference is right, but this is lower end minus lower end, and upper minus upper. That is no "
            "interval. "
            "Estimate the difference itself.",
            like_ends_subtracted,
        ),
        Mistake(
            "unweighted",
            "This is a difference of unweighted rates: every record counts once. Use lfs, which knows its weights.",
            lambda survey: difference(unweighted(survey)),
            WEIGHTS,
        ),
        Mistake(
            "percent",
            "This is the difference in percent of the villages' rate. The question asks for percentage points: one "
            "rate "
            "minus the other.",
            in_percent,
        ),
        Mistake(
            "young people only",
            "This is the difference among young people only. The question is about all people aged 15 and over.",
            lambda survey: survey.filter(survey.frame["age"].between(15, 24)).difference(
                rate, between="area", minus="rural"
            )[ENDS],
        ),
        Mistake(
            "by sex",
            "This is the difference between women and men. The question is about towns and villages.",
            lambda survey: survey.difference(rate, between="sex", minus="male")[ENDS],
        ),
        Mistake(
            "by sex, men",
            "This is the difference between men and women. The question is about towns and villages.",
            lambda survey: survey.difference(rate, between="sex", minus="female")[ENDS],
        ),
        Mistake(
            "relaxed",
            "This is the difference of the relaxed rates. The question asks for the strict rule.",
            lambda survey: difference(survey, definition="relaxed"),
            THREE_RATES,
        ),
        Mistake(
            "13th ICLS",
            "These are the rates by the 13th ICLS, which counts people who grow food for the family as employed. Use "
            "the rule of lesson 1.1, the 19th ICLS.",
            lambda survey: difference(survey, standard="icls13"),
            THREE_RATES,
            close=True,
        ),
        Mistake(
            "one standard error",
            "The difference is right, but its ends are one standard error away. A 95 percent interval reaches further: "
            "the table has its ends.",
            with_one_error,
        ),
        Mistake("90 percent", OTHER_LEVEL, lambda survey: difference(survey, level=0.9), close=True),
        Mistake("99 percent", OTHER_LEVEL, lambda survey: difference(survey, level=0.99), close=True),
        Mistake(
            "ratio",
            "This is one rate divided by the other. The question asks for percentage points: one rate minus the other.",
            ratio,
        ),
        Mistake("women", ONE_GROUP, lambda survey: difference(within(survey, "sex", "female")), close=True),
        Mistake("men", ONE_GROUP, lambda survey: difference(within(survey, "sex", "male")), close=True),
        Mistake(
            "participation",
            OTHER_RATE,
            lambda survey: survey.difference(lk.labour.participation_rate, between="area", minus="rural")[ENDS],
        ),
        Mistake(
            "employment ratio",
            OTHER_RATE,
            lambda survey: survey.difference(lk.labour.employment_ratio, between="area", minus="rural")[ENDS],
        ),
        Mistake(
            "NEET",
            OTHER_RATE,
            lambda survey: survey.difference(lk.labour.neet_rate, between="area", minus="rural")[ENDS],
        ),
        Mistake("survey of 2012", OF_2012, lambda survey: difference(lk.load("lfs2012")), close=True),
    ),
)


# Question 8: how many provinces may not be quoted plainly, in percent of all.


def flags(survey):
    """Return the flags of the provinces' unemployment rates."""
    return rate(survey, by="province")["flag"]


def percent_of(survey, *wanted):
    """Return how many percent of the provinces carry one of some flags."""
    return 100 * flags(survey).isin(wanted).mean()


Q8 = Question(
    "q8",
    2,
    "number",
    expected=lambda survey: percent_of(survey, "U", "S"),
    digits=0,
    hint="A province may not be quoted plainly if its rate carries a flag, whichever of the two it is.",
    more_hints=(
        "The flags stand in a column of the table. The cell above shows how often each of them occurs.",
        "There are two flags: one for unreliable, one for do not show. A figure with either is not quoted plainly.",
    ),
    reread=PUBLISHED,
    alternatives=(
        lambda survey: 100 * len(flags(survey)[flags(survey) != ""]) / len(flags(survey)),
        lambda survey: 100 - 100 * flags(survey).value_counts(normalize=True).get("", 0.0),
        lambda survey: round(percent_of(survey, "S") + percent_of(survey, "U")),
    ),
    mistakes=(
        Mistake(
            "people, not cases",
            "None at all? Each province has hundreds of people in its labour force, but few of them are unemployed. "
            "The "
            "cases count: look at the flags.",
            0,
            close=True,
        ),
        Mistake(
            "publishable",
            "This is the rest: the provinces without a flag. The question asks for the others.",
            lambda survey: percent_of(survey, ""),
        ),
        Mistake(
            "all provinces",
            "These are all provinces. Some figures rest on enough cases: they carry no flag.",
            100,
        ),
        Mistake(
            "count",
            "This is the number of provinces with a flag. The question asks for percent of all provinces.",
            lambda survey: int(flags(survey).ne("").sum()),
        ),
        Mistake(
            "count of the rest",
            "This is the number of provinces without a flag. The question asks for the others, in percent of all.",
            lambda survey: int(flags(survey).eq("").sum()),
            close=True,
        ),
        Mistake(
            "number of all",
            "This is the number of all provinces. How many percent of them carry a flag?",
            lambda survey: len(flags(survey)),
            close=True,
        ),
    ),
)
