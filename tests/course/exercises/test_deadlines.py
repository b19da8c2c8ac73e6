"""Lateness is shown, against a deadline that can be read, and takes no points; marks can be opened in Excel."""

from __future__ import annotations

import csv
import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from labkit.course.exercises.deadlines import deadline_of, keep_deadline
from labkit.course.exercises.marks import Mark, write_marks
from labkit.course.support.paths import Course
from labkit.errors import CourseError

pytestmark = pytest.mark.course


@pytest.fixture
def room(released: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(released, tmp_path / "course"))


def about(room: Path, line: str) -> None:
    (room / "notebooks" / "day7").mkdir()
    (room / "notebooks" / "day7" / "day.toml").write_text(f'title = "x"\n{line}\n')


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ('deadline = "2026-12-04 20:00"', datetime(2026, 12, 4, 20)),
        ("deadline = 2026-12-04T20:00:00", datetime(2026, 12, 4, 20)),
        ("deadline = 2026-12-04", datetime(2026, 12, 4, 23, 59, 59)),
        ("", None),
    ],
)
def test_the_deadline_of_a_day(room, line, due):
    about(room, line)
    assert deadline_of(Course(room), "day7") == due


def test_what_was_typed_last_counts_and_a_slip_is_answered(room):
    about(room, 'deadline = "2026-12-04 20:00"')
    keep_deadline(Course(room), "day7", "2026-12-05 08:00")
    assert deadline_of(Course(room), "day7") == datetime(2026, 12, 5, 8)
    keep_deadline(Course(room), "day7", "none")
    assert deadline_of(Course(room), "day7") is None
    with pytest.raises(CourseError, match="This deadline is no time") as told:
        keep_deadline(Course(room), "day7", "tomorrow")
    assert told.value.expected == "such as 2026-12-04 20:00"
    assert deadline_of(Course(room), "day7") is None


def test_who_was_late_is_shown_and_loses_no_points(room, small, labkit_command):
    times = {"sokha": datetime(2026, 12, 4, 19, 59), "dara": datetime(2026, 12, 5, 21, 30)}
    for trainee, time in times.items():
        path = small.hand_in(room, trainee) / "day7.ipynb"
        os.utime(path, (time.timestamp(), time.timestamp()))
    ran = labkit_command("--course", room, "grade", "7", "--deadline", "2026-12-04 20:00")
    assert ran.code == 0, ran.err
    lines = {line.split()[0]: line for line in ran.out.splitlines() if line}
    assert lines["dara"].endswith("5     5                    1 day 1 hour")
    assert lines["sokha"].endswith("5     5")
    with (room / "class" / "grades-day7.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["trainee"]: row for row in csv.DictReader(stream)}
    assert {name: (row["points"], row["late"]) for name, row in rows.items()} == {
        "sokha": ("5", ""),
        "dara": ("5", "1 day 1 hour"),
    }
    page = (room / "class" / "overview" / "day7-names.html").read_text(encoding="utf-8")
    assert '<td class="words">1 day 1 hour</td>' in page
    assert "1 day" not in (room / "class" / "overview" / "day7.html").read_text(encoding="utf-8")
    ran = labkit_command("--course", room, "overview", "day7")  # a later command knows the deadline
    assert "1 day 1 hour" in (room / "class" / "grades-day7.csv").read_text(encoding="utf-8-sig")


def test_marks_in_excel_are_numbers_and_no_name_is_a_formula(tmp_path):
    course = Course(tmp_path)
    marks = [
        Mark("=1+1", {"q1": 2.5, "q2": None}, {"q1": 3, "q2": 4}),
        Mark("ចាន់", {"q1": 3, "q2": 4}, {"q1": 3, "q2": 4}),
    ]
    assert write_marks(course, "day2", marks) == "class/grades-day2.csv"
    sheet = load_workbook(tmp_path / "class" / "grades-day2.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        ["trainee", "points", "of", "to_grade_by_hand", "q1", "q2"],
        ["=1+1", 2.5, 7, 4, 2.5, None],
        ["ចាន់", 7, 7, 0, 3, 4],
    ]
    assert (sheet["A2"].data_type, sheet["A2"].quotePrefix) == ("s", True)
