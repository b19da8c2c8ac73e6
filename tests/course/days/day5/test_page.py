"""Lesson 5.2: three cells are judged by the rule of the course, and a choice of five figures is read."""

import pandas as pd
import pytest

from labkit.course.days.day5.page import compare_decisions, keep_five, three_cells
from labkit.errors import CourseError

_PAGE = pd.DataFrame(
    {
        "indicator": [
            "Unemployment rate",
            "NEET",
            "Informal employment",
            "Union density",
            "Covered by a collective agreement",
            "Pay",
        ],
        "flag": ["", "", "", "", "U", "S"],
    }
)


def test_the_three_cells_are_one_of_each_kind() -> None:
    cells = list(three_cells()["cell"])
    table = compare_decisions(dict.fromkeys(cells, "publish"))
    assert table["rule"].tolist() == ["suppress", "flag", "publish"]
    assert table["agree"].tolist() == ["no", "no", "yes"]


def test_a_word_that_is_none_is_told_apart() -> None:
    with pytest.raises(CourseError, match="suppress"):
        compare_decisions({"4 unemployed of 379": "supress"})
    with pytest.raises(CourseError, match="not known"):
        compare_decisions({"5 unemployed": "flag"})


def test_a_sound_choice_has_no_remark() -> None:
    page = _PAGE.assign(flag="")
    assert keep_five(page, [0, 1, 2, 3, 4]) == []


def test_flags_and_half_stories_are_named() -> None:
    said = keep_five(_PAGE, [0, 1, 3, 4, 5])
    assert [text.split(":")[0] for text in said] == [
        "Covered by a collective agreement",
        "Pay",
        "Unemployment rate stays without Informal employment",
    ]


def test_a_row_that_is_twice_counts_once_and_a_strange_one_is_refused() -> None:
    assert keep_five(_PAGE, [0, 0, 1, 2, 3])[0] == "4 figures: five are asked."
    with pytest.raises(CourseError, match="no such row"):
        keep_five(_PAGE, [99])
