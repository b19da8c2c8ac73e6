"""Question 8 of day 3, on lesson 3.3: what a raise would do."""

import pandas as pd

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted
from labkit.course.days.day3.exercise import BILLION, share_and_cost

from .catalogue_common import (
    COMPLIANCE,
    COVERED,
    MINIMUM,
    SIMULATOR,
    SPIKE,
    UNWEIGHTED,
    covered_workers,
    men,
    paid_employees,
    women,
)

NEW = 800_000


# Question 8: a raise.


def raised(people, compliance="full", new=NEW, **options):
    """Return the table of a raise."""
    return lk.wages.minimum_wage_reform(people, new, current=MINIMUM, compliance=compliance, **options)


def figures(*args, **options):
    """Return the two figures of a raise."""
    return share_and_cost(raised(*args, **options))


def by_hand(survey, cost_of_missing=True, share_of_missing=False):
    """Return the two figures as in a spreadsheet."""
    frame = covered_workers(survey).frame
    known = frame["full_month"].notna()
    gain = (NEW - frame["full_month"]).clip(lower=0).where(known, 0.0)
    gain = gain.where(gain > 0.001, 0.0)
    weight = frame["weight"]
    people = weight.sum() if share_of_missing else weight[known].sum()
    cost = (weight * gain).sum() / BILLION * (weight.sum() / weight[known].sum() if cost_of_missing else 1)
    return {"share": 100 * weight[gain > 0].sum() / people, "cost": cost}


def with_share(survey, share):
    """Return the right cost beside another share."""
    return pd.Series({"share": share, "cost": by_hand(survey)["cost"]})


def with_cost(survey, cost):
    """Return the right share beside another cost."""
    return pd.Series({"share": by_hand(survey)["share"], "cost": cost})


def everybody_gains(survey):
    """Return the cost if each covered worker got the difference of the two minimum wages."""
    return covered_workers(survey).frame["weight"].sum() * (NEW - MINIMUM) / BILLION


def estimate(survey, measure):
    """Return one figure of the right table."""
    return raised(covered_workers(survey)).set_index("measure").loc[measure, "estimate"]


def with_allowances(survey):
    """Return the two figures where pay is counted with all allowances, made up to a full month."""
    people = covered_workers(survey)
    return figures(
        people.assign(with_allowances=lk.wages.full_month_pay(people.frame, "monthly_pay")), pay="with_allowances"
    )


def kept_as_today(survey):
    """Return the two figures where the underpaid stay underpaid."""
    return figures(covered_workers(survey), compliance="as today")


def enforced(survey):
    """Return the two figures of paying today's minimum to everybody."""
    return figures(covered_workers(survey), new=MINIMUM)


Q8 = Question(
    "q8",
    4,
    "row",
    expected=lambda survey: figures(covered_workers(survey)),
    columns=("share", "cost"),
    unit="percent, and billion riel a month",
    hint="Ask each covered worker: what is missing to the new minimum, if from now on everybody is paid by the law?",
    more_hints=(
        "It is the line of the lesson's simulator. The people come first, then the new minimum, then today's.",
        "The last part between the brackets says how the law is kept. The lesson had two words for it: read the "
        "question for the one that it asks for.",
    ),
    reread=SIMULATOR,
    alternatives=(
        by_hand,
        lambda survey: figures(covered_workers(survey)).round(1),
        lambda survey: figures(covered_workers(survey)).round(1).tolist(),
        lambda survey: figures(covered_workers(survey), pay="full_month").to_dict(),
        lambda survey: figures(covered_workers(survey)).to_frame().T,
    ),
    mistakes=(
        Mistake(
            "not in riel",
            "This says that nobody gains. Is the new minimum in riel, as pay is?",
            lambda survey: pd.Series({"share": 0.0, "cost": 0.0}),
            close=True,
        ),
        Mistake(
            "as today",
            "Here who is underpaid today stays underpaid. The question says that from now on everybody is paid by the "
            "law.",
            lambda survey: figures(covered_workers(survey), compliance="as today"),
            COMPLIANCE,
        ),
        Mistake(
            "only the known",
            "The share is right. The cost leaves out the workers who did not tell their pay. Their employers pay too: "
            "count them like the others.",
            lambda survey: by_hand(survey, cost_of_missing=False),
        ),
        Mistake(
            "missing as not below",
            "Here the workers who did not tell their pay are counted as if they gained nothing. Nobody knows. The "
            "share leaves them out, the cost counts them like the others.",
            lambda survey: by_hand(survey, cost_of_missing=False, share_of_missing=True),
        ),
        Mistake(
            "missing in the share",
            "The cost is right. The share counts the workers who did not tell their pay as if they gained nothing. "
            "Nobody knows: leave them out of the share.",
            lambda survey: by_hand(survey, share_of_missing=True),
        ),
        Mistake(
            "all employees",
            "Here all employees get the raise. Most of them have no minimum wage. Choose the covered workers first.",
            lambda survey: figures(paid_employees(survey)),
            COVERED,
        ),
        Mistake(
            "enforcement",
            "Here the minimum is not raised: the law of today is kept, and nothing else. The question asks for a new "
            "minimum.",
            lambda survey: figures(covered_workers(survey), new=MINIMUM),
            COMPLIANCE,
        ),
        Mistake(
            "example",
            "This is the raise of the lesson's worked line. The question asks for another new minimum.",
            lambda survey: figures(covered_workers(survey), new=750_000),
        ),
        Mistake(
            "allowances",
            "Here pay is counted with all allowances. They lift some people over the line. The law looks at basic pay.",
            with_allowances,
            SPIKE,
        ),
        Mistake(
            "part of the month",
            "Here a part of the month is taken for all of it, so people who worked two weeks seem to gain much. Use "
            "pay made up to a full month.",
            lambda survey: figures(covered_workers(survey), pay="basic_pay"),
            SPIKE,
        ),
        Mistake(
            "total pay as told",
            "Here pay is counted with all allowances, and a part of the month is taken for all of it. The law looks at "
            "basic pay, for a full month.",
            lambda survey: figures(covered_workers(survey), pay="monthly_pay"),
            SPIKE,
        ),
        Mistake(
            "women",
            "This is the raise for women only. The question asks for all covered workers.",
            lambda survey: figures(women(covered_workers(survey))),
        ),
        Mistake(
            "men",
            "This is the raise for men only. The question asks for all covered workers.",
            lambda survey: figures(men(covered_workers(survey))),
        ),
        Mistake(
            "added to the minimum",
            "Here 800,000 is added to today's minimum. It is the new minimum itself.",
            lambda survey: figures(covered_workers(survey), new=MINIMUM + NEW),
        ),
        Mistake(
            "five percent",
            "This is a raise of five in a hundred. The question names the new minimum in riel.",
            lambda survey: figures(covered_workers(survey), new=1.05 * MINIMUM),
        ),
        Mistake(
            "cost as today",
            "The share is right. The cost is that of the other compliance, in which the underpaid stay underpaid. "
            "Never mix the two.",
            lambda survey: with_cost(survey, kept_as_today(survey)["cost"]),
            COMPLIANCE,
        ),
        Mistake(
            "share as today",
            "The cost is right. The share is that of the other compliance, in which the underpaid stay underpaid. "
            "Never mix the two.",
            lambda survey: with_share(survey, kept_as_today(survey)["share"]),
            COMPLIANCE,
        ),
        Mistake(
            "on top of the law",
            "The share is right. The cost leaves out what today's law already asks for. The question asks for all that "
            "employers pay more than now.",
            lambda survey: with_cost(survey, by_hand(survey)["cost"] - enforced(survey)["cost"]),
            COMPLIANCE,
        ),
        Mistake(
            "both on top of the law",
            "Here today's law is taken off: what it asks for already, and who gains from it. The question asks for all "
            "who gain and for the whole cost.",
            lambda survey: figures(covered_workers(survey)) - enforced(survey),
            COMPLIANCE,
        ),
        Mistake(
            "between the two",
            "This is the distance between the two kinds of compliance. The question asks for one of them.",
            lambda survey: figures(covered_workers(survey)) - kept_as_today(survey),
            COMPLIANCE,
        ),
        Mistake(
            "fraction",
            "The cost is right. The share is a fraction: the question asks for percent.",
            lambda survey: with_share(survey, by_hand(survey)["share"] / 100),
        ),
        Mistake(
            "people",
            "The cost is right. The first figure is a number of people. The question asks how many percent gain.",
            lambda survey: with_share(survey, estimate(survey, "people who gain")),
        ),
        Mistake(
            "everybody times the raise",
            "The share is right. The cost is all covered workers times the raise. Who is paid more than the new "
            "minimum already gets nothing.",
            lambda survey: with_cost(survey, everybody_gains(survey)),
        ),
        Mistake(
            "gainers times the raise",
            "The share is right. The cost gives everybody who gains the same: the difference of the two minimum wages. "
            "Some gain less, and the underpaid gain more.",
            lambda survey: with_cost(survey, estimate(survey, "people who gain") * (NEW - MINIMUM) / BILLION),
        ),
        Mistake(
            "percent of pay",
            "The share is right. The second figure is the cost in percent of pay. The question asks for billion riel a "
            "month.",
            lambda survey: with_cost(survey, estimate(survey, "cost as percent of pay")),
        ),
        Mistake(
            "million",
            "The share is right. The cost is in millions. The question asks for billions of riel: a billion is a "
            "thousand million.",
            lambda survey: with_cost(survey, 1000 * by_hand(survey)["cost"]),
        ),
        Mistake(
            "trillion",
            "The share is right. The cost is a thousand times too small. The question asks for billions of riel: a "
            "billion is a thousand million.",
            lambda survey: with_cost(survey, by_hand(survey)["cost"] / 1000),
        ),
        Mistake(
            "riel",
            "The share is right. The cost is in riel. The question asks for billions of riel.",
            lambda survey: with_cost(survey, BILLION * by_hand(survey)["cost"]),
        ),
        Mistake(
            "a year",
            "The share is right. The cost is for a year. The question asks for a month.",
            lambda survey: with_cost(survey, 12 * by_hand(survey)["cost"]),
        ),
        Mistake(
            "nothing gained",
            "The cost is right. The first figure is the share of those who gain nothing.",
            lambda survey: with_share(survey, 100 - by_hand(survey)["share"]),
        ),
        Mistake(
            "unweighted",
            UNWEIGHTED + "use the workers of the cell above: they know their weights.",
            lambda survey: figures(unweighted(covered_workers(survey))),
        ),
        Mistake(
            "everybody",
            "Here the raise is for all people in the survey, also those who have no pay. Choose the covered workers "
            "first.",
            lambda survey: figures(survey),
            COVERED,
        ),
    ),
)
