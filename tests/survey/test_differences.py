"""Differences between groups and between surveys: against R (tests/reference/differences.R), and their parts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import Survey
from labkit.errors import ColumnError, DataError, OptionError

REFERENCE = Path(__file__).parents[1] / "reference"
DESIGNS = {
    "full": {"weight": "weight", "stratum": "stratum", "psu": "psu"},
    "fpc": {"weight": "weight", "stratum": "stratum", "psu": "psu", "fpc": "psus"},
    "no_psu": {"weight": "weight", "stratum": "stratum"},
    "lonely": {"weight": "weight", "stratum": "stratum_lonely", "psu": "psu", "lonely_psu": "certainty"},
}
ESTIMATORS = {
    "mean": lambda s: s.mean("pay"),
    "total": lambda s: s.filter(s.frame["pay"].notna()).total("pay"),
    "share": lambda s: s.share("informal"),
    "ratio": lambda s: s.ratio("pay", "hours"),
    "pay": lambda s: s.mean("pay"),
    "informal_percent": lambda s: s.share("informal"),
}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    frame = pd.read_csv(REFERENCE / "survey_sample.csv")
    frame["informal"] = frame["informal"].astype("boolean")
    frame["stratum_round"] = frame["stratum"] + (frame["psu"] % 2).astype(str)
    return frame


def women_and_men(survey: Survey, estimator: str) -> pd.DataFrame:
    return survey.difference(ESTIMATORS[estimator], between="sex", minus="male")


def reference() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "differences_r.csv").fillna({"area": ""})


def assert_same(ours: pd.DataFrame, wanted: pd.DataFrame) -> None:
    # Sums in another order round differently: 1e-9 of the estimate, 1e-7 of its standard error.
    for name, expected, tolerance in (
        ("estimate", "estimate", 1e-9),
        ("se", "se", 1e-7),
        ("ci_low", "low", 1e-7),
        ("ci_high", "high", 1e-7),
        ("df", "df", 0),
        ("p_value", "p", 1e-6),
    ):
        np.testing.assert_allclose(ours[name], wanted[expected], rtol=tolerance, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("estimator", ["mean", "total", "share", "ratio"])
@pytest.mark.parametrize("design", DESIGNS)
def test_differences_are_those_of_r(frame: pd.DataFrame, design: str, estimator: str) -> None:
    survey = Survey(frame, **DESIGNS[design])
    wanted = reference().query("case == @design and estimator == @estimator").set_index("area")
    gap = partial(women_and_men, estimator=estimator)
    assert_same(gap(survey), wanted.loc[[""]])
    each = survey.difference(ESTIMATORS[estimator], between="sex", minus="male", by="area")
    assert_same(each, wanted.loc[list(each["area"])])
    assert_same(survey.difference(gap, between="area", minus="urban"), wanted.loc[["rural minus urban"]])


@pytest.mark.parametrize("estimator", ["pay", "informal_percent"])
def test_changes_are_those_of_r(frame: pd.DataFrame, estimator: str) -> None:
    even, odd = (
        Survey(frame[frame["psu"] % 2 == rest], "weight", "stratum_round", "psu", lonely_psu="certainty")
        for rest in (0, 1)
    )
    wanted = reference().query("case == 'two surveys' and estimator == @estimator")
    assert_same(lk.compare.change(ESTIMATORS[estimator], even, odd), wanted)


def lfs_estimators() -> dict[str, object]:
    pay = {"column": "monthly_pay"}
    return {
        "rate": lk.labour.unemployment_rate,
        "informality": lk.informality.informal_employment_rate,
        "mean": lambda s: s.mean("monthly_pay"),
        "median": lambda s: s.quantile("monthly_pay"),
        "quantiles": partial(Survey.quantile, column="monthly_pay", q=[0.1, 0.9]),
        "ratio": lambda s: s.ratio("monthly_pay", "usual_hours"),
        "people": lambda s: s.total(),
        "shares": lambda s: s.share("education"),
        "gini": partial(lk.inequality.gini, **pay),
        "quantile ratio": partial(lk.inequality.quantile_ratio, **pay),
        "S80/S20": partial(lk.inequality.quintile_share_ratio, **pay),
        "pay gap": partial(lk.wages.pay_gap, **pay),
        "median pay gap": partial(lk.wages.pay_gap, **pay, statistic="median"),
        "factor-weighted gap": partial(lk.wages.factor_weighted_gap, **pay, factors="education"),
        "low pay": partial(lk.wages.low_pay_rate, **pay),
        "noncompliance": partial(lk.wages.noncompliance, **pay, minimum_wage=700_000),
        "kaitz": partial(lk.wages.kaitz_index, **pay, minimum_wage=700_000),
        "union density": lk.dialogue.union_density,
        "injuries": lk.safety.incidence_rate,
        "coverage": lk.protection.coverage,
        "matrix": lk.informality.sector_job_matrix,
    }


@pytest.mark.parametrize("name", lfs_estimators())
def test_every_estimator_has_differences(name: str) -> None:
    """The levels are the estimator's own, and the variance is that of both less twice a possible covariance."""
    lfs, estimator = lk.load("lfs"), lfs_estimators()[name]
    table = lfs.difference(estimator, between="area", minus="rural")
    levels = estimator(lfs, by="area") if name not in ("mean", "median", "ratio", "people", "shares") else None
    if levels is None:
        levels = pd.concat([estimator(lfs.filter(lfs.frame["area"] == a)).assign(area=a) for a in ("urban", "rural")])
    urban, rural = (levels[levels["area"] == a].reset_index(drop=True) for a in ("urban", "rural"))
    np.testing.assert_allclose(table["estimate"], urban["estimate"] - rural["estimate"], rtol=1e-12)
    np.testing.assert_array_equal(table["group_value"], urban["estimate"])
    np.testing.assert_array_equal(table["minus_value"], rural["estimate"])
    np.testing.assert_array_equal(table["n"], urban["n"] + rural["n"])
    # Town and country are strata of their own: nothing in one moves with the other, but for a threshold from both.
    if name != "low pay":
        np.testing.assert_allclose(table["se"], np.hypot(urban["se"], rural["se"]), rtol=1e-9)
    assert not any(column.startswith("labkit") for column in table)


def test_the_covariance_of_one_survey_counts() -> None:
    lfs = lk.load("lfs")
    table = lfs.difference(lk.informality.informal_employment_rate, between="sex", minus="male")
    each = lk.informality.informal_employment_rate(lfs, by="sex")
    # Men and women live in the same areas: taken as independent, the error is about a sixth too large.
    assert 1.08 < float(np.hypot(*each["se"])) / table["se"].item() < 1.3


def test_a_difference_is_a_regression_coefficient() -> None:
    lfs = lk.load("lfs")
    table = lfs.difference(lambda s: s.mean("monthly_pay"), between="sex", minus="male")
    fit = lk.regression.linear(lfs, "monthly_pay", ["sex"]).table
    coefficient = fit[fit["term"] == "sex: female"]
    for name in ("estimate", "se"):
        np.testing.assert_allclose(table[name], coefficient[name], rtol=1e-8)


def test_a_low_pay_rate_keeps_the_threshold_of_all() -> None:
    lfs = lk.load("lfs")
    table = lfs.difference(lk.wages.low_pay_rate, between="sex", minus="male", column="monthly_pay")
    each = lk.wages.low_pay_rate(lfs, "monthly_pay", by="sex").set_index("sex")["estimate"]
    assert table["group_value"].item() == each["female"]


def test_each_other_value_makes_a_row_and_rest_is_everybody_else() -> None:
    lfs = lk.load("lfs")
    rate = lk.labour.participation_rate
    provinces = lfs.frame["province"].nunique()
    table = lfs.difference(rate, between="province", minus="Kep", by="sex")
    assert len(table) == 2 * (provinces - 1)
    assert table["sex"].tolist() == ["male"] * (provinces - 1) + ["female"] * (provinces - 1)
    rest = lfs.difference(rate, between="province", minus="rest")
    assert len(rest) == provinces
    kep = rest[rest["province"] == "Kep"]
    here = lfs.assign(here=lfs.frame["province"].eq("Kep")).difference(rate, between="here")
    for name in ("estimate", "se", "p_value", "group_value", "minus_value"):
        np.testing.assert_allclose(kep[name], here[name], rtol=1e-12)


def test_a_group_that_is_absent_has_no_difference() -> None:
    frame = pd.DataFrame({"x": range(40), "sex": ["f", "m"] * 20, "place": ["a"] * 20 + ["b"] * 20})
    survey = Survey(frame).filter((frame["place"] == "a") | (frame["sex"] == "f"))
    table = survey.difference(lambda s: s.mean("x"), between="sex", minus="m", by="place").set_index("place")
    assert np.isnan(table.loc["b", ["estimate", "se", "p_value"]].astype(float)).all()
    assert table.loc["b", ["n", "flag"]].tolist() == [10, "S"]
    assert table.loc["a", "flag"] == "U"  # ten of each


def test_two_domains_of_one_survey_are_not_independent() -> None:
    lfs = lk.load("lfs")
    men, women = (lfs.filter(lfs.frame["sex"] == sex) for sex in ("male", "female"))
    changed = lk.compare.change(lambda s: s.mean("age"), men, women)
    inside = lfs.difference(lambda s: s.mean("age"), between="sex", minus="male")
    np.testing.assert_allclose(changed["se"], inside["se"], rtol=1e-12)


def test_a_change_of_a_difference() -> None:
    earlier, later = lk.load("lfs2012"), lk.load("lfs")

    def gap(survey: Survey) -> pd.DataFrame:
        return survey.difference(lk.labour.neet_rate, between="sex", minus="male", by="area")

    table, old, new = lk.compare.change(gap, earlier, later), gap(earlier), gap(later)
    assert table["area"].tolist() == ["urban", "rural"]
    np.testing.assert_allclose(table["estimate"], new["estimate"] - old["estimate"])
    np.testing.assert_allclose(table["se"], np.hypot(old["se"], new["se"]))


def test_an_engine_gives_the_same(frame: pd.DataFrame) -> None:
    import duckdb

    roles = {**DESIGNS["full"]}
    table = duckdb.from_df(frame)
    for minus in ("male", "rest"):
        here, there = (
            s.difference(lambda s: s.mean("pay"), between="sex", minus=minus, by="area")
            for s in (Survey(frame, **roles), Survey(table, **roles))
        )
        pd.testing.assert_frame_equal(here, there, check_dtype=False)


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"minus": "Male"}, OptionError, "Did you mean 'male'?"),
        ({"minus": None}, OptionError, "not said what to subtract"),
        ({"between": "sxe"}, ColumnError, "Did you mean 'sex'?"),
        ({"by": "sex"}, ColumnError, "not a column of its own"),
        ({"estimator": "pay"}, OptionError, "not a function of a survey"),
        ({"estimator": lk.load("lfs").mean}, OptionError, "not a function of a survey"),
        ({"estimator": lk.labour.neet_rate(lk.load("lfs"))}, OptionError, "Give the name of the function, without"),
        ({"estimator": len}, DataError, "did not return a result table"),
        ({"estimator": lambda s: s.mean("age").assign(se=1.0)}, DataError, "covariance"),
    ],
)
def test_what_cannot_be_subtracted_is_said(change: dict[str, object], error: type[Exception], said: str) -> None:
    options = {"estimator": lk.labour.neet_rate, "between": "sex", "minus": "male"} | change
    with pytest.raises(error, match=said.replace("?", r"\?")):
        lk.load("lfs").difference(**options)


def test_surveys_of_different_standards_have_no_change() -> None:
    lfs = lk.load("lfs")
    with pytest.raises(DataError, match="is not a Survey"):
        lk.compare.change(lk.labour.neet_rate, lfs.frame, lfs)


@pytest.mark.parametrize("compared", [lk.compare.change, lk.compare.growth])
def test_a_survey_has_no_change_from_itself(compared: Callable[..., pd.DataFrame]) -> None:
    lfs, again = lk.load("lfs"), lk.load("lfs")
    for other in (lfs, again):
        with pytest.raises(DataError, match=r"one and the same(.|\n)*44,073 records twice(.|\n)*lfs2012"):
            compared(lk.labour.neet_rate, other, lfs, by="sex")
    men, women = (lfs.filter(lfs.frame["sex"] == sex) for sex in ("male", "female"))
    assert compared(lk.labour.neet_rate, men, women)["estimate"].item() != 0


def test_a_difference_says_which_survey_it_is_from() -> None:
    lfs = lk.load("lfs")
    for options in ({"minus": "male"}, {"minus": "rest"}, {"minus": "male", "by": "area"}):
        table = lfs.difference(lk.labour.neet_rate, between="sex", **options)
        assert table.attrs["source"] == lfs.frame.attrs["source"]
