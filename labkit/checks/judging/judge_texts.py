"""Judging sentences and pictures: the figures asked for are looked for among all that stand there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from labkit.checks.entries import Entries
from labkit.checks.forms.answers import Reading
from labkit.checks.forms.groups import meant
from labkit.checks.forms.sentences import LONGEST, says
from labkit.checks.forms.spelling import spelling
from labkit.checks.forms.typed import numbers_in
from labkit.checks.judging.known import is_right, mistakes_of
from labkit.checks.judging.verdict import GENERAL_HINT, Verdict
from labkit.checks.keys import SealedQuestion

_MOST_NUMBERS = 60
_MOST_DRAWN = 400
_MOST_READ = 5_000
_ASKED = {
    "zero": "An axis with bars does not begin at zero: the bars then show differences that are not there.",
    "labels": "No axis says what it shows: write the quantity and its unit beside it.",
    "title": "The picture has no title that says what it shows.",
    "interval": "The picture does not show how uncertain the figures are.",
}


def sentence_verdict(question: SealedQuestion, reading: Reading) -> Verdict:
    """Return the verdict on a sentence; figures of the lesson's data count too, because a sentence may be typed."""
    if reading.problems:
        return Verdict(False, 0.0, " ".join(reading.problems), answered="" in reading.values)
    text = str(reading.values.get("", ""))[:LONGEST]
    numbers = numbers_in(text)[:_MOST_NUMBERS]
    both = [question.entries, *([question.lesson] if question.lesson else [])]
    entries = max(both, key=lambda known: len(_found(question, known, numbers)))
    found = _found(question, entries, numbers)
    absent = [words for words in question.words if not says(text, words)]
    avoided = [message for words, message in question.avoid if says(text, words)]
    parts = len(entries) + len(question.words)
    texts = list(avoided)
    if len(found) < len(entries):
        texts += _missing_figures(question, entries, found, numbers)
    texts += [f"The sentence does not say: {words.replace('/', ' or ')}." for words in absent]
    if not texts:
        return Verdict(True, question.points)
    share = (len(found) + len(question.words) - len(absent)) / parts
    points = 0.0 if avoided else round(question.points * share, 2)
    return Verdict(False, points, "\n".join(texts))


def picture_verdict(question: SealedQuestion, reading: Reading) -> Verdict:
    """Return the verdict on a picture: its figures, the names beside them, and what else it must show."""
    if reading.problems:
        return Verdict(False, 0.0, " ".join(reading.problems), answered="" in reading.values)
    content = _content(str(reading.values.get("", "")))
    numbers = _distinct(content["numbers"], question.digits)
    found = _found(question, question.entries, numbers)
    groups = dict.fromkeys(item.rpartition(": ")[0] if question.columns else item for item in question.entries)
    named = [group for group in groups if not group or _is_beside(group, content["words"])]
    shown = [name for name in question.shows if content.get(name)]
    texts = []
    if len(found) < len(question.entries):
        texts += _missing_figures(question, question.entries, found, numbers)
    if len(named) < len(groups):
        texts.append("The picture does not name every group that the question asks for.")
    texts += [_ASKED[name] for name in question.shows if name not in shown]
    if not texts:
        return Verdict(True, question.points)
    share = (len(found) + len(shown)) / (len(question.entries) + len(question.shows))
    unnamed = len(named) / len(groups)
    return Verdict(False, round(question.points * share * unnamed, 2), "\n".join(texts))


def _content(text: str) -> dict[str, Any]:
    """Return what a picture shows; a hand-in wrote it, so that it may be anything."""
    try:
        content = json.loads(text)
        numbers = [float(number) for number in content["numbers"][:_MOST_READ]]
        return {**content, "numbers": numbers, "words": [str(word) for word in content["words"][:_MOST_READ]]}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {"numbers": [], "words": []}


def _distinct(numbers: Iterable[float], digits: int) -> list[float]:
    """Return numbers that differ at the digits asked for: each look into the key is slow."""
    kept = {spelling(number, digits): number for number in numbers}
    return list(kept.values())[:_MOST_DRAWN]


def _found(question: SealedQuestion, entries: Entries, numbers: list[float]) -> set[str]:
    return {item for item in entries if any(is_right(question, entries, item, number) for number in numbers)}


def _missing_figures(question: SealedQuestion, entries: Entries, found: set[str], numbers: list[float]) -> list[str]:
    """Return the named mistake that explains all figures that were looked for in vain, or what is missing."""
    shared: dict[str, str] | None = None
    for item in entries:
        here = {key: text for number in numbers for key, text in mistakes_of(question, entries, item, number).items()}
        shared = here if shared is None else {key: text for key, text in shared.items() if key in here}
    if shared:
        return [next(iter(shared.values()))]
    if question.unit.startswith("percent"):
        scaled = [number * 100 for number in numbers if abs(number) <= 1]
        if any(is_right(question, entries, item, number) for item in entries for number in scaled):
            return [f"A figure stands there as a fraction. Write {question.unit}: multiply by 100."]
    missing = [item for item in entries if item not in found]
    names = ", ".join(filter(None, missing))
    what = f"Not found, or not right: {names}." if names else "The figure is not there, or not right."
    return [f"{what} {question.hint or GENERAL_HINT}"]


def _is_beside(group: str, words: list[str]) -> bool:
    """Return whether the words of a picture name a group, in one text or, for two columns, in several."""
    parts = [part.strip() for part in group.split("/")]
    return all(any(meant(word, [part]) == part or says(word, part) for word in words) for part in parts)
