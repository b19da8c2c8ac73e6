"""Questions 6 to 8 of day 4, on lesson 4.3: a rate, a ratio of rates, a register against a survey."""

import numpy as np

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted
from labkit.course.days.day4.days_lost import share_by_days

from .catalogue_common import AGAINST, CASES, DEATHS, ENDS, WITHIN, in_polars, of_2019, rate_of, workers_of

rate = lk.safety.register_rate


# Question 6: the incidence rate of 2019.


def cases(register):
    """Return the cases of non-fatal injury at work in 2019."""
    return of_2019(register)["nonfatal_cases"].sum()


def insured(register):
    """Return the insured workers of 2019."""
    return of_2019(register)["insured_workers"].sum()


Q6 = Question(
    "q6",
    2,
    "number",
    expected=lambda register, survey: rate(of_2019(register)),
    digits=0,
    unit="injuries per 100,000 insured workers",
    data=("injuries", "lfs"),
    hint="New cases of one year at work, over the people from whom these cases come, for each 100,000 of them.",
    more_hints=(
        "The lesson did the same for women and men. Now everybody is one group.",
        "Which rows are of the year that is asked for? The setup of the lesson made them.",
    ),
    reread=CASES,
    alternatives=(
        lambda register, survey: rate_of(cases(register), insured(register)),
        lambda register, survey: round(rate_of(cases(register), insured(register))),
        lambda register, survey: in_polars(rate(of_2019(register))[[*ENDS, "n"]]),
    ),
    mistakes=(
        Mistake(
            "way to work",
            "Accidents on the way to work are in here. They are counted apart.",
            lambda register, survey: rate_of(
                cases(register) + of_2019(register)["commuting_nonfatal_cases"].sum(), insured(register)
            ),
        ),
        Mistake(
            "all workers",
            "Below the line stands everybody with a job. The cases come from insured workers only.",
            lambda register, survey: rate_of(cases(register), workers_of(survey)),
        ),
        Mistake(
            "plain mean of industries",
            "This is the plain mean of the industries' rates: a small industry counts as much as a large one.",
            lambda register, survey: rate(of_2019(register), by="industry")["estimate"].mean(),
        ),
        Mistake(
            "plain mean of sexes",
            "This is the plain mean of women's and men's rates. They are not equally many.",
            lambda register, survey: rate(of_2019(register), by="sex")["estimate"].mean(),
        ),
        Mistake(
            "five years over one",
            "Five years of cases stand over the workers of one year. Both belong to one period.",
            lambda register, survey: rate_of(register["nonfatal_cases"].sum(), insured(register)),
        ),
        Mistake(
            "all years",
            "This is the mean yearly rate of all five years. The question asks for 2019.",
            lambda register, survey: rate(register),
        ),
        Mistake(
            "one year over five",
            "The cases of one year stand over the workers of five. Both belong to one period.",
            lambda register, survey: rate_of(cases(register), register["insured_workers"].sum()),
        ),
        Mistake(
            "count",
            "This is the number of cases. A rate says out of how many workers.",
            lambda register, survey: cases(register),
        ),
        Mistake(
            "hours",
            "This is the frequency rate: per 1,000,000 hours. The question asks for the rate per 100,000 workers.",
            lambda register, survey: rate(of_2019(register), rate="frequency"),
            close=True,
        ),
        Mistake(
            "fatal",
            "These are deaths. The question asks about injuries that did not kill.",
            lambda register, survey: rate(of_2019(register), outcome="fatal"),
            DEATHS,
            close=True,
        ),
        Mistake(
            "only the way",
            "These are accidents on the way to work alone. The question asks about injuries at work.",
            lambda register, survey: rate(of_2019(register), outcome="commuting nonfatal"),
        ),
        Mistake(
            "sum of rates",
            "The rates of the industries are added up. Cases and workers can be added, rates cannot.",
            lambda register, survey: rate(of_2019(register), by="industry")["estimate"].sum(),
        ),
        Mistake(
            "days",
            "These are days lost, not cases.",
            lambda register, survey: rate_of(of_2019(register)["days_lost"].sum(), insured(register)),
        ),
        Mistake(
            "example",
            "This is the year of the example. The question asks for 2019.",
            lambda register, survey: rate(register[register["year"] == 2021]),
        ),
        Mistake(
            "per 1,000",
            "This is per 1,000 workers. The question asks for 100,000.",
            lambda register, survey: rate_of(cases(register), insured(register)) / 100,
        ),
        Mistake(
            "women",
            "This is the rate of women. The question asks for women and men together.",
            lambda register, survey: rate(of_2019(register)[of_2019(register)["sex"] == "female"]),
        ),
        Mistake(
            "men",
            "This is the rate of men. The question asks for women and men together.",
            lambda register, survey: rate(of_2019(register)[of_2019(register)["sex"] == "male"]),
        ),
    ),
)


# Question 7: men over women in the same industry and year.

RATIO = ["rate_ratio", "ci_low", "ci_high"]
WHAT = ["sex", "industry", "year"]


def fitted(register, what=WHAT, exposure="insured_workers", outcome="nonfatal_cases", **options):
    """Return the Poisson regression of the lesson."""
    if "year" in what:
        options["categories"] = ["year"]
    return lk.regression.poisson(register, outcome, list(what), exposure=exposure, **options)


def of_sex(fit):
    """Return the line of sex: the ratio and its ends."""
    return fit.rate_ratios[fit.rate_ratios["term"].str.startswith("sex")][RATIO].iloc[0]


def logarithm(fit):
    """Return the line of sex as the model has it: a logarithm with its ends."""
    line = fit.table[fit.table["term"].str.startswith("sex")].iloc[0]
    return line[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)


def by_hand(register):
    """Return the ratio with its ends from the logarithm."""
    return np.exp(logarithm(fitted(register)))


Q7 = Question(
    "q7",
    3,
    "row",
    expected=lambda register: of_sex(fitted(register)),
    columns=tuple(RATIO),
    digits=3,
    unit="times",
    data=("injuries",),
    hint="Men over women, in the same industry and the same year, out of the workers who could have been hurt.",
    more_hints=(
        "A Poisson regression needs three things: the cases, what is held equal, and who could have been hurt.",
        "The ratio stands in a table of its own. Its first line is the one of men.",
    ),
    reread=WITHIN,
    alternatives=(
        by_hand,
        lambda register: fitted(register).rate_ratios.head(1),
        lambda register: of_sex(fitted(register)).round(3).tolist(),
        lambda register: of_sex(
            fitted(register.assign(year=register["year"].astype(str)), what=("sex", "industry", "year"))
        ),
    ),
    mistakes=(
        Mistake(
            "industries not equal",
            "Here women and men of different industries are compared. Hold the industry equal.",
            lambda register: of_sex(fitted(register, what=("sex", "year"))),
        ),
        Mistake(
            "nothing equal",
            "Here nothing is held equal but the number of workers. Hold industry and year equal.",
            lambda register: of_sex(fitted(register, what=("sex",))),
            close=True,
        ),
        Mistake(
            "year not equal",
            "Here the years are not held equal, only the industries.",
            lambda register: of_sex(fitted(register, what=("sex", "industry"))),
            close=True,
        ),
        Mistake(
            "one year",
            "This is one year alone. The question asks for all years together.",
            lambda register: of_sex(fitted(of_2019(register), what=("sex", "industry"))),
        ),
        Mistake(
            "no exposure",
            "This compares numbers of cases. The model does not know how many workers could have been hurt.",
            lambda register: of_sex(fitted(register, exposure=None)),
        ),
        Mistake(
            "logarithm",
            "This is still a logarithm. It is no ratio and no percent.",
            lambda register: logarithm(fitted(register)),
        ),
        Mistake(
            "women over men",
            "This is women over men. The question asks for men over women.",
            lambda register: of_sex(fitted(register, base={"sex": "male"})),
        ),
        Mistake(
            "accidents on the way",
            "This is about accidents on the way to work. The question asks about injuries at work.",
            lambda register: of_sex(fitted(register, outcome="commuting_nonfatal_cases")),
            CASES,
        ),
        Mistake(
            "percent more",
            "This says how many percent more. The question asks how many times as many: 1 would be no difference.",
            lambda register: 100 * (of_sex(fitted(register)) - 1),
        ),
        Mistake(
            "another line",
            "This is the line of an industry. The question asks for men and women.",
            lambda register: fitted(register).rate_ratios.loc[2, RATIO],
        ),
        Mistake(
            "days",
            "This compares days lost. The question asks about new cases.",
            lambda register: of_sex(fitted(register, outcome="days_lost")),
        ),
    ),
)


# Question 8: how much the register holds.


def held(register, survey, **options):
    """Return the registered share with its ends."""
    return lk.safety.registered_share(of_2019(register), survey, **options)[ENDS].iloc[0]


def swapped(row):
    """Return a row whose ends have changed places, as a figure turned round has them."""
    return {"estimate": row["estimate"], "ci_low": row["ci_high"], "ci_high": row["ci_low"]}


def with_the_way(register):
    """Return the register with the accidents on the way to work added to the cases."""
    return register.assign(nonfatal_cases=register["nonfatal_cases"] + register["commuting_nonfatal_cases"])


def from_two_rates(register, survey):
    """Return the share from the two rates, with the ends from the logarithm."""
    own = rate(of_2019(register)).iloc[0]
    people = survey.filter(survey.frame["nssf_member"] == "yes")
    asked = lk.safety.workers_incidence_rate(people, reference="full-time equivalents").iloc[0]
    share = 100 * own["estimate"] / asked["estimate"]
    spread = np.exp(1.96 * np.sqrt(1 / own["n"] + (asked["se"] / asked["estimate"]) ** 2))
    return [share, share / spread, share * spread]


def employees_only(register, survey):
    """Return the share with employees alone in the survey."""
    return held(register, survey.filter(survey.frame["status"] == "employee"))


Q8 = Question(
    "q8",
    3,
    "row",
    expected=held,
    columns=tuple(ENDS),
    data=("injuries", "lfs"),
    hint="Two rates, of the same year and of the same people: what the register knows, over what the survey finds.",
    more_hints=(
        "Above the line stand claims of insured workers. Who in the survey belongs below it?",
        "One function of the lesson does it. It wants the register's rows of one year first, then the survey.",
    ),
    reread=AGAINST,
    alternatives=(
        lambda register, survey: lk.safety.registered_share(of_2019(register), survey),
        lambda register, survey: held(register, survey).round(1).tolist(),
        lambda register, survey: held(register, survey).round(2).to_dict(),
        from_two_rates,
    ),
    mistakes=(
        Mistake(
            "uninsured",
            "The uninsured are in the survey's rate. They cannot claim, so they are not in the register.",
            lambda register, survey: held(register, survey, insured=None),
        ),
        Mistake(
            "heads",
            "In the survey every worker counts once here. The register counts full-time equivalents.",
            lambda register, survey: held(register, survey, reference="workers"),
        ),
        Mistake(
            "all years",
            "All years of the register stand over one year of the survey.",
            lambda register, survey: lk.safety.registered_share(register.drop(columns="year"), survey)[ENDS].iloc[0],
        ),
        Mistake(
            "contributors",
            "Here the survey's rate is of people who say that contributions are paid. The register counts the insured.",
            lambda register, survey: held(register, survey, insured="social_security"),
        ),
        Mistake(
            "health cover",
            "Here the survey's rate is of people with a card for illness. The register counts insured workers.",
            lambda register, survey: held(
                register,
                survey.assign(card=np.where(survey.frame["health_cover"].isin(["nssf"]), "yes", "no")),
                insured="card",
            ),
        ),
        Mistake(
            "way to work",
            "Accidents on the way to work are in the register's rate here. The survey's rate is without them.",
            lambda register, survey: held(with_the_way(register), survey),
        ),
        Mistake(
            "not registered",
            "This is the part that the register does not hold.",
            lambda register, survey: swapped(100 - held(register, survey)),
        ),
        Mistake(
            "turned round",
            "This is the survey over the register.",
            lambda register, survey: swapped(10_000 / held(register, survey)),
        ),
        Mistake(
            "unweighted",
            "In the survey every record counts once here. Use lfs, which knows its weights.",
            lambda register, survey: held(register, unweighted(survey)),
        ),
        Mistake(
            "another year",
            "The register is of another year than the survey.",
            lambda register, survey: lk.safety.registered_share(register[register["year"] == 2020], survey)[ENDS].iloc[
                0
            ],
        ),
        Mistake(
            "register alone",
            "This is the register's rate alone. It has to be held against the survey's.",
            lambda register, survey: rate(of_2019(register))[ENDS].iloc[0],
        ),
        Mistake(
            "days lost",
            "Here the survey's injuries without a lost day are left out. The question asks for all that people report.",
            lambda register, survey: share_by_days(of_2019(register), survey, days=[1])[ENDS].iloc[0],
        ),
        Mistake(
            "four days",
            "Here only long absences of the survey are counted. The question asks for all injuries that people report.",
            lambda register, survey: share_by_days(of_2019(register), survey, days=[4])[ENDS].iloc[0],
        ),
    ),
)
