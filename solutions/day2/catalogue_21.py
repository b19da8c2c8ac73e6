"""Questions 1 to 4 of day 2, on lesson 2.1: informal jobs and the informal sector."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import COPIED, HOW_MANY, MATRIX, everybody, in_polars, published, with_job

rate = lk.informality.informal_employment_rate


# Question 1: six workers, by hand.

WORKERS = {
    "Sokha": "informal",
    "Dara": "informal",
    "Bopha": "informal",
    "Vanna": "formal",
    "Sophea": "formal",
    "Chanthou": "formal",
}

Q1 = Question(
    "q1",
    3,
    "choice",
    expected=WORKERS,
    words=("formal", "informal"),
    hint="Go down the decision tree of lesson 2.1 once for each worker.",
    more_hints=(
        "Begin with the status: family worker, employee, or on one's own account? Each has a way of its own through "
        "the tree.",
        "For an employee the question on social security comes first. Leave is looked at only where it was not "
        "answered.",
    ),
    reread="2.1 The second tree: is the job informal?",
    alternatives=(
        {name: word.upper() for name, word in WORKERS.items()},
        {name: f" {word}. " for name, word in WORKERS.items()},
    ),
    mistakes=(
        Mistake(
            "family worker",
            "Somebody is a contributing family worker. That branch of the tree of jobs decides at once, before the "
            "business is looked at.",
            {"Sokha": "formal"},
        ),
        Mistake(
            "formal sector",
            "A registered factory is in the formal sector. That says something about the factory, not about the job: "
            "an employee's job follows social security.",
            {"Dara": "formal"},
        ),
        Mistake(
            "don't know",
            'Somebody answered "don\'t know" about social security. That counts as "no". Paid leave helps only when '
            "the question was not answered at all.",
            {"Bopha": "formal"},
        ),
        Mistake(
            "not answered",
            "For somebody the question about social security was not answered. Then paid annual leave and paid sick "
            "leave decide, both together.",
            {"Vanna": "informal"},
        ),
        Mistake(
            "own account",
            "Somebody works on her own account. Which branch decides about her job, and what does it ask first?",
            {"Sophea": "informal"},
        ),
        Mistake(
            "domestic worker",
            "A domestic worker is an employee. Use the branch for employees; the kind of employer is not asked there.",
            {"Chanthou": "informal"},
        ),
    ),
)


# Question 2: the rate.


def dont_know_as_formal(survey):
    """Return the rate with "don't know" about social security taken for "yes"."""
    people = lk.informality.employed_people(survey)
    answer = people.frame["social_security"]
    return rate(people.assign(social_security=answer.mask(answer.eq("don't know"), "yes")))


def family_workers_as_formal(survey):
    """Return the rate with contributing family workers taken for formal."""
    people = with_job(survey)
    helper = people.frame["status"].eq("contributing family worker")
    return people.assign(informal=people.frame["informal"] & ~helper).share("informal")


def mean_of_rates(survey, by="sex"):
    """Return the mean of the rates of groups, as if all groups were of one size."""
    return rate(survey, by=by)["estimate"].mean()


def by_hand(survey):
    """Return the rate as in a spreadsheet: a sum of weights over a sum of weights."""
    people = with_job(survey).frame
    return 100 * people.loc[people["informal"], "weight"].sum() / people["weight"].sum()


Q2 = Question(
    "q2",
    2,
    "number",
    expected=rate,
    hint="The question is about informal jobs, in percent of all employed people aged 15 and over, with weights.",
    more_hints=(
        "Read the names of the functions in lk.informality: which one is a rate of employment?",
        "The function takes the survey itself, lfs, between its brackets. It chooses the employed people on its own.",
    ),
    reread=HOW_MANY,
    alternatives=(
        lambda survey: rate(survey)["estimate"],
        lambda survey: round(float(rate(survey)["estimate"].iloc[0]), 1),
        lambda survey: in_polars(rate(survey)),
        by_hand,
        lambda survey: with_job(survey).mean("informal")["estimate"] * 100,
    ),
    mistakes=(
        Mistake(
            "unweighted",
            "This is the unweighted share: every record counts once. Towns and small provinces have more records than "
            "their share of the population, so use the survey's weights.",
            lambda survey: rate(unweighted(survey)),
        ),
        Mistake(
            "everybody",
            "This is the share of everybody aged 15 and over. The question asks for the share of the employed: people "
            "without a job have no formal job and no informal job.",
            lambda survey: everybody(survey).share("informal"),
        ),
        Mistake(
            "children",
            "This is the share of the whole population, children too. The question asks for the share of the employed "
            "people aged 15 and over.",
            lambda survey: everybody(survey, 0).share("informal"),
        ),
        Mistake(
            "sector",
            "This is the share of people who work in the informal sector: it looks at the unit. The question asks for "
            "informal jobs, which exist outside the informal sector too.",
            lk.informality.informal_sector_share,
            MATRIX,
        ),
        Mistake(
            "formal",
            "This is the share of formal jobs: the other side of what is asked.",
            lambda survey: 100 - rate(survey)["estimate"],
        ),
        Mistake(
            "don't know",
            'Here "don\'t know" about social security counts as a formal job. The rule counts it as "no".',
            dont_know_as_formal,
            "2.1 The second tree: is the job informal?",
            close=True,
        ),
        Mistake(
            "family workers",
            "Here contributing family workers count as formal. By the 17th ICLS they always have an informal job.",
            family_workers_as_formal,
            "2.1 The second tree: is the job informal?",
        ),
        Mistake(
            "employees",
            "This is the rate of employees alone. The question asks about all employed people, also those who work for "
            "themselves and those who help in the family.",
            lambda survey: rate(survey.filter(survey.frame["status"].eq("employee"))),
        ),
        Mistake(
            "newer standard",
            "This is the rate by the 21st ICLS. The lesson's rule, and the question's, is the one of the 17th ICLS.",
            lambda survey: rate(survey, standard="icls21"),
            "2.1 The second tree: is the job informal?",
        ),
        Mistake(
            "mean of two rates",
            "This is the mean of women's rate and men's rate, as if there were as many of the one as of the other "
            "among the employed. Estimate the rate of all of them.",
            mean_of_rates,
            close=True,
        ),
        Mistake(
            "mean of two areas",
            "This is the mean of the rates of towns and of villages, as if as many people worked in the one as in the "
            "other. Estimate the rate of all of them.",
            lambda survey: mean_of_rates(survey, "area"),
            close=True,
        ),
        *(
            Mistake(
                name,
                f"This is the rate of {name} alone. The question asks about all employed people.",
                lambda survey, column=column, value=value: rate(survey.filter(survey.frame[column].eq(value))),
                close=True,
            )
            for name, column, value in (
                ("towns", "area", "urban"),
                ("villages", "area", "rural"),
                ("women", "sex", "female"),
                ("men", "sex", "male"),
            )
        ),
        Mistake(
            "standard error",
            "This is the standard error: it says how sure the rate is. The question asks for the rate itself.",
            lambda survey: rate(survey)["se"].item(),
        ),
        *(
            Mistake(
                f"{end} end",
                f"This is the {end} end of the interval. The question asks for the estimate.",
                lambda survey, end=end: rate(survey)["ci_low" if end == "lower" else "ci_high"].item(),
                close=True,
            )
            for end in ("lower", "upper")
        ),
        Mistake(
            "unemployment",
            "This is the rate of unemployment: about people without a job. The question asks about the jobs of the "
            "employed.",
            lk.labour.unemployment_rate,
        ),
        *(
            Mistake(f"published, {name}", COPIED, published(figure), copied=True)
            for name, figure in (
                ("the report", "lfs2019-informal-report"),
                ("ILOSTAT", "lfs2019-informal-total"),
                ("2012", "lfs2012-informal-total"),
            )
        ),
    ),
)


# Question 3: women and men.


def population_shares_by_sex(survey):
    """Return informal jobs in percent of all women and all men."""
    return everybody(survey).share("informal", by="sex")


def women_and_men_among_informal(survey):
    """Return how informal jobs divide over women and men."""
    people = with_job(survey)
    return people.filter(people.frame["informal"]).share("sex")


def formal_by_sex(survey):
    """Return the shares of formal jobs."""
    table = rate(survey, by="sex")
    return table.assign(estimate=100 - table["estimate"])


Q3 = Question(
    "q3",
    3,
    "table",
    expected=lambda survey: rate(survey, by="sex"),
    by=("sex",),
    hint="For each sex: informal jobs in percent of the employed people of this sex, with weights.",
    more_hints=(
        "It is the function of question 2, with groups.",
        "Groups are made by a second argument between the brackets, by= and the name of the column in quotation marks.",
    ),
    reread=HOW_MANY,
    alternatives=(
        lambda survey: with_job(survey).share("informal", by="sex"),
        lambda survey: in_polars(rate(survey, by="sex")),
        lambda survey: rate(survey, by="sex").set_index("sex")["estimate"].round(1),
        lambda survey: {
            sex: float(rate(survey.filter(survey.frame["sex"] == sex))["estimate"].iloc[0])
            for sex in ("female", "male")
        },
    ),
    mistakes=(
        Mistake(
            "unweighted",
            "These are unweighted shares: every record counts once. Use the survey's weights.",
            lambda survey: rate(unweighted(survey), by="sex"),
        ),
        Mistake(
            "everybody",
            "These are shares of all women and all men aged 15 and over. The question asks for shares of the employed.",
            population_shares_by_sex,
        ),
        Mistake(
            "children",
            "These are shares of all girls and women, and of all boys and men, children too. The question asks for "
            "shares of the employed people aged 15 and over.",
            lambda survey: everybody(survey, 0).share("informal", by="sex"),
        ),
        Mistake(
            "distribution",
            "This is how the informal jobs divide over women and men: together they make 100. The question asks for "
            "two rates: of the women who work, how many percent; and the same for men.",
            women_and_men_among_informal,
        ),
        Mistake(
            "sector",
            "These are shares of the informal sector. The question asks for informal jobs.",
            lambda survey: lk.informality.informal_sector_share(survey, by="sex"),
            MATRIX,
        ),
        Mistake(
            "formal",
            "These are shares of formal jobs: the other side of what is asked.",
            formal_by_sex,
        ),
        Mistake(
            "newer standard",
            "These are rates by the 21st ICLS. The lesson's rule, and the question's, is the one of the 17th ICLS.",
            lambda survey: rate(survey, by="sex", standard="icls21"),
            "2.1 The second tree: is the job informal?",
        ),
        Mistake(
            "employees",
            "These are rates of employees alone. The question asks about all women and all men who work.",
            lambda survey: rate(survey.filter(survey.frame["status"].eq("employee")), by="sex"),
        ),
        *(
            Mistake(
                f"{end} ends",
                f"These are the {end} ends of the intervals. The question asks for the estimates.",
                lambda survey, end=end: rate(survey, by="sex").set_index("sex")[
                    "ci_low" if end == "lower" else "ci_high"
                ],
                close=True,
            )
            for end in ("lower", "upper")
        ),
        *(
            Mistake(
                f"published, {year}",
                COPIED,
                {sex: published(f"lfs{year}-informal-{sex}") for sex in ("female", "male")},
                copied=True,
            )
            for year in (2019, 2012)
        ),
    ),
)
