"""Grading an exercise from end to end, with what is wrong on the way said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from labkit.course.grading import early
from labkit.course.grading.outcome import Grading
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError, OptionError

if TYPE_CHECKING:
    from labkit.checks.keys import Key
    from labkit.course.grading.run import Executor


@contextmanager
def _trouble_in_words(course: Course) -> Iterator[None]:
    """Say what is wrong with the disk, the gradebook or the settings, and what to do."""
    from sqlalchemy.exc import DBAPIError
    from traitlets import TraitError

    kept = "What is graded is kept, and the next run goes on."
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(kept) from None
    except OSError as error:
        if error.errno is None or isinstance(error, ConnectionError):
            raise  # not about a file
        raise CourseError(
            "Grading cannot go on: a file cannot be written or read.",
            where=str(error.filename or shown(course.classroom)),
            got=error.strerror or str(error),
            hint=f"Free some space, close the file in other programs, or see whether you may write there. {kept}",
        ) from error
    except DBAPIError as error:
        raise CourseError(
            "Grading cannot go on: the gradebook cannot be used.",
            where=shown(course.gradebook),
            got=str(error.orig),
            hint=f"If it is locked: end other programs that use it, such as the formgrader. {kept} If it is damaged: "
            "put a copy of it in its place, or rename it and grade again, which computes all points anew; only points "
            "and comments given by hand are lost then.",
        ) from error
    except TraitError as error:
        raise CourseError(
            "A setting is wrong.", where=shown(course.root / "nbgrader_config.py"), got=str(error)
        ) from error


def grade(
    course: Course,
    day: str,
    *,
    trainee: str | None = None,
    draw: int | None = None,
    force: bool = False,
    jobs: int | None = None,
    unsafe: bool = False,
    quiet: bool = False,
    executor: Callable[[Key], Executor] | None = None,
) -> Grading:
    """Grade the hand-ins of an exercise."""
    if draw is not None and draw < 1:
        raise OptionError("A draw is a number from 1 on.", where="labkit grade --draw", got=str(draw))
    if jobs is not None and jobs < 1:
        raise OptionError("The number of hand-ins at a time is 1 or more.", where="labkit grade --jobs", got=str(jobs))
    started = early.started(course, day, unsafe=unsafe) if executor is None else nullcontext()
    with started:
        from labkit.course.exercises.answer_key import load_catalogue
        from labkit.course.exercises.masters import checked_master, master_folder
        from labkit.course.grading.run import graded_class

    folder = master_folder(course, day)
    master = checked_master(folder, load_catalogue(folder))
    with _trouble_in_words(course):
        return graded_class(
            course,
            day,
            master,
            trainee=trainee,
            draw=draw or 0,
            force=force,
            jobs=jobs or 0,
            unsafe=unsafe,
            quiet=quiet,
            executor=executor,
        )
