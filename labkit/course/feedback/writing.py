"""Writing a feedback page for each hand-in."""

from __future__ import annotations

from typing import Any

from labkit.course.exercises.answer_key import load_catalogue
from labkit.course.exercises.marks import graded_trainees, renew_marks
from labkit.course.exercises.masters import (
    checked_master,
    exercise_fingerprint,
    graded_ids,
    grading_data,
    master_folder,
    read_notebook,
)
from labkit.course.handins.collecting import find_handins, stopped
from labkit.course.support.console import note
from labkit.course.support.files import content_fingerprint, write_changed, write_whole
from labkit.course.support.installation import digest
from labkit.course.support.paths import Course, shown
from labkit.course.support.records import Records
from labkit.errors import CourseError, did_you_mean, first_few


def feedback(course: Course, day: str, *, trainee: str | None = None, quiet: bool = False) -> list[str]:
    """Write the feedback pages of an exercise, but for those that stand there as they would be written."""
    from labkit.course.exercises.nbgrader_steps import gradebook

    pages = _Pages(course, day)
    problems = []
    names = _graded(course, day, trainee)
    with gradebook(course) as book:
        for number, name in enumerate(names, start=1):
            try:
                pages.write(book, name)
            except (OSError, KeyboardInterrupt):
                raise
            except Exception as error:  # of one hand-in: the others get their pages
                problems.append(f"{name}: the page could not be written ({type(error).__name__}: {error}).")
                continue
            if not quiet:
                note(f"[{number}/{len(names)}] {name}")
    _write_unreadable(course, day, pages.master, trainee, graded=names, quiet=quiet)
    renew_marks(course, day, graded_ids(pages.master))
    return problems


class _Pages:
    """Writes the pages of an exercise, and notes what each was made from."""

    def __init__(self, course: Course, day: str) -> None:
        self._course, self._day = course, day
        folder = master_folder(course, day)
        self._catalogue = load_catalogue(folder)
        self.master = checked_master(folder, self._catalogue)
        self._basis = exercise_fingerprint(course, day)
        self._done = Records(course.records / "pages" / day)

    def write(self, book: Any, trainee: str) -> None:
        """Write the page of one graded hand-in, unless nothing has changed that is on it."""
        from labkit.course.feedback.page import feedback_html, points_in, repairs

        graded = self._course.autograded / trainee / self._day / f"{self._day}.ipynb"
        page = self._course.feedback / trainee / self._day / f"{self._day}.html"
        submission = book.find_submission_notebook(self._day, self._day, trainee)
        points, comments = points_in(submission), {one.name: one.comment for one in submission.comments}
        remarks = repairs(self._course.accepted / trainee / self._day / f"{self._day}.ipynb")
        made_from = digest([self._basis, content_fingerprint(graded), repr((points, comments, remarks))])
        if page.is_file() and self._done.read(trainee) == {"print": made_from, "page": content_fingerprint(page)}:
            return
        notebook = read_notebook(graded)
        for cell in notebook.cells:
            if grading_data(cell).get("grade_id") in comments:
                cell.metadata.nbgrader.comment = comments[cell.metadata.nbgrader.grade_id]
        write_whole(page, feedback_html(notebook, trainee, points, self._catalogue, remarks, self.master))
        self._done.write(trainee, print=made_from, page=content_fingerprint(page))


def _write_unreadable(
    course: Course, day: str, master: Any, trainee: str | None, *, graded: list[str], quiet: bool
) -> None:
    """Write a page for every file that cannot be graded: it says what is wrong with it, and what to do."""
    from labkit.course.feedback.page import unreadable_html
    from labkit.course.feedback.questions import title_of

    if trainee is not None or not course.submitted.is_dir():
        return
    for handin in find_handins(course, day, master):
        problem = handin.problem or stopped(course, day, handin.trainee)
        if problem and handin.original is not None and handin.trainee not in graded:
            problem = problem.replace(f"{shown(course.submitted)}/", "")
            if problem.startswith(("the ", "rename ")):  # and not the name of a file
                problem = f"{problem[0].upper()}{problem[1:]}"
            html = unreadable_html(handin.trainee, title_of(master), problem)
            write_changed(course.feedback / handin.trainee / day / f"{day}.html", html)
            if not quiet:
                note(f"{handin.trainee}: a page on what is wrong with the file")


def _graded(course: Course, day: str, trainee: str | None) -> list[str]:
    names = graded_trainees(course, day)
    if trainee is not None and trainee not in names:
        raise CourseError(
            f"No graded hand-in of {trainee!r}.",
            where=shown(course.autograded),
            got=first_few(names) or "nothing graded yet",
            hint=did_you_mean(trainee, names) or f"Grade first: labkit grade {day}",
        )
    if not names:
        raise CourseError(
            f"No hand-in of {day} was graded yet.",
            where=shown(course.autograded),
            hint=f"Grade first: labkit grade {day}",
        )
    return [name for name in names if trainee in (None, name)]
