"""Questions 7 and 8 of day 4, on lesson 4.3: a ratio of rates, and a register against a survey."""

import numpy as np

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted
from labkit.course.days.day4.days_lost import share_by_days

from .catalogue_common import AGAINST, CASES, ENDS, WITHIN, of_2019

rate = lk.safety.register_rate

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


def year_as_number(register):
    """Return the ratio where the year is a number. Counted from 2019 on, it gives the same, and is easier to fit."""
    register = register.assign(year=register["year"] - 2019)
    return of_sex(lk.regression.poisson(register, "nonfatal_cases", WHAT, exposure="insured_workers"))


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
            "year as a number",
            "Here the year is taken as a number, as if injuries rose or fell by one rule from year to year. A year is "
            'a group: add categories=["year"].',
            year_as_number,
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
        Mistake(
            "one industry",
            "This is one industry alone. The question asks for women and men in the same industry, all "
            "industries together.",
            lambda register: of_sex(fitted(register[register["industry"] == "C manufacturing"], what=("sex", "year"))),
            close=True,
        ),
        Mistake(
            "last year",
            "This is one year alone. The question asks for all years together.",
            lambda register: of_sex(fitted(register[register["year"] == 2023], what=("sex", "industry"))),
        ),
        Mistake(
            "last line",
            "This is the line of a year. The question asks for men and women.",
            lambda register: fitted(register).rate_ratios[RATIO].iloc[-1],
        ),
        Mistake(
            "next line",
            "This is the line of an industry. The question asks for men and women.",
            lambda register: fitted(register).rate_ratios[RATIO].iloc[1],
        ),
        Mistake(
            "rate of men",
            "This is the rate of men. The question asks how many times as large it is as that of women.",
            lambda register: dict(zip(RATIO, rate(register, by="sex").set_index("sex").loc["male", ENDS], strict=True)),
        ),
        Mistake(
            "minus one",
            "This says how much more, as a part of one. The question asks how many times as many: the ratio itself.",
            lambda register: of_sex(fitted(register)) - 1,
            close=True,
        ),
        Mistake(
            "days as exposure",
            "Below the line stand days lost. Who could have been hurt?",
            lambda register: of_sex(fitted(register, exposure="days_lost")),
            close=True,
        ),
    ),
)


# Question 8: how much the register holds.


def held(register, survey, **options):
    """Return the registered share with its ends."""
    return lk.safety.registered_share(of_2019(register), survey, **options)[ENDS].iloc[0]


def with_one_error(register, survey):
    """Return the share with ends that are one standard error away."""
    row = lk.safety.registered_share(of_2019(register), survey).iloc[0]
    return [row["estimate"], row["estimate"] - row["se"], row["estimate"] + row["se"]]


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
            "The register is not of the survey's year alone here: other years of it stand over one year of the survey.",
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
            "one standard error",
            "The share is right, but its ends are one standard error away. A 95 percent interval reaches further: the "
            "table has its ends.",
            with_one_error,
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
        Mistake(
            "women in the survey",
            "In the survey only women are counted here, in the register women and men.",
            lambda register, survey: held(register, survey.filter(survey.frame["sex"] == "female")),
        ),
        Mistake(
            "women in the register",
            "In the register only women are counted here, in the survey women and men.",
            lambda register, survey: held(register[register["sex"] == "female"], survey),
        ),
        Mistake(
            "uninsured, heads",
            "Two things: the uninsured are in the survey's rate, and every worker counts once.",
            lambda register, survey: held(register, survey, insured=None, reference="workers"),
        ),
        Mistake(
            "survey alone",
            "This is the survey's rate alone. The register's has to be held against it.",
            lambda register, survey: lk.safety.incidence_rate(survey)[ENDS].iloc[0],
        ),
        Mistake(
            "register alone, all years",
            "This is the register's rate alone, of all years. It has to be held against the survey's.",
            lambda register, survey: rate(register)[ENDS].iloc[0],
        ),
        Mistake(
            "men in the survey",
            "Of the survey only men are counted, and the register holds women, too. Compare the same people.",
            lambda register, survey: lk.safety.registered_share(
                of_2019(register), survey.filter(survey.frame["sex"] == "male")
            ),
            close=True,
        ),
    ),
)
