"""All problems of a data set at once, nothing changed."""

import re

import numpy as np
import pandas as pd
import pytest

import labkit as lk


@pytest.fixture
def good() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "person_id": range(1, 9),
            "weight": [100.0, 110, 120, 130, 140, 150, 160, 170],
            "stratum": list("aaaabbbb"),
            "psu": [1, 1, 2, 2, 3, 3, 4, 4],
            "province": ["Kep"] * 8,
            "sex": ["male", "female"] * 4,
            "age": [40, 35, 12, 67, 20, 31, 50, 16],
            "status": ["employee", "employer", None, None, "employee", None, "employee", None],
            "usual_hours": [48.0, 60, np.nan, np.nan, 40, np.nan, 30, np.nan],
            "monthly_pay": [900.0, np.nan, np.nan, np.nan, 700, np.nan, 800, np.nan],
        }
    )


def test_good_records_have_no_problem(good: pd.DataFrame) -> None:
    report = lk.validate(good)
    assert report.ok and report.problems.empty
    assert str(report) == "8 records, no problem found."
    assert list(report.problems.columns) == ["severity", "column", "records", "rows", "what", "what_to_do"]


def test_the_bundled_survey_has_no_problem_but_a_few_unknown_ages() -> None:
    lfs = lk.load("lfs")
    for data in (lfs, lfs.frame):
        report = lk.validate(data)
        assert report.ok and report.problems["column"].tolist() == ["age"]
        assert report.problems["records"].item() == lfs.frame["age"].isna().sum()
    # A domain has strata with one PSU of its own, which is no problem of the design.
    assert lk.validate(lfs.filter(lfs.frame["psu"] % 20 == 0)).problems["column"].tolist() == ["age"]


CASES = {
    "missing weight": ("weight", {2: np.nan}, "error", "weight", 1, "missing"),
    "negative weight": ("weight", {2: -1.0, 5: -3.0}, "error", "weight", 2, "negative"),
    "zero weight": ("weight", {0: 0.0}, "warning", "weight", 1, "without weight"),
    "infinite weight": ("weight", {0: np.inf}, "error", "weight", 1, "infinite"),
    "constant weight": ("weight", dict.fromkeys(range(8), 5.0), "warning", "weight", 0, "All weights are 5"),
    "missing stratum": ("stratum", {3: None}, "error", "stratum", 1, "without a stratum: 1 of 8"),
    "missing psu": ("psu", {3: np.nan}, "error", "psu", 1, "primary sampling unit"),
    "single psu": ("stratum", {6: "c", 7: "c"}, "error", "stratum", 4, "Only one PSU in 2 strata: b, c"),
    "psu in two strata": ("stratum", {3: "b"}, "warning", "psu", 2, "1 PSU, 2"),
    "psu of a spreadsheet": ("psu", {4: "1.10001E+11", 5: "1.10001E+11"}, "error", "psu", 2, "cut digits off"),
    "psu with a zero in front": ("psu", {2: "2", 3: "02"}, "warning", "psu", 2, "zeros only: '2', '02'"),
    "province in capitals": ("province", {3: "KEP", 4: "kep"}, "warning", "province", 8, "'Kep', 'KEP', 'kep'"),
    "unknown word": ("sex", {1: "Female"}, "error", "sex", 1, "'Female'"),
    "missing age": ("age", {1: np.nan}, "warning", "age", 1, "Missing ages: 1 of 8"),
    "age out of range": ("age", {1: 998.0, 3: -1.0}, "error", "age", 2, "998"),
    "child with a job": ("status", {2: "employee"}, "warning", "age", 1, "below 15"),
    "too many hours": ("usual_hours", {0: 169.0}, "error", "usual_hours", 1, "168"),
    "negative hours": ("usual_hours", {0: -1.0}, "error", "usual_hours", 1, "Less than 0"),
    "hours of a second job": ("second_job_hours", {0: 998.0, 1: -1.0}, "error", "second_job_hours", 2, "168 hours"),
    "hours as text": ("actual_hours", dict.fromkeys(range(8), "full"), "error", "actual_hours", 8, "Hours are not"),
    "weeks worked": ("weeks_worked", {0: 99.0}, "error", "weeks_worked", 1, "more than 6 weeks in a month"),
    "days lost": ("days_lost", {0: 999.0}, "warning", "days_lost", 1, "more than 366 days in a year"),
    "negative days lost": ("days_lost", {0: -1.0}, "error", "days_lost", 1, "Less than 0"),
    "negative basic pay": ("basic_pay", {0: -8.0}, "error", "basic_pay", 1, "Amounts below zero"),
    "basic pay as text": ("basic_pay", dict.fromkeys(range(8), "x"), "error", "basic_pay", 8, "are not numbers"),
    "consumption": ("household_consumption", {2: -9.0}, "error", "household_consumption", 1, "-9"),
    "missing fpc": ("psus_in_stratum", {2: np.nan}, "error", "psus_in_stratum", 1, "missing: 1 of 8"),
    "varying fpc": ("psus_in_stratum", {2: 9.0}, "error", "psus_in_stratum", 4, "not the same"),
    "fpc below the sample": ("psus_in_stratum", dict.fromkeys(range(4), 1), "error", "psus_in_stratum", 4, "below"),
    "negative pay": ("monthly_pay", {0: -9.0}, "error", "monthly_pay", 1, "Pay below zero, in 1 record: -9"),
    "pay without a job": ("monthly_pay", {3: 500.0}, "warning", "monthly_pay", 1, "no job: 1"),
    "person twice": ("person_id", {7: 1}, "error", "person_id", 2, "share their person_id"),
    "weights as text": ("weight", dict.fromkeys(range(8), "1"), "error", "weight", 8, "not numbers"),
    "ages as text": ("age", dict.fromkeys(range(8), "20-24"), "error", "age", 8, "not numbers"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_problem_is_found_alone(case: str, good: pd.DataFrame) -> None:
    column, changes, severity, named, records, words = CASES[case]
    others = {"second_job_hours": 8.0, "actual_hours": 40.0, "weeks_worked": 4.0, "days_lost": 0.0, "basic_pay": 500.0}
    good = good.assign(**others, household_consumption=90.0, psus_in_stratum=8.0)
    bad = good.astype({column: object})
    for row, value in changes.items():
        bad.loc[row, column] = value
    bad[column] = bad[column].infer_objects()
    before = bad.copy(deep=True)
    report = lk.validate(bad)
    assert len(report.problems) == 1, report
    problem = report.problems.iloc[0]
    assert (problem["severity"], problem["column"], problem["records"]) == (severity, named, records)
    assert words in problem["what"] and problem["what_to_do"]
    assert report.ok == (severity == "warning")
    pd.testing.assert_frame_equal(bad, before)


def test_all_problems_come_at_once_errors_first_with_their_rows(good: pd.DataFrame) -> None:
    bad = good.assign(age=[998, 35, 12, 67, 20, 31, 50, 16], weight=[-1.0, 1, 2, 3, 4, 5, 6, 7])
    bad.loc[2, "status"] = "employee"
    bad.index = pd.Index([f"r{n}" for n in range(8)])
    report = lk.validate(bad)
    assert report.problems["severity"].tolist() == ["error", "error", "warning"]
    assert report.problems["rows"].tolist() == ["r0", "r0", "r2"]
    assert "8 records, 2 errors, 1 warning." in str(report)


def test_a_report_is_text_and_html_without_markup_from_the_data(good: pd.DataFrame) -> None:
    report = lk.validate(good.assign(sex=["<b>male</b>"] * 8))
    html = report._repr_html_()
    assert "<b>male" not in html and "&lt;b&gt;male" in html
    assert html.count("<tr>") == 2 and 'scope="col"' in html
    assert not re.search(r"https?:|<script", html)
    assert repr(report) == str(report)
    assert "try:" in str(report)


def test_a_single_psu_is_a_warning_where_it_is_dealt_with(good: pd.DataFrame) -> None:
    good["stratum"] = list("aaaabbcc")
    assert not lk.validate(good).ok
    assert lk.validate(good, lonely_psu="adjust").ok
    survey = lk.Survey(good, weight="weight", stratum="stratum", psu="psu", lonely_psu="average")
    assert lk.validate(survey).problems["severity"].tolist() == ["warning"]


def test_a_stratum_with_one_psu_in_the_population_was_drawn_completely(good: pd.DataFrame) -> None:
    good["stratum"] = list("aaaabbcc")
    good["psus_in_stratum"] = [9, 9, 9, 9, 1, 1, 1, 1]
    assert lk.validate(good).problems.empty
    good["psus_in_stratum"] = [9, 9, 9, 9, 1, 1, 5, 5]
    assert "1 stratum: c" in lk.validate(good).problems["what"].item()


def test_psus_numbered_within_strata_are_usual(good: pd.DataFrame) -> None:
    assert lk.validate(good.assign(psu=[1, 1, 2, 2, 1, 1, 2, 2])).problems.empty


def test_a_survey_is_looked_at_with_its_own_columns(good: pd.DataFrame) -> None:
    renamed = good.rename(columns={"weight": "w", "stratum": "s", "psu": "ea"})
    survey = lk.Survey(renamed, weight="w", stratum="s", psu="ea")
    assert lk.validate(survey).problems.empty


def test_a_frame_without_design_or_records_is_told_so(good: pd.DataFrame) -> None:
    report = lk.validate(good[["age"]])
    assert report.problems["column"].tolist() == ["weight", "stratum", "psu"]
    assert "no records" in str(lk.validate(good.iloc[:0]))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lk.validate([1, 2]), "data frame or a Survey"),
        (lambda: lk.validate(pd.DataFrame([[1, 2]], columns=["age", "age"])), "same name: age"),
        (lambda: lk.validate(pd.DataFrame({"age": [1]}), lonely_psu="adjst"), "adjust"),
    ],
)
def test_wrong_calls(call: object, words: str) -> None:
    with pytest.raises(lk.errors.LabkitError) as caught:
        call()
    assert words in str(caught.value)
