"""Grading a class: which hand-ins need it, in parallel, and what became of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore
from typing import Any

from labkit.checks.keys import Key
from labkit.course.exercises.individual import own_key
from labkit.course.exercises.kept_keys import kept_key
from labkit.course.exercises.marks import graded_trainees, renew_marks
from labkit.course.exercises.masters import graded_ids, master_folder
from labkit.course.exercises.nbgrader_steps import StepFailedError, settings, working
from labkit.course.grading.execute import Executed, Job, Steps, execute
from labkit.course.grading.ledger import Ledger, alone
from labkit.course.grading.outcome import Grading, Outcome
from labkit.course.grading.pool import in_parallel
from labkit.course.grading.record import Writer
from labkit.course.handins.collecting import HandIn, check_handed_in, find_handins
from labkit.course.handins.places import misplaced
from labkit.course.kernels.fork_client import close_fork_server
from labkit.course.kernels.grading import grading_fork_server
from labkit.course.kernels.sandbox import required
from labkit.course.support.cores import cores
from labkit.course.support.files import content_fingerprint, write_whole
from labkit.course.support.paths import Course, shown
from labkit.course.support.progress import Progress

Executor = Callable[[Iterator[Job]], Iterator[tuple[Job, Executed]]]
"""Carries out hand-ins, wherever that is, and yields each with what became of it."""


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
    executor: Callable[[Key], Executor] | None = None,
) -> Grading:
    """Grade the hand-ins of an exercise: collect, prepare, execute, record; `grading.grade.grade` has the parameters.

    `executor` makes, from the grade key, who carries out hand-ins: this computer's kernels, or a cluster's workers.
    """
    start = time.monotonic()
    executor = executor or local_executor(course, jobs, unsafe=unsafe)
    with alone(course) as aside, working():
        check_handed_in(course, day)  # before seconds go into a key
        key_made = kept_key(course, master_folder(course, day), draw)
        collected = find_handins(course, day, master, trainee)
        writer = Writer(course, day, aside)
        try:
            key = key_made()
            run = _Run(
                course, day, key, writer, Ledger(course, day, key), Progress(len(collected), quiet=quiet), unsafe
            )
            with run:
                prepared = run.prepare(collected, force=force)
                for job, executed in executor(key)(prepared):
                    run.record(job, executed)
        finally:
            writer.close()
        # A hand-in that could not be graded has no graded notebook; the gradebook may have a row for it.
        marks, csv = renew_marks(course, day, graded_ids(master))
    outcomes = [run.found[handin.trainee] for handin in collected]
    problems = [f"{outcome.trainee}: {outcome.problem}" for outcome in outcomes if outcome.problem]
    problems += misplaced(course, day) if trainee is None else []
    doubts = [f"{handin.trainee}: {handin.unsure}" for handin in collected if handin.unsure]
    doubts += _of_nobody(course, day, collected) if trainee is None else []
    return Grading(marks, problems, csv, key.draw, outcomes, time.monotonic() - start, doubts)


def _of_nobody(course: Course, day: str, collected: Sequence[HandIn]) -> Iterator[str]:
    """Yield a sentence on marks whose hand-in is gone: its folder was renamed, perhaps."""
    prints = {content_fingerprint(one.path): one.trainee for one in collected if not one.problem}
    for name in graded_trainees(course, day):
        if name not in {one.trainee for one in collected}:
            copy, place = course.accepted / name / day / f"{day}.ipynb", shown(course.submitted)
            same = prints.get(content_fingerprint(copy), "") if copy.is_file() else ""
            renamed = f"the folder is called {same} now." if same else "was it renamed, or taken away?"
            said = f"there are marks, but no folder of this name in {place}: {renamed}"
            yield f"{name}: {said} To remove the marks: delete {shown(course.autograded / name / day)}"


def local_executor(course: Course, jobs: int, *, unsafe: bool) -> Callable[[Key], Executor]:
    """Return what makes the executor of this computer; its kernels' libraries are imported meanwhile."""
    mother = grading_fork_server(confined=required(unsafe=unsafe, course=course.root))

    def executor(key: Key) -> Executor:
        if mother:
            for name in key.datasets or (key.dataset,):
                mother.prepare(name, key.draw)
        workers = jobs or cores()
        # One more kernel starts or ends meanwhile: much of that is waiting.
        steps = Steps()
        turn = partial(execute, step_of=steps.new, turn=BoundedSemaphore(workers))

        def stop() -> None:
            steps.stop()
            close_fork_server()

        return partial(in_parallel, execute=turn, workers=workers + 1, stop=stop)

    return executor


@dataclass(frozen=True)
class _Run:
    """One run of grading: what it works with, and what was found about each hand-in."""

    course: Course
    day: str
    key: Key
    writer: Writer
    ledger: Ledger
    progress: Progress
    unsafe: bool
    found: dict[str, Outcome] = field(default_factory=dict)
    _handins: dict[str, tuple[HandIn, str]] = field(default_factory=dict)

    def __enter__(self) -> None:
        self._register()

    def __exit__(self, *_: object) -> None:
        self.progress.close()

    def prepare(self, handins: Sequence[HandIn], *, force: bool) -> Iterator[Job]:
        """Yield the hand-ins that need grading, each made ready when its turn comes; the others are in `found` then."""
        prints = {handin.trainee: self.ledger.fingerprint(handin) for handin in handins if not handin.problem}
        todo = self._todo(handins, prints, self.found, force=force)
        self._handins.update({handin.trainee: (handin, prints[handin.trainee]) for handin in todo})
        return self._jobs(todo, self.found)

    def record(self, job: Job, executed: Executed) -> None:
        """Note the points of an executed hand-in, and tell how it went."""
        handin, print_ = self._handins[job.trainee]
        self.found[job.trainee] = self._told(self._saved(handin, executed, print_))

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
            key = own_key(self.course, self.day, handin.maker or handin.trainee, self.key)
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
