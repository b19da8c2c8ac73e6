"""What was graded before: one small file for each hand-in, aside in ``class/.grading``, written when all else is done.

A hand-in is done if its fingerprint is there: its files, the master, the key, the settings, labkit and its libraries;
and if its graded notebook is as it was written. Dates do not count: a folder that was copied is not graded again, and
one that was changed within a second is.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from labkit.checks.exercise import KEY_FILE
from labkit.checks.keys import Key, key_text
from labkit.course.exercises.individual import own_folder
from labkit.course.exercises.masters import counts, exercise_fingerprint
from labkit.course.handins.collecting import HandIn
from labkit.course.support.files import UNFINISHED, content_fingerprint
from labkit.course.support.installation import digest, fingerprint
from labkit.course.support.paths import Course, shown
from labkit.course.support.records import Records
from labkit.errors import CourseError


class Ledger(Records):
    """The record of what was graded in one exercise.

    Parameters
    ----------
    course
        The course.
    day
        The exercise.
    key
        The grade key.
    """

    def __init__(self, course: Course, day: str, key: Key) -> None:
        super().__init__(course.records / "done" / day)
        self._course = course
        self._day = day
        self.basis = digest([exercise_fingerprint(course, day), key_text(key)])
        """Fingerprint of all that every hand-in is graded with."""

    def fingerprint(self, handin: HandIn) -> str:
        """Return the fingerprint of a hand-in and of all it is graded with; of the notebook as it came and was read."""
        copied = [path for path in sorted(handin.path.parent.rglob("*")) if counts(path) and path.suffix != ".ipynb"]
        own = own_folder(self._course, self._day, handin.trainee) / KEY_FILE  # of an individual release
        return fingerprint([*copied, *filter(Path.exists, [own])], [self.basis, handin.print, handin.remark])

    def is_done(self, handin: HandIn, entry: Mapping[str, Any], print_: str) -> bool:
        """Tell whether a record says that a hand-in, with this fingerprint, was graded, and the notebook is whole."""
        return entry.get("print") == print_ and entry.get("graded") == self._graded_fingerprint(handin.trainee)

    def note(self, trainee: str, **entry: Any) -> None:
        """Record that a hand-in is done: after its notebook was put among the graded ones."""
        self.write(trainee, **entry, graded=self._graded_fingerprint(trainee))

    def _graded_fingerprint(self, trainee: str) -> str:
        """Return the print of a graded notebook; empty if there is none."""
        try:
            return content_fingerprint(self._course.autograded / trainee / self._day / f"{self._day}.ipynb")
        except OSError:
            return ""


@contextmanager
def alone(course: Course) -> Iterator[Path]:
    """Keep other runs of grading out, and give an empty folder for unfinished work."""
    folder = course.records
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        _lock(lock, course)
        unfinished = folder / "unfinished"
        for left in (unfinished, *folder.glob(f"{UNFINISHED}*")):  # of a run that was killed
            shutil.rmtree(left, ignore_errors=True)
        for left in course.classroom.glob(".grades-*"):
            left.unlink(missing_ok=True)
        unfinished.mkdir()
        try:
            yield unfinished
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def _lock(file: Any, course: Course) -> None:
    """Lock a file until it is closed, or this process ends in any way; Windows, and some disks, do without."""
    if os.name != "posix":
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CourseError(
            "This class is being graded already, by another command.",
            where=shown(course.classroom),
            hint="Wait until it has ended. What it has graded is not graded again.",
        ) from error
    except OSError as error:
        if error.errno not in (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.ENOSYS):
            raise
