"""Decompositions against R (tests/reference/decomposition.R, oaxaca.R) and against statsmodels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.oaxaca import OaxacaBlinder

from labkit import Survey
from labkit.decomposition import decompose

REFERENCE = Path(__file__).parents[1] / "reference"
DESIGNS = {
    "full": {"weight": "weight", "stratum": "stratum", "psu": "psu"},
    "fpc": {"weight": "weight", "stratum": "stratum", "psu": "psu", "fpc": "psus"},
    "lonely": {"weight": "weight", "stratum": "stratum_lonely", "psu": "psu", "lonely_psu": "adjust"},
}
TWOFOLD = ["reference", "comparison", "reimers", "cotton", "neumark", "pooled"]


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    frame = pd.read_csv(REFERENCE / "survey_sample.csv")
    return frame.assign(log_pay=np.log(frame["pay"]))


def stored(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / name, keep_default_na=False, na_values=["NA"])


def cases() -> list[tuple[str, str, str]]:
    table = stored("decomposition_r.csv")
    return list(table[["design", "statistic", "method"]].drop_duplicates().itertuples(index=False, name=None))


@pytest.mark.parametrize(("design", "statistic", "method"), cases())
def test_equals_brute_force_in_r(frame: pd.DataFrame, design: str, statistic: str, method: str) -> None:
    survey = Survey(frame, **DESIGNS[design])
    outcome = "pay" if statistic == "gini" else "log_pay"
    found = decompose(
        survey.filter(frame["age"] >= 15),
        outcome,
        ["age", "age^2", "hours", "education"],
        group="sex",
        reference="male",
        method=method,
        statistic=statistic,
        bandwidth=0.3,
    )
    table = stored("decomposition_r.csv")
    expected = table[(table["design"] == design) & (table["statistic"] == statistic) & (table["method"] == method)]
    expected = expected.set_index(["component", "regressor"])
    ours = pd.concat([found.overall.assign(regressor=""), found.detail]).set_index(["component", "regressor"])
    assert len(ours) == len(expected)
    ours = ours.loc[expected.index]
    size = np.abs(expected["estimate"]).max()
    np.testing.assert_allclose(ours["estimate"], expected["estimate"], rtol=1e-9, atol=1e-11 * size)
    if statistic != "quantile":  # a numerical derivative: good to about nine digits of the largest part
        np.testing.assert_allclose(ours["se"], expected["se"].astype(float), rtol=1e-7)
        assert found.df == expected["df"].iloc[0]


def complete(frame: pd.DataFrame) -> pd.DataFrame:
    rows = (frame["age"] >= 15) & frame[["pay", "sex", "education", "hours"]].notna().all(axis=1)
    return frame[rows].reset_index(drop=True)


@pytest.mark.parametrize("method", [*TWOFOLD, "threefold"])
def test_equals_the_r_package_oaxaca_without_a_design(frame: pd.DataFrame, method: str) -> None:
    found = decompose(Survey(complete(frame)), "log_pay", ["age", "hours", "education"], "sex", "male", method=method)
    expected = stored("oaxaca_r.csv").query("method == @method").set_index(["component", "term"])["estimate"]
    for component, estimate in found.overall.set_index("component")["estimate"].items():
        if component != "difference":
            np.testing.assert_allclose(estimate, expected[component, ""], rtol=1e-9, atol=1e-13)
    names = {"none": "(Base)", "(constant)": "(Intercept)"}
    for row in found.detail_by_category.to_dict("records"):
        if method == "pooled" and row["regressor"] in ("education", "(constant)"):
            continue  # oaxaca does not normalise the coefficients of its regression with the group dummy
        term = row["category"] or row["regressor"]
        value = expected[row["component"], names.get(term, term)]
        np.testing.assert_allclose(row["estimate"], value, rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("method", TWOFOLD[2:])
def test_equals_statsmodels_without_weights(frame: pd.DataFrame, method: str) -> None:
    people = complete(frame)
    found = decompose(Survey(people), "log_pay", ["age", "hours"], "sex", "male", method=method)
    x = np.column_stack([np.ones(len(people)), people["age"], people["hours"], people["sex"] == "male"]).astype(float)
    model = OaxacaBlinder(people["log_pay"].to_numpy(), x, 3, hasconst=True, swap=False)
    fitted = model.two_fold(two_fold_type={"neumark": "nuemark"}.get(method, method))
    unexplained, explained, gap = fitted.params
    # statsmodels' first group is the smaller value, women: its gap is the negative of ours.
    sign = np.sign(gap) * np.sign(found.overall["estimate"][0])
    np.testing.assert_allclose(found.overall["estimate"], sign * np.array([gap, explained, unexplained]), rtol=1e-9)
