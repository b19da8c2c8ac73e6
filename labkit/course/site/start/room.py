"""What a facilitator has in hand for a day: its first and its last minutes, and the pace of its lessons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from labkit.course.lessons.days import Day
from labkit.course.lessons.editions import FACILITATOR_TAGS, PROOF
from labkit.course.lessons.in_jupyter import TASK
from labkit.course.lessons.reading import Lesson, read_shelf, tags
from labkit.course.lessons.sections import sections
from labkit.course.site.glossary import terms
from labkit.course.site.layout import environment
from labkit.course.support.paths import Course

_TOGETHER = ("Discussion", "Quiz")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


def first_and_last(day: Day, days: Mapping[str, Day], level: int) -> str:
    """Return the opening and the closing of a day as HTML with headings of a level; empty if the day has none."""
    if not day.opening.words and not day.opening.questions:
        return ""
    known = {term.term: term for term in terms()}
    return str(
        environment()
        .get_template("room.html.j2")
        .render(
            day=day,
            level=level,
            words=[(word, known.get(word)) for word in day.opening.words],
            next=days.get(f"day{int(day.name.removeprefix('day')) + 1}"),
        )
    )


@dataclass(frozen=True)
class Pace:
    """What trainees have before them in a lesson: its minutes, words of text, cells to run, and tasks.

    Examples
    --------
    >>> Pace("2.1 Jobs", minutes=80, words=2000, cells=20, tasks=8).words_per_minute
    25
    """

    name: str
    minutes: int
    words: int
    cells: int
    tasks: int

    @property
    def words_per_minute(self) -> int:
        """Words for each minute of the lesson; 0 where it gives no minutes."""
        return round(self.words / self.minutes) if self.minutes else 0

    @property
    def minutes_per_task(self) -> int:
        """Minutes from one task to the next, on average; 0 without a task."""
        return round(self.minutes / self.tasks) if self.tasks else 0


def paces(course: Course) -> dict[str, list[Pace]]:
    """Return the pace of each lesson, by day."""
    found: dict[str, list[Pace]] = {}
    for lesson in read_shelf(course).lessons:
        found.setdefault(lesson.day, []).append(pace_of(lesson))
    return found


def pace_of(lesson: Lesson) -> Pace:
    """Count what a lesson's trainees have before them.

    A task is a text "Your turn", a discussion or a quiz. Hidden cells and the cell of the parameters are not counted.
    """
    cells = [cell for cell in lesson.notebook.cells if not tags(cell) & {*FACILITATOR_TAGS, PROOF}]
    texts = [cell for cell in cells if cell.cell_type == "markdown"]
    together = sum(section.title.startswith(_TOGETHER) for section in sections(cells))
    return Pace(
        f"{lesson.id} {lesson.title}",
        sum(section.minutes for section in sections(cells)),
        sum(len(_WORD.findall(re.sub(r"<[^>]+>|\]\([^)]*\)", " ", cell.source))) for cell in texts),
        sum(_is_run(cell) for cell in cells),
        sum(TASK in cell.source or "your-turn" in tags(cell) for cell in texts) + together,
    )


def _is_run(cell: Any) -> bool:
    hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
    return cell.cell_type == "code" and not hidden and "parameters" not in tags(cell)
