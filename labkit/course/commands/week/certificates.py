"""``labkit certificates``: certificates of completion."""

from __future__ import annotations

import argparse
from typing import Any

from labkit.course.commands.week.steps import roster_with_remarks
from labkit.course.support.console import note, say
from labkit.course.support.paths import find_course, shown
from labkit.course.support.typesetting import INSTALL, can_typeset


def add_parser(subparsers: Any) -> None:
    """Add the command ``certificates``."""
    parser = subparsers.add_parser(
        "certificates",
        help="write certificates of completion from roster, attendance and gradebook",
        description="Write certificates of completion for who attended, handed in exercises and wrote a brief. Marks "
        "are never printed. The class list has the attendance: columns day1 to day5 with yes or no.",
    )
    parser.add_argument("--days", type=int, default=4, metavar="N", help="days that must be attended (4)")
    parser.add_argument("--exercises", type=int, default=3, metavar="N", help="exercises that must be handed in (3)")
    parser.add_argument("--without-brief", action="store_true", help="a brief is not asked for")
    parser.add_argument("--name", metavar="TEXT", help="what the course is called")
    parser.add_argument("--place", default="", metavar="TEXT", help="where it was held")
    parser.add_argument("--date", default="", metavar="TEXT", help="when it ended")
    parser.add_argument("--signed", action="append", metavar="NAME", help="who signs; several times for several")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from labkit.course.week.certificates import Rule, Wording, standings, write_certificates

    course = find_course(args.course)
    people = roster_with_remarks(course).people
    rule = Rule(args.days, args.exercises, brief=not args.without_brief)
    if all(one.days is None for one in people):
        note("The class list has no columns day1 to day5: everybody who is present is taken to have attended.")
    everybody = standings(course, people)
    given = [one for one in everybody if not one.lacks(rule)]
    usual = Wording()
    wording = Wording(args.name or usual.course, args.place, args.date, tuple(args.signed or usual.signed))
    written = write_certificates(course, given, wording)
    say(f"{len(given)} of {len(everybody)} people have completed the course.")
    for one in everybody:
        if one.lacks(rule):
            say(f"  {one.person.trainee}: {', '.join(one.lacks(rule))}")
    if not can_typeset():
        note(f"There are no PDF files: Typst is not installed. Print the page from a browser. {INSTALL}")
    say(f"Written: {shown(written[0].parent)} ({len(written)} {'file' if len(written) == 1 else 'files'})")
    return 0
