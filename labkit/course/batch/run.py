"""Grading a class: which hand-ins need it, in parallel, and what became of each."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from threading import BoundedSemaphore
from typing import Any

from labkit.checks.keys import Key
from labkit.course.batch.executing import Executed, Job, Steps, execute
from labkit.course.batch.kernels import grading_nursery
from labkit.course.batch.ledger import Ledger, alone, kept_key
from labkit.course.batch.outcome import Grading, Outcome
from labkit.course.batch.pool import cores, executed
from labkit.course.batch.writing import Writer
from labkit.course.files import write_whole
from labkit.course.handins import HandIn, find_handins
from labkit.course.individual import own_key
from labkit.course.marks import renew_marks
from labkit.course.masters import graded_ids, master_folder
from labkit.course.nbgrader_steps import StepFailedError, settings, working
from labkit.course.paths import Course, shown
from labkit.course.progress import Progress
from labkit.course.sandbox import required
from labkit.course.sandbox.bubblewrap import UNSAFE
from labkit.course.warm.client import close_nursery


def graded_class(
    course: Course,
    day: str,
    master: Any,
    *,
    trainee: str | None,
    draw: int,
    force: bool,
    jobs: int,
    unsafe: bool,
    quiet: bool,
    scheduler: str = "",
) -> Grading:
    """Grade the hand-ins of an exercise; `labkit.course.grade.grade` describes the parameters.

    Parameters
    ----------
    course, day, trainee, draw, force, jobs, unsafe, quiet, scheduler
        As for `labkit.course.grade.grade`.
    master
        The master notebook.

    Raises
    ------
    CourseError
        If the class as a whole cannot be graded.
    """
    start = time.monotonic()
    hands = _cluster(scheduler, jobs, unsafe=unsafe, quiet=quiet) if scheduler else _here(course, jobs, unsafe=unsafe)
    with alone(course) as aside, working():
        key_made = kept_key(course, master_folder(course, day), draw)
        handins = find_handins(course, day, master, trainee)
        writer = Writer(course, day, aside)
        try:
            key = key_made()
            progress = Progress(len(handins), quiet=quiet)
            run = _Run(course, day, key, writer, Ledger(course, day, key), progress, unsafe, hands(key))
            outcomes = run.outcomes(handins, force=force)
        finally:
            writer.close()
        # A hand-in that could not be graded has no graded notebook; the gradebook may have a row for it.
        marks, csv = renew_marks(course, day, graded_ids(master))
    problems = [f"{outcome.trainee}: {outcome.problem}" for outcome in outcomes if outcome.problem]
    return Grading(marks, problems, csv, key.draw, outcomes, time.monotonic() - start)


_Hands = Callable[[Iterator[Job]], Iterator[tuple[Job, Executed]]]
"""Carries out hand-ins, wherever that is, and yields each with what became of it."""


def _here(course: Course, jobs: int, *, unsafe: bool) -> Callable[[Key], _Hands]:
    """Return what makes, from the key, the hands of this computer; its kernels' libraries are imported meanwhile."""
    mother = grading_nursery(confined=required(unsafe=unsafe, course=course.root))

    def hands(key: Key) -> _Hands:
        if mother:
            mother.prepare(key.dataset, key.draw)
        workers = jobs or cores()
        # One more kernel starts or ends meanwhile: much of that is waiting.
        steps = Steps()
        turn = partial(execute, step_of=steps.new, turn=BoundedSemaphore(workers))

        def stop() -> None:
            steps.stop()
            close_nursery()

        return partial(executed, execute=turn, workers=workers + 1, stop=stop)

    return hands


def _cluster(scheduler: str, jobs: int, *, unsafe: bool, quiet: bool) -> Callable[[Key], _Hands]:
    """Return what makes, from the key, the hands of a cluster, if its scheduler can be reached."""
    from labkit.course.cluster import connection, grading

    address = connection.check_reachable(scheduler)
    unsafe = unsafe or os.environ.get(UNSAFE) == "1"
    return lambda key: partial(grading.executed, address=address, key=key, most=jobs, unsafe=unsafe, quiet=quiet)


@dataclass(frozen=True)
class _Run:
    """All that grading the hand-ins of one exercise needs."""

    course: Course
    day: str
    key: Key
    writer: Writer
    ledger: Ledger
    progress: Progress
    unsafe: bool
    hands: _Hands

    def outcomes(self, handins: Sequence[HandIn], *, force: bool) -> list[Outcome]:
        """Grade what needs it and return what became of each hand-in, in the order of their names."""
        self._register()
        found: dict[str, Outcome] = {}
        try:
            prints = {handin.trainee: self.ledger.fingerprint(handin) for handin in handins if not handin.problem}
            todo = self._todo(handins, prints, found, force=force)
            by_name = {handin.trainee: handin for handin in handins}
            for job, result in self.hands(self._jobs(todo, found)):
                handin = by_name[job.trainee]
                found[job.trainee] = self._told(self._saved(handin, result, prints[job.trainee]))
        finally:
            self.progress.close()
        return [found[handin.trainee] for handin in handins]

    def _register(self) -> None:
        """Note the exercise in the gradebook, unless this very version is noted."""
        mark = ".exercise"  # no trainee's: a folder with such a name is passed over
        if self.ledger.read(mark).get("basis") != self.ledger.basis or not self.writer.registered():
            self.ledger.forget(mark)
            self.writer.register()
            self.ledger.write(mark, basis=self.ledger.basis)

    def _todo(
        self, handins: Sequence[HandIn], prints: dict[str, str], found: dict[str, Outcome], *, force: bool
    ) -> list[HandIn]:
        """Return the hand-ins that need grading; the others are in `found` then."""
        in_book = self.writer.trainees()
        todo = []
        for handin in handins:
            if handin.problem:
                if handin.original is not None:  # it came after one that was graded, perhaps
                    self._withdraw(handin.trainee)
                found[handin.trainee] = self._told(Outcome(handin.trainee, "failed", handin.problem))
                continue
            entry = self.ledger.read(handin.trainee)
            if not force and handin.trainee in in_book and self.ledger.is_done(handin, entry, prints[handin.trainee]):
                timed_out, events = bool(entry.get("timed_out")), tuple(map(str, entry.get("events", ())))
                outcome = Outcome(handin.trainee, "graded before", "", handin.remark, events, timed_out)
                found[handin.trainee] = self._told(outcome)
            else:
                todo.append(handin)
        return todo

    def _jobs(self, todo: Sequence[HandIn], found: dict[str, Outcome]) -> Iterator[Job]:
        """Yield the hand-ins, each made ready when its turn comes."""
        config = settings(
            self.course, CourseDirectory={"assignment_id": self.day}, GradingExecute={"unsafe": self.unsafe}
        )
        for handin in todo:
            self.progress.begin(handin.trainee)
            try:
                notebook = self.writer.sanitized(handin.trainee, handin.path)
            except StepFailedError as error:
                outcome = self._failed(handin, error.got, error.log)
                found[handin.trainee] = self._told(outcome)
                continue
            files = (handin.path.parent, self.course.solutions / self.day)
            key = own_key(self.course, self.day, handin.trainee, self.key)
            yield Job(handin.trainee, notebook, files, key, config)

    def _saved(self, handin: HandIn, result: Executed, print_: str) -> Outcome:
        """Note the points of an executed hand-in; the record that it is done comes last of all."""
        self.ledger.forget(handin.trainee)
        if result.problem:
            return self._failed(handin, result.problem, result.log)
        try:
            self.writer.save(handin.trainee, result.notebook)
        except StepFailedError as error:
            return self._failed(handin, error.got, error.log)
        self.ledger.note(handin.trainee, print=print_, events=list(result.remarks), timed_out=result.timed_out)
        return Outcome(
            handin.trainee, "graded", "", handin.remark, result.remarks, result.timed_out, round(result.seconds, 2)
        )

    def _failed(self, handin: HandIn, got: str, log: str) -> Outcome:
        self._withdraw(handin.trainee)
        path = self.course.classroom / "problems" / f"{handin.trainee}-{self.day}.log"
        write_whole(path, f"{log}\n")
        problem = f"{shown(handin.original or handin.path)} could not be run ({_reason(got)}); details: {shown(path)}"
        return Outcome(handin.trainee, "failed", problem, handin.remark)

    def _withdraw(self, trainee: str) -> None:
        """Show no marks of an earlier hand-in any more."""
        self.ledger.forget(trainee)
        self.writer.withdraw(trainee)

    def _told(self, outcome: Outcome) -> Outcome:
        """Tell about a hand-in, and return it."""
        told = f"graded in {outcome.seconds:.1f} s" if outcome.status == "graded" else outcome.status
        told = "not graded" if told == "failed" else told
        line = "; ".join(filter(None, [told, outcome.problem, outcome.remark, ", ".join(outcome.events)]))
        worked = outcome.status == "graded"
        self.progress.step(
            outcome.trainee, line, worked=worked, loud=bool(outcome.problem or (worked and outcome.events))
        )
        return outcome


def _reason(error: str) -> str:
    """Return what an error means for a facilitator."""
    if "DeadKernelError" in error or "Kernel died" in error:
        return "a cell ended Python itself, or memory ran out"
    if "CellTimeoutError" in error or "Timeout" in error:
        return "a cell did not end and could not be stopped"
    return error
