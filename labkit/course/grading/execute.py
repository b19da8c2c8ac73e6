"""Executing one hand-in, apart from everything that is written: what a worker does."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import packages_distributions
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakSet

from jupyter_core.utils import ensure_event_loop
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files
from traitlets.config import Config

from labkit.checks.keys import Key
from labkit.course.exercises.nbgrader_steps import failing, listening
from labkit.course.grading.kernel import GradingExecute
from labkit.course.support.files import copy_files
from labkit.course.support.limits import LARGEST_GIVEN
from labkit.errors import CourseError


@dataclass(frozen=True)
class Job:
    """A hand-in that is ready to be executed.

    Parameters
    ----------
    trainee
        Whose it is.
    notebook
        The notebook, with the master's own checks.
    files
        Folders whose files the notebook finds beside itself; a later one has the last word.
    key
        The grade key; None for an exercise that uses nbgrader alone.
    config
        nbgrader's settings.
    """

    trainee: str
    notebook: Any
    files: tuple[Path, ...]
    key: Key | None
    config: Config


@dataclass(frozen=True)
class Executed:
    """A hand-in that was executed.

    Parameters
    ----------
    notebook
        With its outputs; None if it could not be executed.
    remarks
        What happened to single cells.
    timed_out
        Whether a cell ran out of its time.
    problem
        Why it could not be executed: an error's name and message.
    log
        What there is to read about the problem.
    seconds
        How long it took.
    """

    notebook: Any = None
    remarks: tuple[str, ...] = ()
    timed_out: bool = False
    problem: str = ""
    log: str = ""
    seconds: float = 0.0


class Steps:
    """The hand-ins of one run that are being executed: `stop` ends them, from another thread."""

    def __init__(self) -> None:
        self._made: WeakSet[GradingExecute] = WeakSet()
        self._lock = Lock()
        self._stopped = False

    def new(self, **options: Any) -> GradingExecute:
        """Return the step that executes a hand-in."""
        step = GradingExecute(**options)
        with self._lock:
            step.stopped = self._stopped
            self._made.add(step)
        return step

    def stop(self) -> None:
        """End them; none is begun again."""
        with self._lock:
            self._stopped = True
            running = list(self._made)
        for step in running:
            step.stop()


def execute(
    job: Job,
    step_of: Callable[..., GradingExecute] = GradingExecute,
    turn: AbstractContextManager[Any] | None = None,
) -> Executed:
    """Execute a hand-in; a failure is a result too."""
    loop = ensure_event_loop()
    try:
        return _executed(job, step_of, turn)
    finally:
        loop.close()  # of this thread


def _executed(job: Job, step_of: Callable[..., GradingExecute], turn: AbstractContextManager[Any] | None) -> Executed:
    start = time.monotonic()
    log, lines = listening()
    step = step_of(config=job.config, log=log)
    step.turn = turn or step.turn
    names = {"student": job.trainee, "assignment": job.config.CourseDirectory.assignment_id}
    try:
        with failing(f"The hand-in of {job.trainee} could not be executed.", lines, Exception):
            notebook, _ = step.executed(
                job.notebook, {"nbgrader": names}, job.key, lambda own: copy_files(files_beside(job), own)
            )
    except CourseError as error:
        log_text = getattr(error, "log", "") or str(error)
        return Executed(problem=error.got, log=log_text, seconds=time.monotonic() - start)
    return Executed(notebook, tuple(step.remarks), step.timed_out, seconds=time.monotonic() - start)


def files_beside(job: Job) -> dict[str, Path]:
    """Return the plain files that a notebook finds beside itself, the hand-in's and the master's, by their names.

    Links, notebooks, catalogues, what nbgrader ignores and very large files are left out; a program that is called like
    a library (``pandas.py``) gets another name: else it would be imported instead, by the checks too.
    """
    ignored = [*CourseDirectory(config=job.config).ignore, "*.ipynb", "catalogue*"]
    found = {}
    for folder in job.files:
        for path in map(Path, find_all_files(str(folder), ignored)):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST_GIVEN:
                name = path.relative_to(folder).as_posix()
                found[_out_of_the_way(name) if folder == job.files[0] else name] = path
    return found


def _out_of_the_way(name: str) -> str:
    """Return the name of a file beside a hand-in, changed if it would be imported in the place of a library."""
    top, dot, rest = name.partition("." if "/" not in name else "/")
    is_program = rest.split(".")[-1] in ("py", "so", "pyd", "pyc") or name.endswith(".py")
    if is_program and top in _libraries():
        return f"{top} (handed in){dot}{rest}"
    return name


@lru_cache(maxsize=1)
def _libraries() -> frozenset[str]:
    """Return the names under which Python's own and the installed libraries are imported."""
    return frozenset(sys.stdlib_module_names | set(packages_distributions()))
