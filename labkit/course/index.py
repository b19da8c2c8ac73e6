"""What has been built: a manifest beside each lesson, and from all of them one page to click through."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.course.editions import EDITIONS
from labkit.course.files import write_whole
from labkit.course.pages import TEMPLATES, style

MANIFEST = "manifest.json"
HALF_RUN = "failed.ipynb"
OK, FAILED = "ok", "failed"


@dataclass(frozen=True)
class Built:
    """A lesson's folder in a build.

    Parameters
    ----------
    folder
        ``build/VARIANT/dayN/LESSON``.
    manifest
        What ``manifest.json`` says.
    """

    folder: Path
    manifest: dict[str, Any]

    @property
    def has_pages(self) -> bool:
        """Whether there is a complete edition (perhaps of an earlier run)."""
        return (self.folder / "trainee.html").exists()

    @property
    def failed(self) -> bool:
        """Whether the last run failed."""
        return self.manifest.get("status") == FAILED

    @property
    def order(self) -> tuple[int, ...]:
        """A key in teaching order."""
        return tuple(int(part) for part in str(self.manifest["lesson"]).split("."))


def write_manifest(folder: Path, **content: Any) -> None:
    """Write ``manifest.json`` into a lesson's folder.

    Parameters
    ----------
    folder
        The lesson's folder in the build.
    **content
        ``lesson, title, question, variant, parameters, status, seconds, finished, labkit`` and, for a failed
        run, ``error`` (a text) and ``half_run`` (the name of the notebook).
    """
    write_whole(folder / MANIFEST, json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n")


def read_built(out: Path) -> list[Built]:
    """Return every lesson ever built in a folder, by variant and in teaching order.

    Parameters
    ----------
    out
        The build folder. A folder without a readable manifest is not listed.
    """
    built = []
    for path in sorted(out.glob(f"*/day*/*/{MANIFEST}")):
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            found = Built(path.parent, manifest)
            built.append((found.folder.relative_to(out).parts[0], found.order, found))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return [found for _, _, found in sorted(built, key=lambda row: row[:2])]


def write_index(out: Path) -> Path:
    """Write ``index.html`` and bring the links between neighbouring lessons up to date.

    Parameters
    ----------
    out
        The build folder.

    Returns
    -------
    Path
        The index.
    """
    from jinja2 import Environment, FileSystemLoader

    built = read_built(out)
    variants: dict[str, dict[str, list[Built]]] = {}
    for lesson in built:
        variant, day, _ = lesson.folder.relative_to(out).parts
        variants.setdefault(variant, {}).setdefault(day, []).append(lesson)
    for days in variants.values():
        _link_neighbours([lesson for lessons in days.values() for lesson in lessons])
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.get_template("index.html.j2")
    labels = {lesson.folder.relative_to(out).parts[0]: lesson.manifest.get("variant", "") for lesson in built}
    page = template.render(labels=labels, variants=variants, css=style(), half_run=HALF_RUN)
    write_whole(out / "index.html", page.rstrip() + "\n")
    return out / "index.html"


def _link_neighbours(lessons: list[Built]) -> None:
    """Write the links to the lessons before and after into each page of one variant."""
    shown = [lesson for lesson in lessons if lesson.has_pages]
    for place, lesson in enumerate(shown):
        before = shown[place - 1] if place else None
        after = shown[place + 1] if place + 1 < len(shown) else None
        for edition in EDITIONS:
            _relink(lesson.folder / f"{edition}.html", edition, before, after)


def _relink(path: Path, edition: str, before: Built | None, after: Built | None) -> None:
    from bs4 import BeautifulSoup

    html = path.read_text(encoding="utf-8")
    soup = BeautifulSoup(html, "html.parser")
    nav = soup.select_one("nav.neighbours")
    if nav is None:
        return
    nav.clear()
    for label, lesson in (("Before", before), ("Next", after)):
        if lesson is not None:
            about = lesson.manifest
            link = soup.new_tag("a", string=f"{label}: {about['lesson']} {about['title']}")
            link["href"] = f"../../{lesson.folder.parent.name}/{lesson.folder.name}/{edition}.html"
            nav.append(link)
    linked = f"{soup}"
    if linked != html:
        write_whole(path, linked)
