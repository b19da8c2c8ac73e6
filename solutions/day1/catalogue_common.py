"""What the questions of day 1 share: the sections to reread, and surveys made ready."""

import labkit as lk

SIX_PEOPLE = "1.1 Six people: three questions decide"
DENOMINATORS = "1.1 Three denominators"
THREE_RATES = "1.1 One survey, three rates"
WEIGHTS = "1.2 Weights: for whom does a record stand?"
NEIGHBOURS = "1.2 Neighbours"
PUBLISHED = "1.2 What may be published?"
DIFFERENCE = "1.2 A difference has its own interval"
PARTICIPATION = "1.3 Participation: who is in the labour force?"
LEFT_OVER = "1.3 Four rates of what is left over: LU1 to LU4"
NEET = "1.3 NEET: young, no job, no school, no training"
TABLE = "1.9 Discussion: the table"

COPIED = (
    "This is a published figure. The question is about the synthetic survey lfs, and asks for a calculation: it runs "
    "again on other data."
)
ONE_GROUP = "This looks at one group of the people only. The question asks about all of them."
PEOPLE_NOT_PERCENT = "This is a number of people. The question asks for percent of a group."
OTHER_LEVEL = (
    "The estimate is right, but this is another interval than the usual one, which holds in 95 of 100 surveys."
)
OF_2012 = "This is the figure of 2012's survey. The question is about lfs."

ENDS = ["estimate", "ci_low", "ci_high"]
EMPLOYED, UNEMPLOYED = "employed", "unemployed"


def status_of(survey, **options):
    """Return the labour force status of all records as plain words."""
    return lk.labour.labour_force_status(survey.frame, **options).astype(object)


def aged(survey, youngest, oldest=200):
    """Return the people of an age."""
    return survey.filter(survey.frame["age"].between(youngest, oldest))


def within(survey, column, value):
    """Return the people of one group, such as the women."""
    return survey.filter(survey.frame[column].eq(value))


def counted(survey, inside, of, by=None):
    """Return the share of those `inside` among those `of`, both columns of true and false."""
    return survey.assign(inside_=inside.astype(bool)).filter(of.astype(bool)).share("inside_", by=by)


def rest(table):
    """Return a table of percentages turned into what is left to 100."""
    return table.assign(estimate=100 - table["estimate"])


def in_polars(table):
    """Return a table as polars has it, for trainees who work with polars."""
    import polars

    return polars.DataFrame(
        {
            name: table[name].astype("string").to_list()
            if name in ("sex", "area", "measure")
            else table[name].to_list()
            for name in table.columns
            if name != "flag"
        }
    )


def in_2012(indicator, **options):
    """Return an indicator of the lesson's survey of 2012."""
    return indicator(lk.load("lfs2012"), **options)


def published(figure):
    """Return a published figure by its name in the table of published figures."""
    table = lk.load("published")
    return float(table.loc[table["id"].eq(figure), "value"].iloc[0])
