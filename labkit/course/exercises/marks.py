"""The marks of an exercise: out of the gradebook, into a table and a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labkit.course.exercises.deadlines import deadline_of, late
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course
from labkit.tables import excel_csv
from labkit.tables.excel import write_sheet


@dataclass(frozen=True)
class Mark:
    """One trainee's marks in one exercise.

    Parameters
    ----------
    trainee
        The trainee's name.
    points
        Question to points; None where a person has yet to grade.
    of
        Question to most points.
    late
        How late the hand-in was, in words; empty if it was in time, or there is no deadline.
    """

    trainee: str
    points: dict[str, float | None]
    of: dict[str, float]
    late: str = ""

    @property
    def total(self) -> float:
        """Points won so far."""
        return sum(points for points in self.points.values() if points is not None)

    @property
    def most(self) -> float:
        """Most points that can be won."""
        return sum(self.of.values())

    @property
    def open_points(self) -> float:
        """Points that a person has yet to give or refuse."""
        return sum(self.of[question] for question, points in self.points.items() if points is None)


def read_marks(course: Course, day: str, questions: Sequence[str], trainees: Sequence[str]) -> list[Mark]:
    """Return the marks of an exercise from the gradebook."""
    from nbgrader.api import MissingEntry

    from labkit.course.exercises.nbgrader_steps import gradebook

    marks, deadline = [], deadline_of(course, day)
    with gradebook(course) as book:
        for trainee in trainees:
            try:
                notebook = book.find_submission_notebook(day, day, trainee)
            except MissingEntry:
                continue
            grades = {grade.name: grade for grade in notebook.grades}
            known = [question for question in questions if question in grades]
            points = {question: _points(grades[question]) for question in known}
            of = {question: grades[question].max_score for question in known}
            marks.append(Mark(trainee, points, of, late(course, day, trainee, deadline)))
    return marks


def _points(grade: object) -> float | None:
    automatic, manual = getattr(grade, "auto_score", None), getattr(grade, "manual_score", None)
    if automatic is None and manual is None:
        return None
    return float(getattr(grade, "score", 0.0))


def marks_table(marks: Sequence[Mark]) -> list[str]:
    """Return the lines of a table of marks for the terminal.

    Examples
    --------
    >>> for line in marks_table([Mark("sokha", {"q1": 2.5, "q2": None}, {"q1": 3, "q2": 4})]):
    ...     print(line)
    trainee  points    of  to grade by hand
    sokha       2.5     7                 4
    >>> for line in marks_table([Mark("sokha", {"q1": 3}, {"q1": 3}, late="5 minutes"), Mark("dara", {}, {})]):
    ...     print(line)
    trainee  points    of  to grade by hand  late
    sokha         3     3                    5 minutes
    dara          0     0
    """
    width = max([len("trainee"), *(len(mark.trainee) for mark in marks)])
    lines = [f"{'trainee':<{width}}  points    of  to grade by hand" + "  late" * any(mark.late for mark in marks)]
    for mark in marks:
        by_hand = f"{mark.open_points:g}" if mark.open_points else ""
        lines.append(f"{mark.trainee:<{width}}  {mark.total:>6g}  {mark.most:>4g}  {by_hand:>16}  {mark.late}".rstrip())
    return lines


def graded_trainees(course: Course, day: str) -> list[str]:
    """Return the trainees whose hand-in of an exercise is graded, in the order of their names."""
    return sorted(path.parent.parent.name for path in course.autograded.glob(f"*/{day}/{day}.ipynb"))


def renew_marks(course: Course, day: str, questions: Sequence[str]) -> tuple[list[Mark], str]:
    """Write the table of marks as the gradebook has them now, points given by hand among them."""
    marks = read_marks(course, day, questions, graded_trainees(course, day))
    return marks, write_marks(course, day, marks)


def write_marks(course: Course, day: str, marks: Sequence[Mark]) -> str:
    """Write the marks of an exercise to ``class/grades-DAY.csv`` and ``.xlsx``; return the first one's name.

    The columns are ``trainee``, ``points``, ``of``, ``to_grade_by_hand`` (points still open), then one column of
    points for each question, empty where a person has yet to grade; with a deadline at last ``late``.
    """
    questions = list(dict.fromkeys(question for mark in marks for question in mark.of))
    due = deadline_of(course, day) is not None
    header = ["trainee", "points", "of", "to_grade_by_hand", *questions, *["late"] * due]
    rows: list[list[float | str]] = []
    for mark in marks:
        own = [mark.points.get(question) for question in questions]
        sums = [mark.total, mark.most, mark.open_points]
        rows.append([mark.trainee, *sums, *("" if one is None else one for one in own), *[mark.late] * due])
    path = course.classroom / f"grades-{day}.csv"
    texts = [[cell if isinstance(cell, str) else f"{cell:g}" for cell in row] for row in rows]
    write_whole(path, excel_csv([header, *texts]))
    write_sheet(path.with_suffix(".xlsx"), header, rows)
    return path.relative_to(course.root).as_posix()
