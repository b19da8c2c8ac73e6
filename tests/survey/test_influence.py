"""Variances from influence values agree with the estimators that do not need them."""

import numpy as np
import pandas as pd
import pytest

from labkit import Survey
from labkit.survey.estimation.influence import covariance_from_influence, table_from_influence
from labkit.survey.records.columns import groups


@pytest.fixture
def survey() -> Survey:
    random = np.random.default_rng(3)
    frame = pd.DataFrame(
        {
            "weight": random.uniform(1, 9, 400),
            "stratum": random.integers(0, 4, 400),
            "psu": random.integers(0, 6, 400),
            "sex": np.where(random.random(400) < 0.5, "female", "male"),
            "pay": random.lognormal(3, 1, 400),
            "hours": random.uniform(10, 60, 400),
        }
    )
    return Survey(frame, weight="weight", stratum="stratum", psu="psu")


def test_the_influence_of_a_mean_gives_the_table_of_means(survey: Survey) -> None:
    frame, weight = survey.frame, survey.frame["weight"]
    mean = (weight * frame["pay"]).groupby(frame["sex"]).sum() / weight.groupby(frame["sex"]).sum()
    influence = (frame["pay"] - frame["sex"].map(mean)) / frame["sex"].map(weight.groupby(frame["sex"]).sum())
    found = groups(frame, "sex", where="test")
    table = table_from_influence(survey.design, found, mean.to_numpy(), influence.to_numpy(), level=0.9)
    pd.testing.assert_frame_equal(table, survey.mean("pay", by="sex", level=0.9))


def test_the_covariance_gives_the_variance_of_a_sum(survey: Survey) -> None:
    frame = survey.frame.assign(both=survey.frame["pay"] + survey.frame["hours"])
    wanted = Survey(frame, weight="weight", stratum="stratum", psu="psu")
    whole = frame["weight"].sum()
    mean = np.average(frame[["pay", "hours"]], weights=frame["weight"], axis=0)
    covariance, df = covariance_from_influence(survey.design, (frame[["pay", "hours"]].to_numpy() - mean) / whole)
    assert np.sqrt(np.diag(covariance)) == pytest.approx([wanted.mean(c)["se"].item() for c in ("pay", "hours")])
    assert np.sqrt(covariance.sum()) == pytest.approx(wanted.mean("both")["se"].item())
    assert df == wanted.mean("both")["df"].item()


def test_the_covariance_is_the_same_where_the_psus_that_occur_are_listed(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Designs of many PSUs take another path; here the same sample takes it."""
    frame = survey.frame.assign(psu=lambda t: t["psu"] % (t["stratum"] + 2))  # strata of 2, 3, 4 and 5 PSUs
    survey = Survey(frame, weight="weight", stratum="stratum", psu="psu")
    influence = survey.frame[["pay", "hours"]].assign(product=lambda t: t["pay"] * t["hours"]).to_numpy()
    expected, df = covariance_from_influence(survey.design, influence)
    monkeypatch.setattr("labkit.survey.records.reduce.is_sparse", lambda size, records: True)
    listed, listed_df = covariance_from_influence(survey.design, influence)
    np.testing.assert_allclose(listed, expected, rtol=1e-9)
    assert listed_df == df
