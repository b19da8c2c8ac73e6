"""What the questions of day 5 share: the sections to reread, and surveys made ready."""

import labkit as lk

DENSITY = "5.1 Density: members among whom?"
COVERAGE = "5.1 Members are not coverage"
DISPUTES = "5.1 Disputes, strikes and the score of SDG 8.8.2"
SHOWN = "5.2 May it be shown?"
PROVINCE = "5.2 Province or country?"
TWO_YEARS = "5.2 Two years: did it change?"
KINDS = "5.3 Six kinds of sentence"

ENDS = ["estimate", "ci_low", "ci_high"]


def adults(survey):
    """Return everybody aged 15 and over."""
    return survey.filter(survey.frame["age"] >= 15)


def employees(survey):
    """Return the employees."""
    return lk.protection.people_of(survey, "employees")


def share_of_yes(people, column, by=None):
    """Return the share of people who said yes; whoever was not asked did not."""
    return people.assign(yes=people.frame[column].eq("yes").fillna(False).astype(bool)).share("yes", by=by)


def in_polars(table, names):
    """Return some columns of a table as polars has them, for trainees who work with polars."""
    import polars

    return polars.DataFrame(
        {
            name: table[name].astype("string").to_list() if name in ("sex", "here") else table[name].to_list()
            for name in names
        }
    )
