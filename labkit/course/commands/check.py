"""``labkit check``: say every rule that a lesson or an exercise breaks, with the cell and the remedy."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from labkit.course.lessons.days import read_days
from labkit.course.lessons.reading import read_shelf, select
from labkit.course.lessons.rules import Breach
from labkit.course.support.console import say
from labkit.course.support.paths import Course, find_course, shown
from labkit.errors import CourseError, did_you_mean, first_few

_HELP = """\
Say every rule that a lesson or an exercise breaks: in which cell, what is wrong, and the remedy. Nothing is run, so it
takes seconds. The tests hold lessons and exercises to the same rules.

examples:
  labkit check                all days
  labkit check 1.1            one lesson
  labkit check day1           the lessons of a day, and its exercise
"""


def add_parser(subparsers: Any) -> None:
    """Register ``labkit check``."""
    parser = subparsers.add_parser(
        "check",
        help="say every rule that a lesson or an exercise breaks",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="*", metavar="LESSON_OR_DAY", help="1.1, day1 …; everything if left out")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit check`` and return the exit code: 1 if a rule is broken."""
    course = find_course(args.course)
    broken = 0
    for path, breaches in checked(course, args.what):
        say(f"{shown(path)}: {'every rule is kept' if not breaches else f'{len(breaches)} to mend'}")
        for breach in breaches:
            say(f"  {breach}")
        broken += len(breaches)
    return 1 if broken else 0


def checked(course: Course, what: Sequence[str]) -> Iterator[tuple[Path, list[Breach]]]:
    """Yield the lessons and exercises that are meant, each with the rules that it breaks."""
    from labkit.course.exercises import rules as of_exercises
    from labkit.course.lessons import rules as of_lessons

    masters = {path.name: path for path in sorted(course.solutions.glob("day*")) if path.is_dir()}
    days = {*read_days(course), *masters}
    words = [f"day{word}" if re.fullmatch(r"\d+", word) else word for word in what]
    only_exercise = [word for word in words if word in masters and not any((course.notebooks / word).glob("*.ipynb"))]
    shelf = read_shelf(course)
    wanted = [word for word in words if word not in only_exercise]
    if wanted or not words:
        _known(wanted, days, [lesson.id for lesson in shelf.lessons], [path for path, _ in shelf.problems])
        found = select(shelf, wanted)
        for path, problem in found.problems:
            yield (
                path,
                [Breach(path.name, f"{problem.problem} {problem.got}".strip(), problem.hint or problem.expected)],
            )
        for lesson in found.lessons:
            yield lesson.path, of_lessons.breaches(lesson)
    for day, folder in masters.items():
        if not words or day in words:
            yield folder, of_exercises.breaches(folder)


def _known(wanted: Sequence[str], days: set[str], lessons: Sequence[str], problems: Sequence[Path]) -> None:
    names = [*days, *lessons, *(path.stem for path in problems), *(path.stem.split("-")[0] for path in problems)]
    for word in wanted:
        if word not in names and Path(word).suffix != ".ipynb" and not any(word == name for name in names):
            raise CourseError(
                f"There is no lesson or day {word!r}.",
                where="labkit check",
                expected=first_few(sorted(names), most=25) or "a lesson in notebooks/day1/ …",
                hint=did_you_mean(word, names) or f"labkit new lesson {word} begins one." if word[:1].isdigit() else "",
            )
