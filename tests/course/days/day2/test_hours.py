"""Day 2 fits a day: six hours of work at most, and never more than 90 minutes without a break."""

from itertools import groupby
from pathlib import Path

from labkit.course.site.agenda import timetables
from labkit.course.site.timetable import Slot, Times
from labkit.course.support.paths import Course

ROOT = Path(__file__).parents[4]


def test_six_hours_and_breaks() -> None:
    (table,) = (one for one in timetables(Course(ROOT), Times()) if one.day == "day2")
    assert table.taught <= 6 * 60
    assert table.slots[-1].ends <= 17 * 60
    stretches = [sum(slot.minutes for slot in work) for free, work in groupby(table.slots, _is_pause) if not free]
    assert max(stretches) <= 90


def _is_pause(slot: Slot) -> bool:
    return slot.part is None
