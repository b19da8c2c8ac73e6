"""The raw and the factor-weighted pay gap: worked checks, covariances, edge cases."""

import numpy as np
import pandas as pd
import pytest

from labkit import Survey
from labkit.errors import ColumnError, DataError, OptionError
from labkit.wages import factor_weighted_gap, gap_at_quantiles, pay_gap


@pytest.fixture(scope="module")
def survey() -> Survey:
    random = np.random.default_rng(11)
    n = 1200
    frame = pd.DataFrame({"stratum": random.integers(0, 4, n), "psu": random.integers(0, 8, n)})
    level = random.normal(0, 0.5, (4, 8))[frame["stratum"], frame["psu"]]  # men and women of a PSU earn alike
    frame["weight"] = random.uniform(1, 9, n)
    frame["sex"] = random.choice(["female", "male"], n)
    frame["education"] = random.choice(["low", "high"], n)
    frame["area"] = random.choice(["urban", "rural"], n)
    frame["pay"] = np.exp(3 + level + random.normal(0, 0.4, n) + 0.1 * (frame["sex"] == "male"))
    return Survey(frame, weight="weight", stratum="stratum", psu="psu")


def hand_check() -> Survey:
    cells = [("A", "male", 10, 60), ("A", "female", 9, 20), ("B", "male", 5, 20), ("B", "female", 4.5, 100)]
    frame = pd.DataFrame(cells, columns=["cell", "sex", "pay", "people"])
    return Survey(frame.loc[frame.index.repeat(frame["people"])].reset_index(drop=True))


def test_the_worked_check() -> None:
    assert pay_gap(hand_check(), "pay")["estimate"].item() == pytest.approx(40.0)
    table = factor_weighted_gap(hand_check(), "pay", ["cell"])
    assert table["estimate"].item() == pytest.approx(10.0)
    assert table["dropped_share"].item() == 0
    assert table["n"].item() == 200


def test_the_gap_is_above_zero_where_the_reference_earns_more(survey: Survey) -> None:
    men, women = pay_gap(survey, "pay"), pay_gap(survey, "pay", reference="female")
    mean = survey.mean("pay", by="sex").set_index("sex")["estimate"]
    assert men["estimate"].item() == pytest.approx(100 * (mean["male"] - mean["female"]) / mean["male"])
    assert women["estimate"].item() == pytest.approx(100 * (mean["female"] - mean["male"]) / mean["female"])


def test_the_median_gap_is_that_of_two_medians(survey: Survey) -> None:
    median = survey.quantile("pay", 0.5, by="sex").set_index("sex")["estimate"]
    found = pay_gap(survey, "pay", statistic="median")["estimate"].item()
    assert found == pytest.approx(100 * (1 - median["female"] / median["male"]))


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_the_covariance_within_psus_is_in_the_error(survey: Survey, statistic: str) -> None:
    # Men and women of a PSU are paid alike: the gap is much more certain than if they were drawn apart.
    table = survey.mean("pay", by="sex") if statistic == "mean" else survey.quantile("pay", 0.5, by="sex")
    women, men = (table[table["sex"] == sex].iloc[0] for sex in ("female", "male"))
    apart = 100 / men["estimate"] * np.hypot(women["se"], women["estimate"] / men["estimate"] * men["se"])
    assert pay_gap(survey, "pay", statistic=statistic)["se"].item() < 0.6 * apart


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_groups_give_what_their_domains_give(survey: Survey, statistic: str) -> None:
    for measure in (
        lambda survey, by: pay_gap(survey, "pay", statistic=statistic, by=by),
        lambda survey, by: factor_weighted_gap(survey, "pay", "education", statistic=statistic, by=by),
    ):
        together = measure(survey, ["area"])
        for area in ("rural", "urban"):
            alone = measure(survey.filter(survey.frame["area"] == area), None)
            own = together[together["area"] == area].drop(columns="area").reset_index(drop=True)
            pd.testing.assert_frame_equal(own, alone, rtol=1e-10, check_exact=False)


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_one_cell_only_is_the_raw_gap(survey: Survey, statistic: str) -> None:
    raw = pay_gap(survey, "pay", statistic=statistic)
    same = factor_weighted_gap(survey.assign(one="all"), "pay", "one", statistic=statistic)
    pd.testing.assert_frame_equal(same.drop(columns="dropped_share"), raw, rtol=1e-10, check_exact=False)


def test_a_cell_without_women_is_dropped_and_its_share_reported() -> None:
    extra = pd.DataFrame({"cell": ["C"] * 50, "sex": ["male"] * 50, "pay": [100.0] * 50})
    frame = pd.concat([hand_check().frame, extra], ignore_index=True)
    table = factor_weighted_gap(Survey(frame), "pay", "cell")
    assert table["estimate"].item() == pytest.approx(10.0)
    assert table["dropped_share"].item() == pytest.approx(100 * 50 / 250)
    assert table["n"].item() == 200


def test_thin_cells_are_dropped() -> None:
    # Cell A has 20 women, cell B 20 men.
    frame = hand_check().frame
    frame = pd.concat([frame, frame[frame["cell"] == "B"].assign(cell="D", pay=7.0)], ignore_index=True)
    frame = frame.drop(index=frame[(frame["cell"] == "D") & (frame["sex"] == "male")].index[:6])
    table = factor_weighted_gap(Survey(frame), "pay", "cell", minimum=15)
    assert table["estimate"].item() == pytest.approx(10.0)
    assert table["dropped_share"].item() == pytest.approx(100 * 114 / 314)
    everything = factor_weighted_gap(Survey(frame), "pay", "cell", minimum=14)
    assert everything["estimate"].item() == pytest.approx(10.0 * 200 / 314)
    nothing = factor_weighted_gap(Survey(frame), "pay", "cell", minimum=1000)
    assert np.isnan(nothing["estimate"].item())
    assert nothing[["n", "flag", "dropped_share"]].iloc[0].tolist() == [0, "S", 100.0]


def test_the_cells_shares_are_random_too() -> None:
    # Within each cell everybody of a sex earns the same: all the variation comes from the shares of the cells.
    table = factor_weighted_gap(
        Survey(hand_check().frame.assign(pay=lambda f: f["pay"].where(f["pay"] != 9.0, 6.0))), "pay", "cell"
    )
    gaps, share = np.array([40.0, 10.0]), 80 / 200
    assert table["estimate"].item() == pytest.approx(gaps @ [share, 1 - share])
    binomial = np.sqrt(share * (1 - share) / 199)
    assert table["se"].item() == pytest.approx(abs(gaps[0] - gaps[1]) * binomial)


def test_a_group_without_one_sex_is_missing_with_its_count() -> None:
    frame = pd.DataFrame({"area": ["a"] * 4 + ["b"] * 3, "sex": ["male", "female"] * 2 + ["male"] * 3, "pay": 10.0})
    for statistic in ("mean", "median"):
        for table in (
            pay_gap(Survey(frame), "pay", statistic=statistic, by="area"),
            factor_weighted_gap(Survey(frame.assign(c=1)), "pay", "c", statistic=statistic, by="area"),
        ):
            assert table["estimate"].tolist()[0] == 0
            assert np.isnan(table["estimate"].tolist()[1])
            assert np.isnan(table["se"].tolist()[1])
            assert table["flag"].tolist()[1] == "S"
        assert pay_gap(Survey(frame), "pay", statistic=statistic, by="area")["n"].tolist() == [4, 3]


def test_a_domain_without_men_is_missing_where_the_categories_are_known() -> None:
    frame = pd.DataFrame({"sex": pd.Categorical(["female", "male", "female"]), "pay": [1.0, 2.0, 3.0]})
    women = Survey(frame).filter(frame["sex"] == "female")
    assert np.isnan(pay_gap(women, "pay")["estimate"].item())
    assert pay_gap(women, "pay")["n"].item() == 2


def test_the_flag_goes_by_the_smaller_group() -> None:
    frame = pd.DataFrame({"sex": ["male"] * 40 + ["female"] * 4, "pay": np.arange(1.0, 45.0)})
    assert pay_gap(Survey(frame), "pay")[["n", "flag"]].iloc[0].tolist() == [44, "S"]
    assert factor_weighted_gap(Survey(frame.assign(c=1)), "pay", "c")["flag"].item() == "S"


def test_missing_pay_sex_and_factors_are_outside() -> None:
    frame = pd.DataFrame(
        {
            "sex": ["male", "female", None, "male", "female", "male"],
            "pay": [10.0, 8.0, 99.0, np.nan, 8.0, 99.0],
            "cell": ["x", "x", "x", "x", "x", None],
        }
    )
    assert pay_gap(Survey(frame.iloc[:5]), "pay")[["estimate", "n"]].iloc[0].tolist() == pytest.approx([20.0, 3])
    found = factor_weighted_gap(Survey(frame), "pay", "cell")[["estimate", "n", "dropped_share"]]
    assert found.iloc[0].tolist() == pytest.approx([20.0, 3, 0])


def test_unpaid_men_make_the_gap_missing_and_unpaid_women_make_it_100() -> None:
    frame = pd.DataFrame({"sex": ["male", "female"], "pay": [0.0, 1.0]})
    assert np.isnan(pay_gap(Survey(frame), "pay")["estimate"].item())
    assert pay_gap(Survey(frame), "pay", reference="female")["estimate"].item() == 100
    table = factor_weighted_gap(Survey(frame.assign(c=1)), "pay", "c")
    assert np.isnan(table["estimate"].item())
    assert table["dropped_share"].item() == 100


def test_medians_of_very_thin_cells_have_no_error() -> None:
    frame = hand_check().frame.assign(thin="no")
    frame.loc[[0, 60], "thin"] = "yes"
    table = factor_weighted_gap(Survey(frame), "pay", ["cell", "thin"], statistic="median")
    assert table["estimate"].item() == pytest.approx(10.0)
    assert np.isnan(table["se"].item())


def test_medians_have_an_error_where_each_cell_has_ten_men_and_ten_women() -> None:
    frame = pd.DataFrame({"sex": ["male"] * 10 + ["female"] * 10, "cell": "one"})
    frame["pay"] = [100.0 + i for i in range(10)] + [90.0 + i for i in range(10)]
    table = factor_weighted_gap(Survey(frame), "pay", "cell", statistic="median")
    assert table["se"].item() > 0
    assert table["estimate"].item() == pytest.approx(100 * (104 - 94) / 104)  # the fifth of ten


def test_wrong_calls_are_named(survey: Survey) -> None:
    with pytest.raises(OptionError, match="Nobody has 'men'"):
        pay_gap(survey, "pay", reference="men")
    with pytest.raises(OptionError, match="'mode' is not a value of 'statistic'"):
        pay_gap(survey, "pay", statistic="mode")
    three = survey.assign(sex=survey.frame["sex"].where(survey.frame["stratum"] > 0, "other"))
    with pytest.raises(ColumnError, match="more than two groups"):
        pay_gap(three, "pay")
    with pytest.raises(DataError, match="below zero"):
        pay_gap(survey.assign(loss=-survey.frame["pay"]), "loss")
    with pytest.raises(ColumnError, match="do not make cells"):
        factor_weighted_gap(survey, "pay", ["sex", "area"])
    with pytest.raises(ColumnError, match="do not make cells"):
        factor_weighted_gap(survey, "pay", [])
    with pytest.raises(ColumnError, match="twice"):
        factor_weighted_gap(survey, "pay", ["area"], by="area")
    for minimum in (0, 1.5, True):
        with pytest.raises(OptionError, match="minimum is not a number of records"):
            factor_weighted_gap(survey, "pay", "area", minimum=minimum)


def test_nobody_is_no_crash(survey: Survey) -> None:
    nobody = survey.filter(survey.frame["pay"] < 0)
    for statistic in ("mean", "median"):
        assert np.isnan(pay_gap(nobody, "pay", statistic=statistic)["estimate"].item())
        assert len(pay_gap(nobody, "pay", statistic=statistic, by="area")) == 0
        assert np.isnan(factor_weighted_gap(nobody, "pay", "area", statistic=statistic)["estimate"].item())
        assert len(factor_weighted_gap(nobody, "pay", "education", statistic=statistic, by="area")) == 0


@pytest.mark.parametrize(("few", "flag"), [(4, "S"), (5, "U"), (14, "U"), (15, "")])
@pytest.mark.parametrize("scarce", ["female", "male"])
def test_every_gap_is_flagged_by_the_smaller_sex(few: int, flag: str, scarce: str) -> None:
    other = "male" if scarce == "female" else "female"
    frame = pd.DataFrame({"sex": [other] * 60 + [scarce] * few, "education": "low"})
    survey = Survey(frame.assign(pay=np.arange(len(frame)) % 9 + 100.0))
    for table in (
        pay_gap(survey, "pay"),
        pay_gap(survey, "pay", statistic="median"),
        gap_at_quantiles(survey, "pay", q=[0.5]),
        factor_weighted_gap(survey, "pay", ["education"], minimum=1),
    ):
        assert table["flag"].tolist() == [flag]


def test_records_that_stand_for_nobody_hold_no_gap_up():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(
        {"sex": ["male"] * 23 + ["female"] * 30, "w": [1] * 3 + [0] * 20 + [1] * 30, "pay": rng.lognormal(size=53)}
    ).assign(cell="all")
    survey = Survey(frame, weight="w")
    assert pay_gap(survey, "pay")["flag"].item() == "S"
    assert gap_at_quantiles(survey, "pay", 0.5)["flag"].item() == "S"
    weighted = factor_weighted_gap(survey, "pay", "cell", minimum=15)
    assert np.isnan(weighted["estimate"].item())
    assert weighted["dropped_share"].item() == 100


def test_a_gap_at_the_median_has_the_error_of_the_gap_of_medians_at_any_level():
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({"sex": ["male", "female"] * 300, "pay": rng.lognormal(size=600), "psu": np.arange(600) // 6})
    survey = Survey(frame, psu="psu")
    one = gap_at_quantiles(survey, "pay", [0.5, 0.5], level=0.8)
    other = pay_gap(survey, "pay", statistic="median", level=0.8)
    np.testing.assert_allclose(one["se"].item(), other["se"].item())
