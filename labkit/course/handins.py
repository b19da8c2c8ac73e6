"""The hand-ins of a class: which can be graded, and what is wrong with the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.course.masters import graded_ids, grading_data, read_notebook
from labkit.course.paths import Course, shown
from labkit.errors import CourseError, did_you_mean, first_few


@dataclass(frozen=True)
class HandIn:
    """What one trainee handed in.

    Parameters
    ----------
    trainee
        The trainee's name: the folder's name.
    path
        The notebook, where it should be.
    problem
        Why it cannot be graded; empty if it can.
    remark
        What is odd about it, though it can be graded.
    """

    trainee: str
    path: Path
    problem: str = ""
    remark: str = ""


def find_handins(course: Course, day: str, master: Any, trainee: str | None = None) -> list[HandIn]:
    """Return the hand-ins of an exercise, each looked at once.

    Parameters
    ----------
    course
        The course. Hand-ins are in ``class/submitted/TRAINEE/DAY/DAY.ipynb``.
    day
        The exercise.
    master
        The master notebook.
    trainee
        One trainee only.

    Raises
    ------
    CourseError
        If there is no hand-in at all, or none of this trainee.
    """
    names = sorted(path.name for path in course.submitted.glob("*/") if not path.name.startswith("."))
    if trainee is not None and trainee not in names:
        raise CourseError(
            f"There is no hand-in of {trainee!r}.",
            where=shown(course.submitted),
            got=first_few(names) or "no folder at all",
            hint=did_you_mean(trainee, names),
        )
    if not names:
        raise CourseError(
            "Nothing was handed in yet.",
            where=shown(course.submitted),
            expected=f"{shown(course.submitted)}/NAME/{day}/{day}.ipynb for each trainee",
        )
    return [_looked_at(course, day, name, master) for name in names if trainee in (None, name)]


def _looked_at(course: Course, day: str, trainee: str, master: Any) -> HandIn:
    folder = course.submitted / trainee / day
    path = folder / f"{day}.ipynb"
    if any(sign in trainee for sign in "*?["):
        return HandIn(trainee, path, problem=f"rename the folder {shown(folder.parent)}: no * ? [ in a name")
    if not folder.is_dir():
        return HandIn(trainee, path, problem=f"the folder {shown(folder)} is missing")
    if not path.exists():
        others = sorted(other.name for other in folder.iterdir() if not other.name.startswith("."))
        found = f"found: {first_few(others)}" if others else "the folder is empty"
        return HandIn(trainee, path, problem=f"{shown(path)} is missing ({found}); rename the file if it is the one")
    try:
        notebook = read_notebook(path)
    except CourseError as error:
        problem = f"{shown(path)}: {error.problem[0].lower()}{error.problem[1:]}".rstrip(".")
        return HandIn(trainee, path, problem=problem + (f" ({error.got})" if error.got else ""))
    if not graded_ids(notebook):
        return HandIn(trainee, path, problem=f"{shown(path)} has no graded cells: it is not the exercise {day}")
    return HandIn(trainee, path, remark=_remark(notebook, master))


def _remark(notebook: Any, master: Any) -> str:
    names = [entry["grade_id"] for cell in notebook.cells if (entry := grading_data(cell))]
    missing = [name for name in graded_ids(master) if name not in names]
    lost = [name for name in _locked_code(master) if name not in names and name not in missing]
    twice = sorted({name for name in names if names.count(name) > 1})
    remarks = []
    if missing:
        remarks.append(f"graded cells missing: {first_few(missing)} (put back from the master)")
    if lost:
        remarks.append(f"locked cells missing: {first_few(lost)} (its checks cannot run without them)")
    if twice:
        remarks.append(f"cells twice: {first_few(twice)} (one of each counts)")
    return "; ".join(remarks)


def _locked_code(notebook: Any) -> list[str]:
    return [
        entry["grade_id"]
        for cell in notebook.cells
        if cell.cell_type == "code" and (entry := grading_data(cell)).get("locked")
    ]
