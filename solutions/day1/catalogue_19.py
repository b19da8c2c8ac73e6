"""Question 9 of day 1, on the group case: a change under one definition."""

import labkit as lk
from labkit.checks import Mistake, Question
from labkit.checks.ways import unweighted

from .catalogue_common import DIFFERENCE, ENDS, OTHER_LEVEL, TABLE, THREE_RATES, WEIGHTS

rate = lk.labour.unemployment_rate
participation, neet = lk.labour.participation_rate, lk.labour.neet_rate


# Question 9, for who is quick: a change under one definition, from two surveys.


def change(earlier, later, **options):
    """Return the change of the unemployment rate, with the ends of its interval."""
    return lk.compare.change(rate, earlier, later, **options)[ENDS]


def far_ends(earlier, later):
    """Return the change with an interval made of the ends of two intervals."""
    one, two = rate(earlier).iloc[0], rate(later).iloc[0]
    return [two["estimate"] - one["estimate"], two["ci_low"] - one["ci_high"], two["ci_high"] - one["ci_low"]]


def mixed(earlier, later):
    """Return the strict rate of the later year minus the relaxed rate of the earlier, with the ends of its interval."""
    one, two = rate(earlier, definition="relaxed").iloc[0], rate(later).iloc[0]
    estimate, half = two["estimate"] - one["estimate"], 1.96 * (one["se"] ** 2 + two["se"] ** 2) ** 0.5
    return [estimate, estimate - half, estimate + half]


def with_one_error(earlier, later):
    """Return the change with ends that are one standard error away."""
    row = lk.compare.change(rate, earlier, later).iloc[0]
    return [row["estimate"], row["estimate"] - row["se"], row["estimate"] + row["se"]]


def as_in_excel(earlier, later):
    """Return the change with the two standard errors put together: two separate samples."""
    one, two = rate(earlier).iloc[0], rate(later).iloc[0]
    estimate, half = two["estimate"] - one["estimate"], 1.961 * (one["se"] ** 2 + two["se"] ** 2) ** 0.5
    return [estimate, estimate - half, estimate + half]


OTHER_CHANGE = "This is the change of another rate. The question is about unemployment."

Q9 = Question(
    "q9",
    0,
    "row",
    expected=change,
    columns=tuple(ENDS),
    digits=2,
    unit="percentage points",
    data=("lfs2012", "lfs"),
    extra=True,
    hint="The question is about the change from the earlier survey to the later one, by the strict rule in both.",
    more_hints=(
        "The group case computed a change in one line, from two surveys and one definition.",
        "The order counts: the earlier survey comes before the later one. The definition is the same for both.",
    ),
    reread=TABLE,
    alternatives=(
        lambda earlier, later: lk.compare.change(rate, earlier, later),
        lambda earlier, later: change(earlier, later).round(2),
        as_in_excel,
    ),
    mistakes=(
        Mistake(
            "relaxed",
            "This is the change of the relaxed rate. The question asks for the strict one, in both years.",
            lambda earlier, later: change(earlier, later, definition="relaxed"),
            THREE_RATES,
        ),
        Mistake(
            "mixed",
            "Two definitions are mixed: the relaxed rate of one year and the strict rate of the other. Then a change "
            "of "
            "the rule looks like a change of the country.",
            mixed,
        ),
        Mistake(
            "turned round",
            "The direction is turned round: this is the earlier year minus the later one. The earlier survey comes "
            "first "
            "between the brackets.",
            lambda earlier, later: change(later, earlier),
        ),
        Mistake(
            "ends subtracted",
            "The change is right, but this interval is made of the ends of two intervals. It is too wide: estimate the "
            "change itself.",
            far_ends,
            DIFFERENCE,
        ),
        Mistake(
            "one standard error",
            "The change is right, but its ends are one standard error away. A 95 percent interval reaches further: the "
            "table has its ends.",
            with_one_error,
        ),
        Mistake(
            "percent",
            "This is the change in percent of the first year's rate. The question asks for percentage points: one rate "
            "minus the other.",
            lambda earlier, later: lk.compare.growth(rate, earlier, later)[ENDS],
        ),
        Mistake("90 percent", OTHER_LEVEL, lambda earlier, later: change(earlier, later, level=0.9), close=True),
        Mistake(
            "participation",
            OTHER_CHANGE,
            lambda earlier, later: lk.compare.change(participation, earlier, later)[ENDS],
        ),
        Mistake(
            "employment ratio",
            OTHER_CHANGE,
            lambda earlier, later: lk.compare.change(lk.labour.employment_ratio, earlier, later)[ENDS],
        ),
        Mistake("NEET", OTHER_CHANGE, lambda earlier, later: lk.compare.change(neet, earlier, later)[ENDS]),
        Mistake(
            "unweighted",
            "This is the change of unweighted rates: every record counts once. The surveys know their weights.",
            lambda earlier, later: change(unweighted(earlier), unweighted(later)),
            WEIGHTS,
        ),
    ),
)
