"""Judging one answer against a key: right, a mistake known by name, or something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from labkit.checks.answers import Reading, read_answer
from labkit.checks.keys import EXACT_DIGITS, Entries, SealedQuestion, Values, exact_spelling, spelling
from labkit.checks.sealing import locked, unseal

TYPED = (
    "This is right for the lesson's data, but it does not follow the data: on other data of the same kind it stays "
    "the same. Write the calculation, not its result, and use the data of the first cell."
)
GENERAL_HINT = "Read the question again: which people, which weight, which unit?"

# A fraction where percent is asked must be multiplied by 100, a percent of a percent divided by it.
_SCALES = {
    100.0: "This is a fraction. The question asks for {unit}: multiply by 100.",
    0.01: "This is 100 times too large. The results of labkit are in percent already.",
}


@dataclass(frozen=True)
class Verdict:
    """What is to be said about an answer.

    Parameters
    ----------
    right
        Whether everything is right.
    points
        Points won, with part of the points for an answer that is right in part.
    message
        What is wrong, in one or a few sentences; empty when everything is right.
    answered
        Whether there was an answer to judge.
    """

    right: bool
    points: float
    message: str = ""
    answered: bool = True


def judge(question: SealedQuestion, answer: Any) -> Verdict:
    """Return the verdict on an answer.

    Parameters
    ----------
    question
        A question of a `Key`.
    answer
        The trainee's object, in any form that `labkit.checks.answers` reads.

    Returns
    -------
    Verdict
        Points are split evenly between the groups of a table and the items of a choice.

    Examples
    --------
    >>> from labkit.checks import Catalogue, Mistake, Question, make_key
    >>> half = Mistake("half", "This is one half of it.", lambda survey: 6.2)
    >>> catalogue = Catalogue("day9", (Question("q1", 2, "number", lambda survey: 12.4, mistakes=(half,)),))
    >>> question = make_key(catalogue, survey=None).questions["q1"]
    >>> judge(question, 6.2).message
    'This is one half of it.'
    >>> judge(question, 0.124).message
    'This is a fraction. The question asks for percent: multiply by 100.'
    """
    return judge_reading(question, read_answer(answer, question, tuple(question.entries)))


def judge_reading(question: SealedQuestion, reading: Reading) -> Verdict:
    """Return the verdict on an answer that was read before.

    Parameters
    ----------
    question
        A question of a `Key`.
    reading
        What `labkit.checks.answers.read_answer` made of the answer, for the items of this question.
    """
    notes = _notes(question, question.entries, reading.values)
    hits = sum(note["right"] for note in notes.values())
    share = hits / len(question.entries)
    if share == 1 and not reading.problems:
        return Verdict(True, question.points)
    if _is_typed(question, reading.values):
        return Verdict(False, 0.0, TYPED)
    message = _message(question, reading, notes, hits)
    return Verdict(False, round(question.points * share, 2), message, answered=bool(reading.values))


def _is_typed(question: SealedQuestion, values: Values) -> bool:
    """Say whether an answer is the lesson's, and is not a known mistake on the data it was graded on."""
    if not question.lesson or not _all_right(_notes(question, question.lesson, values), question.lesson):
        return False
    return not _shared_mistake(_notes(question, question.entries, values, exact=True))


def _message(question: SealedQuestion, reading: Reading, notes: dict[str, dict[str, Any]], hits: int) -> str:
    if question.kind == "choice" and reading.values:
        return _choice_message(question, reading, notes, hits)
    if reading.problems:
        return " ".join(reading.problems)
    return _number_message(question, reading.values, notes, hits)


def _choice_message(question: SealedQuestion, reading: Reading, notes: dict[str, dict[str, Any]], hits: int) -> str:
    said = [text for note in notes.values() if not note["right"] for text in note["mistakes"].values()]
    texts = [*reading.problems, *dict.fromkeys(said)] or [question.hint or GENERAL_HINT]
    if len(question.entries) > 1:
        texts = [f"{hits} of {len(question.entries)} are right.", *texts]
    return "\n".join(texts)


def _number_message(question: SealedQuestion, values: Values, notes: dict[str, dict[str, Any]], hits: int) -> str:
    exact = _notes(question, question.entries, values, exact=True)
    named = _shared_mistake(exact) or _shared_mistake(notes)
    if named:
        return named
    for scale, text in _SCALES.items() if question.unit.startswith("percent") else ():
        scaled = _notes(question, question.entries, values, scale)
        text = text.format(unit=question.unit)
        if _all_right(scaled, question.entries):
            return text
        named = _shared_mistake(scaled)
        if named:
            return f"{named} {text}"
    if hits:
        wrong = ", ".join(item for item, note in notes.items() if not note["right"])
        return f"Right in part. Not right yet: {wrong}. {question.hint}".strip()
    if question.unit == "percent" and all(0 < float(value) < 1 for value in values.values()):
        return f"Is this a fraction? The question asks for percent. {question.hint}".strip()
    return question.hint or GENERAL_HINT


def _notes(
    question: SealedQuestion, entries: Entries, values: Values, scale: float = 1.0, *, exact: bool = False
) -> dict[str, dict[str, Any]]:
    """Return what the key knows of each value: whether it is right, and which mistakes give it."""
    return {
        item: _known(entries[item], _spellings(value, question.digits, scale, exact), f"{question.salt}/{item}")
        for item, value in values.items()
    }


def _spellings(value: float | str, digits: int, scale: float, exact: bool) -> list[str]:
    """Return the texts under which a value may be locked, the nearest first."""
    if isinstance(value, str):
        return [value]
    unit = 10.0 ** -(digits + EXACT_DIGITS if exact else digits)
    near = [value * scale + step * unit for step in (0, -1, 1)]
    return [text for x in near for text in (exact_spelling(x, digits) if exact else [spelling(x, digits)])]


def _known(sealed: dict[str, str], spellings: list[str], salt: str) -> dict[str, Any]:
    found: dict[str, Any] = {"right": False, "mistakes": {}}
    for value in spellings:
        label, password = locked(value, salt)
        if label in sealed:
            note = unseal(sealed[label], password)
            found["right"] = found["right"] or note["right"]
            found["mistakes"] = found["mistakes"] | note["mistakes"]
    return found


def _all_right(notes: dict[str, dict[str, Any]], entries: Entries) -> bool:
    return len(notes) == len(entries) and all(note["right"] for note in notes.values())


def _shared_mistake(notes: dict[str, dict[str, Any]]) -> str:
    """Return the message of the first mistake that explains every value, or an empty text."""
    all_notes = list(notes.values())
    if not all_notes:
        return ""
    for key, message in all_notes[0]["mistakes"].items():
        if all(key in note["mistakes"] for note in all_notes):
            return str(message)
    return ""
