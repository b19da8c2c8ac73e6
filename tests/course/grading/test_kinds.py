"""An exercise with every kind of question and several data sets is proved on another draw."""

from __future__ import annotations

import pytest

from labkit.course.exercises.answer_key import grade_key, release_key
from labkit.course.grading.proving import prove
from labkit.course.support.paths import Course
from labkit.errors import CourseError


def test_the_solution_gets_full_marks_on_another_draw_and_the_blank_none(rich_course):
    assert "gets 32 of 32 points, the blank exercise none" in prove(Course(rich_course), "day8")


def test_the_keys_are_of_all_data_sets(rich_course):
    folder = rich_course / "solutions" / "day8"
    names = ("lfs", "lfs2012", "injuries", "published")
    assert release_key(folder).datasets == grade_key(folder).datasets == names
    assert grade_key(folder).draw > 0


def test_a_data_set_that_does_not_exist_is_named(rich_course):
    folder = rich_course / "solutions" / "day8"
    text = (folder / "catalogue.py").read_text()
    (folder / "catalogue.py").write_text(text.replace('data="injuries"', 'data="injurys"'))
    with pytest.raises((CourseError, ValueError), match="no data set 'injurys'"):
        release_key(folder)
