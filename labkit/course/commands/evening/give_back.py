"""``labkit return``: the feedback pages, named for their people, to give out."""

from __future__ import annotations

import argparse
from typing import Any

from labkit.course.exercises.class_list import class_list, exercise_named
from labkit.course.feedback.returning import return_feedback
from labkit.course.support.console import say
from labkit.course.support.paths import find_course, shown


def add_parser(subparsers: Any) -> None:
    """Add the command ``return``."""
    parser = subparsers.add_parser(
        "return",
        help="put the feedback pages, named for their people, where they can be given out",
        description="Copy the feedback pages of an exercise to class/return/DAY/NAME/, each named for its person. "
        "What was there of an earlier run is replaced as a whole.",
    )
    parser.add_argument("day", metavar="DAY", help="the exercise, such as day2")
    parser.add_argument("--zip", action="store_true", help="one archive for each person instead of a folder")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    course = find_course(args.course)
    folder, names = return_feedback(course, exercise_named(course, args.day), zipped=args.zip)
    say(f"{len(names)} feedback {'page' if len(names) == 1 else 'pages'} to give out: {shown(folder)}")
    without = [name for name in class_list(course).trainees if name not in names]
    if without:
        say(f"No page for: {', '.join(without)}")
    return 0
