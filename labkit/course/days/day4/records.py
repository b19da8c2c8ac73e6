"""How many records a question needs, how many a survey can expect, and how wide its interval will be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from scipy import stats

from labkit.errors import OptionError, is_number


def records_needed(half_width: float, *, share: float = 50, design_effect: float = 1, level: float = 0.95) -> int:
    r"""Return how many records a share needs, so that its interval goes so many points up and down.

    .. math:: n = d \cdot \frac{z^2 \, p (1 - p)}{h^2}

    :math:`p` is the expected share, :math:`h` the half width, :math:`d` the design effect, :math:`z` the normal
    quantile of the level (W. G. Cochran, *Sampling Techniques*, 1977, chapter 4).

    Parameters
    ----------
    half_width
        Percentage points up and down.
    share
        The expected share, percent; 50 is the most careful guess.
    design_effect
        How many times the variance is that of a simple random sample of the same size.
    level
        Confidence level, 0 to 1.

    Returns
    -------
    int
        Records, rounded up.

    Raises
    ------
    OptionError
        A number is none, or is not possible.

    Examples
    --------
    >>> records_needed(5), records_needed(5, design_effect=2)
    (385, 769)
    """
    _check("half_width", half_width, low=0, high=100)
    return math.ceil(_variance(share, design_effect, level) / half_width**2)


def half_width(records: float, *, share: float = 50, design_effect: float = 1, level: float = 0.95) -> float:
    """Return how many percentage points the interval of a share goes up and down with so many records.

    Parameters
    ----------
    records
        The records that answer the question.
    share, design_effect, level
        As for `records_needed`.

    Returns
    -------
    float
        Percentage points.

    Raises
    ------
    OptionError
        A number is none, or is not possible.

    Examples
    --------
    >>> round(half_width(769, design_effect=2), 1)
    5.0
    """
    _check("records", records, low=0, high=math.inf)
    return math.sqrt(_variance(share, design_effect, level) / records)


def records_expected(group: float, population: float, sample: float) -> float:
    """Return how many records of a group a survey of everybody can expect: its part of the people, times the sample.

    Parameters
    ----------
    group, population
        People.
    sample
        Records of the whole survey.

    Returns
    -------
    float
        Records.

    Raises
    ------
    OptionError
        A number is none; the group is larger than the population.

    Examples
    --------
    >>> records_expected(150_000, 15_000_000, 40_000)
    400.0
    """
    for name, value in (("group", group), ("population", population), ("sample", sample)):
        _check(name, value, low=0, high=math.inf)
    if group > population:
        raise OptionError(
            "The group is larger than the population.",
            where="records_expected",
            got=f"group={group:,}, population={population:,}",
        )
    return sample * group / population


def design_effect_of(row: Mapping[str, Any]) -> float:
    """Return the design effect of a share: its variance over that of a simple random sample with as many records.

    Parameters
    ----------
    row
        A row of `labkit.survey.Survey.share`, with ``estimate, se, n``; percent.

    Returns
    -------
    float
        1 where the design costs nothing; not a number for a share of 0 or 100 percent.

    Examples
    --------
    >>> design_effect_of({"estimate": 50.0, "se": 5.0, "n": 200})
    2.0
    """
    simple = row["estimate"] * (100 - row["estimate"]) / row["n"]
    return float(row["se"] ** 2 / simple) if simple > 0 else math.nan


def _variance(share: float, design_effect: float, level: float) -> float:
    """Return the variance of one record's answer in points, times the design effect and the squared quantile."""
    _check("share", share, low=0, high=100)
    _check("design_effect", design_effect, low=0, high=math.inf)
    _check("level", level, low=0, high=1)
    quantile = float(stats.norm.ppf((1 + level) / 2))
    return quantile**2 * share * (100 - share) * design_effect


def _check(name: str, value: object, *, low: float, high: float) -> None:
    if is_number(value) and low < float(value) < high:
        return
    raise OptionError(
        f"{name} is not a number that is possible here.",
        where="the records",
        got=f"{name}={value!r}",
        expected=f"more than {low}" + (f", less than {high}" if high < math.inf else ""),
    )
