"""Writing a feedback page for each hand-in."""

from __future__ import annotations

from typing import Any

from labkit.course.exercises.answer_key import load_catalogue
from labkit.course.exercises.marks import graded_trainees, renew_marks
from labkit.course.exercises.masters import checked_master, graded_ids, master_folder
from labkit.course.handins.collecting import find_handins, stopped
from labkit.course.support.console import note
from labkit.course.support.files import replace_folder, working_folder, write_whole
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError, did_you_mean, first_few


def feedback(course: Course, day: str, *, trainee: str | None = None, quiet: bool = False) -> list[str]:
    """Write the feedback pages of an exercise."""
    from labkit.course.exercises.nbgrader_steps import StepFailedError, write_feedback

    folder = master_folder(course, day)
    master = checked_master(folder, load_catalogue(folder))
    problems = []
    names = _graded(course, day, trainee)
    for number, name in enumerate(names, start=1):
        with working_folder(course.records) as scratch:
            try:
                write_feedback(course, day, name, scratch)
            except StepFailedError as error:
                problems.append(f"{name}: the page could not be written ({error.got}).")
                continue
            replace_folder(scratch / name / day, course.feedback / name / day)
        if not quiet:
            note(f"[{number}/{len(names)}] {name}")
    _write_unreadable(course, day, master, trainee, graded=names, quiet=quiet)
    renew_marks(course, day, graded_ids(master))
    return problems


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
            write_whole(course.feedback / handin.trainee / day / f"{day}.html", html)
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
