"""Timetables: the day's sections put one after the other, with pauses between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from labkit.course.lessons.days import Day
from labkit.course.site.day_parts import PLANNED, Part, Section
from labkit.errors import CourseError

_WORK_BEFORE = 30
"""A break that would come after fewer minutes of work is left out."""
_BETWEEN_PARTS = 25
"""A pause rather comes between two lessons, if that moves it by no more than these minutes."""
_LONGEST = 90
"""After so many minutes of lessons and exercises a break is put in; people stand at the opening of a day."""


@dataclass(frozen=True)
class Times:
    """The hours of a course day, in minutes after midnight; lengths in minutes.

    Parameters
    ----------
    start, end
        When the day starts, and when it should be over.
    lunch, lunch_minutes
        When lunch should start, and how long it takes.
    breaks, break_minutes
        When the breaks should start, and how long each takes.

    Raises
    ------
    CourseError
        If the day would end before it starts, or a pause takes less than no time.
    """

    start: int = 8 * 60 + 30
    end: int = 17 * 60
    lunch: int = 12 * 60
    lunch_minutes: int = 60
    breaks: tuple[int, ...] = (10 * 60 + 15, 15 * 60)
    break_minutes: int = 15

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise CourseError(
                "The day would end before it starts.",
                where="labkit agenda",
                got=f"--start {clock(self.start)} --end {clock(self.end)}",
                hint="Give the times in 24 hours: --end 17:00.",
            )
        if min(self.lunch_minutes, self.break_minutes) < 0:
            raise CourseError("A pause cannot take less than no time.", where="labkit agenda", expected="0 or more")


@dataclass(frozen=True)
class Slot:
    """A piece of the day.

    Parameters
    ----------
    kind
        ``"section"``, ``"break"`` or ``"lunch"``.
    starts
        Minutes after midnight.
    minutes
        How long it takes.
    title
        What it is called.
    part
        The lesson, group case or exercise of a section; None for a pause.
    """

    kind: str
    starts: int
    minutes: int
    title: str
    part: Part | None = None

    @property
    def ends(self) -> int:
        """Minutes after midnight."""
        return self.starts + self.minutes


@dataclass(frozen=True)
class Timetable:
    """One day.

    Parameters
    ----------
    about
        The day.
    slots
        Its pieces, one after the other.
    remarks
        What the facilitator should know: the day is too long, a lesson gives no minutes.
    """

    about: Day
    slots: tuple[Slot, ...]
    remarks: tuple[str, ...]

    @property
    def day(self) -> str:
        """The folder of the day's lessons, such as ``"day2"``."""
        return self.about.name

    @property
    def title(self) -> str:
        """The heading of the day."""
        return self.about.heading

    @property
    def taught(self) -> int:
        """The minutes without the pauses."""
        return sum(slot.minutes for slot in self.slots if slot.part is not None)


def clock(minutes: int) -> str:
    """Return minutes after midnight as a time of the day.

    Examples
    --------
    >>> clock(510)
    '08:30'
    """
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def duration(minutes: int) -> str:
    """Return a length of time in words.

    Examples
    --------
    >>> duration(95), duration(120), duration(50)
    ('1 h 35 min', '2 h', '50 min')
    """
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def timetable(day: Day, parts: Sequence[Part], times: Times) -> Timetable:
    """Return the timetable of one day.

    Examples
    --------
    >>> from labkit.course.site.day_parts import Part, Section
    >>> lesson = Part("lesson", "1.1", "One", (Section("A", 100), Section("B", 20)))
    >>> [(clock(slot.starts), slot.title) for slot in timetable(Day("day1"), [lesson], Times()).slots]
    [('08:30', 'A'), ('10:10', 'Break'), ('10:25', 'B')]
    """
    blocks = [(part, section) for part in parts for section in part.sections if section.minutes]
    pauses = _pauses(blocks, times)
    slots: list[Slot] = []
    now = times.start
    for place, (part, section) in enumerate(blocks):
        if place in pauses:
            kind, minutes = pauses[place]
            slots.append(Slot(kind, now, minutes, kind.capitalize()))
            now += minutes
        slots.append(Slot("section", now, section.minutes, section.title, part))
        now += section.minutes
    return Timetable(day, tuple(slots), tuple(_remarks(parts, now, times)))


def _pauses(blocks: Sequence[tuple[Part, Section]], times: Times) -> dict[int, tuple[str, int]]:
    """Return the pauses by the number of the section that they come before."""
    wanted = [(time, "break", times.break_minutes) for time in times.breaks]
    wanted.append((times.lunch, "lunch", times.lunch_minutes))
    found: dict[int, tuple[str, int]] = {}
    first, paused = 1, 0
    for time, kind, minutes in sorted(wanted):
        borders = [times.start + paused + _work(blocks, 0, n) for n in range(len(blocks) + 1)]
        if not minutes or time <= times.start or time >= borders[-1] or first >= len(blocks):
            continue
        place = min(range(first, len(blocks)), key=lambda n: (_distance(blocks, borders, n, time), n))
        if kind == "break" and _work(blocks, first - 1, place) < _WORK_BEFORE:
            continue
        found[place] = (kind, minutes)
        first, paused = place + 1, paused + minutes
    return _filled(blocks, found, times.break_minutes)


def _filled(
    blocks: Sequence[tuple[Part, Section]], found: dict[int, tuple[str, int]], minutes: int
) -> dict[int, tuple[str, int]]:
    """Return the pauses with a break in each stretch of work that is too long, as near to its middle as can be."""
    places: list[int] = []
    for first, last in pairwise([0, *sorted(found), len(blocks)]):
        borders = [
            n
            for n in range(first + 1, last)
            if min(_seated(blocks, first, n), _seated(blocks, n, last)) >= _WORK_BEFORE
        ]
        if minutes and borders and _seated(blocks, first, last) > _LONGEST:
            places.append(min((_unevenness(blocks, first, n, last), n) for n in borders)[1])
    if not places:
        return found
    return _filled(blocks, found | dict.fromkeys(places, ("break", minutes)), minutes)


def _seated(blocks: Sequence[tuple[Part, Section]], first: int, last: int) -> int:
    """Return the minutes of the sections from one border to another, without what is planned beside the lessons."""
    return sum(section.minutes for part, section in blocks[first:last] if part.kind != PLANNED)


def _unevenness(blocks: Sequence[tuple[Part, Section]], first: int, place: int, last: int) -> int:
    """Return how long the longer side of a break is; a break between two lessons counts as more even."""
    longer = max(_seated(blocks, first, place), _seated(blocks, place, last))
    return longer - (_BETWEEN_PARTS if blocks[place - 1][0] is not blocks[place][0] else 0)


def _work(blocks: Sequence[tuple[Part, Section]], first: int, last: int) -> int:
    """Return the minutes of the sections from one border to another."""
    return sum(section.minutes for _, section in blocks[first:last])


def _distance(blocks: Sequence[tuple[Part, Section]], borders: Sequence[int], place: int, time: int) -> int:
    """Return how far a border is from the wanted time; one between two lessons counts as nearer."""
    between = blocks[place - 1][0] is not blocks[place][0]
    return abs(borders[place] - time) - (_BETWEEN_PARTS if between else 0)


def _remarks(parts: Sequence[Part], ends: int, times: Times) -> list[str]:
    """Return what the facilitator should know about the day."""
    remarks = [
        f"{part.name} gives no minutes and is not in the times."
        for part in parts
        if not any(section.minutes for section in part.sections)
    ]
    if ends > times.end:
        remarks.append(f"The day ends at {clock(ends)}, {duration(ends - times.end)} after {clock(times.end)}.")
    return remarks
