"""Broken files and mappings: each gives one clear LabkitError, and no traceback of another kind."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

import labkit as lk

FRAME = pd.DataFrame({"ilo_wgt": [1.0, 2.0, 3.0], "ilo_sex": [1.0, 2.0, 1.0], "place": ["abc", "def", "ghi"]})


def dta(path: Path, **options: object) -> bytes:
    pyreadstat.write_dta(FRAME, path, **options)
    return path.read_bytes()


def sav(path: Path) -> bytes:
    pyreadstat.write_sav(FRAME, path)
    return path.read_bytes()


def parquet(path: Path) -> bytes:
    FRAME.to_parquet(path)
    return path.read_bytes()


def old_letters(path: Path) -> bytes:
    """Version 10 of Stata says nothing about its encoding; the byte 0x81 is no letter in the usual one."""
    return dta(path, version=10).replace(b"abc", b"a\x81c")


Case = tuple[str, Callable[[Path], bytes] | None, list[str]]
FILES: dict[str, Case] = {
    "missing file": ("a.dta", None, ["There is no such file"]),
    "empty dta": ("a.dta", lambda p: b"", ["is empty"]),
    "empty csv": ("a.csv", lambda p: b"", ["is empty"]),
    "excel": ("a.xlsx", lambda p: b"PK\x03\x04", ["does not read files of this kind: .xlsx", "save a CSV"]),
    "no ending": ("survey", lambda p: b"x", ["without an ending"]),
    "dta is sav": ("a.dta", sav, ["not what its name says: Stata", "looks like SPSS", "ends in .sav"]),
    "sav is dta": ("a.sav", dta, ["looks like Stata"]),
    "dta is csv": ("a.dta", lambda p: b"ilo_wgt,ilo_sex\n1,1\n", ["looks like CSV"]),
    "csv is excel": ("a.csv", lambda p: b"PK\x03\x04rest", ["Excel workbook"]),
    "csv is parquet": ("a.csv", lambda p: parquet(p.with_suffix(".parquet")), ["looks like Parquet"]),
    "parquet is text": ("a.parquet", lambda p: b"hello", ["not what its name says: Parquet"]),
    "noise": ("a.sav", lambda p: b"\x00\x01\x02" * 50, ["no format that labkit knows"]),
    "cut dta": ("a.dta", lambda p: dta(p)[:300], ["cannot be read", "damaged"]),
    "cut old dta": ("a.dta", lambda p: dta(p, version=10)[:200], ["cannot be read"]),
    "cut sav": ("a.sav", lambda p: sav(p)[:200], ["cannot be read"]),
    "cut sav at the end": ("a.sav", lambda p: sav(p)[:-5], ["cannot be read"]),
    "cut parquet": ("a.parquet", lambda p: parquet(p)[:-20], ["cannot be read"]),
    "html in dta": ("a.dta", lambda p: b"<stata_dta>not really", ["cannot be read"]),
    "csv of windows": ("a.csv", lambda p: "ilo_wgt,ilo_sex,café\n1,1,é".encode("cp1252"), ["encoding='windows-1252'"]),
    "csv of excel unicode": ("a.csv", lambda p: "ilo_wgt\tilo_sex\n1\t1\n".encode("utf-16"), ["encoding='utf-16'"]),
    "csv without records": ("a.csv", lambda p: b"ilo_wgt,ilo_sex\n", ["has no records"]),
    "csv with too many fields": ("a.csv", lambda p: b"ilo_wgt,ilo_sex\n1,1\n1,2,3,4,5\n", ["cannot be read", "line 3"]),
    "csv with columns twice": (
        "a.csv",
        lambda p: b"ilo_wgt,ilo_sex,ilo_sex\n1,1,1\n",
        ["columns of the same name", "its own"],
    ),
    "other columns": ("a.csv", lambda p: b"w,sex\n1,1\n", ["lacks a column", "ilo_wgt", "survey-template"]),
    "nearly the column": ("a.csv", lambda p: b"ilo_wgth,ilo_sex\n1,1\n", ["ilo_wgt", "'ilo_wgth'"]),
    "text for numbers": (
        "a.csv",
        lambda p: b"ilo_wgt,ilo_age\n1,20\n2,old\n",
        ["No number", "1 record", "'old'", "rows: 1"],
    ),
    "weights with commas": ("a.csv", lambda p: b'ilo_wgt,ilo_sex\n"1,5",1\n', ["No number", "1,5"]),
    "unknown code": ("a.csv", lambda p: b"ilo_wgt,ilo_sex\n1,1\n2,3\n", ["ERROR sex", "does not know, in 1 record: 3"]),
    "a folder": ("a.csv", lambda p: p.mkdir() or b"", ["a folder"]),
}


@pytest.mark.parametrize("case", FILES)
def test_a_broken_file(case: str, tmp_path: Path) -> None:
    name, content, words = FILES[case]
    path = tmp_path / name
    if content is not None:
        data = content(path)
        if not path.is_dir():
            path.write_bytes(data)
    with pytest.raises(lk.errors.LabkitError) as caught:
        lk.read_survey(path)
    said = str(caught.value)
    assert not [word for word in words if word not in said], said
    assert name in said and "try:" in said


def test_the_encoding_that_is_named_works(tmp_path: Path) -> None:
    path = tmp_path / "old.dta"
    path.write_bytes(old_letters(path))
    mapping = tmp_path / "m.toml"
    mapping.write_text('base = "ilo"\n[columns.province]\nfrom = "place"\n', "utf-8")
    with pytest.raises(lk.errors.DataError, match="letters of this file") as caught:
        lk.read_survey(path, mapping)
    assert "encoding='iso-8859-1', or 'cp850'" in str(caught.value)
    survey = lk.read_survey(path, mapping, encoding="cp850")
    assert survey.frame["province"].tolist() == ["aüc", "def", "ghi"]
    (tmp_path / "a.csv").write_text("ilo_wgt,ilo_sex\n1,1\n", "utf-8")
    for file in (path, tmp_path / "a.csv"):
        with pytest.raises(lk.errors.OptionError, match="'nonsense' is not a value of 'encoding'"):
            lk.read_survey(file, encoding="nonsense")


@pytest.mark.parametrize("name", ["a.dta", "a.sav", "a.parquet"])
def test_a_file_cut_anywhere(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    whole = {"a.dta": dta, "a.sav": sav, "a.parquet": parquet}[name](path)
    for part in range(1, 20):
        path.write_bytes(whole[: len(whole) * part // 20])
        with pytest.raises(lk.errors.DataError):
            lk.read_survey(path)


def test_a_table_with_row_numbers_but_no_name_for_them(tmp_path: Path) -> None:
    FRAME.to_csv(tmp_path / "a.csv")
    assert lk.read_survey(tmp_path / "a.csv").frame["sex"].tolist() == ["male", "female", "male"]
    assert "column 1" in lk.reading.mapping_template(tmp_path / "a.csv")


def test_a_spelling_near_by_is_suggested(tmp_path: Path) -> None:
    dta(tmp_path / "KHM_LFS_2019.dta")
    with pytest.raises(lk.errors.DataError, match=r"Did you mean 'KHM_LFS_2019\.dta'"):
        lk.read_survey(tmp_path / "KHM_LFS_2091.dta")


MAPPINGS: dict[str, tuple[str | bytes, list[str]]] = {
    "syntax": ("[columns.sex\n", ["not valid TOML", "line 1"]),
    "no text": (b"\xff\xfe\x00", ["cannot be read", "UTF-8"]),
    "empty": ("", ["names no columns"]),
    "unknown part": ("[desing]\n", ["'desing'", "Did you mean 'design'"]),
    "unknown role": ('[design]\nweigth = "ilo_wgt"\n', ["[design]", "Did you mean 'weight'"]),
    "unknown base": ('base = "gdl"\n', ["'gdl'", "Did you mean 'gld'"]),
    "unknown column": ('[columns.sexe]\nfrom = "s"\n', ["'sexe'", "Did you mean 'sex'"]),
    "unknown setting": ('[columns.sex]\nform = "s"\n', ["[columns.sex]", "Did you mean 'from'"]),
    "unknown word": ('[columns.sex]\nfrom = "ilo_sex"\ncodes = { 1 = "Male" }\n', ["'Male'", "Did you mean 'male'"]),
    "no from": ("[columns.age]\nmissing = [99]\n", ["not named", "from"]),
    "no codes": ('[columns.sex]\nfrom = "ilo_sex"\n', ["meaning of the codes", "male, female"]),
    "codes of numbers": ('[columns.age]\nfrom = "a"\ncodes = { 1 = "young" }\n', ["holds no words", "missing"]),
    "code without word": ('[columns.sex]\nfrom = "s"\ncodes = { 1 = 2 }\n', ["Code 1 has no word"]),
    "codes no table": ('[columns.sex]\nfrom = "s"\ncodes = ["male"]\n', ["not a table"]),
    "missing no list": ('[columns.age]\nfrom = "a"\nmissing = 99\n', ["'missing' is not a list"]),
    "column no table": ("[columns]\nsex = 3\n", ["A table is expected"]),
    "range": ('[columns.sex]\nfrom = "s"\ncodes = { "9..1" = "male" }\n', ["lower code to a higher"]),
    "no period": ('[columns.monthly_pay]\nfrom = "p"\n', ["period of the pay"]),
    "unknown period": (
        '[columns.monthly_pay]\nfrom = "p"\nperiod = "monthly"\n',
        ["'monthly'", "Did you mean 'month'"],
    ),
    "hour without hours": ('[columns.monthly_pay]\nfrom = "p"\nperiod = "hour"\n', ["needs hours"]),
    "period elsewhere": ('[columns.age]\nfrom = "a"\nperiod = "month"\n', ["Only pay"]),
    "lacking column": ('[design]\nweight = "ilo_wgt"\n[columns.age]\nfrom = "ilo_sx"\n', ["lacks", "'ilo_sex'"]),
    "lacking condition": (
        '[columns.sex]\nfrom = "ilo_sex"\ncodes = { 1 = "male", 2 = "female" }\nonly_if = { asked = 1 }\n',
        ["lacks a column", "asked"],
    ),
}


@pytest.mark.parametrize("case", MAPPINGS)
def test_a_broken_mapping(case: str, tmp_path: Path) -> None:
    content, words = MAPPINGS[case]
    path, mapping = tmp_path / "a.dta", tmp_path / "mine.toml"
    dta(path)
    mapping.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(lk.errors.DataError) as caught:
        lk.read_survey(path, mapping)
    said = str(caught.value)
    assert not [word for word in words if word not in said], said
    assert "mine.toml" in said


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("iol", "Did you mean 'ilo'"),
        ("wb", "survey-template"),
        ("none.toml", "no such mapping"),
        ("a.json", "in .toml"),
    ],
)
def test_no_such_schema(schema: str, words: str, tmp_path: Path) -> None:
    dta(tmp_path / "a.dta")
    with pytest.raises(lk.errors.LabkitError) as caught:
        lk.read_survey(tmp_path / "a.dta", schema)
    assert words in str(caught.value)


def test_all_errors_of_the_records_come_in_one_message(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ilo_wgt,ilo_sex,ilo_age,ilo_job1_how_usual\n-1,7,998,200\n5,1,30,40\n", "utf-8")
    with pytest.raises(lk.errors.DataError) as caught:
        lk.read_survey(tmp_path / "a.csv")
    said = str(caught.value)
    assert all(f"ERROR {column}" in said for column in ("weight", "sex", "age", "usual_hours"))
    assert "4 errors" in said


def test_single_psus_are_an_error_unless_they_are_dealt_with(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("weight,strata,psu\n1,a,1\n2,a,2\n3,b,3\n", "utf-8")
    with pytest.raises(lk.errors.DataError, match="Only one PSU in 1 stratum: b"):
        lk.read_survey(tmp_path / "a.csv", "gld")
    assert len(lk.read_survey(tmp_path / "a.csv", "gld", lonely_psu="adjust")) == 3
    with pytest.raises(lk.errors.OptionError, match="lonely_psu"):
        lk.read_survey(tmp_path / "a.csv", "gld", lonely_psu="no")
