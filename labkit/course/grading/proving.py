"""The proof of an exercise: the master solution gets full marks, and the blank exercise none."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat

from labkit.course.exercises.answer_key import load_catalogue
from labkit.course.exercises.marks import Mark
from labkit.course.exercises.masters import checked_master, grading_data, master_folder, read_notebook
from labkit.course.exercises.releasing import release
from labkit.course.grading.grade import grade
from labkit.course.grading.outcome import Grading
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course
from labkit.errors import CourseError, first_few

_FILES = ("nbgrader_config.py",)


def prove(course: Course, day: str) -> str:
    """Grade the master solution and the blank exercise, and return a sentence about both."""
    folder = master_folder(course, day)
    catalogue = load_catalogue(folder)
    automatic = [question.id for question in catalogue.questions if question.kind != "written"]
    with tempfile.TemporaryDirectory(prefix="labkit-prove-") as name:
        scratch = _copied(course, day, Path(name).resolve())
        release(scratch, day)
        blank = read_notebook(scratch.exercises / day / f"{day}.ipynb")
        _hand_in(scratch, day, "blank", blank)
        _hand_in(scratch, day, "solution", _solved(blank, checked_master(folder, catalogue)))
        grading = grade(scratch, day, unsafe=True, quiet=True)  # our own notebooks, no trainee's
    _expect(grading, "solution", {question: catalogue[question].points for question in automatic}, day)
    _expect(grading, "blank", dict.fromkeys(automatic, 0.0), day)
    most = sum(catalogue[question].points for question in automatic)
    return (
        f"{day}: the master solution gets {most:g} of {most:g} points, the blank exercise none (draw {grading.draw})."
    )


def _copied(course: Course, day: str, root: Path) -> Course:
    for name in _FILES:
        shutil.copy(course.root / name, root / name)
    shutil.copytree(course.solutions / day, root / "solutions" / day)
    (root / "notebooks").mkdir()
    return Course(root)


def _solved(blank: Any, master: Any) -> Any:
    """Return the exercise with the master's answers, as a trainee would hand it in who knows them all."""
    answers = {entry["grade_id"]: cell.source for cell in master.cells if (entry := grading_data(cell)).get("solution")}
    notebook = copy.deepcopy(blank)
    for cell in notebook.cells:
        cell.source = answers.get(grading_data(cell).get("grade_id"), cell.source)
    return notebook


def _hand_in(course: Course, day: str, trainee: str, notebook: Any) -> None:
    text = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    write_whole(course.submitted / trainee / day / f"{day}.ipynb", text)


def _expect(grading: Grading, trainee: str, expected: dict[str, float], day: str) -> None:
    if grading.problems:
        raise CourseError(f"The exercise {day} cannot be proven.", got=first_few(grading.problems))
    mark = _mark(grading.marks, trainee)
    different = [
        f"{question}: {mark.points[question] or 0:g} of {mark.of[question]:g}"
        for question, points in expected.items()
        if mark.points[question] != points
    ]
    if different:
        problem, hint = _FAILED[trainee]
        raise CourseError(
            problem.format(day=day), where=f"solutions/{day}/{day}.ipynb", got=first_few(different, 20), hint=hint
        )


_FAILED = {
    "solution": (
        "The master solution of {day} does not get full marks.",
        "Run all its cells in JupyterLab: the check below the answer says what is wrong. If the check passes there, "
        "the answer holds on the lesson's data alone, such as a number that is typed in.",
    ),
    "blank": (
        "The blank exercise of {day} gets points.",
        "Trainees must find dots, name = ..., where the answer was. Look for an answer outside of "
        "### BEGIN SOLUTION and ### END SOLUTION, or in a cell above.",
    ),
}


def _mark(marks: Sequence[Mark], trainee: str) -> Mark:
    return next(mark for mark in marks if mark.trainee == trainee)
