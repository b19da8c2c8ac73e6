"""``labkit overview``: what the whole class did in an exercise."""

from __future__ import annotations

import argparse
from typing import Any

from labkit.course.exercises.class_list import exercise_named
from labkit.course.feedback.overview import (
    BY_HAND,
    DAMAGED,
    MISSING,
    WAITING,
)
from labkit.course.feedback.overview_page import in_short, write_overview
from labkit.course.support.console import say
from labkit.course.support.paths import find_course, shown


def add_parser(subparsers: Any) -> None:
    """Add the command ``overview``."""
    parser = subparsers.add_parser(
        "overview",
        help="write what the whole class did in an exercise",
        description="Write class/overview/DAY.html, a page without names to begin the next morning with: points per "
        "question and the mistakes of the room. Beside it a page with names, for the facilitator alone, and tables as "
        "CSV. The class list is class/trainees.csv (a column: trainee), if there is one. The pages need no network.",
    )
    parser.add_argument("day", metavar="DAY", help="the exercise, such as day2")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    course = find_course(args.course)
    day = exercise_named(course, args.day)
    overview, files = write_overview(course, day)
    say(in_short(overview))
    for mistake in overview.mistakes[:3]:
        say(f"{len(mistake.trainees)} of {len(overview.marks)} {mistake.did} ({', '.join(mistake.questions)})")
    for state in (BY_HAND, WAITING, DAMAGED, MISSING):
        names = [one.trainee for one in overview.trainees if one.state == state]
        if names:
            say(f"{state[0].upper()}{state[1:]}: {', '.join(names)}")
    for about, file in files.items():
        say(f"{about}: {shown(course.root / file)}")
    return 0
