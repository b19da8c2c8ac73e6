"""Writing points into the gradebook: those that were counted outside of the trainee's Python, and no others.

`nbgrader_config.py` names `SaveScores` in the place of nbgrader's own step, which reads points from a cell's outputs.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.preprocessors import SaveAutoGrades

from labkit.course.exercises.masters import grading_data, read_notebook
from labkit.course.grading.scoring import SCORE
from labkit.errors import CourseError


class SaveScores(SaveAutoGrades):  # type: ignore[misc]  # nbgrader is not typed
    """nbgrader's step that saves points, with labkit's points."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Save the points of a notebook; an answer that was rewritten loses those that a person gave it."""
        names = resources["nbgrader"]
        self._before = _written(Path(self.config.CourseDirectory.root), names["student"], names["assignment"])
        return super().preprocess(nb, resources)

    def _add_score(self, cell: Any, resources: Any) -> None:
        grade = self.gradebook.find_grade(
            cell.metadata["nbgrader"]["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        name = grade.name
        if utils.is_solution(cell) and name in self._before and self._before[name] != _words(cell):
            self._forget_points(cell, grade)
        grade.auto_score = self._points(cell, float(grade.max_score))
        # A person gives points to what no program can; points given by hand are looked at again.
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        self.gradebook.db.commit()

    def _points(self, cell: Any, most: float) -> float | None:
        try:
            points = cell.metadata[SCORE] if SCORE in cell.metadata else utils.determine_grade(cell, self.log)[0]
        except (ValueError, OverflowError):
            points = 0.0
        if points is None:
            return None
        return min(max(float(points), 0.0), most) if math.isfinite(points) else 0.0

    def _forget_points(self, cell: Any, grade: Any) -> None:
        """Take the points and the comment of an earlier answer away, and keep them in view below the new one."""
        comment = self.gradebook.find_comment(grade.name, self.notebook_id, self.assignment_id, self.student_id)
        if grade.manual_score is None and not comment.manual_comment:
            return
        points = "no points" if grade.manual_score is None else f"{grade.manual_score:g} points"
        said = f"Before this answer was rewritten: {points}. {comment.manual_comment or ''}".strip()
        cell.metadata[BEFORE] = said
        grade.manual_score = None
        comment.manual_comment = None

    def _add_comment(self, cell: Any, resources: Any) -> None:
        super()._add_comment(cell, resources)
        said = cell.metadata.get(BEFORE)
        if said:
            comment = self.gradebook.find_comment(
                cell.metadata["nbgrader"]["grade_id"], self.notebook_id, self.assignment_id, self.student_id
            )
            comment.auto_comment = said
            self.gradebook.db.commit()


BEFORE = "labkit_before"
"""The entry of a written answer's metadata with the points and the comment that an earlier version had."""


def _written(root: Path, trainee: str, day: str) -> dict[str, str]:
    """Return the written answers that were graded before."""
    path = root / "class" / "autograded" / trainee / day / f"{day}.ipynb"
    try:
        cells = read_notebook(path).cells
    except (CourseError, OSError):
        return {}
    return {entry["grade_id"]: _words(cell) for cell in cells if (entry := grading_data(cell)).get("solution")}


def _words(cell: Any) -> str:
    return " ".join(cell.source.split())
