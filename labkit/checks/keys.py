"""The key of an exercise: the file ``checks.json`` that recognises answers without naming them.

A key is made from a catalogue and a survey. The *release* key goes with the exercise to the trainees and is made
from the lesson's data. The *grade* key is made from another sample of the same design; it also holds the release
key's digests, so that a number that was typed in, instead of computed, is recognised.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from labkit.checks.answers import read_answer
from labkit.checks.catalogue import Answer, Catalogue, Mistake, Question, Solution
from labkit.checks.sealing import locked, seal
from labkit.errors import CourseError, LabkitError, first_few

FORMAT = 1

# An unrounded answer is compared in this many more decimals than the question asks for.
EXACT_DIGITS = 4

Mode = Literal["release", "grade"]
Values = dict[str, float | str]
Entries = dict[str, dict[str, str]]
"""Item → label of a known answer → sealed note."""


@dataclass(frozen=True)
class SealedQuestion:
    """A question of a key: what the catalogue says of it, with every answer sealed."""

    id: str
    points: float
    kind: str
    digits: int
    unit: str
    by: tuple[str, ...]
    column: str | None
    words: tuple[str, ...]
    hint: str
    needs_data: bool
    salt: str
    entries: Entries
    lesson: Entries | None = None
    columns: tuple[str, ...] = ()
    more_hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Key:
    """All that is needed to check or score the answers of one exercise.

    Parameters
    ----------
    exercise
        The exercise's name.
    mode
        ``"release"`` for the trainees' copy, ``"grade"`` for grading.
    dataset
        The data set that the answers were computed from.
    draw
        Which sample of it; 0 is the lesson's own.
    questions
        By id, in the notebook's order; written questions are left out.
    """

    exercise: str
    mode: Mode
    dataset: str
    draw: int
    questions: dict[str, SealedQuestion]


def make_key(
    catalogue: Catalogue, survey: Any, *, lesson: Any = None, draw: int = 0, strict: bool | None = None
) -> Key:
    """Return the key of an exercise for one sample.

    Parameters
    ----------
    catalogue
        The questions.
    survey
        The survey that answers are computed from: the lesson's own for a release key, another draw for a grade key.
    lesson
        The lesson's own survey; giving it makes a grade key.
    draw
        The number of the draw, for the record.
    strict
        Whether every mistake must be told apart from the right answer and from the others on `survey`. If left out,
        for a release key alone: what cannot be told apart on a random sample is passed over.

    Raises
    ------
    CourseError
        If a mistake of the catalogue cannot be told from the right answer, or from another mistake, on the
        lesson's data; or if an expected answer is no answer.

    Examples
    --------
    >>> from labkit.checks import Catalogue, Question, judge, make_key
    >>> key = make_key(Catalogue("day9", (Question("q1", 2, "number", lambda s: 12.34, digits=1),)), survey=None)
    >>> judge(key.questions["q1"], 12.3).points, judge(key.questions["q1"], 12.6).points
    (2.0, 0.0)
    """
    mode: Mode = "release" if lesson is None else "grade"
    sealed = {}
    for question in catalogue.questions:
        if question.kind == "written":
            continue
        salt = f"{catalogue.exercise}/{question.id}"
        entries = _entries(question, survey, salt, strict=mode == "release" if strict is None else strict)
        typed = _entries(question, lesson, salt, strict=True) if mode == "grade" and question.needs_data else None
        sealed[question.id] = _sealed(question, salt, entries, typed)
    return Key(catalogue.exercise, mode, catalogue.dataset, draw, sealed)


def far_apart(catalogue: Catalogue, survey: Any, lesson: Any) -> bool:
    """Say whether every answer that depends on the data differs clearly between two samples.

    Only then does a number that was typed in from the lesson's data give itself away on the other sample.
    """
    for question in catalogue.questions:
        if question.needs_data:
            here = _values(question, question.expected, survey)
            there = _values(question, question.expected, lesson)
            # Three units: a typed number and the right one are each accepted with one unit on either side.
            if _distance(question, here, there) < 3:
                return False
    return True


def _sealed(question: Question, salt: str, entries: Entries, lesson: Entries | None) -> SealedQuestion:
    return SealedQuestion(
        id=question.id,
        points=float(question.points),
        kind=question.kind,
        digits=question.digits,
        unit=question.unit,
        by=question.by,
        column=question.column,
        words=question.words,
        hint=question.hint,
        needs_data=question.needs_data,
        salt=salt,
        entries=entries,
        lesson=lesson,
        columns=question.columns,
        more_hints=question.more_hints,
    )


def _entries(question: Question, survey: Any, salt: str, *, strict: bool) -> Entries:
    """Return the sealed notes of all known answers to a question, per item."""
    right = _values(question, question.expected, survey)
    notes: dict[str, dict[str, dict[str, Any]]] = {item: {} for item in right}
    for item, value in right.items():
        for text in (spelling(value, question.digits), *exact_spelling(value, question.digits)):
            _note(notes, item, text)["right"] = True
    known = {"the right answer": right}
    for mistake in question.mistakes:
        values = _mistaken(question, mistake, survey, tuple(right), strict=strict)
        if values is None:
            continue
        clash = next((name for name, other in known.items() if _distance(question, values, other) < 2), "")
        if clash and strict:
            raise _indistinct(question, mistake, clash, values, known[clash])
        known[f"the mistake {mistake.key!r}"] = values
        if clash != "the right answer":
            for item, value in values.items():
                for text in (spelling(value, question.digits), *exact_spelling(value, question.digits)):
                    _note(notes, item, text)["mistakes"][mistake.key] = mistake.message
    return {item: _locked_notes(notes[item], f"{salt}/{item}") for item in right}


def _note(notes: dict[str, dict[str, dict[str, Any]]], item: str, value: str) -> dict[str, Any]:
    return notes[item].setdefault(value, {"right": False, "mistakes": {}})


def _locked_notes(notes: dict[str, dict[str, Any]], salt: str) -> dict[str, str]:
    sealed = {}
    for value, note in notes.items():
        label, password = locked(value, salt)
        sealed[label] = seal(note, password)
    return dict(sorted(sealed.items()))  # by label: the catalogue's order would give the right answer away


def _mistaken(
    question: Question, mistake: Mistake, survey: Any, items: tuple[str, ...], *, strict: bool
) -> Values | None:
    try:
        values = _values(question, mistake.answer, survey)
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


def _values(question: Question, solution: Solution | Answer, survey: Any) -> Values:
    """Return what a right or wrong solution gives on a survey, read like a trainee's answer."""
    reading = read_answer(solution(survey) if callable(solution) else solution, question)
    if reading.problems:
        raise CourseError(
            "The catalogue's own answer is no answer to its question.",
            where=f"Question({question.id!r})",
            got=" ".join(reading.problems),
        )
    return reading.values


def spelling(value: float | str, digits: int) -> str:
    """Return the text under which an answer is locked: a word, or a number in units of its last digit.

    Examples
    --------
    >>> spelling(89.42, 1), spelling("formal", 1)
    ('894', 'formal')
    """
    return value if isinstance(value, str) else str(round(value * 10.0**digits))


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


def _distance(question: Question, one: Values, other: Values) -> float:
    """Return how many units of the last digit two answers differ in the item where they differ most."""
    distances = [0.0]
    for item, value in one.items():
        against = other.get(item)
        if isinstance(value, str) or isinstance(against, str) or against is None:
            distances.append(0.0 if value == against else 1_000.0)
        else:
            distances.append(abs(int(spelling(value, question.digits)) - int(spelling(against, question.digits))))
    return max(distances)


def _indistinct(question: Question, mistake: Mistake, clash: str, values: Values, others: Values) -> CourseError:
    both = [f"{item or 'the answer'} {value!r} and {others.get(item)!r}" for item, value in values.items()]
    return CourseError(
        f"On the lesson's data, the mistake {mistake.key!r} cannot be told from {clash}.",
        where=f"Question({question.id!r})",
        got=first_few(both),
        expected=f"a difference of two units or more in decimal {question.digits}",
        hint="Ask for more digits, choose another group for the question, or leave this mistake out.",
    )


def key_text(key: Key) -> str:
    """Return a key as the text of its file.

    Parameters
    ----------
    key
        The key; equal keys give equal texts.
    """
    return json.dumps({"format": FORMAT, **asdict(key)}, ensure_ascii=False, indent=1) + "\n"


def read_key(path: str | os.PathLike[str]) -> Key:
    """Return the key in a file.

    Raises
    ------
    CourseError
        If the file is missing or is no key.
    """
    path = Path(path)
    hint = "Copy the exercise's folder again from your facilitator, with all its files; keep your own notebook."
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw.pop("format") != FORMAT:
            raise CourseError("This exercise was made for another version of labkit.", where=str(path), hint=hint)
        questions = {name: _question(entry) for name, entry in raw.pop("questions").items()}
        return Key(questions=questions, **raw)
    except FileNotFoundError as error:
        raise CourseError(
            "The file with the checks is missing.", where=str(path), expected="the file checks.json", hint=hint
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError("The file with the checks is damaged.", where=str(path), hint=hint) from error


def _question(entry: dict[str, Any]) -> SealedQuestion:
    lists = ("by", "words", "columns", "more_hints")
    return SealedQuestion(**(entry | {name: tuple(entry[name]) for name in lists if name in entry}))
