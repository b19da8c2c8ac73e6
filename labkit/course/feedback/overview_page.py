"""What the whole class did in an exercise, as pages to begin the next morning with, and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from labkit.course.exercises.marks import renew_marks
from labkit.course.feedback.overview import (
    BY_HAND,
    DAMAGED,
    MISSING,
    WAITING,
    Overview,
    class_overview,
)
from labkit.course.support.files import write_changed
from labkit.course.support.paths import Course
from labkit.course.support.styles import style
from labkit.tables import excel_csv

TEMPLATES = Path(__file__).parent / "templates" / "overview"

# On the page for everybody a mistake stands only if so many made it: nobody should find himself or herself there.
AT_LEAST = 2
_MOST_MISTAKES = 8


def write_overview(course: Course, day: str) -> tuple[Overview, dict[str, str]]:
    """Write the pages and tables of a class after an exercise."""
    overview = class_overview(course, day)
    folder = course.classroom / "overview"
    files = {
        "To show to the class": (f"{day}.html", overview_html(overview, names=False)),
        "For the facilitator, with names": (f"{day}-names.html", overview_html(overview, names=True)),
        "Points per question": (f"{day}-questions.csv", excel_csv(_question_rows(overview))),
        "Mistakes": (f"{day}-mistakes.csv", excel_csv(_mistake_rows(overview))),
        "Trainees": (f"{day}-trainees.csv", excel_csv(_trainee_rows(overview))),
    }
    for name, text in files.values():
        write_changed(folder / name, text)
    renew_marks(course, day, [question.id for question in overview.questions])
    return overview, {about: f"class/overview/{name}" for about, (name, _) in files.items()}


def overview_html(overview: Overview, *, names: bool) -> str:
    """Return the page of a class."""
    many = [one for one in overview.mistakes if len(one.trainees) >= AT_LEAST]
    page = {
        "overview": overview,
        "names": names,
        "in_short": in_short(overview),
        "mistakes": many if names else many[:_MOST_MISTAKES],
        "alone": [one for one in overview.mistakes if one not in many],
        "late": any(mark.late for mark in overview.marks),
        "repaired": [one for one in overview.trainees if one.remark and one.mark is not None],
        "states": [
            (state, [one for one in overview.trainees if one.state == state])
            for state in (BY_HAND, WAITING, DAMAGED, MISSING)
        ],
        "most": sum(question.of for question in overview.questions),
    }
    css = "\n".join([style(), (TEMPLATES / "overview.css").read_text(encoding="utf-8").strip()])
    return str(_template().render(css=css, **page))


@lru_cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    return environment.get_template("page.html.j2")


def in_short(overview: Overview) -> str:
    """Return a line on how many are graded, wait or are missing, and the mean."""
    marks = overview.marks
    parts = [f"{len(marks)} of {len(overview.trainees)} trainees are graded"]
    for state, what in ((WAITING, "waiting to be graded"), (DAMAGED, "with a file that cannot be graded")):
        if overview.count(state):
            parts.append(f"{overview.count(state)} {what}")
    if overview.count(MISSING):
        parts.append(f"{overview.count(MISSING)} not handed in")
    mean = sum(mark.total for mark in marks) / len(marks)
    text = f"{', '.join(parts)}. On average {mean:.1f} of {sum(q.of for q in overview.questions):g} points"
    waiting = sum(question.of for question in overview.questions if question.open)
    return text + (f", with up to {waiting:g} still to be given by hand." if waiting else ".")


def _question_rows(overview: Overview) -> Iterable[Sequence[object]]:
    yield "question", "title", "of", "mean", "full", "part", "none", "not_answered", "to_grade_by_hand", "trainees"
    for q in overview.questions:
        mean = "" if q.mean is None else f"{q.mean:.2f}"
        yield q.id, q.title, f"{q.of:g}", mean, q.full, q.part, q.none, q.unanswered, q.open, q.trainees


def _mistake_rows(overview: Overview) -> Iterable[Sequence[object]]:
    yield "mistake", "trainees", "of", "what_they_did", "questions", "read_again", "message"
    for one in overview.mistakes:
        where = "; ".join(one.sections)
        count = len(one.trainees)
        yield one.key, count, len(overview.marks), one.did, "; ".join(one.questions), where, one.message


def _trainee_rows(overview: Overview) -> Iterable[Sequence[object]]:
    questions = [question.id for question in overview.questions]
    yield "trainee", "state", "points", "of", "to_grade_by_hand", *questions, "mistakes", "remark", "late"
    for one in overview.trainees:
        mark = one.mark
        own = ["" if mark is None or mark.points.get(q) is None else f"{mark.points[q]:g}" for q in questions]
        sums = [f"{mark.total:g}", f"{mark.most:g}", f"{mark.open_points:g}"] if mark else ["", "", ""]
        yield one.trainee, one.state, *sums, *own, "; ".join(one.mistakes), one.remark, mark.late if mark else ""
