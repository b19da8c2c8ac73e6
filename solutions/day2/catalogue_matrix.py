"""Question 4 of day 2, on lesson 2.1: informal jobs in the formal sector."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import HOW_MANY, MATRIX, in_polars

rate = lk.informality.informal_employment_rate


# Question 4: informal jobs in the formal sector.


def cell(survey, sector, job):
    """Return one row of the matrix."""
    matrix = lk.informality.sector_job_matrix(survey)
    return matrix[(matrix["sector"] == sector) & (matrix["job"] == job)]


def percent(survey, sector, job):
    """Return one cell of the matrix in percent of all employed people."""
    return float(cell(survey, sector, job)["estimate"].sum())


def percent_of_informal_jobs(survey):
    """Return the cell of question 4 in percent of informal jobs."""
    matrix = lk.informality.sector_job_matrix(survey)
    return 100 * percent(survey, "formal", "informal") / matrix.loc[matrix["job"] == "informal", "estimate"].sum()


def percent_of_formal_sector(survey):
    """Return the cell of question 4 in percent of the formal sector."""
    matrix = lk.informality.sector_job_matrix(survey)
    return 100 * percent(survey, "formal", "informal") / matrix.loc[matrix["sector"] == "formal", "estimate"].sum()


Q4 = Question(
    "q4",
    2,
    "number",
    expected=lambda survey: percent(survey, "formal", "informal"),
    hint="Read the question for two words: what it says of the unit, and what it says of the job. All employed "
    "people are 100 percent.",
    more_hints=(
        "First keep the table under a name. Then choose one row of it, as the text above the cell shows.",
        'In each row the column "sector" says what the unit is, the column "job" what the job is. The words between '
        "the quotation marks are those of the question.",
    ),
    reread=MATRIX,
    alternatives=(
        lambda survey: in_polars(cell(survey, "formal", "informal")),
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
            close=True,
        ),
        Mistake(
            "all informal jobs",
            "These are all informal jobs, in every kind of unit. The question asks about those in the formal sector.",
            rate,
            close=True,
        ),
        Mistake(
            "informal sector",
            "These are all who work in the informal sector. The question asks about informal jobs in the formal "
            "sector.",
            lk.informality.informal_sector_share,
            close=True,
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
            "household",
            "This is the row of the example above the cell: people who work for a household. The question is about "
            "another kind of unit.",
            lambda survey: percent(survey, "household", "informal"),
        ),
        Mistake(
            "newer standard",
            "This is by the 21st ICLS. The lesson's rule, and the question's, is the one of the 17th ICLS.",
            lambda survey: (
                lk.informality.sector_job_matrix(survey, standard="icls21")
                .query("sector == 'formal' and job == 'informal'")["estimate"]
                .sum()
            ),
        ),
        Mistake(
            "unweighted",
            "This is an unweighted share: every record counts once. Use the survey's weights.",
            lambda survey: percent(unweighted(survey), "formal", "informal"),
            HOW_MANY,
        ),
    ),
)
