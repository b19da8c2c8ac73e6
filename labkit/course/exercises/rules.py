"""What a master exercise must have beside what releasing needs: for ``labkit check`` and the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from labkit.checks.catalogue import Catalogue
from labkit.course.exercises.answer_key import load_catalogue
from labkit.course.exercises.masters import checked_master
from labkit.course.lessons.rules import Breach
from labkit.course.support.paths import shown
from labkit.errors import CourseError, LabkitError

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_QUESTIONS, _MINUTES = (6, 10), (40, 75)
_PRACTICE = "practice, no points"


def breaches(folder: Path) -> list[Breach]:
    """Return what is wrong with a master exercise; the rules of releasing come first, and stop at the first breach."""
    try:
        catalogue = load_catalogue(folder)
        notebook = checked_master(folder, catalogue)
    except LabkitError as error:
        where = error.where if isinstance(error, CourseError) else shown(folder)
        remedy = " ".join(filter(None, [error.expected, error.hint])) or "see CONTRIBUTING, An exercise"
        return [Breach(where or shown(folder), f"{error.problem} {error.got}".strip(), remedy)]
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    about = notebook.metadata["labkit"]
    return [*_counted(texts[0] if texts else "", about, catalogue), *_headings(texts, about, catalogue)]


def _counted(top: str, about: dict[str, object], catalogue: Catalogue) -> Iterator[Breach]:
    """Say rightly at the top how many questions and points there are, and how long it takes."""
    count = len(catalogue.questions)
    points = sum(question.points for question in catalogue.questions)
    if not _QUESTIONS[0] <= count <= _QUESTIONS[1]:
        yield Breach("catalogue", f"{count} questions", f"{_QUESTIONS[0]} to {_QUESTIONS[1]}")
    minutes = about.get("minutes")
    if not isinstance(minutes, int) or not _MINUTES[0] <= minutes <= _MINUTES[1]:
        yield Breach("notebook metadata", f"minutes = {minutes!r}", f"{_MINUTES[0]} to {_MINUTES[1]}")
    word = NUMBERS[count] if count < len(NUMBERS) else str(count)
    for wanted in (f"{word} questions", f"{points:g} points", f"{minutes} minutes"):
        if not re.search(rf"\b{re.escape(wanted)}\b", top, flags=re.IGNORECASE):
            yield Breach("cell 1", f"“{wanted}” does not stand at the top", "count again, and write these words")


def _headings(texts: list[str], about: dict[str, object], catalogue: Catalogue) -> Iterator[Breach]:
    """Give the points of each question in its heading."""
    said, total = "\n".join(texts), 0
    for number, question in enumerate(catalogue.questions, start=1):
        worth = rf"(\d+) points?|{_PRACTICE}"
        heading = re.search(rf"^## Question {number}\. .+\((?:{worth}), (\d+) minutes?\)$", said, flags=re.MULTILINE)
        if not heading:
            worth = f"{question.points:g} points" if question.points else _PRACTICE
            wanted = f"## Question {number}. Title ({worth}, 5 minutes)"
            yield Breach(question.id, "its heading is not there", f"write: {wanted}")
            continue
        total += int(heading[2])
        if int(heading[1] or 0) != question.points:
            yield Breach(
                question.id, f"{heading[1] or 0} points in its heading", f"{question.points:g}, as in the catalogue"
            )
    if total != about.get("minutes"):
        yield Breach("headings", f"the questions take {total} minutes in all", "the notebook's metadata say the same")
