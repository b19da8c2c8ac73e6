"""A statistics office's own file: a mapping by hand, and the one that the command writes to begin with."""

import os
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import labkit as lk
from labkit.course.cli import main

LABELS = {
    "q101": "Sex of the member",
    "q102": "Age in completed years",
    "prov": "Province",
    "resid": "Place of residence",
    "ea": "Enumeration area (EA)",
    "strata": "Sampling stratum",
    "wt_final": "Final weight",
    "q305": "Status in employment, main job",
    "q310": "Is the business registered with any authority?",
    "q330": "Hours usually worked per week: usual hours",
    "q340": "Earnings in the last month, in riel",
    "q350": "Type of contract",
}
CODES = {
    "q101": {1: "Male", 2: "Female"},
    "resid": {1: "Urban", 2: "Rural"},
    "prov": {1: "Kandal", 2: "Kep"},
    "q305": {1: "Employee", 2: "Employer", 3: "Own-account worker", 4: "Contributing family worker", 5: "Other"},
    "q310": {1: "Yes", 2: "No", 3: "In process", 8: "Don't know", 9: "Not stated"},
    "q330": {998: "Don't know"},
    "q350": {1: "Written contract", 2: "Oral agreement", 3: "No contract"},
}


@pytest.fixture
def country(tmp_path: Path) -> Path:
    frame = pd.DataFrame(
        {
            "q101": [1.0, 2, 1, 2, 1, 2, 1, 2],
            "q102": [34.0, 51, 29, 40, 33, 22, 61, 18],
            "prov": [1.0, 1, 1, 1, 2, 2, 2, 2],
            "resid": [1.0, 1, 2, 2, 1, 1, 2, 2],
            "ea": [11.0, 11, 12, 12, 21, 21, 22, 22],
            "strata": [1.0, 1, 1, 1, 2, 2, 2, 2],
            "wt_final": [10.0, 20, 30, 40, 50, 60, 70, 80],
            "q305": [1.0, 3, 1, 4, 2, 1, np.nan, np.nan],
            "q310": [1.0, 2, 3, 8, 9, 1, np.nan, np.nan],
            "q330": [48.0, 30, 998, 20, 60, 40, np.nan, np.nan],
            "q340": [900.0, np.nan, 800, np.nan, np.nan, 700, np.nan, np.nan],
            "q350": [1.0, np.nan, 2, np.nan, np.nan, 3, np.nan, np.nan],
        }
    )
    pyreadstat.write_sav(frame, tmp_path / "country.sav", column_labels=LABELS, variable_value_labels=CODES)
    return tmp_path / "country.sav"


def test_the_template_of_a_labelled_file_can_be_used_as_it_is(
    country: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = country.with_name("country.toml")
    assert main(["survey-template", str(country), "--out", str(out)]) == 0
    assert "check every line" in capsys.readouterr().out
    mapping = tomllib.loads(out.read_text("utf-8"))
    assert mapping["design"] == {"weight": "wt_final", "stratum": "strata", "psu": "ea"}
    read = {column: entry["from"] for column, entry in mapping["columns"].items()}
    assert read == {
        "sex": "q101", "age": "q102", "province": "prov", "area": "resid", "status": "q305", "registered": "q310",
        "usual_hours": "q330", "monthly_pay": "q340", "contract": "q350",
    }  # fmt: skip
    assert mapping["columns"]["sex"]["codes"] == {"1": "male", "2": "female"}
    assert mapping["columns"]["registered"]["codes"] == {
        "1": "yes",
        "2": "no",
        "3": "in process",
        "8": "don't know",
        "9": "",
    }
    survey = lk.read_survey(country, out)
    assert survey.frame["sex"].tolist() == ["male", "female"] * 4
    assert survey.frame["province"].tolist() == ["Kandal"] * 4 + ["Kep"] * 4
    assert survey.mean("usual_hours")["estimate"].item() == pytest.approx((480 + 600 + 800 + 3000 + 2400) / 180)
    assert "2 strata" in repr(survey)


def test_a_code_that_the_template_does_not_understand_is_left_to_the_statistician(country: Path) -> None:
    text = lk.reading.mapping_template(country)
    assert '# 5 = "?"    # Other' in text
    frame, _ = pyreadstat.read_sav(country)
    pyreadstat.write_sav(frame.assign(q305=5.0), country, column_labels=LABELS, variable_value_labels=CODES)
    mapping = country.with_name("m.toml")
    mapping.write_text(text, "utf-8")
    with pytest.raises(lk.errors.DataError, match=r"does not know, in 8 records: 5 \(Other\)"):
        lk.read_survey(country, mapping)


WORDED = [
    ("attending", "Attends school now", "Yes", {"No answer": "", "No response": "", "No, left": "no", "No": "no"}),
    ("contract", "Contract", "Written", {
        "No answer": "", "Not written": None, "No written contract": None, "No contract": "none",
        "Oral, not written": "oral", "Without written contract": None,
    }),
    ("area", "Urban or rural", "Rural", {"Non-urban": None, "Urban": "urban", "Peri-urban": None}),
    ("institution", "Institution", "Private company", {
        "Non-government": None, "Government": "government", "Non-governmental body": "ngo or other organisation",
    }),
    ("education", "Education", "Primary", {
        "Incomplete lower secondary": None, "Lower secondary": "lower secondary", "Some university": None,
        "Lower secondary (not completed)": None, "Post-secondary non-tertiary": None, "Higher secondary": None,
        "Higher education": "higher", "Never attended": "none", "Never completed lower secondary": None,
    }),
    ("status", "Status in employment", "Own-account worker", {
        "Not an employee": None, "Worker with employees": "employer", "Paid employee": "employee",
        "Self-employed with employees": "employer", "Self-employed without employees": "own-account worker",
        "Non-family worker": None, "Unpaid family worker": "contributing family worker", "Non-response": "",
    }),
    ("registered", "Registered", "Yes", {"Not in process": None, "Don't know": "don't know", "Refused": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("column", "label", "first", "words"), WORDED, ids=lambda value: value if value else "")
def test_refusals_and_negations_are_not_guessed(
    column: str, label: str, first: str, words: dict[str, str | None], tmp_path: Path
) -> None:
    for answer, word in words.items():
        pyreadstat.write_sav(
            pd.DataFrame({"x": [1.0, 2, 3]}),
            tmp_path / "a.sav",
            column_labels={"x": label},
            variable_value_labels={"x": {1: first, 2: answer}},
        )
        entry = tomllib.loads(lk.reading.mapping_template(tmp_path / "a.sav"))["columns"][column]
        assert entry["codes"].get("2") == word, answer


def test_what_is_not_found_is_there_as_a_comment(country: Path) -> None:
    text = lk.reading.mapping_template(country)
    assert "# [columns.social_security]" in text
    assert "#   q310" in text and "9 Not stated" in text


def test_a_csv_with_words_needs_no_labels(tmp_path: Path) -> None:
    lines = ["weight,Sex,Area,region", "1,Male,Urban,Kep", "2,Female,Rural,Takeo", "4,male,urban,Kep"]
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text(lk.reading.mapping_template(tmp_path / "a.csv"), "utf-8")
    frame = lk.read_survey(tmp_path / "a.csv", mapping).frame
    assert frame["sex"].tolist() == ["male", "female", "male"]
    assert frame["area"].tolist() == ["urban", "rural", "urban"]
    assert frame["province"].tolist() == ["Kep", "Takeo", "Kep"]


@pytest.mark.parametrize("form", ["ilo", "gld"])
def test_a_file_in_a_known_form_begins_with_its_schema(
    form: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = request.getfixturevalue(f"{form}_file")
    mapping = tmp_path / "m.toml"
    mapping.write_text(lk.reading.mapping_template(path), "utf-8")
    assert tomllib.loads(mapping.read_text("utf-8"))["base"] == form
    found = lk.read_survey(path, mapping)
    assert found.frame.equals(lk.read_survey(path, form).frame)


def test_strange_names_and_labels_do_not_break_the_template(tmp_path: Path) -> None:
    frame = pd.DataFrame({"wt": [1.0, 2], "sex": [1.0, 2], "x": [1.0, 2]})
    pyreadstat.write_sav(
        frame,
        tmp_path / "a.sav",
        column_labels={"sex": 'Sex "quoted" \\ back\nnew line', "x": "ភេទ"},
        variable_value_labels={"sex": {1: "Male\n[columns.age]", 2: 'Fe"male \\ Female'}},
    )
    text = lk.reading.mapping_template(tmp_path / "a.sav")
    mapping = tomllib.loads(text)
    assert set(mapping["columns"]) == {"sex"}
    assert "ភេទ" in text


def test_the_command_never_writes_over_a_mapping(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = country.with_name("mine.toml")
    out.write_text("mine", "utf-8")
    assert main(["survey-template", str(country), "--out", str(out)]) == 1
    assert "--force" in capsys.readouterr().err
    assert out.read_text("utf-8") == "mine"
    assert main(["survey-template", str(country), "--out", str(out), "--force"]) == 0
    assert out.read_text("utf-8") != "mine"
    assert sorted(p.name for p in country.parent.iterdir()) == ["country.sav", "mine.toml"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["absent.dta"], "no such file"),
        (["country.sav", "--out", "mapping.txt"], "ends in .toml"),
        (["country.sav", "--out", "country.sav/m.toml"], "cannot be written"),
    ],
)
def test_the_command_says_what_is_wrong(
    words: list[str], said: str, country: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(country.parent)
    assert main(["survey-template", *words]) == 1
    assert said in capsys.readouterr().err
    assert os.listdir() == ["country.sav"]


def test_pay_by_the_hour_is_missing_where_the_hours_are_no_answer(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("w,hrs,pay\n1,40,10\n2,98,10\n3,998,10\n", "utf-8")
    mapping = tmp_path / "m.toml"
    pay = '[design]\nweight = "w"\n[columns.monthly_pay]\nfrom = "pay"\nhours = "HRS"\nperiod = "hour"\n'
    mapping.write_text(f'{pay}[columns.usual_hours]\nfrom = "hrs"\nmissing = [98]\n', "utf-8")
    assert lk.reading.report(tmp_path / "a.csv", mapping).frame["monthly_pay"].round(2).fillna(-1).tolist() == [
        1738.1, -1, -1
    ]  # fmt: skip


def test_settings_of_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "w,isic,hours,job,prov\n1,111,40,1,1. Kep\n2,1410,99,1,2. Kandal\n3,0,10,2,9\n", "utf-8"
    )
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        """
[design]
weight = "w"
[columns]
province = { from = "prov", strip_code = true, missing = [9] }
[columns.industry]
from = "isic"
width = 4
digits = 2
codes = { "01..03" = "A agriculture", "10..33" = "C manufacturing", "00" = "" }
[columns.usual_hours]
from = "hours"
missing = [99]
only_if = { job = 1 }
""",
        "utf-8",
    )
    frame = lk.read_survey(tmp_path / "a.csv", mapping).frame
    assert frame["industry"].astype(object).fillna("").tolist() == ["A agriculture", "C manufacturing", ""]
    assert frame["usual_hours"].fillna(-1).tolist() == [40, -1, -1]
    assert frame["province"].astype(object).fillna("").tolist() == ["Kep", "Kandal", ""]
