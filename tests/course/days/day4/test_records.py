"""Records a question needs, and the questions of group case 4.9."""

from __future__ import annotations

import math

import pytest

import labkit as lk
from labkit.course.days.day4.corridor import ORIGINS_2018, records_by_count, try_question
from labkit.course.days.day4.records import design_effect_of, half_width, records_expected, records_needed
from labkit.errors import ColumnError, OptionError
from labkit.survey import Survey


@pytest.fixture(scope="module")
def returnees() -> Survey:
    survey = lk.load("returnees")
    assert isinstance(survey, Survey)
    return survey


def test_the_textbook_sample_of_385() -> None:
    # 1.96 squared times a quarter, over 0.05 squared: 384.1 (Cochran 1977, chapter 4)
    assert records_needed(5) == 385


@pytest.mark.parametrize("share, effect", [(50, 1), (70, 2), (7, 5.8)])
def test_records_and_half_width_undo_each_other(share: float, effect: float) -> None:
    records = records_needed(4, share=share, design_effect=effect)
    assert half_width(records, share=share, design_effect=effect) <= 4
    assert half_width(records - 1, share=share, design_effect=effect) > 4


def test_half_the_people_are_half_the_records_and_a_wider_interval() -> None:
    table = records_by_count({"all": 800_000, "half": 400_000}, 16_000_000, 40_000, design_effects=(1, 2.5))
    assert table["records"].tolist() == [2000, 1000]
    assert table["points at 2.5"].iloc[1] == pytest.approx(table["points at 2.5"].iloc[0] * math.sqrt(2))


@pytest.mark.parametrize("slip", [0, -5, 100, "5", True, math.nan])
def test_an_impossible_half_width_is_refused(slip: float) -> None:
    with pytest.raises(OptionError, match="half_width is not a number that is possible"):
        records_needed(slip)


def test_a_group_larger_than_the_country_is_refused() -> None:
    with pytest.raises(OptionError, match="larger than the population"):
        records_expected(20_000_000, 15_000_000, 40_000)


def test_a_share_of_all_has_no_design_effect() -> None:
    assert math.isnan(design_effect_of({"estimate": 100.0, "se": 0.0, "n": 30}))


def test_a_tried_question_is_the_share_of_the_survey(returnees: Survey) -> None:
    tried = try_question(returnees, "works_now").iloc[0]
    share = returnees.share("works_now").iloc[0]
    assert tried["estimate"] == pytest.approx(share["estimate"])
    assert tried["needed"] == records_needed(5, share=share["estimate"], design_effect=design_effect_of(dict(share)))


def test_an_amount_counts_when_it_is_above_zero(returnees: Survey) -> None:
    owes = returnees.assign(owes=returnees.frame["wages_owed"] > 0).share("owes")["estimate"].item()
    assert try_question(returnees, "wages_owed")["estimate"].item() == pytest.approx(owes)


def test_a_narrower_definition_leaves_fewer_records(returnees: Survey) -> None:
    everybody = try_question(returnees, "works_now")["n"].item()
    long = try_question(returnees, "works_now", at_least_months=12)["n"].item()
    assert 0 < long < everybody == len(returnees.frame)


def test_groups_with_too_few_records_are_not_enough(returnees: Survey) -> None:
    table = try_question(returnees, "works_now", by="province")
    thin = table[table["n"] < table["needed"]]
    assert not thin.empty and set(thin["enough"]) == {"no"}


def test_slips_are_explained(returnees: Survey) -> None:
    with pytest.raises(ColumnError, match="works_now"):
        try_question(returnees, "work_now")
    with pytest.raises(OptionError, match="Thailand"):
        try_question(returnees, "works_now", country="Tailand")
    with pytest.raises(OptionError, match="no answer"):
        try_question(returnees, "works_now", answer="maybe")
    with pytest.raises(OptionError, match="fewer months"):
        try_question(returnees, "works_now", at_least_months=10_000)


def test_origins_are_part_of_a_whole() -> None:
    assert 0 < sum(ORIGINS_2018.values()) <= 100
