"""Rates, the matrix and the counts of decisions, against sums made by hand on the bundled survey."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import informality
from labkit.errors import OptionError


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


@pytest.fixture(scope="module")
def employed(lfs: lk.Survey) -> pd.DataFrame:
    """Employed people of 15 and above with their classification, by plain pandas."""
    frame = lfs.frame
    working = (frame["age"] >= 15) & ((frame["worked_hour"] == "yes") | (frame["temporarily_absent"] == "yes"))
    frame = frame[working]
    return frame.assign(unit=informality.production_unit(frame), job=informality.job_formality(frame))


def percent(rows: pd.DataFrame, of: pd.DataFrame) -> float:
    return 100 * rows["weight"].sum() / of["weight"].sum()


def test_informal_employment_rate(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    table = informality.informal_employment_rate(lfs)
    assert table["estimate"].item() == pytest.approx(percent(employed[employed["job"] == "informal"], employed))
    assert table["n"].item() == len(employed)
    for _, row in informality.informal_employment_rate(lfs, by=["sex", "area"]).iterrows():
        group = employed[(employed["sex"] == row["sex"]) & (employed["area"] == row["area"])]
        assert row["estimate"] == pytest.approx(percent(group[group["job"] == "informal"], group))


def test_informal_sector_share(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    table = informality.informal_sector_share(lfs)
    assert table["estimate"].item() == pytest.approx(percent(employed[employed["unit"] == "informal"], employed))
    assert table["estimate"].item() < informality.informal_employment_rate(lfs)["estimate"].item()


def test_matrix(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    matrix = informality.sector_job_matrix(lfs)
    for _, row in matrix.iterrows():
        cell = employed[(employed["unit"] == row["sector"]) & (employed["job"] == row["job"])]
        assert row["estimate"] == pytest.approx(percent(cell, employed))
        assert row["n"] == len(cell)
    assert matrix["n"].sum() == len(employed)
    informal = matrix.query("job == 'informal'")["estimate"].sum()
    assert informal == pytest.approx(informality.informal_employment_rate(lfs)["estimate"].item())


def test_matrix_by_group_flags_thin_cells(lfs: lk.Survey) -> None:
    matrix = informality.sector_job_matrix(lfs, by="province")
    assert list(matrix)[:3] == ["province", "sector", "job"]
    np.testing.assert_allclose(matrix.groupby("province", observed=True)["estimate"].sum(), 100)
    assert (matrix["flag"] == np.select([matrix["n"] < 5, matrix["n"] < 15], ["S", "U"], "")).all()
    assert {"S", "U", ""} <= set(matrix["flag"])


@pytest.mark.parametrize("question", ["job", "unit"])
def test_decision_counts_cover_everybody_once(lfs: lk.Survey, employed: pd.DataFrame, question: str) -> None:
    counts = informality.decision_counts(lfs, question)
    assert counts["estimate"].sum() == pytest.approx(employed["weight"].sum())
    by_outcome = counts.groupby("outcome", observed=True)["estimate"].sum()
    for outcome, people in by_outcome.items():
        assert people == pytest.approx(employed.loc[employed[question] == outcome, "weight"].sum())


def test_working_age_is_a_parameter(lfs: lk.Survey) -> None:
    assert informality.employed_people(lfs, working_age=30).frame["age"].min() >= 30
    older = informality.informal_employment_rate(lfs, working_age=60)
    assert older["n"].item() < informality.informal_employment_rate(lfs)["n"].item()


def test_wrong_options(lfs: lk.Survey) -> None:
    with pytest.raises(OptionError, match="'icls17'"):
        informality.informal_employment_rate(lfs, standard="icls18")
    with pytest.raises(OptionError, match="'job' or 'unit'"):
        informality.decision_counts(lfs, "sector")
