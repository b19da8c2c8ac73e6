"""The room's own copies: trainees' editions of the lessons and the exercises, which ``labkit lab`` opens.

A copy is made when the room is opened for the first time, and kept from then on. When a lesson has changed since, a
copy that nobody touched is renewed; beside one that somebody has worked in stands the new lesson, under another name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from labkit.course.lessons.editions import facilitator_edition, trainee_edition
from labkit.course.lessons.reading import files_beside, read_shelf
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course
from labkit.errors import CourseError

_RECORD = ".labkit-copies.json"


@dataclass(frozen=True)
class Copies:
    """What opening the room did: the folder, and the copies that were made, and those kept beside a newer lesson."""

    folder: Path
    made: tuple[str, ...]
    kept: tuple[str, ...]


def open_room(course: Course) -> Copies:
    """Make the copies that are missing or that nobody has touched, and return what was done."""
    folder = course.room
    record = _read(folder / _RECORD)
    made, kept = [], []
    for name, content in _wanted(course):
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


def _wanted(course: Course) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each copy: lessons, what lies beside them, exercises."""
    import nbformat

    for lesson in read_shelf(course).lessons:
        try:
            edition = trainee_edition(facilitator_edition(lesson.notebook, lesson, {}), lesson)
        except CourseError:
            continue  # `labkit build` and `labkit check` say what is wrong with it
        text = nbformat.writes(edition)  # type: ignore[no-untyped-call]
        yield f"{lesson.day}/{lesson.path.name}", f"{text}\n".encode()
    for day in sorted(course.notebooks.glob("day*")):
        for name, path in files_beside(day).items():
            if path.name != "day.toml":
                yield f"{day.name}/{name}", path.read_bytes()
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
