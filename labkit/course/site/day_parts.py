"""What a day consists of: its lessons, its group case and its exercise, with the minutes that their notebooks give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from labkit.course.exercises.masters import read_notebook
from labkit.course.lessons.days import read_days
from labkit.course.lessons.reading import Lesson, read_shelf
from labkit.course.lessons.sections import sections
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError

LESSON, CASE, EXERCISE, PLANNED = "lesson", "case", "exercise", "planned"

_QUESTION = re.compile(r"(?P<title>Question \d+\..*) \([^()]*\b(?P<minutes>\d+) minutes?\)")


@dataclass(frozen=True)
class Section:
    """A section of a lesson: what is never cut by a pause. `minutes` is 0 where the notebook gives none."""

    title: str
    minutes: int


@dataclass(frozen=True)
class Part:
    """A lesson, a group case or an exercise.

    Parameters
    ----------
    kind
        ``"lesson"``, ``"case"``, ``"exercise"``, or ``"planned"`` for what has no notebook.
    number
        The number of a lesson, or of a group case that is built as one; else empty.
    title
        Its title.
    sections
        Its sections in order.
    """

    kind: str
    number: str
    title: str
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """What the part is called in a timetable."""
        start = {LESSON: self.number, CASE: "Group case:", EXERCISE: "Exercise:", PLANNED: ""}[self.kind]
        return f"{start} {self.title}".strip()

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(section.minutes for section in self.sections)


def planned_parts(course: Course) -> dict[str, list[Part]]:
    """Return the parts of each day in teaching order: lessons, then the group case, then the exercise."""
    days: dict[str, list[Part]] = {}
    for lesson in read_shelf(course).lessons:
        days.setdefault(lesson.day, []).append(_lesson_part(lesson))
    for kind in (CASE, EXERCISE):
        for day, path, notebook in _others(course, kind):
            days.setdefault(day, []).append(_other_part(kind, path, notebook))
    for name, about in read_days(course).items():
        if name in days:
            days[name] = [*_planned(about.before), *days[name], *_planned(about.after)]
    return {day: days[day] for day in sorted(days)}


def _planned(rows: Iterable[tuple[str, int]]) -> list[Part]:
    """Return parts that have no notebook, such as a knowledge test."""
    return [Part(PLANNED, "", title, (Section(title, minutes),)) for title, minutes in rows]


def _lesson_part(lesson: Lesson) -> Part:
    kind = CASE if lesson.notebook.metadata["labkit"].get("kind") == CASE else LESSON
    return Part(kind, lesson.id, lesson.title, tuple(_sections(lesson.notebook, lesson.path)))


def _others(course: Course, kind: str) -> Iterator[tuple[str, Path, Any]]:
    """Yield the notebooks of group cases or of exercises, with their day; one that cannot be read is passed over."""
    folders = [course.notebooks] if kind == CASE else [course.solutions, course.exercises]
    seen = set()
    for folder in folders:
        for path in sorted(folder.glob("day*/*.ipynb")):
            try:
                notebook = read_notebook(path)
            except (CourseError, OSError):
                continue
            about = notebook.metadata.get("labkit")
            named = isinstance(about, dict) and kind in about and "lesson" not in about
            if named and (path.parent.name, path.name) not in seen:
                # The trainees' edition of an exercise counts only where its master is missing.
                seen.add((path.parent.name, path.name))
                yield path.parent.name, path, notebook


def _other_part(kind: str, path: Path, notebook: Any) -> Part:
    about = notebook.metadata["labkit"]
    title = str(about.get("title") or path.stem)
    whole = _minutes(about, path)
    inside = tuple(section for section in _sections(notebook, path) if section.minutes)
    if kind == EXERCISE and not inside:
        asked = [found for section in sections(notebook.cells) if (found := _QUESTION.fullmatch(section.title))]
        inside = tuple(Section(found["title"], int(found["minutes"])) for found in asked)
    name = "Group case" if kind == CASE else "Exercise"
    return Part(kind, "", title, inside or (Section(name, whole),))


def in_sittings(parts: Sequence[Part], sittings: Sequence[tuple[str, int]]) -> list[Part]:
    """Return the parts of a day with the exercise in parts, each after its lesson; as they are if that cannot be."""
    exercise = next((part for part in parts if part.kind == EXERCISE), None)
    numbers = {part.number for part in parts}
    if exercise is None or sum(many for _, many in sittings) != len(exercise.sections):
        return list(parts)
    if not numbers.issuperset(number for number, _ in sittings):
        return list(parts)
    left, first = [part for part in parts if part is not exercise], 0
    for number, many in sittings:
        place = next(place for place, part in enumerate(left, start=1) if part.number == number)
        title = f"{exercise.title} (questions {first + 1} to {first + many})"
        left.insert(place, replace(exercise, title=title, sections=exercise.sections[first : first + many]))
        first += many
    return left


def _sections(notebook: Any, path: Path) -> Iterator[Section]:
    """Yield the sections of a notebook with their minutes."""
    for section in sections(notebook.cells):
        yield Section(section.title, _minutes({"minutes": section.minutes}, path, section.title))


def _minutes(about: Any, path: Path, section: str = "") -> int:
    minutes = about.get("minutes") or 0
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or minutes < 0 or minutes != int(minutes):
        raise CourseError(
            "The minutes of a section are no whole number.",
            where=f'{shown(path)}, section "{section}"' if section else shown(path),
            got=f"{minutes!r}",
            expected='{"labkit": {"minutes": 10}} in the metadata',
        )
    return int(minutes)
