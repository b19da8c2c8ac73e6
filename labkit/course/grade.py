"""``labkit grade``: grade the exercises that trainees handed in."""

from __future__ import annotations

import argparse
import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from labkit.course.batch.kernels import grading_nursery
from labkit.course.batch.outcome import Grading
from labkit.course.console import note, say
from labkit.course.marks import marks_table
from labkit.course.paths import Course, find_course, shown
from labkit.course.progress import clock
from labkit.course.sandbox import required
from labkit.errors import CourseError, OptionError

__all__ = ["Grading", "add_parser", "grade"]

_EXIT_CODES = """\
exit codes:
  0    every hand-in is graded
  1    some could not be graded, or nothing could be: the message says what to do
  2    the command line was wrong
  130  interrupted with Ctrl-C; the next run goes on from there
"""


def add_parser(subparsers: Any) -> None:
    """Add the command ``grade``."""
    parser = subparsers.add_parser(
        "grade",
        help="grade the exercises that trainees handed in",
        description="Run every hand-in in class/submitted/TRAINEE/DAY with the hidden tests, on other data than the "
        "lesson's, and collect the points. A hand-in that was graded before is graded again only if it, the exercise "
        "or labkit has changed. Interrupted at any moment, the next run goes on from there.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("day", metavar="DAY", help="the exercise, such as day2")
    parser.add_argument("--trainee", metavar="NAME", help="grade this trainee only")
    parser.add_argument("--draw", type=int, metavar="N", help="which sample to grade on (default: chosen by labkit)")
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="hand-ins at a time (default: one for each processor core, with --scheduler as many as its workers take)",
    )
    parser.add_argument("--force", action="store_true", help="grade again what was graded before")
    parser.add_argument(
        "--unsafe",
        action="store_true",
        help="run hand-ins without a sandbox where none can be had: they can then read and change your files",
    )
    parser.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="run hand-ins on the workers of this Dask scheduler, such as tcp://10.0.0.5:8786 (see the README)",
    )
    parser.add_argument("--quiet", action="store_true", help="tell only what went wrong")
    parser.add_argument("--json", action="store_true", help="write the result as JSON, for scripts")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    grading = grade(
        find_course(args.course),
        args.day,
        trainee=args.trainee,
        draw=args.draw,
        force=args.force,
        jobs=args.jobs,
        unsafe=args.unsafe,
        quiet=args.quiet or args.json,
        scheduler=args.scheduler,
    )
    if args.json:
        say(_json(grading))
    else:
        _tell(grading, quiet=args.quiet)
    return 1 if grading.problems else 0


def _tell(grading: Grading, *, quiet: bool) -> None:
    if not quiet:
        for line in marks_table(grading.marks) if grading.marks else ():
            say(line)
        if any(mark.open_points for mark in grading.marks):
            say("Written answers are graded by hand: start labkit lab, menu Nbgrader, Formgrader.")
        say(f"Marks: {grading.csv}")
        counted = ", ".join(f"{number} {what}" for what, number in grading.counts().items() if number)
        handins = "1 hand-in" if len(grading.outcomes) == 1 else f"{len(grading.outcomes)} hand-ins"
        note(f"{handins} in {clock(grading.seconds)}: {counted}.")
    if grading.problems:
        note(f"{len(grading.problems)} could not be graded:")
        for problem in grading.problems:
            note(f"  {problem}")


def _json(grading: Grading) -> str:
    """Return everything about a run as one JSON object."""
    marks = [
        {"trainee": mark.trainee, "points": mark.points, "total": mark.total, "of": mark.most} for mark in grading.marks
    ]
    told = {
        "draw": grading.draw,
        "seconds": round(grading.seconds, 2),
        "counts": grading.counts(),
        "csv": grading.csv,
        "outcomes": [asdict(outcome) for outcome in grading.outcomes],
        "marks": marks,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Import much without looking for garbage meanwhile, nor in it later: both take a twentieth of the whole time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _trouble_in_words(course: Course) -> Iterator[None]:
    """Say what is wrong with the disk, the gradebook or the settings, and what to do."""
    from sqlalchemy.exc import DBAPIError
    from traitlets import TraitError

    kept = "What is graded is kept, and the next run goes on."
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(kept) from None
    except OSError as error:
        if error.errno is None or isinstance(error, ConnectionError):
            raise  # not about a file
        raise CourseError(
            "Grading cannot go on: a file cannot be written or read.",
            where=str(error.filename or shown(course.classroom)),
            got=error.strerror or str(error),
            hint=f"Free some space, close the file in other programs, or see whether you may write there. {kept}",
        ) from error
    except DBAPIError as error:
        raise CourseError(
            "Grading cannot go on: the gradebook cannot be used.",
            where=shown(course.gradebook),
            got=str(error.orig),
            hint=f"If it is locked: end other programs that use it, such as the formgrader. {kept} If it is damaged: "
            "put a copy of it in its place, or rename it and grade again, which computes all points anew; only points "
            "and comments given by hand are lost then.",
        ) from error
    except TraitError as error:
        raise CourseError(
            "A setting is wrong.", where=shown(course.root / "nbgrader_config.py"), got=str(error)
        ) from error


def _draws(master: Path) -> bool:
    """Tell whether an exercise may draw pictures; what is wrong with the file is told by those who read it."""
    try:
        return b"plot" in master.read_bytes()
    except OSError:
        return False


def _likely_sample(course: Course, day: str) -> tuple[str, int] | None:
    """Return the data set and the draw of the newest grade key: it may be made ready before more is known."""
    try:
        newest = max(
            (course.classroom / ".grading" / "keys").glob(f"{day}-*.json"), key=lambda path: path.stat().st_mtime
        )
        key = json.loads(newest.read_text(encoding="utf-8"))
        return str(key["dataset"]), int(key["draw"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def grade(
    course: Course,
    day: str,
    *,
    trainee: str | None = None,
    draw: int | None = None,
    force: bool = False,
    jobs: int | None = None,
    unsafe: bool = False,
    quiet: bool = False,
    scheduler: str = "",
) -> Grading:
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
        Which sample to grade on; None takes the first one whose answers all differ clearly from the lesson's.
    force
        Grade again what was graded before.
    jobs
        How many hand-ins at a time; None for one for each processor core, or for as many as the workers of
        `scheduler` take.
    unsafe
        Run hand-ins without a sandbox where none can be had.
    quiet
        Tell only what goes wrong while it runs.
    scheduler
        The address of a Dask scheduler, ``tcp://host:8786``: its workers run the hand-ins. Empty: this computer does.

    Returns
    -------
    Grading
        Marks and problems; the marks are in ``class/grades-DAY.csv`` too.

    Raises
    ------
    CourseError
        If the exercise itself, or the class as a whole, cannot be graded.
    OptionError
        If `draw` or `jobs` is below 1, or `scheduler` is no address.
    """
    if draw is not None and draw < 1:
        raise OptionError("A draw is a number from 1 on.", where="labkit grade --draw", got=str(draw))
    if jobs is not None and jobs < 1:
        raise OptionError("The number of hand-ins at a time is 1 or more.", where="labkit grade --jobs", got=str(jobs))
    if not scheduler:
        # It imports its libraries while this process imports pandas and nbgrader, which take long too.
        pictures = _draws(course.solutions / day / f"{day}.ipynb")
        mother = grading_nursery(confined=required(unsafe=unsafe, course=course.root), pictures=pictures)
        sample = _likely_sample(course, day)
        if mother and sample:
            mother.prepare(*sample)
    with _without_collecting():
        from labkit.course.answer_key import load_catalogue
        from labkit.course.batch.run import graded_class
        from labkit.course.masters import checked_master, master_folder

    folder = master_folder(course, day)
    master = checked_master(folder, load_catalogue(folder))
    with _trouble_in_words(course):
        return graded_class(
            course,
            day,
            master,
            trainee=trainee,
            draw=draw or 0,
            force=force,
            jobs=jobs or 0,
            unsafe=unsafe,
            quiet=quiet,
            scheduler=scheduler,
        )
