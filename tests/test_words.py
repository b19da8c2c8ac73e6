"""Figures as sentences: the direction in words, the interval, and the doubt."""

import math

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
    with pytest.raises(DataError, match="no row with term='sex: male'"):
        lk.words.difference(effects(0, 1, 2), term="sex: male")
    with pytest.raises(ColumnError, match="no column 'gender'"):
        lk.words.difference(effects(0, 1, 2), gender="male")


def figures(low: float, estimate: float, high: float, flag: str = "", n: int = 40) -> pd.DataFrame:
    row = {"group": "a", "estimate": estimate, "se": 1.0, "ci_low": low, "ci_high": high, "n": n, "flag": flag}
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (figures(92.3, 96.9, 101.4), "96.9 percent (92.3 to 100.0)"),
        (figures(-0.5, 4.7, 9.9), "4.7 percent (0.0 to 9.9)"),
        (figures(40.0, 50.0, 60.0), "50.0 percent (40.0 to 60.0)"),
        (figures(-9.0, 20.0, 49.0, "U", 9), "20.0 percent (0.0 to 49.0; unreliable, only 9 records)"),
        (figures(-9.0, 20.0, 49.0, "S", 3), "not shown (fewer than 5 records)"),
        (figures(float("nan"), 20.0, float("nan")), "20.0 percent (no interval: too few clusters)"),
    ],
)
def test_a_share_stays_between_nothing_and_all(table: pd.DataFrame, words: str) -> None:
    assert lk.words.share(table) == words


def test_a_figure_that_may_be_negative_keeps_its_ends() -> None:
    assert lk.words.figure(figures(-3.0, 5.0, 13.0)) == "5.0 percent (-3.0 to 13.0)"
    assert lk.words.figure(figures(-0.01, 0.3, 0.6)) == "0.3 percent (0.0 to 0.6)"


def test_a_difference_too_small_for_its_decimals_is_not_zero() -> None:
    said = lk.words.difference(effects(-0.0355, 0.0002, 0.036))
    assert said == "less than 0.1 percentage points higher (from 3.5 lower to 3.6 higher: the direction is not known)"


def test_a_table_for_reading_hides_what_may_not_be_shown() -> None:
    table = pd.concat([figures(-110.0, 247.0, 603.0, "U", 7), figures(1.0, 90.0, 200.0, "S", 3)])
    assert lk.words.readable(table).to_dict("list") == {
        "group": ["a", "a"],
        "people": ["247 people (0 to 603; unreliable, only 7 records)", "not shown (fewer than 5 records)"],
    }


def test_numbers_for_reading_have_the_same_digits_and_a_word_where_one_is_missing() -> None:
    prices = pd.DataFrame({"service": ["bank", "wallet"], "rate": [math.nan, 4006.0], "fee": [17.0, -0.001]})
    written = lk.words.numbers(prices, rate=0, fee=2)
    assert written.to_dict("list") == {
        "service": ["bank", "wallet"],
        "rate": ["not told", "4,006"],
        "fee": ["17.00", "0.00"],
    }
    assert prices["fee"].tolist() == [17.0, -0.001]
    with pytest.raises(ColumnError, match="no column 'cost'"):
        lk.words.numbers(prices, cost=1)


def test_amounts_for_reading_may_be_in_millions() -> None:
    table = lk.words.readable(figures(2.3e9, 2.54e9, 2.7e9, "", 70), "a year", unit="million riel", scale=1e-6)
    assert table["a year"].tolist() == ["2,540 million riel (2,300 to 2,700)"]


def test_a_net_rate_for_reading_may_be_below_zero() -> None:
    table = lk.words.readable(figures(-110.0, -40.0, 30.0, "", 70), "rate", unit="per 1,000", lowest=-math.inf)
    assert table["rate"].tolist() == ["-40 per 1,000 (-110 to 30)"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (
            effects(0.0, 0.02, 0.04),
            "2.0 percentage points higher (from 0.0 lower to 4.0 higher: the direction is not known)",
        ),
        (
            effects(-0.04, -0.02, 0.0),
            "2.0 percentage points lower (from 4.0 lower to 0.0 higher: the direction is not known)",
        ),
        (effects(-0.01, 0.0, 0.01), "no difference (from 1.0 lower to 1.0 higher: the direction is not known)"),
    ],
)
def test_a_difference_or_an_end_of_exactly_zero_has_no_direction(table: pd.DataFrame, words: str) -> None:
    assert lk.words.difference(table) == words


def test_a_difference_of_two_groups_is_in_percentage_points_already() -> None:
    lfs = lk.load("lfs")
    table = lfs.difference(lk.labour.neet_rate, between="sex", minus="male")
    assert lk.words.difference(table).startswith(f"{table['estimate'].item():.1f} percentage points higher (")


def test_an_unreliable_figure_says_why() -> None:
    row = figures(1.0, 2.0, 4.0, "U", 400)
    assert lk.words.figure(row) == "2.0 percent (1.0 to 4.0; unreliable, fewer than 15 of its 400 records on one side)"
    assert lk.words.figure(row.assign(cv=0.5)) == "2.0 percent (1.0 to 4.0; unreliable, its cv is 50 percent)"


def test_a_share_of_nobody_has_an_interval() -> None:
    frame = pd.DataFrame({"member": [False] * 30})
    assert (
        lk.words.share(lk.Survey(frame).share("member").assign(flag="U"))
        == "0.0 percent (0.0 to 11.6; unreliable, fewer than 15 of its 30 records on one side)"
    )


def test_a_suppressed_figure_gives_the_true_reason() -> None:
    few, rate = figures(1.0, 2.0, 3.0, "S", 3), figures(1.0, 2.0, 3.0, "S", 16)
    assert lk.words.figure(few) == "not shown (fewer than 5 records)"
    assert lk.words.figure(rate) == "not shown (fewer than 5 of its 16 records on one side)"
    assert lk.words.figure(rate.astype({"n": "Int64"}).assign(n=pd.NA)) == "not shown (fewer than 5 records)"


def test_without_a_unit_there_is_one_blank() -> None:
    table = lk.words.readable(figures(1.0, 2.0, 3.0, "", 160), "percent", unit="", digits=1)
    assert table["percent"].item() == "2.0 (1.0 to 3.0)"


def test_what_cannot_be_said_is_not_said():
    row = {"estimate": -5.2, "ci_low": -9.1, "ci_high": -1.3, "n": 900, "flag": ""}
    table = pd.DataFrame([row])
    for write in (lk.words.share, lk.words.readable):
        with pytest.raises(DataError, match="one that such a figure cannot be"):
            write(table)
    assert (
        lk.words.readable(table, "balance", lowest=-math.inf, digits=1)["balance"].item()
        == "-5.2 balance (-9.1 to -1.3)"
    )
    for count in (-2e6, math.nan):
        with pytest.raises(DataError, match="no number of people"):
            lk.words.people(count)
    unknown = table.assign(estimate=math.nan, ci_low=math.nan, ci_high=math.nan)
    assert lk.words.figure(unknown) == lk.words.difference(unknown) == "not known"


def test_a_difference_says_that_it_is_unreliable():
    row = {"estimate": 2.0, "ci_low": 1.0, "ci_high": 3.0, "p_value": 0.01, "n": 12, "flag": "U"}
    said = lk.words.difference(pd.DataFrame([row]))
    assert said == "2.0 percentage points higher (1.0 to 3.0; unreliable, only 12 records)"


def test_figures_before_the_estimate_are_hidden_too():
    row = {"sex": "male", "register_rate": 965.8, "estimate": 9.0, "ci_low": 1.0, "ci_high": 20.0, "n": 3, "flag": "S"}
    assert "965" not in lk.words.readable(pd.DataFrame([row])).to_csv()
