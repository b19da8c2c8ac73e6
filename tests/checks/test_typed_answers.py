"""What people may type that no catalogue lists, right and wrong: the answers of each day, in ``answers/``.

Each line there is a question, what is typed, and, for a wrong answer, what must be said: a mistake's name, ``hint`` for
the general one, or a part of the message.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from labkit.checks import Samples, judge
from labkit.checks.entries import expected_values
from labkit.course.exercises.answer_key import load_catalogue, release_key

SOLUTIONS = Path(__file__).parents[2] / "solutions"
LESSON = Samples()


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"labkit_tests_answers_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TYPED = {path.stem: loaded(path) for path in sorted((Path(__file__).parent / "answers").glob("day*.py"))}


def lines(kind: str) -> Any:
    """Return the lines of all days: the day, the question, and what stands behind it."""
    found = [
        (day, *line.split(" | ", 1))
        for day, typed in TYPED.items()
        for line in getattr(typed, kind).splitlines()
        if line
    ]
    return pytest.mark.parametrize(("day", "question", "line"), found)


@cache
def exercise(day: str) -> tuple[Any, Any, dict[str, Any]]:
    catalogue = load_catalogue(SOLUTIONS / day)
    return catalogue, release_key(SOLUTIONS / day), TYPED[day].names(catalogue)


@cache
def right_figures(day: str, question: str) -> list[str]:
    """Return the right figures as they would be written: none of them may stand in a message."""
    catalogue = exercise(day)[0]
    asked = catalogue[question]
    data = [LESSON[name] for name in catalogue.data_of(asked)]
    return [f"{value:.{max(asked.digits, 0)}f}" for value in expected_values(asked, data).values()]


def verdict(day: str, question: str, typed: str) -> Any:
    _, release, names = exercise(day)
    return judge(release.questions[question], eval(typed, dict(names)))


@lines("RIGHT")
def test_a_right_answer_written_otherwise_is_right(day, question, line):
    told = verdict(day, question, line)
    assert (told.right, told.message) == (True, "")


@lines("WRONG")
def test_a_wrong_answer_gets_its_true_name(day, question, line):
    typed, said = line.rsplit(" | ", 1)
    told = verdict(day, question, typed)
    asked = exercise(day)[0][question]
    named = {mistake.key: mistake.message for mistake in asked.mistakes}
    wanted = asked.hint if said == "hint" else named.get(said, said)
    assert not told.right
    assert wanted in told.message
    false = [key for key, text in named.items() if text in told.message and text not in wanted]
    assert isinstance(asked.expected, dict) or not false  # of several words several may be wrong
    if asked.kind not in ("choice", "column") and "'" not in told.message:  # what was typed may be repeated
        assert not [text for text in right_figures(day, question) if text in told.message]


def test_one_mistake_gets_one_message():
    told = verdict("day3", "q1", "wages.hourly_earnings(lfs.frame, weeks=None)")
    assert told.message.count("Here everybody") == 1
    assert "records that have a value" in told.message


@pytest.mark.parametrize("day", TYPED)
def test_nine_in_ten_wrong_answers_are_named(day):
    wrong = [line for line in TYPED[day].WRONG.splitlines() if line]
    assert len(wrong) >= 60
    assert len([line for line in wrong if line.endswith("| hint")]) <= len(wrong) / 10
