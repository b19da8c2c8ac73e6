"""Lesson 3.1: claims about the growth of pay are held against computed rows."""

import pandas as pd
import pytest

import labkit as lk
from labkit import Survey
from labkit.course.days.day3.claims import check_claim, growth_of_minimum, growth_of_pay
from labkit.course.lesson import published
from labkit.errors import CourseError

ABOUT = {"group": "minimum wage", "earlier": 2019, "later": 2023, "money": "riel", "prices": "real"}


@pytest.fixture(scope="module")
def minimum():
    return growth_of_minimum(published("minimum wage, garment, footwear and travel goods"), lk.load("prices"))


def test_the_minimum_wage_rose_in_dollars_and_lost_in_real_riel(minimum):
    # By hand: 200 / 182; times 4111 / 4061; over 148.31 / 130.11.
    rows = minimum[minimum["earlier"] == 2019]["estimate"].tolist()
    assert rows == pytest.approx([9.8901, 11.2431, -2.4079], abs=1e-3)


def test_real_growth_divides_by_prices():
    before = Survey(pd.DataFrame({"monthly_pay": [100.0, 100.0]}))
    after = Survey(pd.DataFrame({"monthly_pay": [201.0, 201.0]}))
    rows = growth_of_pay(before, after).set_index("prices")["estimate"]
    assert rows["nominal"] == pytest.approx(101)
    assert rows["real"] == pytest.approx(100 * (2.01 * 108.57 / 130.11 - 1))


def test_a_claim_needs_its_four_parts_and_its_figure(minimum):
    assert check_claim(minimum, growth=-2, **ABOUT).startswith("The claim holds")
    assert "another one: -2.4 percent, not 10" in check_claim(minimum, growth=10, **ABOUT)
    assert "another one" in check_claim(minimum, growth=float("nan"), **ABOUT)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"group": "minimum wages"}, "Did you mean 'minimum wage'"),
        ({"earlier": 2018}, "No row was computed"),
        ({"money": "dollars"}, "prices in riel"),
        ({"deflator": "cpi"}, "four parts"),
    ],
)
def test_a_claim_about_something_else_says_what_is_wrong(minimum, change, said):
    with pytest.raises(CourseError) as caught:
        check_claim(minimum, growth=10, **{**ABOUT, **change})
    assert said in str(caught.value)


def test_a_missing_part_is_named(minimum):
    with pytest.raises(CourseError, match="prices"):
        check_claim(minimum, growth=10, **{name: value for name, value in ABOUT.items() if name != "prices"})
