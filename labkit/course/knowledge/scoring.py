"""Scoring the knowledge test: the class by item, and the gain of the same people; nobody can be recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from labkit.course.exercises.class_list import read_rows
from labkit.course.knowledge.items import DAYS, LETTERS, form_of, items
from labkit.course.support.paths import shown
from labkit.errors import CourseError

FEWEST_PAIRS = 10
"""Below this many pairs no figure is shown."""
FEWEST_OF_ORDER = 2

Answers = Mapping[tuple[int, int], tuple[str, ...]]
"""(Number, day) to ten letters, empty where nothing was ticked."""


@dataclass(frozen=True)
class Gain:
    """The mean gain in right answers from day 1 to day 5.

    Parameters
    ----------
    estimate, low, high
        In right answers, with its 95 percent interval.
    pairs
        How many people took both tests.
    """

    estimate: float
    low: float
    high: float
    pairs: int


@dataclass(frozen=True)
class Score:
    """What the class knew.

    Parameters
    ----------
    items
        Idea, lesson, percent right on day 1, percent right on day 5.
    gain
        Of the same people.
    """

    items: tuple[tuple[str, str, float, float], ...]
    gain: Gain


def read_answers(path: Path) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the answers that were typed into the Excel sheet (or a CSV file with the same columns)."""
    answers: dict[tuple[int, int], tuple[str, ...]] = {}
    names = [str(number) for number in range(1, len(items("A")) + 1)]
    for line, row in enumerate(_rows(path), start=2):
        number, day = _whole(row.get("number", "")), _whole(row.get("day", ""))
        letters = tuple(row.get(name, "").strip().upper() for name in names)
        if not any(letters):
            continue
        where = f"{shown(path)}, line {line}"
        odd = [letter for letter in letters if letter and letter not in tuple(LETTERS)]
        if odd or number < 1 or day not in DAYS:
            raise CourseError(
                "An answer is none of the four letters." if odd else "The line has no number, or no day 1 or 5.",
                where=where,
                got=odd[0] if odd else f"number {row.get('number', '')}, day {row.get('day', '')}",
                expected="A, B, C, D, or nothing" if odd else "the number of the slip; day 1 or 5",
            )
        if (number, day) in answers:
            raise CourseError("A slip is there twice for one day.", where=where, got=f"number {number}, day {day}")
        answers[number, day] = letters
    return answers


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        raise CourseError("There are no answers here.", where=shown(path), hint="Begin with: labkit knowledge sheets")
    return read_rows(path) if path.suffix.lower() == ".csv" else rows_of_workbook(path)


def rows_of_workbook(path: Path) -> list[dict[str, str]]:
    """Return the rows of the first sheet of an Excel file as text; the first row has the names."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise CourseError(
            "This file is no Excel workbook.", where=shown(path), got=str(error), expected="a file .xlsx, or a CSV file"
        ) from error
    try:
        lines = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    finally:
        book.close()
    return [dict(zip(lines[0], line, strict=False)) for line in lines[1:]] if lines else []


def _cell(value: Any) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0


def score(answers: Answers) -> Score | None:
    """Return what the class knew on both days; None below ten pairs.

    Only people who took both tests count. Half of them took form A first: the gain is the mean of the gains of the two
    halves, so that a harder form falls out. Its interval is Welch's, from the spread of the gains within each half.
    """
    numbers = sorted({number for number, _ in answers if all((number, day) in answers for day in DAYS)})
    halves = [[number for number in numbers if number % 2 == odd] for odd in (1, 0)]
    if len(numbers) < FEWEST_PAIRS or min(map(len, halves)) < FEWEST_OF_ORDER:
        return None
    before, after = (_right(answers, numbers, day) for day in DAYS)
    by_item = tuple(
        (one.idea, one.lesson, 100 * float(before[:, place].mean()), 100 * float(after[:, place].mean()))
        for place, one in enumerate(items("A"))
    )
    gains = {number: float(value) for number, value in zip(numbers, (after.sum(1) - before.sum(1)), strict=True)}
    return Score(by_item, _gain([[gains[number] for number in half] for half in halves]))


def _right(answers: Answers, numbers: Sequence[int], day: int) -> NDArray[np.int_]:
    """Return, person by item, 1 for a right answer."""
    return np.array(
        [
            [int(letter == one.right) for letter, one in zip(answers[n, day], items(form_of(n, day)), strict=True)]
            for n in numbers
        ]
    )


def _gain(halves: Sequence[Sequence[float]]) -> Gain:
    means = [float(np.mean(half)) for half in halves]
    parts = [float(np.var(half, ddof=1)) / len(half) / 4 for half in halves]
    estimate, variance = sum(means) / 2, sum(parts)
    margin = 0.0
    if variance > 0:
        freedom = variance**2 / sum(part**2 / (len(half) - 1) for part, half in zip(parts, halves, strict=True))
        margin = float(stats.t.ppf(0.975, freedom)) * variance**0.5
    return Gain(estimate, estimate - margin, estimate + margin, sum(map(len, halves)))
