from pathlib import Path

import pandas as pd
import pytest

import labkit as lk
from labkit import Survey

REFERENCE = Path(__file__).parents[1] / "reference"


@pytest.fixture(scope="session")
def sample() -> pd.DataFrame:
    return pd.read_csv(REFERENCE / "survey_sample.csv")


@pytest.fixture(scope="session")
def reference() -> pd.DataFrame:
    """What R's laeken and survey say (tests/reference/inequality.R)."""
    table = pd.read_csv(REFERENCE / "inequality_r.csv")
    return table.join(table["case"].str.split(":", expand=True).set_axis(["design", "lonely", "domain"], axis=1))


@pytest.fixture(scope="session")
def employees() -> Survey:
    """The bundled survey's employees, with hourly earnings."""
    lfs = lk.load("lfs")
    lfs = lfs.assign(hourly=lk.wages.hourly_earnings(lfs.frame))
    return lfs.filter(lfs.frame["status"] == "employee")
