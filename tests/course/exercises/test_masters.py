"""A master exercise with a slip of its author: the message says which cell, and what to do about it."""

from __future__ import annotations

import nbformat
import pytest

from labkit.course.exercises.releasing import release
from labkit.course.grading.proving import prove
from labkit.course.support.paths import Course
from labkit.errors import CourseError


def edit(course, name, change):
    path = course / "solutions" / "day8" / "day8.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name))
    nbformat.write(notebook, path)


@pytest.mark.parametrize(
    ("change", "message", "where"),
    [
        (lambda cell: cell.update(source=cell.source.replace("BEGIN", "BEGINN")), "does not say where", "q2-answer"),
        (lambda cell: cell.metadata.nbgrader.update(solution=False), "no answer cell", "informal_rate = ..."),
        (lambda cell: cell.metadata.pop("nbgrader"), "no answer cell", "informal_rate = ..."),
    ],
    ids=["misspelt", "not an answer", "no metadata"],
)
def test_an_answer_that_would_not_be_taken_out_is_named(course, change, message, where):
    edit(course, "q2-answer", change)
    with pytest.raises(CourseError, match=message) as told:
        release(Course(course), "day8")
    assert where in told.value.where
    assert told.value.hint
    assert not (course / "exercises").exists()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("q2", lambda cell: cell.metadata.nbgrader.update(points=5)),
        ("q2", lambda cell: cell.metadata.nbgrader.update(grade_id="q1")),
        ("q2", lambda cell: cell.metadata.pop("nbgrader")),
        ("q9", lambda cell: cell.metadata.nbgrader.update(solution=False)),
    ],
    ids=["points", "same name", "not graded", "written"],
)
def test_what_a_cell_is_can_be_mended_where_the_hint_says(course, name, change):
    edit(course, name, change)
    with pytest.raises(CourseError) as told:
        release(Course(course), "day8")
    assert "Create assignment" in told.value.hint


def test_a_blank_that_knows_an_answer_is_no_proof(course):
    edit(course, "q6-answer", lambda cell: cell.update(source=cell.source.replace("...", '"D"', 1)))
    with pytest.raises(CourseError, match="The blank exercise of day8 gets points") as told:
        prove(Course(course), "day8")
    assert told.value.got.startswith("q6: ")
    assert "name = ..." in told.value.hint
