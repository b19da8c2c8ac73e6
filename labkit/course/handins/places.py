"""Where hand-ins lie in ``class/submitted``: the folders of people, and what lies where no person is."""

from __future__ import annotations

from pathlib import Path

from labkit.course.exercises.class_list import folders_of_people, plain
from labkit.course.handins.choosing import may_hold_notebook
from labkit.course.support.paths import Course, shown


def misplaced(course: Course, day: str) -> list[str]:
    """Return a sentence on each file of an exercise that lies in nobody's folder, and so cannot be graded."""
    advice = f"it lies in nobody's folder; labkit collect {day} {shown(course.submitted)} puts it there"
    return [f"{shown(path)} is not graded: {advice}" for path in misplaced_files(course, day)]


def misplaced_files(course: Course, day: str) -> list[Path]:
    """Return the files that may be hand-ins of an exercise, and lie in nobody's folder."""
    people = set(folders_of_people(course))
    found: list[Path] = []
    for path in sorted(course.submitted.glob("*")):
        if path.name.startswith("."):
            continue
        if not path.is_dir():
            found.append(path)
        elif path.name not in people and plain(path.name) == plain(day):
            found += sorted(path.rglob("*"))
    return [path for path in found if may_hold_notebook(path)]
