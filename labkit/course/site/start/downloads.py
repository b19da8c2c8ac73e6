"""What can be saved from the site under the names that people work with: notebooks, exercises, data files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import labkit
from labkit.course.building.manifests import Built
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course
from labkit.data.files import datasets_folder

DOWNLOADS = "downloads"
"""The folder of a build with what can be saved."""


def lessons_file(day: str) -> str:
    """Return the name of the file with the notebooks of a day's lessons."""
    return f"{day}-lessons.zip"


def exercise_file(day: str) -> str:
    """Return the name of the file with the exercise of a day."""
    return f"{day}-exercise.zip"


def write_downloads(course: Course, out: Path, lessons: Iterable[Built]) -> list[str]:
    """Write what can be saved, and return the names of the files."""
    made: dict[str, bytes] = {}
    days: dict[str, dict[str, bytes]] = {}
    for lesson in lessons:
        path = lesson.folder / "trainee.ipynb"
        if path.exists():
            name = f"{lesson.folder.parent.name}/{lesson.folder.name}.ipynb"
            days.setdefault(lesson.folder.parent.name, {})[name] = path.read_bytes()
    for day, files in days.items():
        made[lessons_file(day)] = _zipped(files)
    for folder in sorted(course.exercises.glob("day*")):
        if (folder / f"{folder.name}.ipynb").is_file():
            beside = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
            files = {f"{folder.name}/{name}": path.read_bytes() for name, path in beside.items()}
            made[exercise_file(folder.name)] = _zipped(files)
    for name in labkit.datasets()["name"]:
        file = labkit.card(name).file
        if (path := datasets_folder() / name / file).is_file():
            made[data_download(name)] = path.read_bytes()
    for name, content in made.items():
        path = out / DOWNLOADS / name
        if not path.exists() or path.read_bytes() != content:
            write_whole(path, content)
    return list(made)


def data_download(name: str) -> str:
    """Return the name under which the file of a data set can be saved: "published.csv", not "figures.csv"."""
    return name + Path(labkit.card(name).file).suffix


def _zipped(files: dict[str, bytes]) -> bytes:
    """Return files as one archive; the same files give the same archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
