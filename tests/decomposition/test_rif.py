"""Recentred influence functions: their mean is the statistic, and their standard errors hold in repeated samples."""

import numpy as np
import pandas as pd
import pytest

from labkit import Survey, inequality
from labkit.decomposition import decompose


@pytest.mark.parametrize("q", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("kernel", ["gaussian", "epanechnikov"])
def test_the_mean_of_the_quantile_rif_is_the_quantile(people: pd.DataFrame, q: float, kernel: str) -> None:
    heaped = people.assign(log_pay=people["log_pay"].round(1))  # many records at the quantile itself
    survey = Survey(heaped, weight="weight", stratum="stratum", psu="psu")
    found = decompose(survey, "log_pay", ["age"], "sex", "male", statistic="quantile", q=q, kernel=kernel)
    quantile = survey.quantile("log_pay", q, by="sex").set_index("sex")["estimate"]
    assert found.statistics == quantile.to_dict()
    assert found.overall["estimate"][0] == pytest.approx(quantile["male"] - quantile["female"], abs=1e-10)
    assert found.kernel == kernel
    assert found.bandwidth is not None
    assert set(found.bandwidth) == {"male", "female"}


def test_the_mean_of_the_variance_rif_is_the_variance(people: pd.DataFrame) -> None:
    survey = Survey(people, weight="weight")
    found = decompose(survey, "log_pay", ["age"], "sex", "male", statistic="variance")
    for sex, variance in found.statistics.items():
        group = people[people["sex"] == sex]
        mean = np.average(group["log_pay"], weights=group["weight"])
        assert variance == pytest.approx(np.average((group["log_pay"] - mean) ** 2, weights=group["weight"]), rel=1e-12)


def test_the_mean_of_the_gini_rif_is_the_gini(people: pd.DataFrame) -> None:
    tied = people.assign(pay=people["pay"].round(-5))
    found = decompose(Survey(tied, weight="weight"), "pay", ["age"], "sex", "male", statistic="gini")
    for sex, gini in found.statistics.items():
        group = tied[tied["sex"] == sex].sort_values("pay")
        w, y = group["weight"].to_numpy(), group["pay"].to_numpy()
        differences = np.abs(np.subtract.outer(y, y))
        assert gini == pytest.approx(100 * (w @ differences @ w) / (2 * w.sum() * (w @ y)), rel=1e-10)
    elsewhere = inequality.gini(Survey(tied, weight="weight"), "pay", by="sex").set_index("sex")["estimate"]
    assert found.statistics == pytest.approx(elsewhere.to_dict(), rel=1e-10)


def test_the_bandwidth_is_silvermans(people: pd.DataFrame) -> None:
    found = decompose(Survey(people), "log_pay", ["age"], "sex", "male", statistic="quantile")
    y = np.sort(people.loc[people["sex"] == "male", "log_pay"].to_numpy())
    quartiles = y[np.ceil(len(y) * np.array([0.25, 0.75])).astype(int) - 1]
    spread = min(y.std(), np.diff(quartiles).item() / 1.34)
    assert found.bandwidth is not None
    assert found.bandwidth["male"] == pytest.approx(0.9 * spread * len(y) ** -0.2, rel=1e-12)


def test_standard_errors_at_the_median_hold_in_repeated_samples() -> None:
    random = np.random.default_rng(11)
    estimates, errors = [], []
    for _ in range(120):
        n = 1500
        male = random.random(n) < 0.5
        x = random.normal(0, 1, n) + 0.5 * male
        frame = pd.DataFrame({"x": x, "male": male, "y": 0.4 * x + 0.2 * male + random.normal(0, 0.5, n)})
        found = decompose(
            Survey(frame), "y", ["x"], "male", True, method="threefold", statistic="quantile", bandwidth=0.2
        )
        estimates.append(found.overall["estimate"].to_numpy())
        errors.append(found.overall["se"].to_numpy())
    # The standard deviation of 120 draws is known to one part in fifteen.
    np.testing.assert_allclose(np.mean(errors, axis=0), np.std(estimates, axis=0), rtol=0.2)


def test_the_quantile_is_that_of_the_survey_at_a_boundary():
    n = 100_000
    frame = pd.DataFrame({"pay": np.tile(np.arange(1, n + 1.0), 2), "sex": ["male"] * n + ["female"] * n, "w": 0.3})
    survey = Survey(frame.assign(age=np.random.default_rng(2).random(2 * n)), weight="w")
    found = decompose(survey, "pay", ["age"], group="sex", reference="male", statistic="quantile", q=0.75)
    assert found.statistics == {"male": 75_000, "female": 75_000}
