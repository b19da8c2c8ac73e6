"""What may leave the room."""

import pandas as pd
import pytest

from labkit import Survey, decomposition, regression
from labkit.errors import ColumnError, OptionError
from labkit.quality import flags, limits, publishable, reasons, reliability_flags
from labkit.words import figure


@pytest.fixture
def table() -> pd.DataFrame:
    frame = pd.DataFrame({"place": ["a"] * 20 + ["b"] * 10 + ["c"] * 4, "pay": range(34)})
    return Survey(frame).mean("pay", by="place")


def test_each_flag_begins_at_its_limit() -> None:
    assert reliability_flags([0, 4, 5, 14, 15]).tolist() == ["S", "S", "U", "U", ""]
    assert reliability_flags([90, 90, 4], [0.33, 0.34, 0.5]).tolist() == ["", "U", "S"]


def test_suppressed_rows_lose_every_number(table: pd.DataFrame) -> None:
    shown = publishable(table).set_index("place")
    assert shown["flag"].tolist() == ["", "U", "S"]
    assert shown.loc["c", ["estimate", "se", "ci_low", "ci_high", "cv", "df", "n"]].isna().all()
    assert shown.loc["b"].notna().all()
    assert list(publishable(table)) == list(table)


def test_the_estimators_table_is_not_touched(table: pd.DataFrame) -> None:
    publishable(table)
    assert table["estimate"].notna().all()


def test_a_table_with_too_many_holes_is_hidden_whole(table: pd.DataFrame) -> None:
    assert publishable(table, max_suppressed=0.334)["estimate"].notna().sum() == 2
    assert publishable(table, max_suppressed=0.3)["estimate"].isna().all()


def test_wrong_calls(table: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="no column 'flag'"):
        publishable(table.drop(columns="flag"))
    with pytest.raises(OptionError, match="not a share"):
        publishable(table, max_suppressed=33.4)


def test_a_hidden_table_says_so_in_sentences(table: pd.DataFrame) -> None:
    hidden = publishable(table, max_suppressed=0.3)
    assert (hidden["flag"] == "S").all()
    assert figure(hidden, place="a") == "not shown (fewer than 5 records)"
    assert reasons(hidden).tolist() == ["hidden"] * 3


def test_exactly_the_limit_hides_the_table() -> None:
    frame = pd.DataFrame({"place": ["a"] * 20 + ["b"] * 20 + ["c"] * 20 + ["d"] * 4, "pay": range(64)})
    table = Survey(frame).mean("pay", by="place")
    assert publishable(table, max_suppressed=0.25)["estimate"].isna().all()
    assert publishable(table, max_suppressed=0.26)["estimate"].notna().sum() == 3


def test_reasons_say_what_is_wrong(table: pd.DataFrame) -> None:
    assert reasons(table).tolist() == ["", "fewer than 15 records (10)", "fewer than 5 records (4)"]
    rate = Survey(pd.DataFrame({"case": [True] * 20 + [False] * 4000})).share("case")
    assert reasons(rate).tolist() == [""]
    few = Survey(pd.DataFrame({"case": [True] * 14 + [False] * 4000})).share("case")
    assert reasons(few).item().startswith("fewer than 15 of its 4,014 records on one side")


def test_a_cv_exactly_at_the_limit_is_no_reason() -> None:
    table = pd.DataFrame({"estimate": 1.0, "cv": [0.33, 0.34], "n": 10, "flag": "U"})
    few = "fewer than 15 records (10)"
    assert reasons(table).tolist() == [few, f"{few}; the cv is 34 percent, above 33"]


def test_a_stricter_and_a_looser_limit_of_precision() -> None:
    survey = Survey(pd.DataFrame({"case": [True] * 16 + [False] * 4000}))
    table = survey.share("case")
    assert table["flag"].item() == ""  # a cv of 25 percent
    assert flags(table, max_cv=20)["flag"].item() == "U"
    assert flags(table)["flag"].item() == ""
    with limits(max_cv=20):
        strict = survey.share("case")
        assert strict["flag"].item() == "U"
        assert reasons(strict).item() == "the cv is 25 percent, above 20"
        assert "unreliable, its cv is 25 percent" in figure(strict)
    with pytest.raises(OptionError, match="not a percentage"):
        flags(table, max_cv="33")


def test_a_difference_hides_its_levels_too() -> None:
    frame = pd.DataFrame({"sex": ["f"] * 20 + ["m"] * 4, "pay": range(24)})
    table = publishable(Survey(frame).difference(lambda s: s.mean("pay"), between="sex", minus="m"))
    assert table.drop(columns=["sex", "minus", "flag"]).isna().all(axis=None)


@pytest.fixture
def two_groups() -> Survey:
    rows = {
        "sex": ["m"] * 60 + ["f"] * 14,
        "age": [20 + k % 30 for k in range(74)],
        "pay": [float(k % 13) for k in range(74)],
    }
    return Survey(pd.DataFrame(rows))


def test_a_regression_is_flagged_by_the_smaller_of_category_and_base(two_groups: Survey) -> None:
    table = regression.linear(two_groups, "pay", ["age", "sex"], base={"sex": "m"}).table.set_index("term")
    assert table.loc["sex: f", ["n", "n_category", "n_base", "flag"]].tolist() == [74, 14, 60, "U"]
    assert table.loc["age", ["n", "n_category", "n_base", "flag"]].tolist() == [74, 74, 74, ""]
    few = two_groups.filter((two_groups.frame["sex"] == "m") | (two_groups.frame.index > 69))
    hidden = publishable(regression.linear(few, "pay", ["age", "sex"], base={"sex": "m"}).table.set_index("term"))
    assert hidden.loc["sex: f"].drop("flag").isna().all()
    assert hidden.loc["age"].notna().all()


def test_a_decomposition_is_flagged_by_its_smaller_group(two_groups: Survey) -> None:
    found = decomposition.decompose(two_groups, "pay", ["age"], "sex", "m")
    for table in (found.overall, found.detail, found.detail_by_category):
        assert table[["n", "n_reference", "n_comparison", "flag"]].drop_duplicates().values.tolist() == [
            [74, 60, 14, "U"]
        ]
    assert publishable(found.overall)["estimate"].notna().all()
