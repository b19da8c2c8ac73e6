"""labkit build again: what is unchanged is left alone, and whatever a page depends on makes it be built again."""

import json
import os
from pathlib import Path

import pytest

from labkit.course.building.fingerprints import Fingerprints
from labkit.course.building.making import Job
from labkit.course.lessons.reading import read_lesson
from labkit.course.support.paths import Course

pytestmark = pytest.mark.course


@pytest.fixture
def course(toy, tmp_path):
    root = toy.new_course(tmp_path)
    toy.save(root, "day1/1.1-one", toy.notebook("1.1", "One", [toy.code("print(province)")]))
    toy.save(root, "day1/1.2-two", toy.notebook("1.2", "Two", toy.rich_cells()))
    return root


@pytest.fixture
def build(labkit_command, course):
    def build(*words):
        ran = labkit_command("--course", course, "build", "--jobs", "1", "--json", *words)
        told = json.loads(ran.out)
        return ran.code, {entry["lesson"]: entry["status"] for entry in told["lessons"]}

    return build


BOTH, NONE = {"1.1": "built", "1.2": "built"}, {"1.1": "unchanged", "1.2": "unchanged"}


def test_only_what_has_changed_is_built_again(build, course, toy):
    folder = course / "build/cambodia/day1"
    assert build() == (0, BOTH)
    before = (folder / "1.1-one/manifest.json").read_text("utf-8")
    (folder / "1.1-one/notes.txt").write_text("a facilitator's own file")
    assert build() == (0, NONE)
    assert (folder / "1.1-one/manifest.json").read_text("utf-8") == before, "the seconds of the run that made it stay"
    assert build("--force") == (0, BOTH)

    toy.save(course, "day1/1.1-one", toy.notebook("1.1", "One", [toy.code("print('changed')")]))
    assert build() == (0, NONE | {"1.1": "built"})
    (folder / "1.2-two/trainee.html").unlink()
    assert build() == (0, NONE | {"1.2": "built"})
    page = folder / "1.2-two/facilitator.html"
    page.write_text(page.read_text("utf-8").replace("A <em>sentence</em>", "Another one"), "utf-8")
    assert build() == (0, NONE | {"1.2": "built"})
    (folder / "1.1-one/failed.ipynb").write_text("{}")
    assert build() == (0, NONE | {"1.1": "built"}), "a run that was killed, or failed, is not passed over"
    (folder / "1.1-one/manifest.json").write_text("{")
    assert build() == (0, NONE | {"1.1": "built"})
    (course / "notebooks/day1/table.csv").write_text("a,b\n1,2\n")
    assert build() == (0, BOTH), "a lesson may read what lies beside it"
    (course / "notebooks/day1/tables/2019").mkdir(parents=True)
    (course / "notebooks/day1/tables/2019/table.csv").write_text("a,b\n1,2\n")
    assert build() == (0, BOTH), "also in a folder"
    (course / "notebooks/day1/tables/2019/table.csv").write_text("a,b\n1,3\n")
    assert build() == (0, BOTH)
    assert build() == (0, NONE)


def test_a_failed_lesson_is_tried_again_and_an_unchanged_one_has_its_neighbours_brought_up_to_date(build, course, toy):
    assert build("1.2") == (0, {"1.2": "built"})
    toy.save(course, "day1/1.1-one", toy.notebook("1.1", "One", toy.failing_cells()))
    assert build() == (1, {"1.1": "failed", "1.2": "unchanged"})
    assert build() == (1, {"1.1": "failed", "1.2": "unchanged"})
    toy.save(course, "day1/1.1-one", toy.notebook("1.1", "One", [toy.code("1")]))
    assert build() == (0, {"1.1": "built", "1.2": "unchanged"})
    page = (course / "build/cambodia/day1/1.2-two/trainee.html").read_text("utf-8")
    assert "Before: 1.1 One" in page
    assert build() == (0, NONE)


def test_the_fingerprint_depends_on_parameters_and_surveys(course):
    lesson = read_lesson(course / "notebooks/day1/1.1-one.ipynb")
    survey = course / "mine.csv"
    survey.write_text("a\n1\n")

    def prints():
        made = Fingerprints(Course(course))
        brought = {"dataset": "mine.csv", "schema": "ilo"}
        return [made.of(Job(lesson, changed)) for changed in ({}, {"draw": 7}, brought)]

    first = prints()
    assert first == prints()
    assert len(set(first)) == 3
    survey.write_text("a\n2\n")
    second = prints()
    assert [a == b for a, b in zip(first, second, strict=True)] == [True, True, False]


def test_the_summary_counts_what_was_built_and_what_was_not(labkit_command, course):
    ran = labkit_command("--course", course, "build", "--jobs", "1")
    assert "2 of 2 lessons built." in ran.out
    assert "built in" in ran.err
    assert "2 lessons in" in ran.err
    ran = labkit_command("--course", course, "build", "--jobs", "1")
    assert ran.code == 0
    assert "0 of 2 lessons built, 2 unchanged." in ran.out
    assert "2 unchanged" in ran.err
    assert Path(course / "build/index.html").exists()
    os.remove(course / "build/index.html")
    assert labkit_command("--course", course, "build", "--jobs", "1").code == 0
    assert Path(course / "build/index.html").exists(), "the handbook is written in any case"
