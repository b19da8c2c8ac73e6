"""A difference of differences: four means by hand, its interval, and what it is a growth of."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.course.days.day3.evaluation import gap, in_percent, placebo_gap, with_log_pay
from labkit.survey import Survey

TRUTH = Path(__file__).parents[4] / "datasets" / "lfs" / "truth.json"


@pytest.fixture(scope="module")
def rounds() -> tuple[Survey, Survey]:
    return with_log_pay(lk.load("lfs2012")), with_log_pay(lk.load("lfs"))


def mean(survey: Survey, people: pd.Series) -> float:
    return float(np.average(survey.frame["log_pay"][people], weights=survey.frame["weight"][people]))


def test_the_estimate_is_four_means(rounds: tuple[Survey, Survey]) -> None:
    gaps = [
        mean(survey, survey.frame["minimum_wage_covered"] == "yes")
        - mean(survey, survey.frame["minimum_wage_covered"] == "no")
        for survey in rounds
    ]
    assert lk.compare.change(gap, *rounds)["estimate"].item() == pytest.approx(gaps[1] - gaps[0])


def test_the_interval_holds_the_population_s_own_effect(rounds: tuple[Survey, Survey]) -> None:
    truth = json.loads(TRUTH.read_text())["minimum_wage_effect"]["log_points"]
    effect = lk.compare.change(gap, *rounds)
    assert effect["ci_low"].item() <= truth <= effect["ci_high"].item()


def test_the_placebo_compares_two_industries_without_a_minimum(rounds: tuple[Survey, Survey]) -> None:
    for survey in rounds:
        industry = survey.frame["industry"]
        by_hand = mean(survey, industry == "F construction") - mean(survey, industry == "G trade")
        assert placebo_gap(survey)["estimate"].item() == pytest.approx(by_hand)
        touched = survey.frame["minimum_wage_covered"][industry.isin(["F construction", "G trade"])]
        assert touched.eq("no").all()


def test_log_points_become_percent_of_growth() -> None:
    table = pd.DataFrame({"estimate": [np.log(2)], "ci_low": [np.log(1.5)], "ci_high": [np.log(0.5)]})
    assert in_percent(table) == "100.0 percent (50.0 to -50.0)"
