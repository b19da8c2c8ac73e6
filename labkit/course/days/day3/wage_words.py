"""The measures of `labkit.wages.minimum_wage_reform` in words: people, riel a month, and what they are a part of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd

from labkit import words
from labkit.quality import SUPPRESSED_BELOW

SIZES = ((1e9, "billion riel"), (1e6, "million riel"), (1e3, "thousand riel"), (1.0, "riel"))


def gainers(reform: pd.DataFrame) -> str:
    """Write the share of workers who gain, with its interval.

    Examples
    --------
    >>> gainers(_one("share who gain", 47.0, 44.0, 49.9))
    '47.0 percent (44.0 to 49.9)'
    """
    return words.share(reform, measure="share who gain")


def people_who_gain(reform: pd.DataFrame) -> str:
    """Write how many workers gain, in thousands, with the interval.

    Examples
    --------
    >>> people_who_gain(_one("people who gain", 318_200, 280_000, 356_000))
    '318 thousand workers (280 to 356)'
    """
    return words.figure(reform, "thousand workers", scale=1e-3, digits=0, lowest=0, measure="people who gain")


def cost(reform: pd.DataFrame) -> str:
    """Write the cost to employers a month, with its interval.

    Examples
    --------
    >>> cost(_one("cost per month", 25.5e9, 22.3e9, 28.7e9))
    '25.5 billion riel a month (22.3 to 28.7)'
    """
    return _money(reform, "cost per month", " a month")


def percent_of_pay(reform: pd.DataFrame) -> str:
    """Write the cost in percent of all the workers' pay, with its interval.

    Examples
    --------
    >>> percent_of_pay(_one("cost as percent of pay", 3.9, 3.4, 4.4))
    '3.9 percent (3.4 to 4.4)'
    """
    return words.share(reform, measure="cost as percent of pay")


def gain_each(reform: pd.DataFrame) -> str:
    """Write what each of those who gain gets more a month, on average, with the interval.

    Examples
    --------
    >>> gain_each(_one("gain each", 80_100, 73_000, 87_200))
    '80.1 thousand riel (73.0 to 87.2)'
    """
    return _money(reform, "gain each", "")


def in_table(reform: pd.DataFrame) -> pd.DataFrame:
    """Return the five measures of a reform without groups as a table for reading.

    Examples
    --------
    >>> in_table(_one("cost per month", 25.5e9, 22.3e9, 28.7e9)).values.tolist()
    [['cost per month', '25.5 billion riel a month (22.3 to 28.7)']]
    """
    measures = [str(name) for name in reform["measure"] if name in _WRITTEN]
    told = [_WRITTEN[name](reform) for name in measures]
    return pd.DataFrame({"measure": measures, "estimate, with interval": told})


def can_be_shown(reform: pd.DataFrame) -> bool:
    """Say whether enough workers gain for a figure.

    Examples
    --------
    >>> can_be_shown(_one("cost per month", 1.0, 0.5, 1.5).assign(flag="S"))
    False
    """
    return str(words.one_row(reform, measure="cost per month")["flag"]) != "S"


def _money(reform: pd.DataFrame, measure: str, period: str) -> str:
    row = words.one_row(reform, measure=measure)
    if row["flag"] == "S" or pd.isna(row["estimate"]):
        return f"not shown (fewer than {SUPPRESSED_BELOW} workers gain)"
    size, unit = next((size, unit) for size, unit in SIZES if row["estimate"] >= size or size == 1)
    digits = 1 if size > 1 else 0
    return words.figure(reform, unit + period, scale=1 / size, digits=digits, lowest=0, measure=measure)


_WRITTEN: Mapping[str, Callable[[pd.DataFrame], str]] = MappingProxyType(
    {
        "share who gain": gainers,
        "people who gain": people_who_gain,
        "cost per month": cost,
        "cost as percent of pay": percent_of_pay,
        "gain each": gain_each,
    }
)


def _one(measure: str, estimate: float, low: float, high: float) -> pd.DataFrame:
    """Return a table of one line, for the examples."""
    row = {"measure": measure, "estimate": estimate, "ci_low": low, "ci_high": high, "cv": 0.1, "n": 900, "flag": ""}
    return pd.DataFrame([row])
