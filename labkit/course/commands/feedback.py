"""``labkit feedback``: write a feedback page for each hand-in."""

from __future__ import annotations

import argparse
from typing import Any

from labkit.course.exercises.class_list import exercise_and_person
from labkit.course.feedback.writing import feedback
from labkit.course.support.console import note, say
from labkit.course.support.paths import find_course, shown


def add_parser(subparsers: Any) -> None:
    """Add the command ``feedback``."""
    parser = subparsers.add_parser(
        "feedback",
        help="write a feedback page for each graded exercise",
        description="Write class/feedback/TRAINEE/DAY/DAY.html for every hand-in that labkit grade has graded, with "
        "the points given by hand since then, and a page on what to do for every file that cannot be graded. The pages "
        "need no network.",
    )
    parser.add_argument("day", metavar="DAY", help="the exercise, such as day2")
    parser.add_argument("name", metavar="NAME", nargs="?", help="this trainee only")
    parser.add_argument("--trainee", metavar="NAME", help="this trainee only")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    course = find_course(args.course)
    day, named = exercise_and_person(course, args.day, args.name)
    problems = feedback(course, day, trainee=args.trainee or named)
    for problem in problems:
        note(problem)
    say(f"Feedback pages: {shown(course.feedback)}/NAME/{day}/{day}.html")
    return 1 if problems else 0
