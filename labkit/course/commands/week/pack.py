"""``labkit pack``: what the room needs on paper."""

from __future__ import annotations

import argparse
import re
from typing import Any

from labkit.course.support.console import note, say
from labkit.course.support.paths import find_course, shown


def add_parser(subparsers: Any) -> None:
    """Add the command ``pack``."""
    parser = subparsers.add_parser(
        "pack",
        help="print what the room needs when power or network fail",
        description="Write one page to print from a day's built lessons: pictures with their sentences, sheets, "
        "questions, cards, and the answers for the facilitator at the end.",
    )
    parser.add_argument("day", metavar="DAY", help="such as day2")
    parser.add_argument("--place", default="", metavar="NAME", help="the folder in build/ (default: cambodia)")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from labkit.course.week.pack import write_pack

    day = f"day{args.day}" if re.fullmatch(r"\d+", args.day) else args.day
    path, missing = write_pack(find_course(args.course), day, args.place)
    say(f"Print from a browser: {shown(path)}")
    if missing:
        note(f"Not in it, because they are not built: {', '.join(missing)}. To build them: labkit build {day}")
    return 0
