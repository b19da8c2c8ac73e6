"""labkit agenda: times add up, pauses come between sections, and a day that is too long is said to be."""

import re
from itertools import pairwise

import nbformat
import pytest
from hypothesis import given, strategies as st

from labkit.course.lessons.days import Day
from labkit.course.site.day_parts import Part, Section, planned_parts
from labkit.course.site.timetable import Times, clock, timetable
from labkit.course.support.paths import Course
from labkit.errors import CourseError


def lesson(number, *minutes):
    return Part("lesson", number, f"Title {number}", tuple(Section(f"S{n}", m) for n, m in enumerate(minutes, 1)))


def shown(table):
    return [(clock(slot.starts), slot.title) for slot in table.slots]


def test_sections_follow_each_other_and_pauses_come_at_the_nearest_border():
    table = timetable(Day("day1"), [lesson("1.1", 60, 30), lesson("1.2", 30, 60, 30)], Times(breaks=(10 * 60,)))
    assert shown(table) == [
        ("08:30", "S1"), ("09:30", "S2"), ("10:00", "Break"), ("10:15", "S1"), ("10:45", "S2"), ("11:45", "Lunch"),
        ("12:45", "S3"),
    ]  # fmt: skip
    assert table.taught == 210
    assert table.remarks == ()


def test_a_pause_rather_comes_between_two_lessons():
    # 10:00 and 10:10 are both possible; the second is the border of the lessons.
    table = timetable(Day("day1"), [lesson("1.1", 90, 10), lesson("1.2", 60)], Times(breaks=(10 * 60,)))
    assert ("10:10", "Break") in shown(table)


def test_no_pause_before_the_day_after_it_or_at_its_end():
    times = Times(start=13 * 60, breaks=(600, 900), lunch=720)
    assert [slot.kind for slot in timetable(Day("day1"), [lesson("1.1", 40, 40)], times).slots] == ["section"] * 2
    assert [slot.kind for slot in timetable(Day("day1"), [lesson("1.1", 240)], Times()).slots] == ["section"]


def test_a_break_right_after_lunch_is_left_out():
    table = timetable(Day("day1"), [lesson("1.1", *[20] * 8)], Times(lunch=600, breaks=(665,)))
    assert [slot.kind for slot in table.slots].count("break") == 0


def test_a_day_that_is_too_long_is_said_to_be():
    table = timetable(Day("day1"), [lesson("1.1", *[50] * 10)], Times(end=17 * 60, break_minutes=0))
    assert table.remarks == ("The day ends at 17:50, 50 min after 17:00.",)


def test_a_lesson_without_minutes_is_named():
    assert "2.2 Title 2.2" in timetable(Day("day2"), [lesson("2.1", 5), lesson("2.2", 0)], Times()).remarks[0]


@given(
    st.lists(st.lists(st.integers(1, 90), min_size=1, max_size=8), min_size=1, max_size=5),
    st.lists(st.integers(0, 1439), max_size=4),
    st.integers(0, 1439),
    st.integers(0, 120),
)
def test_nothing_overlaps_and_nothing_is_cut_whatever_the_day(minutes, breaks, lunch, length):
    parts = [lesson(f"1.{n}", *row) for n, row in enumerate(minutes, 1)]
    times = Times(breaks=tuple(breaks), lunch=lunch, lunch_minutes=length)
    slots = timetable(Day("day1"), parts, times).slots
    assert slots[0].starts == times.start
    assert all(after.starts == before.ends for before, after in pairwise(slots))
    assert [slot.minutes for slot in slots if slot.part] == [m for row in minutes for m in row]
    assert slots[0].part is not None
    assert slots[-1].part is not None
    assert not any(a.part is None and b.part is None for a, b in pairwise(slots))


@pytest.fixture
def course(toy, tmp_path):
    """A course with a lesson, a group case and an exercise on day 2."""
    root = toy.new_course(tmp_path)
    cells = [toy.text("## Look **here**", minutes=40), toy.text("## Then", minutes=50), toy.text("## Key points")]
    toy.save(root, "day2/2.1-toy", toy.notebook("2.1", "A toy", cells))
    case = toy.notebook("2.9", "x", [toy.text("# Case")])
    case.metadata["labkit"] = {"case": "day2", "title": "A table for three", "minutes": 45}
    toy.save(root, "day2/case", case)
    exercise = toy.notebook("2.9", "x", [])
    exercise.metadata["labkit"] = {"exercise": "day2", "title": "Count them", "minutes": 55}
    (root / "notebooks" / "day2" / "day.toml").write_text('title = "Informality and protection"\n')
    for folder in ("solutions", "exercises"):
        (root / folder / "day2").mkdir(parents=True)
        nbformat.write(exercise, root / folder / "day2" / "day2.ipynb")
    return root


def test_lessons_case_and_exercise_are_read_once_and_in_order(course):
    (parts,) = planned_parts(Course(course)).values()
    assert [(part.kind, part.name, part.minutes) for part in parts] == [
        ("lesson", "2.1 A toy", 90),
        ("case", "Group case: A table for three", 45),
        ("exercise", "Exercise: Count them", 55),
    ]
    assert parts[0].sections[0].title == "Look here"


def test_a_lesson_may_be_the_group_case(course, toy):
    case = toy.notebook("2.4", "Three sides", [toy.text("## Roles", minutes=10), toy.text("## Talk", minutes=50)])
    case.metadata["labkit"]["kind"] = "case"
    toy.save(course, "day2/2.4-case", case)
    parts = planned_parts(Course(course))["day2"]
    assert [(part.name, part.number) for part in parts][1] == ("Group case: Three sides", "2.4")


def test_the_text_shows_sections_pauses_and_the_sum(course, labkit_command):
    ran = labkit_command("--course", course, "agenda", "2", "--break", "09:55", "--end", "11:00")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "Day 2: Informality and protection"
    assert "08:30–10:00  2.1 A toy (1 h 30 min)" in ran.out
    assert re.search(r"09:10 +50 min +Then", ran.out)
    assert "10:00–10:15  Break (15 min)" in ran.out
    assert "Work: 3 h 10 min." in ran.out
    assert "The day ends at 12:10, 1 h 10 min after 11:00." in ran.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["day3"], "There is no day 'day3'"),
        (["--start", "half past eight"], "This is no time of the day"),
        (["--start", "24:00"], "This is no time of the day"),
        (["--lunch-minutes", "-5"], "labkit"),
        (["--start", "12:00", "--end", "09:00"], "would end before it starts"),
    ],
)
def test_a_wrong_word_is_explained(course, labkit_command, words, message):
    try:
        ran = labkit_command("--course", course, "agenda", *words)
    except SystemExit as error:
        assert error.code == 2
    else:
        assert ran.code == 1
        assert message in ran.err


def test_minutes_that_are_no_number_are_named_with_their_section(course, toy):
    cell = toy.text("## Odd")
    cell.metadata["labkit"] = {"minutes": "ten"}
    toy.save(course, "day1/1.1-odd", toy.notebook("1.1", "Odd", [cell]))
    with pytest.raises(CourseError, match="no whole number") as raised:
        planned_parts(Course(course))
    assert 'section "Odd"' in str(raised.value)


def test_the_times_of_the_page_are_kept_for_the_next_build(course, labkit_command):
    assert labkit_command("--course", course, "agenda", "--start", "07:45", "--break", "10:05", "--page").code == 0
    page = (course / "build/handbook/agenda.html").read_text("utf-8")
    assert "07:45–09:15" in page
    again = labkit_command("--course", course, "agenda")
    assert "07:45–09:15  2.1 A toy" in again.out


def test_damaged_times_are_not_used(course, labkit_command):
    folder = course / "build/handbook"
    folder.mkdir(parents=True)
    for text in ("{", '{"start": 9}', '{"start": 900, "end": 100, "breaks": []}', '{"breaks": "x"}'):
        (folder / "agenda.json").write_text(text)
        assert "08:30–10:00  2.1 A toy" in labkit_command("--course", course, "agenda").out


def test_an_optional_lesson_is_planned_only_if_wanted(toy, tmp_path, labkit_command):
    root = toy.new_course(tmp_path)
    section = toy.text("## Only")
    section.metadata["labkit"] = {"minutes": 30}
    for number in ("3.1", "3.4"):
        toy.save(root, f"day3/{number}-toy", toy.notebook(number, f"Toy {number}", [section]))
    (root / "notebooks" / "day3" / "day.toml").write_text('optional = ["3.4"]\nbefore = [["Opening", 10]]\n')
    plain = labkit_command("--course", root, "agenda").out
    assert "Opening (10 min)" in plain
    assert "3.4 Toy 3.4 is optional and not planned" in plain
    assert "Work: 40 min." in plain
    labkit_command("--course", root, "agenda", "--page")
    page = (root / "build" / "handbook" / "agenda.html").read_text("utf-8")
    assert "3.4 Toy 3.4 is optional and not planned: <code>labkit agenda --optional --page</code>" in page
    assert 'class="remark"' not in page, "nothing is wrong with an optional lesson"
    assert "Work: 1 h 10 min." in labkit_command("--course", root, "agenda", "--optional").out


def test_nobody_sits_for_more_than_ninety_minutes():
    opening = Part("planned", "", "Opening", (Section("Opening", 10),))
    table = timetable(Day("day1"), [opening, lesson("1.1", 40, 50), lesson("1.2", 45, 40)], Times(breaks=(), lunch=0))
    assert ("10:10", "Break") in shown(table)  # between the lessons: the opening does not count
    table = timetable(Day("day1"), [lesson("1.1", 20, 30, 30, 20)], Times(breaks=(), lunch=0))
    assert [slot.title for slot in table.slots] == ["S1", "S2", "Break", "S3", "S4"]


def test_the_exercise_comes_in_sittings(course, toy, labkit_command):
    titles = [
        "Question 1. One (2 points, 20 minutes)",
        "Question 2. Two (1 point, 5 minutes)",
        "Question 3. Three (30 minutes)",
    ]
    exercise = toy.notebook("2.9", "x", [toy.text(f"## {title}") for title in titles])
    exercise.metadata["labkit"] = {"exercise": "day2", "title": "Count them", "minutes": 55}
    for folder in ("solutions", "exercises"):
        nbformat.write(exercise, course / folder / "day2" / "day2.ipynb")
    about = course / "notebooks" / "day2" / "day.toml"
    cells = [toy.text("## Only", minutes=30)]
    toy.save(course, "day2/2.2-more", toy.notebook("2.2", "More", cells))
    about.write_text('sittings = [["2.1", 1], ["2.2", 2]]\n')
    parts = [row for row in labkit_command("--course", course, "agenda", "2").out.splitlines() if "–" in row[:6]]
    names = [row.split("  ")[1].split(" (")[0] for row in parts if not re.search("Break|Lunch|continued", row)]
    assert names == [
        "2.1 A toy",
        "Exercise: Count them",
        "2.2 More",
        "Exercise: Count them",
        "Group case: A table for three",
    ]
    assert any("questions 2 to 3" in row for row in parts)
    about.write_text('sittings = [["2.1", 1], ["2.2", 9]]\n')  # of another exercise: it stays whole
    assert "(questions" not in labkit_command("--course", course, "agenda", "2").out
