"""The start page of a build, and the links between neighbouring lessons."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote

from labkit.course.building.manifests import HALF_RUN, Built, around_links, read_built
from labkit.course.lessons.days import Day
from labkit.course.lessons.editions import EDITIONS
from labkit.course.site.layout import page
from labkit.course.support.files import write_whole


def write_index(out: Path, days: Mapping[str, Day]) -> Path:
    """Write ``index.html`` and bring the links between neighbouring lessons up to date.

    Parameters
    ----------
    out
        The build folder.
    days
        The days of the course by their names.

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
    for built_days in variants.values():
        _link_neighbours([lesson for lessons in built_days.values() for lesson in lessons])
    labels = {lesson.folder.relative_to(out).parts[0]: lesson.manifest.get("variant", "") for lesson in built}
    html = page(
        "index.html.j2",
        root="",
        here="start",
        labels=labels,
        variants=variants,
        half_run=HALF_RUN,
        days=days,
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
    start, present, end = around_links(html)
    if present != links and end:
        write_whole(path, start + links + end)
