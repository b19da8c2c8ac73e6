"""Numbers as people write them: decimal commas, Khmer digits, percent signs, blanks between thousands."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from numbers import Real
from typing import Any

_KHMER = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
# Minus signs and dashes of word processors; blanks that look like blanks.
_SIGNS = str.maketrans(
    dict.fromkeys("\u2212\u2012\u2013\u2014\ufe63\uff0d", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
    | {"\u200b": None}
)
_NUMBER = re.compile(r"(?<![\w.,])[-+]?\d+(?:[.,]\d+|(?: \d{3})(?!\d))*")
_SCALE = re.compile(r"\d[_ ]*(?:(k|thousands?|ពាន់)|(m|mn|millions?|លាន))(?![^\W\d_])", flags=re.IGNORECASE)
_POWER = re.compile(r"\s*([-+]?\d+(?:\.\d+)?e[-+]?\d{1,2})\s*", flags=re.IGNORECASE)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}([., ])\d{3}(?:\1\d{3})*")

HOW_TO_WRITE = (
    "Write a number with Latin digits and a point for the decimals, without commas, blanks or signs: "
    "12.5, or 1234500 for a count."
)


def plain(text: str) -> str:
    """Return a text with Latin digits, plain minus signs and plain blanks.

    Examples
    --------
    >>> plain("៩០.០")
    '90.0'
    """
    return text.translate(_KHMER).translate(_SIGNS)


def number_in(text: str, *, whole: bool = False) -> float | None:
    """Return the one number in a text; None where there is none, more than one, or one that can be read in two ways.

    Parameters
    ----------
    text
        What somebody typed.
    whole
        Whether a count is asked for: a point or comma before three digits then separates thousands, and ``k`` or a
        word such as ``million`` multiplies.

    Examples
    --------
    >>> number_in("90,0 %"), number_in("about ៩០.៥"), number_in("1,234,500"), number_in("290.000", whole=True)
    (90.0, 90.5, 1234500.0, 290000.0)
    >>> number_in("290k", whole=True), number_in("1.2 million", whole=True), number_in("290_000"), number_in("2.9e5")
    (290000.0, 1200000.0, 290000.0, 290000.0)
    >>> number_in("12 to 14") is None, number_in("12,345") is None, number_in("much") is None, number_in("12k") is None
    (True, True, True, True)
    """
    written = re.sub(r"(?<=\d)_(?=\d{3})", "", plain(text).replace("- ", "-"))
    if power := _POWER.fullmatch(written):
        return float(power[1])
    found, scale = _NUMBER.findall(written), _SCALE.search(written)
    if len(found) != 1 or (scale and not whole):
        return None
    value = _value(found[0], whole=whole and not scale)
    return value if value is None or not scale else round(value * (1e3 if scale[1] else 1e6), 6)


def looks_like_number(text: str) -> bool:
    """Tell whether a text is made of nothing but digits and what people put between and behind them.

    Examples
    --------
    >>> looks_like_number("៩០,០ %"), looks_like_number("290'000"), looks_like_number("12 to 14"), looks_like_number(".")
    (True, True, False, False)
    >>> looks_like_number("290k"), looks_like_number("1.2 million"), looks_like_number("290 men")
    (True, True, False)
    """
    return bool(re.fullmatch(r"(?=.*\d)[-+\d\s.,'’]+%?\s*", _SCALE.sub("0", plain(text))))


def numbers_in(text: str) -> list[float]:
    """Return all numbers in a sentence in their order; a dash between two numbers is no minus.

    Examples
    --------
    >>> numbers_in("Women: 15,0 percent (13.7–16.3), 3.5 points more; 1,234,500 people.")
    [15.0, 13.7, 16.3, 3.5, 1234500.0]
    >>> numbers_in("The change is -3.5 points (-4.1 to -2.9), and 12,345 people.")
    [-3.5, -4.1, -2.9, 12345.0, 12.345]
    """
    spaced = re.sub(r"(?<=\d) ?- ?(?=\d)", " to ", plain(text))
    spaced = re.sub(r"(?<=\d)%", " %", spaced)
    values = []
    for written in _NUMBER.findall(spaced):
        sure = _value(written, whole=False)
        # In a sentence that is held against a known figure both readings may stand.
        readings = [sure] if sure is not None else [_value(written, whole=True), float(written.replace(",", "."))]
        values += [value for value in readings if value is not None]
    return values


def split_by_commas(answer: Any, numbers: int) -> str:
    """Return what to say of a comma that made two numbers of each of so many, as ``1,12`` does; empty otherwise.

    Examples
    --------
    >>> split_by_commas((1, 12), 1)[:42], split_by_commas([0, 64, 0, 24, 1, 45], 3)[:31]
    ('Python reads this as 2 numbers, because of', 'Python reads this as 6 numbers,')
    >>> split_by_commas([0.64, 0.24, 1.45], 3), split_by_commas((12.3, 14.1), 1)
    ('', '')
    """
    if not isinstance(answer, (list, tuple)) or not answer:
        return ""
    thousands = isinstance(answer, tuple) and numbers == 1 and len(answer) > 1  # share * 1,000
    if not thousands and len(answer) != 2 * numbers:
        return ""
    behind = answer[1:] if thousands and isinstance(answer[0], Real) else answer
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in behind):  # typed, not calculated
        return ""
    return f"Python reads this as {len(answer)} numbers, because of the comma. {HOW_TO_WRITE}"


def _value(written: str, *, whole: bool) -> float | None:
    grouped = _THOUSANDS.fullmatch(written)
    if grouped:
        separator = grouped.group(1)
        digits = written.lstrip("+-")
        clear = separator == " " or written.count(separator) > 1 or whole
        if clear and not digits.startswith("0"):
            return float(written.replace(separator, ""))
        if separator == "," and not digits.startswith("0"):
            return None  # 12,345: thousands or decimals?
    if " " in written:
        head, _, tail = written.rpartition(" ")
        return _value(head.replace(" ", "") + tail, whole=False)
    if "," in written and "." in written:
        thousands = "," if written.rindex(".") > written.rindex(",") else "."
        written = written.replace(thousands, "")
    if written.count(",") + written.count(".") > 1:
        return None
    value = float(written.replace(",", "."))
    return value if math.isfinite(value) else None


def is_typed(answer: Any, digits: int) -> bool:
    """Return whether an answer looks typed in: plain numbers or texts with no more decimals than asked.

    Examples
    --------
    >>> is_typed(89.1, 1), is_typed(89.1234, 1), is_typed({"female": 91.2, "male": 87}, 1), is_typed("89,1", 1)
    (True, False, True, True)
    """
    if isinstance(answer, Mapping):
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)):
        return bool(answer) and all(is_typed(one, digits) for one in answer)
    if isinstance(answer, str):
        return True
    # A number of numpy or pandas was calculated.
    return type(answer) in (int, float) and round(answer, digits) == answer
