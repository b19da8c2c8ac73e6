"""The links that a lesson's page gets when its neighbours are known: the parts of its day, before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from labkit.course.building.manifests import Built, with_links
from labkit.course.lessons.editions import EDITIONS
from labkit.course.site.layout import SHARED
from labkit.course.site.start.dates import day_in_words
from labkit.course.site.start_page import by_variant
from labkit.course.support.files import write_whole


def link_lessons(out: Path, built: Sequence[Built], exercises: Sequence[str]) -> None:
    """Write the links into each lesson's page of a build."""
    for days in by_variant(out, [lesson for lesson in built if lesson.has_pages]).values():
        lessons = [lesson for day in days.values() for lesson in day]
        for place, lesson in enumerate(lessons):
            before = lessons[place - 1] if place else None
            after = lessons[place + 1] if place + 1 < len(lessons) else None
            day = lesson.folder.parent.name
            then = _exercise(day) if day in exercises and lesson is days[day][-1] else ""
            for edition in EDITIONS:
                parts = _parts(days[day], lesson, edition, day in exercises)
                near = _neighbour("Before", before, edition) + (then or _neighbour("Next", after, edition))
                _relink(lesson, edition, parts, near + _made(lesson))


def _parts(lessons: Sequence[Built], here: Built, edition: str, exercise: bool) -> str:
    """Return the parts of a day with the place of this one: "Day 2, part 1 of 5"."""
    day = here.folder.parent.name
    page = f"../../../{SHARED}/{day}.html"
    count = len(lessons) + exercise
    name = escape(day.removeprefix("day"))
    rows = [f'<li><a href="{page}">Day {name}</a>, part {lessons.index(here) + 1} of {count}</li>']
    for lesson in lessons:
        number, title = escape(str(lesson.manifest["lesson"])), escape(str(lesson.manifest["title"]))
        name = f'{number} <span class="title">{title}</span>'
        if lesson is here:
            rows.append(f'<li><span aria-current="page">{name}</span></li>')
        else:
            rows.append(f'<li><a href="../{quote(lesson.folder.name)}/{edition}.html">{name}</a></li>')
    if exercise:
        rows.append(f'<li><a href="{page}#exercise">Exercise</a></li>')
    return f"<ol>{''.join(rows)}</ol>"


def _exercise(day: str) -> str:
    name = escape(day.removeprefix("day"))
    return f'<a href="../../../{SHARED}/{day}.html#exercise">Next: the exercise of day {name}</a>'


def _neighbour(label: str, lesson: Built | None, edition: str) -> str:
    if lesson is None:
        return ""
    address = f"../../{lesson.folder.parent.name}/{quote(lesson.folder.name)}/{edition}.html"
    title = f"{lesson.manifest['lesson']} {lesson.manifest['title']}"
    return f'<a href="{address}">{label}: {escape(title)}</a>'


def _made(lesson: Built) -> str:
    made = day_in_words([lesson])
    return f'<span class="built">labkit {escape(str(lesson.manifest.get("labkit", "")))}, built on {made}</span>'


def _relink(lesson: Built, edition: str, day: str, neighbours: str) -> None:
    """Write the links into one page; as text, since taking hundreds of pages apart would take minutes."""
    path = lesson.folder / f"{edition}.html"
    if path.exists():
        html = path.read_text(encoding="utf-8")
        linked = with_links(html, day, neighbours)
        if linked != html:
            write_whole(path, linked)
