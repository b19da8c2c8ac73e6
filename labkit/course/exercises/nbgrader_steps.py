"""Running nbgrader's steps with the course's settings, quietly, and finding out what went wrong."""

from __future__ import annotations

import logging
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader import api
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.dbutil import ALEMBIC_DIR
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError

_SETTINGS = "nbgrader_config.py"


class StepFailedError(CourseError):
    """A step of nbgrader failed; `log` has what it said.

    Parameters
    ----------
    problem
        What failed.
    log
        Everything that nbgrader wrote, for the log file.
    **details
        As for every labkit error.
    """

    def __init__(self, problem: str, *, log: str = "", **details: str) -> None:
        super().__init__(problem, **details)
        self.log = log


def settings(course: Course, **changes: dict[str, Any]) -> Config:
    """Return the course's settings for nbgrader."""
    if any(sign in str(course.root) for sign in "*?["):
        raise CourseError(
            "nbgrader cannot work in a folder whose name has one of the signs * ? [ in it.",
            where=str(course.root),
            hint="Rename the folder, or copy the course to another place.",
        )
    config = _in_file(course)
    config.merge(Config(changes))
    return config


def _in_file(course: Course) -> Config:
    try:
        return PyFileConfigLoader(_SETTINGS, path=str(course.root)).load_config()
    except OSError:
        raise
    except Exception as error:  # it is a program: anything may go wrong in it
        last = traceback.extract_tb(error.__traceback__)[-1]
        line = error.lineno if isinstance(error, SyntaxError) else last.lineno
        raise CourseError(
            "The course's settings cannot be read.",
            where=f"{shown(course.root / _SETTINGS)}, line {line}",
            got=f"{type(error).__name__}: {error}",
            hint="Undo the last change in this file.",
        ) from error


def generate(course: Course, day: str, into: Path) -> None:
    """Make the trainees' version of a master exercise and note its graded cells in the gradebook."""
    config = settings(
        course,
        CourseDirectory={"assignment_id": day, "release_directory": into.relative_to(course.root).as_posix()},
        GenerateAssignment={"post_convert_hook": lambda **_: None},  # which adds the key in exercises/
    )
    _run(GenerateAssignment, config, f"The exercise {day} could not be made.")


@contextmanager
def gradebook(course: Course) -> Iterator[Any]:
    """Open the gradebook of a course's class."""
    with _version_at_hand(), quiet(), Gradebook(settings(course).CourseDirectory.db_url) as book:
        yield book


@contextmanager
def quiet() -> Iterator[None]:
    """Keep to itself what nbgrader's own packages say about one another."""
    with warnings.catch_warnings():
        for category in (DeprecationWarning, PendingDeprecationWarning, ResourceWarning, FutureWarning):
            warnings.simplefilter("ignore", category)
        warnings.filterwarnings("ignore", module=r"(zmq|tornado|jupyter_client|sqlalchemy|nbformat|nbgrader)")
        yield


@contextmanager
def _version_at_hand() -> Iterator[None]:
    """Let nbgrader know the version of a new gradebook's tables without running the program ``alembic`` for it.

    That takes two seconds, and the program is found only where the environment was activated.
    """
    before = api.get_alembic_version
    api.get_alembic_version = _version_of_tables
    try:
        yield
    finally:
        api.get_alembic_version = before


def _version_of_tables() -> str:
    from alembic.config import Config as Settings
    from alembic.script import ScriptDirectory

    alembic = Settings()
    alembic.set_main_option("script_location", ALEMBIC_DIR)
    return str(ScriptDirectory.from_config(alembic).get_current_head())


def listening() -> tuple[logging.Logger, list[str]]:
    """Return a log for a step of nbgrader, and the list that gets its lines."""
    lines: list[str] = []
    log = logging.Logger("nbgrader-step", logging.WARNING)  # not registered: nobody else listens to it
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    log.addHandler(handler)
    return log, lines


@contextmanager
def failing(problem: str, lines: list[str], kind: type[Exception] = NbGraderException) -> Iterator[None]:
    """Turn what a step of nbgrader raises into a `StepFailedError`."""
    try:
        yield
    except kind as error:
        text = "\n".join(lines)
        story = text or "".join(traceback.format_exception(error))
        raise StepFailedError(problem, log=story, got=_last_error(text) or _named(error)) from error


@contextmanager
def working() -> Iterator[None]:
    """Set once, around many steps, what nbgrader needs of the process: the version of its tables, and silence."""
    with _version_at_hand(), quiet():
        yield


def _run(step: type[Any], config: Config, problem: str) -> None:
    log, lines = listening()
    with _version_at_hand(), quiet():
        directory = CourseDirectory(config=config, log=log)
        converter = step(coursedir=directory, config=config, log=log)
        with failing(problem, lines):
            converter.start()


def _named(error: Exception) -> str:
    return str(error) if isinstance(error, NbGraderException) else f"{type(error).__name__}: {error}"


def _last_error(log: str) -> str:
    """Return the last line of the last traceback in a log: the error's name and message."""
    lines = log.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("Traceback")]
    if not starts:
        return ""
    after = lines[starts[-1] + 1 :]
    raised = [line for line in after if line and not line.startswith((" ", "\t"))]
    return raised[0] if raised else ""
