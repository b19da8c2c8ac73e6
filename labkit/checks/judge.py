"""Judging one answer against a key: right, a mistake known by name, or something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from labkit.checks.answers import Reading, read_answer
from labkit.checks.keys import Entries, SealedQuestion, Values, spelling
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
    reading = read_answer(answer, question, tuple(question.entries))
    notes = _notes(question, question.entries, reading.values)
    hits = sum(note["right"] for note in notes.values())
    share = hits / len(question.entries)
    if share == 1 and not reading.problems:
        return Verdict(True, question.points)
    if question.lesson and _all_right(_notes(question, question.lesson, reading.values), question.lesson):
        return Verdict(False, 0.0, TYPED)
    message = _message(question, reading, notes, hits)
    return Verdict(False, round(question.points * share, 2), message, answered=bool(reading.values))


def _message(question: SealedQuestion, reading: Reading, notes: dict[str, dict[str, Any]], hits: int) -> str:
    if reading.problems:
        return " ".join(reading.problems)
    if question.kind == "choice":
        return _choice_message(question, notes, hits)
    return _number_message(question, reading.values, notes, hits)


def _choice_message(question: SealedQuestion, notes: dict[str, dict[str, Any]], hits: int) -> str:
    said = [text for note in notes.values() if not note["right"] for text in note["mistakes"].values()]
    texts = list(dict.fromkeys(said)) or [question.hint or GENERAL_HINT]
    if len(question.entries) > 1:
        texts = [f"{hits} of {len(question.entries)} are right.", *texts]
    return "\n".join(texts)


def _number_message(question: SealedQuestion, values: Values, notes: dict[str, dict[str, Any]], hits: int) -> str:
    named = _shared_mistake(notes)
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


def _notes(question: SealedQuestion, entries: Entries, values: Values, scale: float = 1.0) -> dict[str, dict[str, Any]]:
    """Return what the key knows of each value: whether it is right, and which mistakes give it."""
    return {
        item: _known(entries[item], _spellings(value, question.digits, scale), f"{question.salt}/{item}")
        for item, value in values.items()
    }


def _spellings(value: float | str, digits: int, scale: float) -> list[str]:
    if isinstance(value, str):
        return [value]
    nearest = int(spelling(value * scale, digits))
    return [str(nearest), str(nearest - 1), str(nearest + 1)]


def _known(sealed: dict[str, str], spellings: list[str], salt: str) -> dict[str, Any]:
    found: dict[str, Any] = {"right": False, "mistakes": {}}
    for value in spellings:
        label, password = locked(value, salt)
        if label in sealed:
            note = unseal(sealed[label], password)
            found["right"] = found["right"] or note["right"]
            found["mistakes"] = note["mistakes"] | found["mistakes"]
    return found


def _all_right(notes: dict[str, dict[str, Any]], entries: Entries) -> bool:
    return len(notes) == len(entries) and all(note["right"] for note in notes.values())


def _shared_mistake(notes: dict[str, dict[str, Any]]) -> str:
    """Return the message of the first mistake that explains every value, or an empty text."""
    all_notes = list(notes.values())
    for key, message in all_notes[0]["mistakes"].items():
        if all(key in note["mistakes"] for note in all_notes):
            return str(message)
    return ""
