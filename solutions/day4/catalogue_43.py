"""Question 6 of day 4, on lesson 4.3: an incidence rate."""

import labkit as lk
from labkit.checks import Mistake, Question

from .catalogue_common import CASES, DEATHS, ENDS, in_polars, of_2019, rate_of, workers_of

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
        "Which rows are of the year that is asked for? The question shows the line for another year.",
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
        Mistake(
            "insured workers",
            "This is how many workers are insured. The question asks how many injuries there are for 100,000 of them.",
            lambda register, survey: insured(register),
        ),
        Mistake(
            "per worker",
            "This is for one worker. The question asks for 100,000.",
            lambda register, survey: rate_of(cases(register), insured(register)) / 100_000,
        ),
        Mistake(
            "percent",
            "This is in percent. The question asks for 100,000 workers.",
            lambda register, survey: rate_of(cases(register), insured(register)) / 1000,
            close=True,
        ),
        Mistake(
            "per million",
            "This is for a million workers. The question asks for 100,000.",
            lambda register, survey: 10 * rate_of(cases(register), insured(register)),
        ),
        Mistake(
            "turned round",
            "Workers stand above the line here, and cases below it.",
            lambda register, survey: 1e5 * insured(register) / cases(register),
        ),
        Mistake(
            "of 2020",
            "This is another year than the one that is asked for.",
            lambda register, survey: rate(register[register["year"] == 2020]),
            close=True,
        ),
        Mistake(
            "of 2022",
            "This is another year than the one that is asked for.",
            lambda register, survey: rate(register[register["year"] == 2022]),
            close=True,
        ),
        Mistake(
            "of 2023",
            "This is another year than the one that is asked for.",
            lambda register, survey: rate(register[register["year"] == 2023]),
            close=True,
        ),
        Mistake(
            "manufacturing",
            "This is the rate of one industry. The question asks about all.",
            lambda register, survey: (
                rate(of_2019(register), by="industry").query("industry == 'C manufacturing'")["estimate"].item()
            ),
        ),
        Mistake(
            "plain mean of rows",
            "This is the plain mean of the rows' rates: a small industry counts as much as a large one.",
            lambda register, survey: (
                1e5 * of_2019(register)["nonfatal_cases"] / of_2019(register)["insured_workers"]
            ).mean(),
        ),
        Mistake(
            "survey",
            "This is the survey's rate. The question asks what the register holds.",
            lambda register, survey: lk.safety.incidence_rate(survey),
        ),
        Mistake(
            "all cases",
            "These are the cases of all years. The question asks for a rate, of one year.",
            lambda register, survey: register["nonfatal_cases"].sum(),
        ),
        Mistake(
            "population",
            "Below the line stands everybody, children too. The cases come from insured workers only.",
            lambda register, survey: rate_of(cases(register), survey.total()["estimate"].item()),
        ),
        Mistake(
            "100,000 hours",
            "Below the line stand hours. The question asks for workers.",
            lambda register, survey: rate_of(cases(register), of_2019(register)["hours_worked"].sum()),
            close=True,
        ),
        Mistake(
            "lower end",
            "This is an end of the interval. The question asks for the rate itself.",
            lambda register, survey: rate(of_2019(register))["ci_low"].item(),
            close=True,
        ),
        Mistake(
            "upper end",
            "This is an end of the interval. The question asks for the rate itself.",
            lambda register, survey: rate(of_2019(register))["ci_high"].item(),
            close=True,
        ),
        Mistake(
            "highest industry",
            "This is the rate of one industry, the highest. The question asks about all.",
            lambda register, survey: rate(of_2019(register), by="industry")["estimate"].max(),
            close=True,
        ),
    ),
)
