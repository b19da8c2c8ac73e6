"""Copies to work in, which ``labkit lab`` opens: the room's, with the exercises, and the facilitator's of the lessons.

A copy is made at the first opening, and kept from then on. When a lesson has changed since, a copy that nobody touched
is renewed; beside one that somebody has worked in stands the new lesson, under another name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.course.lessons.editions import facilitator_edition, live_edition, trainee_edition
from labkit.course.lessons.reading import Lesson, files_beside, read_shelf
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course
from labkit.errors import CourseError

_RECORD = ".labkit-copies.json"


@dataclass(frozen=True)
class Copies:
    """What opening did: the folder, and the copies that were made, and those kept beside a newer lesson."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]


def open_room(course: Course) -> Copies:
    """Make the room's copies: trainees' editions of the lessons, and the exercises."""
    return _renew(course.room, [*_lessons(course, _for_trainees), *_exercises(course)])


def open_desk(course: Course) -> Copies:
    """Make the facilitator's copies of the lessons: with talking points and answers, without proofs."""
    return _renew(course.desk, _lessons(course, live_edition))


def _renew(folder: Path, wanted: Iterable[tuple[str, bytes]]) -> Copies:
    """Make the copies that are missing or that nobody has touched, and return what was done."""
    record = _read(folder / _RECORD)
    made, kept = [], []
    for name, content in wanted:
        path, digest = folder / name, _digest(content)
        before = record.get(name)
        if before == digest and path.exists():
            continue
        if path.exists() and _digest(path.read_bytes()) not in (before, digest):
            path = path.with_name(f"{path.stem} (new){path.suffix}")
            kept.append(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".ipynb":
            write_whole(path, content.decode())
        else:
            path.write_bytes(content)
        record[name] = digest
        made.append(path.relative_to(folder).as_posix())
    write_whole(folder / _RECORD, json.dumps(record, indent=1, sort_keys=True) + "\n")
    return Copies(folder, tuple(made), tuple(kept))


def _lessons(course: Course, edition: Callable[[Lesson], Any]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each lesson's copy, and of what lies beside it."""
    import nbformat

    for lesson in read_shelf(course).lessons:
        try:
            text = nbformat.writes(edition(lesson))  # type: ignore[no-untyped-call]
        except CourseError:
            continue  # `labkit build` and `labkit check` say what is wrong with it
        yield f"{lesson.day}/{lesson.path.name}", f"{text}\n".encode()
    for day in sorted(course.notebooks.glob("day*")):
        for name, path in files_beside(day).items():
            if path.name != "day.toml":
                yield f"{day.name}/{name}", path.read_bytes()


def _for_trainees(lesson: Lesson) -> Any:
    return trainee_edition(facilitator_edition(lesson.notebook, lesson, {}), lesson)


def _exercises(course: Course) -> Iterator[tuple[str, bytes]]:
    for day in sorted(course.exercises.glob("day*")):
        for path in sorted(file for file in day.iterdir() if file.is_file() and not file.name.startswith(".")):
            yield f"{day.name}/exercise/{path.name}", path.read_bytes()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(path: Path) -> dict[str, str]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in record.items()} if isinstance(record, dict) else {}
