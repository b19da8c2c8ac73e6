"""The exercise of day 2 on the lesson's data and on another sample, made once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import labkit as lk
from labkit.checks import Catalogue, Exercise, Key, make_key
from labkit.course.answer_key import load_catalogue

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
    catalogue = load_catalogue(MASTER)
    lesson, other = lk.load("lfs"), lk.load("lfs", draw=1)
    release = make_key(catalogue, lesson)
    grade = make_key(catalogue, other, lesson=lesson, draw=1)
    return Day2(catalogue, lesson, other, release, grade)
