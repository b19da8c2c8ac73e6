"""The class list: who is in the class, from ``class/trainees.csv``."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError, first_few

FILE = "trainees.csv"
_SIGNS = {",": "comma", ";": "semicolon", "\t": "tab"}
_COLUMNS = ("trainee", "id", "folder", "name")


@dataclass(frozen=True)
class ClassList:
    """The trainees of a class.

    Parameters
    ----------
    trainees
        Their names, as the folders of their hand-ins are called, in the order of the list.
    is_listed
        Whether there is a list; without one these are the folders in ``class/submitted``.
    """

    trainees: tuple[str, ...]
    is_listed: bool


def class_list(course: Course) -> ClassList:
    """Return the trainees of the class."""
    path = course.classroom / FILE
    if not path.exists():
        return ClassList(tuple(folders_of_people(course)), is_listed=False)
    rows = read_rows(path)
    columns = {name.casefold(): name for name in (rows[0] if rows else {})}
    chosen = next((columns[name] for name in _COLUMNS if name in columns), None)
    if chosen is None:
        raise CourseError(
            "The class list has no column with the trainees' names." if rows else "There is nobody in the class list.",
            where=shown(path),
            got=first_few(columns) or "no row",
            expected="a first line with the word trainee, then one name in each line",
        )
    names = [name for row in rows if (name := row[chosen])]
    folded = [name.casefold() for name in names]  # Windows takes "Sokha" and "sokha" for one folder
    twice = sorted({name for name in names if folded.count(name.casefold()) > 1})
    odd = [name for name in names if name.startswith(".") or any(sign in name for sign in '/\\*?[]<>:"|')]
    if odd:
        raise CourseError(
            "A name in the class list cannot be the name of a folder.",
            where=shown(path),
            got=first_few(odd),
            hint=r'Leave out / \ * ? [ ] < > : " | and a full stop at the start.',
        )
    if twice or not names:
        raise CourseError(
            "Somebody is in the class list twice." if twice else "There is nobody in the class list.",
            where=shown(path),
            got=first_few(twice) or "empty names",
            hint="Each trainee needs a name of his or her own: it is the name of the folder with the hand-ins.",
        )
    return ClassList(tuple(names), is_listed=True)


def folders_of_people(course: Course) -> list[str]:
    """Return the folders in ``class/submitted`` that are somebody's, in the order of their names.

    A folder that is called as an exercise (``day2``) is nobody's, unless the class list has somebody of this name.
    """
    names = sorted(folder.name for folder in course.submitted.glob("*/") if not folder.name.startswith("."))
    exercises = {plain(folder.name) for folder in course.solutions.glob("*/")}
    days = {name for name in names if plain(name) in exercises or re.fullmatch(r"day\d+", plain(name))}
    if days and (course.classroom / FILE).exists():
        days -= set(class_list(course).trainees)
    return [name for name in names if name not in days]


def plain(name: str) -> str:
    """Return a name in small letters, without blanks and strokes.

    Examples
    --------
    >>> plain("Day 2")
    'day2'
    """
    return re.sub(r"[\s_-]", "", name.casefold())


def exercise_named(course: Course, word: str) -> str:
    """Return the exercise that somebody means: ``2``, ``Day 2`` and ``day2.ipynb`` are ``day2``."""
    said = plain(re.sub(r"\.ipynb$", "", re.split(r"[/\\]", word.rstrip("/\\"))[-1], flags=re.IGNORECASE))
    said = f"day{int(said)}" if said.isdecimal() else said
    return next((folder.name for folder in course.solutions.glob("*/") if plain(folder.name) == said), word)


def exercise_and_person(course: Course, first: str, second: str | None) -> tuple[str, str | None]:
    """Return the exercise and the trainee that two words mean, in either order; ``day 2`` is one exercise."""
    known = {folder.name for folder in course.solutions.glob("*/")}
    both = exercise_named(course, f"{first} {second}") if second else first
    if both in known and both != first:
        return both, None
    day = exercise_named(course, first)
    if day not in known and second and (swapped := exercise_named(course, second)) in known:
        return swapped, first
    return day, second


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a small table that people edit: a CSV file with commas, semicolons or tabs, or from Excel."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252", errors="replace")
    lines = text.splitlines()
    sign = max(",;\t", key=lambda one: lines[0].count(one)) if lines else ","
    read = list(csv.DictReader(io.StringIO(text), delimiter=sign))
    for line, row in enumerate(read, start=2):
        beyond = [cell for cell in row.get(None) or () if cell.strip()]
        if beyond:
            raise CourseError(
                "A line has more cells than the first line has names.",
                where=f"{shown(path)}, line {line}",
                got=first_few(beyond),
                hint=f"Put quotation marks around a cell with a {_SIGNS[sign]} in it, as Excel does; write 3.5.",
            )
    return [{str(name).strip(): str(value or "").strip() for name, value in row.items() if name} for row in read]
