"""The evaluation of the course: a form to print, a sheet to type it into, and its summary."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from labkit.course.exercises.class_list import read_rows
from labkit.course.knowledge.scoring import rows_of_workbook
from labkit.course.support.files import write_whole
from labkit.course.support.paths import shown
from labkit.course.support.typesetting import page
from labkit.course.week.groups import TEMPLATES
from labkit.errors import CourseError, one_of

FEWEST = 5
"""No mean for fewer answers than this."""
WORKBOOK = "evaluation.xlsx"
ANSWERS = "answers"
"""The folder for the files that the page saves."""
DAYS = (1, 2, 3, 4, 5)
_SCALE = ("1", "2", "3", "4", "5")


@cache
def questions() -> dict[str, Any]:
    """Return the questions of the form."""
    return tomllib.loads(files("labkit.course.week").joinpath("evaluation.toml").read_text("utf-8"))


def columns() -> dict[str, tuple[str, ...]]:
    """Return the columns of the sheet with the answers that each allows; none allowed means free text.

    Examples
    --------
    >>> list(columns())[:4]
    ['Side', 'Day 1: clear', 'Day 1: useful in my work', 'Day 1: pace']
    """
    asked = questions()
    found: dict[str, tuple[str, ...]] = {"Side": tuple(asked["sides"])}
    for day in DAYS:
        for name, words in asked["each_day"].items():
            found[f"Day {day}: {words}"] = tuple(asked["paces"]) if name == "pace" else _SCALE
    found |= dict.fromkeys(asked["statements"].values(), _SCALE)
    for words in asked["skills"].values():
        found |= {f"Before: {words}": _SCALE, f"Now: {words}": _SCALE}
    return found | {words: () for words in asked["open"].values()}


def write_form(folder: Path, people: int) -> list[Path]:
    """Write the form to print, a page to fill in, the three lines that are asked three months later, and the sheet."""
    form, later, workbook = folder / "evaluation.html", folder / "three-months-later.html", folder / WORKBOOK
    fill_in = folder / "evaluation-page.html"
    asked = {"columns": columns(), "names": list(columns()), "headings": _headings()}
    write_whole(fill_in, page(TEMPLATES / "evaluation-page.html.j2", title="What was this course worth?", **asked))
    (folder / ANSWERS).mkdir(exist_ok=True)
    write_whole(
        form, page(TEMPLATES / "evaluation.html.j2", title="What was this course worth?", days=DAYS, **questions())
    )
    write_whole(later, page(TEMPLATES / "later.html.j2", title="Three months later", **questions()))
    if not workbook.exists():
        _write_workbook(workbook, people)
    return [form, fill_in, later, workbook]


def _headings() -> dict[str, str]:
    """Return the headings of the page by the question that each stands above; none above the others."""
    asked = questions()
    first = {
        next(name for name in columns() if name.startswith("Day 1")): "The days",
        next(iter(asked["statements"].values())): "The course",
        f"Before: {next(iter(asked['skills'].values()))}": "What you can do: before the course, and now",
        next(iter(asked["open"].values())): "In your words, in Khmer or English",
    }
    return {name: first.get(name, "") for name in columns()}


def _write_workbook(path: Path, people: int) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = "evaluation"
    sheet.append(["Sheet", *columns()])
    for number in range(1, people + 1):
        sheet.append([number])
    for place, allowed in enumerate(columns().values(), start=2):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 12 if allowed else 40
        if allowed:
            rule = DataValidation(type="list", formula1=f'"{",".join(allowed)}"', allow_blank=True)
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{people + 1}")
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C2"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def read_evaluation(path: Path) -> list[dict[str, str]]:
    """Return the forms that were typed in, one dictionary each; lines without an answer are left out."""
    if not path.exists():
        raise CourseError("There are no answers here.", where=shown(path), hint="Begin with: labkit evaluation form")
    if path.is_dir():
        return _of_folder(path)
    return [form for _, form in _forms(path)]


def _of_folder(folder: Path) -> list[dict[str, str]]:
    saved = sorted((folder / ANSWERS).rglob("*.csv"), key=lambda path: path.stat().st_mtime)
    pages = {number: form for path in saved for number, form in _forms(path)}
    typed = [form for _, form in _forms(folder / WORKBOOK)] if (folder / WORKBOOK).exists() else []
    return [*typed, *pages.values()]


def _forms(path: Path) -> list[tuple[str, dict[str, str]]]:
    """Return the number of each sheet with its answers."""
    rows = read_rows(path) if path.suffix.lower() == ".csv" else rows_of_workbook(path)
    lacking = [name for name in columns() if rows and name not in rows[0]]
    if lacking:
        raise CourseError("A column is missing.", where=shown(path), expected=lacking[0])
    forms = list[tuple[str, dict[str, str]]]()
    for line, row in enumerate(rows, start=2):
        given = {name: row[name].strip() for name in columns() if row[name].strip()}
        for name, allowed in columns().items():
            if allowed and name in given:
                given[name] = given[name].casefold()
                one_of(name, given[name], allowed, where=f"{shown(path)}, line {line}")
        forms += [(row.get("Sheet", "").strip(), given)] if given else []
    return forms


@dataclass(frozen=True)
class Line:
    """One line of the summary.

    Parameters
    ----------
    words
        What was asked.
    answers
        How many answered.
    result
        In words; empty below five answers.
    """

    words: str
    answers: int
    result: str


def summary(forms: Sequence[Mapping[str, str]]) -> list[Line]:
    """Return the means of the class, and how far people say they came; nothing for fewer than five answers.

    By side only where each side that answered has five: else the rest could be worked out.
    """
    lines = []
    for name, allowed in columns().items():
        if not allowed or name == "Side" or name.startswith(("Before: ", "Now: ")):
            continue
        given = [form[name] for form in forms if name in form]
        lines.append(Line(name, len(given), _result(given, allowed)))
    for skill in questions()["skills"].values():
        both = [(int(form[f"Before: {skill}"]), int(form[f"Now: {skill}"])) for form in forms
                if f"Before: {skill}" in form and f"Now: {skill}" in form]  # fmt: skip
        text = ""
        if len(both) >= FEWEST:
            before, now = np.mean(both, axis=0)
            text = f"before {before:.1f}, now {now:.1f}"
        lines.append(Line(f"I can {skill}", len(both), text))
    return [*lines, *_by_side(forms)]


def _result(given: Sequence[str], allowed: Sequence[str]) -> str:
    if len(given) < FEWEST:
        return ""
    if allowed == _SCALE:
        return f"mean {np.mean([int(text) for text in given]):.1f} of 5"
    counts = Counter(given)
    return ", ".join(f"{word} {counts[word]}" for word in allowed)


def _by_side(forms: Sequence[Mapping[str, str]]) -> list[Line]:
    """Return the usefulness of all days as each side sees it."""
    useful = [name for name in columns() if name.endswith(questions()["each_day"]["useful"])]
    means: dict[str, list[float]] = {}
    for form in forms:
        given = [int(form[name]) for name in useful if name in form]
        if given:
            means.setdefault(form.get("Side", "no side told"), []).append(float(np.mean(given)))
    if len(means) < 2 or min(map(len, means.values())) < FEWEST:
        return []
    return [Line(f"Useful, all days: {side}", len(own), f"mean {np.mean(own):.1f} of 5")
            for side, own in sorted(means.items())]  # fmt: skip


def comments(forms: Sequence[Mapping[str, str]], rng: np.random.Generator) -> dict[str, list[str]]:
    """Return the open answers by question, each time in an order by lot: who wrote two of them cannot be seen."""
    found = {}
    for words in questions()["open"].values():
        given = [form[words] for form in forms if words in form]
        found[words] = [given[place] for place in rng.permutation(len(given))]
    return found
