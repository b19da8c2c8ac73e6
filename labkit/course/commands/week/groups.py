"""``labkit groups``: the groups of a day, by lot."""

from __future__ import annotations

import argparse
import re
from typing import Any

from labkit.course.commands.week.steps import roster_with_remarks
from labkit.course.exercises.roster import SIDES
from labkit.course.lessons.days import read_days
from labkit.course.support.console import say
from labkit.course.support.paths import find_course, shown
from labkit.errors import CourseError, first_few


def add_parser(subparsers: Any) -> None:
    """Add the command ``groups``."""
    parser = subparsers.add_parser(
        "groups",
        help="draw the groups of a day by lot",
        description="Draw the groups of a day by lot: all three sides in each, nobody with the own superior, other "
        "people than on the days before. Columns of the class list that count: present (yes or no), "
        f"group ({', '.join(SIDES)}), institution, and superior (that person's word in the column trainee).",
    )
    parser.add_argument("day", metavar="DAY", help="such as day2")
    parser.add_argument("--size", type=int, default=6, metavar="N", help="about how many people in a group (6)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="a number for the lots (1)")
    parser.add_argument("--force", action="store_true", help="replace groups that were drawn before")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from labkit.course.week.groups import draw_groups, groups_file, write_groups

    course = find_course(args.course)
    found = re.fullmatch(r"(?:day)?([1-9]\d?)", args.day.strip().casefold())
    if not found:
        raise CourseError("This is no day.", where="labkit groups", got=args.day, expected="a day such as day2")
    day, days = f"day{found[1]}", read_days(course)
    if days and day not in days:
        raise CourseError(f"There is no {day}.", where="labkit groups", expected=first_few(days))
    path = groups_file(course, day)
    if path.exists() and not args.force:
        raise CourseError(
            f"The groups of {day} were drawn before.", where=shown(path), hint=f"New ones: labkit groups {day} --force"
        )
    people = [one for one in roster_with_remarks(course) if one.present]
    made = draw_groups(course, day, people, size=args.size, seed=args.seed)
    shown_page = write_groups(path, f"Groups of day {found[1]}", made)
    for number, group in enumerate(made.groups, start=1):
        say(f"Group {number}: {', '.join(one.printed_name for one in group)}")
    say(f"Sides missing in a group: {made.without_side}. With the own superior: {made.with_superior}.")
    say(f"Pairs together again: {made.together_again}. Pairs of one institution: {made.inside}.")
    say(f"For the wall: {shown(shown_page)}")
    return 0
