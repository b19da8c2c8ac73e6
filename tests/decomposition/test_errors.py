"""A wrong call gets one clear error."""

from typing import Any

import pandas as pd
import pytest

from labkit import Survey
from labkit.decomposition import decompose
from labkit.errors import ColumnError, DataError, LabkitError, OptionError


def call(frame: pd.DataFrame, **options: Any) -> None:
    asked = {"outcome": "log_pay", "regressors": ["age", "education"], "group": "sex", "reference": "male"} | options
    decompose(Survey(frame, weight="weight", stratum="stratum", psu="psu"), **asked)


@pytest.mark.parametrize(
    ("options", "kind", "says"),
    [
        ({"method": "nuemark"}, OptionError, "Did you mean 'neumark'"),
        ({"statistic": "median"}, OptionError, "'quantile'"),
        ({"statistic": "quantile", "q": 50}, OptionError, "share between 0 and 1"),
        ({"statistic": "quantile", "kernel": "normal"}, OptionError, "'gaussian'"),
        ({"statistic": "quantile", "bandwidth": 0}, OptionError, "bandwidth"),
        ({"reference": "men"}, OptionError, "'female' or 'male'"),
        ({"group": "education", "reference": "none", "regressors": ["age"]}, DataError, "3 values"),
        ({"regressors": ["age", "sex"]}, OptionError, "'sex' is the group"),
        ({"regressors": ["age", "log_pay"]}, OptionError, "'log_pay' is the outcome"),
        ({"regressors": "age"}, OptionError, "not a list"),
        ({"regressors": []}, OptionError, "not a list"),
        ({"regressors": ["age", "age"]}, OptionError, "named twice"),
        ({"regressors": ["agee"]}, ColumnError, "Did you mean 'age'"),
        ({"regressors": ["education^2"]}, ColumnError, "does not hold numbers"),
        ({"outcome": "education"}, ColumnError, "does not hold numbers"),
        ({"statistic": "gini", "outcome": "negative"}, DataError, "negative"),
        ({"regressors": ["age", "age_in_months"]}, DataError, "'age_in_months' follows exactly"),
        ({"regressors": ["same"]}, DataError, "same value"),
        ({"regressors": ["pregnant", "age"]}, DataError, "same value in all"),
        ({"regressors": ["asked_of_men", "age"]}, DataError, "1 value among"),
        ({"regressors": ["nobody", "age"]}, ColumnError, "'nobody': 0 records"),
        ({"level": 95}, OptionError, "0.95"),
    ],
)
def test_wrong_calls(people: pd.DataFrame, options: dict[str, Any], kind: type[LabkitError], says: str) -> None:
    male = people["sex"].eq("male")
    frame = people.assign(
        negative=-people["pay"],
        age_in_months=people["age"] * 12,
        same=1.0,
        pregnant=~male & (people["age"] < 30),
        asked_of_men=people["hours"].where(male),
        nobody=float("nan"),
    )
    with pytest.raises(kind) as caught:
        call(frame, **options)
    assert says in str(caught.value)


def test_constant_outcome_has_no_density(people: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="density"):
        call(people.assign(log_pay=1.0), statistic="quantile")


def test_three_values_are_named(people: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="'none', 'primary', 'secondary'"):
        call(people, group="education", reference="none", regressors=["age"])


def test_two_of_three_values_are_chosen_with_a_filter(people: pd.DataFrame) -> None:
    frame = people.assign(education=people["education"].astype("category"))
    survey = Survey(frame, weight="weight").filter(frame["education"] != "none")
    found = decompose(survey, "log_pay", ["age", "sex"], "education", "secondary")
    assert (found.reference, found.comparison) == ("secondary", "primary")


def test_a_condition_may_be_the_group(people: pd.DataFrame) -> None:
    found = decompose(Survey(people, weight="weight"), "log_pay", ["age"], "urban", True)
    assert (found.reference, found.comparison) == (True, False)
