"""The marks of the briefs and of the reviewing, in nbgrader's gradebook beside those of the exercises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from labkit.course.exercises.marks import read_marks, write_marks
from labkit.course.exercises.nbgrader_steps import gradebook
from labkit.course.reviews.marks import BriefMark
from labkit.course.reviews.rubric import MOST
from labkit.course.support.paths import Course

ASSIGNMENT = "brief"
BRIEF, REVIEWING = "brief", "reviewing"
"""The two lines of marks: 5 points for the brief, 5 for complete reviews."""


def record(course: Course, marks: Sequence[BriefMark], reviewing: Mapping[str, float | None]) -> str:
    """Write the marks into the gradebook as the assignment ``brief``, and into ``class/grades-brief.csv``."""
    by_author = {one.author: one.mark for one in marks}
    trainees = sorted({*by_author, *(name for name, share in reviewing.items() if share is not None)})
    course.classroom.mkdir(exist_ok=True)
    with gradebook(course) as book:
        book.update_or_create_assignment(ASSIGNMENT)
        book.update_or_create_notebook(ASSIGNMENT, ASSIGNMENT)
        for name in (BRIEF, REVIEWING):
            book.update_or_create_grade_cell(name, ASSIGNMENT, ASSIGNMENT, max_score=MOST, cell_type="markdown")
        for trainee in trainees:
            book.update_or_create_student(trainee)
            book.update_or_create_submission(ASSIGNMENT, trainee)
            share = reviewing.get(trainee)
            points = {BRIEF: by_author.get(trainee), REVIEWING: None if share is None else MOST * share}
            for name, value in points.items():
                grade = book.find_grade(name, ASSIGNMENT, ASSIGNMENT, trainee)
                grade.manual_score = value
                grade.needs_manual_grade = value is None
        book.db.commit()
    return write_marks(course, ASSIGNMENT, read_marks(course, ASSIGNMENT, (BRIEF, REVIEWING), trainees))
