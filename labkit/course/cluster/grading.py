"""Executing hand-ins on a cluster: an executor like `labkit.course.grading.run.local_executor`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import chain
from uuid import uuid4

from labkit.checks.keys import Key
from labkit.course.cluster import sending, worker
from labkit.course.cluster.connection import check_reachable, connected, no_sandbox, not_the_same
from labkit.course.cluster.facts import differences, facts
from labkit.course.cluster.parcels import packed, read_answer
from labkit.course.grading.execute import Executed, Job
from labkit.course.grading.run import Executor
from labkit.course.kernels.sandbox.bubblewrap import UNSAFE
from labkit.course.support.console import note
from labkit.errors import CourseError

_AHEAD = 2
"""Jobs that wait on the scheduler, besides one for each thread of the workers: no worker waits for this computer."""


def executor_of(scheduler: str, *, jobs: int, unsafe: bool, quiet: bool) -> Callable[[Key], Executor]:
    """Return what makes, from the grade key, an executor of the workers of a scheduler, if that can be reached.

    Parameters
    ----------
    scheduler
        Its address, ``tcp://host:8786``.
    jobs
        How many hand-ins at a time; 0 for as many as the workers can take.
    unsafe
        Whether hand-ins may run on workers without a sandbox.
    quiet
        Whether to tell nothing about the workers.

    Raises
    ------
    CourseError
        If it cannot be reached; OptionError if it is no address.
    """
    address = check_reachable(scheduler)
    unsafe = unsafe or os.environ.get(UNSAFE) == "1"
    return lambda key: partial(executed, address=address, key=key, most=jobs, unsafe=unsafe, quiet=quiet)


def executed(
    jobs: Iterable[Job], address: str, key: Key, *, most: int = 0, unsafe: bool = False, quiet: bool = False
) -> Iterator[tuple[Job, Executed]]:
    """Yield each hand-in with what became of it on a worker, in the order in which they are done.

    Parameters
    ----------
    jobs
        The hand-ins, made ready as they are taken. If there is none, no scheduler is asked.
    address
        The scheduler's address, from `labkit.course.cluster.connection.check_reachable`.
    key
        The grade key of the class: workers have its sample ready.
    most
        How many hand-ins at a time; 0 for as many as the workers can take.
    unsafe
        Whether hand-ins may run on workers without a sandbox.
    quiet
        Whether to tell nothing about the workers.

    Raises
    ------
    CourseError
        If there is no fit worker, or scheduler or workers are lost on the way. What was yielded is done.
    """
    waiting = iter(jobs)
    first = next(waiting, None)
    if first is None:
        return
    same = facts()["same"]
    run = uuid4().hex
    parcel = partial(packed, about={"run": run, "same": same, "unsafe": unsafe})
    with connected(address, worker.prepare, key.dataset, key.draw, same=same, unsafe=unsafe) as (client, workers):
        if not quiet:
            note(f"Hand-ins run on {workers}.")
        ahead = min(most or workers.threads + _AHEAD, workers.threads + _AHEAD)
        stop = partial(worker.stop, run)
        answers = sending.executed(chain([first], waiting), parcel, worker.grade, client, ahead, stop)
        with closing(answers):
            for job, answer in answers:
                yield job, _read(answer, same)


def _read(answer: bytes | CourseError, same: dict[str, str]) -> Executed:
    if isinstance(answer, CourseError):
        return Executed(problem=f"{answer.problem} {answer.got}".strip(), log=str(answer))
    if answer.startswith(b'{"refused"'):  # by a worker that came later than the others, which were asked at the start
        theirs = json.loads(answer)["refused"]
        if other := differences(same, theirs["same"]):
            raise not_the_same(f"{theirs['host']}: {other}")
        raise no_sandbox(theirs)
    return read_answer(answer)
