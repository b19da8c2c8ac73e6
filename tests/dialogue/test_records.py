"""Strike rates, and the reading of SDG indicator 8.8.2: 0 is best, 10 is worst."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import dialogue
from labkit.errors import DataError


def test_strike_rate() -> None:
    assert dialogue.strike_rate(500, 250_000) == pytest.approx(2.0)
    assert dialogue.strike_rate(0, 1000) == 0
    rates = dialogue.strike_rate(pd.Series([10.0, 0.0]), pd.Series([1000, 2000]))
    assert rates.tolist() == [10.0, 0.0]


@pytest.mark.parametrize(("days", "employees"), [(1, 0), (1, -5), (-1, 10), (np.nan, 10), (1, np.nan)])
def test_strike_rate_refuses(days: float, employees: float) -> None:
    with pytest.raises(DataError, match="missing or"):
        dialogue.strike_rate(days, employees)


@pytest.mark.parametrize(
    ("score", "words"), [(0, "full compliance"), (3.3, "full compliance"), (5.2, "middle"), (6.7, "none"), (10, "none")]
)
def test_reading_goes_from_best_to_worst(score: float, words: str) -> None:
    reading = dialogue.compliance_reading(score)
    assert words in reading
    assert "0 (best) to 10 (worst)" in reading


@pytest.mark.parametrize("score", [-0.1, 10.1, 65, np.nan])
def test_scores_outside_the_scale(score: float) -> None:
    with pytest.raises(DataError, match="between 0 and 10"):
        dialogue.compliance_reading(score)


def test_published_scores_get_worse() -> None:
    table = dialogue.compliance_scores()
    assert table["score"].tolist() == [5.2, 5.7, 6.5]
    assert table["change"].tolist()[1:] == pytest.approx([0.5, 0.8])
    assert table["direction"].tolist() == ["", "worse", "worse"]
    better = lk.load("published").assign(value=lambda t: 10 - t["value"].clip(upper=10))
    assert dialogue.compliance_scores(better)["direction"].tolist() == ["", "better", "better"]
    with pytest.raises(DataError, match="no scores"):
        dialogue.compliance_scores(lk.load("published").iloc[:1])


def test_a_survey_in_place_of_numbers_is_named() -> None:
    with pytest.raises(DataError, match="no numbers") as raised:
        dialogue.strike_rate(100, lk.load("lfs"))  # type: ignore[arg-type]
    assert "Survey" in str(raised.value)
    assert "year['employees']" in str(raised.value)
