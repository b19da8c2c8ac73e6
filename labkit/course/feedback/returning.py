"""Giving feedback back: each page named for its person, in folders or in one archive each."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from labkit.course.exercises.masters import master_folder
from labkit.course.support.files import replace_folder, working_folder
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError


def return_feedback(course: Course, day: str, *, zipped: bool = False) -> tuple[Path, list[str]]:
    """Copy the feedback pages of an exercise, named for their people, into ``class/return/DAY``."""
    master_folder(course, day)
    pages = sorted(course.feedback.glob(f"*/{day}/{day}.html"))
    if not pages:
        raise CourseError(
            f"There is no feedback page of {day} yet.",
            where=shown(course.feedback),
            hint=f"Grade first: labkit grade {day}",
        )
    final = course.classroom / "return" / day
    names = [page.parents[1].name for page in pages]
    with working_folder(course.records) as scratch:
        new = scratch / day
        new.mkdir()
        for name, page in zip(names, pages, strict=True):
            if zipped:
                with zipfile.ZipFile(new / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                    archive.write(page, f"{day} {name}.html")
            else:
                (new / name).mkdir()
                shutil.copyfile(page, new / name / f"{day} {name}.html")
        replace_folder(new, final)
    return final, names
