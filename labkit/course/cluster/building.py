"""Building lessons on a cluster: the face of `labkit.course.building.pool.build_lessons`, with other hands."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from labkit.course.building.making import Job
from labkit.course.building.manifests import MANIFEST
from labkit.course.building.outcome import BUILT, FAILED, Outcome, name_of
from labkit.course.cluster import sending, worker
from labkit.course.cluster.connection import check_reachable, connected, not_the_same
from labkit.course.cluster.facts import differences
from labkit.course.cluster.lessons import packed
from labkit.course.cluster.parcels import LARGEST, unpack_files
from labkit.course.support.console import note
from labkit.course.support.files import replace_folder, working_folder
from labkit.course.support.paths import Course
from labkit.course.support.progress import Progress
from labkit.errors import CourseError, first_few

_AHEAD = 1


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

    Each worker builds one lesson at a time. After Ctrl-C nothing more is begun; what runs on workers runs to its end,
    and is forgotten.

    Parameters
    ----------
    jobs
        The lessons. If there is none, no scheduler is asked.
    course
        The course.
    out
        The build folder.
    address
        The scheduler's address, from `labkit.course.cluster.connection.check_reachable`.
    started
        Called with the number (from 1) and the lesson, when it is sent.
    most
        How many lessons at a time; 0 for one for each worker.
    quiet
        Whether to tell nothing about the workers.

    Raises
    ------
    CourseError
        If there is no fit worker, or scheduler or workers are lost on the way. What was yielded is done.
    """
    if not jobs:
        return
    same = worker.facts_for_lessons()["same"]
    numbers = {id(job): number for number, job in enumerate(jobs, start=1)}

    def parcel(job: Job) -> bytes:
        if number := numbers.pop(id(job), 0):  # else it is sent for a second time
            started(number, job)
        return packed(job, course, out, same)

    with connected(address, worker.prepare_for_lessons, same=same) as (client, workers):
        if not quiet:
            note(f"Lessons are built on {first_few(workers.hosts)}, {workers.number} at a time.")
        most = min(most or workers.number + _AHEAD, workers.number + _AHEAD)
        with closing(sending.executed(jobs, parcel, worker.build, client, most)) as answers:
            for job, answer in answers:
                yield _outcome(job, out, answer, same)


def _outcome(job: Job, out: Path, answer: bytes | CourseError, same: dict[str, str]) -> Outcome:
    """Put a lesson in its place, and return how it went."""
    if isinstance(answer, CourseError):
        return Outcome(job, FAILED, problem=answer)
    if answer.startswith(b'{"refused"'):
        theirs = json.loads(answer)["refused"]
        raise not_the_same(f"{theirs['host']}: {differences(same, theirs['same'])}")
    try:
        content = json.loads(answer[:LARGEST])
        seconds, files = float(content["seconds"]), dict(content["files"])
        problem = {str(name): str(text) for name, text in content["problem"].items()}
        manifest = _put(job.folder(out), out, files, whole=not problem)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, CourseError) as error:
        unread = CourseError(f"The worker's answer about lesson {name_of(job)} cannot be read.", got=str(error))
        return Outcome(job, FAILED, problem=unread)
    if problem:
        return Outcome(job, FAILED, seconds, problem=CourseError(**problem))
    return Outcome(job, BUILT, seconds, manifest)


def _put(final: Path, out: Path, files: dict[str, str], *, whole: bool) -> dict[str, Any]:
    """Put the files of a lesson in place, and return its manifest.

    A finished lesson takes the place of an earlier one as a whole; of one that failed, the files go beside those.
    """
    with working_folder(out) as aside:
        unpack_files(files, aside)
        manifest = json.loads((aside / MANIFEST).read_text(encoding="utf-8")) if (aside / MANIFEST).exists() else {}
        if (whole and not isinstance(manifest, dict)) or (whole and not manifest):
            raise ValueError("it has no manifest")
        if whole:
            replace_folder(aside, final)
        else:
            final.mkdir(parents=True, exist_ok=True)
            for path in aside.iterdir():
                os.replace(path, final / path.name)
    return dict(manifest)
