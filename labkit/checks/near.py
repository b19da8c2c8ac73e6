"""The sealed notes on usual mistakes and on those of a question's grid, and the sealed facts of its right answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from labkit.checks.catalogue import Question
from labkit.checks.entries import NO_ANSWER, UNITS, Values, distance, expected_values, values_of
from labkit.checks.forms.facts import Facts, facts_of
from labkit.checks.forms.spelling import exact_spelling, is_calculated, spelling
from labkit.checks.sealing import locked, seal
from labkit.checks.usual import usual_mistakes

_BLOCK = 32
_OF_TABLES = ("number", "row", "table")


def near_mistakes(question: Question, data: Sequence[Any]) -> Iterator[tuple[str, Values]]:
    """Yield what to say of the usual mistakes, and of those of the question's grid, with the answers that they give."""
    right = expected_values(question, data)
    usual = [(mistake.message, mistake.answer, False) for mistake in usual_mistakes(question, len(right))]
    variants = question.grid.variants() if question.grid else ()
    known = set()
    for message, solution, may_be_round in (*usual, *((*variant, True) for variant in variants)):
        try:
            values = values_of(question, solution, data)
        except NO_ANSWER:  # a question about women has no answer for men
            continue
        if set(values) != set(right) or all(value in (0, 100) for value in values.values()):
            continue  # nobody, or everybody: people write that for other reasons
        if not may_be_round and _is_round(question, values):
            continue
        spelled = tuple(_exactly(values, right, question.digits))
        if spelled not in known and distance(question, values, right) >= UNITS:
            known.add(spelled)
            yield message, values


def _is_round(question: Question, values: Values) -> bool:
    """Return whether an answer is one number up to 100 without further decimals: many calculations may give it."""
    numbers = [value for value in values.values() if not isinstance(value, str)]
    if len(values) != 1 or not numbers or abs(numbers[0]) > 100:
        return False
    return not is_calculated(numbers[0], question.digits)


def sealed_near(question: Question, data: Sequence[Any], salt: str) -> dict[str, str]:
    """Return the notes on these mistakes: each under its first number, with the other numbers in it."""
    if question.kind not in _OF_TABLES:
        return {}
    items = list(expected_values(question, data))
    told: dict[tuple[str, ...], str] = {}
    rounded: dict[tuple[str, ...], list[str]] = {}
    for message, values in near_mistakes(question, data):
        told[tuple(_exactly(values, items, question.digits))] = message
        rounded.setdefault(tuple(spelling(values[item], question.digits) for item in items), []).append(message)
    if len(items) > 1:  # one rounded number alone is soon that of several mistakes
        told |= {numbers: messages[0] for numbers, messages in rounded.items() if len(set(messages)) == 1}
    notes: dict[tuple[str, bytes], list[list[str]]] = {}
    for (first, *others), message in told.items():
        notes.setdefault(locked(first, f"{salt}/near"), []).append([message, *others])
    return {label: seal({"told": notes[label, key]}, key, _BLOCK) for label, key in sorted(notes)}


def _exactly(values: Values, items: Iterable[str], digits: int) -> list[str]:
    return [(exact_spelling(values[item], digits) or [str(values[item])])[0] for item in items]


def sealed_facts(question: Question, data: Sequence[Any], salt: str) -> tuple[str, ...]:
    """Return the labels of what the right tables say of themselves: of each name, and of each name with its value."""
    if question.kind not in _OF_TABLES:
        return ()
    ways = [way for way in (question.expected, *question.alternatives) if callable(way)]
    facts = {fact for way in ways for fact in _facts(way, data)}
    return tuple(sorted({fact_label(salt, *fact) for fact in facts} | {fact_label(salt, name) for name, _ in facts}))


def _facts(way: Any, data: Sequence[Any]) -> Facts:
    try:
        return facts_of(way(*data))
    except ImportError:  # a way by a package that the course does not need, such as polars; its tables tell nothing
        return ()


def fact_label(salt: str, name: str, value: str = "") -> str:
    """Return the label of a fact, or of its name."""
    return locked(f"{name}={value}", f"{salt}/facts")[0]
