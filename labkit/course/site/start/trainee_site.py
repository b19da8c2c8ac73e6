"""A site for trainees: their pages and notebooks, and nothing of the facilitator's edition."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from labkit.course.building.manifests import MANIFEST, Built, read_built, write_manifest
from labkit.course.lessons.editions import TRAINEE
from labkit.course.site.handbook import write_handbook
from labkit.course.site.record.lasting import forget_lasting
from labkit.course.support.files import replace_folder, working_folder
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError

_MARK = "made-by-labkit.txt"
"""What tells a site that may be replaced from any other folder."""
_KEPT = ("lesson", "title", "question", "variant", "status", "finished", "labkit")


def write_trainee_site(course: Course, out: Path, site: Path, variants: Collection[str]) -> Path:
    """Write a site without any facilitator's page or answer, in the place of an earlier one."""
    _check(out, site)
    site.parent.mkdir(parents=True, exist_ok=True)
    with working_folder(site.parent) as aside:
        new = aside / "site"
        new.mkdir()
        for lesson in read_built(out):
            if lesson.has_pages and lesson.folder.relative_to(out).parts[0] in variants:
                _take(lesson, new / lesson.folder.relative_to(out))
        write_handbook(course, new, facilitators=False)
        for path in new.rglob(MANIFEST):
            path.unlink()
        forget_lasting(new)
        (new / _MARK).write_text("A site for trainees. labkit build --for trainees writes it anew.\n", encoding="utf-8")
        replace_folder(new, site)
    return site / "index.html"


def _check(out: Path, site: Path) -> None:
    if site == out or site.is_relative_to(out):
        raise CourseError(
            "A site for trainees cannot lie in the build folder, which holds the answers.",
            where=shown(site),
            hint="Give another folder: labkit build --for trainees --out FOLDER",
        )
    if site.exists() and not (site.is_dir() and (not any(site.iterdir()) or (site / _MARK).exists())):
        raise CourseError(
            "There is something else where the site should be written.",
            where=shown(site),
            expected="a new folder, an empty one, or an earlier site for trainees",
        )


def _take(lesson: Built, folder: Path) -> None:
    """Copy the trainees' page and notebook of a lesson."""
    folder.mkdir(parents=True)
    for name in (f"{TRAINEE}.html", f"{TRAINEE}.ipynb"):
        shutil.copyfile(lesson.folder / name, folder / name)
    write_manifest(folder, **{key: value for key, value in lesson.manifest.items() if key in _KEPT})
