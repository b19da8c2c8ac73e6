"""Figures that must hold to the last digits: sums of many weights, single PSUs, many groups."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk

REFERENCE = Path(__file__).parents[1] / "reference"
STRATA = {"stratum": [1, 1, 2, 2, 3], "psu": [1, 2, 3, 4, 5], "w": [10.5, 10.5, 20, 20, 15]}


@pytest.mark.parametrize(("rule", "variance"), [("certainty", 126625.0), ("adjust", 127579.8)])
def test_a_single_psu_of_a_total_is_compared_with_all(rule: str, variance: float) -> None:
    # The figures of R survey 4.5, tests/lonely.psu.R.
    frame = pd.DataFrame(STRATA).assign(age=[30.5, 40.5, 35, 52, 44])
    survey = lk.Survey(frame, weight="w", stratum="stratum", psu="psu", lonely_psu=rule)
    assert survey.total("age")["se"].item() ** 2 == pytest.approx(variance, abs=0.1)


def test_single_psus_of_totals_agree_with_the_rule_of_r_survey_from_4_4_on() -> None:
    # Not an installed package's figures: see tests/reference/lonely_totals.R.
    frame = pd.read_csv(REFERENCE / "survey_sample.csv").assign(people=1)
    frame["hours"] = frame["hours"].fillna(0)
    wanted = pd.read_csv(REFERENCE / "lonely_totals_r.csv", skipinitialspace=True)
    assert len(wanted) == 6
    for column, fpc, estimate, se in wanted.itertuples(index=False):
        design = {"weight": "weight", "stratum": "stratum_lonely", "psu": "psu"} | (
            {"fpc": "psus_lonely"} if fpc else {}
        )
        survey = lk.Survey(frame, **design, lonely_psu="adjust")
        table = survey.total(column)
        assert table["estimate"].item() == pytest.approx(estimate, rel=1e-12)
        assert table["se"].item() == pytest.approx(se, rel=1e-9)


@pytest.mark.parametrize("weight", [0.1, 1 / 3, 1234.56789, 7e-9])
def test_quantiles_of_many_equal_weights_are_exact(weight: float) -> None:
    survey = lk.Survey(pd.DataFrame({"x": np.arange(1, 100_001), "w": weight}), weight="w")
    shares = [0.1, 0.25, 0.5, 0.8, 0.9]
    assert survey.quantile("x", shares)["estimate"].tolist() == [100_000 * q for q in shares]
    assert lk.inequality.quintile_share_ratio(survey, "x")["estimate"].item() == pytest.approx(8.9996, rel=1e-8)


def test_a_quantile_at_a_step_of_few_weights() -> None:
    survey = lk.Survey(pd.DataFrame({"x": np.arange(1, 21), "w": 0.1}), weight="w")
    assert survey.quantile("x", [0.05, 0.1, 0.3, 0.7])["estimate"].tolist() == [1, 2, 6, 14]


def test_a_survey_whose_frame_is_sorted_in_place_is_unharmed() -> None:
    frame = pd.DataFrame({"x": [3.0, 1, 2, 9], "w": [1.0, 2, 3, 4], "g": ["b", "a", "b", "a"]})
    survey = lk.Survey(frame, weight="w")
    before = survey.mean("x", by="g")
    held = survey.frame
    order = held.sort_values("x").index
    held.index = order  # what sorting in place leaves: the rows in another order, each with its label
    for name in ("x", "w", "g"):
        held[name] = frame[name].take(order).array
    pd.testing.assert_frame_equal(survey.mean("x", by="g"), before)


def test_a_single_psu_without_the_group_counts_whatever_the_order_of_the_records() -> None:
    # With strata out of order only the pairs of group and PSU that occur are kept; the lonely one of "c" has no woman.
    sorted_ = pd.DataFrame({"stratum": list("aabbbc"), "sex": list("fmfffm"), "y": [3.0, 1, 4, 1, 5, 9]})
    orders = (sorted_, sorted_.iloc[[5, 0, 3, 1, 4, 2]].reset_index(drop=True))
    tables = [lk.Survey(frame, stratum="stratum", lonely_psu="adjust").total("y", by="sex") for frame in orders]
    pd.testing.assert_frame_equal(*tables)
    # By hand, for women: totals of PSUs 3, 0 | 4, 1, 5 | 0; the mean of all is 13 / 6.
    variance = 2 * 2 * 1.5**2 + 3 / 2 * ((4 - 10 / 3) ** 2 + (1 - 10 / 3) ** 2 + (5 - 10 / 3) ** 2) + (13 / 6) ** 2
    assert tables[0].set_index("sex")["se"]["f"] ** 2 == pytest.approx(variance)
