"""``labkit grade``: grade the exercises that trainees handed in."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from labkit.course.exercises.class_list import exercise_and_person
from labkit.course.exercises.deadlines import keep_deadline
from labkit.course.exercises.marks import graded_trainees, marks_table
from labkit.course.grading.grade import grade
from labkit.course.grading.outcome import Grading
from labkit.course.support.console import note, say
from labkit.course.support.paths import Course, find_course, shown
from labkit.course.support.progress import clock

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
        "lesson's, and collect the points; then write the "
        "feedback pages and the overview. A hand-in that was graded before is graded again only if it, the exercise "
        "or labkit has changed. Interrupted at any moment, the next run goes on from there.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("day", metavar="DAY", help="the exercise, such as day2")
    parser.add_argument("name", metavar="NAME", nargs="?", help="grade this trainee only")
    parser.add_argument("--trainee", metavar="NAME", help="grade this trainee only")
    parser.add_argument(
        "--deadline",
        metavar="TIME",
        help='when hand-ins were due, such as "2026-12-04 20:00"; kept for later runs ("none" forgets it). It is shown '
        "who was late; points are never taken off (default: the deadline in notebooks/DAY/day.toml)",
    )
    parser.add_argument("--marks-only", action="store_true", help="write no feedback pages and no overview")
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
        help="run hand-ins on the workers of this Dask scheduler, such as tcp://10.0.0.5:8786 (see docs/cluster.md)",
    )
    parser.add_argument("--quiet", action="store_true", help="tell only what went wrong")
    parser.add_argument("--json", action="store_true", help="write the result as JSON, for scripts")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    course, executor = find_course(args.course), None
    if args.scheduler:
        from labkit.course.cluster.grading import executor_of

        executor = executor_of(args.scheduler, jobs=args.jobs or 0, unsafe=args.unsafe, quiet=args.quiet or args.json)
    day, named = exercise_and_person(course, args.day, args.name)
    trainee = args.trainee or named
    if args.deadline is not None:
        keep_deadline(course, day, args.deadline)
    grading = grade(
        course,
        day,
        trainee=trainee,
        draw=args.draw,
        force=args.force,
        jobs=args.jobs,
        unsafe=args.unsafe,
        quiet=args.quiet or args.json,
        executor=executor,
    )
    if args.json:
        say(_json(grading))
    else:
        _tell(grading, quiet=args.quiet)
    unwritten: list[str] = []
    if not args.marks_only and graded_trainees(course, day):
        unwritten = _write_pages(course, day, trainee, quiet=args.quiet or args.json)
    return 1 if grading.problems or grading.doubts or unwritten else 0


def _write_pages(course: Course, day: str, trainee: str | None, *, quiet: bool) -> list[str]:
    """Write the feedback pages and the overview, and return what could not be written."""
    from labkit.course.feedback.overview_page import write_overview
    from labkit.course.feedback.writing import feedback

    problems: list[str] = []
    if trainee is None or trainee in graded_trainees(course, day):
        problems = feedback(course, day, trainee=trainee, quiet=True)
    _, files = write_overview(course, day)
    for problem in problems:
        note(problem)
    if not quiet:
        say(f"Feedback pages: {shown(course.feedback)}/NAME/{day}/{day}.html; to give them out: labkit return {day}")
        for about, file in files.items():
            say(f"{about}: {shown(course.root / file)}")
    return problems


def _tell(grading: Grading, *, quiet: bool) -> None:
    if not quiet:
        for line in marks_table(grading.marks) if grading.marks else ():
            say(line)
        if any(mark.open_points for mark in grading.marks):
            say("Written answers are graded by hand: start labkit lab --facilitator, menu Nbgrader, Formgrader.")
        say(f"Marks: {grading.csv}, and as .xlsx beside it")
        counted = ", ".join(f"{number} {what}" for what, number in grading.counts().items() if number)
        handins = "1 hand-in" if len(grading.outcomes) == 1 else f"{len(grading.outcomes)} hand-ins"
        note(f"{handins} in {clock(grading.seconds)}: {counted}.")
    if grading.problems:
        note(f"{len(grading.problems)} could not be graded:")
        for problem in grading.problems:
            note(f"  {problem}")
    if grading.doubts:
        note("To look at:")
        for doubt in grading.doubts:
            note(f"  {doubt}")


def _json(grading: Grading) -> str:
    """Return everything about a run as one JSON object."""
    marks = [
        {"trainee": mark.trainee, "points": mark.points, "total": mark.total, "of": mark.most, "late": mark.late}
        for mark in grading.marks
    ]
    told = {
        "draw": grading.draw,
        "seconds": round(grading.seconds, 2),
        "counts": grading.counts(),
        "csv": grading.csv,
        "outcomes": [asdict(outcome) for outcome in grading.outcomes],
        "marks": marks,
        "doubts": grading.doubts,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
