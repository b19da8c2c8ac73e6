"""What the questions of day 2 share: the sections to reread, and surveys made ready."""

import labkit as lk

HOW_MANY = "2.1 How many? Three wrong answers and the right one"
MATRIX = "2.1 Where the two ideas part: the matrix"
TWO_GROUPS = "2.2 Two groups: is there a difference?"
LOGIT = "2.2 A logit model, read in words"
CLUSTERS = "2.2 Weights and clusters: do not forget them"
COVERAGE = "2.3 How many are covered? Three wrong answers and the right one"
WHO_COUNTS = "2.3 Who counts as covered?"
GAP = "2.3 The gap: how many people, and who are they?"
REFORM = "2.3 Whom would a reform reach?"


COPIED = (
    "This is a published figure. The question is about the synthetic survey lfs, and asks for a calculation: it runs "
    "again on other data."
)


def published(figure):
    """Return a published figure by its name in the table of published figures."""
    table = lk.load("published")
    return float(table.loc[table["id"].eq(figure), "value"].iloc[0])


def with_job(survey):
    """Return the employed people, with a column that says whether the job is informal."""
    people = lk.informality.employed_people(survey)
    return people.assign(informal=lk.informality.job_formality(people.frame).eq("informal"))


def everybody(survey, youngest=15):
    """Return all people from an age on; those without a job have no informal job."""
    people = survey.filter(survey.frame["age"] >= youngest)
    job = lk.informality.job_formality(people.frame)
    return people.assign(informal=job.eq("informal").fillna(False).astype(bool))


def in_polars(table):
    """Return a table as polars has it, for trainees who work with polars."""
    import polars

    return polars.DataFrame(
        {
            name: table[name].astype("string").to_list() if name in ("sex", "area") else table[name].to_list()
            for name in table.columns
            if name != "flag"
        }
    )
