"""Building lessons on a cluster: the face of `labkit.course.building.pool.build_lessons`, with other hands."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from labkit.course.building.making import Job, build_lesson
from labkit.course.building.manifests import MANIFEST
from labkit.course.building.outcome import BUILT, FAILED, Outcome
from labkit.course.cluster import sending
from labkit.course.cluster.connection import check_fit, check_reachable, connected
from labkit.course.cluster.facts import differences, facts
from labkit.course.kernels.environment import environment, is_warm
from labkit.course.kernels.fork_client import fork_server
from labkit.course.lessons.own_survey import is_own_survey
from labkit.course.lessons.parameters import defaults
from labkit.course.lessons.reading import files_beside
from labkit.course.support.console import note
from labkit.course.support.files import read_files, replace_folder, working_folder, write_files
from labkit.course.support.paths import Course, shown
from labkit.course.support.progress import Progress
from labkit.course.support.temporary import temporary_folder
from labkit.errors import CourseError, first_few

_AHEAD = 1


@dataclass(frozen=True)
class Parcel:
    """A lesson on its way to a worker: its place in the course, the files beside it, how messages name the build."""

    job: Job
    path: str
    beside: dict[str, bytes]
    out: str
    same: dict[str, str]


@dataclass(frozen=True)
class Built:
    """A lesson on its way back: the files of its folder, and the error's parts if it failed."""

    files: dict[str, bytes]
    problem: dict[str, str]
    seconds: float


def executor_of(scheduler: str) -> Callable[..., Iterator[Outcome]]:
    """Return who builds lessons on the workers of a scheduler, for `labkit.course.building.run.built_lessons`."""
    address = check_reachable(scheduler)

    def build(
        jobs: Sequence[Job], course: Course, out: Path, progress: Progress, workers: int, started: Callable[..., None]
    ) -> Iterator[Outcome]:
        return build_lessons(jobs, course, out, address=address, started=started, most=workers, quiet=progress.quiet)

    return build


def build_lessons(
    jobs: Sequence[Job],
    course: Course,
    out: Path,
    *,
    address: str,
    started: Callable[[int, Job], None],
    most: int = 0,
    quiet: bool = False,
) -> Iterator[Outcome]:
    """Build lessons on the workers of a cluster and yield how each went, as soon as it is in its place here.

    After Ctrl-C nothing more is begun; what runs on workers runs to its end, and is forgotten.
    """
    if not jobs:
        return
    same = facts()["same"]
    numbers = iter(range(1, len(jobs) + 1))

    def parcel(job: Job) -> Parcel:
        started(next(numbers), job)
        return packed(job, course, out, same)

    with connected(address, prepare, same=same) as (client, workers):
        if not quiet:
            note(f"Lessons are built on {first_few(workers.hosts)}, {workers.number} at a time.")
        most = min(most or workers.number + _AHEAD, workers.number + _AHEAD)
        with closing(sending.executed(jobs, parcel, build, client, most)) as answers:
            for job, answer in answers:
                if isinstance(answer, dict):  # a worker that came later than the others
                    check_fit({"": answer}, same, unsafe=True)
                yield _outcome(job, out, answer)


def packed(job: Job, course: Course, out: Path, same: dict[str, str]) -> Parcel:
    """Return a lesson with all that it needs: notebook, parameters, and the files beside it."""
    lesson = job.lesson
    if is_own_survey({**defaults(lesson), **job.changed}.get("dataset")):
        raise CourseError(
            f"Lesson {lesson.id} runs on a survey of your own, which does not leave this computer.",
            hint="Build it here, without --scheduler.",
        )
    place = lesson.path.relative_to(course.root).as_posix()
    return Parcel(job, place, read_files(files_beside(lesson.path.parent)), shown(out), same)


def _outcome(job: Job, out: Path, answer: Built | CourseError) -> Outcome:
    """Put a lesson in its place, as a whole; of one that failed, the files go beside an earlier build's."""
    if isinstance(answer, CourseError):
        return Outcome(job, FAILED, problem=answer)
    final = job.folder(out)
    with working_folder(out) as aside:
        write_files(answer.files, aside)
        if answer.problem:
            final.mkdir(parents=True, exist_ok=True)
            for path in aside.iterdir():
                os.replace(path, final / path.name)
            return Outcome(job, FAILED, answer.seconds, problem=CourseError(**answer.problem))
        manifest = json.loads((aside / MANIFEST).read_text(encoding="utf-8"))
        replace_folder(aside, final)
    return Outcome(job, BUILT, answer.seconds, manifest)


# What follows runs on a worker.

_one_at_a_time = Lock()
"""papermill changes the working folder of its whole process."""


def prepare() -> dict[str, Any]:
    """Have warm kernels ready for the lessons that will come, and return this worker's `facts` at once."""
    if is_warm():
        fork_server(os.environ | environment(), pictures=True)
    return facts()


def build(parcel: Parcel) -> Built | dict[str, Any]:
    """Build a lesson; return its finished files, or this worker's `facts` if it is not fit."""
    found = facts()
    if differences(parcel.same, found["same"]):
        return found
    with _one_at_a_time, temporary_folder() as folder:
        root = folder.resolve()
        course, out, path = Course(root), root / "build", root / parcel.path
        write_files(parcel.beside, path.parent)
        job = replace(parcel.job, lesson=replace(parcel.job.lesson, path=path))
        start, problem = time.monotonic(), {}
        try:
            build_lesson(job, course, out)
        except CourseError as error:
            problem = {name: getattr(error, name) for name in ("problem", "where", "got", "expected", "hint")}
        made = job.folder(out)
        files = read_files({each.name: each for each in made.iterdir()}) if made.is_dir() else {}
        named = partial(_named_as_there, names={str(out): parcel.out, f"{root}/": ""})
        files |= {name: named(files[name].decode()).encode() for name in files if name == MANIFEST}
        return Built(files, {name: named(text) for name, text in problem.items()}, time.monotonic() - start)


def _named_as_there(text: str, names: dict[str, str]) -> str:
    """Let a text name files as they are called where the lesson was asked for, not a folder that is gone by then."""
    for here, there in names.items():
        text = text.replace(here, there)
    return text
