"""CSV files as people make them: numbers of other countries, broken copies, titles above the names of columns."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import labkit as lk
from labkit.errors import DataError
from labkit.reading import report
from labkit.reading.mappings.template import mapping_template

NAMES = "ilo_wgt;ilo_sex;ilo_age;ilo_lfs"


def saved(folder: Path, *lines: str, end: str = "\n") -> Path:
    path = folder / "survey.csv"
    path.write_text("\n".join(lines) + end, encoding="utf-8")
    return path


def weights(path: Path, decimal: str | None = None) -> list[float]:
    return report(path, "ilo", decimal=decimal).frame["weight"].tolist()  # type: ignore[arg-type]


class TestNumbers:
    def test_decimal_commas_are_read_and_said(self, tmp_path: Path) -> None:
        path = saved(tmp_path, NAMES, "200,5;1;40;1", "300,25;2;35;1", "1.250;2;35;1", "100;2;20;2")
        reading = report(path, "ilo")
        assert reading.frame["weight"].tolist() == [200.5, 300.25, 1250, 100]
        assert "'1.250' is read as 1250" in str(reading.report)
        assert reading.report.ok

    @pytest.mark.parametrize("sign", [";", "\t", "|"])
    @pytest.mark.parametrize(("decimal", "expected"), [(",", [1250, 980]), (".", [1.25, 980])])
    def test_numbers_that_may_be_two_are_asked_about(
        self, tmp_path: Path, decimal: str, expected: list[float], sign: str
    ) -> None:
        lines = (line.replace(";", sign) for line in (NAMES, "1.250;1;40;1", "980;2;35;1"))
        path = saved(tmp_path, *lines)
        found = report(path, "ilo").report
        assert not found.ok
        assert "'1.250' in 'ilo_wgt' may be 1.250 or 1250" in str(found)
        assert weights(path, decimal) == expected

    @pytest.mark.parametrize(
        ("written", "number"),
        [
            ("1.250.000", 1250000), ("1 250,5", 1250.5), ("1\u202f250,5", 1250.5), ("1.250,75", 1250.75),
            ("0,125", 0.125), ("3,5", 3.5),
        ],
    )  # fmt: skip
    def test_of_europe(self, tmp_path: Path, written: str, number: float) -> None:
        assert weights(saved(tmp_path, NAMES, f"{written};1;40;1", "7;1;40;1")) == [number, 7]

    @pytest.mark.parametrize(("written", "number"), [("1,250.5", 1250.5), ("1,250,000", 1250000), ("1.250", 1.25)])
    def test_of_england(self, tmp_path: Path, written: str, number: float) -> None:
        names = NAMES.replace(";", ",")
        assert weights(saved(tmp_path, names, f'"{written}",1,40,1', "7,1,40,1")) == [number, 7]

    def test_a_decimal_comma_between_commas_is_no_number_unless_it_is_said(self, tmp_path: Path) -> None:
        path = saved(tmp_path, NAMES.replace(";", ","), '"1,5",1,40,1', '"7,25",1,40,1')
        assert 'decimal=","' in str(report(path, "ilo").report)
        assert weights(path, ",") == [1.5, 7.25]

    @pytest.mark.parametrize("sign", [";", "\t", "|"])
    def test_decimal_dots_stay_where_a_number_tells(self, tmp_path: Path, sign: str) -> None:
        lines = (line.replace(";", sign) for line in (NAMES, "1.250;1;40;1", "980.5;2;35;1"))
        assert weights(saved(tmp_path, *lines)) == [1.25, 980.5]


class TestLines:
    def test_a_copy_that_broke_off(self, tmp_path: Path) -> None:
        found = report(saved(tmp_path, NAMES, "628;1;40;1", "491;2;35;1", "696;2", end=""), "ilo").report
        assert not found.ok
        assert "line 4 has 2 of 4" in str(found)

    def test_a_short_line_within(self, tmp_path: Path) -> None:
        found = report(saved(tmp_path, NAMES, "628;1;40", "491;2;35;1", "696;2;30;1"), "ilo").report
        assert found.ok
        assert "line 2 has 3 of 4" in str(found)

    def test_line_of_excel_about_the_separator(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "sep=;", NAMES, "628;1;40;1", "491;2;35;1")
        reading = report(path, "ilo")
        assert reading.report.ok
        assert reading.frame["age"].tolist() == [40, 35]

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            (",,,828", "a weight, 828, and no other answer"), (",,,827.6", "One weight, 828, is the sum of all others"),
            ("1,40,1,828", "is the sum of all others"), (",,,99", "a weight, 99, and no other answer"),
        ],
    )  # fmt: skip
    def test_a_line_of_totals(self, line: str, says: str, tmp_path: Path) -> None:
        people = [f"1,{20 + n},1,{100 + n}" for n in range(8)]
        assert report(saved(tmp_path, "ilo_sex,ilo_age,ilo_lfs,ilo_wgt", *people, ",30,,100"), "ilo").report.ok
        with pytest.raises(DataError) as caught:
            lk.read_survey(saved(tmp_path, "ilo_sex,ilo_age,ilo_lfs,ilo_wgt", *people, line), "ilo")
        assert says in " ".join(str(caught.value).split())

    @pytest.mark.parametrize("title", ["Labour Force Survey 2023,,,", "Labour Force Survey 2023"])
    def test_titles_above_the_names(self, tmp_path: Path, title: str) -> None:
        path = saved(tmp_path, title, "source: NIS,,,", NAMES.replace(";", ","), "628,1,40,1", "491,2,35,1")
        with pytest.raises(DataError, match=r"stand in line 3, below a title(.|\n)*ilo_wgt"):
            report(path, "ilo")


class TestCodes:
    def test_area_not_classified_is_missing(self, tmp_path: Path) -> None:
        path = saved(tmp_path, NAMES + ";ilo_geo", "628;1;40;1;1", "491;2;35;1;3", "4;2;35;1;2")
        reading = report(path, "ilo")
        assert reading.report.ok
        assert reading.frame["area"].astype(object).fillna("").tolist() == ["urban", "", "rural"]

    def test_codes_without_a_label(self, tmp_path: Path) -> None:
        frame = pd.DataFrame({"w": [1.0, 2, 3, 4], "prov": [1, 2, 3, 9]})
        frame.to_stata(tmp_path / "p.dta", value_labels={"prov": {1: "Kep", 2: "Takeo"}}, write_index=False)
        (tmp_path / "m.toml").write_text('title = "p"\n[design]\nweight = "w"\n[columns]\nprovince = "prov"\n')
        found = report(tmp_path / "p.dta", tmp_path / "m.toml").report.problems
        assert found.loc[found["column"] == "province", ["records", "rows"]].values.tolist() == [[2, "2, 3"]]
        assert "without a label, in 2 records: 3, 9" in found["what"].str.cat()

    def test_strata_of_the_same_label_stay_apart(self, tmp_path: Path) -> None:
        frame = pd.DataFrame({"w": [1.0, 2, 3, 4], "st": [11, 11, 12, 12], "ea": [1, 2, 1, 2]})
        names = {"st": {11: "Phnom Penh", 12: "Phnom Penh", 13: "Kep"}}
        frame.to_stata(tmp_path / "p.dta", value_labels=names, write_index=False)
        mapping = tmp_path / "m.toml"
        mapping.write_text('[design]\nweight = "w"\nstratum = "st"\npsu = "ea"\n')
        survey = lk.read_survey(tmp_path / "p.dta", mapping)
        assert "4 PSUs and 2 strata" in repr(survey)
        assert survey.frame["stratum"].unique().tolist() == ["Phnom Penh (11)", "Phnom Penh (12)"]
        said = report(tmp_path / "p.dta", mapping).report.problems["what"].str.cat()
        assert "same label are kept apart: 'Phnom Penh (11)', 'Phnom Penh (12)'" in said

    def test_places_that_differ_in_the_number_before_the_name_only(self, tmp_path: Path) -> None:
        (tmp_path / "m.toml").write_text(
            'title = "p"\n[design]\nweight = "w"\n[columns.province]\nfrom = "p"\nstrip_code = true\n'
        )
        path = saved(tmp_path, "w,p", "1,1 – Kandal", "1,2 – Kandal", "1,3 – Kep", "1,03. Kep", "1,Kep")
        frame = report(path, tmp_path / "m.toml").frame
        assert frame["province"].tolist() == ["1 – Kandal", "2 – Kandal", "Kep", "Kep", "Kep"]

    def test_answers_that_a_condition_leaves_out_are_said(self, tmp_path: Path) -> None:
        (tmp_path / "m.toml").write_text(
            'title = "p"\n[design]\nweight = "w"\n[columns.sex]\nfrom = "s"\n'
            'codes = { 1 = "male", 2 = "female" }\nonly_if = { version = "new" }\n'
        )
        path = saved(tmp_path, "w,s,version", "1,1,old", "1,2,old")
        assert "read where version = new, and the file has version = old" in " ".join(
            report(path, tmp_path / "m.toml").report.problems["what"]
        )

    def test_one_answer_from_several_columns(self, tmp_path: Path) -> None:
        (tmp_path / "m.toml").write_text(
            'title = "p"\n[design]\nweight = "w"\nstratum = ["district", "class"]\npsu = "ea"\n[columns.worked_hour]\n'
            'from = ["a", "b", "c"]\ncodes = { 1 = "yes", 2 = "no" }\n[columns.household_id]\nfrom = ["ea", "hh"]\n'
            '[columns.person_id]\nfrom = "pid"\n'
            '[columns.monthly_pay]\nfrom = ["cash", "kind"]\nperiod = "month"\n'
        )
        path = saved(
            tmp_path, "w,district,class,ea,hh,pid,a,b,c,cash,kind", "1,1,1,1,1,1,2,1,2,100,20", "1,1,1,2,1,1,2,2,2,,",
            "1,1,2,3,1,1,,,1,50,", "1,1,2,4,1,1,,2,,,5",
        )  # fmt: skip
        reading = report(path, tmp_path / "m.toml")
        assert reading.report.ok, reading.report
        frame = reading.frame
        assert frame["worked_hour"].tolist() == ["yes", "no", "yes", "no"]
        assert frame["household_id"].tolist() == ["1/1", "2/1", "3/1", "4/1"]
        assert frame["stratum"].tolist() == ["1/1", "1/1", "1/2", "1/2"]
        assert frame["monthly_pay"].fillna(-1).tolist() == [120, -1, 50, 5]

    def test_a_template_names_a_column_of_bare_codes(self, tmp_path: Path) -> None:
        path = saved(tmp_path, "PWT14,SEX,AGE,PSU,STRATA,FINAL_WEIG", "628,1,40,1,1,5", "491,2,35,1,1,5")
        text = mapping_template(path)
        assert 'from = "SEX"' in text
        assert '# 1 = "?"' in text
        assert 'weight = "PWT14"' in text


def test_nan_in_a_parquet_file_is_missing_for_duckdb(tmp_path: Path) -> None:
    """DuckDB answers isnan() from the file's statistics, which leave NaN out."""
    pay = np.array([10.0, np.nan, 20, 30, np.nan, 40, 50, 60])
    frame = pl.DataFrame({"pay": pay, "psu": list(range(8)), "sex": ["m", "f"] * 4})
    frame.write_parquet(tmp_path / "p.parquet")
    engine = lk.Survey(duckdb.read_parquet(str(tmp_path / "p.parquet")), psu="psu")
    memory = lk.Survey(frame.to_pandas(), psu="psu")
    for by in (None, "sex"):
        pd.testing.assert_frame_equal(engine.mean("pay", by=by), memory.mean("pay", by=by), check_dtype=False)
