"""When the hand-ins of an exercise were due, and who was late: shown, and never a reason to take points off."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from labkit.course.lessons.days import ABOUT, read_day
from labkit.course.support.files import write_whole
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError

_NONE = ("", "none", "no")


def deadline_of(course: Course, day: str) -> datetime | None:
    """Return when the hand-ins of an exercise are due, by this computer's clock; None if that is not set."""
    kept = _kept(course, day)
    if kept.is_file():
        return parsed(kept.read_text(encoding="utf-8"), shown(kept))
    folder = course.notebooks / day
    return parsed(read_day(folder).deadline, shown(folder / ABOUT))


def keep_deadline(course: Course, day: str, text: str) -> None:
    """Keep a deadline for a class; ``"none"`` keeps that there is none."""
    parsed(text, "labkit grade --deadline")
    write_whole(_kept(course, day), f"{text.strip()}\n")


def parsed(text: str, where: str) -> datetime | None:
    """Return a deadline; a day without a time of day ends at midnight.

    Examples
    --------
    >>> parsed("2026-12-04 20:00", ""), parsed("2026-12-04", ""), parsed("none", "")
    (datetime.datetime(2026, 12, 4, 20, 0), datetime.datetime(2026, 12, 4, 23, 59, 59), None)
    """
    said = text.strip()
    if said.casefold() in _NONE:
        return None
    try:
        time = datetime.fromisoformat(said)
    except ValueError as error:
        expected = "such as 2026-12-04 20:00"
        raise CourseError("This deadline is no time.", where=where, got=said, expected=expected) from error
    if re.fullmatch(r"[\d-]+", said):
        time += timedelta(days=1, seconds=-1)
    return time.astimezone().replace(tzinfo=None) if time.tzinfo else time


def late(course: Course, day: str, trainee: str, deadline: datetime | None) -> str:
    """Return how late a hand-in was, in words, by the time of its file; empty if it was in time."""
    copy = course.accepted / trainee / day / f"{day}.ipynb"
    if deadline is None or not copy.is_file():
        return ""
    return in_words(_time_of(copy) - deadline)


def in_words(delay: timedelta) -> str:
    """Return a delay as people say it; empty below a minute.

    Examples
    --------
    >>> in_words(timedelta(minutes=5)), in_words(timedelta(hours=2, minutes=30)), in_words(timedelta(days=-1))
    ('5 minutes', '2 hours 30 minutes', '')
    >>> in_words(timedelta(days=1, hours=3, minutes=9))
    '1 day 3 hours'
    """
    minutes = int(delay.total_seconds() // 60)
    parts = [(minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute")]
    said = [f"{number} {unit}{'s'[: number != 1]}" for number, unit in parts if number > 0]
    return " ".join(said[:2]) if minutes > 0 else ""


def _time_of(copy: Path) -> datetime:
    """Return when a hand-in came: the time that nbgrader noted beside it, or that of the file."""
    noted = copy.with_name("timestamp.txt")
    if noted.is_file():
        from nbgrader.utils import parse_utc

        utc: datetime = parse_utc(noted.read_text(encoding="utf-8").strip())
        return utc.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)
    return datetime.fromtimestamp(copy.stat().st_mtime)


def _kept(course: Course, day: str) -> Path:
    return course.records / "deadlines" / f"{day}.txt"
