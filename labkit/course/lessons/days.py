"""The days of a course: a day exists because its folder in ``notebooks/`` does; ``day.toml`` there is about it.

```toml
title = "Wages"
question = "Are wages fair, and what would a new minimum wage do?"
optional = ["3.4"]                 # lessons that the agenda may leave out
deadline = "2026-12-04 20:00"      # when hand-ins of the exercise are due
sittings = [["3.2", 6], ["3.9", 4]]   # the exercise in parts: after which lesson how many questions

[opening]                          # for the facilitator: `labkit pack` prints it
words = ["mean", "median"]         # of the glossary
questions = [["A question from the day before?", "Its answer."]]

[closing]
sentence = "About __ of 100 employees __, between __ and __."
tomorrow = "What the next day asks."
```
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError, did_you_mean

ABOUT = "day.toml"
_KNOWN = ("title", "question", "optional", "deadline", "before", "after", "sittings", "opening", "closing")


@dataclass(frozen=True)
class Opening:
    """How a day begins: its words, as the glossary has them, and questions from the day before with their answers."""

    words: tuple[str, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Closing:
    """How a day ends: the frame of the sentence that answers its question with a number, and what comes tomorrow."""

    sentence: str = ""
    tomorrow: str = ""


@dataclass(frozen=True)
class Day:
    """A day: its folder's name, what it is about, the policy question that it answers, and what else is planned.

    `optional` has the numbers of lessons that may be left out; `deadline` is when hand-ins are due, as text; `before`
    and `after` are parts without a notebook, such as a knowledge test: ``[["Knowledge test", 15]]``; `sittings` are the
    parts of the exercise, each with the lesson that it comes after and the number of its questions; `opening` and
    `closing` are what the facilitator has in hand in the first and in the last minutes.
    """

    name: str
    title: str = ""
    question: str = ""
    optional: tuple[str, ...] = ()
    deadline: str = ""
    before: tuple[tuple[str, int], ...] = ()
    after: tuple[tuple[str, int], ...] = ()
    sittings: tuple[tuple[str, int], ...] = ()
    opening: Opening = Opening()
    closing: Closing = Closing()

    @property
    def heading(self) -> str:
        """The heading of the day.

        Examples
        --------
        >>> Day("day3", "Wages").heading, Day("day9").heading
        ('Day 3: Wages', 'Day 9')
        """
        name = f"Day {self.name.removeprefix('day')}"
        return f"{name}: {self.title}" if self.title else name


def read_days(course: Course) -> dict[str, Day]:
    """Return the days of a course by the names of their folders, in order."""
    folders = [path for path in course.notebooks.glob("day*") if path.is_dir() and re.fullmatch(r"day\d+", path.name)]
    return {path.name: read_day(path) for path in sorted(folders, key=lambda path: int(path.name[3:]))}


def read_day(folder: Path) -> Day:
    """Return the day of a folder; one without ``day.toml`` has a number only."""
    path = folder / ABOUT
    if not path.exists():
        return Day(folder.name)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(
            "The file about a day cannot be read.", where=shown(path), got=str(error), expected='title = "Wages"'
        ) from error
    unknown = [name for name in content if name not in _KNOWN]
    if unknown:
        raise CourseError(
            f"{ABOUT} has an entry that is not known.",
            where=shown(path),
            got=unknown[0],
            expected=", ".join(_KNOWN),
            hint=did_you_mean(unknown[0], _KNOWN),
        )
    try:
        return Day(
            folder.name,
            _text(content, "title"),
            _text(content, "question"),
            tuple(str(number) for number in content.get("optional", ())),
            str(content.get("deadline", "")),
            _planned(content.get("before", ())),
            _planned(content.get("after", ())),
            _planned(content.get("sittings", ())),
            _opening(**content.get("opening", {})),
            Closing(**{name: str(text) for name, text in content.get("closing", {}).items()}),
        )
    except (TypeError, ValueError) as error:
        raise CourseError(
            "An entry about a day is not as it should be.",
            where=shown(path),
            got=str(error),
            expected='title = "…", question = "…", optional = ["3.4"], before = [["Knowledge test", 15]]',
        ) from error


def _text(content: dict[str, Any], name: str) -> str:
    text = content.get(name, "")
    if not isinstance(text, str):
        raise TypeError(f"{name} = {text!r}")
    return text.strip()


def _planned(rows: Any) -> tuple[tuple[str, int], ...]:
    if any(not isinstance(minutes, int) or minutes < 0 for _, minutes in rows):
        raise ValueError(f"{rows!r}")
    return tuple((str(name), minutes) for name, minutes in rows)


def _opening(words: Any = (), questions: Any = ()) -> Opening:
    return Opening(tuple(map(str, words)), tuple((str(question), str(answer)) for question, answer in questions))
