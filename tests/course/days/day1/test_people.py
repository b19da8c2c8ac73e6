"""Six people and three questions: what trainees type is understood, or named."""

import pytest

from labkit.course.days.day1.people import compare, six_people
from labkit.errors import CourseError

RIGHT = {
    "Sophal": "employed",
    "Rany": "employed",
    "Dara": "unemployed",
    "Mony": "outside",
    "Thea": "outside",
    "Vibol": "unemployed",
}


def test_the_rules_decide_as_the_lesson_says() -> None:
    table = compare(RIGHT, six_people())
    assert table["the rules say"].to_dict() == RIGHT
    assert (table["your guess"] == table["the rules say"]).all()
    assert table["because"].nunique() == len(RIGHT)


@pytest.mark.parametrize("word", ["Outside", " outside the labour force", "OUTSIDE"])
def test_a_right_word_is_understood_however_it_is_written(word: str) -> None:
    assert compare({"Thea": word}, six_people()).loc["Thea", "your guess"] == "outside"


def test_nothing_is_given_away_before_a_guess() -> None:
    table = compare({"Thea": "?", "Dara": "___"}, six_people())
    assert (table[["the rules say", "because"]] == "…").all(axis=None)


@pytest.mark.parametrize(
    ("guess", "offered"),
    [({"Thea": "unemploied"}, "unemployed"), ({"Tea": "outside"}, "Thea"), ({"Dara": 1}, "'outside'")],
)
def test_a_slip_is_named_and_the_right_word_offered(guess: dict[str, str], offered: str) -> None:
    with pytest.raises(CourseError, match=offered):
        compare(guess, six_people())
