"""The published counts of lesson 4.1, and the test for a bracket."""

from __future__ import annotations

import pytest

from labkit.course.days.day4.counts import four_counts, outside_bracket, return_counts, thai_counts, two_ends
from labkit.errors import OptionError


def test_every_count_shown_has_an_address_or_says_press() -> None:
    links = [*thai_counts(2025)["link"], *four_counts()["link"]]
    assert all(link == "press" or link.startswith("https://") for link in links)


def test_a_bracket_holds_when_every_count_is_inside() -> None:
    rows = return_counts()
    assert outside_bracket(rows["low"].min(), rows["high"].max()) == []


def test_a_count_ruled_out_in_words_is_no_longer_asked_for() -> None:
    before = outside_bracket(500_000, 950_000)
    after = outside_bracket(500_000, 950_000, {"Thai ministry": "registered migrants only"})
    assert len(before) == len(after) + 1
    assert not any(each.startswith("Thai ministry counted") for each in after)


def test_a_range_may_be_partly_outside() -> None:
    said = outside_bracket(10_000, 800_000, {"Government": "rounded, no date"})
    assert [each.rsplit("That is ")[-1] for each in said] == ["partly outside your bracket."]


@pytest.mark.parametrize("low, high", [(900_000, 20_000), (1, 0)])
def test_a_bracket_the_wrong_way_round_is_refused(low: float, high: float) -> None:
    with pytest.raises(OptionError, match="ends before it begins"):
        outside_bracket(low, high)


@pytest.mark.parametrize("name", ["Ministry of Magic", "press"])
def test_a_name_of_no_single_counter_is_refused(name: str) -> None:
    with pytest.raises(OptionError, match="no single counter"):
        outside_bracket(1, 2, {name: "a reason"})


def test_a_count_is_not_ruled_out_without_words() -> None:
    with pytest.raises(OptionError, match="without a reason"):
        outside_bracket(1, 2_000_000, {"vnnow": " ..."})


def test_a_year_without_a_count_is_refused() -> None:
    with pytest.raises(OptionError, match="no count of that year"):
        thai_counts(1999)


def test_a_count_is_told_as_its_source_tells_it() -> None:
    told = return_counts().set_index("counter")["count"]
    assert told["press: vnnow.net"] == "more than 750,000"
    assert told["press: asb-media.info"] == "780,000 to more than 900,000"
    assert told["press: Thai News Agency"] == "610,000"
    assert told["Thai ministry"] == "about 20,000"


@pytest.mark.parametrize("typed", [(500, 0, 950, 0), 500_000, ("500,000", "950,000"), (500_000,), None, (True, 9)])
def test_a_bracket_without_two_numbers_is_refused_in_words(typed: object) -> None:
    with pytest.raises(OptionError, match="two ends"):
        two_ends(typed)
