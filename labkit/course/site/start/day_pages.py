"""The pages of the days: what a day consists of, its timetable, its exercise, and what can be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from labkit.course.building.manifests import Built
from labkit.course.exercises.masters import read_notebook
from labkit.course.lessons.days import Day
from labkit.course.lessons.sections import sections
from labkit.course.site.day_parts import CASE, EXERCISE, LESSON, Part, planned_parts
from labkit.course.site.layout import SHARED
from labkit.course.site.start.downloads import DOWNLOADS, exercise_file, lessons_file
from labkit.course.site.start.whole_day import WHOLE
from labkit.course.support.paths import Course
from labkit.errors import CourseError


def day_contents(
    course: Course, out: Path, lessons: Sequence[Built], days: Mapping[str, Day], saved: Sequence[str]
) -> list[dict[str, Any]]:
    """Return what is shown of each day, on its own page and on the start page."""
    built = {str(lesson.manifest["lesson"]): lesson for lesson in lessons}
    planned = planned_parts(course)
    names = sorted({*planned, *(lesson.folder.parent.name for lesson in lessons)}, key=lambda day: int(day[3:]))
    contents = []
    for place, day in enumerate(names):
        about = days.get(day, Day(day))
        ways = [row for row in _saved(day) if row[1].rpartition("/")[2] in saved]
        contents.append(
            {
                **{key: value for key, value in asdict(about).items() if key in ("name", "question", "deadline")},
                "heading": about.heading,
                "address": f"{SHARED}/{day}.html",
                "parts": [_part(part, about, built, out) for part in planned.get(day, ())],
                "exercise": _exercise(course, day),
                "whole": _whole(out, day, lessons),
                "saved": ways,
                "before": names[place - 1] if place else "",
                "after": names[place + 1] if place + 1 < len(names) else "",
            }
        )
    return contents


def _part(part: Part, day: Day, built: Mapping[str, Built], out: Path) -> dict[str, Any]:
    """Return a lesson, a case, an exercise or a test as a row with a link."""
    lesson = built.get(part.number) if part.number else None
    link = f"{lesson.folder.relative_to(out).as_posix()}/trainee.html" if lesson else ""
    key = part.number if part.kind in (LESSON, CASE) else ""
    if part.kind == EXERCISE:
        link, key = f"{SHARED}/{day.name}.html#exercise", f"{day.name}-exercise"
    question = str(lesson.manifest.get("question", "")) if lesson else ""
    return {
        "name": part.name,
        "link": link,
        "key": key,
        "minutes": part.minutes,
        "kind": part.kind,
        "optional": part.number in day.optional,
        "question": question,
    }


def _exercise(course: Course, day: str) -> dict[str, Any] | None:
    """Return the title and the questions of a day's exercise, as trainees get it; None if there is none."""
    path = course.exercises / day / f"{day}.ipynb"
    if not path.is_file():
        return None
    try:
        notebook = read_notebook(path)
    except (CourseError, OSError):
        return None
    titles = [section.title for section in sections(notebook.cells)]
    return {"title": str(notebook.metadata.get("labkit", {}).get("title", "")), "questions": titles}


def _saved(day: str) -> list[tuple[str, str]]:
    return [
        ("The exercise, to unpack and to open in JupyterLab", f"{DOWNLOADS}/{exercise_file(day)}"),
        ("The notebooks of the lessons, for trainees", f"{DOWNLOADS}/{lessons_file(day)}"),
    ]


def _whole(out: Path, day: str, lessons: Sequence[Built]) -> str:
    """Return the address of the page with the whole day; empty if the day has no lesson with a page."""
    here = [lesson.folder.parent for lesson in lessons if lesson.folder.parent.name == day]
    return f"{here[0].relative_to(out).as_posix()}/{WHOLE}" if here else ""
