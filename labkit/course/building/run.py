"""Building lessons: which need it, in parallel, and what became of each."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from labkit.course.building.fingerprints import Fingerprints
from labkit.course.building.making import Job
from labkit.course.building.outcome import BUILT, FAILED, UNCHANGED, Building, Outcome, name_of
from labkit.course.building.pool import build_lessons
from labkit.course.building.up_to_date import alone, up_to_date
from labkit.course.kernels.environment import environment, is_warm
from labkit.course.kernels.fork_client import ForkServer
from labkit.course.kernels.ordinary import tell_once_of_ordinary_kernels
from labkit.course.site.handbook import write_handbook
from labkit.course.site.record.lasting import prepare_lasting
from labkit.course.support.cores import cores
from labkit.course.support.paths import Course, shown
from labkit.course.support.progress import Progress
from labkit.errors import CourseError, LabkitError


def built_lessons(
    jobs: Sequence[Job],
    problems: Sequence[tuple[Path, CourseError]],
    course: Course,
    out: Path,
    *,
    workers: int = 0,
    force: bool = False,
    quiet: bool = False,
    executor: Executor | None = None,
) -> Building:
    """Build lessons, then the pages that all of them share."""
    building = Building(list(jobs), [(shown(path), problem) for path, problem in problems])
    progress = Progress(len(jobs), quiet=quiet)
    for name, problem in building.problems:
        progress.remark(f"{name}: {problem.problem}")
    with alone(out):
        try:
            for outcome in _outcomes(building.jobs, course, out, progress, workers, executor or _here, force=force):
                building.outcomes.append(outcome)
                _tell(outcome, progress)
        except KeyboardInterrupt:
            building.interrupted = True
        finally:
            progress.close()
        building.index = write_handbook(course, out) if any(out.iterdir()) or not building.interrupted else None
    building.seconds = progress.elapsed
    return building


_Started = Callable[[int, Job], None]
Executor = Callable[[list[Job], Course, Path, Progress, int, _Started], Iterator[Outcome]]
"""Build lessons, wherever that is, and yield how each went."""


def _outcomes(
    jobs: list[Job], course: Course, out: Path, progress: Progress, workers: int, executor: Executor, *, force: bool
) -> Iterator[Outcome]:
    """Yield how each lesson went: first those that need not be built."""
    prints = Fingerprints(course)
    todo = []
    for place, job in enumerate(jobs):
        jobs[place] = job = replace(job, print=prints.of(job))
        manifest = None if force else up_to_date(job, out)
        if manifest is None:
            todo.append(job)
        else:
            yield Outcome(job, UNCHANGED, 0.0, manifest)

    def started(number: int, job: Job) -> None:
        cells = job.lesson.notebook.cells
        code = sum(cell.cell_type == "code" for cell in cells)
        name = name_of(job)
        progress.begin(name, f"[{number}/{len(todo)}] {name}: {len(cells)} cells, {code} of them code")

    if todo:
        yield from executor(todo, course, out, progress, workers, started)


def _here(
    jobs: list[Job], course: Course, out: Path, progress: Progress, workers: int, started: _Started
) -> Iterator[Outcome]:
    """Build lessons on this computer."""
    if not is_warm():
        tell_once_of_ordinary_kernels(silently=progress.quiet)
    workers = min(workers or cores(), len(jobs))
    with _kernels(workers) as shares, _handbook_meanwhile(out, workers):
        yield from build_lessons(jobs, course, out, workers=workers, started=started, shares=shares)


@contextmanager
def _handbook_meanwhile(out: Path, workers: int) -> Iterator[None]:
    """Prepare the pages that depend on no lesson while other processes build."""

    def prepare() -> None:
        with suppress(LabkitError):  # which comes again when the pages are written
            prepare_lasting(out)

    thread = threading.Thread(target=prepare, name="labkit-handbook")
    if workers > 1:
        thread.start()
    try:
        yield
    finally:
        if workers > 1:
            thread.join()


@contextmanager
def _kernels(workers: int) -> Iterator[list[socket.socket]]:
    """Start the process that forks the kernels and give a connection to it for each process that builds."""
    if workers == 1 or not is_warm():
        yield []
        return
    mother = ForkServer(os.environ | environment(), shares=workers)
    try:
        yield mother.shares
    finally:
        mother.close()


def _tell(outcome: Outcome, progress: Progress) -> None:
    """Tell about a lesson."""
    if outcome.status == FAILED and outcome.problem is not None:
        where = f" ({outcome.problem.where})" if outcome.problem.where else ""
        progress.step(outcome.name, f"failed: {outcome.problem.problem}{where}", loud=True, mark="     ")
        return
    for remark in outcome.remarks:
        progress.remark(f"      {outcome.name}, to mend: {remark}")
    built = outcome.status == BUILT
    progress.step(outcome.name, f"built in {outcome.seconds:.0f} s", worked=built, silent=not built, mark="     ")
