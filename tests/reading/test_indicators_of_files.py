"""The functions of labour and informality on files of the ILO and the World Bank: the figures of the original."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import labkit as lk
from labkit import informality, labour
from labkit.errors import ColumnError, OptionError

SAME = ["estimate", "se", "df", "n"]
USER_MISSING = {"ilo_lfs": 9, "ilo_job1_ste_icse93": 99, "ilo_edu_attendance": 9, "ilo_joball_how_usual": 999}


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    labels = [name for name in ("measure", "kind", "sector", "job", "category") if name in other]
    assert one[labels].astype(str).to_numpy().tolist() == other[labels].astype(str).to_numpy().tolist()
    np.testing.assert_allclose(one[SAME].to_numpy(float), other[SAME].to_numpy(float), rtol=1e-9)


@pytest.fixture(scope="module", params=["dta", "sav with user-missing codes"])
def from_ilo(request: pytest.FixtureRequest, ilo: pd.DataFrame, ilo_file: Path, tmp_path_factory) -> lk.Survey:
    if request.param == "dta":
        return lk.read_survey(ilo_file, "ilo")
    path = tmp_path_factory.mktemp("sav") / "KHM_LFS_2019_ILO.sav"
    labels = {"ilo_lfs": {1: "1 - Employed", 2: "2 - Unemployed", 3: "3 - Outside the Labour Force", 9: "Not asked"}}
    missing = {name: [code] for name, code in USER_MISSING.items()}
    pyreadstat.write_sav(ilo.fillna(USER_MISSING), path, variable_value_labels=labels, missing_ranges=missing)
    return lk.read_survey(path, "ilo")


@pytest.fixture(scope="module")
def from_gld(gld_file: Path) -> lk.Survey:
    return lk.read_survey(gld_file, "gld")


@pytest.fixture(scope="module")
def unclustered(lfs: lk.Survey) -> lk.Survey:
    return lk.Survey(lfs.frame, weight="weight")


LABOUR: list[Callable[[lk.Survey], pd.DataFrame]] = [
    labour.participation_rate,
    labour.employment_ratio,
    labour.unemployment_rate,
    labour.neet_rate,
    lambda survey: labour.unemployment_rate(survey, by="area"),
    lambda survey: labour.underutilization(survey, by="sex", hours_threshold=None, measures=["LU1", "LU3"]),
]
ILO = [
    *LABOUR,
    lambda survey: labour.unemployment_rate(survey, definition="relaxed"),
    labour.potential_labour_force,
    labour.status_shares,
    labour.vulnerable_employment_share,
    labour.long_hours_share,
    informality.informal_employment_rate,
    informality.informal_sector_share,
    lambda survey: informality.informal_employment_rate(survey, by=["sex", "education"]),
    informality.sector_job_matrix,
]


@pytest.mark.parametrize("indicator", ILO)
def test_an_ilo_file_gives_the_figures_of_the_survey(
    indicator: Callable[[lk.Survey], pd.DataFrame], from_ilo: lk.Survey, unclustered: lk.Survey
) -> None:
    same(indicator(from_ilo), indicator(unclustered))


@pytest.mark.parametrize("indicator", LABOUR)
def test_a_gld_file_gives_the_figures_of_the_survey(
    indicator: Callable[[lk.Survey], pd.DataFrame], from_gld: lk.Survey, lfs: lk.Survey
) -> None:
    same(indicator(from_gld), indicator(lfs))


def test_underutilization_takes_the_producer_s_underemployment(from_ilo: lk.Survey, unclustered: lk.Survey) -> None:
    found = labour.underutilization(from_ilo, hours_threshold=None)
    same(found, labour.underutilization(unclustered, hours_threshold=40))
    assert (found.attrs["hours_threshold"], found.attrs["criteria"]) == ("as in the file", 0)
    with pytest.raises(ColumnError, match="'wants_more_hours'") as told:
        labour.underutilization(from_ilo, hours_threshold=40)
    assert "hours_threshold=None" in told.value.hint


def test_gld_leaves_two_criteria_of_underemployment(from_gld: lk.Survey, lfs: lk.Survey) -> None:
    two = lk.Survey(lfs.frame.drop(columns="available_more_hours"), weight="weight", stratum="stratum", psu="psu")
    found = labour.underemployment_rate(from_gld, hours_threshold=40)
    same(found, labour.underemployment_rate(two, hours_threshold=40))
    assert found.attrs["criteria"] == 2
    assert found["estimate"].item() > labour.underemployment_rate(lfs, hours_threshold=40)["estimate"].item()
    same(labour.underutilization(from_gld, hours_threshold=40), labour.underutilization(two, hours_threshold=40))


def test_gld_with_members_of_cooperatives_among_own_account_workers(from_gld: lk.Survey, lfs: lk.Survey) -> None:
    status = lfs.frame["status"].astype(object).replace("cooperative member", "own-account worker")
    same(labour.status_shares(from_gld), labour.status_shares(lfs.assign(status=status)))


def test_a_table_of_a_file_does_not_claim_a_standard(from_ilo: lk.Survey, lfs: lk.Survey) -> None:
    rates = {"file": labour.unemployment_rate(from_ilo), "survey": labour.unemployment_rate(lfs)}
    assert rates["file"].attrs["standard"] == "as in the file"
    with pytest.raises(lk.errors.DataError, match="same standard"):
        labour.side_by_side(rates)


def test_gld_informality_of_all_jobs_is_refused_with_what_would_be_enough(from_gld: lk.Survey) -> None:
    with pytest.raises(ColumnError) as told:
        informality.informal_employment_rate(from_gld)
    assert "'institution', 'registered', 'fixed_premises', 'size', 'paid_annual_leave'" in told.value.problem
    assert "nor a column 'job_formality'" in told.value.problem
    assert told.value.expected.endswith("; or job_formality")
    assert "== 'employee'" in told.value.hint
    with pytest.raises(ColumnError, match="production unit"):
        informality.informal_sector_share(from_gld)


def test_gld_informality_of_employees(from_gld: lk.Survey, lfs: lk.Survey) -> None:
    table = informality.informal_employment_rate(from_gld.filter(from_gld.frame["status"] == "employee"))
    employees = lfs.filter((lfs.frame["status"] == "employee") & (lfs.frame["age"] >= 15))
    without = employees.assign(without=employees.frame["social_security"].isin(["no", "don't know"]))
    same(table, without.share("without"))
    assert table.attrs["not_classified"] == employees.frame["social_security"].isna().sum()


def test_people_without_a_class_of_the_producer_stay_in_the_denominator(from_ilo: lk.Survey) -> None:
    unit = from_ilo.frame["production_unit"]
    first = unit.index[unit.eq("informal")][:100]
    fewer = from_ilo.assign(production_unit=unit.where(~unit.index.isin(first)))
    table = informality.informal_sector_share(fewer)
    assert table.attrs["not_classified"] == 100
    assert table["n"].item() == informality.informal_sector_share(from_ilo)["n"].item()
    matrix = informality.sector_job_matrix(fewer)
    assert matrix.loc[matrix["sector"] == "not elsewhere classified", "n"].sum() == 100
    assert matrix["estimate"].sum() == pytest.approx(100)
    counts = informality.decision_counts(fewer, "unit")
    assert counts["outcome"].tolist() == ["formal", "informal", "household", "not elsewhere classified"]


def test_people_without_a_status_of_the_producer_are_counted(from_gld: lk.Survey) -> None:
    status, age = from_gld.frame["labour_force_status"], from_gld.frame["age"]
    some = status.index[age.ge(15)][:30]
    table = labour.participation_rate(from_gld.assign(labour_force_status=status.where(~status.index.isin(some))))
    assert table.attrs["not_classified"] == 30
    assert "not_classified" not in labour.participation_rate(from_gld).attrs


def test_answers_win_over_the_producer_s_variables(lfs: lk.Survey) -> None:
    contrary = lfs.assign(labour_force_status="unemployed", production_unit="household", job_formality="formal")
    for indicator in (labour.unemployment_rate, informality.informal_employment_rate, informality.sector_job_matrix):
        same(indicator(contrary), indicator(lfs))


def test_other_words_of_the_producer_are_an_error(from_ilo: lk.Survey) -> None:
    frame = from_ilo.frame.assign(job_formality="1", labour_force_status="in work")
    with pytest.raises(ColumnError, match="'job_formality' holds words"):
        informality.job_formality(frame)
    with pytest.raises(ColumnError, match="'labour_force_status' holds words"):
        labour.labour_force_status(frame)


def test_the_thirteenth_icls_needs_own_use_work(from_ilo: lk.Survey, lfs: lk.Survey) -> None:
    with pytest.raises(ColumnError, match="own_use_work"):
        labour.unemployment_rate(from_ilo, standard="icls13")
    with pytest.raises(OptionError, match="underemployed"):
        labour.underemployment_rate(lfs, hours_threshold=None)
