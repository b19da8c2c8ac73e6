"""Poisson regression against R's glm and svyglm, and against rates made by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.errors import DataError

REFERENCE = Path(__file__).parents[1] / "reference"
R_RESULTS = pd.read_csv(REFERENCE / "poisson_r.csv")
BASE = {"group": "<1l", "age": "<25"}


def in_r_s_words(term: str) -> str:
    return "(Intercept)" if term == "(constant)" else term.replace(": ", "")


def compare(fit: lk.regression.RateRegression, case: str) -> pd.DataFrame:
    theirs = R_RESULTS[R_RESULTS["case"] == case].set_index("term")
    ours = fit.table.set_index(fit.table["term"].map(in_r_s_words)).loc[theirs.index]
    np.testing.assert_allclose(ours["estimate"], theirs["estimate"], rtol=1e-9, atol=1e-11)
    np.testing.assert_allclose(ours["se"], theirs["se"], rtol=1e-8)
    assert (ours["df"] == theirs["df"]).all()
    return theirs


@pytest.mark.parametrize(("case", "exposure"), [("register", "holders"), ("counts", None)])
def test_a_register_as_glm_quasipoisson(case: str, exposure: str | None) -> None:
    cells = pd.read_csv(REFERENCE / "insurance.csv")
    fit = lk.regression.poisson(cells, "claims", ["district", "group", "age"], exposure, base=BASE)
    theirs = compare(fit, case)
    assert fit.dispersion == pytest.approx(theirs["dispersion"].iloc[0], rel=1e-9)


def test_a_ratio_of_few_cases_is_flagged_and_hidden() -> None:
    cells = pd.DataFrame({"group": list("abcd") * 2, "year": [1] * 4 + [2] * 4, "people": 1000})
    cells["cases"] = [20, 8, 2, 30, 25, 6, 2, 40]
    fit = lk.regression.poisson(cells, "cases", ["group", "year"], "people")
    assert fit.table["flag"].tolist() == ["", "U", "S", "", ""]  # constant, b (14 cases), c (4), d, year
    assert fit.rate_ratios["flag"].tolist() == ["U", "S", "", ""]
    assert lk.regression.poisson(cells, "cases", ["group"], base={"group": "c"}).rate_ratios["flag"].eq("S").all()
    hidden = lk.quality.publishable(fit.table)
    assert hidden[["estimate", "rate_ratio", "ratio_low"]].isna().all(axis=1).tolist() == [
        False,
        False,
        True,
        False,
        False,
    ]


def test_as_many_terms_as_rows_leave_no_dispersion() -> None:
    cells = pd.DataFrame({"group": ["a", "b"], "cases": [20, 30], "people": [100, 100]})
    fit = lk.regression.poisson(cells, "cases", ["group"], "people")
    assert np.isnan(fit.dispersion)
    assert fit.table["estimate"].iloc[1] == pytest.approx(np.log(1.5))


@pytest.mark.parametrize(("case", "youngest"), [("survey", 0), ("survey adults", 30)])
def test_a_survey_as_svyglm_quasipoisson(case: str, youngest: int) -> None:
    frame = pd.read_csv(REFERENCE / "survey_sample.csv")
    frame = frame.assign(count=np.round(frame["pay"] / 50))
    survey = lk.Survey(frame, weight="weight", stratum="stratum", psu="psu")
    domain = survey.filter((frame["age"] >= youngest) & (frame["hours"] > 0))
    fit = lk.regression.poisson(domain, "count", ["sex", "age", "area"], exposure="hours")
    compare(fit, case)
    assert fit.design_based


def test_with_one_regressor_it_is_the_ratio_of_two_rates() -> None:
    register = pd.DataFrame({
        "sex": ["female", "male"] * 3, "year": [2019, 2019, 2020, 2020, 2021, 2021],
        "cases": [30, 40, 28, 45, 35, 41], "workers": [1000, 800, 900, 850, 1100, 700],
    })  # fmt: skip
    both = register.groupby("sex")[["cases", "workers"]].sum()
    rate = both["cases"] / both["workers"]
    fit = lk.regression.poisson(register, "cases", ["sex"], exposure="workers")
    table = fit.rate_ratios
    assert table["rate_ratio"].item() == pytest.approx(rate["male"] / rate["female"])
    assert table["ci_low"].item() < table["rate_ratio"].item() < table["ci_high"].item()
    full = fit.table.iloc[1]
    assert [full["ratio_low"], full["ratio_high"]] == pytest.approx(np.exp([full["ci_low"], full["ci_high"]]))
    by_year = lk.regression.poisson(register, "cases", ["sex", "year"], exposure="workers", categories=["year"])
    assert by_year.rate_ratios["term"].tolist() == ["sex: male", "year: 2020", "year: 2021"]


def test_the_picture_takes_the_ratios_of_either_table() -> None:
    cells = pd.read_csv(REFERENCE / "insurance.csv")
    fit = lk.regression.poisson(cells, "claims", ["age"], exposure="holders", base={"age": "<25"})
    long = lk.plots.rate_ratios(fit.table.iloc[1:], label="term", title="Claims").alt
    assert long == lk.plots.rate_ratios(fit.rate_ratios, label="term", title="Claims").alt


def test_what_is_refused() -> None:
    cells = pd.DataFrame({"a": ["x", "x", "y", "y"], "cases": [3, 4, 0, 0], "workers": [10, 10, 10, 0]})
    with pytest.raises(DataError, match="has no case"):
        lk.regression.poisson(cells, "cases", ["a"])
    with pytest.raises(DataError, match="not above zero"):
        lk.regression.poisson(cells, "cases", ["a"], exposure="workers")
    with pytest.raises(DataError, match="negative"):
        lk.regression.poisson(cells.assign(cases=[1, -1, 2, 3]), "cases", ["a"])
    with pytest.raises(DataError, match="neither a survey nor a table"):
        lk.regression.poisson("injuries", "cases", ["a"])  # type: ignore[arg-type]


@pytest.mark.parametrize("open_as", [lambda frame: frame, lambda frame: lk.Survey(frame, psu="psu")])
def test_the_zero_of_a_year_makes_no_difference(open_as):
    rng = np.random.default_rng(3)
    year = rng.integers(2010, 2020, 300).astype(float)
    frame = pd.DataFrame({"cases": rng.poisson(np.exp(0.3 + 0.002 * (year - 2014) ** 2)), "psu": np.arange(300) // 10})
    far, near = (
        lk.regression.poisson(open_as(frame.assign(year=year - zero)), "cases", ["year", "year^2"]).table.iloc[-1]
        for zero in (0, 2014)
    )
    for name in ("estimate", "se"):
        assert far[name] == pytest.approx(near[name], rel=1e-8)
