"""Questions 4 and 5 of day 5, on lesson 5.2: a change, and a province and the rest."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted, weights_only

from .catalogue_common import ENDS, PROVINCE, TWO_YEARS, in_polars

rate = lk.informality.informal_employment_rate
density = lk.dialogue.union_density
change = lk.compare.change


# Question 4: two years.


def levels(earlier, later):
    """Return both rates, the earlier one first."""
    return rate(earlier).iloc[0], rate(later).iloc[0]


def as_in_excel(earlier, later):
    """Return the change with the standard errors of both rates put together."""
    before, after = levels(earlier, later)
    estimate = after["estimate"] - before["estimate"]
    half = 1.96 * (before["se"] ** 2 + after["se"] ** 2) ** 0.5
    return [estimate, estimate - half, estimate + half]


def ends_subtracted(earlier, later):
    """Return the change with an interval made of the farthest ends of two intervals."""
    before, after = levels(earlier, later)
    ends = {"ci_low": after["ci_low"] - before["ci_high"], "ci_high": after["ci_high"] - before["ci_low"]}
    return {"estimate": after["estimate"] - before["estimate"], **ends}


def same_ends_subtracted(earlier, later):
    """Return the change with the lower end minus the lower end, and the upper minus the upper."""
    before, after = levels(earlier, later)
    return {name: after[name] - before[name] for name in ENDS}


def percent_of_the_old(earlier, later):
    """Return the change in percent of the earlier rate."""
    return 100 * change(rate, earlier, later)[ENDS].iloc[0] / levels(earlier, later)[0]["estimate"]


Q4 = Question(
    "q4",
    4,
    "row",
    expected=lambda earlier, later: change(rate, earlier, later),
    columns=tuple(ENDS),
    unit="percentage points",
    data=("lfs2012", "lfs"),
    hint="A change is later minus earlier, in percentage points, with an interval of its own.",
    more_hints=(
        "The lesson's function stands in lk.compare. It takes three things: which figure, the survey before, the "
        "survey after.",
        "The figure is given by the name of its function, without brackets behind it. Then come the two surveys, in "
        "the order of time.",
    ),
    reread=TWO_YEARS,
    alternatives=(
        lambda earlier, later: change(rate, earlier, later)[ENDS].round(1),
        lambda earlier, later: change(rate, earlier, later)[ENDS].iloc[0].to_dict(),
        lambda earlier, later: in_polars(change(rate, earlier, later), ENDS),
        as_in_excel,
    ),
    mistakes=(
        Mistake(
            "earlier minus later",
            "The direction is turned round: this is earlier minus later. A change begins with the earlier survey.",
            lambda earlier, later: change(rate, later, earlier),
        ),
        Mistake(
            "ends subtracted",
            "The change is right, but its interval is too wide: the far ends of two intervals were put together, or "
            "two errors added up. It is rare that chance moves both rates far, one up and one down. Estimate the "
            "change itself.",
            ends_subtracted,
        ),
        Mistake(
            "same ends subtracted",
            "The change is right, but lower end minus lower end, and upper minus upper, is no interval. The errors of "
            "two samples do not vanish. Estimate the change itself.",
            same_ends_subtracted,
        ),
        Mistake(
            "percent of the old rate",
            "This is in percent of the old rate. The question asks for percentage points: one rate minus the other.",
            percent_of_the_old,
        ),
        Mistake(
            "level after",
            "This is a level, the rate of the later survey with its interval. The question asks how far the rate "
            "moved.",
            lambda earlier, later: rate(later),
        ),
        Mistake(
            "level before",
            "This is a level, the rate of the earlier survey with its interval. The question asks how far the rate "
            "moved.",
            lambda earlier, later: rate(earlier),
        ),
        Mistake(
            "unweighted",
            "This is the change between unweighted shares. Both surveys know their weights: use the surveys as they "
            "come.",
            lambda earlier, later: change(rate, unweighted(earlier), unweighted(later)),
        ),
        Mistake(
            "sector",
            "This is about the informal sector: it looks at the unit. The question is about informal jobs.",
            lambda earlier, later: change(lk.informality.informal_sector_share, earlier, later),
            "2.1 Where the two ideas part: the matrix",
        ),
        Mistake(
            "no sign",
            "The sign is missing: did the rate rise or fall? A change is later minus earlier.",
            lambda earlier, later: change(rate, earlier, later)[ENDS].abs(),
        ),
        Mistake(
            "unemployment",
            "This is about unemployment. The question is about informal jobs.",
            lambda earlier, later: change(lk.labour.unemployment_rate, earlier, later),
            close=True,
        ),
        Mistake(
            "young people",
            "This is about young people in NEET, the other figure of the lesson. The question is about informal jobs.",
            lambda earlier, later: change(lk.labour.neet_rate, earlier, later),
            close=True,
        ),
        Mistake(
            "women",
            "Only women are counted in both surveys. The question is about everybody with a job.",
            lambda earlier, later: change(
                rate, *(each.filter(each.frame["sex"].eq("female")) for each in (earlier, later))
            ),
            close=True,
        ),
    ),
)


# Question 5: Phnom Penh and the rest.


def marked(survey, province="Phnom Penh"):
    """Return the survey with a column that is true in the province."""
    return survey.assign(here=survey.frame["province"].eq(province))


def apart(survey, estimator=density, province="Phnom Penh"):
    """Return a figure of the province minus that of the rest."""
    return marked(survey, province).difference(estimator, between="here", minus="rest")[ENDS]


def turned(survey):
    """Return the rest minus the province."""
    row = apart(survey).iloc[0]
    return {"estimate": -row["estimate"], "ci_low": -row["ci_high"], "ci_high": -row["ci_low"]}


def two_densities(survey):
    """Return density in the province and in the rest."""
    people = marked(survey)
    here = people.frame["here"]
    return density(people.filter(here)).iloc[0], density(people.filter(~here)).iloc[0]


def minus_country(survey):
    """Return the province minus the whole country, of which it is a part."""
    here, country = two_densities(survey)[0], density(survey).iloc[0]
    estimate = here["estimate"] - country["estimate"]
    half = 1.96 * (here["se"] ** 2 + country["se"] ** 2) ** 0.5
    return [estimate, estimate - half, estimate + half]


def ends_of_province(survey):
    """Return the difference with an interval made of the farthest ends of two intervals."""
    here, rest = two_densities(survey)
    ends = {"ci_low": here["ci_low"] - rest["ci_high"], "ci_high": here["ci_high"] - rest["ci_low"]}
    return {"estimate": here["estimate"] - rest["estimate"], **ends}


def two_figures(survey):
    """Return the difference with the standard errors of two densities put together."""
    here, rest = two_densities(survey)
    estimate = here["estimate"] - rest["estimate"]
    half = 1.96 * (here["se"] ** 2 + rest["se"] ** 2) ** 0.5
    return [estimate, estimate - half, estimate + half]


Q5 = Question(
    "q5",
    3,
    "row",
    expected=lambda survey: marked(survey).difference(density, between="here", minus="rest"),
    columns=tuple(ENDS),
    unit="percentage points",
    hint="The question is about the difference itself, Phnom Penh minus the rest, with its own interval.",
    more_hints=(
        "The lesson did the same for Kampong Speu, with a column that says who is here.",
        "The survey has a function for differences. It takes the name of an indicator, then between= which column, and "
        "minus= whom.",
    ),
    reread=PROVINCE,
    alternatives=(
        lambda survey: apart(survey).round(1),
        lambda survey: apart(survey).iloc[0].tolist(),
        lambda survey: marked(survey).difference(density, between="here", minus=False),
        two_figures,
    ),
    mistakes=(
        Mistake(
            "minus the country",
            "This is Phnom Penh minus the whole country, of which it is a part. It is compared with itself in part, "
            "and so the difference comes out too small.",
            minus_country,
        ),
        Mistake(
            "sign",
            "The direction is turned round: this is the rest minus Phnom Penh.",
            turned,
        ),
        Mistake(
            "level",
            "This is the density of Phnom Penh itself, a level. The question asks how far it stands from the rest.",
            lambda survey: two_densities(survey)[0],
        ),
        Mistake(
            "level of the rest",
            "This is the density of the rest, a level. The question asks how far Phnom Penh stands from it.",
            lambda survey: two_densities(survey)[1],
        ),
        Mistake(
            "simple random sample",
            "The difference is right, but its interval takes the people for a simple random sample: it forgets strata "
            "and clusters. Colleagues and neighbours resemble one another.",
            lambda survey: apart(weights_only(survey)),
            "2.2 Weights and clusters: do not forget them",
        ),
        Mistake(
            "unweighted",
            "This is a difference of unweighted shares: every record counts once. Use lfs, which knows its weights.",
            lambda survey: apart(unweighted(survey)),
        ),
        Mistake(
            "ends subtracted",
            "The difference is right, but this interval is made of the far ends of two intervals. It is too wide. "
            "Estimate the difference itself.",
            ends_of_province,
        ),
        Mistake(
            "another province",
            "This is the province of the lesson. The question is about Phnom Penh.",
            lambda survey: apart(survey, province="Kampong Speu"),
        ),
        Mistake(
            "agreement",
            "This is about agreements. The question is about members.",
            lambda survey: apart(survey, lk.dialogue.bargaining_coverage),
            "5.1 Members are not coverage",
        ),
        Mistake(
            "informal",
            "This is about informal jobs, the figure in the example above the cell. The question is about union "
            "members.",
            lambda survey: apart(survey, rate),
        ),
        Mistake(
            "by sex",
            "This is the difference between women and men, as in the example above the cell. The question is about "
            "Phnom Penh and the rest.",
            lambda survey: survey.difference(density, between="sex", minus="male")[ENDS],
        ),
        Mistake(
            "percent",
            "This is the difference in percent of the density of the rest. The question asks for percentage points: "
            "one share minus the other.",
            lambda survey: 100 * apart(survey).iloc[0] / two_densities(survey)[1]["estimate"],
        ),
        Mistake(
            "young people",
            "This is about young people in NEET. The question is about union members.",
            lambda survey: apart(survey, lk.labour.neet_rate),
            close=True,
        ),
        Mistake(
            "level of the country",
            "This is the density of the country, a level. The question asks how far Phnom Penh stands from the rest.",
            density,
            close=True,
        ),
    ),
)
