"""What must hold for every method and statistic, whatever the data."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from labkit import Survey
from labkit.decomposition import Decomposition, decompose

METHODS = ["reference", "comparison", "reimers", "cotton", "neumark", "pooled", "threefold"]
STATISTICS = ["mean", "quantile", "gini", "variance"]
FIGURES = ["estimate", "se", "ci_low", "ci_high"]
REGRESSORS = ["age", "age^2", "education", "urban"]


def decomposed(frame: pd.DataFrame, **options: Any) -> Decomposition:
    survey = Survey(frame, weight="weight", stratum="stratum", psu="psu")
    options = {"regressors": REGRESSORS, "reference": "male"} | options
    outcome = "pay" if options.get("statistic") == "gini" else "log_pay"
    return decompose(survey, outcome, group="sex", **options)


def figures(found: Decomposition) -> np.ndarray:
    return np.vstack([found.overall[FIGURES], found.detail[FIGURES]])


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("statistic", STATISTICS)
def test_parts_add_up(people: pd.DataFrame, method: str, statistic: str) -> None:
    found = decomposed(people, method=method, statistic=statistic)
    whole = found.overall.set_index("component")["estimate"]
    a, b = found.statistics.values()
    assert whole["difference"] == pytest.approx(a - b, rel=1e-10)
    assert whole.drop("difference").sum() == pytest.approx(whole["difference"], rel=1e-10)
    added = found.detail.groupby("component")["estimate"].sum()
    pd.testing.assert_series_equal(
        added.sort_index(), whole.drop("difference").sort_index(), check_names=False, rtol=1e-9
    )
    by_variable = found.detail_by_category.groupby(["component", "regressor"])["estimate"].sum()
    for row in found.detail.to_dict("records"):
        assert by_variable[row["component"], row["regressor"]] == pytest.approx(row["estimate"], rel=1e-9, abs=1e-12)
    np.testing.assert_allclose(
        found.table().loc["all"].to_numpy(), found.table().drop("all").sum().to_numpy(), rtol=1e-9
    )


def test_difference_is_that_of_the_means_with_its_standard_error(people: pd.DataFrame) -> None:
    found = decomposed(people)
    survey = Survey(people, weight="weight", stratum="stratum", psu="psu")
    male = people["sex"].eq("male").to_numpy()
    weight = people["weight"].to_numpy()
    means = survey.mean("log_pay", by="sex").set_index("sex")["estimate"]
    assert found.overall["estimate"][0] == pytest.approx(means["male"] - means["female"], rel=1e-12)
    # The influence of a difference of means, written out.
    residual = people["log_pay"] - people["sex"].map(means)
    share = np.where(male, 1 / weight[male].sum(), -1 / weight[~male].sum())
    influence = survey.assign(u=residual * share).total("u")
    assert found.overall["se"][0] == pytest.approx(influence["se"].item(), rel=1e-10)
    assert found.df == influence["df"].item()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("statistic", STATISTICS)
def test_the_base_does_not_matter(people: pd.DataFrame, method: str, statistic: str) -> None:
    other = people.assign(
        education=pd.Categorical(people["education"], ["secondary", "none", "primary"]),
        urban=pd.Categorical(np.where(people["urban"], "a", "b")),
    )
    first = decomposed(people, method=method, statistic=statistic)
    second = decomposed(other, method=method, statistic=statistic)
    np.testing.assert_allclose(figures(first), figures(second), rtol=1e-7, atol=1e-10)


@pytest.mark.parametrize("method", ["reference", "comparison"])
def test_swapping_the_groups_changes_the_sign(people: pd.DataFrame, method: str) -> None:
    swapped = {"reference": "comparison", "comparison": "reference"}[method]
    first, second = decomposed(people, method=method), decomposed(people, method=swapped, reference="female")
    np.testing.assert_allclose(first.overall["estimate"], -second.overall["estimate"], rtol=1e-9)
    np.testing.assert_allclose(first.overall["se"], second.overall["se"], rtol=1e-9)


def test_methods_agree_where_there_is_nothing_to_choose(people: pd.DataFrame) -> None:
    reference, comparison, threefold = (decomposed(people, method=m) for m in ("reference", "comparison", "threefold"))
    parts = threefold.overall.set_index("component")["estimate"]
    assert comparison.overall["estimate"][1] == pytest.approx(parts["endowments"], rel=1e-10)
    assert reference.overall["estimate"][1] == pytest.approx(parts["endowments"] + parts["interaction"], rel=1e-10)


@settings(derandomize=True, deadline=None, max_examples=30)
@given(
    factor=st.floats(1e-3, 1e3),
    method=st.sampled_from(METHODS),
    statistic=st.sampled_from(STATISTICS),
    seed=st.integers(0, 1000),
)
def test_weights_rescaled_and_rows_permuted(
    people: pd.DataFrame, factor: float, method: str, statistic: str, seed: int
) -> None:
    first = decomposed(people, method=method, statistic=statistic)
    changed = people.assign(weight=people["weight"] * factor).sample(frac=1, random_state=seed)
    second = decomposed(changed, method=method, statistic=statistic)
    np.testing.assert_allclose(figures(first), figures(second), rtol=1e-6, atol=1e-9)


@settings(derandomize=True, deadline=None, max_examples=15)
@given(method=st.sampled_from(METHODS), statistic=st.sampled_from(STATISTICS), seed=st.integers(0, 1000))
def test_records_split_in_two(people: pd.DataFrame, method: str, statistic: str, seed: int) -> None:
    chosen = np.random.default_rng(seed).random(len(people)) < 0.3
    halves = people.assign(weight=np.where(chosen, people["weight"] / 2, people["weight"]))
    split = pd.concat([halves, halves[chosen]], ignore_index=True)
    options = {"method": method, "statistic": statistic, "bandwidth": 0.2}  # Silverman's rule counts records
    np.testing.assert_allclose(
        figures(decomposed(people, **options)), figures(decomposed(split, **options)), rtol=1e-6, atol=1e-9
    )


@settings(derandomize=True, deadline=None, max_examples=20)
@given(
    multiplier=st.floats(0.1, 10),
    shift=st.floats(-100, 100),
    method=st.sampled_from(METHODS),
)
def test_units_of_the_outcome(people: pd.DataFrame, multiplier: float, shift: float, method: str) -> None:
    first = decomposed(people, method=method)
    second = decomposed(people.assign(log_pay=people["log_pay"] * multiplier + shift), method=method)
    np.testing.assert_allclose(figures(first)[:, :2] * multiplier, figures(second)[:, :2], rtol=1e-6, atol=1e-8)


def test_missing_records_stay_in_the_design(people: pd.DataFrame) -> None:
    gone = people["stratum"].eq(0) & people["psu"].eq(0)
    missing = people.assign(hours=people["hours"].mask(gone))
    survey = Survey(people, weight="weight", stratum="stratum", psu="psu")
    domain = decompose(survey.filter(~gone), "log_pay", ["age", "hours"], "sex", "male")
    dropped = decompose(
        Survey(missing, weight="weight", stratum="stratum", psu="psu"), "log_pay", ["age", "hours"], "sex", "male"
    )
    np.testing.assert_allclose(figures(domain), figures(dropped), rtol=1e-12)
    subset = Survey(people[~gone], weight="weight", stratum="stratum", psu="psu")
    assert not np.allclose(
        figures(domain)[:, 1], figures(decompose(subset, "log_pay", ["age", "hours"], "sex", "male"))[:, 1]
    )
