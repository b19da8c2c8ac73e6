"""Intervals of shares, against R's svyciprop (tests/reference/intervals.R), and at 0 and 100; flags of rates."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

import labkit as lk
from labkit import Survey
from labkit.errors import OptionError

REFERENCE = Path(__file__).parents[1] / "reference"
KINDS = {"logit": "xlogit", "beta": "beta", "wald": "mean"}


@pytest.mark.parametrize("interval", KINDS)
def test_agrees_with_svyciprop(interval: str) -> None:
    survey = Survey(pd.read_csv(REFERENCE / "survey_sample.csv"), "weight", "stratum", "psu")
    wanted = pd.read_csv(REFERENCE / "intervals_r.csv").fillna({"sex": ""}).query("method == @KINDS[@interval]")
    tables = [survey.share("education", by, interval=interval) for by in (None, "sex")]
    ours = pd.concat([tables[0].assign(sex=""), tables[1]])
    both = wanted.merge(ours, on=["sex", "category"], suffixes=("_r", ""), validate="one_to_one")
    assert len(both) == 12
    np.testing.assert_allclose(both["estimate"], both["estimate_r"], rtol=1e-9)
    np.testing.assert_allclose(both["ci_low"], both["low"], rtol=1e-7)
    np.testing.assert_allclose(both["ci_high"], both["high"], rtol=1e-7)


def test_the_design_effect_is_that_of_svymean() -> None:
    frame = pd.read_csv(REFERENCE / "survey_sample.csv")
    wanted = pd.read_csv(REFERENCE / "intervals_r.csv").fillna({"sex": "", "category": ""}).query("method != 'beta'")
    wanted = wanted[wanted["method"].isin(["xlogit", "mean", "mean of pay"])]
    roles = {"weight": "weight", "stratum": "stratum", "psu": "psu"}
    for survey in (Survey(frame, **roles), Survey(duckdb.from_df(frame), **roles)):
        shares = [survey.share("education", by, deff=True) for by in (None, "sex")]
        means = [survey.mean("pay", by, deff=True).assign(category="") for by in (None, "sex")]
        ours = pd.concat(
            [table.fillna({"sex": ""}) if "sex" in table else table.assign(sex="") for table in shares + means]
        )
        both = wanted.merge(ours, on=["sex", "category"], suffixes=("_r", ""), validate="many_to_one")
        assert len(both) == 2 * 12 + 3
        np.testing.assert_allclose(both["deff"], both["deff_r"], rtol=1e-6)


def test_design_effects_of_totals_and_ratios_are_those_of_r() -> None:
    frame = pd.read_csv(REFERENCE / "survey_sample.csv")
    wanted = pd.read_csv(REFERENCE / "intervals_r.csv").fillna({"sex": ""}).set_index(["method", "sex"])["deff"]
    roles = {"weight": "weight", "stratum": "stratum", "psu": "psu"}
    for survey in (Survey(frame, **roles), Survey(duckdb.from_df(frame), **roles)):
        tables = {
            "people": [survey.total(by="sex", deff=True)],
            "total of pay": [survey.total("pay", by, deff=True) for by in (None, "sex")],
            "pay per hour": [survey.ratio("pay", "hours", by, deff=True) for by in (None, "sex")],
        }
        for method, found in tables.items():
            ours = pd.concat([table if "sex" in table else table.assign(sex="") for table in found]).set_index("sex")
            theirs = wanted[method]
            assert len(ours) == len(theirs)
            np.testing.assert_allclose(ours["deff"], theirs[ours.index], rtol=1e-6)
    known = Survey(frame, **roles).filter(frame["sex"].notna()).total("pay", deff=True)["deff"].item()
    assert survey.total("pay", "sex", deff=True, margins=True)["deff"].iloc[-1] == pytest.approx(known, rel=1e-6)


def test_a_rate_of_an_indicator_has_its_design_effect() -> None:
    lfs = lk.load("lfs")
    rate = lk.labour.neet_rate(lfs, by="sex", deff=True, margins=True)
    frame = lfs.frame.assign(
        neet=lk.labour.labour_force_status(lfs.frame).ne("employed") & lfs.frame["attending"].eq("no")
    )
    young = lfs.assign(neet=frame["neet"]).filter(frame["age"].between(15, 24))
    np.testing.assert_allclose(rate["deff"], young.share("neet", "sex", deff=True, margins=True)["deff"], rtol=1e-9)
    pay = lfs.frame["monthly_pay"]
    short = lk.wages.noncompliance(lfs, "monthly_pay", 700_000, by="sex", deff=True).query("measure == 'V0'")
    paid = lfs.assign(low=pay.lt(700_000)).filter(pay.notna())
    np.testing.assert_allclose(short["deff"], paid.share("low", "sex", deff=True)["deff"], rtol=1e-9)
    assert "deff" not in lk.labour.neet_rate(lfs)  # only where it is asked for


@pytest.mark.parametrize(
    "call",
    [
        lambda lfs: lfs.quantile("monthly_pay", deff=True),
        lambda lfs: lk.inequality.gini(lfs, "monthly_pay", deff=True),
        lambda lfs: lk.wages.pay_gap(lfs, "monthly_pay", statistic="median", deff=True),
        lambda lfs: lk.safety.days_lost_per_case(lfs, statistic="median", deff=True),
        lambda lfs: lfs.difference(lk.labour.neet_rate, between="sex", minus="male", deff=True),
        lambda lfs: lk.compare.change(lk.labour.neet_rate, lk.load("lfs2012"), lfs, deff=True),
    ],
)
def test_a_figure_without_a_design_effect_says_so(call: Callable[[Survey], pd.DataFrame]) -> None:
    with pytest.raises(OptionError, match="no design effect"):
        call(lk.load("lfs"))


def test_a_simple_sample_has_no_design_effect() -> None:
    table = Survey(pd.DataFrame({"x": [1.0, 4.0, 5.0, 9.0]})).mean("x", deff=True)
    np.testing.assert_allclose(table["deff"], 1)
    survey = Survey(pd.DataFrame({"x": [1.0, 4.0, 5.0, 9.0], "y": [2.0, 2.0, 3.0, 5.0], "g": list("aabb")}))
    for one in (survey.total("x", deff=True), survey.ratio("x", "y", deff=True), survey.total(by="g", deff=True)):
        np.testing.assert_allclose(one["deff"], 1)
    assert np.isnan(Survey(pd.DataFrame({"x": [1.0, 1.0]})).mean("x", deff=True)["deff"].item())


def of_thirty(cases: int, interval: str = "beta") -> pd.Series:
    frame = pd.DataFrame({"case": [True] * cases + [False] * (30 - cases)})
    return Survey(frame).share("case", interval=interval).iloc[0]


@pytest.mark.parametrize("interval", ["logit", "beta"])
def test_nobody_and_everybody_have_an_exact_interval(interval: str) -> None:
    nobody, everybody = of_thirty(0, interval), of_thirty(30, interval)
    exact = binomtest(0, 30).proportion_ci(0.95).high
    np.testing.assert_allclose(nobody[["ci_low", "ci_high"]].astype(float), [0, 100 * exact], rtol=1e-9)
    np.testing.assert_allclose(everybody[["ci_low", "ci_high"]].astype(float), [100 - 100 * exact, 100], rtol=1e-9)


def test_a_complete_sample_leaves_nothing_to_chance() -> None:
    frame = pd.DataFrame({"case": [False] * 30, "people": 30})
    row = Survey(frame, fpc="people").share("case").iloc[0]
    assert row[["ci_low", "ci_high"]].tolist() == [0, 0]


def test_one_cluster_has_no_interval() -> None:
    frame = pd.DataFrame({"case": [False] * 30, "psu": 1})
    row = Survey(frame, psu="psu", lonely_psu="certainty").share("case").iloc[0]
    assert np.isnan(row["ci_high"])


def every_rate(lfs: Survey) -> dict[str, pd.DataFrame]:
    by = ["province", "sex"]
    pay = lfs.assign(pay=lfs.frame["monthly_pay"])
    return {
        "unemployment": lk.labour.unemployment_rate(lfs, by=by),
        "NEET": lk.labour.neet_rate(lfs, by=by),
        "underutilization": lk.labour.underutilization(lfs, by=by, hours_threshold=40),
        "informality": lk.informality.informal_employment_rate(lfs, by=["province", "industry"]),
        "matrix": lk.informality.sector_job_matrix(lfs, by="province"),
        "coverage": lk.protection.coverage(lfs, by=["province", "industry"]),
        "unions": lk.dialogue.union_density(lfs, by="institution"),
        "low pay": lk.wages.low_pay_rate(pay, "pay", by=by),
        "noncompliance": lk.wages.noncompliance(pay, "pay", 500_000, by=["province", "industry"]),
        "vulnerability": lk.migration.vulnerability(lk.load("recruitment"), by="channel"),
    }


def test_no_interval_of_a_share_leaves_0_to_100_or_has_no_width() -> None:
    for name, table in every_rate(lk.load("lfs")).items():
        known = table[table["ci_low"].notna()]
        assert len(known), name
        assert ((known["ci_low"] >= 0) & (known["ci_high"] <= 100)).all(), name
        assert (known["ci_low"] < known["ci_high"]).all(), name
        assert ((known["ci_low"] <= known["estimate"]) & (known["estimate"] <= known["ci_high"])).all(), name


@pytest.mark.parametrize(("cases", "flag"), [(0, "S"), (4, "S"), (5, "U"), (14, "U"), (15, "")])
def test_a_rate_is_flagged_by_the_smaller_of_cases_and_rest(cases: int, flag: str) -> None:
    for marked in (cases, 400 - cases):
        frame = pd.DataFrame({"case": [True] * marked + [False] * (400 - marked)})
        frame["kind"] = pd.Categorical(frame["case"].map({True: "one", False: "other"}))
        with lk.quality.limits(max_cv=float("inf")):
            assert Survey(frame).share("case")["flag"].tolist() == [flag]
            assert set(Survey(frame).share("kind")["flag"]) == {flag}
        assert Survey(frame).share("case")["n"].tolist() == [400]


def test_a_rate_hides_what_the_count_of_its_cases_hides() -> None:
    lfs, by = lk.load("lfs"), ["province", "sex"]
    unemployed = lk.labour.labour_force_status(lfs.frame) == "unemployed"
    rate = lk.labour.unemployment_rate(lfs, by=by).set_index(by)["flag"]
    count = lfs.filter(unemployed).total(by=by).set_index(by)["flag"]
    assert (rate == "S").sum() >= 15
    assert (rate[count[count == "S"].index] == "S").all()


def test_the_same_flags_on_an_engine() -> None:
    frame = lk.load("lfs").frame[["province", "sex", "psu", "stratum", "weight", "attending"]].astype(object)
    frame["weight"] = frame["weight"].astype(float)
    roles = {"weight": "weight", "stratum": "stratum", "psu": "psu"}
    here, there = (
        s.share("attending", by="province") for s in (Survey(frame, **roles), Survey(duckdb.from_df(frame), **roles))
    )
    assert here["flag"].tolist() == there["flag"].tolist()
    np.testing.assert_allclose(here["ci_low"], there["ci_low"])


def test_an_imprecise_figure_is_unreliable() -> None:
    frame = pd.DataFrame({"x": [0.0] * 95 + [100.0] * 5})
    table = Survey(frame).mean("x")
    assert table["cv"].item() > 0.33
    assert table["flag"].item() == "U"
    with lk.quality.limits(max_cv=50):
        assert Survey(frame).mean("x")["flag"].item() == ""


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(OptionError, match="Did you mean 'logit'"):
        of_thirty(3, "logt")
