"""Sending jobs to workers: a few on their way at a time, until all are done."""

from __future__ import annotations

import queue
import time
import warnings
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from typing import Any, TypeVar
from uuid import uuid4

from labkit.course.support.console import note
from labkit.errors import CourseError

Job = TypeVar("Job")

_LOOK = 2.0
"""Seconds after which to look whether scheduler and workers are still there."""

_GRACE = 60.0
"""Seconds in which a new worker may take the place of the last one that is gone."""

_STOPPING = 5.0


class _WorkersEndedError(CourseError):
    """The answer of a job whose workers died, each time."""


def executed(
    jobs: Iterable[Job],
    parcel: Callable[[Job], Any],
    function: Callable[[Any], Any],
    client: Any,
    most: int,
    stop: Callable[[], object] | None = None,
) -> Generator[tuple[Job, Any], None, None]:
    """Yield each job with its answer, in the order in which they are done; what a job raised is its answer too.

    A job whose worker dies is given to another one, as often as the cluster's ``allowed-failures`` says. Then it is
    tried once more at the end with no other job beside it: a neighbour may have ended its workers.
    """
    done: queue.SimpleQueue[Any] = queue.SimpleQueue()
    running: dict[str, tuple[Any, Job]] = {}
    waiting = iter(jobs)
    suspected: list[Job] = []
    alone = finished = False
    try:
        while True:
            while len(running) < (1 if alone else most) and (job := next(waiting, None)) is not None:
                try:
                    content = parcel(job)
                except CourseError as error:
                    yield job, error
                    continue
                key = f"labkit-{uuid4().hex}"  # no name in it: it shows in the scheduler's reports
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # of a parcel of many megabytes, which is one of few
                    future = client.submit(function, content, key=key, pure=False)
                running[key] = (future, job)
                future.add_done_callback(done.put)
            if running:
                key, answer = _next(done, client)
                _, job = running.pop(key)
                if isinstance(answer, _WorkersEndedError) and not alone:
                    suspected.append(job)
                else:
                    yield job, answer
            elif suspected and not alone:
                waiting, alone = iter(suspected), True
            else:
                finished = True
                return
    finally:
        if client.status == "running":
            client.cancel([future for future, _ in running.values()], force=True)
            if stop and not finished:
                with suppress(TimeoutError, OSError):
                    client.sync(client._run, stop, on_error="ignore", callback_timeout=_STOPPING)


def _next(done: queue.SimpleQueue[Any], client: Any) -> tuple[str, Any]:
    """Wait for a job that is done, and return its key and its answer."""
    alone_since = None
    while True:
        try:
            future = done.get(timeout=_LOOK)
        except queue.Empty:
            alone_since = _look(client, alone_since)
            continue
        try:
            return future.key, _answer(future)
        except TimeoutError:
            done.put(future)  # its worker died before it could hand over the answer: another one makes it anew
            alone_since = _look(client, alone_since)


def _answer(future: Any) -> Any:
    if future.status == "cancelled":
        raise _lost()
    if future.status != "error":
        return future.result(timeout=_LOOK)
    error = future.exception(timeout=_LOOK)
    if type(error).__name__ != "KilledWorker":
        return CourseError("The worker could not run it.", got=f"{type(error).__name__}: {error}")
    return _WorkersEndedError(
        "Every worker that ran it ended.",
        got="the worker ended each time",
        hint="Most often memory ran out on the worker's computer. Run this one on your own, without --scheduler.",
    )


def _look(client: Any, alone_since: float | None) -> float | None:
    """Raise an error if the scheduler is gone, or all workers are; return since when there is none."""
    try:
        if client.status != "running":
            raise _lost()
        if client.nthreads():
            return None
    except (OSError, ValueError) as error:
        raise _lost() from error
    if alone_since is None:
        note(f"All workers are gone; waiting {_GRACE:.0f} s for a new one.")
        return time.monotonic()
    if time.monotonic() - alone_since > _GRACE:
        raise CourseError(
            "All workers are gone, and no new one came.",
            hint="What is done is kept. Start workers again (dask worker ADDRESS), then run the same command: it goes "
            "on from there.",
        )
    return alone_since


def _lost() -> CourseError:
    return CourseError(
        "The connection to the scheduler is lost.",
        hint="What is done is kept. Start the scheduler and its workers again, then run the same command: it goes on "
        "from there.",
    )
