"""``labkit prove``: the master solution gets full marks, and the blank exercise none."""

from __future__ import annotations

import argparse
from typing import Any

from labkit.course.grading.proving import prove
from labkit.course.support.console import note, say
from labkit.course.support.paths import find_course
from labkit.errors import CourseError


def add_parser(subparsers: Any) -> None:
    """Add the command ``prove``."""
    parser = subparsers.add_parser(
        "prove",
        help="check that a master exercise gets full marks and a blank one none",
        description="Release an exercise in a temporary copy of the course, hand in the master solution and the blank "
        "exercise, grade both, and compare the points. Nothing in this course changes.",
    )
    parser.add_argument("days", metavar="DAY", nargs="*", help="the exercises (default: all)")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    course = find_course(args.course)
    days = args.days or sorted(path.parent.name for path in course.solutions.glob("*/catalogue.py"))
    failed = 0
    for day in days:
        try:
            say(prove(course, day))
        except CourseError as error:
            failed += 1
            note(f"{error}")
    return 1 if failed else 0
