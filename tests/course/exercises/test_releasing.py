"""Releasing: what trainees get, and a master that is not fit is refused."""

from __future__ import annotations

import json

import nbformat
import pytest

from labkit.course.exercises.answer_key import load_catalogue
from labkit.course.exercises.releasing import release
from labkit.course.support.paths import Course
from labkit.errors import CourseError

pytestmark = pytest.mark.course


def files(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def edit(course, name, change):
    path = course / "solutions" / "day8" / "day8.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(next(cell for cell in notebook.cells if cell.id == name))
    nbformat.write(notebook, path)


def test_no_answer_and_no_hidden_test_is_released(rich_released):
    released = files(rich_released / "exercises" / "day8")
    assert set(released) == {"day8.ipynb", "checks.json"}
    for secret in ("exercise.score", "informal_employment_rate(lfs)", "always informal", "For the grader", "HIDDEN"):
        assert secret not in released["day8.ipynb"]
    cells = json.loads(released["day8.ipynb"])["cells"]
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)


def test_a_release_twice_is_the_same_and_a_changed_master_needs_force(course, labkit_command):
    first = labkit_command("--course", course, "release", "day8")
    before = files(course / "exercises" / "day8")
    second = labkit_command("--course", course, "release", "day8")
    assert (first.code, second.code, "is up to date" in second.out) == (0, 0, True)
    edit(course, "intro", lambda cell: cell.update(source=cell.source + "\nGood luck."))
    refused = labkit_command("--course", course, "release", "day8")
    assert (refused.code, "labkit release day8 --force" in refused.err) == (1, True)
    assert files(course / "exercises" / "day8") == before
    assert labkit_command("--course", course, "release", "day8", "--force").code == 0
    assert "Good luck." in files(course / "exercises" / "day8")["day8.ipynb"]
    assert not [path for path in (course / "class").iterdir() if path.name.startswith(".unfinished")]


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("q2", lambda cell: cell.metadata.nbgrader.update(points=5), "give different points"),
        ("q2", lambda cell: cell.metadata.nbgrader.update(grade_id="q99"), "are not the questions of the catalogue"),
        ("q2", lambda cell: cell.metadata.nbgrader.update(grade_id="q1"), "Two cells have the same name"),
        ("q2", lambda cell: cell.update(source='exercise.check("q2", informal_rate)'), "does not score its own"),
        ("q2", lambda cell: cell.update(source=cell.source.replace('"q2"', '"q3"')), "does not check its own"),
        ("q2", lambda cell: cell.metadata.update(tags=[]), "would stop the trainees"),
        ("q9", lambda cell: cell.metadata.nbgrader.update(solution=False), "manually graded answer"),
        ("q2-answer", lambda cell: cell.update(source=cell.source.replace("### END", "## THE")), "could not be made"),
    ],
)
def test_a_master_that_would_not_work_is_refused(course, name, change, message):
    edit(course, name, change)
    with pytest.raises(CourseError, match=message):
        release(Course(course), "day8")
    assert not (course / "exercises").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,age\n1,2\n", "a text that starts: name,age"),
        ("", "an empty file"),
        ("{}", "is damaged"),
        (b"\xff\xfe\x00", "no text"),
        (None, "The master notebook is missing"),
    ],
)
def test_a_master_that_is_no_notebook_is_named(course, labkit_command, content, message):
    path = course / "solutions" / "day8" / "day8.ipynb"
    path.unlink()
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = labkit_command("--course", course, "release", "day8")
    assert (ran.code, message in ran.err, "day8.ipynb" in ran.err) == (1, True, True)
    assert not (course / "exercises").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "has no catalogue"),
        ("CATALOGUE =", "is not valid Python"),
        ("CATALOGUE = 1", "defines no catalogue"),
        ("from labkit.checks import Catalogue\nCATALOGUE = Catalogue('day3', ())", "belongs to another exercise"),
        ("CATALOGUE = Catalog()", "The catalogue stopped at an error"),
    ],
)
def test_a_catalogue_that_is_none_is_named(course, content, message):
    path = course / "solutions" / "day8" / "catalogue.py"
    path.unlink()
    if content is not None:
        path.write_text(content)
    with pytest.raises(CourseError, match=message):
        release(Course(course), "day8")


def test_the_parts_of_a_catalogue_are_read_anew_and_leave_nothing_behind(course):
    folder = course / "solutions" / "day8"
    assert load_catalogue(folder)["q2"].points == 2
    part = folder / "catalogue_jobs.py"
    part.write_text(part.read_text(encoding="utf-8").replace('"q2",\n    2,', '"q2",\n    9,'), encoding="utf-8")
    assert load_catalogue(folder)["q2"].points == 9
    part.write_text("Q1 = ", encoding="utf-8")
    with pytest.raises(CourseError, match="is not valid Python") as told:
        load_catalogue(folder)
    assert "catalogue_jobs.py, line 1" in told.value.where
    part.unlink()
    with pytest.raises(CourseError, match="A part of the catalogue is missing"):
        load_catalogue(folder)
    assert not list(folder.rglob("*.pyc"))


def test_an_unknown_day_lists_the_days(course):
    with pytest.raises(CourseError, match="There is no exercise 'day82'") as told:
        release(Course(course), "day82")
    assert (told.value.expected, told.value.hint) == ("day8", "Did you mean 'day8'?")


def test_a_folder_in_which_nbgrader_cannot_work_is_named(course):
    moved = course.rename(course.with_name("course [2]"))
    with pytest.raises(CourseError, match=r"one of the signs \* \? \[") as told:
        release(Course(moved), "day8")
    assert told.value.where == str(moved)
