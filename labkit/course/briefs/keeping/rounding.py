"""Rounding a figure with its interval: a digit is kept until the estimate and both ends differ."""

from __future__ import annotations

import math

MINUS, DASH, FIXED = "\u2212", "\u2013", "\u00a0"
"""A real minus sign, the dash of an interval, a blank at which no line breaks."""

_MOST_DIGITS = 4
# From which size on, by what it is divided, and the word.
_SIZES = ((1e9, 1e9, "billion"), (1e6, 1e6, "million"), (1e4, 1e3, "thousand"))
_RATES = ("percent", "percentage points")


def digits_for(estimate: float, low: float, high: float) -> int:
    """Return how many digits behind the point a figure needs.

    About two digits of the uncertainty are shown; more where estimate and ends would look alike.

    Examples
    --------
    >>> digits_for(31.4, 26.0, 38.1), digits_for(9.5, 8.9, 10.1), digits_for(1.45, 1.42, 1.49)
    (0, 1, 2)
    """
    if not all(map(math.isfinite, (low, high))) or low == high:
        return 0 if float(estimate).is_integer() else 1
    half = (high - low) / 2
    digits = min(max(0, math.ceil(-math.log10(half / 2.5))), _MOST_DIGITS)
    while digits < _MOST_DIGITS and _look_alike((estimate, low, high), digits):
        digits += 1
    return digits


def _look_alike(numbers: tuple[float, float, float], digits: int) -> bool:
    """Tell whether rounding makes two numbers the same, or an end that is not 0 look like 0."""
    rounded = [round(number, digits) for number in numbers]
    return len(set(rounded)) < 3 or any(
        end == 0 != number for number, end in zip(numbers[1:], rounded[1:], strict=True)
    )


def size_for(estimate: float, unit: str) -> tuple[float, str]:
    """Return by what a figure is divided, and the word for it.

    Examples
    --------
    >>> size_for(2_450_000, "employees"), size_for(28_600, "employees"), size_for(85.0, "percent")
    ((1000000.0, 'million'), (1000.0, 'thousand'), (1.0, ''))
    """
    if unit not in _RATES:
        for start, size, word in _SIZES:
            if abs(estimate) >= start:
                return size, word
    return 1.0, ""


def written(number: float, digits: int) -> str:
    """Return a number with its digits, a comma at the thousands and a real minus sign.

    Examples
    --------
    >>> written(-1234.56, 1).replace(MINUS, "minus ")
    'minus 1,234.6'
    """
    return f"{number:z,.{digits}f}".replace("-", MINUS)


def figure_and_interval(estimate: float, low: float, high: float, unit: str) -> tuple[str, str]:
    r"""Return a figure with its unit, and its interval without brackets; "" without an interval.

    Examples
    --------
    >>> figure_and_interval(81.21, 79.06, 83.3, "percent")
    ('81.2\xa0%', '79.1–83.3')
    >>> figure_and_interval(2_451_000, 2_372_000, 2_540_000, "employees")
    ('2.45\xa0million employees', '2.37–2.54')
    >>> figure_and_interval(0.1, -3.2, 3.5, "percentage points")[1].replace(MINUS, "minus ")
    'minus 3 to 4'
    """
    size, word = size_for(estimate, unit)
    estimate, low, high = (number / size for number in (estimate, low, high))
    digits = digits_for(estimate, low, high)
    behind = "%" if unit == "percent" else " ".join(filter(None, [word, unit]))
    value = f"{written(estimate, digits)}{FIXED if behind else ''}{behind}"
    if not all(map(math.isfinite, (low, high))) or low == high:
        return value, ""
    between = " to " if low < 0 else DASH
    return value, f"{written(low, digits)}{between}{written(high, digits)}"
