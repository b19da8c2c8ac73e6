"""What has been built: a manifest beside each lesson, and from all of them one page to click through."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from labkit.course.editions import EDITIONS
from labkit.course.files import write_whole
from labkit.course.frame import page
from labkit.course.variants import COUNTRY
from labkit.course.week import DAYS, day_title

MANIFEST = "manifest.json"
HALF_RUN = "failed.ipynb"
OK, FAILED = "ok", "failed"
_NEIGHBOURS = '<nav aria-label="Other lessons" class="neighbours">'


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
        ``lesson, title, question, variant, place, parameters, left_out, status, seconds, processor_seconds, finished,
        labkit``; then ``remarks, print, files`` or, for a failed run, ``error`` (a text). ``seconds`` is how long the
        lesson's own cells ran. ``print`` stands for all that the pages depend on, ``files`` has the print of each.
    """
    write_whole(folder / MANIFEST, json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n")


def file_print(path: Path) -> str:
    """Return the print of a file: a digest of its content.

    Parameters
    ----------
    path
        The file. Of a page the links to the lessons before and after it do not count.
    """
    if path.suffix == ".html":
        start, _, end = _around_links(path.read_text(encoding="utf-8"))
        return hashlib.sha256((start + end).encode()).hexdigest()
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def prints_in(folder: Path) -> dict[str, str]:
    """Return the print of each file in a lesson's folder, but for its manifest; of those that can be read.

    Parameters
    ----------
    folder
        The lesson's folder.
    """
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(OSError, UnicodeDecodeError):
            if path.name != MANIFEST:
                found[path.name] = file_print(path)
    return found


def read_built(out: Path) -> list[Built]:
    """Return every lesson ever built in a folder: the whole country first, then the variants by name.

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
            variant = found.folder.relative_to(out).parts[0]
            built.append(((variant != COUNTRY, variant), found.order, found))
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
    built = read_built(out)
    variants: dict[str, dict[str, list[Built]]] = {}
    for lesson in built:
        variant, day, _ = lesson.folder.relative_to(out).parts
        variants.setdefault(variant, {}).setdefault(day, []).append(lesson)
    for days in variants.values():
        _link_neighbours([lesson for lessons in days.values() for lesson in lessons])
    labels = {lesson.folder.relative_to(out).parts[0]: lesson.manifest.get("variant", "") for lesson in built}
    html = page(
        "index.html.j2",
        root="",
        here="start",
        labels=labels,
        variants=variants,
        half_run=HALF_RUN,
        days=DAYS,
        day_title=day_title,
    )
    write_whole(out / "index.html", html)
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
    """Write the links into one page; as text, since taking hundreds of pages apart would take minutes."""
    links = "".join(
        f'<a href="../../{lesson.folder.parent.name}/{quote(lesson.folder.name)}/{edition}.html">'
        f"{label}: {escape(str(lesson.manifest['lesson']))} {escape(str(lesson.manifest['title']))}</a>"
        for label, lesson in (("Before", before), ("Next", after))
        if lesson is not None
    )
    html = path.read_text(encoding="utf-8")
    start, present, end = _around_links(html)
    if present != links and end:
        write_whole(path, start + links + end)


def _around_links(html: str) -> tuple[str, str, str]:
    """Return a page up to its links to neighbours, the links, and the rest; all of it first if it has no such place."""
    # A lesson's text cannot hold this by accident: the footer is the last one of the page.
    start, opening, rest = html.rpartition(_NEIGHBOURS)
    links, closing, end = rest.partition("</nav>")
    return (start + opening, links, closing + end) if opening and closing else (html, "", "")
