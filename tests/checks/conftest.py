"""The exercise of day 2 on the lesson's data and on another sample, made once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import labkit as lk
from labkit.checks import Catalogue, Exercise, Key
from labkit.course.exercises.answer_key import grade_key, load_catalogue, release_key

MASTER = Path(__file__).parents[2] / "solutions" / "day2"


@dataclass(frozen=True)
class Day2:
    catalogue: Catalogue
    lesson: Any
    other: Any
    release: Key
    grade: Key

    @property
    def exercise(self) -> Exercise:
        return Exercise(self.release)


@pytest.fixture(scope="session")
def day2() -> Day2:
    catalogue, release, grade = load_catalogue(MASTER), release_key(MASTER), grade_key(MASTER)
    return Day2(catalogue, lk.load("lfs"), lk.load("lfs", draw=grade.draw), release, grade)
