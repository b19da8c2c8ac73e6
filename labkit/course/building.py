"""Building several lessons, side by side where the computer has several cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from labkit.course.making import Job, build_lesson
from labkit.course.paths import Course
from labkit.errors import CourseError


@dataclass(frozen=True)
class Outcome:
    """How building one lesson went.

    Parameters
    ----------
    job
        The lesson.
    seconds
        How long it took.
    remarks
        What the lesson's author should mend.
    problem
        Why it failed, or None.
    """

    job: Job
    seconds: float
    remarks: tuple[str, ...] = ()
    problem: CourseError | None = None


def build_lessons(
    jobs: Sequence[Job], course: Course, out: Path, *, workers: int, started: Callable[[int, Job], None]
) -> Iterator[Outcome]:
    """Build lessons and yield how each went, as soon as it is finished.

    Parameters
    ----------
    jobs
        The lessons.
    course
        The course.
    out
        The build folder.
    workers
        How many lessons are built at a time, each in a process of its own.
    started
        Called with the number (from 1) and the lesson, when it begins.
    """
    if workers == 1 or len(jobs) <= 1:
        for number, job in enumerate(jobs, start=1):
            started(number, job)
            yield _outcome(job, course, out)
        return
    yield from _side_by_side(jobs, course, out, min(workers, len(jobs)), started)


def _side_by_side(
    jobs: Sequence[Job], course: Course, out: Path, workers: int, started: Callable[[int, Job], None]
) -> Iterator[Outcome]:
    # A fresh interpreter in each process: a fork of this one would share its sockets and locks.
    fresh = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=fresh, initializer=_prepare_process, initargs=(os.getpid(),))
    running: dict[Future[Outcome], Job] = {}
    waiting = list(enumerate(jobs, start=1))
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                number, job = waiting.pop(0)
                started(number, job)
                running[pool.submit(_interruptible_outcome, job, course, out)] = job
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield _result(future, running.pop(future))
    except BaseException:
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGINT)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[Outcome], job: Job) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool as error:
        problem = CourseError(
            f'Building lesson {job.lesson.id} "{job.lesson.title}" ended at once.',
            got=str(error),
            hint="Most often memory ran out: close other programs, or build one lesson at a time with --jobs 1.",
        )
        return Outcome(job, 0.0, problem=problem)


def _outcome(job: Job, course: Course, out: Path) -> Outcome:
    start = time.monotonic()
    try:
        remarks = build_lesson(job, course, out)
    except CourseError as error:
        return Outcome(job, time.monotonic() - start, problem=error)
    return Outcome(job, time.monotonic() - start, remarks)


def _interruptible_outcome(job: Job, course: Course, out: Path) -> Outcome:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return _outcome(job, course, out)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _prepare_process(parent: int) -> None:
    """End this process when the one that started it is gone, killed perhaps; take Ctrl-C from that one alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
