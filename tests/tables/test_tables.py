"""Totals, wide tables, Excel and CSV."""

from __future__ import annotations

import csv
import inspect
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

import labkit as lk
from labkit.errors import ColumnError, DataError, OptionError
from labkit.tables.sheet_names import sheet_names

TABLE = pd.DataFrame({
    "province": ["កំពង់ស្ពឺ", "=HYPERLINK(1)", "Kep", "Pailin"],
    "estimate": [12.345678, 20.0, 1.0, np.nan], "se": [1.0, 5.0, 1.0, np.nan], "ci_low": [-3.0, 2.0, 0.1, np.nan],
    "n": [400, 9, 3, 0], "flag": ["", "U", "S", "S"],
})  # fmt: skip


def cells(path: Path, sheet: str) -> list[list[object]]:
    book = load_workbook(path)
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_a_workbook_says_what_it_holds(tmp_path: Path) -> None:
    path = lk.to_excel(
        {"By province": TABLE}, tmp_path / "t.xlsx", title="NEET", source="LFS, synthetic", unit="percent"
    )
    rows = cells(path, "By province")
    assert [row[0] for row in rows[:4]] == ["NEET", "By province", "Unit: percent", "Source: LFS, synthetic"]
    top = next(k for k, row in enumerate(rows) if row[0] == "province")
    assert rows[top + 1][:2] == ["កំពង់ស្ពឺ", 12.345678]
    assert rows[top + 3] == ["Kep", "S", None, None, None, "S"]
    assert "brackets" in str(rows[-1][0])


def test_an_unreliable_figure_is_a_number_in_brackets_and_a_formula_is_text(tmp_path: Path) -> None:
    sheet = load_workbook(lk.to_excel({"t": TABLE}, tmp_path / "t.xlsx"))["t"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "=HYPERLINK(1)")
    assert row[0].data_type == "s"
    assert row[0].quotePrefix
    assert row[1].value == 20.0
    assert row[1].number_format.startswith('"("')
    assert row[3].number_format == "#,##0.0"


def test_nothing_suppressed_is_in_the_file(tmp_path: Path) -> None:
    table = pd.DataFrame({"sex": ["male"], "estimate": [7777.0], "p_value": [8888.0], "n": [3], "flag": ["S"]})
    rows = cells(lk.to_excel({"t": table}, tmp_path / "t.xlsx"), "t")
    assert not {7777, 8888, 3} & {cell for row in rows for cell in row}


def test_what_is_not_known_is_an_empty_cell(tmp_path: Path) -> None:
    table = pd.DataFrame({"figure": ["a", None], "estimate": [1.5, None]})
    table["of"] = pd.array(["men", None], dtype="string")
    table["published"] = pd.array([2, None], dtype="Int64")
    assert cells(lk.to_excel({"t": table}, tmp_path / "t.xlsx"), "t")[-1] == [None, None, None, None]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.xlsx"
    lk.to_excel({"t": TABLE}, path)
    before = path.read_bytes()

    def full_disk(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("openpyxl.Workbook.save", full_disk)
    with pytest.raises(OSError, match="space"):
        lk.to_excel({"t": TABLE.head(1)}, path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["t.xlsx"]


def test_what_excel_refuses(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no table to write"):
        lk.to_excel({}, tmp_path / "t.xlsx")
    with pytest.raises(OptionError, match=r"no \.xlsx"):
        lk.to_excel({"t": TABLE}, tmp_path / "t.csv")
    with pytest.raises(OptionError, match="folder"):
        lk.to_excel({"t": TABLE}, tmp_path / "nowhere" / "t.xlsx")


def test_names_of_sheets() -> None:
    names = sheet_names(["a/b", "A\\B", "x" * 40, "x" * 50, "", "History", "'q'", "ខេត្ត"])
    assert names[0] == "a b"
    assert names[1] == "A B (2)"
    assert len({name.casefold() for name in names}) == 8
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert names[-1] == "ខេត្ត"
    assert "History" not in names


def test_csv_for_excel() -> None:
    text = lk.tables.excel_csv([("name", "points"), ("=1+1", -2.5), ("@x", "-3"), ("+855 12", None), ("ដារ៉ា", "")])
    assert text[0] == "\ufeff"
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows[1:] == [["'=1+1", "-2.5"], ["'@x", "-3"], ["'+855 12", ""], ["ដារ៉ា", ""]]
    table = pd.DataFrame({"name": pd.Categorical(["=1+1", "ដារ៉ា"]), "estimate": [-2.5, np.nan], "n": [3, 4]})
    assert lk.tables.excel_csv(table) == "\ufeffname,estimate,n\n'=1+1,-2.5,3\nដារ៉ា,,4\n"


def test_the_total_row_is_the_estimator_of_everybody() -> None:
    lfs = lk.load("lfs")
    table = lk.tables.with_total(lk.labour.neet_rate, lfs, ["area", "sex"])
    assert len(table) == 9
    everybody = table[(table["area"] == "total") & (table["sex"] == "total")]
    assert everybody["estimate"].item() == pytest.approx(lk.labour.neet_rate(lfs)["estimate"].item())
    women = table[(table["area"] == "total") & (table["sex"] == "female")]
    by_sex = lk.labour.neet_rate(lfs, by="sex").set_index("sex")
    assert women["se"].item() == pytest.approx(by_sex.loc["female", "se"])
    assert table["sex"].tolist()[:3] == ["male", "female", "total"]
    with pytest.raises(ColumnError, match="add up"):
        lk.tables.with_total(lk.labour.neet_rate, lfs, None)


def test_a_total_leaves_out_who_is_in_no_group() -> None:
    survey = lk.Survey(pd.DataFrame({"x": [1.0, 2.0, 30.0], "g": ["a", "b", None]}))
    table = lk.tables.with_total(lambda s, by=None: s.mean("x", by), survey, "g")
    assert table["estimate"].tolist() == [1.0, 2.0, 1.5]


def test_wide_of_a_long_table() -> None:
    lfs = lk.load("lfs")
    long = lfs.mean("age", by=["province", "sex"])
    grid = lk.tables.wide(long, "province", "sex")
    assert grid.columns.tolist() == ["province", "male", "female"]
    row = long[(long["province"] == "Kep") & (long["sex"] == "female")]
    assert grid.set_index("province").loc["Kep", "female"] == row["estimate"].item()
    men = (lfs.frame["sex"] == "male") & lfs.frame["age"].notna()
    assert lk.tables.wide(long, "province", "sex", "n")["male"].sum() == men.sum()


def test_a_wide_table_keeps_its_brackets_in_a_workbook(tmp_path: Path) -> None:
    long = pd.DataFrame(
        {
            "area": ["urban", "urban", "rural", "rural"],
            "sex": ["male", "female"] * 2,
            "estimate": [12.5, 9.0, 20.0, 1.0],
            "n": [100, 80, 9, 3],
            "flag": ["", "", "U", "S"],
        }
    )
    turned = lk.tables.wide(long, "area", "sex").iloc[::-1]  # flags go with their cells
    file = lk.to_excel({"figures": turned, "records": lk.tables.wide(long, "area", "sex", "n")}, tmp_path / "wide.xlsx")
    sheet = load_workbook(file)["figures"]
    rows = {row[0].value: row[1:] for row in sheet.iter_rows() if row[0].value in ("urban", "rural")}
    (male, female), (plain, _) = rows["rural"], rows["urban"]
    assert (male.value, female.value, plain.value) == (20.0, "S", 12.5)
    assert male.number_format.startswith('"("') and not plain.number_format.startswith('"("')
    assert any("suppressed" in str(row[0].value) for row in sheet.iter_rows())
    assert [row[1:] for row in cells(file, "records") if row[0] == "rural"] == [[9, "S"]]


def test_each_sign_of_a_formula_makes_text(tmp_path: Path) -> None:
    names = ["=1", "+1", "-x", "@x", "x=1", "កែប"]
    file = lk.to_excel({"a": pd.DataFrame({"name": names})}, tmp_path / "a.xlsx")
    written = [row[0] for row in list(load_workbook(file)["a"].iter_rows())[-6:]]
    assert [(cell.value, cell.data_type) for cell in written] == [(name, "s") for name in names]
    assert [bool(cell.quotePrefix) for cell in written] == [True, True, True, True, False, False]


def test_each_figure_has_the_digits_of_its_kind(tmp_path: Path) -> None:
    names = {"q": "0.000", "cv": "0.000", "p_value": "0.000", "p": "0.000", "estimate": "#,##0.00", "se": "#,##0.00"}
    names |= {"n": "#,##0", "df": "#,##0", "excluded": "#,##0", "people": "#,##0", "year": "0"}
    file = lk.to_excel({"a": pd.DataFrame({name: [2.5] for name in names})}, tmp_path / "a.xlsx", digits=2)
    header, row = list(load_workbook(file)["a"].iter_rows())[-2:]
    assert {one.value: cell.number_format for one, cell in zip(header, row, strict=True)} == names


def test_wide_hides_and_refuses() -> None:
    table = pd.DataFrame(
        {"a": ["x", "x", "y"], "b": ["1", "2", "1"], "estimate": [1.0, 2.0, 3.0], "flag": ["S", "U", ""]}
    )
    assert np.isnan(lk.tables.wide(table, "a", "b").loc[0, "1"])
    assert lk.tables.wide(table, "a", "b", digits=0).to_numpy().tolist() == [["x", "S", "(2)"], ["y", "3", ""]]
    with pytest.raises(DataError, match="one cell"):
        lk.tables.wide(pd.concat([table, table]), "a", "b")
    with pytest.raises(ColumnError, match="the same"):
        lk.tables.wide(table, "a", "a")


@pytest.mark.parametrize(
    "table",
    [
        lambda s, **k: s.mean("monthly_pay", **k),
        lambda s, **k: s.total("monthly_pay", **k),
        lambda s, **k: s.share("status", **k),
        lambda s, **k: s.ratio("monthly_pay", "usual_hours", **k),
        lambda s, **k: s.quantile("monthly_pay", [0.1, 0.5], **k),
        lambda s, **k: lk.labour.neet_rate(s, **k),
        lambda s, **k: lk.informality.informal_employment_rate(s, **k, standard="icls21"),
        lambda s, **k: lk.wages.pay_gap(s, "monthly_pay", statistic="median", **k),
        lambda s, **k: lk.inequality.gini(s, "monthly_pay", **k),
    ],
)
def test_margins_add_what_all_together_give(table: Callable[..., pd.DataFrame]) -> None:
    lfs = lk.load("lfs")
    found = table(lfs, by="area", margins=True)
    total = found[found["area"] == "total"].drop(columns="area").reset_index(drop=True)
    groups = found[found["area"] != "total"].astype({"area": lfs.frame["area"].dtype}).reset_index(drop=True)
    pd.testing.assert_frame_equal(total, table(lfs))
    pd.testing.assert_frame_equal(groups, table(lfs, by="area"))
    assert found["area"].tolist()[-1] == "total"
    assert "margins" in str(inspect.signature(lk.labour.neet_rate))


def test_a_record_in_no_group_is_in_no_total_on_any_engine() -> None:
    duckdb = pytest.importorskip("duckdb")
    records = pd.DataFrame(
        {
            "psu": [1, 1, 2, 2, 3, 3, 4, 4],
            "sex": ["m", "f", "m", None, "f", "m", None, "f"],
            "x": [1, 2, 3, 100, 5, 6, 100, 8],
        }
    )
    for frame in (records, duckdb.sql("select * from records")):
        found = lk.Survey(frame, psu="psu").mean("x", by="sex", margins=True)
        assert found["estimate"].tolist() == pytest.approx([5, 10 / 3, 25 / 6])


def test_a_total_leaves_the_line_of_low_pay_where_it_is() -> None:
    lfs = lk.load("lfs")
    employees = lfs.filter(lfs.frame["status"] == "employee")
    told = employees.frame["monthly_pay"].lt(900_000)
    employees = employees.assign(sex=employees.frame["sex"].astype(object).where(told))
    groups = lk.wages.low_pay_rate(employees, "monthly_pay", by="sex")
    found = lk.wages.low_pay_rate(employees, "monthly_pay", by="sex", margins=True)
    pd.testing.assert_frame_equal(found.iloc[:-1].astype({"sex": object}), groups.astype({"sex": object}))
    line = 2 / 3 * employees.quantile("monthly_pay", 0.5)["estimate"].item()
    known = employees.filter(told)
    by_hand = known.assign(low=known.frame["monthly_pay"] < line).share("low")["estimate"].item()
    assert found["estimate"].iloc[-1] == pytest.approx(by_hand)


def test_a_total_of_a_function_that_wants_by() -> None:
    lfs = lk.load("lfs")
    found = lk.tables.with_total(lambda s, by: s.mean("monthly_pay", by), lfs, by="sex")
    assert found["estimate"].iloc[-1] == lfs.mean("monthly_pay")["estimate"].item()


def test_figures_before_the_estimate_of_a_suppressed_row_are_not_written(tmp_path: Path) -> None:
    row = {"sex": "male", "register_rate": 965.8, "estimate": 9.0, "n": 3, "flag": "S"}
    lk.tables.to_excel({"Rates": pd.DataFrame([row])}, tmp_path / "rates.xlsx")
    assert "965.8" not in str(cells(tmp_path / "rates.xlsx", "Rates"))
