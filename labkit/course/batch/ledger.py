"""What was graded before: one small file for each hand-in, aside in ``class/.grading``, written when all else is done.

A hand-in is done if its fingerprint is there: its files, the master, the key, the settings, labkit and its libraries;
and if its graded notebook is as it was written. Dates do not count: a folder that was copied is not graded again, and
one that was changed within a second is.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from labkit.checks.exercise import KEY_FILE
from labkit.checks.keys import Key, key_text, read_key
from labkit.course.answer_key import grade_key
from labkit.course.batch.beside import beside
from labkit.course.files import write_whole
from labkit.course.handins import HandIn
from labkit.course.individual import own_folder
from labkit.course.installation import digest, installation_print
from labkit.course.paths import Course, shown
from labkit.errors import CourseError


class Ledger:
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
        self._course = course
        self._day = day
        master = [path for path in sorted((course.solutions / day).rglob("*")) if _counts(path)]
        about = [installation_print(), key_text(key)]
        self.basis = fingerprint([*master, course.root / "nbgrader_config.py"], about)
        """Fingerprint of all that every hand-in is graded with."""

    def fingerprint(self, handin: HandIn) -> str:
        """Return the fingerprint of a hand-in and of all it is graded with; of the notebook as it came and was read."""
        copied = [path for path in sorted(handin.path.parent.rglob("*")) if _counts(path) and path.suffix != ".ipynb"]
        own = own_folder(self._course, self._day, handin.trainee) / KEY_FILE  # of an individual release
        return fingerprint([*copied, *filter(Path.exists, [own])], [self.basis, handin.print, handin.remark])

    def is_done(self, handin: HandIn, entry: Mapping[str, Any], print_: str) -> bool:
        """Tell whether a record says that a hand-in, with this fingerprint, was graded, and the notebook is whole."""
        return entry.get("print") == print_ and entry.get("graded") == self._graded_print(handin.trainee)

    def read(self, trainee: str) -> dict[str, Any]:
        """Return the record of a hand-in; empty if there is none."""
        try:
            entry = json.loads(self._path(trainee).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return entry if isinstance(entry, dict) else {}

    def note(self, trainee: str, **entry: Any) -> None:
        """Record that a hand-in is done: after its notebook was put among the graded ones."""
        self.write(trainee, **entry, graded=self._graded_print(trainee))

    def write(self, trainee: str, **entry: Any) -> None:
        """Write a record."""
        write_whole(self._path(trainee), json.dumps(entry, ensure_ascii=False, indent=1) + "\n")

    def forget(self, trainee: str) -> None:
        """Remove the record of a hand-in: it is about to be graded again."""
        self._path(trainee).unlink(missing_ok=True)

    def _graded_print(self, trainee: str) -> str:
        """Return the print of a graded notebook; empty if there is none."""
        try:
            return _content(self._course.autograded / trainee / self._day / f"{self._day}.ipynb")
        except OSError:
            return ""

    def _path(self, trainee: str) -> Path:
        return aside(self._course) / "done" / self._day / f"{trainee}.json"


def aside(course: Course) -> Path:
    """Return the folder where grading keeps its own records."""
    return course.classroom / ".grading"


def fingerprint(paths: Iterable[Path], texts: Iterable[str]) -> str:
    """Return a digest of the contents of files and of texts.

    Parameters
    ----------
    paths
        The files; their names count, their folders do not.
    texts
        What else counts.
    """
    return digest([*texts, *(text for path in paths for text in (path.name, _content(path)))])


def _content(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _counts(path: Path) -> bool:
    left_out = {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)
    return path.is_file() and not path.is_symlink() and not left_out


def kept_key(course: Course, folder: Path, draw: int) -> Callable[[], Key]:
    """Return a function that gives the grade key of an exercise.

    Making it takes seconds: every known mistake is computed on other data. So it is kept in ``class/.grading`` until
    something changes that it depends on; and a new one is made in another process, beside what else must be done.

    Parameters
    ----------
    course
        The course.
    folder
        The master exercise's folder.
    draw
        Which sample; 0 for the first that will do.
    """
    name = fingerprint(sorted(folder.glob("*.py")), [installation_print(), folder.name])[:24]
    keys = aside(course) / "keys"
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


@contextmanager
def alone(course: Course) -> Iterator[Path]:
    """Keep other runs of grading out, and give an empty folder for unfinished work.

    Parameters
    ----------
    course
        The course.

    Raises
    ------
    CourseError
        If this class is being graded by another process.
    """
    folder = aside(course)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        _lock(lock, course)
        unfinished = folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
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
