"""Question 7 of day 3, on lesson 3.3: who is underpaid."""

import numpy as np

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import (
    COVERED,
    MINIMUM,
    SPIKE,
    UNWEIGHTED,
    beside_the_estimate,
    covered_workers,
    in_polars,
    paid_employees,
    women,
)

NEW = 800_000


# Question 7: V0.


def below(people, column="full_month", measure="V0", minimum=MINIMUM, **options):
    """Return one measure of underpayment."""
    table = lk.wages.noncompliance(people, column, minimum, **options)
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


def share_of_all(survey, chosen):
    """Return a share of all covered workers, with those whose pay is not known."""
    people = covered_workers(survey)
    return people.assign(chosen=chosen(people.frame["full_month"])).share("chosen")


def missing_as_paid(survey):
    """Return V0 with the workers whose pay is not known among those who are paid enough."""
    return share_of_all(survey, lambda pay: pay < MINIMUM)


def missing_as_underpaid(survey):
    """Return V0 with the workers whose pay is not known among the underpaid."""
    people = covered_workers(survey)
    return people.assign(chosen=~(people.frame["full_month"] >= MINIMUM * (1 - 1e-9))).share("chosen")


def exactly_of_all(survey):
    """Return the share paid exactly the minimum, of all covered workers, with those whose pay is not known."""
    return share_of_all(survey, lambda pay: pay.eq(MINIMUM))


def underpaid_by_hand(survey):
    """Return V0 as in a spreadsheet: a sum of weights over a sum of weights."""
    frame = covered_workers(survey).frame
    frame = frame[frame["full_month"].notna()]
    low = frame["full_month"] < MINIMUM * (1 - 1e-9)
    return 100 * frame.loc[low, "weight"].sum() / frame["weight"].sum()


def number_underpaid(survey):
    """Return how many workers are underpaid."""
    people = covered_workers(survey)
    return people.filter(people.frame["full_month"] < MINIMUM * (1 - 1e-9)).total()["estimate"].item()


def measure(survey, name):
    """Return one measure of underpayment as a number."""
    return below(covered_workers(survey), measure=name)["estimate"].item()


OTHER_MINIMUM = (
    "This takes another minimum than that of the survey. A cell above gives it, in riel of the survey's year."
)

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
            "not in riel",
            "This says that nobody is paid less. Is the minimum in riel, as pay is?",
            lambda survey: 0.0,
            close=True,
        ),
        Mistake(
            "the spike of all",
            "These are the workers who are paid exactly the minimum. They are not underpaid.",
            exactly_of_all,
            close=True,
        ),
        Mistake(
            "paid enough",
            "This is the share who are paid at least the minimum: the other side of what is asked.",
            lambda survey: 100 - underpaid_by_hand(survey),
        ),
        Mistake(
            "paid more",
            "These are the workers who are paid more than the minimum. The question asks for those who are paid less.",
            lambda survey: share_of(survey, lambda pay: pay > MINIMUM * (1 + 1e-9)),
        ),
        Mistake(
            "paid more, of all",
            "These are the workers who are paid more than the minimum. The question asks for those who are paid less.",
            lambda survey: share_of_all(survey, lambda pay: pay > MINIMUM),
            close=True,
        ),
        Mistake(
            "minimum for an hour",
            "Here pay for an hour is held against the minimum over some hours. The law names a minimum for a full "
            "month, and looks at basic pay.",
            lambda survey: below(covered_workers(survey), "hourly", minimum=MINIMUM / 208),
        ),
        *beside_the_estimate(lambda survey: below(covered_workers(survey))),
        Mistake(
            "five percent forgiven",
            "Here a small gap is forgiven. The question counts everybody who is paid less.",
            lambda survey: below(covered_workers(survey), tolerance=0.05),
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
        Mistake("182 dollars", OTHER_MINIMUM, lambda survey: below(covered_workers(survey), minimum=739_102)),
        Mistake("200 dollars", OTHER_MINIMUM, lambda survey: below(covered_workers(survey), minimum=810_000)),
        Mistake("210 dollars", OTHER_MINIMUM, lambda survey: below(covered_workers(survey), minimum=850_000)),
        Mistake(
            "new minimum",
            "Here the line is the raised minimum of the next question. This question is about the minimum of today.",
            lambda survey: lk.wages.noncompliance(covered_workers(survey), "full_month", NEW).iloc[[0]],
        ),
        Mistake(
            "an hour",
            "This says that everybody is underpaid. Is the pay that you took basic pay, and is it for a full month, as "
            "the minimum is?",
            lambda survey: below(covered_workers(survey), "hourly"),
        ),
        Mistake(
            "records",
            UNWEIGHTED + "use the function, and leave out who did not tell the pay.",
            lambda survey: 100 * (covered_workers(survey).frame["full_month"] < MINIMUM).mean(),
            close=True,
        ),
        Mistake(
            "records as told",
            "Here every record counts once, and a part of the month is taken for all of it. Use the function, with the "
            "pay made up to a full month.",
            lambda survey: 100 * (covered_workers(survey).frame["basic_pay"] < MINIMUM).mean(),
            close=True,
        ),
        Mistake(
            "number of records",
            "This is a number of records. The question asks for percent of the covered workers.",
            lambda survey: int((covered_workers(survey).frame["full_month"] < MINIMUM).sum()),
        ),
        Mistake(
            "number of workers",
            "This is a number of workers. The question asks for percent of the covered workers.",
            lambda survey: number_underpaid(survey),
        ),
        Mistake(
            "depth",
            "This is how much an underpaid worker lacks, on average. The question asks how many workers are underpaid.",
            lambda survey: 100 * measure(survey, "V1") / measure(survey, "V0"),
        ),
        Mistake(
            "low pay",
            "This is the rate of low pay, below a part of the median. The line of this question is the minimum wage.",
            lambda survey: lk.wages.low_pay_rate(covered_workers(survey), "full_month"),
        ),
        Mistake(
            "kaitz of the mean",
            "This is the Kaitz index with the mean: how high the minimum is beside usual pay. The question asks how "
            "many workers are paid less.",
            lambda survey: lk.wages.kaitz_index(covered_workers(survey), "full_month", MINIMUM, "mean"),
            COVERED,
        ),
        Mistake(
            "women",
            "This is the share of women who are underpaid. The question asks for all covered workers.",
            lambda survey: below(women(covered_workers(survey))),
            close=True,
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
