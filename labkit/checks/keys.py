"""The key of an exercise: the file ``checks.json`` that recognises answers without naming them.

A key is made from a catalogue and a survey. The *release* key goes with the exercise to the trainees and is made
from the lesson's data. The *grade* key is made from another sample of the same design; it also holds the release
key's digests, so that a number that was typed in, instead of computed, is recognised.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from labkit.checks.catalogue import Catalogue, Question
from labkit.checks.entries import Entries, computed_once, distance, expected_values, sealed_entries
from labkit.checks.near import sealed_facts, sealed_near
from labkit.checks.samples import Samples
from labkit.errors import CourseError

FORMAT = 2

Mode = Literal["release", "grade"]


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
    hidden: bool = False
    shows: tuple[str, ...] = ()
    avoid: tuple[tuple[str, str], ...] = ()
    """For a sentence: words that must not stand in it, and what to say of them."""
    near: dict[str, str] = field(default_factory=dict)
    """Label of a wrong answer's first number → sealed note."""
    facts: tuple[str, ...] = ()
    """Labels of what a right table says of itself."""


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
        The first data set that the answers were computed from.
    draw
        Which sample of it; 0 is the lesson's own.
    questions
        By id, in the notebook's order; written questions are left out.
    datasets
        All data sets that the answers were computed from.
    """

    exercise: str
    mode: Mode
    dataset: str
    draw: int
    questions: dict[str, SealedQuestion]
    datasets: tuple[str, ...] = ()


def samples_of(catalogue: Catalogue, data: Any) -> Samples:
    """Return the data sets of an exercise: as they are, from a dict by name, or from its one survey."""
    if isinstance(data, Samples):
        return data
    return Samples(given=data if isinstance(data, Mapping) else {catalogue.dataset: data})


def make_key(
    catalogue: Catalogue, survey: Any, *, lesson: Any = None, draw: int = 0, strict: bool | None = None
) -> Key:
    """Return the key of an exercise for one sample.

    Parameters
    ----------
    catalogue
        The questions.
    survey
        What answers are computed from: the lesson's own survey for a release key, another draw for a grade key. Where
        questions name several data sets, a dict from name to data, or `labkit.checks.Samples`.
    lesson
        The lesson's own data, likewise; giving it makes a grade key.
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
    strict = mode == "release" if strict is None else strict
    samples = samples_of(catalogue, survey)
    lessons = None if lesson is None else samples_of(catalogue, lesson)
    sealed = {}
    for question in catalogue.questions:
        if question.kind == "written":
            continue
        salt = f"{catalogue.exercise}/{question.id}"
        names = catalogue.data_of(question)
        question = replace(question, expected=computed_once(question.expected))
        usual = mode == "release" and strict
        data = [samples[name] for name in names]
        entries = sealed_entries(question, data, salt, strict=strict, usual=usual)
        typed = None
        if lessons is not None and question.needs_data:
            typed = sealed_entries(question, [lessons[name] for name in names], salt, strict=True)
        one = _sealed(question, salt, entries, typed)
        if usual:
            one = replace(one, near=sealed_near(question, data, salt), facts=sealed_facts(question, data, salt))
        sealed[question.id] = one
    return Key(catalogue.exercise, mode, catalogue.dataset, draw, sealed, catalogue.datasets)


def far_apart(catalogue: Catalogue, survey: Any, lesson: Any) -> bool:
    """Say whether every answer that depends on the data differs clearly between two samples.

    Only then does a number that was typed in from the lesson's data give itself away on the other sample.
    """
    samples, lessons = samples_of(catalogue, survey), samples_of(catalogue, lesson)
    for question in catalogue.questions:
        if question.needs_data and question.kind not in _NOT_TYPED:
            names = catalogue.data_of(question)
            here = expected_values(question, [samples[name] for name in names])
            there = expected_values(question, [lessons[name] for name in names])
            # Three units: a typed number and the right one are each accepted with one unit on either side.
            if distance(question, here, there) < 3:
                return False
    return True


# Nobody types in a column or a picture; a sentence may be typed.
_NOT_TYPED = ("column", "figure", "sentence")


def _sealed(question: Question, salt: str, entries: Entries, lesson: Entries | None) -> SealedQuestion:
    avoid = [(str(one.answer), one.message) for one in question.mistakes if _is_avoided(question, one.answer)]
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
        hidden=question.hidden,
        shows=question.shows,
        avoid=tuple(avoid),
    )


def _is_avoided(question: Question, answer: Any) -> bool:
    return question.kind == "sentence" and isinstance(answer, str)


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
        raw["datasets"] = tuple(raw.get("datasets", ()))
        return Key(questions=questions, **raw)
    except FileNotFoundError as error:
        raise CourseError(
            "The file with the checks is missing.", where=str(path), expected="the file checks.json", hint=hint
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError("The file with the checks is damaged.", where=str(path), hint=hint) from error


def _question(entry: dict[str, Any]) -> SealedQuestion:
    lists = ("by", "words", "columns", "more_hints", "shows", "facts")
    known = entry | {name: tuple(entry[name]) for name in lists if name in entry}
    return SealedQuestion(**(known | {"avoid": tuple(map(tuple, entry.get("avoid", ())))}))
