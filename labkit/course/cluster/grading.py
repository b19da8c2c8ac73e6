"""Executing hand-ins on a cluster: an executor like `labkit.course.grading.run.local_executor`."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import uuid4

from traitlets.config import Config

from labkit.checks.keys import Key
from labkit.course.cluster import sending
from labkit.course.cluster.connection import check_fit, check_reachable, connected
from labkit.course.cluster.facts import differences, facts
from labkit.course.grading.execute import Executed, Job, Steps, execute, files_beside
from labkit.course.grading.kernel import GradingExecute
from labkit.course.grading.run import Executor
from labkit.course.kernels.grading import grading_fork_server
from labkit.course.kernels.sandbox.bubblewrap import UNSAFE
from labkit.course.support.console import note
from labkit.course.support.files import read_files, write_files
from labkit.course.support.temporary import temporary_folder
from labkit.errors import CourseError

_AHEAD = 2
"""Jobs that wait on the scheduler, besides one for each thread of the workers: no worker waits for this computer."""

_STEPS = frozenset(kind.__name__ for kind in GradingExecute.mro())


@dataclass(frozen=True)
class Parcel:
    """A hand-in on its way to a worker: the job without its folders, their files, and what it must be run with."""

    job: Job
    files: dict[str, bytes]
    run: str
    same: dict[str, str]
    unsafe: bool


def executor_of(scheduler: str, *, jobs: int, unsafe: bool, quiet: bool) -> Callable[[Key], Executor]:
    """Return what makes, from the grade key, an executor of the workers of a scheduler, if that can be reached."""
    address = check_reachable(scheduler)
    unsafe = unsafe or os.environ.get(UNSAFE) == "1"
    return lambda key: partial(executed, address=address, key=key, most=jobs, unsafe=unsafe, quiet=quiet)


def executed(
    jobs: Iterable[Job], address: str, key: Key, *, most: int = 0, unsafe: bool = False, quiet: bool = False
) -> Iterator[tuple[Job, Executed]]:
    """Yield each hand-in with what became of it on a worker; if there is none, no scheduler is asked."""
    waiting = iter(jobs)
    if (first := next(waiting, None)) is None:
        return
    same, run = facts()["same"], uuid4().hex
    parcel = partial(packed, run=run, same=same, unsafe=unsafe)
    with connected(address, partial(prepare, key.dataset, key.draw), same=same, unsafe=unsafe) as (client, workers):
        if not quiet:
            note(f"Hand-ins run on {workers}.")
        ahead = min(most or workers.threads + _AHEAD, workers.threads + _AHEAD)
        answers = sending.executed(chain([first], waiting), parcel, grade, client, ahead, partial(stop, run))
        with closing(answers):
            for job, answer in answers:
                if isinstance(answer, dict):  # a worker that came later than the others, which were asked at the start
                    check_fit({"": answer}, same, unsafe=unsafe)
                if isinstance(answer, CourseError):
                    answer = Executed(problem=f"{answer.problem} {answer.got}".strip(), log=str(answer))
                yield job, answer


def packed(job: Job, run: str, same: dict[str, str], *, unsafe: bool) -> Parcel:
    """Return a hand-in with all that it needs: notebook, files beside it, key, and nbgrader's settings of its steps."""
    config = Config({name: values for name, values in job.config.items() if name in _STEPS})
    config.GradingExecute.unsafe = unsafe
    config.CourseDirectory.assignment_id = job.config.CourseDirectory.assignment_id
    config.CourseDirectory.ignore = []
    return Parcel(replace(job, files=(), config=config), read_files(files_beside(job)), run, same, unsafe)


# What follows runs on a worker.

_prepared: set[tuple[bool, str, int]] = set()
_running: dict[str, list[Steps]] = {}
_lock = threading.Lock()


def prepare(dataset: str, draw: int) -> dict[str, Any]:
    """Have warm kernels ready for the hand-ins that will come, and return this worker's `facts` at once."""
    found = facts()
    _kernels(dataset, draw, confined=found["confined"])
    return found


def _kernels(dataset: str, draw: int, *, confined: bool) -> None:
    """Start the process that forks kernels, unless it runs; a worker that was replaced does so at its first job."""
    with _lock:
        server = grading_fork_server(confined=confined)
        if server and (confined, dataset, draw) not in _prepared:
            _prepared.add((confined, dataset, draw))
            server.prepare(dataset, draw)


def grade(parcel: Parcel) -> Executed | dict[str, Any]:
    """Execute a hand-in; return what became of it, or this worker's `facts` if it is not fit."""
    found = facts()
    if differences(parcel.same, found["same"]) or (found["refuses"] and not parcel.unsafe):
        return found
    for category in (DeprecationWarning, PendingDeprecationWarning, ResourceWarning, FutureWarning):
        warnings.simplefilter("ignore", category)  # what nbgrader's packages say of one another is not for the log
    with temporary_folder() as folder, _stoppable(parcel.run) as step_of:
        write_files(parcel.files, Path(folder))
        if key := parcel.job.key:
            _kernels(key.dataset, key.draw, confined=found["confined"])
        return execute(replace(parcel.job, files=(Path(folder),)), step_of)


@contextmanager
def _stoppable(run: str) -> Iterator[Callable[..., GradingExecute]]:
    """Give a function that makes the step which executes a hand-in, and that `stop` can end."""
    own = Steps()
    with _lock:
        _running.setdefault(run, []).append(own)
    try:
        yield own.new
    finally:
        with _lock:
            _running[run].remove(own)


def stop(run: str) -> None:
    """End the hand-ins of a run of ``labkit grade`` that was interrupted; the worker itself goes on."""
    with _lock:
        found = list(_running.get(run, ()))
    for steps in found:
        threading.Thread(target=steps.stop, daemon=True).start()


def running() -> int:
    """Return how many hand-ins run on this worker."""
    with _lock:
        return sum(map(len, _running.values()))
