import json

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.data.files import datasets_folder
from labkit.errors import OptionError
from labkit.synthetic import draw


def test_a_sample_is_always_the_same(sample):
    pd.testing.assert_frame_equal(draw(seed=0), sample, check_exact=True)


def test_sample_zero_is_the_file(sample, lfs):
    pd.testing.assert_frame_equal(lfs.frame, sample, rtol=1e-9)


def test_other_samples_are_other_households_of_the_same_population(sample):
    other = draw(seed=7)
    assert other.columns.equals(sample.columns)
    assert (other.dtypes == sample.dtypes).all()
    both = sample.merge(other[["person_id"]], on="person_id")
    assert 0 < both["household_id"].nunique() < 500
    again = other[other["person_id"].isin(both["person_id"])].reset_index(drop=True)
    answers = [c for c in sample.columns if c != "weight"]
    pd.testing.assert_frame_equal(both[answers], again[answers])


def test_samples_are_right_on_average():
    # Twelve samples: their mean is within four of its standard errors of the population's own rate.
    truth = json.loads((datasets_folder() / "lfs" / "truth.json").read_text(encoding="utf-8"))["rates"]
    estimates, errors = [], []
    for seed in range(1, 13):
        survey = lk.load("lfs", draw=seed)
        row = survey.assign(job=survey.frame["status"].notna()).filter(survey.frame["age"] >= 15).share("job").iloc[0]
        estimates.append(row["estimate"])
        errors.append(row["se"])
    assert abs(np.mean(estimates) - truth["employment_ratio"]["total"]) < 4 * np.mean(errors) / np.sqrt(12)
    # And they differ about as much as the standard error says (chi-square, 11 degrees of freedom).
    assert 0.45 < np.std(estimates, ddof=1) / np.mean(errors) < 1.6


@pytest.mark.parametrize("seed", [-1, 1.5, True, "7", None])
def test_a_sample_has_a_whole_number(seed):
    with pytest.raises(OptionError, match="by its number") as error:
        draw(seed=seed)
    assert "0 or more" in str(error.value)
