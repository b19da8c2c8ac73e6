"""Linear and logit regressions and their average marginal effects against R (tests/reference/regression.R)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from labkit import Survey, regression

REFERENCE = Path(__file__).parents[1] / "reference"
DESIGNS = {
    "full": {"weight": "weight", "stratum": "stratum", "psu": "psu"},
    "fpc": {"weight": "weight", "stratum": "stratum", "psu": "psu", "fpc": "psus"},
    "no_strata": {"weight": "weight", "psu": "psu_of_all"},
    "no_psu": {"weight": "weight", "stratum": "stratum"},
    "simple": {},
    "lonely": {"weight": "weight", "stratum": "stratum_lonely", "psu": "psu"},
}
TERMS = {
    "(Intercept)": "(constant)",
    "age2": "age^2",
    "sexmale": "sex: male",
    "educationprimary": "education: primary",
    "educationsecondary": "education: secondary",
    "educationhigher": "education: higher",
}


def reference() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "regression_r.csv")


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    frame = pd.read_csv(REFERENCE / "survey_sample.csv")
    frame["informal"] = frame["informal"].astype("boolean")
    frame["education"] = pd.Categorical(
        frame["education"], categories=["none", "primary", "secondary", "higher"], ordered=True
    )
    frame["psu_of_all"] = frame["stratum"] + frame["psu"].astype(str)
    return frame


@pytest.mark.parametrize("case", reference()["case"].unique())
def test_equals_svyglm(frame: pd.DataFrame, case: str) -> None:
    design, lonely, domain, model = case.split(":")
    rows = {"all": frame["age"] > 0, "adults": frame["age"] >= 15, "urban": frame["area"] == "urban"}[domain]
    survey = Survey(frame, **DESIGNS[design], lonely_psu=lonely).filter(rows)
    if model == "linear":
        fit = regression.linear(survey, "pay", ["age", "age^2", "sex", "education"])
    else:
        fit = regression.logit(survey, "informal", ["age", "age^2", "sex", "hours"])
    expected = reference()[lambda t: t["case"] == case].replace({"term": TERMS})
    for what, table in (("coefficient", fit.table), ("effect", fit.average_marginal_effects())):
        stored = expected[expected["what"] == what].set_index("term")
        if stored.empty:
            continue
        table = table.set_index("term").loc[stored.index]
        np.testing.assert_allclose(table["estimate"], stored["estimate"], rtol=1e-9)
        np.testing.assert_allclose(table["se"], stored["se"], rtol=1e-7)
        assert (table["df"] == stored["df"]).all()
        assert fit.n == stored["n"].iloc[0]
