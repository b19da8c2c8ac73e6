"""Kaitz, non-compliance and low pay."""

import numpy as np
import pandas as pd
import pytest

from labkit import Survey
from labkit.errors import ColumnError, DataError, OptionError
from labkit.wages import kaitz_index, low_pay_rate, noncompliance


def of(pay: list[float], **columns: object) -> Survey:
    return Survey(pd.DataFrame({"pay": pay, **columns}))


@pytest.fixture(scope="module")
def survey() -> Survey:
    random = np.random.default_rng(13)
    n = 900
    frame = pd.DataFrame({"stratum": random.integers(0, 3, n), "psu": random.integers(0, 7, n)})
    frame["weight"] = random.uniform(1, 9, n)
    frame["area"] = random.choice(["urban", "rural"], n)
    frame["pay"] = random.lognormal(5, 0.5, n)
    frame["minimum"] = np.where(frame["area"] == "urban", 120.0, 90.0)
    return Survey(frame, weight="weight", stratum="stratum", psu="psu")


def test_v0_v1_and_v2_by_hand() -> None:
    table = noncompliance(of([50.0, 80.0, 100.0, 150.0], w=1), "pay", 100)
    assert table["measure"].tolist() == ["V0", "V1", "V2"]
    np.testing.assert_allclose(table["estimate"], [50, 100 * (0.5 + 0.2) / 4, 100 * (0.25 + 0.04) / 4])
    assert table["n"].tolist() == [4, 4, 4]


def test_exactly_the_minimum_is_compliance() -> None:
    assert noncompliance(of([100.0] * 5), "pay", 100)["estimate"].tolist() == [0, 0, 0]
    # 3 * 0.1 is a little more than 0.3: rounding is no violation.
    assert noncompliance(of([0.3] * 5), "pay", 3 * 0.1)["estimate"].tolist() == [0, 0, 0]
    assert noncompliance(of([99.99] * 5), "pay", 100)["estimate"].iloc[0] == 100


def test_a_tolerance_forgives_small_shortfalls_only() -> None:
    table = noncompliance(of([99.0, 98.0]), "pay", 100, tolerance=0.01).set_index("measure")["estimate"]
    assert table["V0"] == 50
    assert table["V1"] == pytest.approx(1.0)  # the full 2 percent of one of two


def test_each_group_has_its_own_rows_and_its_own_minimum(survey: Survey) -> None:
    table = noncompliance(survey, "pay", "minimum", by="area")
    assert table[["area", "measure"]].to_numpy().tolist()[:4] == [
        ["rural", "V0"], ["rural", "V1"], ["rural", "V2"], ["urban", "V0"],
    ]  # fmt: skip
    for area, minimum in (("rural", 90), ("urban", 120)):
        alone = noncompliance(survey.filter(survey.frame["area"] == area), "pay", minimum)
        own = table[table["area"] == area].drop(columns="area").reset_index(drop=True)
        pd.testing.assert_frame_equal(own, alone, rtol=1e-12, check_exact=False)


def test_v0_is_the_share_of_the_underpaid(survey: Survey) -> None:
    share = survey.assign(low=survey.frame["pay"] < 100).share("low", by="area")
    v0 = noncompliance(survey, "pay", 100, by="area").query("measure == 'V0'").drop(columns="measure")
    pd.testing.assert_frame_equal(v0.reset_index(drop=True), share, rtol=1e-12, check_exact=False)


def test_without_a_minimum_or_a_wage_a_record_is_outside() -> None:
    survey = of([50.0, 200.0, np.nan, 10.0], minimum=[100.0, 100.0, 100.0, np.nan])
    assert noncompliance(survey, "pay", "minimum")[["estimate", "n"]].iloc[0].tolist() == [50, 2]
    assert kaitz_index(survey, "pay", "minimum")[["estimate", "n"]].iloc[0].tolist() == [80, 2]


def test_kaitz_of_a_column_is_a_ratio_of_means(survey: Survey) -> None:
    ratio = survey.ratio("minimum", "pay", by="area")
    found = kaitz_index(survey, "pay", "minimum", by="area")
    np.testing.assert_allclose(found["estimate"], 100 * ratio["estimate"])
    np.testing.assert_allclose(found["se"], 100 * ratio["se"])


def test_kaitz_against_the_median() -> None:
    assert kaitz_index(of([100.0, 200.0, 900.0]), "pay", 100, "median")["estimate"].item() == 50


def test_kaitz_of_zero_wages_is_missing() -> None:
    assert np.isnan(kaitz_index(of([0.0, 0.0]), "pay", 100)["estimate"].item())
    assert np.isnan(kaitz_index(of([0.0, 0.0]), "pay", 100, "median")["estimate"].item())


@pytest.mark.parametrize("measure", [kaitz_index, noncompliance])
def test_wrong_minimum_wages_are_named(measure) -> None:
    for wrong in (0, -5, np.nan, np.inf):
        with pytest.raises(OptionError, match="minimum wage is not above zero"):
            measure(of([1.0, 2.0]), "pay", wrong)
    with pytest.raises(DataError, match="not above zero"):
        measure(of([1.0, 1.0], minimum=[1.0, 0.0]), "pay", "minimum")
    with pytest.raises(ColumnError, match="no column 'minimun'"):
        measure(of([1.0, 2.0], minimum=1.0), "pay", "minimun")
    with pytest.raises(DataError, match="below zero"):
        measure(of([-1.0, 2.0]), "pay", 5)


def test_other_wrong_options_are_named() -> None:
    for wrong in (-0.1, 1, np.nan):
        with pytest.raises(OptionError, match="tolerance"):
            noncompliance(of([1.0, 2.0]), "pay", 5, wrong)
    with pytest.raises(OptionError, match="'average' is not a value of 'statistic'"):
        kaitz_index(of([1.0, 2.0]), "pay", 5, "average")
    for wrong in (0, -1, np.nan):
        with pytest.raises(OptionError, match="fraction"):
            low_pay_rate(of([1.0, 2.0]), "pay", wrong)


def test_low_pay_is_strictly_below_two_thirds_of_the_median() -> None:
    assert low_pay_rate(of([500.0, 600.0, 900.0, 900.0, 900.0]), "pay")["estimate"].item() == 20
    # In floating point, two thirds of a number may lie a little above twice the number over three.
    for median in np.arange(0.1, 5, 0.1):
        pay = [2 * median / 3, median, 2 * median]
        assert low_pay_rate(of(pay), "pay")["estimate"].item() == 0


def test_the_threshold_is_that_of_everybody_given(survey: Survey) -> None:
    threshold = 2 / 3 * survey.quantile("pay")["estimate"].item()
    wanted = survey.assign(low=survey.frame["pay"] < threshold).share("low", by="area")
    found = low_pay_rate(survey, "pay", by="area")
    np.testing.assert_allclose(found["estimate"], wanted["estimate"])
    pd.testing.assert_frame_equal(found[["area", "df", "n", "flag"]], wanted[["area", "df", "n", "flag"]])


def test_the_threshold_is_a_source_of_error(survey: Survey) -> None:
    threshold = 2 / 3 * survey.quantile("pay")["estimate"].item()
    fixed = survey.assign(low=survey.frame["pay"] < threshold).share("low")["se"].item()
    assert abs(low_pay_rate(survey, "pay")["se"].item() / fixed - 1) > 0.02


def test_below_the_median_itself_are_half_without_error(survey: Survey) -> None:
    table = low_pay_rate(survey, "pay", fraction=1)
    assert table["estimate"].item() == pytest.approx(50, abs=0.5)
    # The share and the threshold move together; what is left is the record at the median itself.
    fixed = survey.assign(low=survey.frame["pay"] < survey.quantile("pay")["estimate"].item()).share("low")["se"].item()
    assert table["se"].item() < 0.1 * fixed


def test_thin_and_equal_pay_is_no_crash() -> None:
    table = low_pay_rate(of([5.0] * 10), "pay")
    assert table["estimate"].item() == 0
    assert np.isnan(table["se"].item())
    frame = pd.DataFrame({"pay": [1.0, 4.0, 5.0, 6.0, np.nan], "g": ["a", "a", "a", "a", "b"]})
    table = low_pay_rate(Survey(frame), "pay", by="g")
    assert table["estimate"].tolist()[0] == 25
    assert np.isnan(table["estimate"].tolist()[1])
    assert np.isnan(table["se"].tolist()[1])
    nobody = Survey(frame).filter(frame["pay"] > 100)
    assert np.isnan(low_pay_rate(nobody, "pay")["estimate"].item())
    assert len(low_pay_rate(nobody, "pay", by="g")) == 0
    for measure in (kaitz_index, noncompliance):
        assert measure(nobody, "pay", 5)["estimate"].isna().all()
        assert len(measure(nobody, "pay", 5, by="g")) == 0
