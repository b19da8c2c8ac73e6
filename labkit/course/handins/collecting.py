"""The hand-ins of a class: which can be graded, what had to be repaired, and what is wrong with the others.

What trainees handed in stays as it came, in ``class/submitted``. What is graded stands in ``class/accepted``: a copy of
each hand-in, repaired where that was needed.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from labkit.course.exercises.class_list import folders_of_people
from labkit.course.exercises.individual import draws
from labkit.course.handins.choosing import Candidate, anything, choose
from labkit.course.handins.places import misplaced
from labkit.course.support.files import copy_files, write_whole
from labkit.course.support.paths import Course, readable, shown
from labkit.errors import CourseError, did_you_mean, first_few

# Beside the notebook, files up to this size in bytes go along: an answer may read one.
_SMALL = 1_000_000
_MOST_FILES = 50
# Above this size in bytes the copy is made without the outputs.
_LARGE = 20_000_000


@dataclass(frozen=True)
class HandIn:
    """What one trainee handed in.

    Parameters
    ----------
    trainee
        The trainee's name: the folder's name.
    path
        The notebook to grade, in ``class/accepted``; where it would be if it cannot be graded.
    problem
        Why it cannot be graded; empty if it can.
    remark
        What is odd about it, and was repaired in the copy that is graded.
    original
        The file that the trainee handed in; None if nothing was handed in.
    print
        A digest of its content as it was read: one that comes later counts as another hand-in.
    """

    trainee: str
    path: Path
    problem: str = ""
    remark: str = ""
    original: Path | None = None
    print: str = ""


def find_handins(course: Course, day: str, master: Any, trainee: str | None = None) -> list[HandIn]:
    """Return the hand-ins of an exercise, each looked at once, and repaired in a copy.

    Parameters
    ----------
    course
        The course. Hand-ins are in ``class/submitted/TRAINEE/DAY/DAY.ipynb``; other names and folders within
        TRAINEE are found too.
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
    from labkit.course.exercises.releasing import blank_exercise

    names = folders_of_people(course)
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
            got=first_few(misplaced(course, day)),
            expected=f"{shown(course.submitted)}/NAME/{day}/{day}.ipynb for each trainee",
            hint=f"This puts the files of a download or a USB stick there: labkit collect {day} FOLDER_OR_ZIP",
        )
    blank = blank_exercise(course, day, master)
    return [_looked_at(course, day, name, blank) for name in names if trainee in (None, name)]


def _looked_at(course: Course, day: str, trainee: str, blank: Any) -> HandIn:
    """Return a hand-in; whatever is wrong with one is its own report, and stops nobody else's."""
    try:
        return _accepted(course, day, trainee, blank)
    except (OSError, KeyboardInterrupt):
        raise
    except Exception as error:
        original = anything(course.submitted / trainee, day)
        file = shown(original or course.submitted / trainee)
        problem = f"{file} cannot be read: {type(error).__name__}, {str(error)[:200] or 'without a word'}"
        return HandIn(trainee, course.accepted / trainee / day / f"{day}.ipynb", problem, original=original)


def stopped(course: Course, day: str, trainee: str) -> str:
    """Return a sentence if a hand-in could be read, but not run to its end; otherwise an empty text.

    Parameters
    ----------
    course
        The course, after ``labkit grade``.
    day
        The exercise.
    trainee
        The trainee.
    """
    log = course.classroom / "problems" / f"{trainee}-{day}.log"
    graded = course.autograded / trainee / day / f"{day}.ipynb"
    return "" if graded.exists() or not log.exists() else "the notebook could not be run to its end"


def _accepted(course: Course, day: str, trainee: str, blank: Any) -> HandIn:
    """Return a hand-in after its copy was made; without a notebook there is no copy, and no old one either."""
    target = course.accepted / trainee / day
    path = target / f"{day}.ipynb"
    if unfit := _unfit(trainee):
        folder = shown(course.submitted / trainee)
        problem = f"rename the folder {folder}: {unfit}"
        return HandIn(readable(trainee), path, problem, original=course.submitted / trainee)
    chosen, problem, others = choose(course.submitted / trainee, day, blank)
    if chosen is None:
        shutil.rmtree(target, ignore_errors=True)
        return HandIn(trainee, path, problem, original=anything(course.submitted / trainee, day))
    expected = course.submitted / trainee / day / path.name
    remarks = [*chosen.repaired.remarks]
    if chosen.path != expected:
        remarks.insert(0, f"handed in as {readable(chosen.path.relative_to(course.submitted / trainee).as_posix())}")
    draw, own = chosen.incoming.about.get("draw", ""), draws(course, day)
    if own and draw and draw != str(own.get(trainee, draw)):
        owner = next((name for name, number in own.items() if str(number) == draw), "nobody in this class")
        remarks.append(f"the notebook was made for another trainee: {owner}")
    if others:
        remarks.append(others)
    if chosen.path.stat().st_size > _LARGE:
        remarks.append(f"{chosen.path.stat().st_size / 1e6:,.0f} MB (copied without its outputs)")
    _copy(chosen, path, remarks)
    return HandIn(trainee, path, remark="; ".join(remarks), original=chosen.path, print=chosen.incoming.print)


def _unfit(name: str) -> str:
    """Return why nbgrader could not work with a trainee's name; empty if it can."""
    if any(sign in name for sign in "*?["):
        return "no * ? [ in a name"
    if name != name.strip():
        return "no space at the start or end of a name"
    return "some letters of the name cannot be read" if name != readable(name) else ""


def _copy(chosen: Candidate, path: Path, remarks: Sequence[str]) -> None:
    """Make the copy that is graded, as old as the original: a copy that is newer would be graded again."""
    stat = chosen.path.stat()
    notebook = chosen.repaired.notebook
    if remarks:
        notebook.metadata.setdefault("labkit", {})["remarks"] = list(remarks)
    write_whole(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    # Beside a notebook that lies in the trainee's own folder are those of other days.
    beside = _beside(chosen.path.parent, deep=chosen.path.parent.name != path.parents[1].name)
    for folder, _, names in os.walk(path.parent, topdown=False):
        for old in (Path(folder, name) for name in names):
            if old != path and old.relative_to(path.parent).as_posix() not in beside:
                old.unlink()
        with contextlib.suppress(OSError):  # it is not empty
            os.rmdir(folder)
    copy_files(beside, path.parent)


def _beside(top: Path, *, deep: bool) -> dict[str, Path]:
    """Return what goes along with a notebook, by its name beside it; also in folders there if they are its own."""
    files = itertools.islice(filter(_goes_along, _files(top, deep=deep)), _MOST_FILES)
    return {path.relative_to(top).as_posix(): path for path in files}


def _files(top: Path, *, deep: bool) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        own = [name for name in folders if not name.startswith((".", "__")) and name == readable(name)]
        folders[:] = sorted(own) if deep else []
        yield from (Path(folder, name) for name in sorted(names))


def _goes_along(path: Path) -> bool:
    """Tell whether a file that lies beside a notebook is copied with it."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _SMALL:
        return False
    if path.name == "timestamp.txt":  # nbgrader reads in it when the notebook was handed in
        return _is_time(path)
    return not path.name.startswith(".") and ".ipynb" not in path.name.lower() and path.name == readable(path.name)


def _is_time(path: Path) -> bool:
    from nbgrader.utils import parse_utc

    try:
        parse_utc(path.read_text(encoding="utf-8").strip())
    except (ValueError, OverflowError):
        return False
    return True
