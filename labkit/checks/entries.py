"""The sealed notes of a question's known answers, and how far apart these are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from labkit.checks.catalogue import Answer, Catalogue, Mistake, Question, Solution
from labkit.checks.forms.answers import read_answer
from labkit.checks.forms.columns import MISSING, noted, unpacked
from labkit.checks.forms.spelling import copied_spelling, exact_spelling, nearly_spelling, spelling
from labkit.checks.samples import Samples
from labkit.checks.sealing import locked, seal
from labkit.checks.usual import usual_mistakes
from labkit.errors import CourseError, LabkitError, first_few

Values = dict[str, float | str]
Entries = dict[str, dict[str, str]]
"""Item → label of a known answer → sealed note."""

RIGHT = "the right answer"
_PROBES = 400
_PROBES_CLOSE = 60
UNITS = 2.0
NO_ANSWER = (LabkitError, LookupError, ArithmeticError, ValueError, AttributeError, TypeError)
"""What a solution raises on records that it was not written for, or that gives a number where a table is changed."""
_COLUMN_RECORDS = 10


@dataclass(frozen=True)
class _Expected:
    """The form in which a catalogue gives what a sentence must hold or a figure must show."""

    kind: str
    by: tuple[str, ...]
    columns: tuple[str, ...]
    column: str | None
    words: tuple[str, ...]
    digits: int
    unit: str = ""
    hidden: bool = False


def item_salt(kind: str, salt: str, item: str) -> str:
    """Return the salt of an item; numbers of a sentence or picture are looked for in all items at once."""
    return f"{salt}/" if kind in ("sentence", "figure") else f"{salt}/{item}"


def sealed_entries(question: Question, data: Sequence[Any], salt: str, *, strict: bool, usual: bool = False) -> Entries:
    """Return the sealed notes of all known answers to a question, per item; a column's with the `usual` mistakes."""
    right = expected_values(question, data)
    mistakes = list(_mistakes(question, data, right, strict=strict))
    if usual and question.kind == "column":
        mistakes += _usual(question, data, right, [values for _, values in mistakes])
    if question.kind == "column":
        return {"": _column_notes(question, str(right[""]), mistakes, salt)}
    notes: dict[str, dict[str, dict[str, Any]]] = {item: {} for item in right}
    for item, value in right.items():
        for text in _spellings(question, value):
            _note(notes, item, text)["right"] = True
    for mistake, values in mistakes:
        for item, value in values.items():
            for text in _mistaken_spellings(question, mistake, value):
                _note(notes, item, text)["mistakes"][mistake.key] = mistake.message
    return {item: _locked_notes(notes[item], item_salt(question.kind, salt, item)) for item in right}


def _spellings(question: Question, value: float | str) -> list[str]:
    if isinstance(value, str):
        return [value]
    digits = question.digits
    return [spelling(value, digits), nearly_spelling(value, digits), *exact_spelling(value, digits)]


def _mistaken_spellings(question: Question, mistake: Mistake, value: float | str) -> list[str]:
    if mistake.copied:
        return [copied_spelling(value, question.digits)]
    exact = exact_spelling(value, question.digits)
    return exact if mistake.close else [spelling(value, question.digits), *exact]


def _note(notes: dict[str, dict[str, dict[str, Any]]], item: str, value: str) -> dict[str, Any]:
    return notes[item].setdefault(value, {"right": False, "mistakes": {}})


def _locked_notes(notes: dict[str, dict[str, Any]], salt: str) -> dict[str, str]:
    sealed = {}
    for value, note in notes.items():
        label, password = locked(value, salt)
        sealed[label] = seal(note, password)
    return dict(sorted(sealed.items()))  # by label: the catalogue's order would give the right answer away


def _column_notes(question: Question, right: str, mistakes: list[tuple[Mistake, Values]], salt: str) -> dict[str, str]:
    """Return the notes of a column: of all records for the right one, of those that differ for each mistake."""
    codes = unpacked(right)
    notes: dict[str, dict[str, Any]] = {RIGHT: noted(codes, f"{salt}/{RIGHT}")}
    for number, (mistake, values) in enumerate(mistakes):
        wrong = unpacked(str(values[""]))
        records = _differing(codes, wrong, near=not question.words)
        chosen = records[
            np.unique(np.linspace(0, len(records) - 1, _PROBES_CLOSE if mistake.close else _PROBES).astype(int))
        ]
        about = {
            "key": mistake.key,
            "message": mistake.message,
            "secret": f"{salt}/{number}",
            "differing": len(records),
        }
        notes[f"mistake {number}"] = noted(wrong, f"{salt}/{number}", chosen) | about
    return _locked_notes(notes, f"{salt}/")


def _differing(one: np.ndarray, other: np.ndarray, *, near: bool) -> np.ndarray:
    """Return the places of the records in which two columns differ, for numbers by two units or more."""
    different = one != other
    if near:
        numbers = (one != MISSING) & (other != MISSING)
        different &= ~numbers | (np.abs(np.where(numbers, one - other, 0)) > 1)
    return np.flatnonzero(different)


def _mistakes(
    question: Question, data: Sequence[Any], right: Values, *, strict: bool
) -> Iterator[tuple[Mistake, Values]]:
    """Yield the mistakes that can be told from the right answer, with what they give."""
    known: list[tuple[str, Values, bool]] = [(RIGHT, right, False)]
    for mistake in question.mistakes:
        values = _mistaken(question, mistake, data, tuple(right), strict=strict)
        if values is None:
            continue
        if mistake.copied:
            yield mistake, values
            continue
        clash = next((name for name, other, close in known if _is_clash(question, mistake, values, other, close)), "")
        if clash and strict:
            others = next(other for name, other, _ in known if name == clash)
            raise _indistinct(question, mistake, clash, values, others)
        known.append((f"the mistake {mistake.key!r}", values, mistake.close))
        if clash != RIGHT:
            yield mistake, values


def _usual(
    question: Question, data: Sequence[Any], right: Values, taken: list[Values]
) -> Iterator[tuple[Mistake, Values]]:
    """Yield the usual mistakes that give an answer of the question's form, and one that no other mistake gives."""
    for mistake in usual_mistakes(question, len(right)):
        try:
            values = values_of(question, mistake.answer, data)
        except NO_ANSWER:  # a question about women has no answer for men
            continue
        if all(value in (0, 100) for value in values.values()):
            continue  # nobody, or everybody: people write that for other reasons
        apart = set(values) == set(right) and distance(question, values, right) >= UNITS
        if apart and all(distance(question, values, other) >= UNITS / 100 for other in taken):
            taken.append(values)
            yield mistake, values


def _is_clash(question: Question, mistake: Mistake, values: Values, other: Values, close: bool) -> bool:
    units = distance(question, values, other)
    if mistake.close or close:  # told apart by numbers that were not rounded
        return units < UNITS / 100
    return units < UNITS


def _mistaken(
    question: Question, mistake: Mistake, data: Sequence[Any], items: tuple[str, ...], *, strict: bool
) -> Values | None:
    if question.kind == "sentence" and isinstance(mistake.answer, str):
        return None  # words that are looked for, not a figure
    try:
        values = values_of(question, mistake.answer, data, items if question.hidden else ())
    except LabkitError:
        # On one particular sample a wrong way may fail altogether, such as a stratum left with one PSU.
        if strict:
            raise
        return None
    unknown = [item for item in values if item not in items]
    if unknown:
        raise CourseError(
            f"The mistake {mistake.key!r} answers something that the question does not ask.",
            where=f"Question({question.id!r})",
            got=", ".join(unknown),
            expected=", ".join(items),
        )
    return values


def expected_values(question: Question, data: Sequence[Any]) -> Values:
    """Return the right answer on some data, read like a trainee's."""
    return values_of(question, question.expected, data)


def computed_once(solution: Solution | Answer) -> Solution | Answer:
    """Return a solution that is computed once for the same data: much in a key is made from the right answer."""
    if not callable(solution):
        return solution
    known: dict[tuple[int, ...], tuple[Any, Answer]] = {}  # with the data, so that no other data get their place

    def computed(*data: Any) -> Answer:
        place = tuple(map(id, data))
        if place not in known:
            known[place] = data, solution(*data)
        return known[place][1]

    return computed


def values_of(
    question: Question, solution: Solution | Answer, data: Sequence[Any], items: tuple[str, ...] = ()
) -> Values:
    """Return what a right or wrong solution gives on some data, read like a trainee's answer."""
    answer = solution(*data) if callable(solution) else solution
    reading = read_answer(answer, _form(question), items)
    if reading.problems:
        raise CourseError(
            "The catalogue's own answer is no answer to its question.",
            where=f"Question({question.id!r})",
            got=" ".join(reading.problems),
            hint="hidden=True, if cells without a value are to be hidden." if "NaN" in reading.problems[0] else "",
        )
    return reading.values


def _form(question: Question) -> Any:
    if question.kind not in ("sentence", "figure"):
        return question
    kind = "table" if question.by else "row" if question.columns else "number"
    return _Expected(kind, question.by, question.columns, question.column, (), question.digits)


def distance(question: Question, one: Values, other: Values) -> float:
    """Return how many units of the last digit two answers differ in the item where they differ most.

    Between columns it is the number of records that differ, as far as a mistake needs them to be recognised.
    """
    if question.kind == "column":
        first, second = _codes(str(one[""])), _codes(str(other[""]))
        if len(first) != len(second):
            return 1_000.0
        differing = _differing(first, second, near=not question.words)
        return 1_000.0 if len(differing) >= _COLUMN_RECORDS else 0.0
    distances = [0.0]
    for item, value in one.items():
        against = other.get(item)
        if isinstance(value, str) or isinstance(against, str) or against is None:
            distances.append(0.0 if value == against else 1_000.0)
        else:
            rounded = abs(int(spelling(value, question.digits)) - int(spelling(against, question.digits)))
            distances.append(rounded or abs(value - against) * 10.0**question.digits)
    return max(distances)


@lru_cache(maxsize=128)
def _codes(column: str) -> np.ndarray:
    return unpacked(column)


def _indistinct(question: Question, mistake: Mistake, clash: str, values: Values, others: Values) -> CourseError:
    both = [f"{item or 'the answer'} {value!r} and {others.get(item)!r}" for item, value in values.items()]
    column = question.kind == "column"
    return CourseError(
        f"On the lesson's data, the mistake {mistake.key!r} cannot be told from {clash}.",
        where=f"Question({question.id!r})",
        got="fewer records that differ" if column else first_few(both),
        expected=f"{_COLUMN_RECORDS} records or more that differ"
        if column
        else f"a difference of two units or more in decimal {question.digits}",
        hint="Ask for more digits, choose another group for the question, or leave this mistake out. A mistake that is "
        "told by numbers that are not rounded: close=True.",
    )


def check_apart(catalogue: Catalogue, samples: Samples) -> None:
    """Raise an error unless every mistake differs from the right answer, and from the others, on another draw too.

    A mistake that fails altogether on a draw, such as by a stratum left with one PSU, is passed over.
    """
    for question in catalogue.questions:
        if question.kind == "written" or not question.needs_data:
            continue
        data = [samples[name] for name in catalogue.data_of(question)]
        right = expected_values(question, data)
        known: list[tuple[str, Values, bool]] = [(RIGHT, right, False)]
        for mistake in question.mistakes:
            values = _mistaken(question, mistake, data, tuple(right), strict=False)
            if values is None or mistake.copied:
                continue
            for name, other, close in known:
                if _is_clash(question, mistake, values, other, close):
                    error = _indistinct(question, mistake, name, values, other)
                    error.problem = error.problem.replace("On the lesson's data", f"On draw {samples.draw}")
                    raise error
            known.append((f"the mistake {mistake.key!r}", values, mistake.close))
