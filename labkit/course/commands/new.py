"""``labkit new``: begin a lesson or an exercise that keeps every rule."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from labkit.course.lessons.days import ABOUT, Day, read_day
from labkit.course.support.console import say
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course, find_course, shown
from labkit.errors import CourseError

_HELP = """\
Begin a lesson or an exercise: a valid notebook with the right headings, metadata, ids and tags, that runs and keeps
every rule. Replace it section by section; labkit check says whether the rules still hold.

examples:
  labkit new lesson 1.1 "From a policy question to an indicator"
  labkit new exercise day1
"""
_DAYS = {
    "day1": ("Reading the labour market", "Is an unemployment rate of 1 percent good news?"),
    "day2": ("Informality and protection", "Who is unprotected, and what would protect them?"),
    "day3": ("Wages", "Are wages fair, and what would a new minimum wage do?"),
    "day4": ("Migration and safety", "What does going abroad cost, and who gets hurt at work?"),
    "day5": ("Dialogue and decisions", "How is an evidence-based decision reached together?"),
}
"""What the five days of the course are about; another day gets a question to fill in."""


def add_parser(subparsers: Any) -> None:
    """Register ``labkit new``."""
    parser = subparsers.add_parser(
        "new",
        help="begin a lesson or an exercise",
        description=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    lesson = kinds.add_parser("lesson", help="a lesson, such as 1.1")
    lesson.add_argument("number", metavar="N.M", help="the day and the place in it, such as 1.1")
    lesson.add_argument("title", metavar="TITLE", nargs="?", default="A new lesson", help="its title")
    lesson.add_argument("--question", metavar="TEXT", default="What does the survey say?", help="its question")
    exercise = kinds.add_parser("exercise", help="the exercise of a day")
    exercise.add_argument("day", metavar="DAY", help="day1 or 1")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit new`` and return the exit code."""
    course = find_course(args.course)
    if args.kind == "lesson":
        path = new_lesson(course, args.number, args.title, args.question)
        word = args.number
    else:
        path = new_exercise(course, _day(args.day))
        word = path.name
    say(f"Begun: {shown(path)}")
    folder = path.parent if path.is_file() else path
    say(f"Open it with labkit lab {shown(folder)}, and look at it with: labkit check {word}")
    return 0


def new_lesson(course: Course, number: str, title: str, question: str) -> Path:
    """Write the notebook of a new lesson, and ``day.toml`` for a day that has none."""
    import nbformat

    from labkit.course.lessons.skeleton import skeleton

    if not re.fullmatch(r"[1-9]\d?\.[1-9]\d?", number):
        raise CourseError(
            "This is no number of a lesson.", where="labkit new lesson", got=number, expected="such as 1.1"
        )
    folder = course.notebooks / f"day{number.split('.')[0]}"
    _refuse_second(sorted(folder.glob(f"{number}-*.ipynb")), f"lesson {number}")
    day = _begun(folder)
    name = "-".join(re.findall(r"[a-z0-9]+", title.lower())[:5]) or "lesson"
    path = folder / f"{number}-{name}.ipynb"
    notebook = skeleton(number, title.strip(), question.strip(), day)
    write_whole(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]
    return path


def new_exercise(course: Course, day: str) -> Path:
    """Write the master notebook and the catalogue of a new exercise, and return its folder."""
    from labkit.course.exercises.skeleton import skeleton

    folder = course.solutions / day
    _refuse_second(sorted(folder.glob("*")), f"exercise {day}")
    about = _begun(course.notebooks / day)
    for name, text in skeleton(day, about.title or "Exercise", course).items():
        write_whole(folder / name, text)
    return folder


def _begun(folder: Path) -> Day:
    """Return the day of a folder; one without ``day.toml`` gets it."""
    if not (folder / ABOUT).exists():
        title, question = _DAYS.get(folder.name, ("A new day", "What is the question of this day?"))
        write_whole(folder / ABOUT, f'title = "{title}"\nquestion = "{question}"\n')
    return read_day(folder)


def _refuse_second(found: list[Path], what: str) -> None:
    if found:
        raise CourseError(f"There is a {what} already.", where=shown(found[0]), hint="Nothing was changed.")


def _day(word: str) -> str:
    match = re.fullmatch(r"(?:day)?([1-9]\d?)", word.strip().lower())
    if not match:
        raise CourseError("This is no day.", where="labkit new exercise", got=word, expected="day1 or 1")
    return f"day{match[1]}"
