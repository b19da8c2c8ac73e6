"""Sending jobs to workers: a few on their way at a time, again to another worker if one dies, until all are done."""

from __future__ import annotations

import queue
import time
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from typing import Any, Generic, TypeVar
from uuid import uuid4

from labkit.course.support.console import note
from labkit.errors import CourseError

Job = TypeVar("Job")

_LOOK = 2.0
"""Seconds after which to look whether scheduler and workers are still there."""

_GRACE = 60.0
"""Seconds in which a new worker may take the place of the last one that is gone."""

_STOPPING = 5.0


def executed(
    jobs: Iterable[Job],
    parcel: Callable[[Job], bytes],
    function: Callable[[bytes], bytes],
    client: Any,
    most: int,
    stop: Callable[[], object] | None = None,
) -> Generator[tuple[Job, bytes | CourseError], None, None]:
    """Yield each job with its answer, in the order in which they are done.

    Jobs are taken from `jobs` in this thread, when their turn comes: no more than `most` lie on the scheduler.

    Parameters
    ----------
    jobs
        The jobs, made ready as they are taken.
    parcel
        Returns all that a worker needs for a job. A CourseError that it raises is the job's answer.
    function
        Carries out a job; a function that workers can import.
    client
        The Dask client.
    most
        How many jobs are on their way at a time.
    stop
        A function that each worker then runs if the caller gives up (an error, Ctrl-C): it must make running jobs end.

    Raises
    ------
    CourseError
        If the scheduler is lost, or all workers are and no new one comes. What was yielded is done.
    """
    sending = _Sending[Job](client, parcel, function)
    waiting = iter(jobs)
    suspects: deque[Job] = deque()
    finished = False
    try:
        while True:
            while len(sending.running) < most and (job := next(waiting, None)) is not None:
                if problem := sending.send(job):
                    yield job, problem
            if not sending.running and suspects:
                # Workers died under these, together with others perhaps: each now has the cluster to itself.
                job = suspects.popleft()
                if problem := sending.send(job, alone=True):
                    yield job, problem
            if not sending.running:
                if suspects:
                    continue
                finished = True
                return
            job, answer, alone = sending.next_done()
            if answer is not None:
                yield job, answer
            elif alone:
                yield job, _KILLING
            else:
                suspects.append(job)
    finally:
        sending.cancel()
        if stop and not finished:
            sending.run_everywhere(stop)


_KILLING = CourseError(
    "Every worker that ran it ended.",
    got="the worker ended each time, also when it ran nothing else",
    hint="Most often memory ran out on the worker's computer. Run this one on your own, without --scheduler.",
)


class _Sending(Generic[Job]):
    """The jobs that are on their way."""

    def __init__(self, client: Any, parcel: Callable[[Job], bytes], function: Callable[[bytes], bytes]) -> None:
        self._client = client
        self._parcel = parcel
        self._function = function
        self._done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._alone_since: float | None = None
        self.running: dict[str, tuple[Any, Job, bool]] = {}

    def send(self, job: Job, *, alone: bool = False) -> CourseError | None:
        """Send a job on its way, `alone` if there is no other; return why it cannot be sent, if so."""
        try:
            parcel = self._parcel(job)
        except CourseError as error:
            return error
        # No name in the key: it shows in the scheduler's reports.
        key = f"labkit-{self._function.__name__}-{uuid4().hex}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a parcel of many megabytes, which is one of few
            future = self._client.submit(self._function, parcel, key=key, pure=False)
        self.running[key] = (future, job, alone)
        future.add_done_callback(self._done.put)
        return None

    def next_done(self) -> tuple[Job, bytes | CourseError | None, bool]:
        """Wait for a job and return it with its answer (None if workers died under it), and whether it was alone."""
        while True:
            try:
                future = self._done.get(timeout=_LOOK)
                answer = self._answer(future)
            except (queue.Empty, TimeoutError):
                self._look()
                continue
            _, job, alone = self.running.pop(future.key)
            return job, answer, alone

    def _answer(self, future: Any) -> bytes | CourseError | None:
        if future.status == "cancelled":
            raise _lost()
        if future.status == "error":
            error = future.exception(timeout=_LOOK)
            if type(error).__name__ == "KilledWorker":
                return None
            return CourseError("The worker could not run it.", got=f"{type(error).__name__}: {error}")
        try:
            answer = future.result(timeout=_LOOK)
        except TimeoutError:
            self._done.put(future)  # its worker died before it could hand over the answer: another one makes it anew
            raise
        return (
            answer if isinstance(answer, bytes) else CourseError("The worker's answer is none.", got=repr(answer)[:80])
        )

    def _look(self) -> None:
        """Raise an error if the scheduler is gone, or all workers are."""
        try:
            if self._client.status != "running":
                raise _lost()
            workers = self._client.nthreads()
        except (OSError, ValueError) as error:
            raise _lost() from error
        if workers:
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = time.monotonic()
            note(f"All workers are gone; waiting {_GRACE:.0f} s for a new one.")
        elif time.monotonic() - self._alone_since > _GRACE:
            raise CourseError(
                "All workers are gone, and no new one came.",
                hint="What is done is kept. Start workers again (dask worker ADDRESS), then run the same command: it "
                "goes on from there.",
            )

    def cancel(self) -> None:
        """Take back what is on its way."""
        futures = [future for future, _, _ in self.running.values()]
        if futures and self._client.status == "running":
            self._client.cancel(futures, force=True)

    def run_everywhere(self, function: Callable[[], object]) -> None:
        """Have each worker run a function, if the scheduler is still there."""
        if self._client.status == "running":
            with suppress(TimeoutError, OSError):
                self._client.sync(self._client._run, function, on_error="ignore", callback_timeout=_STOPPING)


def _lost() -> CourseError:
    return CourseError(
        "The connection to the scheduler is lost.",
        hint="What is done is kept. Start the scheduler and its workers again, then run the same command: it goes on "
        "from there.",
    )
