"""Questions 7 and 8 of day 3, on lesson 3.3: who is underpaid, and what a raise would do."""

import numpy as np
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
    in_polars,
    paid_employees,
)

NEW = 800_000


# Question 7: V0.


def below(people, column="full_month", measure="V0", **options):
    """Return one measure of underpayment."""
    table = lk.wages.noncompliance(people, column, MINIMUM, **options)
    return table[table["measure"] == measure]


def allowances_too(survey):
    """Return V0 with pay that counts all allowances, made up to a full month."""
    people = covered_workers(survey)
    total = lk.wages.full_month_pay(people.frame, "monthly_pay")
    return below(people.assign(full_month=total))


def share_of(survey, chosen):
    """Return a share of the covered workers whose pay is known."""
    people = covered_workers(survey)
    people = people.filter(people.frame["full_month"].notna())
    return people.assign(chosen=chosen(people.frame["full_month"])).share("chosen")


def missing_as_paid(survey):
    """Return V0 with the workers whose pay is not known among those who are paid enough."""
    people = covered_workers(survey)
    return people.assign(chosen=people.frame["full_month"] < MINIMUM).share("chosen")


def missing_as_underpaid(survey):
    """Return V0 with the workers whose pay is not known among the underpaid."""
    people = covered_workers(survey)
    return people.assign(chosen=~(people.frame["full_month"] >= MINIMUM * (1 - 1e-9))).share("chosen")


def underpaid_by_hand(survey):
    """Return V0 as in a spreadsheet: a sum of weights over a sum of weights."""
    frame = covered_workers(survey).frame
    frame = frame[frame["full_month"].notna()]
    low = frame["full_month"] < MINIMUM * (1 - 1e-9)
    return 100 * frame.loc[low, "weight"].sum() / frame["weight"].sum()


Q7 = Question(
    "q7",
    3,
    "number",
    expected=lambda survey: below(covered_workers(survey)),
    hint="Of the workers whom the minimum covers, how many percent have basic pay for a full month that is below it?",
    more_hints=(
        "Three things stand between the function's brackets: the covered workers, the column with the pay that the law "
        "looks at, and the minimum.",
        "The function gives three measures. Which of them counts workers, and not riel? Choose its row as in the text.",
    ),
    reread=SPIKE,
    alternatives=(
        underpaid_by_hand,
        lambda survey: below(covered_workers(survey))["estimate"].round(1),
        lambda survey: in_polars(below(covered_workers(survey))),
        lambda survey: share_of(survey, lambda pay: pay < MINIMUM - 0.5),
    ),
    mistakes=(
        Mistake(
            "V1",
            "This is how much is missing, on average over all covered workers. The question asks how many workers are "
            "paid less.",
            lambda survey: below(covered_workers(survey), measure="V1"),
        ),
        Mistake(
            "V2",
            "This is the measure in which deep gaps count more, the example in the text. The question asks how many "
            "workers are paid less.",
            lambda survey: below(covered_workers(survey), measure="V2"),
        ),
        Mistake(
            "part of the month",
            "Here a part of the month is taken for all of it. Half a month's pay is for half a month, and no law is "
            "broken. Use the pay made up to a full month.",
            lambda survey: below(covered_workers(survey), "basic_pay"),
        ),
        Mistake(
            "allowances",
            "Here pay is counted with all allowances. They lift some people over the line. The law looks at basic pay.",
            allowances_too,
        ),
        Mistake(
            "total pay as told",
            "This takes the pay of the month with all allowances, and a part of the month for all of it. The law looks "
            "at basic pay, for a full month.",
            lambda survey: below(covered_workers(survey), "monthly_pay"),
        ),
        Mistake(
            "all employees",
            "This is a share of all employees. Most of them have no minimum wage, so they cannot be paid below it.",
            lambda survey: below(paid_employees(survey)),
            COVERED,
        ),
        Mistake(
            "all employees as told",
            "This is a share of all employees, and a part of the month is taken for all of it. Most employees have no "
            "minimum wage.",
            lambda survey: below(paid_employees(survey), "basic_pay"),
            COVERED,
            close=True,
        ),
        Mistake(
            "at the minimum",
            "Here those who are paid exactly the minimum are counted too. Exactly the minimum is lawful.",
            lambda survey: share_of(survey, lambda pay: pay <= MINIMUM * (1 + 1e-9)),
        ),
        Mistake(
            "the spike",
            "These are the workers who are paid exactly the minimum. They are not underpaid.",
            lambda survey: share_of(survey, lambda pay: np.isclose(pay, MINIMUM)),
        ),
        Mistake(
            "paid enough",
            "This is the share who are paid at least the minimum: the other side of what is asked.",
            lambda survey: 100 - underpaid_by_hand(survey),
        ),
        Mistake(
            "forgiven",
            "Here a small gap is forgiven. The question counts everybody who is paid less.",
            lambda survey: below(covered_workers(survey), tolerance=0.01),
        ),
        Mistake(
            "missing as underpaid",
            "Here the workers who did not tell their pay are counted as underpaid. Nobody knows what they are paid: "
            "leave them out.",
            missing_as_underpaid,
        ),
        Mistake(
            "missing as paid",
            "Here the workers who did not tell their pay are counted as paid enough. Nobody knows what they are paid: "
            "leave them out.",
            missing_as_paid,
            close=True,
        ),
        Mistake(
            "unweighted",
            UNWEIGHTED + "use the workers of the cell above: they know their weights.",
            lambda survey: below(unweighted(covered_workers(survey))),
        ),
        Mistake(
            "new minimum",
            "Here the line is the raised minimum of the next question. This question is about the minimum of today.",
            lambda survey: lk.wages.noncompliance(covered_workers(survey), "full_month", NEW).iloc[[0]],
        ),
        Mistake(
            "an hour",
            "This says that everybody is underpaid. Did you hold pay for an hour against a minimum for a full month?",
            lambda survey: below(covered_workers(survey), "hourly"),
        ),
        Mistake(
            "kaitz",
            "This is the Kaitz index: how high the minimum is beside usual pay. The question asks how many workers are "
            "paid less.",
            lambda survey: lk.wages.kaitz_index(covered_workers(survey), "full_month", MINIMUM, "median"),
            COVERED,
            close=True,
        ),
    ),
)


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
