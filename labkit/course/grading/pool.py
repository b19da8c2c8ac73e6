"""Executing in parallel, writing one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from labkit.course.support.interrupting import interrupt_later

Job = TypeVar("Job")
Result = TypeVar("Result")


def in_parallel(
    jobs: Iterable[Job], execute: Callable[[Job], Result], workers: int, stop: Callable[[], object]
) -> Iterator[tuple[Job, Result]]:
    """Yield each job with its result, in the order in which they are done.

    Jobs are taken from `jobs` in this thread, one more than there are workers: making a job ready, and what the caller
    does with a result, overlap with the work. The work itself waits in other processes (kernels), so threads will do.
    """
    waiting = iter(jobs)
    running: dict[Future[Result], Job] = {}
    pool = ThreadPoolExecutor(workers, thread_name_prefix="labkit-grading")
    finished = False
    try:
        while True:
            while len(running) <= workers and (job := next(waiting, None)) is not None:
                running[pool.submit(execute, job)] = job
            if not running:
                finished = True
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            future = next(iter(done))
            yield running.pop(future), future.result()
    finally:
        with interrupt_later():  # Ctrl-C for a second time
            pool.shutdown(wait=False, cancel_futures=True)
            if not finished:
                stop()
            pool.shutdown(wait=True)
