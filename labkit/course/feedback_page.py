"""The feedback page of one hand-in: points first, then for each question what to look at.

`nbgrader_config.py` names `FeedbackExporter`, so that ``nbgrader generate_feedback`` and the formgrader write the
same pages as ``labkit feedback``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.filters import Highlight2HTML, markdown2html, strip_ansi
from traitlets import default

from labkit.checks.answers import NOT_ANSWERED
from labkit.course.masters import grading_data
from labkit.course.pages import TEMPLATES, style

IN_SHORT = {"full": "Right", "part": "Right in part", "none": "Look again", "open": "Not graded yet"}

_TOO_LONG = "The cell ran for too long and was stopped. Is there a loop that never ends?"
# nbgrader writes these where the trainee's program stopped; the trainee sees a sentence.
_ERRORS = {
    "NameError": "{value}. The answer cell did not run to its end, or its line was deleted.",
    "DeadKernelError": "{value}",
    "CellTimeoutError": _TOO_LONG,
    "KeyboardInterrupt": _TOO_LONG,  # this is how a cell that runs for too long is stopped
}

_NO_RESPONSE = "No response."  # nbgrader's own comment on an answer cell that was left as it was


@dataclass(frozen=True)
class QuestionFeedback:
    """What the page says about one question."""

    id: str
    title: str
    points: float | None
    of: float
    messages: tuple[str, ...] = ()
    code: str = ""
    written: str = ""
    details: str = ""
    task: str = ""
    comment: str = ""
    answered: bool = True

    @property
    def status(self) -> str:
        """``"full"``, ``"part"``, ``"none"``, or ``"open"`` where a person has yet to grade."""
        if self.points is None:
            return "open"
        if self.points >= self.of:
            return "full"
        return "part" if self.points else "none"

    @property
    def in_short(self) -> str:
        """The status in words."""
        return IN_SHORT[self.status] if self.answered or self.points else "Not answered"

    @property
    def points_shown(self) -> str:
        """The points as text."""
        return "–" if self.points is None else f"{self.points:g}"

    @property
    def of_shown(self) -> str:
        """The most points as text."""
        return f"{self.of:g}"


class FeedbackExporter(Exporter):
    """nbconvert's way from a graded notebook to a page."""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        """Return the page of a graded notebook, and nbconvert's resources.

        Parameters
        ----------
        nb
            The graded notebook.
        resources
            nbgrader's facts about the hand-in.
        **kwargs
            Passed on to nbconvert.
        """
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        about = resources["nbgrader"]
        return feedback_html(nb, about["student"], _grades(about)), resources


def _grades(about: dict[str, Any]) -> dict[str, float | None]:
    """Return the points per graded cell from the gradebook; None where a person has yet to grade."""
    from nbgrader.api import Gradebook

    with Gradebook(about["db_url"]) as book:
        notebook = book.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
        return {
            grade.name: None if grade.auto_score is None and grade.manual_score is None else float(grade.score)
            for grade in notebook.grades
        }


def feedback_html(notebook: Any, trainee: str, grades: dict[str, float | None]) -> str:
    """Return the page.

    Parameters
    ----------
    notebook
        The graded notebook, with outputs.
    trainee
        The trainee's name.
    grades
        Points per graded cell; None where a person has yet to grade.
    """
    questions = _questions(notebook, grades)
    waiting = sum(question.of for question in questions if question.points is None)
    page = {
        "trainee": trainee,
        "title": _title(notebook),
        "questions": questions,
        "points": f"{sum(question.points or 0 for question in questions):g}",
        "most": f"{sum(question.of for question in questions):g}",
        "open_points": f"{waiting:g}" if waiting else "",
    }
    css = "\n".join([style(), (TEMPLATES / "feedback" / "feedback.css").read_text(encoding="utf-8").strip()])
    return str(_template().render(page=page, css=css))


@lru_cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(TEMPLATES / "feedback"), autoescape=True)
    return environment.get_template("page.html.j2")


def _title(notebook: Any) -> str:
    for cell in notebook.cells:
        found = re.search(r"^# (.+)$", cell.source, flags=re.MULTILINE) if cell.cell_type == "markdown" else None
        if found:
            return found.group(1).strip()
    return "Exercise"


def _questions(notebook: Any, grades: dict[str, float | None]) -> list[QuestionFeedback]:
    """Return the questions; each reaches from its heading to its graded cell."""
    questions = []
    before: list[Any] = []
    for cell in notebook.cells:
        entry = grading_data(cell)
        if entry.get("grade") and entry["grade_id"] in grades:
            questions.append(_question(entry, cell, before, grades[entry["grade_id"]]))
            before = []
        else:
            before = [cell] if _heading(cell) else [*before, cell]
    return questions


def _heading(cell: Any) -> str:
    found = re.search(r"^## (.+)$", cell.source, flags=re.MULTILINE) if cell.cell_type == "markdown" else None
    return found.group(1).strip() if found else ""


def _question(entry: dict[str, Any], graded: Any, before: list[Any], points: float | None) -> QuestionFeedback:
    tasks = [cell for cell in before if _heading(cell)]
    title = _heading(tasks[0]) if tasks else entry["grade_id"]
    lines = [cell for cell in before if cell.cell_type == "code" and not grading_data(cell).get("locked")]
    shared: dict[str, Any] = {
        "id": entry["grade_id"],
        "title": re.sub(r"\s*\([^)]*points?[^)]*\)$", "", title),  # the points stand beside it
        "points": points,
        "of": float(entry["points"]),
        "task": _clean("\n\n".join(cell.source for cell in tasks)),
        "comment": next((c for cell in [*before, graded] if (c := _comment(cell))), ""),
    }
    if graded.cell_type == "markdown":
        if shared["comment"] == _NO_RESPONSE:
            return QuestionFeedback(**shared | {"comment": "", "answered": False})
        return QuestionFeedback(**shared, written=graded.source)
    messages = _messages(entry["grade_id"], graded, lines)
    # What the graded cell printed is in the messages already; its traceback is not.
    errors = [output for output in graded.outputs if output.output_type == "error"]
    printed = map(_printed, [output for cell in lines for output in cell.outputs] + errors)
    return QuestionFeedback(
        **shared,
        messages=tuple(messages),
        code=_highlighted("\n\n".join(cell.source for cell in lines)),
        details="\n".join(filter(None, printed)),
        answered=NOT_ANSWERED not in messages,
    )


def _comment(cell: Any) -> str:
    comment = str(grading_data(cell).get("comment") or "")
    return comment if cell.cell_type == "markdown" or comment != _NO_RESPONSE else ""


def _messages(question: str, graded: Any, lines: list[Any]) -> list[str]:
    """Return the sentences for the trainee: those of the checks, or what stopped the cell."""
    stopped = [_error(output) for cell in lines for output in cell.outputs if output.output_type == "error"]
    if stopped:
        return [f"Your cell stopped with an error.\n{stopped[0]}"]
    said = "".join(output.text for output in graded.outputs if output.output_type == "stream")
    said = re.sub(rf"^{re.escape(question)}: [\d.]+ of [\d.]+ points\.[ ]?", "", said, flags=re.MULTILINE)
    texts = [line for line in said.splitlines() if line not in ("", "Right.")]
    return texts + [_error(output) for output in graded.outputs if output.output_type == "error"]


def _error(output: Any) -> str:
    sentence = _ERRORS.get(output.ename)
    return sentence.format(value=output.evalue) if sentence else f"{output.ename}: {_plain(output.evalue)}"


def _printed(output: Any) -> str:
    if output.output_type == "stream":
        return str(output.text).rstrip()
    if output.output_type == "error":
        return _plain("\n".join(output.traceback))
    return str(output.get("data", {}).get("text/plain", ""))


def _highlighted(code: str) -> str:
    highlight: Any = Highlight2HTML(pygments_lexer="ipython3")  # type: ignore[no-untyped-call]
    return str(highlight(code)) if code.strip() else ""


def _plain(text: str) -> str:
    return str(strip_ansi(text))  # type: ignore[no-untyped-call]


def _clean(markdown: str) -> str:
    """Return Markdown as HTML without anything that could run or load from elsewhere."""
    import bleach  # type: ignore[import-untyped]

    tags = {"p", "ul", "ol", "li", "strong", "em", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "br"}
    body = re.sub(r"^## .+$", "", markdown, count=1, flags=re.MULTILINE)
    body = re.sub(r"### BEGIN MARK SCHEME.*?### END MARK SCHEME", "", body, flags=re.DOTALL)
    return str(bleach.clean(markdown2html(body), tags=tags, attributes={}, strip=True)).strip()
