"""Days 1 and 2 fit a day: six hours of work at most, and never more than 90 minutes without a break."""

from itertools import groupby
from pathlib import Path

import pytest

from labkit.course.site.agenda import timetables
from labkit.course.site.start.room import paces
from labkit.course.site.timetable import Slot, Times
from labkit.course.support.paths import Course

ROOT = Path(__file__).parents[3]
LESSONS = {"day1": ["1.1", "1.2", "1.3", "1.9"], "day2": ["2.1", "2.2", "2.3", "2.9"]}


@pytest.mark.parametrize("day", LESSONS)
def test_six_hours_and_breaks(day: str) -> None:
    (table,) = (one for one in timetables(Course(ROOT), Times()) if one.day == day)
    assert table.taught <= 6 * 60
    assert table.slots[-1].ends <= 17 * 60
    stretches = [sum(slot.minutes for slot in work) for free, work in groupby(table.slots, _is_pause) if not free]
    assert max(stretches) <= 90


@pytest.mark.parametrize("day", LESSONS)
def test_the_lessons_have_something_to_do_about_every_ten_minutes(day: str) -> None:
    told = {one.name.split()[0]: one for one in paces(Course(ROOT))[day]}
    assert list(told) == LESSONS[day]
    assert all(0 < told[number].minutes_per_task <= 10 for number in LESSONS[day][:3])
    assert all(one.words_per_minute < 40 and one.cells >= 8 for one in told.values())


def _is_pause(slot: Slot) -> bool:
    return slot.part is None
