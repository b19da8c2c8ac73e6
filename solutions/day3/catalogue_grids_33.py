"""Grids of questions 5, 7 and 8 of day 3: the right calculation with one or two of its choices made otherwise."""

import labkit as lk
from labkit.checks.grid import COLUMNS, Grid
from labkit.course.days.day3.exercise import share_and_cost

from .catalogue_33_raise import NEW
from .catalogue_common import MINIMUM
from .catalogue_grids_common import COVERED, EMPLOYEES, PAY, asked_first

wages = lk.wages


# Question 5: the raw gap.


ENDS = ["estimate", "ci_low", "ci_high"]


def gap(survey, people, pay, group, statistic, how, level):
    """Return a gap, with its interval."""
    return how(people(survey), pay, group=group[0], reference=group[1], statistic=statistic, level=level)[ENDS]


def alike_in(*factors):
    """Return the factor-weighted gap."""
    return lambda people, pay, **options: wages.factor_weighted_gap(people, pay, list(factors), **options)


def in_riel(people, pay, group, reference, statistic, level):
    """Return the difference in riel."""
    figure = {"mean": lambda s, by=None: s.mean(pay, by=by), "median": lambda s, by=None: s.quantile(pay, by=by)}
    table = people.difference(figure[statistic], between=group, minus=reference, level=level)
    return -table[["estimate", "ci_high", "ci_low"]].set_axis(ENDS, axis=1)


FACTORS = ("education", "industry", "occupation", "area", "province", "status")
GAP = Grid(
    gap,
    {
        "people": EMPLOYEES,
        "pay": PAY,
        "group": {
            "": ("sex", "male"),
            "men are compared with women, in percent of women's pay": ("sex", "female"),
            "villages are compared with towns": ("area", "urban"),
            "towns are compared with villages": ("area", "rural"),
        },
        "statistic": {"": "mean", "the gap is that of the medians": "median"},
        "how": {
            "": wages.pay_gap,
            "the gap is a difference in riel": in_riel,
        }
        | {f"the gap is of people who are alike in {factor}": alike_in(factor) for factor in FACTORS}
        | {
            f"the gap is of people who are alike in {one} and {two}": alike_in(one, two)
            for one, two in (
                ("education", "industry"),
                ("education", "occupation"),
                ("industry", "occupation"),
                ("education", "area"),
            )
        },
        "level": {"": 0.95, "the interval is one of 90 percent": 0.9, "the interval is one of 99 percent": 0.99},
    },
)


# Question 7: who is underpaid.


def underpaid(survey, measure, people, pay, minimum, number):
    """Return one measure of underpayment, or another figure."""
    table = measure(people(survey), pay, minimum)
    return table[number].item()


def one_of(name, tolerance=0.0):
    """Return a function that gives one of the measures."""

    def one(people, pay, minimum):
        table = wages.noncompliance(people, pay, minimum, tolerance)
        return table[table["measure"] == name]

    return one


def share_where(chosen):
    """Return a function that gives a share of those whose pay is known."""

    def share(people, pay, minimum):
        known = people.filter(people.frame[pay].notna())
        return known.assign(chosen_=chosen(known.frame[pay], minimum)).share("chosen_")

    return share


UNDERPAID = Grid(
    underpaid,
    {
        "measure": {
            "": one_of("V0"),
            "the row is V1": one_of("V1"),
            "the row is V2": one_of("V2"),
            "one percent below the minimum is forgiven": one_of("V0", 0.01),
            "two percent below the minimum are forgiven": one_of("V0", 0.02),
            "five percent below the minimum are forgiven": one_of("V0", 0.05),
            "ten percent below the minimum are forgiven": one_of("V0", 0.1),
            "those who are paid exactly the minimum are counted too": share_where(
                lambda pay, line: pay <= line * (1 + 1e-9)
            ),
            "only those who are paid exactly the minimum are counted": share_where(
                lambda pay, line: (pay - line).abs() < 0.5
            ),
            "those who are paid the minimum or more are counted": share_where(
                lambda pay, line: pay >= line * (1 - 1e-9)
            ),
            "those who are paid more than the minimum are counted": share_where(
                lambda pay, line: pay > line * (1 + 1e-9)
            ),
            "the figure is the Kaitz index with the mean": wages.kaitz_index,
            "the figure is the Kaitz index with the median": lambda people, pay, line: wages.kaitz_index(
                people, pay, line, statistic="median"
            ),
            "the figure is the rate of low pay": lambda people, pay, _: wages.low_pay_rate(people, pay),
            "the figure is mean pay": lambda people, pay, _: people.mean(pay),
            "the figure is the median of pay": lambda people, pay, _: people.quantile(pay),
        },
        "people": COVERED,
        "pay": asked_first("full_month", PAY | {"the pay is all pay for an hour": "hourly"}),
        "minimum": {
            "": MINIMUM,
            "the minimum is the new one of the next question": NEW,
        }
        | {
            f"the minimum is {riel:,} riel": riel
            for riel in (700_000, 720_000, 730_000, 735_000, 740_000, 750_000, 770_000, 1_000_000)
        }
        | {f"the minimum is {dollars}, in dollars": dollars for dollars in (170, 182, 190, 192, 200)},
        "number": COLUMNS,
    },
)


# Question 8: a raise.


def raised(survey, people, new, current, pay, compliance, scale):
    """Return the two figures of a raise."""
    found = figures_of(people(survey), new, current, pay, compliance)
    return found * [scale[0], scale[1]]


def figures_of(people, new, current, pay, compliance):
    """Return the two figures with every choice open."""
    return share_and_cost(wages.minimum_wage_reform(people, new, current=current, pay=pay, compliance=compliance))


RAISED = Grid(
    raised,
    {
        "people": COVERED,
        "new": {"": NEW}
        | {
            f"the new minimum is {riel:,} riel": riel
            for riel in (
                737_000,
                740_000,
                750_000,
                760_000,
                775_000,
                780_000,
                790_000,
                810_000,
                820_000,
                825_000,
                840_000,
                850_000,
                900_000,
                1_000_000,
            )
        },
        "current": {
            "": MINIMUM,
            "today's minimum is 700,000 riel": 700_000,
            "today's minimum is 750,000 riel": 750_000,
            "today's minimum is left out": None,
        },
        "pay": {
            "": "full_month",
            "the pay is basic pay of the month": "basic_pay",
            "the pay is all pay of the month": "monthly_pay",
            "the pay is all pay made up to a full month": "all_full_month",
            "the pay is for an hour": "hourly",
            "the pay is as it was told": "pay_amount",
        },
        "compliance": {"": "full", "the underpaid stay underpaid": "as today"},
        "scale": {
            "": (1, 1),
            "the cost is a thousand times too large": (1, 1000),
            "the cost is a thousand times too small": (1, 0.001),
            "the cost is that of a year": (1, 12),
            "the cost is in riel": (1, 1e9),
            "the share is a fraction, not percent": (0.01, 1),
        },
    },
)
