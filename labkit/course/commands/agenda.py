"""``labkit agenda``: the timetable of the days, from the minutes in the lessons."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from labkit.course.site.agenda import as_text, read_times, save_times, timetables
from labkit.course.site.layout import SHARED
from labkit.course.site.timetable import Times, Timetable, clock
from labkit.course.support.console import say
from labkit.course.support.paths import find_course, shown
from labkit.errors import CourseError, did_you_mean, first_few

_HELP = """\
Show the timetable of the days, computed from the minutes of each section. Pauses come between two sections.

examples:
  labkit agenda                                 all days
  labkit agenda day2 --start 09:00 --end 16:30
  labkit agenda --break 10:00 --break 14:30 --lunch 11:45 --lunch-minutes 90
  labkit agenda --start 09:00 --page            and put these times on the handbook's page
"""


def add_parser(subparsers: Any) -> None:
    """Register ``labkit agenda``."""
    usual = Times()
    parser = subparsers.add_parser(
        "agenda",
        help="show the timetable of the days",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("day", nargs="?", metavar="DAY", help="day2 or 2; all days if left out")
    parser.add_argument("--start", metavar="HH:MM", help=f"when the day starts ({clock(usual.start)})")
    parser.add_argument("--end", metavar="HH:MM", help=f"when it should be over ({clock(usual.end)})")
    parser.add_argument("--lunch", metavar="HH:MM", help=f"about when lunch starts ({clock(usual.lunch)})")
    parser.add_argument("--lunch-minutes", metavar="N", help=f"how long it takes ({usual.lunch_minutes})")
    parser.add_argument(
        "--break", dest="breaks", metavar="HH:MM", action="append",
        help=f"about when a break starts; several times for several ({', '.join(map(clock, usual.breaks))})",
    )  # fmt: skip
    parser.add_argument("--break-minutes", metavar="N", help=f"how long each takes ({usual.break_minutes}); 0: none")
    parser.add_argument("--optional", action="store_true", help="plan the optional lessons, too")
    parser.add_argument("--page", action="store_true", help="also write the handbook's page, and keep these times")
    parser.add_argument("--out", metavar="DIR", help="the build folder with the handbook (default: build/)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit agenda`` and return the exit code."""
    course = find_course(args.course)
    out = Path(args.out).expanduser().resolve() if args.out else course.build
    times = _times(args, read_times(out))
    tables = _selected(timetables(course, times, optional=args.optional), args.day)
    if not tables:
        raise CourseError("There are no lessons yet.", where=shown(course.notebooks), expected="notebooks in day1/ …")
    say("\n\n".join(as_text(table) for table in tables))
    if args.page:
        from labkit.course.site.handbook import write_handbook

        save_times(out, times)
        write_handbook(course, out)
        say(f"\nOpen in a browser: {shown(out / SHARED / 'agenda.html')}")
    return 0


def _selected(tables: list[Timetable], day: str | None) -> list[Timetable]:
    if day is None:
        return tables
    found = [table for table in tables if day in (table.day, table.day.removeprefix("day"))]
    if not found:
        days = [table.day for table in tables]
        raise CourseError(
            f"There is no day {day!r}.",
            where="labkit agenda",
            expected=first_few(days) or "a day with lessons",
            hint=did_you_mean(day, days),
        )
    return found


def _times(args: argparse.Namespace, usual: Times) -> Times:
    """Return the hours that the command line asks for."""
    given: dict[str, Any] = {
        name: _clock_time(getattr(args, name), f"--{name}")
        for name in ("start", "end", "lunch")
        if getattr(args, name) is not None
    }
    for name in ("lunch_minutes", "break_minutes"):
        if getattr(args, name) is not None:
            given[name] = _whole(getattr(args, name), f"--{name.replace('_', '-')}")
    if args.breaks is not None:
        given["breaks"] = tuple(sorted(_clock_time(text, "--break") for text in args.breaks))
    return replace(usual, **given)


def _clock_time(text: str, option: str) -> int:
    match = re.fullmatch(r"(\d{1,2})[:.h](\d{2})", text.strip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise CourseError(
            "This is no time of the day.", where=f"labkit agenda {option}", got=text, expected="for example 08:30"
        )
    return int(match[1]) * 60 + int(match[2])


def _whole(text: str, option: str) -> int:
    if not re.fullmatch(r"\d{1,3}", text.strip()):
        raise CourseError(
            "This is no number of minutes.", where=f"labkit agenda {option}", got=text, expected="for example 15"
        )
    return int(text)
