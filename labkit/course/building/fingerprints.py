"""By content: what a lesson's pages depend on. A lesson with the print that it was built with is not built again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from labkit.course.building.making import Job
from labkit.course.building.manifests import file_fingerprint
from labkit.course.lessons.own_survey import found_file, is_mapping, is_own_survey
from labkit.course.lessons.parameters import defaults
from labkit.course.lessons.reading import files_beside
from labkit.course.support.installation import digest, installation_fingerprint
from labkit.course.support.paths import Course

_LARGEST_BESIDE = 50 << 20


class Fingerprints:
    """Gives the print of each lesson of one run.

    Parameters
    ----------
    course
        The course.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        self._seen: dict[Path, str] = {}
        self._basis = digest([installation_fingerprint()])

    def of(self, job: Job) -> str:
        """Return the print of a lesson: its notebook as it will run, its parameters, its data, and labkit itself."""
        lesson = job.lesson
        values = {**defaults(lesson), **job.changed}
        about = [lesson.id, lesson.title, lesson.question, lesson.path.relative_to(self._course.root).as_posix()]
        left_out = [str(part) for part in job.left_out]
        texts = [_as_text(lesson.notebook), _as_text(values), _as_text(job.changed), _as_text([about, left_out])]
        beside = self._once(lesson.path.parent, _folder_print)
        return digest([self._basis, *texts, *self._survey(values), beside])

    def _survey(self, values: dict[str, Any]) -> Iterator[str]:
        """Yield the prints of a survey that was brought, and of its mapping."""
        root, dataset, schema = self._course.root, values.get("dataset"), str(values.get("schema", ""))
        if is_own_survey(dataset):
            yield self._once(found_file(str(root / str(dataset))), file_fingerprint)
            yield self._once(found_file(str(root / schema)), file_fingerprint) if is_mapping(schema) else schema

    def _once(self, path: Path, make: Callable[[Path], str]) -> str:
        """Return a print that many lessons of this run need."""
        if path not in self._seen:
            self._seen[path] = make(path)
        return self._seen[path]


def _folder_print(folder: Path) -> str:
    """Return the print of what lies beside lessons; of a very large file its date must do."""
    return digest(text for name, path in files_beside(folder).items() for text in (name, _beside_print(path)))


def _beside_print(path: Path) -> str:
    stat = path.stat()
    return file_fingerprint(path) if stat.st_size < _LARGEST_BESIDE else f"{stat.st_size} {stat.st_mtime_ns}"


def _as_text(content: Any) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
