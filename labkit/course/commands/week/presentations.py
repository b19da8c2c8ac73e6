"""``labkit presentations``: who presents when, and a page that keeps the time."""

from __future__ import annotations

import argparse
from typing import Any

from labkit.course.commands.week.steps import roster_with_remarks
from labkit.course.support.console import note, say
from labkit.course.support.paths import find_course, shown


def add_parser(subparsers: Any) -> None:
    """Add the command ``presentations``."""
    parser = subparsers.add_parser(
        "presentations",
        help="draw circles and order of the three-minute presentations; write slides and a timer page",
        description="Draw the circles of the three-minute presentations, institutions mixed, the order by lot, and "
        "write a page that keeps the time and, for each circle, one slide from each brief. All work without a network. "
        "Begin after the reviews are in.",
    )
    parser.add_argument("--size", type=int, default=6, metavar="N", help="most people in a circle (6)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="a number for the lots (1)")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from labkit.course.week.presentations import circles, write_presentations
    from labkit.course.week.slides import write_slides

    course = find_course(args.course)
    people = [one for one in roster_with_remarks(course) if one.present]
    made = circles(people, seed=args.seed, most=args.size)
    order, timer = write_presentations(course, made)
    sizes = sorted(len(circle) for circle in made.groups)
    people_in_each = " to ".join(map(str, sorted({sizes[0], sizes[-1]})))
    say(f"{len(sizes)} {'circle' if len(sizes) == 1 else 'circles'} of {people_in_each} people.")
    say(f"Pairs of one institution in a circle: {made.inside}.")
    say(f"The order: {shown(order)}")
    say(f"The timer: {shown(timer)}")
    slides, without = write_slides(course, made.groups, timer.parent)
    say(f"The slides, a page for each circle: {shown(slides[0])} …")
    for trainee, reason in without.items():
        note(f"A slide with the name alone: {trainee}. {reason}")
    return 0
