"""One slide from each brief, a page for each circle of the presentations: key message, figure and ask."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

from labkit.course.briefs.documents.booklet import brief_of
from labkit.course.briefs.documents.slide import Slide, slide_of
from labkit.course.exercises.roster import Person
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course
from labkit.course.support.typesetting import page
from labkit.course.week.groups import TEMPLATES
from labkit.errors import CourseError


def write_slides(
    course: Course, circles: Sequence[Sequence[Person]], folder: Path
) -> tuple[list[Path], dict[str, str]]:
    """Write a page of slides for each circle, in the order in which its people speak."""
    pages, without = list[Path](), dict[str, str]()
    for number, circle in enumerate(circles, start=1):
        slides = []
        for person in circle:
            try:
                slides.append(_shown(slide_of(brief_of(course.submitted / person.trainee)), person))
            except CourseError as error:
                without[person.trainee] = error.problem
                slides.append(
                    {"name": person.printed_name, "title": "", "message": "", "ask": "", "png": "", "alt": ""}
                )
        path = folder / f"slides-circle-{number}.html"
        write_whole(path, page(TEMPLATES / "slides.html.j2", title=f"Three minutes: circle {number}", slides=slides))
        pages.append(path)
    return pages, without


def _shown(slide: Slide, person: Person) -> dict[str, str]:
    return {
        "name": person.printed_name,
        "title": slide.title,
        "message": slide.message,
        "ask": slide.ask,
        "png": base64.b64encode(slide.picture).decode(),
        "alt": slide.alt,
    }
