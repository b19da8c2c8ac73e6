"""The register's helpers of lesson 4.3 against hand-made registers whose answers are known."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.course.days.day4.days_lost import share_by_days
from labkit.course.days.day4.inspectors import first_two, rank_industries
from labkit.course.days.day4.men_and_women import men_over_women
from labkit.errors import OptionError


def register() -> pd.DataFrame:
    """Return two industries in which men are hurt 1.5 times as often, and more women work where it is dangerous."""
    cells = [("C manufacturing", "female", 80_000, 800), ("C manufacturing", "male", 20_000, 300),
             ("G trade", "female", 20_000, 20), ("G trade", "male", 80_000, 120)]  # fmt: skip
    rows = [
        {"year": year, "industry": industry, "sex": sex, "insured_workers": workers, "hours_worked": 2_000 * workers,
         "nonfatal_cases": cases + (1 if year == 2019 else -1), "fatal_cases": cases // 20, "days_lost": 10 * cases}
        for year in (2019, 2020)
        for industry, sex, workers, cases in cells
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_the_three_answers_are_those_of_the_hand_made_register() -> None:
    cases, rate, within = men_over_women(register())["estimate"]
    assert cases == pytest.approx(840 / 1640)
    assert rate == pytest.approx(420 / 820)
    assert within == pytest.approx(1.5, abs=0.01)


def test_the_ratio_of_two_counts_has_no_interval_and_the_others_hold_their_ratio() -> None:
    table = men_over_women(lk.load("injuries"))
    assert table["ci_low"].isna().tolist() == [True, False, False]
    inside = table.iloc[1:]
    assert (inside["ci_low"] < inside["estimate"]).all() and (inside["estimate"] < inside["ci_high"]).all()


def test_injuries_below_the_threshold_leave_the_numerator_and_stay_below_the_line() -> None:
    lfs, injuries = lk.load("lfs"), lk.load("injuries")
    table = share_by_days(injuries[injuries["year"] == 2019], lfs, days=(0, 4)).set_index("days")
    by_hand = lfs.assign(injured=np.where(lfs.frame["injured"].isna(), None,
                         np.where(lfs.frame["days_lost"] >= 4, "yes", "no")))  # fmt: skip
    insured = by_hand.filter(lfs.frame["nssf_member"] == "yes")
    rate = lk.safety.workers_incidence_rate(insured, reference="full-time equivalents")["estimate"].item()
    assert table.loc[4, "survey_rate"] == pytest.approx(rate, rel=0.01)
    assert table.loc[4, "n"] < table.loc[0, "n"]
    assert table.loc[4, "register_rate"] == table.loc[0, "register_rate"]


def test_few_cases_do_not_compete_and_hidden_ones_show_no_figure() -> None:
    ranked = rank_industries(lk.load("injuries"), lk.load("lfs"), "deaths")
    flags = ranked["flag"].tolist()
    assert flags == sorted(flags, key=bool)
    assert ranked.loc[ranked["flag"] == "S", "estimate"].isna().all()


def test_the_lowest_registered_share_comes_first() -> None:
    ranked = rank_industries(lk.load("injuries"), lk.load("lfs"), "registered share")
    known = ranked.loc[ranked["flag"] == "", "estimate"]
    assert known.is_monotonic_increasing and len(known) >= 2


def test_a_third_that_is_far_behind_is_called_so_and_an_unknown_criterion_is_named() -> None:
    far = pd.DataFrame({"industry": list("CFG"), "estimate": [30.0, 20.0, 5.0], "cv": 0.03, "flag": ""})
    assert "clearly behind" in first_two(far, "rate")
    assert "No other industry" in first_two(far.head(2), "deaths")
    assert "cannot send two inspectors" in first_two(far.head(1), "deaths")
    with pytest.raises(OptionError, match="death"):
        rank_industries(register(), lk.load("lfs"), "death")
