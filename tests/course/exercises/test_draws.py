"""Draws of single trainees: each another one, also where two names lead to the same, and never a foreign key."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from labkit.checks.keys import read_key
from labkit.course.exercises.answer_key import grade_key
from labkit.course.exercises.individual import draws, own_folder, own_key, release_individually
from labkit.course.support.paths import Course

pytestmark = pytest.mark.course


@pytest.fixture
def room(released: Path, tmp_path: Path) -> Course:
    root = Path(shutil.copytree(released, tmp_path / "course"))
    (root / "class").mkdir(exist_ok=True)
    (root / "class" / "trainees.csv").write_text("trainee\nsokha\ndara\n")
    return Course(root)


def note(room: Course, known: dict[str, int]) -> None:
    path = room.classroom / "released" / "day7.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([("trainee", "draw"), *known.items()])


def test_a_draw_that_somebody_has_is_not_given_again(room):
    assert release_individually(room, "day7") == 2
    wished = draws(room, "day7")["dara"]
    shutil.rmtree(room.classroom / "released")
    note(room, {"sokha": wished})
    release_individually(room, "day7")
    given = draws(room, "day7")
    assert given["sokha"] == wished
    assert given["dara"] != wished
    assert read_key(own_folder(room, "day7", "dara") / "checks.json").draw == given["dara"]


def test_a_draw_whose_answers_are_near_those_of_grading_is_not_given(room, monkeypatch):
    release_individually(room, "day7")
    wished, asked = draws(room, "day7"), []
    shutil.rmtree(room.classroom / "released")

    def far(catalogue, own, graded_on):
        asked.append((own.draw, graded_on.draw))
        return own.draw != wished["dara"]

    monkeypatch.setattr("labkit.course.exercises.individual.far_apart", far)
    release_individually(room, "day7")
    assert draws(room, "day7")["sokha"] == wished["sokha"]
    assert draws(room, "day7")["dara"] != wished["dara"]
    graded_on = grade_key(room.solutions / "day7").draw
    assert {drawn for _, drawn in asked} == {graded_on} != {0}


def test_a_folder_with_another_draw_is_made_anew_and_its_key_not_used(room):
    release_individually(room, "day7")
    before = draws(room, "day7")
    key = grade_key(room.solutions / "day7", 1)
    assert own_key(room, "day7", "sokha", key) != key
    note(room, before | {"sokha": before["sokha"] + 100_000})
    assert own_key(room, "day7", "sokha", key) == key
    assert release_individually(room, "day7") == 1
    assert read_key(own_folder(room, "day7", "sokha") / "checks.json").draw == before["sokha"] + 100_000
    assert own_key(room, "day7", "sokha", key) != key
