"""Regressions through their public face: identities, effects, errors, what a reader sees."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from labkit import Survey, regression
from labkit.errors import ColumnError, DataError, LabkitError, OptionError


@pytest.fixture(scope="session")
def people() -> pd.DataFrame:
    random = np.random.default_rng(3)
    n = 500
    frame = pd.DataFrame(
        {
            "stratum": random.integers(0, 4, n),
            "psu": random.integers(0, 8, n),
            "weight": random.uniform(20, 200, n),
            "sex": random.choice(["female", "male"], n),
            "age": random.integers(15, 65, n),
            "education": pd.Categorical(random.choice(["none", "primary", "secondary"], n)),
            "urban": random.random(n) < 0.4,
        }
    )
    pay = 300 + 8 * frame["age"] + 60 * (frame["sex"] == "male") + random.normal(0, 100, n)
    chance = 1 / (1 + np.exp(-(1.5 - 0.03 * frame["age"] + 0.7 * frame["urban"])))
    return frame.assign(pay=pay, works=random.random(n) < chance)


def survey(frame: pd.DataFrame) -> Survey:
    return Survey(frame, weight="weight", stratum="stratum", psu="psu")


@pytest.mark.parametrize(("model", "outcome"), [("linear", "pay"), ("logit", "works")])
def test_means_by_group_are_a_regression_on_the_group(people: pd.DataFrame, model: str, outcome: str) -> None:
    fit = getattr(regression, model)(survey(people), outcome, ["education"])
    effects = fit.average_marginal_effects().set_index("term")
    means = survey(people).mean(outcome, by="education").set_index("education")["estimate"]
    for k in ("primary", "secondary"):
        assert effects.loc[f"education: {k}", "estimate"] == pytest.approx(means[k] - means["none"], rel=1e-9)


def test_the_base_changes_only_the_comparison(people: pd.DataFrame) -> None:
    first = regression.linear(survey(people), "pay", ["age", "education"])
    second = regression.linear(survey(people), "pay", ["age", "education"], base={"education": "secondary"})
    one, two = first.table.set_index("term"), second.table.set_index("term")
    assert two.loc["education: none", "estimate"] == pytest.approx(-one.loc["education: secondary", "estimate"])
    assert two.loc["education: none", "se"] == pytest.approx(one.loc["education: secondary", "se"])
    assert two.loc["age", "se"] == pytest.approx(one.loc["age", "se"])
    assert second.bases == {"education": "secondary"}


def test_a_square_belongs_to_its_number(people: pd.DataFrame) -> None:
    fit = regression.logit(survey(people), "works", ["age", "age^2", "urban"])
    effects = fit.average_marginal_effects().set_index("term")
    assert list(effects.index) == ["age", "urban: True"]
    b = fit.coefficients

    def chance(age: pd.Series) -> pd.Series:
        eta = b["(constant)"] + b["age"] * age + b["age^2"] * age**2 + b["urban: True"] * people["urban"]
        return 1 / (1 + np.exp(-eta))

    slope = (chance(people["age"] + 1e-4) - chance(people["age"] - 1e-4)) / 2e-4
    assert effects.loc["age", "estimate"] == pytest.approx(np.average(slope, weights=people["weight"]), rel=1e-6)
    alone = regression.linear(survey(people.assign(age=people["age"] - 40)), "pay", ["age^2"])
    slopes = 2 * alone.coefficients["age^2"] * (people["age"] - 40)
    effect = alone.average_marginal_effects()["estimate"].item()
    assert effect == pytest.approx(np.average(slopes, weights=people["weight"]))


def test_the_unit_of_a_regressor_does_not_matter(people: pd.DataFrame) -> None:
    days = people.assign(age=people["age"] * 365.25)
    first = regression.linear(survey(people), "pay", ["age", "age^2"]).table
    second = regression.linear(survey(days), "pay", ["age", "age^2"]).table
    np.testing.assert_allclose(first["t"], second["t"], rtol=1e-8)


@settings(derandomize=True, deadline=None, max_examples=15)
@given(factor=st.floats(1e-3, 1e3), seed=st.integers(0, 1000), model=st.sampled_from(["linear", "logit"]))
def test_weights_rescaled_and_rows_permuted(people: pd.DataFrame, factor: float, seed: int, model: str) -> None:
    outcome = {"linear": "pay", "logit": "works"}[model]
    changed = people.assign(weight=people["weight"] * factor).sample(frac=1, random_state=seed)
    first, second = (
        getattr(regression, model)(survey(frame), outcome, ["age", "sex", "urban"]) for frame in (people, changed)
    )
    np.testing.assert_allclose(first.table.iloc[:, 1:-1], second.table.iloc[:, 1:-1], rtol=1e-6)
    np.testing.assert_allclose(
        first.average_marginal_effects()["se"], second.average_marginal_effects()["se"], rtol=1e-6
    )


def test_missing_records_are_a_domain(people: pd.DataFrame) -> None:
    gone = people["age"] < 20
    filtered = regression.linear(survey(people).filter(~gone), "pay", ["sex"])
    missing = regression.linear(survey(people.assign(pay=people["pay"].mask(gone))), "pay", ["sex"])
    pd.testing.assert_frame_equal(filtered.table, missing.table)


def test_without_degrees_of_freedom_there_are_no_intervals(people: pd.DataFrame) -> None:
    few = people.assign(psu=people["psu"] % 2, stratum=0)
    table = regression.linear(survey(few), "pay", ["age", "sex"]).table
    assert (table["df"] == -1).all()
    assert table[["ci_low", "ci_high", "p"]].isna().all().all()
    assert table["se"].notna().all()


def test_what_a_reader_sees(people: pd.DataFrame) -> None:
    fit = regression.logit(survey(people), "works", ["age", "sex"])
    figures = ["estimate", "se", "ci_low", "ci_high", "t", "df", "p"]
    assert list(fit.table.columns) == ["term", *figures, "n", "n_category", "n_base", "flag"]
    assert list(fit.table["term"]) == ["(constant)", "age", "sex: male"]
    assert "500 records" in repr(fit)
    assert "log odds" in fit._repr_html_()
    np.testing.assert_allclose(np.sqrt(np.diagonal(fit.covariance)), fit.table["se"], rtol=1e-12)


@pytest.mark.parametrize(
    ("model", "options", "kind", "says"),
    [
        ("linear", {"regressors": ["agee"]}, ColumnError, "Did you mean 'age'"),
        ("linear", {"regressors": "age"}, OptionError, "not a list"),
        ("linear", {"outcome": "education"}, ColumnError, "does not hold numbers"),
        ("linear", {"regressors": ["age", "months"]}, DataError, "'months' follows exactly"),
        ("linear", {"regressors": ["urban", "rural"]}, DataError, "'rural: True' follows exactly"),
        ("linear", {"regressors": ["same"]}, DataError, "same value"),
        ("linear", {"outcome": "same"}, DataError, "same value"),
        ("linear", {"regressors": ["nobody"]}, ColumnError, "'nobody': 0 records"),
        ("linear", {"regressors": ["date"]}, ColumnError, "dates"),
        ("linear", {"regressors": ["name"]}, ColumnError, "500 categories"),
        ("linear", {"base": {"education": "primry"}}, OptionError, "Did you mean 'primary'"),
        ("linear", {"base": {"age": 20}}, OptionError, "no categorical regressor 'age'"),
        ("linear", {"level": 95}, OptionError, "0.95"),
        ("logit", {"outcome": "pay"}, DataError, "not a yes-or-no column"),
        ("logit", {"outcome": "works", "regressors": ["age", "pensioner"]}, DataError, "'pensioner' = 'True' predicts"),
        ("logit", {"outcome": "old", "regressors": ["age", "sex"]}, DataError, "separation"),
    ],
)
def test_wrong_calls(
    people: pd.DataFrame, model: str, options: dict[str, Any], kind: type[LabkitError], says: str
) -> None:
    frame = people.assign(
        months=people["age"] * 12,
        rural=~people["urban"],
        same=1.0,
        nobody=np.nan,
        name=[f"person {i}" for i in range(len(people))],
        date=pd.Timestamp("2019-01-01"),
        pensioner=~people["works"] & (people["age"] > 40),
        old=people["age"] > 40,
    )
    asked = {"outcome": "pay", "regressors": ["age", "education"]} | options
    with pytest.raises(kind) as caught:
        getattr(regression, model)(survey(frame), **asked)
    assert says in str(caught.value)
