"""All lessons of a day as one page, to print. The lessons' pages hold their pictures; this page has them apart."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path

from labkit.course.building.manifests import Built
from labkit.course.lessons.days import Day
from labkit.course.site.layout import page
from labkit.course.site.start.dates import day_in_words
from labkit.course.support.files import write_whole

WHOLE = "whole-day.html"
"""The name of the page, in the folder of the day."""

PICTURES = "pictures"
"""The folder beside those of the days with their pictures: inside the page they would weigh more than all else."""

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-5])\b")
_ID = re.compile(r'(<[^<>]*?\s(?:id|aria-labelledby)=")')
_INNER = re.compile(r'(<a\b[^<>]*?\shref="#)')
_ANCHOR = re.compile(r'<a\b[^<>]*class="anchor"[^<>]*></a>|<p data-done="[^"]*"></p>')
_PICTURE = re.compile(r'(?<=\ssrc=")data:image/(png|jpeg|svg)(?:\+xml)?;base64,([A-Za-z0-9+/=]+)(?=")')
_NOTE = re.compile(r"<p><strong>This page is for reading and printing\..*?</p>", re.DOTALL)
_SYNTHETIC = re.compile(r'<p class="synthetic">.*?</p>', re.DOTALL)
_UP = re.compile(r'(<a\b[^<>]*?\shref=")\.\./\.\./\.\./')


def write_whole_days(out: Path, lessons: Sequence[Built], days: dict[str, Day]) -> None:
    """Write the page of each day that has lessons, for the country and for each place."""
    by_day: dict[Path, list[Built]] = {}
    for lesson in lessons:
        by_day.setdefault(lesson.folder.parent, []).append(lesson)
    for folder, parts in by_day.items():
        html = page(
            "whole_day.html.j2",
            root="../../",
            here="start",
            about=days.get(folder.name, Day(folder.name)),
            parts=[{"key": _key(part), "name": _name(part), "html": part_of_day(part)} for part in parts],
            synthetic=_synthetic(parts[0]),
            variant=str(parts[0].manifest.get("variant", "")),
            made=day_in_words(parts),
        )
        _write_with_pictures(folder, html)


def _write_with_pictures(folder: Path, html: str) -> None:
    """Write a page, and apart from it the pictures that it holds, each once."""
    place = folder.parent / PICTURES / folder.name
    pictures: dict[str, bytes] = {}

    def apart(found: re.Match[str]) -> str:
        content = b64decode(found[2])
        name = f"{hashlib.sha256(content).hexdigest()[:16]}.{found[1]}"
        pictures[name] = content
        return f"../{PICTURES}/{folder.name}/{name}"

    light = _PICTURE.sub(apart, html)
    for name, content in pictures.items():
        if not (place / name).exists():
            write_whole(place / name, content)
    write_whole(folder / WHOLE, light)
    for path in place.glob("*"):
        if path.name not in pictures:
            path.unlink()


def part_of_day(lesson: Built) -> str:
    """Return what a trainee's page says, as a part of a longer page: headings one level lower, places of its own."""
    html = (lesson.folder / "trainee.html").read_text(encoding="utf-8")
    found = _MAIN.search(html)
    if found is None:
        return ""
    key = _key(lesson)
    text = _NOTE.sub("", _ANCHOR.sub("", found[1]))  # the page of the day says it once
    text = _HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", text)
    text = _INNER.sub(rf"\g<1>{key}-", _ID.sub(rf"\g<1>{key}-", text))
    return _UP.sub(r"\g<1>../../", text)


def _synthetic(lesson: Built) -> str:
    """Return what a lesson's page says above everything of data that are synthetic."""
    found = _SYNTHETIC.search((lesson.folder / "trainee.html").read_text(encoding="utf-8"))
    return found[0] if found else ""


def _key(lesson: Built) -> str:
    return "part-" + str(lesson.manifest["lesson"]).replace(".", "-")


def _name(lesson: Built) -> str:
    return f"{lesson.manifest['lesson']} {lesson.manifest['title']}"
