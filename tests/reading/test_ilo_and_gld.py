"""A file in the ILO's or the World Bank's form gives the same indicators as the records it was written from."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import labkit as lk

SAME = ["estimate", "se", "df", "n"]


def same(one: pd.DataFrame, other: pd.DataFrame, columns: list[str] = SAME) -> None:
    # Files of Stata and SPSS hold doubles: nothing is lost on the way.
    np.testing.assert_allclose(one[columns].to_numpy(float), other[columns].to_numpy(float), rtol=1e-9)


@pytest.fixture(scope="module")
def from_ilo(ilo_file: Path) -> lk.Survey:
    return lk.read_survey(ilo_file, "ilo")


@pytest.fixture(scope="module")
def from_gld(gld_file: Path) -> lk.Survey:
    return lk.read_survey(gld_file, "gld")


@pytest.fixture(scope="module")
def unclustered(lfs: lk.Survey) -> lk.Survey:
    """The survey as an ILO file knows it: weights, but neither strata nor PSUs."""
    return lk.Survey(lfs.frame, weight="weight")


def test_ilo_weights_pay_and_hours(from_ilo: lk.Survey, unclustered: lk.Survey) -> None:
    same(from_ilo.total(by="area"), unclustered.total(by="area"))
    adults = unclustered.filter(unclustered.frame["age"] >= 15)
    same(from_ilo.mean("monthly_pay", by="sex"), adults.mean("monthly_pay", by="sex"))
    same(from_ilo.mean("usual_hours", by="status"), adults.mean("usual_hours", by="status"))
    same(from_ilo.mean("actual_hours"), adults.mean("actual_hours"))


def test_ilo_derived_variables_give_the_published_indicators(from_ilo: lk.Survey, unclustered: lk.Survey) -> None:
    employed = from_ilo.filter(from_ilo.frame["labour_force_status"] == "employed")
    informal = employed.share("job_formality", by="sex").query("category == 'informal'")
    same(informal, lk.informality.informal_employment_rate(unclustered, by="sex"))
    sector = employed.share("production_unit").query("category == 'informal'")
    same(sector, lk.informality.informal_sector_share(unclustered))


@pytest.mark.parametrize("column", ["area", "sex", "education", "attending", "status", "industry", "occupation"])
def test_ilo_words_are_those_of_the_survey(column: str, from_ilo: lk.Survey, lfs: lk.Survey) -> None:
    expected = lfs.frame[column]
    if column in ("status", "industry", "occupation"):
        expected = expected.where(lfs.frame["age"] >= 15)
    assert from_ilo.frame[column].astype(object).where(expected.notna(), None).tolist() == (
        expected.astype(object).where(expected.notna(), None).tolist()
    )
    assert from_ilo.frame[column].cat.ordered == lfs.frame[column].cat.ordered


def test_a_function_names_the_columns_that_an_ilo_file_lacks(from_ilo: lk.Survey) -> None:
    with pytest.raises(lk.errors.ColumnError, match="'institution', 'registered', 'social_security'"):
        lk.informality.informal_employment_rate(from_ilo, standard="icls21")


def test_the_report_lists_what_is_absent_and_warns_of_the_missing_design(ilo_file: Path) -> None:
    reading = lk.reading.report(ilo_file, "ilo")
    assert {"stratum", "psu", "institution", "contract", "province"} <= set(reading.absent)
    assert reading.report.ok
    assert reading.report.problems["column"].tolist() == ["stratum", "psu", "age"]  # a few ages are not known
    table = reading.columns.set_index("column")
    assert table.loc["monthly_pay", "answered"] == reading.frame["monthly_pay"].notna().sum() > 0
    assert "monthly_pay" in str(reading) and "Columns absent" in str(reading)


def test_stratum_and_psu_can_be_added_to_the_ilo_s_columns(tmp_path: Path, ilo: pd.DataFrame, lfs: lk.Survey) -> None:
    frame = ilo.assign(Stratum=lfs.frame["stratum"].cat.codes.astype(float), EA=lfs.frame["psu"].astype(float))
    pyreadstat.write_sav(frame, tmp_path / "full.sav")
    mapping = tmp_path / "mine.toml"
    mapping.write_text('base = "ilo"\n[design]\nstratum = "Stratum"\npsu = "EA"\n', "utf-8")
    survey = lk.read_survey(tmp_path / "full.sav", mapping)
    employed = survey.filter(survey.frame["labour_force_status"] == "employed")
    informal = employed.share("job_formality").query("category == 'informal'")
    same(informal, lk.informality.informal_employment_rate(lfs))


def test_gld_keeps_the_design(from_gld: lk.Survey, lfs: lk.Survey) -> None:
    same(from_gld.total(by="sex"), lfs.total(by="sex"))
    same(from_gld.mean("age", by="province").sort_values("province", key=lambda s: s.astype(str)),
         lfs.mean("age", by="province").sort_values("province", key=lambda s: s.astype(str)))  # fmt: skip
    assert from_gld.frame["household_id"].tolist() == lfs.frame["household_id"].tolist()


def test_gld_pay_of_a_week_becomes_pay_of_a_month(from_gld: lk.Survey, lfs: lk.Survey) -> None:
    same(from_gld.mean("monthly_pay", by="area"), lfs.mean("monthly_pay", by="area"))
    same(from_gld.mean("usual_hours"), lfs.mean("usual_hours"))


def test_gld_has_own_account_workers_and_members_of_cooperatives_together(from_gld: lk.Survey, lfs: lk.Survey) -> None:
    expected = lfs.frame["status"].astype(object).replace("cooperative member", "own-account worker")
    assert from_gld.frame["status"].astype(object).fillna("").tolist() == expected.fillna("").tolist()


def test_gld_labour_force_status(from_gld: lk.Survey, lfs: lk.Survey) -> None:
    status = lfs.assign(labour_force_status=lk.labour.labour_force_status(lfs.frame))
    same(from_gld.share("labour_force_status", by="sex"), status.share("labour_force_status", by="sex"))


def test_gld_informality_only_as_far_as_social_security_goes(from_gld: lk.Survey, lfs: lk.Survey) -> None:
    """GLD has yes and no only: here, no answer and "don't know" are told apart by nobody."""
    employees = lfs.filter(lfs.frame["status"].eq("employee") & lfs.frame["social_security"].notna())
    covered = employees.assign(covered=employees.frame["social_security"].eq("yes")).share("covered")
    found = from_gld.share("social_security").query("category == 'yes'")
    same(found, covered)
    with pytest.raises(lk.errors.ColumnError, match="institution"):
        lk.informality.production_unit(from_gld.frame)


@pytest.mark.parametrize("column", ["relation", "education", "attending", "industry", "occupation", "area"])
def test_gld_words_are_those_of_the_survey(column: str, from_gld: lk.Survey, lfs: lk.Survey) -> None:
    expected = lfs.frame[column].astype(object)
    assert from_gld.frame[column].astype(object).fillna("").tolist() == expected.fillna("").tolist()


@pytest.mark.parametrize("suffix", [".sav", ".csv", ".parquet"])
def test_every_format_gives_the_same_records(suffix: str, tmp_path: Path, gld: pd.DataFrame, lfs: lk.Survey) -> None:
    some = gld[gld["psu"] % 7 == 0]
    path = tmp_path / f"survey{suffix}"
    if suffix == ".sav":
        pyreadstat.write_sav(some, path)
    elif suffix == ".csv":
        # With European separators, as a local Excel writes them.
        some.to_csv(path, index=False, sep=";")
    else:
        some.to_parquet(path)
    pyreadstat.write_dta(some, tmp_path / "survey.dta")
    found = lk.reading.report(path, "gld").frame
    expected = lk.reading.report(tmp_path / "survey.dta", "gld").frame
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, check_categorical=False)
    assert found["industry"].value_counts().sum() == lfs.frame.loc[some.index, "industry"].notna().sum()


def test_codes_of_user_missing_values_become_missing(tmp_path: Path) -> None:
    frame = pd.DataFrame({"ilo_wgt": [1.0, 2, 3, 4], "ilo_sex": [1.0, 2, 9, 1], "ilo_age": [30.0, 40, 50, 998]})
    missing = {"ilo_sex": [9], "ilo_age": [{"lo": 990, "hi": 999}]}
    pyreadstat.write_sav(frame, tmp_path / "a.sav", missing_ranges=missing)
    found = lk.read_survey(tmp_path / "a.sav").frame
    assert found["sex"].isna().tolist() == [False, False, True, False]
    assert found["age"].isna().tolist() == [False, False, False, True]
    stata = pd.DataFrame({"ilo_wgt": [1.0, 2, 3], "ilo_sex": pd.Series([1, 2, "a"], dtype=object)})
    pyreadstat.write_dta(stata, tmp_path / "a.dta", missing_user_values={"ilo_sex": ["a"]})
    assert lk.read_survey(tmp_path / "a.dta").frame["sex"].isna().tolist() == [False, False, True]


def test_industries_of_another_revision_are_not_taken_for_revision_4(tmp_path: Path) -> None:
    frame = pd.DataFrame({"weight": [1, 2], "industrycat_isic": "1551", "isic_version": ["isic_3.1", "isic_4"]})
    frame.to_csv(tmp_path / "a.csv", index=False)
    assert lk.read_survey(tmp_path / "a.csv", "gld").frame["industry"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("unit", "hours", "monthly"),
    [
        (1, 40, 365 / 12),
        (2, 40, 365 / 84),
        (3, 40, 365 / 168),
        (4, 40, 2),
        (5, 40, 1),
        (6, 40, 1 / 3),
        (7, 40, 1 / 6),
        (8, 40, 1 / 12),
        (9, 40, 40 * 365 / 84),
        (9, None, None),
        (10, 40, None),
    ],
)
def test_periods_of_pay(unit: int, hours: float | None, monthly: float | None, tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"weight": [1.0, 2], "empstat": 1, "lstatus": 1, "wage_no_compen": 1200.0, "unitwage": unit, "whours": hours}
    )
    frame.to_parquet(tmp_path / "a.parquet")
    reading = lk.reading.report(tmp_path / "a.parquet", "gld")
    pay = reading.frame["monthly_pay"]
    if monthly is None:
        assert pay.isna().all()
        assert "Pay for no known period" in str(reading.report)
    else:
        np.testing.assert_allclose(pay, 1200 * monthly)


def test_leading_zeros_of_identifiers_stay(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("weight,hhid,pid\n1,0012,1\n2,012,1\n", "utf-8")
    frame = lk.read_survey(tmp_path / "a.csv", "gld").frame
    assert frame["household_id"].tolist() == ["0012", "012"]
    assert frame["person_id"].tolist() == [1, 1]


def test_a_part_of_the_design_can_be_taken_away(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("weight,strata,psu\n1,a,1\n2,a,2\n3,b,3\n", "utf-8")
    mapping = tmp_path / "mine.toml"
    mapping.write_text('base = "gld"\n[design]\nstratum = ""\n', "utf-8")
    survey = lk.read_survey(tmp_path / "a.csv", mapping)
    assert "stratum" not in survey.frame and "3 PSUs and 1 stratum" in repr(survey)


def test_names_of_columns_may_be_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ILO_WGT,Ilo_Sex\n1,1\n2,2\n", "utf-8")
    assert lk.read_survey(tmp_path / "a.csv").frame["sex"].tolist() == ["male", "female"]


def test_a_label_that_says_no_answer_raises_a_doubt(tmp_path: Path) -> None:
    frame = pd.DataFrame({"ilo_wgt": [1.0, 2], "ilo_edu_isced11": [3.0, 10.0]})
    labels = {"ilo_edu_isced11": {3: "1 - Primary education", 10: "9 - Not elsewhere classified"}}
    pyreadstat.write_dta(frame, tmp_path / "a.dta", variable_value_labels=labels)
    doubts = lk.reading.report(tmp_path / "a.dta").report.problems.query("column == 'education'")
    assert doubts["severity"].tolist() == ["warning"]
    assert "10 (9 - Not elsewhere classified)" in doubts["what"].item()


def test_labkit_is_imported_without_the_reader_of_stata_files() -> None:
    code = "import sys, labkit; labkit.load('lfs'); print('pyreadstat' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
