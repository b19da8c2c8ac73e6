"""Scoring the answers of an executed notebook, outside the trainee's own Python.

What runs in a trainee's kernel can be forged: three lines replace ``exercise.score`` by something generous. So that
kernel gets a key without answers (`blind`), hands over what the trainee *answered*, and shows no points. Here the
answers are judged with the real key, and the points and messages are put beneath the cells. A cell that shows points of
its own has forged them: that is written beneath it too.
"""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat

from labkit.checks.forms.answers import Reading
from labkit.checks.judging.judge import Verdict, judge_reading
from labkit.checks.judging.verdict import points_line
from labkit.checks.keys import Key, SealedQuestion
from labkit.course.exercises.masters import grading_data
from labkit.course.support.limits import LARGEST_ANSWERS

SCORE = "labkit_score"
"""The entry of a graded cell's metadata with the points that were counted here."""

CHANGED = "The notebook changed how this cell is scored. The points were counted again from the answer."


def blind(key: Key) -> Key:
    """Return a key without its answers: enough to read what a trainee answered, and to say nothing about it."""
    questions = {
        name: replace(question, entries={item: {} for item in question.entries}, lesson=None)
        for name, question in key.questions.items()
    }
    return replace(key, questions=questions)


def score(notebook: Any, key: Key | None, answers: Path) -> None:
    """Put points and messages beneath every graded cell of an executed notebook, from the recorded answers."""
    for cell in notebook.cells:
        cell.metadata.pop(SCORE, None)
    if key is None:
        return
    readings = _readings(answers)
    for cell in notebook.cells:
        name = str(grading_data(cell).get("grade_id", ""))
        if name in key.questions and cell.cell_type == "code":
            _score_cell(cell, key.questions[name], readings.get(name))


def _score_cell(cell: Any, question: SealedQuestion, reading: Reading | None) -> None:
    # An error of the cell is kept, and decides nothing: what was answered was recorded before it, or was not.
    errors = [output for output in cell.outputs if output.output_type == "error"]
    verdict = judge_reading(question, reading) if reading else Verdict(False, 0.0)
    forged = _points(cell) not in (0.0, None) or (reading is None and not errors)
    lines = [CHANGED] if forged else []
    lines += [verdict.message] if verdict.message else []
    lines += [points_line(question, verdict)] if reading else []
    _show(cell, lines, float(verdict.points), errors)
    cell.metadata[SCORE] = float(verdict.points)


def _readings(answers: Path) -> dict[str, Reading]:
    """Return the last recorded answer to each question; lines that labkit did not write are passed over."""
    readings = {}
    for line in _lines(answers):
        try:
            entry = json.loads(line)
            values = {str(item): _value(value) for item, value in entry["values"].items()}
            readings[str(entry["question"])] = Reading(values, tuple(map(str, entry["problems"])))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return readings


def _lines(path: Path) -> list[str]:
    """Return the lines of a file that a trainee may have replaced: by a link, a pipe, or gigabytes."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return []
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return []
        return file.read(LARGEST_ANSWERS).decode(errors="replace").splitlines()


def _value(value: Any) -> float | str:
    return value if isinstance(value, str) else float(value)


def _points(cell: Any) -> float | None:
    """Return the points that nbgrader would read from a cell; None where it would read none."""
    if any(output.output_type == "stream" and output.name == "stderr" for output in cell.outputs):
        return None
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    text = str(results[0].get("data", {}).get("text/plain", "")) if results else ""
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _show(cell: Any, lines: list[str], points: float, errors: list[Any]) -> None:
    output: Any = nbformat.v4.new_output
    text = "".join(f"{line}\n" for line in lines)
    cell.outputs = [
        output("stream", name="stdout", text=text),
        output("execute_result", data={"text/plain": repr(points)}, execution_count=cell.execution_count),
        *errors,
    ]
