"""What is right in the exercise of day 2, and which mistakes it knows by name."""

import labkit as lk
from labkit.checks import Catalogue, Mistake, Question


def with_job(survey):
    """Return the employed people, with a column that says whether the job is informal."""
    people = lk.informality.employed_people(survey)
    return people.assign(informal=lk.informality.job_formality(people.frame).eq("informal"))


def unweighted(survey):
    """Return the same records, each counting once, as if everybody had been drawn by lot."""
    return lk.Survey(survey.frame.reset_index(drop=True))


def weighted_only(survey):
    """Return the records with their weights, but without strata and clusters."""
    return lk.Survey(survey.frame.reset_index(drop=True), weight="weight")


def everybody(survey):
    """Return all people from 15 on; those without a job have no informal job."""
    adults = survey.filter(survey.frame["age"] >= 15)
    job = lk.informality.job_formality(adults.frame)
    return adults.assign(informal=job.eq("informal").fillna(False).astype(bool))


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
    mistakes=(
        Mistake(
            "family worker",
            "Somebody is a contributing family worker. That rule comes first on the ladder of jobs, before the "
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
            "Somebody works on her own account. Which ladder decides about her job, and what does it ask first?",
            {"Sophea": "informal"},
        ),
        Mistake(
            "domestic worker",
            "A domestic worker is an employee. Use the ladder for employees; the kind of employer is not asked there.",
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


Q2 = Question(
    "q2",
    2,
    "number",
    expected=rate,
    hint="The question is about informal jobs, in percent of all employed people aged 15 and over, with weights.",
    alternatives=(
        lambda survey: rate(survey)["estimate"],
        lambda survey: round(float(rate(survey)["estimate"].iloc[0]), 1),
        lambda survey: with_job(survey).share("informal"),
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
            "sector",
            "This is the share of people who work in the informal sector: it looks at the unit. The question asks for "
            "informal jobs, which exist outside the informal sector too.",
            lk.informality.informal_sector_share,
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
        ),
        Mistake(
            "family workers",
            "Here contributing family workers count as formal. By the 17th ICLS they always have an informal job.",
            family_workers_as_formal,
        ),
        Mistake(
            "employees",
            "This is the rate of employees alone. The question asks about all employed people, also those who work for "
            "themselves and those who help in the family.",
            lambda survey: rate(survey.filter(survey.frame["status"].eq("employee"))),
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
    alternatives=(
        lambda survey: with_job(survey).share("informal", by="sex"),
        lambda survey: rate(survey, by="sex").set_index("sex")["estimate"],
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
            "distribution",
            "This is how the informal jobs divide over women and men: together they make 100. The question asks for "
            "two rates: of the women who work, how many percent; and the same for men.",
            women_and_men_among_informal,
        ),
        Mistake(
            "sector",
            "These are shares of the informal sector. The question asks for informal jobs.",
            lambda survey: lk.informality.informal_sector_share(survey, by="sex"),
        ),
        Mistake(
            "formal",
            "These are shares of formal jobs: the other side of what is asked.",
            formal_by_sex,
        ),
    ),
)


# Question 4: the standard error in one group.


def urban_youth(survey):
    """Return the people that question 4 is about."""
    return survey.filter((survey.frame["area"] == "urban") & (survey.frame["age"].between(15, 24)))


def standard_error(survey):
    """Return the standard error of the rate, as a column of one row."""
    return rate(survey)["se"]


Q4 = Question(
    "q4",
    2,
    "number",
    expected=lambda survey: standard_error(urban_youth(survey)),
    digits=2,
    unit="percentage points",
    column=None,
    hint="Choose the group with lfs.filter, then take the column se of its rate.",
    alternatives=(
        lambda survey: round(float(standard_error(urban_youth(survey)).iloc[0]), 2),
        lambda survey: urban_youth(with_job(survey)).share("informal")["se"],
        lambda survey: rate(survey.filter(survey.frame["age"] < 25), by="area").set_index("area").loc["urban", "se"],
    ),
    mistakes=(
        Mistake(
            "simple random sample",
            "This standard error takes the people for a simple random sample: it forgets strata and clusters. "
            "Neighbours resemble one another. Choose the group from lfs, which knows its design.",
            lambda survey: standard_error(urban_youth(weighted_only(survey))),
        ),
        Mistake(
            "unweighted",
            "This is the standard error of an unweighted share. Choose the group from lfs, which knows its weights, "
            "strata and clusters.",
            lambda survey: standard_error(urban_youth(unweighted(survey))),
        ),
        Mistake(
            "variance",
            "This is the variance. The standard error is its square root, and the table has it in the column se.",
            lambda survey: standard_error(urban_youth(survey)) ** 2,
        ),
        Mistake(
            "whole country",
            "This is the standard error for the whole country. The question asks about one group of people.",
            standard_error,
        ),
        Mistake(
            "margin",
            "This is the margin of error, half of the interval's width. The standard error is about half of that.",
            lambda survey: rate(urban_youth(survey)).eval("(ci_high - ci_low) / 2"),
        ),
        Mistake(
            "estimate",
            "This is the rate itself. The question asks how uncertain it is.",
            lambda survey: rate(urban_youth(survey))["estimate"],
        ),
        Mistake(
            "all urban",
            "This is the standard error for urban people of every age. The question asks about those aged 15 to 24.",
            lambda survey: standard_error(survey.filter(survey.frame["area"] == "urban")),
        ),
        Mistake(
            "all young",
            "This is the standard error for young people in town and country. The question asks about urban areas.",
            lambda survey: standard_error(survey.filter(survey.frame["age"].between(15, 24))),
        ),
    ),
)


# Question 5: informal jobs in the formal sector.


def cell(survey, sector, job):
    """Return one row of the matrix."""
    matrix = lk.informality.sector_job_matrix(survey)
    return matrix[(matrix["sector"] == sector) & (matrix["job"] == job)]


def percent(survey, sector, job):
    """Return one cell of the matrix in percent of all employed people."""
    return float(cell(survey, sector, job)["estimate"].sum())


def percent_of_informal_jobs(survey):
    """Return the cell of question 5 in percent of informal jobs."""
    matrix = lk.informality.sector_job_matrix(survey)
    return 100 * percent(survey, "formal", "informal") / matrix.loc[matrix["job"] == "informal", "estimate"].sum()


def percent_of_formal_sector(survey):
    """Return the cell of question 5 in percent of the formal sector."""
    matrix = lk.informality.sector_job_matrix(survey)
    return 100 * percent(survey, "formal", "informal") / matrix.loc[matrix["sector"] == "formal", "estimate"].sum()


Q5 = Question(
    "q5",
    2,
    "number",
    expected=lambda survey: percent(survey, "formal", "informal"),
    hint="Find the row of the matrix with sector formal and job informal.",
    alternatives=(
        lambda survey: cell(survey, "formal", "informal"),
        lambda survey: cell(survey, "formal", "informal")["estimate"],
        lambda survey: round(percent(survey, "formal", "informal"), 1),
    ),
    mistakes=(
        Mistake(
            "of informal jobs",
            "This is in percent of all informal jobs. The question asks for percent of all employed people.",
            percent_of_informal_jobs,
        ),
        Mistake(
            "of formal sector",
            "This is in percent of the people who work in the formal sector. The question asks for percent of all "
            "employed people.",
            percent_of_formal_sector,
        ),
        Mistake(
            "turned round",
            "These are formal jobs in informal units: sector and job have changed places.",
            lambda survey: percent(survey, "informal", "formal"),
        ),
        Mistake(
            "both informal",
            "These are informal jobs in informal units. The question asks about informal jobs in the formal sector.",
            lambda survey: percent(survey, "informal", "informal"),
        ),
        Mistake(
            "both formal",
            "These are formal jobs in the formal sector. The question asks about the informal jobs there.",
            lambda survey: percent(survey, "formal", "formal"),
        ),
        Mistake(
            "unweighted",
            "This is an unweighted share: every record counts once. Use the survey's weights.",
            lambda survey: percent(unweighted(survey), "formal", "informal"),
        ),
    ),
)


# Question 6: reading an interval and a flag.

Q6 = Question(
    "q6",
    1,
    "choice",
    expected="C",
    words=("A", "B", "C", "D"),
    hint="Read the columns one by one: estimate, interval, n, flag.",
    mistakes=(
        Mistake(
            "about workers",
            "The interval is about the rate of the whole group, how well the survey knows it. It is not about a part "
            "of the workers.",
            "A",
        ),
        Mistake(
            "flag U",
            "Look at the flag again: which one says that a figure is unreliable, and which one that it must not be "
            "shown?",
            "B",
        ),
        Mistake(
            "point only",
            "This compares two estimates as if both were exact. Look at the interval: which rates does it still allow?",
            "D",
        ),
    ),
)

Q7 = Question("q7", 4, "written")

CATALOGUE = Catalogue("day2", (Q1, Q2, Q3, Q4, Q5, Q6, Q7))
