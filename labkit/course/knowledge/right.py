"""The right answers of the knowledge test, and the usual wrong ones, worked out from the values of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Values = Mapping[str, float]


def unemployment(given: Values) -> dict[str, object]:
    """Unemployed in percent of the labour force.

    Examples
    --------
    >>> unemployment({"work": 90, "seek": 10, "neither": 100})["right"]
    10.0
    """
    work, seek, neither = given["work"], given["seek"], given["neither"]
    everybody = work + seek + neither
    return {
        "right": 100 * seek / (work + seek),
        "of_all": 100 * seek / everybody,
        "of_working": 100 * seek / work,
        "without_work": 100 * (seek + neither) / everybody,
    }


def weighted(given: Values) -> dict[str, object]:
    """Mean of two rates, weighted by where people live."""
    town, village, share = given["town"], given["village"], given["share"] / 100
    return {
        "right": town * (1 - share) + village * share,
        "plain": (town + village) / 2,
        "swapped": town * share + village * (1 - share),
        "sum": town + village,
    }


def difference(given: Values) -> dict[str, object]:
    """Difference of two rates in percentage points."""
    return {"difference": round(given["women"] - given["men"], 6)}


def hourly(given: Values) -> dict[str, object]:
    """Who earns more for an hour."""
    first, second = given["first_pay"] / given["first_hours"], given["second_pay"] / given["second_hours"]
    return {"more": "The first." if first > second else "The second." if second > first else "Both the same."}


def pay_gap(given: Values) -> dict[str, object]:
    """Difference of hourly pay in percent of the pay of men."""
    men, women = given["men"], given["women"]
    return {
        "right": 100 * (men - women) / men,
        "over_women": round(100 * (men - women) / women),
        "thousand": men - women,
        "ratio": 100 * women / men,
    }


def injury_rate(given: Values) -> dict[str, object]:
    """Injuries at work for 100,000 insured workers, without those on the way."""
    net = given["all"] - given["way"]
    return {
        "right": 100_000 * net / given["insured"],
        "with_way": 100_000 * given["all"] / given["insured"],
        "net": net,
        "per_thousand": 1_000 * net / given["insured"],
    }


COMPUTE: Mapping[str, Callable[[Values], dict[str, object]]] = {
    one.__name__: one for one in (unemployment, weighted, difference, hourly, pay_gap, injury_rate)
}
