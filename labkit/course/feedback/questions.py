"""What a graded notebook says about each question: for the feedback page, and for the overview of the class."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from nbconvert.filters import Highlight2HTML, markdown2html, strip_ansi

from labkit.checks.catalogue import Catalogue
from labkit.checks.forms.answers import NOT_ANSWERED
from labkit.checks.judging.judge import TYPED
from labkit.checks.judging.verdict import RIGHT_ON_OTHER_DATA
from labkit.course.exercises.masters import grading_data
from labkit.course.lessons.sections import section_in, section_of

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


STOPPED = "Your cell stopped with an error."

# What is known of an answer besides the mistakes of its catalogue.
IN_GENERAL = {
    "typed": TYPED,
    "fraction": "This is a fraction.",
    "too large": "This is 100 times too large.",
    "stopped": STOPPED,
}


@dataclass(frozen=True)
class QuestionFeedback:
    """What the page says about one question.

    Parameters
    ----------
    id, title
        The graded cell's name, and the question's heading.
    points, of
        Points won, None where a person has yet to grade; most points.
    messages
        What the checks said.
    code, written, details
        The trainee's lines; the written answer; what Python printed.
    task
        The question, as Markdown.
    comment
        What a person wrote while grading.
    answered
        Whether there was an answer.
    mistakes
        The named mistakes: keys of the catalogue, and of `IN_GENERAL`.
    reread
        The sections of the lessons to go back to.
    hint
        A hint for an answer that is not right.
    """

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
    mistakes: tuple[str, ...] = ()
    reread: tuple[str, ...] = ()
    hint: str = ""

    @property
    def status(self) -> str:
        """``"full"``, ``"part"``, ``"none"``, or ``"open"`` where a person has yet to grade."""
        if self.points is None:
            return "open"
        if not self.of:  # an extra question: what the checks said decides
            return "full" if self.answered and set(self.messages) <= {RIGHT_ON_OTHER_DATA} else "none"
        if self.points >= self.of:
            return "full"
        return "part" if self.points else "none"

    @property
    def short(self) -> str:
        """The question's number, such as ``"Question 3"``, or its whole heading where it has none."""
        found = re.match(r"Question \d+", self.title)
        return found.group() if found else self.title

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


def title_of(notebook: Any) -> str:
    """Return the heading of an exercise."""
    for cell in notebook.cells:
        found = re.search(r"^# (.+)$", cell.source, flags=re.MULTILINE) if cell.cell_type == "markdown" else None
        if found:
            return found.group(1).strip()
    return "Exercise"


def tasks_of(master: Any) -> dict[str, str]:
    """Return the text of each question of an exercise, by the name of its graded cell."""
    tasks, text = {}, ""
    for cell in master.cells:
        entry = grading_data(cell)
        if section_of(cell):
            text = cell.source
        elif entry.get("grade"):
            tasks[str(entry["grade_id"])] = text
            text = ""
    return tasks


def questions_of(
    notebook: Any,
    grades: dict[str, float | None],
    catalogue: Catalogue | None = None,
    tasks: Mapping[str, str] | None = None,
) -> list[QuestionFeedback]:
    """Return what a graded notebook says of each question, which reaches from its heading to its graded cell."""
    questions = []
    before: list[Any] = []
    for cell in notebook.cells:
        entry = grading_data(cell)
        if entry.get("grade") and entry["grade_id"] in grades:
            task = (tasks or {}).get(entry["grade_id"]) or _locked_text(before)
            question = _question(entry, cell, before, grades[entry["grade_id"]], task)
            questions.append(_named(question, catalogue) if catalogue else question)
            before = []
        else:
            before = [cell] if section_of(cell) and entry.get("locked") else [*before, cell]
    return questions


def _named(question: QuestionFeedback, catalogue: Catalogue) -> QuestionFeedback:
    """Return what is said about a question with its mistakes by name, the sections to reread, and a hint."""
    known = next((one for one in catalogue.questions if one.id == question.id), None)
    if known is None or question.status in ("full", "open"):
        return question
    said = "\n".join(question.messages)
    named = [mistake.key for mistake in known.mistakes if mistake.message in said]
    general = [key for key, text in IN_GENERAL.items() if text in said]
    sections = [known.section(key) for key in named] or [known.section()]
    return replace(
        question,
        mistakes=(*named, *general),
        reread=tuple(dict.fromkeys(filter(None, sections))),
        hint=next(iter(known.more_hints), ""),
    )


def _locked_text(cells: list[Any]) -> str:
    texts = (cell.source for cell in cells if section_of(cell) and grading_data(cell).get("locked"))
    return next(texts, "")


def _question(
    entry: dict[str, Any], graded: Any, before: list[Any], points: float | None, task: str
) -> QuestionFeedback:
    title = section_in(task) or entry["grade_id"]
    lines = [cell for cell in before if cell.cell_type == "code" and not grading_data(cell).get("locked")]
    shared: dict[str, Any] = {
        "id": entry["grade_id"],
        "title": re.sub(r"\s*\([^)]*points?[^)]*\)$", "", title),  # the points stand beside it
        "points": points,
        "of": float(entry["points"]),
        "task": task,
        "comment": next((c for cell in [*before, graded] if (c := _comment(cell))), ""),
    }
    if graded.cell_type == "markdown":
        if shared["comment"] == _NO_RESPONSE or _is_untouched(graded):
            comment = shared["comment"].replace(_NO_RESPONSE, "")
            return QuestionFeedback(**shared | {"comment": comment, "answered": False})
        return QuestionFeedback(**shared, written=graded.source.replace("&lt;", "<"))
    messages = _messages(entry["grade_id"], graded, lines)
    # What the graded cell printed is in the messages already; its traceback is not.
    errors = [output for output in graded.outputs if output.output_type == "error"]
    printed = map(_printed, [output for cell in lines for output in cell.outputs] + errors)
    return QuestionFeedback(
        **shared,
        messages=tuple(messages),
        code="\n\n".join(cell.source for cell in lines),
        details="\n".join(filter(None, printed)),
        answered=NOT_ANSWERED not in messages,
    )


def _is_untouched(cell: Any) -> bool:
    """Tell whether a written answer is still what the exercise had there; nbgrader asks in the same way."""
    from nbgrader.utils import compute_checksum

    return bool(grading_data(cell).get("checksum") == compute_checksum(cell))


def _comment(cell: Any) -> str:
    comment = str(grading_data(cell).get("comment") or "")
    return comment if cell.cell_type == "markdown" or comment != _NO_RESPONSE else ""


def _messages(question: str, graded: Any, lines: list[Any]) -> list[str]:
    """Return the sentences for the trainee: those of the checks, or what stopped the cell."""
    stopped = [_error(output) for cell in lines for output in cell.outputs if output.output_type == "error"]
    if stopped:
        return [f"{STOPPED}\n{stopped[0]}"]
    said = "".join(output.text for output in graded.outputs if output.output_type == "stream")
    said = re.sub(rf"^{re.escape(question)}: [\d.]+ of [\d.]+ points\.[ ]?", "", said, flags=re.MULTILINE)
    texts = [line for line in said.splitlines() if line not in ("", "Right.")]
    return texts + [_error(output) for output in graded.outputs if output.output_type == "error"]


def _error(output: Any) -> str:
    if output.ename in ("SyntaxError", "IndentationError"):
        # Python names the cell by a number that nobody knows.
        told = re.sub(r"[(][^()]*, line (\d+)[)]", r"(line \1)", _plain(output.evalue))
        return f"{output.ename}: {told}"
    sentence = _ERRORS.get(output.ename)
    return sentence.format(value=output.evalue) if sentence else f"{output.ename}: {_plain(output.evalue)}"


def _printed(output: Any) -> str:
    if output.output_type == "stream":
        return str(output.text).rstrip()
    if output.output_type == "error":
        return _plain("\n".join(output.traceback))
    return str(output.get("data", {}).get("text/plain", ""))


def highlighted(code: str) -> str:
    """Return lines of Python as HTML in colours."""
    highlight: Any = Highlight2HTML(pygments_lexer="ipython3")  # type: ignore[no-untyped-call]
    return str(highlight(code)) if code.strip() else ""


def _plain(text: str) -> str:
    return str(strip_ansi(text))  # type: ignore[no-untyped-call]


@lru_cache(maxsize=64)
def cleaned(markdown: str) -> str:
    """Return Markdown as HTML without anything that could run or load from elsewhere."""
    import bleach  # type: ignore[import-untyped]

    tags = {"p", "ul", "ol", "li", "strong", "em", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "br"}
    body = re.sub(r"^## .+$", "", markdown, count=1, flags=re.MULTILINE)
    body = re.sub(r"### BEGIN MARK SCHEME.*?### END MARK SCHEME", "", body, flags=re.DOTALL)
    return str(bleach.clean(markdown2html(body), tags=tags, attributes={}, strip=True)).strip()
