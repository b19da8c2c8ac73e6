"""Gini, shares and quantile ratios: closed forms, brute force, edge cases."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import Survey
from labkit.errors import ColumnError, DataError, LabkitError, OptionError
from labkit.inequality import gini, lorenz_curve, palma, quantile_ratio, quintile_share_ratio

ALL = [gini, palma, quantile_ratio, quintile_share_ratio, lorenz_curve]


def of(amounts: list[float], weights: list[float] | None = None) -> Survey:
    frame = pd.DataFrame({"pay": amounts, "weight": weights or [1.0] * len(amounts)})
    return Survey(frame, weight="weight")


@pytest.fixture(scope="module")
def survey() -> Survey:
    random = np.random.default_rng(5)
    n = 600
    frame = pd.DataFrame(
        {
            "weight": random.uniform(1, 9, n),
            "stratum": random.integers(0, 4, n),
            "psu": random.integers(0, 6, n),
            "sex": random.choice(["female", "male"], n),
            "pay": np.round(random.lognormal(3, 0.8, n)),
        }
    )
    frame.loc[::17, "pay"] = np.nan
    return Survey(frame, weight="weight", stratum="stratum", psu="psu")


def test_gini_is_half_the_mean_difference_over_the_mean(survey: Survey) -> None:
    people = survey.frame.dropna(subset="pay")
    x, w = people["pay"].to_numpy(), people["weight"].to_numpy()
    differences = (w[:, None] * w[None, :] * np.abs(x[:, None] - x[None, :])).sum() / w.sum() ** 2
    assert gini(survey, "pay")["estimate"].item() == pytest.approx(100 * differences / (2 * np.average(x, weights=w)))


def test_gini_is_the_area_between_the_lorenz_curve_and_the_diagonal(survey: Survey) -> None:
    points = np.linspace(0, 1, 401)
    held = lorenz_curve(survey, "pay", points=points)["estimate"].to_numpy() / 100
    area = np.sum((held[1:] + held[:-1]) / 2 * np.diff(points))
    assert gini(survey, "pay")["estimate"].item() == pytest.approx(100 * (1 - 2 * area), rel=1e-3)


def test_gini_of_one_who_has_everything_is_one_less_one_over_n() -> None:
    assert gini(of([0, 0, 0, 0, 10]), "pay")["estimate"].item() == pytest.approx(80.0)


def test_gini_has_no_small_sample_factor() -> None:
    assert gini(of([1, 3]), "pay")["estimate"].item() == pytest.approx(25.0)


@pytest.mark.parametrize("measure", ALL)
def test_groups_give_what_their_domains_give(survey: Survey, measure) -> None:
    together = measure(survey, "pay", by="sex")
    for sex in ("female", "male"):
        alone = measure(survey.filter(survey.frame["sex"] == sex), "pay")
        own = together[together["sex"] == sex].drop(columns="sex").reset_index(drop=True)
        pd.testing.assert_frame_equal(own, alone, rtol=1e-10, check_exact=False)


def test_palma_splits_the_person_at_the_boundary() -> None:
    # A tenth of four people is 0.4 of the richest; forty percent is the poorest and 0.6 of the second.
    assert palma(of([1, 2, 3, 4]), "pay")["estimate"].item() == pytest.approx(0.4 * 4 / (1 + 0.6 * 2))


def test_palma_splits_people_with_the_same_amount_too() -> None:
    assert palma(of([1, 5, 5, 5, 5]), "pay")["estimate"].item() == pytest.approx(0.5 * 5 / (1 + 5))


def test_quintile_share_ratio_splits_the_person_at_the_boundary() -> None:
    assert quintile_share_ratio(of([1, 2, 3, 4]), "pay", boundary="split")["estimate"].item() == pytest.approx(
        0.8 * 4 / (0.8 * 1)
    )


def test_quintile_share_ratio_of_eurostat_takes_the_boundary_whole() -> None:
    survey = of([1, 2, 2, 3, 4, 5, 6, 7])  # the first quintile is 2: three people are at or below it
    assert quintile_share_ratio(survey, "pay")["estimate"].item() == pytest.approx(7 / 5)
    assert quintile_share_ratio(survey, "pay", boundary="split")["estimate"].item() == pytest.approx(
        (7 + 0.6 * 6) / (1 + 0.6 * 2)
    )


def test_quintile_share_ratio_of_eurostat_is_missing_where_nobody_is_above() -> None:
    assert np.isnan(quintile_share_ratio(of([1, 2, 3, 4]), "pay", boundary="whole")["estimate"].item())


def test_quintile_boundaries_are_the_same_where_all_amounts_differ() -> None:
    survey = of(list(range(1, 11)))
    for boundary in ("split", "whole"):
        found = quintile_share_ratio(survey, "pay", boundary=boundary)["estimate"].item()
        assert found == pytest.approx(19 / 3)


def test_quantile_ratio_is_the_ratio_of_the_surveys_quantiles(survey: Survey) -> None:
    low, high = survey.quantile("pay", [0.1, 0.9])["estimate"]
    assert quantile_ratio(survey, "pay")["estimate"].item() == high / low


def test_quantile_ratio_has_the_variance_of_its_two_quantiles(survey: Survey) -> None:
    # With a covariance between -1 and 1 times the two standard errors, and above 0: both move with the same people.
    low, high = survey.quantile("pay", [0.4, 0.6]).itertuples()
    a, b = high.se / low.estimate, high.estimate * low.se / low.estimate**2
    se = quantile_ratio(survey, "pay", upper=0.6, lower=0.4)["se"].item()
    assert abs(a - b) < se < np.hypot(a, b)


def test_quantile_influence_gives_the_standard_error_of_the_quantile(survey: Survey) -> None:
    from labkit.inequality.quantile_ratios import quantile_influence
    from labkit.survey.estimation.influence import table_from_influence
    from labkit.survey.records.columns import Groups

    pay = survey.frame["pay"].to_numpy()
    codes = np.where(np.isnan(pay), -1, (survey.frame["sex"] == "male").to_numpy().astype(int))
    shares = (0.25, 0.5)
    for (quantile, influence), q in zip(quantile_influence(survey, pay, codes, 2, shares), shares, strict=True):
        found = Groups(codes, pd.DataFrame({"sex": ["female", "male"]}))
        table = table_from_influence(survey.design, found, quantile, influence, level=0.95)
        wanted = survey.quantile("pay", q, by="sex")
        np.testing.assert_allclose(table[["estimate", "se"]], wanted[["estimate", "se"]], rtol=1e-12)


def test_the_ends_of_the_lorenz_curve_are_certain(survey: Survey) -> None:
    ends = lorenz_curve(survey, "pay", points=[0, 1])
    np.testing.assert_allclose(ends["estimate"], [0, 100])
    np.testing.assert_allclose(ends["se"], 0, atol=1e-12)
    assert ends["q"].tolist() == [0.0, 1.0]


def test_everybody_with_the_same_is_equality() -> None:
    survey = of([7.0] * 12, list(range(1, 13)))
    assert gini(survey, "pay")[["estimate", "se"]].iloc[0].tolist() == pytest.approx([0, 0], abs=1e-12)
    assert palma(survey, "pay")[["estimate", "se"]].iloc[0].tolist() == pytest.approx([0.25, 0], abs=1e-12)
    assert quintile_share_ratio(survey, "pay", boundary="split")[["estimate", "se"]].iloc[0].tolist() == pytest.approx(
        [1, 0], abs=1e-12
    )
    assert quantile_ratio(survey, "pay")[["estimate", "se"]].iloc[0].tolist() == pytest.approx([1, 0], abs=1e-12)


@pytest.mark.parametrize("measure", ALL)
def test_missing_amounts_are_outside(measure) -> None:
    amounts = [1.0, 4.0, 2.0, 8.0, 9.0, 3.0, 2.5, 6.0]
    whole, holed = measure(of(amounts), "pay"), measure(of([*amounts, np.nan]), "pay")
    np.testing.assert_allclose(holed["estimate"], whole["estimate"])
    assert (holed["n"] == 8).all()


@pytest.mark.parametrize("measure", ALL)
def test_a_group_without_amounts_or_with_zeros_only_is_missing(measure) -> None:
    frame = pd.DataFrame(
        {
            "group": ["none"] * 4 + ["zero"] * 4 + ["some"] * 5,
            "pay": [np.nan] * 4 + [0.0] * 4 + [1.0, 2.0, 3.0, 4.0, 5.0],
        }
    )
    table = measure(Survey(frame), "pay", by="group").drop_duplicates("group").set_index("group")
    assert np.isnan(table.loc["none", "estimate"])
    assert np.isnan(table.loc["zero", "estimate"])
    assert np.isnan(table.loc["zero", "se"])
    assert table["n"].to_dict() == {"none": 0, "some": 5, "zero": 4}
    assert np.isfinite(table.loc["some", "estimate"])
    assert table.loc["none", "flag"] == "S"


@pytest.mark.parametrize("measure", ALL)
def test_nobody_at_all_is_no_crash(measure, survey: Survey) -> None:
    nobody = survey.filter(survey.frame["pay"] < 0)
    assert measure(nobody, "pay")["estimate"].isna().all()
    assert len(measure(nobody, "pay", by="sex")) == 0


def test_zero_amounts_count() -> None:
    assert gini(of([0, 1, 1, 0]), "pay")["estimate"].item() == pytest.approx(50.0)


@pytest.mark.parametrize("measure", ALL)
def test_amounts_below_zero_are_refused(measure) -> None:
    with pytest.raises(DataError, match="1 amounts below zero") as error:
        measure(of([1, -2, 3, np.nan]), "pay")
    assert "rows 1" in error.value.got


@pytest.mark.parametrize("measure", ALL)
def test_a_wrong_column_is_named(measure, survey: Survey) -> None:
    with pytest.raises(ColumnError, match="no column 'pays'"):
        measure(survey, "pays")
    with pytest.raises(ColumnError, match="does not hold numbers"):
        measure(survey, "sex")


@pytest.mark.parametrize(("upper", "lower"), [(0.1, 0.9), (0.5, 0.5), (1.0, 0.1), (0.9, 0), (90, 10)])
def test_quantiles_must_be_in_order(survey: Survey, upper: float, lower: float) -> None:
    with pytest.raises(OptionError, match="not in order"):
        quantile_ratio(survey, "pay", upper=upper, lower=lower)


def test_other_wrong_options_are_named(survey: Survey) -> None:
    with pytest.raises(OptionError, match="points are not shares"):
        lorenz_curve(survey, "pay", points=[0.5, 10])
    with pytest.raises(OptionError, match="points are not shares"):
        lorenz_curve(survey, "pay", points=[])
    with pytest.raises(LabkitError, match="'half' is not a value of 'boundary'"):
        quintile_share_ratio(survey, "pay", boundary="half")


def test_the_bundled_survey_has_plausible_inequality() -> None:
    lfs = lk.load("lfs")
    assert 15 < gini(lfs, "monthly_pay")["estimate"].item() < 45
    assert 0 < gini(lfs, "monthly_pay")["se"].item() < 1


def test_the_richest_record_stands_for_nobody():
    frame = pd.DataFrame({"pay": [1] * 5 + [5] * 5 + [9], "w": [1] * 10 + [0]})
    found = quintile_share_ratio(Survey(frame, weight="w"), "pay")
    pd.testing.assert_frame_equal(found, quintile_share_ratio(Survey(frame.iloc[:10], weight="w"), "pay"))
    assert np.isnan(found["estimate"].item())  # nobody is above the fourth quintile
