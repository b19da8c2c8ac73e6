"""Lesson 5.1: a sentence is held against other samples, and members are compared like with like."""

import pandas as pd
import pytest

import labkit as lk
from labkit.course.days.day5.members import CONTROLS, cover, employees_with_answers, more_cover
from labkit.course.days.day5.samples import on_other_samples
from labkit.errors import DataError
from labkit.survey import Survey


def _always(low: float, high: float, survey: Survey) -> pd.DataFrame:
    return pd.DataFrame({"estimate": [(low + high) / 2], "ci_low": [low], "ci_high": [high]})


def test_each_other_sample_is_asked_once_and_says_what_its_interval_allows() -> None:
    seen = []

    def ask(survey: Survey) -> pd.DataFrame:
        seen.append(float(survey.frame["weight"].sum()))
        return _always(-1, 3, survey)

    table = on_other_samples(ask)
    assert table["sample"].tolist() == [1, 2, 3]
    assert table["says"].tolist() == ["cannot tell"] * 3
    assert len(set(seen)) == 3


def test_what_is_no_single_difference_is_refused() -> None:
    with pytest.raises(DataError, match="not one row"):
        on_other_samples(lambda s: s.share("area"), samples=[1])
    with pytest.raises(DataError, match="no survey"):
        on_other_samples(lambda s: _always(1, 2, s), dataset="disputes", samples=[0])


def test_the_plain_model_is_the_difference_of_two_shares() -> None:
    people = employees_with_answers(lk.load("lfs"))
    plain = people.difference(cover, between="member", minus=False)
    model = more_cover(people)
    assert model["estimate"].item() == pytest.approx(plain["estimate"].item())
    assert model["ci_low"].item() == pytest.approx(plain["ci_low"].item(), abs=0.05)


def test_density_is_the_share_of_members_among_these_employees() -> None:
    survey = lk.load("lfs")
    people = employees_with_answers(survey)
    assert people.share("member")["estimate"].item() == pytest.approx(
        lk.dialogue.union_density(survey)["estimate"].item()
    )


def test_more_equal_characteristics_leave_less_of_the_difference() -> None:
    people = employees_with_answers(lk.load("lfs"))
    steps = [more_cover(people, equal)["estimate"].item() for equal in ((), CONTROLS, (*CONTROLS, "industry"))]
    assert steps[2] < steps[0]
    assert steps[2] < steps[1]
