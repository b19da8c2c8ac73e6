"""Questions 5 and 6 of day 2, on lesson 2.2: a difference with its interval, and a marginal effect."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted, weights_only

from .catalogue_common import CLUSTERS, HOW_MANY, LOGIT, MATRIX, TWO_GROUPS, everybody, in_polars, with_job

rate = lk.informality.informal_employment_rate


# Question 5: a difference with its interval.

ENDS = ["estimate", "ci_low", "ci_high"]


def villages_and_towns(people, model=lk.regression.linear, towns="urban", villages="rural", others=()):
    """Return the difference between villages and towns as a share, with the ends of its interval."""
    fit = model(people, "informal", ["area", *others], base={"area": towns})
    return fit.table.set_index("term").loc[f"area: {villages}", ENDS].astype(float)


def points(people, **options):
    """Return the difference in percentage points."""
    return 100 * villages_and_towns(people, **options)


def by_sex(survey):
    """Return the difference between women and men, the one of the lesson."""
    return survey.difference(rate, between="sex", minus="male")[ENDS].iloc[0]


def ends_subtracted(survey):
    """Return the difference with an interval made of the farthest ends of the two intervals."""
    rates = rate(survey, by="area").set_index("area")
    urban, rural = rates.loc["urban"], rates.loc["rural"]
    ends = {"ci_low": rural["ci_low"] - urban["ci_high"], "ci_high": rural["ci_high"] - urban["ci_low"]}
    return {"estimate": rural["estimate"] - urban["estimate"], **ends}


def as_in_excel(survey):
    """Return the difference with the standard errors of the two rates put together: towns and villages are strata."""
    rates = rate(survey, by="area").set_index("area")
    estimate = rates.loc["rural", "estimate"] - rates.loc["urban", "estimate"]
    half = 1.96 * (rates["se"] ** 2).sum() ** 0.5
    return [estimate, estimate - half, estimate + half]


Q5 = Question(
    "q5",
    3,
    "row",
    expected=lambda survey: survey.difference(rate, between="area", minus="urban"),
    columns=tuple(ENDS),
    unit="percentage points",
    hint="The question is about the difference itself, villages minus towns, with its own interval.",
    more_hints=(
        "The lesson did the same for women and men. There men were subtracted, because women were compared with them.",
        "between= is the column that makes the two groups. minus= is the group that is subtracted: read the question "
        "for it.",
    ),
    reread=TWO_GROUPS,
    alternatives=(
        lambda survey: points(with_job(survey)),
        lambda survey: with_job(survey).difference(lambda s: s.share("informal"), between="area", minus="urban"),
        lambda survey: points(with_job(survey)).round(1),
        lambda survey: points(with_job(survey)).to_dict(),
        lambda survey: points(with_job(survey)).to_frame(),
        lambda survey: in_polars(points(with_job(survey)).to_frame().T),
        as_in_excel,
    ),
    mistakes=(
        Mistake(
            "sign",
            "The direction is turned round. The question asks for villages minus towns: towns are the base.",
            lambda survey: points(with_job(survey), towns="rural", villages="urban"),
        ),
        Mistake(
            "simple random sample",
            "The difference is right, but its interval takes the people for a simple random sample: it forgets strata "
            "and clusters. Neighbours resemble one another. Use lfs, which knows its design.",
            lambda survey: points(weights_only(with_job(survey))),
            CLUSTERS,
        ),
        Mistake(
            "unweighted",
            "This is a difference of unweighted shares: every record counts once. Use lfs, which knows its weights.",
            lambda survey: points(unweighted(with_job(survey))),
            CLUSTERS,
        ),
        Mistake(
            "ends subtracted",
            "The difference is right, but this interval is made of the ends of two intervals. It is too wide: both "
            "rates would have to be at their far ends at once. Estimate the difference itself.",
            ends_subtracted,
        ),
        Mistake(
            "everybody",
            "Here the people without a job are counted too. The question asks about the employed.",
            lambda survey: points(everybody(survey)),
            HOW_MANY,
        ),
        Mistake(
            "log odds",
            "These are log odds of a logit model, and log odds are not percentage points, whatever they are multiplied "
            "with. For one difference between two rates, use lfs.difference.",
            lambda survey: villages_and_towns(with_job(survey), model=lk.regression.logit),
            LOGIT,
        ),
        Mistake(
            "log odds times 100",
            "These are log odds of a logit model, times 100. They are not percentage points. For one difference "
            "between two rates, use lfs.difference.",
            lambda survey: points(with_job(survey), model=lk.regression.logit),
            LOGIT,
        ),
        Mistake(
            "by sex",
            "This is the difference between women and men, the example above the cell. The question is about villages "
            "and towns.",
            by_sex,
        ),
        Mistake(
            "controls",
            "Here other characteristics are held equal. The question asks for the plain difference between two rates.",
            lambda survey: points(with_job(survey), others=("sex", "education")),
            "2.2 Which things are equal?",
        ),
        Mistake(
            "sign, ends not exchanged",
            "The direction is turned round: these are towns minus villages, and the two ends of the interval have "
            "changed places too. The question asks for villages minus towns.",
            lambda survey: -points(with_job(survey)),
        ),
        Mistake(
            "log odds, controls",
            "These are log odds of a logit model with other characteristics held equal. They are not percentage "
            "points. For one difference between two rates, use lfs.difference.",
            lambda survey: points(with_job(survey), model=lk.regression.logit, others=("education",)),
            LOGIT,
        ),
        Mistake(
            "unemployment",
            "This is the difference in unemployment. The question asks about informal jobs: put that rate first "
            "between the brackets.",
            lambda survey: survey.difference(lk.labour.unemployment_rate, between="area", minus="urban")[ENDS].iloc[0],
        ),
        Mistake(
            "percent",
            "This is the difference in percent of the rate in towns. The question asks for percentage points: one rate "
            "minus the other.",
            lambda survey: points(with_job(survey)) / with_job(survey).mean("informal", by="area")["estimate"].iloc[0],
        ),
        Mistake(
            "sector",
            "This is about the informal sector. The question is about informal jobs.",
            lambda survey: points(
                with_job(survey).assign(informal=lk.informality.production_unit(with_job(survey).frame).eq("informal"))
            ),
            MATRIX,
        ),
    ),
)


# Question 6: an average marginal effect, read aloud.

Q6 = Question(
    "q6",
    1,
    "choice",
    expected="D",
    words=("A", "B", "C", "D", "E"),
    hint="Say the line aloud with three words: other characteristics equal, percentage points, compared with whom.",
    more_hints=("The unit of the table is percentage points, and a model compares. It gives no rate and no cause.",),
    reread=LOGIT,
    alternatives=("d", " D) ", "(d)"),
    mistakes=(
        Mistake(
            "percent",
            "Percent or percentage points? From 80 to 60 percent is 20 percentage points less, and 25 percent less. "
            "Which of the two does the table give?",
            "A",
        ),
        Mistake(
            "rate",
            "This reads a difference as a rate. The line compares two groups. It does not say how many people of one "
            "group have an informal job.",
            "B",
        ),
        Mistake(
            "cause",
            "This reads a comparison of people today as the effect of a policy. The model compares people who are "
            "equal in the characteristics of its list, and in no other.",
            "C",
            "2.2 Which things are equal?",
        ),
        Mistake(
            "base",
            "Compared with whom? A line compares with the base, the one group named above the table. It does not "
            "compare with everybody else.",
            "E",
        ),
    ),
)
