"""What a key knows of a value: whether it is right, and which mistakes give it. Each look costs a slow digest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from labkit.checks.entries import Entries, Values, item_salt
from labkit.checks.forms.spelling import (
    copied_spelling,
    exact_spelling,
    is_calculated,
    is_coarse,
    nearly_spelling,
    spelling,
)
from labkit.checks.keys import SealedQuestion
from labkit.checks.sealing import locked, unseal

# Ends of intervals and standard errors have several right formulas, which differ in the next decimal.
_SEVERAL_FORMULAS = ("ci_low", "ci_high", "se", "cv")


@lru_cache(maxsize=4096)
def _opened(label: str, sealed: str, value: str, salt: str) -> Any:
    return unseal(sealed, locked(value, salt)[1])


def note(sealed: dict[str, str], value: str, salt: str) -> dict[str, Any]:
    """Return what is noted of one spelling of a value."""
    label = locked(value, salt)[0]
    if label not in sealed:
        return {"right": False, "mistakes": {}}
    return dict(_opened(label, sealed[label], value, salt))


def is_right(question: SealedQuestion, entries: Entries, item: str, value: float | str, scale: float = 1.0) -> bool:
    """Return whether a value is right, by the rule of rounding that `labkit.checks.Question` states."""
    if isinstance(value, str):
        return _any_right(question, entries, item, [value])
    value, digits = value * scale, question.digits
    if not _any_right(question, entries, item, _around(value, digits)):
        return False
    if is_coarse(value, digits):
        return _any_right(question, entries, item, [spelling(value, digits)])
    if not is_calculated(value, digits) or _has_several_formulas(question, item):
        return True
    unit = 10.0 ** -(digits + 1)
    nearly = [nearly_spelling(value + step * unit, digits) for step in (0, -1, 1)]
    if not _any_right(question, entries, item, nearly):
        return False
    found = list(_exactly(question, entries, item, value))
    return any(one["right"] for one in found) or not any(one["mistakes"] for one in found)


def is_near(question: SealedQuestion, entries: Entries, item: str, value: float | str, most: int = 5) -> bool:
    """Return whether a number is right within some units of its last digit."""
    if isinstance(value, str):
        return False
    unit = 10.0**-question.digits
    steps = range(-most, most + 1)
    return _any_right(question, entries, item, [spelling(value + step * unit, question.digits) for step in steps])


def mistakes_of(
    question: SealedQuestion,
    entries: Entries,
    item: str,
    value: float | str,
    scale: float = 1.0,
    *,
    exact: bool = False,
    beside: bool = True,
) -> dict[str, str]:
    """Return the mistakes that give a value, or one unit `beside` it: key to message."""
    if isinstance(value, str):
        found = [_noted(question, entries, item, value)] if not exact else []
    elif exact:
        found = list(_exactly(question, entries, item, value * scale))
    else:
        found = [
            _noted(question, entries, item, text)
            for text in _around(value * scale, question.digits)[: 3 if beside else 1]
        ]
    return {key: text for one in found for key, text in one["mistakes"].items()}


def shared_mistake(
    question: SealedQuestion,
    entries: Entries,
    values: Values,
    scale: float = 1.0,
    *,
    exact: bool = False,
    beside: bool = True,
) -> str:
    """Return the message of the first mistake that explains every value, or an empty text."""
    shared: dict[str, str] | None = None
    for item, value in values.items():
        found = mistakes_of(question, entries, item, value, scale, exact=exact, beside=beside)
        shared = found if shared is None else {key: text for key, text in shared.items() if key in found}
        if not shared:
            return ""
    return next(iter((shared or {}).values()), "")


def copied_from(question: SealedQuestion, entries: Entries, values: Values) -> str:
    """Return the message on a published figure that was copied; empty for numbers that were calculated."""
    shared: dict[str, str] | None = None
    for item, value in values.items():
        if isinstance(value, str) or is_calculated(value, question.digits):
            return ""
        found = _noted(question, entries, item, copied_spelling(value, question.digits))["mistakes"]
        shared = found if shared is None else {key: text for key, text in shared.items() if key in found}
        if not shared:
            return ""
    return next(iter((shared or {}).values()), "")


def _noted(question: SealedQuestion, entries: Entries, item: str, text: str) -> dict[str, Any]:
    return note(entries[item], text, item_salt(question.kind, question.salt, item))


def _any_right(question: SealedQuestion, entries: Entries, item: str, texts: list[str]) -> bool:
    return any(_noted(question, entries, item, text)["right"] for text in texts)


def _exactly(question: SealedQuestion, entries: Entries, item: str, value: float) -> Iterator[dict[str, Any]]:
    digits = question.digits
    unit = 10.0 ** -(digits + 4)
    for step in (0, -1, 1):
        yield _noted(question, entries, item, exact_spelling(value + step * unit, digits)[0])


def _around(value: float, digits: int) -> list[str]:
    """Return the spellings of a number and of its two neighbours, the nearest first."""
    unit = 10.0**-digits
    return [spelling(value + step * unit, digits) for step in (0, -1, 1)]


def _has_several_formulas(question: SealedQuestion, item: str) -> bool:
    return item.rpartition(": ")[2] in _SEVERAL_FORMULAS or (not item and question.column != "estimate")
