"""Counting the points of a graded notebook again, outside the trainee's own Python.

What runs in a trainee's kernel can be forged: three lines replace ``exercise.score`` by something generous. So the
kernel hands over the *answers*, and the points are counted here. What counts is the same either way; a difference means
that the notebook changed its own points, and is written beneath the cell.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat

from labkit.checks.answers import Reading
from labkit.checks.judge import judge_reading
from labkit.checks.keys import Key
from labkit.course.masters import grading_data

CHANGED = "The notebook changed how this cell is scored. The points were counted again from the answer."


def recount(notebook: Any, key: Key, answers: Path) -> None:
    """Set the points of every graded cell of an executed notebook from the recorded answers.

    Parameters
    ----------
    notebook
        The executed notebook; graded cells are changed in place where their points are not what the answers give.
    key
        The grade key.
    answers
        The file that `labkit.checks` wrote while the notebook ran. It holds answers, never points.
    """
    readings = _readings(answers)
    for cell in notebook.cells:
        question = str(grading_data(cell).get("grade_id", ""))
        if question not in key.questions or cell.cell_type != "code" or _stopped(cell):
            continue
        reading = readings.get(question)
        points = judge_reading(key.questions[question], reading).points if reading else 0.0
        if _points(cell) != points:
            _set_points(cell, points)


def _readings(answers: Path) -> dict[str, Reading]:
    """Return the last recorded answer to each question; lines that labkit did not write are passed over."""
    readings = {}
    lines = answers.read_text(encoding="utf-8", errors="replace").splitlines() if answers.exists() else []
    for line in lines:
        try:
            entry = json.loads(line)
            values = {str(item): _value(value) for item, value in entry["values"].items()}
            readings[str(entry["question"])] = Reading(values, tuple(map(str, entry["problems"])))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return readings


def _value(value: Any) -> float | str:
    return value if isinstance(value, str) else float(value)


def _stopped(cell: Any) -> bool:
    return any(output.output_type == "error" for output in cell.outputs)


def _points(cell: Any) -> float | None:
    """Return the points that nbgrader would read from a cell; None where it would read none."""
    if any(output.output_type == "stream" and output.name == "stderr" for output in cell.outputs):
        return None
    results = [output for output in cell.outputs if output.output_type == "execute_result"]
    text = str(results[0].get("data", {}).get("text/plain", "")) if results else ""
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _set_points(cell: Any, points: float) -> None:
    output: Any = nbformat.v4.new_output
    cell.outputs = [
        output("stream", name="stdout", text=f"{CHANGED}\n"),
        output("execute_result", data={"text/plain": repr(points)}, execution_count=cell.execution_count),
    ]
