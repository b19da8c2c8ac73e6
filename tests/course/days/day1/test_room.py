"""The first ten minutes: every province answers, however it is written, and with the census's own count."""

import pytest

import labkit as lk
from labkit.course.days.day1.room import census_counts, people_in
from labkit.errors import CourseError


def test_the_provinces_of_the_list_are_those_of_the_survey_and_add_up_to_the_census() -> None:
    counts = census_counts()
    assert set(counts) == set(lk.load("lfs").frame["province"])
    figures = lk.load("published").set_index("id")["value"]
    assert sum(counts.values()) == figures["census2019-total"]


@pytest.mark.parametrize("name", ["Kep", "kep", " KEP ", "phnom  penh"])
def test_capitals_and_spaces_do_not_matter(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    people_in(name)
    assert "Markdown" in capsys.readouterr().out


def test_another_spelling_gets_the_right_one() -> None:
    with pytest.raises(CourseError, match="Kampot"):
        people_in("Kampott")
