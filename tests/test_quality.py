"""What may leave the room."""

import pandas as pd
import pytest

from labkit import Survey
from labkit.errors import ColumnError, OptionError
from labkit.quality import publishable


@pytest.fixture
def table() -> pd.DataFrame:
    frame = pd.DataFrame({"place": ["a"] * 20 + ["b"] * 10 + ["c"] * 4, "pay": range(34)})
    return Survey(frame).mean("pay", by="place")


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
