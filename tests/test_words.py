"""Figures as sentences: the direction in words, the interval, and the doubt."""

import pandas as pd
import pytest

import labkit as lk
from labkit.errors import ColumnError, DataError


def effects(low: float, estimate: float, high: float) -> pd.DataFrame:
    return pd.DataFrame({"term": ["sex: female"], "estimate": [estimate], "ci_low": [low], "ci_high": [high]})


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (effects(0.061, 0.074, 0.087), "7.4 percentage points higher (6.1 to 8.7)"),
        (effects(-0.25, -0.22, -0.19), "22.0 percentage points lower (19.0 to 25.0)"),
        (
            effects(-0.017, -0.007, 0.003),
            "0.7 percentage points lower (from 1.7 lower to 0.3 higher: the direction is not known)",
        ),
        (effects(float("nan"), 0.05, float("nan")), "5.0 percentage points higher (no interval: too few clusters)"),
    ],
)
def test_a_difference_says_its_direction_and_its_interval(table: pd.DataFrame, words: str) -> None:
    assert lk.words.difference(table, term="sex: female") == words


def test_a_difference_in_its_own_unit_and_words() -> None:
    table = effects(-3.0, -2.0, -1.0)
    assert lk.words.difference(table, "hours", scale=1, digits=0, less="shorter") == "2 hours shorter (1 to 3)"


def test_a_difference_names_one_row() -> None:
    with pytest.raises(DataError, match="exactly one figure"):
        lk.words.difference(effects(0, 1, 2), term="sex: male")
    with pytest.raises(ColumnError, match="no column 'gender'"):
        lk.words.difference(effects(0, 1, 2), gender="male")
