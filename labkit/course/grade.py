"""``labkit grade``: grade the exercises that trainees handed in."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labkit.course.answer_key import grade_key, load_catalogue
from labkit.course.console import note, say
from labkit.course.files import write_whole
from labkit.course.handins import HandIn, find_handins
from labkit.course.marks import Mark, marks_table, read_marks, write_marks
from labkit.course.masters import checked_master, graded_ids, master_folder
from labkit.course.paths import Course, find_course, shown
from labkit.course.release import register
from labkit.errors import OptionError


@dataclass(frozen=True)
class Grading:
    """How grading a class went.

    Parameters
    ----------
    marks
        The marks of all trainees that have any.
    problems
        Sentences on the hand-ins that could not be graded.
    csv
        The file with the marks.
    draw
        The sample that was graded on.
    """

    marks: list[Mark]
    problems: list[str]
    csv: str
    draw: int


def add_parser(subparsers: Any) -> None:
    """Add the command ``grade``."""
    parser = subparsers.add_parser(
        "grade",
        help="grade the exercises that trainees handed in",
        description="Run every hand-in in class/submitted/TRAINEE/DAY with the hidden tests, on other data than the "
        "lesson's, and collect the points. A hand-in that was graded before is graded again only if it is newer.",
    )
    parser.add_argument("day", metavar="DAY", help="the exercise, such as day2")
    parser.add_argument("--trainee", metavar="NAME", help="grade this trainee only")
    parser.add_argument(
        "--draw", type=int, default=0, metavar="N", help="which sample to grade on (default: chosen by labkit)"
    )
    parser.add_argument("--force", action="store_true", help="grade again what was graded before")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    grading = grade(find_course(args.course), args.day, trainee=args.trainee, draw=args.draw, force=args.force)
    for line in marks_table(grading.marks) if grading.marks else ():
        say(line)
    if any(mark.open_points for mark in grading.marks):
        say("Written answers are graded by hand: start jupyter lab in the course folder, menu Nbgrader, Formgrader.")
    say(f"Marks: {grading.csv}")
    if grading.problems:
        note(f"{len(grading.problems)} could not be graded:")
        for problem in grading.problems:
            note(f"  {problem}")
    return 1 if grading.problems else 0


def grade(course: Course, day: str, *, trainee: str | None = None, draw: int = 0, force: bool = False) -> Grading:
    """Grade the hand-ins of an exercise.

    Parameters
    ----------
    course
        The course.
    day
        The exercise.
    trainee
        One trainee only.
    draw
        Which sample to grade on; 0 takes the first one whose answers all differ clearly from the lesson's.
    force
        Grade again what was graded before.

    Returns
    -------
    Grading
        Marks and problems; the marks are in ``class/grades-DAY.csv`` too.

    Raises
    ------
    CourseError
        If the exercise itself, or the class as a whole, cannot be graded.
    OptionError
        If `draw` is below 0.
    """
    if draw < 0:
        raise OptionError("A draw is a number from 1 on.", where="labkit grade --draw", got=str(draw))
    folder = master_folder(course, day)
    master = checked_master(folder, load_catalogue(folder))
    handins = find_handins(course, day, master, trainee)
    register(course, day)
    key = grade_key(folder, draw)
    problems = _graded(course, day, handins, key.draw, force=force)
    # nbgrader removes what it could not grade to the end; the gradebook still has a row for it.
    graded = sorted(path.parent.parent.name for path in course.autograded.glob(f"*/{day}/{day}.ipynb"))
    marks = read_marks(course, day, graded_ids(master), graded)
    return Grading(marks, problems, write_marks(course, day, marks), key.draw)


def _graded(course: Course, day: str, handins: Sequence[HandIn], draw: int, *, force: bool) -> list[str]:
    """Grade hand-ins one after the other and return what went wrong."""
    problems = []
    for number, handin in enumerate(handins, start=1):
        start = time.monotonic()
        problem = handin.problem
        told = "not graded"
        if not problem and not force and _is_graded(course, day, handin):
            told = "graded before"
        elif not problem:
            problem = _run_one(course, day, handin, draw)
            told = f"graded in {time.monotonic() - start:.0f} s" if not problem else told
        if problem:
            problems.append(f"{handin.trainee}: {problem}")
        about = "; ".join(filter(None, [told, problem, handin.remark]))
        note(f"[{number}/{len(handins)}] {handin.trainee}: {about}")
    return problems


def _is_graded(course: Course, day: str, handin: HandIn) -> bool:
    graded = course.autograded / handin.trainee / day / handin.path.name
    return graded.exists() and graded.stat().st_mtime >= handin.path.stat().st_mtime


def _run_one(course: Course, day: str, handin: HandIn, draw: int) -> str:
    """Grade one hand-in and return what went wrong, or an empty text."""
    from labkit.course.nbgrader_steps import StepFailedError, autograde

    try:
        autograde(course, day, handin.trainee, draw)
    except StepFailedError as error:
        log = course.classroom / "problems" / f"{handin.trainee}-{day}.log"
        write_whole(log, f"{error.log}\n")
        return f"{shown(handin.path)} could not be run ({_reason(error.got)}); details: {shown(log)}"
    return ""


def _reason(error: str) -> str:
    """Return what nbgrader's error means for a facilitator."""
    if "DeadKernelError" in error:
        return "a cell ended Python itself, or memory ran out"
    if "UnresponsiveKernelError" in error:
        return "a cell did not end and could not be stopped"
    return error
