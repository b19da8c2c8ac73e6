"""Lessons on their way to a worker and back: the notebook and its parameters there, the finished folder here."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

import nbformat

from labkit.course.building.making import Job, build_lesson
from labkit.course.cluster.parcels import LARGEST, pack_files, unpack_files
from labkit.course.lessons.adapting import LeftOut
from labkit.course.lessons.own_survey import is_own_survey
from labkit.course.lessons.parameters import defaults
from labkit.course.lessons.reading import Lesson, files_beside
from labkit.course.support.paths import Course, shown
from labkit.course.support.temporary import temporary_folder
from labkit.errors import CourseError

_one_at_a_time = Lock()
"""papermill changes the working folder of its whole process."""


def packed(job: Job, course: Course, out: Path, same: Mapping[str, str]) -> bytes:
    """Return a lesson with all that it needs: notebook, parameters, and the files beside it.

    Parameters
    ----------
    job
        The lesson.
    course
        The course.
    out
        The build folder, as messages name it.
    same
        What must be the same here and there (`labkit.course.cluster.facts`).

    Raises
    ------
    CourseError
        If it runs on a survey that somebody has brought, or is too large.
    """
    lesson = job.lesson
    if is_own_survey({**defaults(lesson), **job.changed}.get("dataset")):
        raise CourseError(
            f"Lesson {lesson.id} runs on a survey of your own, which does not leave this computer.",
            hint="Build it here, without --scheduler.",
        )
    beside = files_beside(lesson.path.parent)
    if sum(path.stat().st_size for path in beside.values()) > LARGEST // 2:
        raise CourseError("There is too much beside the lesson to send it.", where=shown(lesson.path.parent))
    content = {
        "same": dict(same),
        "lesson": {"id": lesson.id, "title": lesson.title, "question": lesson.question},
        "path": lesson.path.relative_to(course.root).as_posix(),
        "notebook": lesson.notebook,
        "changed": dict(job.changed),
        "left_out": [asdict(part) for part in job.left_out],
        "print": job.print,
        "beside": pack_files(beside),
        "out": shown(out),
    }
    return json.dumps(content).encode()


def built(content: Mapping[str, Any]) -> bytes:
    """Build the lesson of a parcel in a folder of its own, on a worker, and return the finished files as a parcel.

    Parameters
    ----------
    content
        The parcel, read as JSON.
    """
    with _one_at_a_time, temporary_folder() as folder:
        root = folder.resolve()
        job, course, out = _opened(content, root), Course(root), root / "build"
        start = time.monotonic()
        problem: dict[str, str] = {}
        try:
            build_lesson(job, course, out)
        except CourseError as error:
            problem = {name: getattr(error, name) for name in ("problem", "where", "got", "expected", "hint")}
        made = job.folder(out)
        paths = {path.name: path for path in sorted(made.iterdir()) if path.is_file()} if made.is_dir() else {}
        answer = {"seconds": time.monotonic() - start, "files": pack_files(paths), "problem": problem}
        answer = _named_as_there(answer, {str(out): content["out"], f"{root}/": ""})
    parcel = json.dumps(answer).encode()
    if len(parcel) > LARGEST:
        raise CourseError("The finished lesson is too large to send.", got=f"{len(parcel) >> 20} MB")
    return parcel


def _opened(content: Mapping[str, Any], root: Path) -> Job:
    path = root / content["path"]
    path.parent.mkdir(parents=True)
    unpack_files(content["beside"], path.parent)
    notebook = nbformat.from_dict(content["notebook"])  # type: ignore[no-untyped-call]
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    left_out = tuple(LeftOut(**part) for part in content["left_out"])
    return Job(
        Lesson(**content["lesson"], path=path, notebook=notebook), content["changed"], left_out, content["print"]
    )


def _named_as_there(answer: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Let messages name files as they are called where the lesson was asked for, not a folder that is gone by then."""
    files = dict(answer["files"])
    manifest = base64.b64decode(files.get("manifest.json", "")).decode()
    problem = dict(answer["problem"])
    for here, there in names.items():
        manifest = manifest.replace(here, there)
        problem = {name: text.replace(here, there) for name, text in problem.items()}
    if manifest:
        files["manifest.json"] = base64.b64encode(manifest.encode()).decode("ascii")
    return {**answer, "files": files, "problem": problem}
