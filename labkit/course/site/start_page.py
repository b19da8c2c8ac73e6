"""The start pages of a build: the course for trainees, and the list of everything for facilitators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labkit.course.building.manifests import HALF_RUN, Built
from labkit.course.lessons.days import Day
from labkit.course.site.layout import page
from labkit.course.site.start.dates import day_in_words
from labkit.course.site.start.room import first_and_last, paces
from labkit.course.site.start.whole_day import WHOLE
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course

FACILITATORS = "facilitators.html"
"""The page with both editions of every lesson; a site for trainees has none."""


def write_start(out: Path, built: Sequence[Built], cards: Sequence[Mapping[str, Any]], *, places: bool) -> Path:
    """Write ``index.html``: the days with what each consists of, for trainees."""
    variants = by_variant(out, [lesson for lesson in built if lesson.has_pages])
    html = page(
        "index.html.j2",
        root="",
        here="start",
        days=cards,
        labels=labels(out, built),
        variants=dict(list(variants.items())[1:]),
        facilitators=FACILITATORS if places else "",
        made=day_in_words(built),
        shown=next(iter(labels(out, built).values()), ""),
        waiting=not built,
        whole=WHOLE,
    )
    write_whole(out / "index.html", html)
    return out / "index.html"


def write_facilitators(course: Course, out: Path, built: Sequence[Built], days: Mapping[str, Day]) -> None:
    """Write the facilitators' page: both editions of each lesson, what failed, the first and last minutes, the pace."""
    room = {day: first_and_last(about, days, 4) for day, about in days.items()}
    html = page(
        "facilitators.html.j2",
        root="",
        here="start",
        facilitator=True,
        labels=labels(out, built),
        variants=by_variant(out, built),
        half_run=HALF_RUN,
        days=days,
        room={day: html for day, html in room.items() if html},
        paces=paces(course),
        made=day_in_words(built),
    )
    write_whole(out / FACILITATORS, html)


def by_variant(out: Path, built: Sequence[Built]) -> dict[str, dict[str, list[Built]]]:
    """Return the lessons of each day of each variant."""
    variants: dict[str, dict[str, list[Built]]] = {}
    for lesson in built:
        variant, day, _ = lesson.folder.relative_to(out).parts
        variants.setdefault(variant, {}).setdefault(day, []).append(lesson)
    return variants


def labels(out: Path, built: Sequence[Built]) -> dict[str, str]:
    """Return the names of the variants for people."""
    return {lesson.folder.relative_to(out).parts[0]: str(lesson.manifest.get("variant", "")) for lesson in built}
