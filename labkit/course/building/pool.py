"""Building several lessons, side by side where the computer has several cores.

Each process of the pool builds one lesson after the other. Their kernels are all forked from one fork server, which has
imported the libraries once. When a process dies, its lesson has failed and another process takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.resource_tracker import ensure_running
from pathlib import Path
from typing import Any

from labkit.course.building.making import Job, build_lesson
from labkit.course.building.outcome import BUILT, FAILED, Outcome, name_of
from labkit.course.building.up_to_date import locked
from labkit.course.kernels.fork_client import close_fork_server, join_fork_server
from labkit.course.support.interrupting import interrupt_held, interrupt_later, interrupt_wanted
from labkit.course.support.paths import Course
from labkit.errors import CourseError

_TO_END = 20.0
"""Seconds that a process has to end after Ctrl-C."""


def build_lessons(
    jobs: Sequence[Job],
    course: Course,
    out: Path,
    *,
    workers: int,
    started: Callable[[int, Job], None],
    shares: Sequence[socket.socket] = (),
) -> Iterator[Outcome]:
    """Build lessons and yield how each went, as soon as it is finished."""
    if workers == 1:
        for number, job in enumerate(jobs, start=1):
            started(number, job)
            yield _outcome(job, course, out)
        return
    pool = _Pool(course, out, list(shares))
    try:
        yield from pool.outcomes(jobs, workers, started)
    except BaseException:
        pool.interrupt()
        raise
    finally:
        pool.close()


def _outcome(job: Job, course: Course, out: Path) -> Outcome:
    start = time.monotonic()
    try:
        manifest = build_lesson(job, course, out)
    except CourseError as error:
        return Outcome(job, FAILED, time.monotonic() - start, problem=error)
    return Outcome(job, BUILT, time.monotonic() - start, manifest)


@dataclass
class _Worker:
    """A process that builds, the connection to it, and what it builds now."""

    process: BaseProcess
    connection: Connection[Any, Any]
    job: Job | None = None


class _Pool:
    """The processes that build."""

    def __init__(self, course: Course, out: Path, shares: list[socket.socket]) -> None:
        self._course = course
        self._out = out
        self._shares = shares
        self._workers: list[_Worker] = []

    def outcomes(self, jobs: Sequence[Job], workers: int, started: Callable[[int, Job], None]) -> Iterator[Outcome]:
        """Build the lessons."""
        waiting = list(enumerate(jobs, start=1))
        while waiting or any(worker.job for worker in self._workers):
            while waiting and (worker := self._free(workers)):
                if not self._takes(worker, waiting[0][1]):
                    continue  # another process takes it
                started(*waiting.pop(0))
            busy = [(worker, worker.job) for worker in self._workers if worker.job]
            ready = wait([worker.connection for worker, _ in busy])
            for worker, job in busy:
                if worker.connection in ready:
                    yield self._answer(worker, job)

    def interrupt(self) -> None:
        """Let every process that builds put an end to it, and clear up."""
        for worker in self._workers:
            if worker.job and worker.process.pid and worker.process.is_alive():
                os.kill(worker.process.pid, signal.SIGINT)

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.connection.close()
        end = time.monotonic() + _TO_END
        for worker in self._workers:
            worker.process.join(max(0.0, end - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def _free(self, most: int) -> _Worker | None:
        """Return a process that waits for work; a new one as long as there are not enough."""
        free = next((worker for worker in self._workers if worker.job is None), None)
        return free or (self._new() if len(self._workers) < most else None)

    def _takes(self, worker: _Worker, job: Job) -> bool:
        """Give a lesson to a process; it may have died while it had nothing to do."""
        try:
            worker.connection.send(job)
        except OSError:
            worker.process.join()
            self._workers.remove(worker)
            return False
        worker.job = job
        return True

    def _new(self) -> _Worker:
        # A fresh interpreter in each process: a fork of this one would share its sockets and locks.
        fresh = multiprocessing.get_context("spawn")
        here, there = fresh.Pipe()
        share = self._shares.pop(0) if self._shares else None
        process = fresh.Process(target=_work, args=(there, self._course, self._out, share), daemon=True)
        if os.name == "posix":
            ensure_running()  # the process that multiprocessing needs besides: starting it would let Ctrl-C in
        with interrupt_later(), interrupt_held():
            process.start()
            there.close()
            if share is not None:
                share.close()
            self._workers.append(_Worker(process, here))
        return self._workers[-1]

    def _answer(self, worker: _Worker, job: Job) -> Outcome:
        """Return what a process has answered, or that it is gone."""
        worker.job = None
        try:
            status, seconds, manifest, problem = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join()
            self._workers.remove(worker)
            return Outcome(job, FAILED, problem=_gone(job, worker.process.exitcode))
        if isinstance(problem, OSError):
            raise problem
        return Outcome(job, status, seconds, manifest, problem)


def _gone(job: Job, code: int | None) -> CourseError:
    killed = "Most often memory ran out: close other programs, or build one lesson at a time with --jobs 1."
    return CourseError(
        f"Building lesson {name_of(job)} ended at once.",
        got=f"the process that built it ended with code {code}",
        hint=killed if code is None or code < 0 else "What it said before is above.",
    )


def _work(connection: Connection[Any, Any], course: Course, out: Path, share: socket.socket | None) -> None:
    """Build what the other end asks for, until it closes the connection: the life of one process."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)  # Ctrl-C comes through the process that started this one
    else:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if share is not None:
        join_fork_server(share)
    try:
        with locked(out, shared=True):
            while True:
                connection.send(_interruptible(connection.recv(), course, out))
    except (EOFError, OSError, KeyboardInterrupt):
        return
    finally:
        close_fork_server()


def _interruptible(job: Job, course: Course, out: Path) -> tuple[Any, ...]:
    try:
        with interrupt_wanted():
            outcome = _outcome(job, course, out)
    except OSError as error:  # the disk is full, perhaps: a matter for the whole run
        return FAILED, 0.0, {}, error
    return outcome.status, outcome.seconds, outcome.manifest, outcome.problem


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, killed perhaps."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
