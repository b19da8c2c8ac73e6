"""The grade key of an exercise, kept until something changes that it depends on: making it takes seconds."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from labkit.checks.keys import Key, key_text, read_key
from labkit.course.exercises.answer_key import grade_key
from labkit.course.kernels.beside import beside
from labkit.course.support.files import write_whole
from labkit.course.support.installation import fingerprint, installation_fingerprint
from labkit.course.support.paths import Course
from labkit.errors import CourseError


def kept_key(course: Course, folder: Path, draw: int) -> Callable[[], Key]:
    """Return a function that gives the grade key of an exercise.

    Making it takes seconds: every known mistake is computed on other data. So it is kept in ``class/.grading`` until
    something changes that it depends on; and a new one is made in another process, beside what else must be done.
    """
    name = fingerprint(sorted(folder.glob("*.py")), [installation_fingerprint(), folder.name])[:24]
    keys = course.records / "keys"
    path = keys / f"{folder.name}-{draw}-{name}.json"
    with contextlib.suppress(CourseError):
        if path.exists():
            kept = read_key(path)
            return lambda: kept
    made = beside(lambda: key_text(grade_key(folder, draw)))

    def given() -> Key:
        text = made() or key_text(grade_key(folder, draw))  # once more here, for the error's own words
        for old in keys.glob(f"{folder.name}-{draw}-*.json"):
            old.unlink(missing_ok=True)
        write_whole(path, text)
        return read_key(path)

    return given
