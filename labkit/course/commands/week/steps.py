"""What the commands of the week share: steps of a command, each with options of its own."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from labkit.course.exercises.roster import Roster, read_roster
from labkit.course.support.console import note
from labkit.course.support.paths import Course


def steps_of(parser: Any) -> Any:
    """Return where the steps of a command are added."""
    return parser.add_subparsers(dest="step", metavar="STEP", required=True, title="steps")


def add_step(steps: Any, name: str, summary: str, run: Callable[[argparse.Namespace], int]) -> Any:
    """Add a step to a command and return its parser."""
    step = steps.add_parser(name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}.")
    # "--course" is accepted after the step as well: that is where people type it.
    step.add_argument("--course", metavar="DIR", default=argparse.SUPPRESS, help="the course folder")
    step.set_defaults(run=run)
    return step


def roster_with_remarks(course: Course) -> Roster:
    """Return the roster; what is odd about it is noted."""
    roster = read_roster(course)
    for remark in roster.remarks:
        note(remark)
    return roster
