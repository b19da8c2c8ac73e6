"""Wrong answers to day 1 by the hundred: the right calculation with one or two of its choices made otherwise."""

from functools import lru_cache, partial

import labkit as lk
from labkit.checks.grid import COLUMNS, Grid
from labkit.checks.ways import unweighted, weights_only

from .catalogue_12 import working
from .catalogue_common import EMPLOYED, ENDS, UNEMPLOYED, aged, counted, status_of, within

labour = lk.labour


def everybody(survey):
    """Return all people."""
    return survey


def working_people(survey):
    """Return the people with work."""
    return survey.filter(status_of(survey).eq(EMPLOYED))


def workers_as(status):
    """Return a function that keeps the workers of one status in employment."""
    return partial(within, column="status", value=status)


PEOPLE = {
    "": everybody,
    "the people are women only": partial(within, column="sex", value="female"),
    "the people are men only": partial(within, column="sex", value="male"),
    "the people are those of towns only": partial(within, column="area", value="urban"),
    "the people are those of villages only": partial(within, column="area", value="rural"),
    "the people are 15 to 24 years old": partial(aged, youngest=15, oldest=24),
    "the people are 15 to 29 years old": partial(aged, youngest=15, oldest=29),
    "the people are 15 to 64 years old": partial(aged, youngest=15, oldest=64),
    "the people are 25 years old or older": partial(aged, youngest=25),
    "the survey is that of 2012": lambda _: lk.load("lfs2012"),
    "every record counts once, without weights": unweighted,
}
MORE_PEOPLE = PEOPLE | {
    "the people are 18 years old or older": partial(aged, youngest=18),
    "the people are 20 years old or older": partial(aged, youngest=20),
    "the people are 30 years old or older": partial(aged, youngest=30),
    "the people are 25 to 54 years old": partial(aged, youngest=25, oldest=54),
    "the people are 25 to 64 years old": partial(aged, youngest=25, oldest=64),
    "the people are 18 to 64 years old": partial(aged, youngest=18, oldest=64),
    "the people are 65 years old or older": partial(aged, youngest=65),
    "the people are those with work only": working_people,
    "the people are employees only": workers_as("employee"),
    "the people are own-account workers only": workers_as("own-account worker"),
    "the people are those of Phnom Penh only": partial(within, column="province", value="Phnom Penh"),
    "the people are those of Kep only": partial(within, column="province", value="Kep"),
}


def left_over(name, hours=40):
    """Return a function that gives one of the four rates of what is left over."""

    def one(survey, by=None, **options):
        table = labour.underutilization(survey, by=by, hours_threshold=hours, **options)
        return table[table["measure"].eq(name)]

    return one


def of_adults(*statuses):
    """Return a function that gives the share of people of some statuses among all aged 15 and over."""

    def share(survey, by=None, **options):
        status = status_of(survey, **options)
        return counted(survey, status.isin(statuses), ~survey.frame["age"].lt(15), by)

    return share


RATES = {
    "the figure is the unemployment rate": labour.unemployment_rate,
    "the figure is the participation rate": labour.participation_rate,
    "the figure is the employment ratio": labour.employment_ratio,
    "the figure is the NEET rate": labour.neet_rate,
    "the figure is LU2": left_over("LU2"),
    "the figure is LU3": left_over("LU3"),
    "the figure is LU4": left_over("LU4"),
    "the unemployed are in percent of all people aged 15 and over": of_adults(UNEMPLOYED),
    "the figure is the share of people outside the labour force": of_adults("outside the labour force"),
    "the figure is the share of people without work among all aged 15 and over": of_adults(
        UNEMPLOYED, "outside the labour force"
    ),
    "the figure is informal employment": lk.informality.informal_employment_rate,
}
RULES = {
    "": (),
    "the rule is the relaxed one": (("definition", "relaxed"),),
    "work is that of the 13th ICLS": (("standard", "icls13"),),
    "the rule is the relaxed one and work is that of the 13th ICLS": (
        ("definition", "relaxed"),
        ("standard", "icls13"),
    ),
    "people are counted from the age of 10 on": (("working_age", 10),),
    "people are counted from the age of 18 on": (("working_age", 18),),
}
LEVELS = {
    "the interval is one of 90 percent": (("level", 0.9),),
    "the interval is one of 99 percent": (("level", 0.99),),
}


def first(right, others):
    """Return choices that begin with the one that the question asks for, and leave it out after that."""
    return {"": right} | {clause: value for clause, value in others.items() if value is not right}


@lru_cache(maxsize=2048)
def table_of(survey, people, rate, rule, by):
    """Return a rate's table."""
    return rate(people(survey), by=by, **dict(rule))


def one_column(survey, people, rate, rule, column, by=None):
    """Return a column of a rate's table in place of the estimate."""
    table = table_of(survey, people, rate, rule, by)
    return table.assign(estimate=table[column])


def rates(right, by=None, people=MORE_PEOPLE, more=None, besides=()):
    """Return the grid of a rate: other rates, people, rules and columns."""
    return Grid(
        partial(one_column, by=by),
        {"rate": first(right, (more or {}) | RATES), "people": people, "rule": RULES, "column": COLUMNS},
        besides,
    )


def young(choose, of=None):
    """Return a function that gives the share of some of the young people."""

    def share(survey, by=None):
        people = aged(survey, 15, 24)
        status = status_of(people)
        school = ~people.frame["attending"].eq("no").fillna(value=False).astype(bool)
        return counted(people, choose(status, school), status.notna() if of is None else of(status, school), by)

    return share


OF_THE_YOUNG = {
    "the figure is the young people without a job": young(lambda status, school: ~status.eq(EMPLOYED)),
    "the figure is the young people who go to no school": young(lambda status, school: ~school),
    "the figure is the young people at school": young(lambda status, school: school),
    "the figure is the young people with a job": young(lambda status, school: status.eq(EMPLOYED)),
    "the unemployed are in percent of all young people": young(lambda status, school: status.eq(UNEMPLOYED)),
    "the unemployed are left out": young(lambda s, school: ~s.isin([EMPLOYED, UNEMPLOYED]) & ~school),
}


def difference(survey, rate, people, rule, between):
    """Return the difference of a rate between two groups, with its interval."""
    group, minus = between
    return people(survey).difference(rate, between=group, minus=minus, **dict(rule))[ENDS]


GAPS = {
    "": ("area", "rural"),
    "the difference is villages minus towns": ("area", "urban"),
    "the difference is women minus men": ("sex", "male"),
    "the difference is men minus women": ("sex", "female"),
}


def change(earlier, later, rate, people, rule, order, how):
    """Return a change between two surveys, with its interval."""
    before, after = (earlier, later)[:: -1 if order else 1]
    return how(rate, people[0](before), people[1](after), **dict(rule))[ENDS]


BOTH = {clause: (choose, choose) for clause, choose in PEOPLE.items() if "2012" not in clause}
ONE_SURVEY = {
    f"{clause}, in one of the two surveys": pair
    for clause, choose in list(PEOPLE.items())[1:]
    if "2012" not in clause
    for pair in [(everybody, choose)]
} | {
    f"{clause}, in the earlier survey alone": (choose, everybody)
    for clause, choose in list(PEOPLE.items())[1:]
    if "2012" not in clause
}


def branch(survey, group, people, of, level):
    """Return a branch's share of the people with work, with its interval."""
    chosen = people(of(survey))
    part = labour.broad_industry(chosen.frame).isin(group).fillna(value=False)
    return chosen.assign(chosen=part.astype(bool)).share("chosen", **dict(level))[ENDS]


BRANCHES = {
    "": ("agriculture",),
    "the branch is manufacturing": ("manufacturing",),
    "the branch is mining and utilities": ("mining and utilities",),
    "the branch is construction": ("construction",),
    "the branch is market services": ("market services",),
    "the branch is non-market services": ("non-market services",),
    "the branches are all services": ("market services", "non-market services"),
    "the branches are all industry": ("manufacturing", "mining and utilities", "construction"),
    "the branches are all but agriculture": (
        "manufacturing",
        "mining and utilities",
        "construction",
        "market services",
        "non-market services",
    ),
}
WORKERS = MORE_PEOPLE | {
    "the people are employers only": workers_as("employer"),
    "the people are contributing family workers only": workers_as("contributing family worker"),
    "strata and villages are not known to the interval": weights_only,
}


def flagged(survey, chosen, percent):
    """Return how many provinces are chosen from the table of rates, in percent of all or as a number."""
    found = chosen(labour.unemployment_rate(survey, by="province"))
    return 100 * found.mean() if percent else int(found.sum())


def beyond(column, line):
    """Return a function that chooses the provinces by a line of one's own."""
    return lambda table: table[column].gt(line)


FLAGS = {
    "": lambda table: table["flag"].ne(""),
    "one of the two flags alone is looked for, U": lambda table: table["flag"].eq("U"),
    "one of the two flags alone is looked for, S": lambda table: table["flag"].eq("S"),
    "all but the provinces with the flag U are counted": lambda table: table["flag"].ne("U"),
    "all but the provinces with the flag S are counted": lambda table: table["flag"].ne("S"),
    "the provinces are not chosen by their flags": [
        beyond(column, line)
        for column, lines in (
            ("cv", (0.165, 0.2, 0.25, 0.3, 0.33, 0.35, 0.4, 0.5)),
            ("n", (400, 500, 750, 800, 1000, 1100)),
            ("estimate", (0.75, 1, 1.28, 1.5, 2)),
        )
        for line in lines
    ],
}


def four_rates(survey, people, hours, standard):
    """Return LU1 to LU4."""
    return labour.underutilization(people(survey), hours_threshold=hours, **dict(standard))


HOURS = {"": 40} | {f"few hours are less than {hours}": hours for hours in (20, 24, 30, 35, 36, 44, 45, 48, 50, 54, 60)}

GRIDS = {
    "q2": rates(labour.unemployment_rate, people=PEOPLE, besides=("people", "column")),
    "q3": rates(labour.participation_rate, by="sex"),
    "q4": Grid(
        branch,
        {
            "group": BRANCHES,
            "people": WORKERS,
            "of": {"": working, "the people are all, with work or without": everybody},
            "level": {"": ()} | LEVELS,
        },
    ),
    "q5": Grid(
        difference,
        {
            "rate": first(labour.unemployment_rate, RATES),
            "people": PEOPLE,
            "rule": RULES | LEVELS,
            "between": GAPS,
        },
    ),
    "q6": Grid(four_rates, {"people": MORE_PEOPLE, "hours": HOURS, "standard": dict(list(RULES.items())[:3])}),
    "q7": rates(labour.neet_rate, by="sex", more=OF_THE_YOUNG),
    "q8": Grid(flagged, {"chosen": FLAGS, "percent": {"": True, "the figure is a number of provinces": False}}),
    "q9": Grid(
        change,
        {
            "rate": first(labour.unemployment_rate, RATES),
            "people": BOTH | ONE_SURVEY,
            "rule": RULES | LEVELS,
            "order": {"": False, "the earlier survey stands in the place of the later one": True},
            "how": {"": lk.compare.change, "the change is in percent of the earlier rate": lk.compare.growth},
        },
    ),
}
