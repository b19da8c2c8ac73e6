"""The texts under which answers are locked, and how near a number must be to the right one."""

from __future__ import annotations

import math

# An unrounded answer is compared in this many more decimals than the question asks for.
EXACT_DIGITS = 4
_SMALL = 1e-7


def spelling(value: float | str, digits: int) -> str:
    """Return the text under which an answer is locked: a word, or a number in units of its last digit.

    Examples
    --------
    >>> spelling(89.42, 1), spelling("formal", 1)
    ('894', 'formal')
    """
    if isinstance(value, str):
        return value
    units = value * 10.0**digits
    return str(round(units)) if math.isfinite(units) else "no number"  # a hand-in may hold anything


def nearly_spelling(value: float, digits: int) -> str:
    """Return the text under which a number is locked in one decimal more.

    Examples
    --------
    >>> nearly_spelling(89.42, 1)
    'nearly 8942'
    """
    return f"nearly {spelling(value, digits + 1)}"


def exact_spelling(value: float | str, digits: int) -> list[str]:
    """Return the text under which an unrounded number is locked besides; none for a word.

    Two mistakes can round to the same number on one sample or another. An answer that was computed, and not rounded,
    tells them apart.

    Examples
    --------
    >>> exact_spelling(89.4231, 1), exact_spelling("formal", 1)
    (['exactly 8942310'], [])
    """
    return [] if isinstance(value, str) else [f"exactly {spelling(value, digits + EXACT_DIGITS)}"]


def copied_spelling(value: float | str, digits: int) -> str:
    """Return the text under which a published figure is locked that people copy.

    Examples
    --------
    >>> copied_spelling(88.0, 1)
    'copied 880'
    """
    return f"copied {spelling(value, digits)}"


def is_coarse(value: float, digits: int) -> bool:
    """Return whether a number is rounded further than asked: 89 where one decimal is asked for.

    Examples
    --------
    >>> is_coarse(89, 1), is_coarse(89.1, 1), is_coarse(290_000, -3)
    (True, False, True)
    """
    return _is_whole(value * 10.0 ** (digits - 1))


def is_calculated(value: float, digits: int) -> bool:
    """Return whether a number has many more decimals than asked: it was calculated, and not rounded.

    Examples
    --------
    >>> is_calculated(89.0312, 1), is_calculated(89.031, 1)
    (True, False)
    """
    return not _is_whole(value * 10.0 ** (digits + 2))


def _is_whole(value: float) -> bool:
    return math.isfinite(value) and abs(value - round(value)) < _SMALL * max(1.0, abs(value) * 1e-7)
