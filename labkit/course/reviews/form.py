"""The form of one review: a notebook with the rubric, and what was typed into it."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.course.handins.incoming import Incoming, read_incoming
from labkit.course.handins.repair import repaired
from labkit.course.reviews.rubric import LEAST, MOST, criteria
from labkit.course.support.paths import shown
from labkit.errors import CourseError

TEXTS = {"strength_1": "First strength", "strength_2": "Second strength", "suggestion": "One suggestion"}
_STUB = "Write here."
_KHMER_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")

INTRODUCTION = """\
# Review of brief {number:02d}

Open `{brief}` and read it once, in full. Then come back.

1. Judge the brief, not the person. You do not know who wrote it, and nobody learns who you are.
2. Give each criterion 1, 2, 3, 4 or 5 points. The table says what deserves 1, 3 and 5.
3. Do not take points off for English or Khmer.

Type the points in place of the three dots. Save the file, and hand it in under its name."""


@dataclass(frozen=True)
class Review:
    """What one reviewer typed about one brief.

    Parameters
    ----------
    number
        Of the brief; 0 where the form does not say.
    points
        Criterion to points; only those that can be used.
    texts
        The two strengths and the suggestion; only those that were written.
    remarks
        What was repaired or cannot be used.
    """

    number: int
    points: Mapping[str, int]
    texts: Mapping[str, str]
    remarks: tuple[str, ...] = field(default=())

    @property
    def missing(self) -> list[str]:
        """What has not been filled in, in words."""
        open_points = [one.title for one in criteria() if one.name not in self.points]
        return open_points + [title for name, title in TEXTS.items() if name not in self.texts]

    @property
    def mark(self) -> float:
        """The mean of the criteria."""
        return sum(self.points.values()) / len(self.points)


def form_name(number: int) -> str:
    """Return the file name of a form.

    Examples
    --------
    >>> form_name(7)
    'review-07.ipynb'
    """
    return f"review-{number:02d}.ipynb"


def brief_name(number: int) -> str:
    """Return the file name of a brief in a packet.

    Examples
    --------
    >>> brief_name(7)
    'brief-07.html'
    """
    return f"brief-{number:02d}.html"


def blank_form(number: int) -> Any:
    """Return the form for one brief, as a notebook."""
    import nbformat

    cells = [_text("introduction", INTRODUCTION.format(number=number, brief=brief_name(number)))]
    for one in criteria():
        rows = f"| 1 | 3 | 5 |\n|---|---|---|\n| {one.one} | {one.three} | {one.five} |"
        cells += [_text(f"about_{one.name}", f"## {one.title}\n\n{one.question}\n\n{rows}"), _points(one.name)]
    cells.append(
        _text("about_texts", "## In words\n\nClick twice on a box below to write in it. One sentence is enough.")
    )
    for name, title in TEXTS.items():
        cells += [_text(f"about_{name}", f"### {title}"), _answer(name)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    about = {"labkit": {"review": f"{number:02d}"}, "kernelspec": kernel}
    form = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return nbformat.from_dict(form)  # type: ignore[no-untyped-call]


def _cell(name: str, kind: str, source: str, *, solution: bool) -> dict[str, Any]:
    entry = {"grade_id": name, "solution": solution, "grade": False, "locked": not solution, "task": False}
    cell = {"cell_type": kind, "id": name, "source": source, "metadata": {"nbgrader": {**entry, "schema_version": 3}}}
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}


def _text(name: str, source: str) -> dict[str, Any]:
    return _cell(name, "markdown", source, solution=False)


def _points(name: str) -> dict[str, Any]:
    return _cell(name, "code", f"{name} = ...  # 1, 2, 3, 4 or 5", solution=True)


def _answer(name: str) -> dict[str, Any]:
    return _cell(name, "markdown", _STUB, solution=True)


def read_form(path: Path) -> Review:
    """Return what was typed into a form, repaired as hand-ins are.

    Nothing in it is run.
    """
    incoming = read_incoming(path)
    lesson = incoming.about.get("lesson")
    if lesson or incoming.exercise:
        what = f"the notebook of lesson {lesson}" if lesson else f"the exercise {incoming.exercise}"
        raise CourseError(f"It is {what}, and no form of a review.", where=shown(path))
    number = _number(incoming, path)
    made = repaired(incoming, blank_form(number))
    sources: dict[str, list[str]] = {}
    for cell in made.notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        sources.setdefault(name, []).append(cell.source)
    everything = "\n".join(cell.source for cell in made.notebook.cells if cell.cell_type == "code")
    points, remarks = dict[str, int](), list(made.remarks)
    for one in criteria():
        typed = _typed(one.name, "\n".join(sources.get(one.name, []))) or _typed(one.name, everything)
        value = _whole(typed)
        if value is not None:
            points[one.name] = value
        elif typed not in ("", "..."):
            remarks.append(f"{one.title}: {typed} is none of 1, 2, 3, 4, 5")
    texts = {name: text for name in TEXTS if (text := _written("\n".join(sources.get(name, []))))}
    return Review(number, points, texts, tuple(remarks))


def _number(incoming: Incoming, path: Path) -> int:
    """Return the number of the brief: from the notebook, its heading, or the file's name."""
    told = incoming.about.get("review", "")
    headings = (re.search(r"Review of brief (\d+)", cell.source) for cell in incoming.cells)
    heading = next((str(found[1]) for found in headings if found), "")
    name = re.search(r"review\D{0,3}(\d+)", path.name)
    number = next((text for text in (told, heading, name[1] if name else "") if text.isdigit()), "0")
    return int(number)


def _typed(name: str, source: str) -> str:
    """Return what stands behind ``name =`` in the last line that has it; a number alone counts too."""
    plain = source.translate(_KHMER_DIGITS)
    found = re.findall(rf"(?m)^\s*{name}\s*=\s*(.*?)\s*(?:#.*)?$", plain)
    alone = re.fullmatch(r"\s*([\d.,]+)\s*(?:#.*)?", plain)
    return found[-1] if found else alone[1] if alone else ""


def _whole(text: str) -> int | None:
    try:
        value = ast.literal_eval(text.strip("'\" "))
    except (ValueError, SyntaxError):
        return None
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)
    return int(value) if whole and LEAST <= value <= MOST else None


def _written(text: str) -> str:
    said = "\n".join(line for line in text.splitlines() if line.strip() != _STUB).strip()
    said = said.replace(_STUB, "").strip()
    return said if re.search(r"\w", said) else ""
