"""The feedback page of one hand-in: points first, then for each question what to look at.

`nbgrader_config.py` names `FeedbackExporter`, so that ``nbgrader generate_feedback`` and the formgrader write the
same pages as ``labkit feedback``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import default

from labkit.checks.catalogue import Catalogue
from labkit.course.exercises.answer_key import CATALOGUE_FILE, load_catalogue
from labkit.course.exercises.masters import read_notebook
from labkit.course.feedback.questions import QuestionFeedback, cleaned, highlighted, questions_of, tasks_of, title_of
from labkit.course.handins.partners import tells_of_repairs
from labkit.course.support.paths import Course
from labkit.course.support.styles import style

TEMPLATES = Path(__file__).parent / "templates" / "feedback"


class FeedbackExporter(Exporter):
    """nbconvert's way from a graded notebook to a page."""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        """Return the page of a graded notebook, and nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        about = resources["nbgrader"]
        course = Course(Path(self.config.CourseDirectory.root))
        day = about["assignment"]
        catalogue = (
            load_catalogue(course.solutions / day) if (course.solutions / day / CATALOGUE_FILE).exists() else None
        )
        remarks = repairs(course.accepted / about["student"] / day / f"{day}.ipynb")
        master = read_notebook(course.solutions / day / f"{day}.ipynb")
        return feedback_html(nb, about["student"], _grades(about), catalogue, remarks, master), resources


def _grades(about: dict[str, Any]) -> dict[str, float | None]:
    from nbgrader.api import Gradebook

    with Gradebook(about["db_url"]) as book:
        return points_in(book.find_submission_notebook(about["notebook"], about["assignment"], about["student"]))


def points_in(submission: Any) -> dict[str, float | None]:
    """Return the points per graded cell from the gradebook; None where a person has yet to grade."""
    return {
        grade.name: None if grade.auto_score is None and grade.manual_score is None else float(grade.score)
        for grade in submission.grades
    }


def repairs(path: Path) -> list[str]:
    """Return what had to be repaired in a hand-in before it was graded."""
    try:
        remarks = json.loads(path.read_text(encoding="utf-8"))["metadata"]["labkit"]["remarks"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [str(remark) for remark in remarks] if isinstance(remarks, list) else []


def feedback_html(
    notebook: Any,
    trainee: str,
    grades: dict[str, float | None],
    catalogue: Catalogue | None = None,
    remarks: Sequence[str] = (),
    master: Any = None,
) -> str:
    """Return the page of a graded hand-in."""
    questions = questions_of(notebook, grades, catalogue, tasks_of(master) if master else None)
    waiting = sum(question.of for question in questions if question.points is None)
    return _page(
        trainee=trainee,
        title=title_of(master or notebook),
        questions=questions,
        good=[question for question in questions if question.status == "full"],
        again=_again(questions),
        is_repaired=tells_of_repairs("; ".join(remarks)),
        remarks=[f"{remark[:1].upper()}{remark[1:]}." for remark in remarks],
        points=f"{sum(question.points or 0 for question in questions):g}",
        most=f"{sum(question.of for question in questions):g}",
        open_points=f"{waiting:g}" if waiting else "",
    )


def unreadable_html(trainee: str, title: str, problem: str) -> str:
    """Return the page of a hand-in that could not be graded: what is wrong with the file, and what to do."""
    return _page(trainee=trainee, title=title, problem=problem, questions=[])


def _again(questions: Sequence[QuestionFeedback]) -> list[tuple[str, list[str]]]:
    """Return the sections to reread, the one that most questions lead to first, with the questions' names."""
    found: dict[str, list[str]] = {}
    for question in questions:
        for section in question.reread:
            found.setdefault(section, []).append(question.short)
    return sorted(found.items(), key=lambda entry: -len(entry[1]))


def _page(**page: Any) -> str:
    css = "\n".join([style(), (TEMPLATES / "feedback.css").read_text(encoding="utf-8").strip()])
    return str(_template().render(page=page, css=css))


@lru_cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    environment.filters |= {"highlighted": highlighted, "cleaned": cleaned}
    return environment.get_template("page.html.j2")
