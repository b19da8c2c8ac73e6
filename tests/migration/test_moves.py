"""Flows and net migration: by hand, against the table of flows, and how they add up."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import migration
from labkit.errors import ColumnError, DataError
from labkit.survey import Survey

TRUTH = json.loads((Path(__file__).parents[2] / "datasets/flows/truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


def survey() -> Survey:
    frame = pd.DataFrame(
        {
            "province": ["A", "A", "B", "B", "B", "A"],
            "province_5_years_ago": ["A", "B", "B", "A", "abroad", None],
            "sex": ["female", "female", "male", "male", "female", "male"],
            "weight": [100.0, 30.0, 200.0, 10.0, 20.0, 50.0],
        }
    )
    return Survey(frame, weight="weight")


def test_flows_leave_out_who_stayed_and_who_was_not_asked() -> None:
    table = migration.flows(survey())
    found = table[["province_5_years_ago", "province", "estimate"]].values.tolist()
    assert found == [["A", "B", 10.0], ["B", "A", 30.0], ["abroad", "B", 20.0]]
    assert migration.flows(survey(), "sex")["n"].sum() == 3


def test_net_migration_rate() -> None:
    table = migration.net_migration_rate(survey()).set_index("province")["estimate"]
    # A: 30 came, 10 left; 110 lived there before, 130 now. B: 10 and 20 (from abroad) came, 30 left.
    assert table["A"] == pytest.approx(1000 * 20 / 120)
    assert table["B"] == pytest.approx(0)


def test_net_migration_by_group_is_that_of_the_group() -> None:
    by_sex = migration.net_migration_rate(survey(), "sex").set_index(["province", "sex"])["estimate"]
    assert by_sex["A", "female"] == pytest.approx(1000 * 30 / 115)
    assert by_sex["A", "male"] == pytest.approx(1000 * -10 / 5)
    assert ("A", "female") in by_sex.index


def test_internal_moves_add_up_to_nothing(lfs: lk.Survey) -> None:
    moved = migration.flows(lfs)
    arrived = moved.groupby("province", observed=True)["estimate"].sum()
    left = moved.groupby("province_5_years_ago", observed=True)["estimate"].sum()
    net = arrived.sub(left, fill_value=0)
    assert net.sum() == pytest.approx(0, abs=1e-6)
    rates = migration.net_migration_rate(lfs).set_index("province")
    assert np.sign(rates["estimate"]).equals(np.sign(net.reindex(rates.index)).rename("estimate"))
    assert len(rates) == 25


def test_lifetime_moves_are_more(lfs: lk.Survey) -> None:
    recent = migration.flows(lfs)["estimate"].sum()
    assert migration.flows(lfs, origin="born_in_province")["estimate"].sum() > recent


def test_matrix() -> None:
    matrix = migration.flow_matrix(migration.flows(survey()))
    assert matrix.loc["B", "A"] == 30
    assert matrix.loc["A", "A"] == 0
    by_sex = migration.flows(survey(), "sex")
    with_two = pd.concat([by_sex, by_sex])
    with pytest.raises(DataError, match="several rows"):
        migration.flow_matrix(with_two, value="se")
    with pytest.raises(ColumnError, match="no column 'people'"):
        migration.flow_matrix(by_sex, value="people")


def test_balance_of_a_table_of_flows() -> None:
    table = pd.DataFrame({"origin": ["A", "B", "A"], "destination": ["B", "A", "C"], "migrants": [10, 40, 5]})
    balance = migration.flow_balance(table, {"A": 1025, "B": 985, "C": 1002.5}).set_index("place")
    assert balance["net"].to_dict() == {"A": 25, "B": -30, "C": 5}
    assert balance["population"].to_dict() == {"A": 1012.5, "B": 1000, "C": 1000}
    assert balance["rate"].to_dict() == pytest.approx({"A": 1000 * 25 / 1012.5, "B": -30, "C": 5})
    with pytest.raises(DataError, match="no population"):
        migration.flow_balance(table, {"A": 1000, "B": 1000})
    with pytest.raises(DataError, match="negative"):
        migration.flow_balance(table.assign(migrants=-1), {"A": 1000, "B": 1000, "C": 10})
    with pytest.raises(ColumnError, match="origin_population"):
        migration.flow_balance(table)


def test_who_stays_neither_arrives_nor_leaves() -> None:
    table = pd.DataFrame({"origin": ["A", "B", "A"], "destination": ["B", "A", "A"], "migrants": [10, 40, 500]})
    balance = migration.flow_balance(table, {"A": 1000, "B": 1000}).set_index("place")
    assert balance["arrivals"].to_dict() == {"A": 40, "B": 10}
    assert balance["departures"].to_dict() == {"A": 10, "B": 40}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"migrants": [10.0, np.nan]}, "no number of people"),
        ({"origin": [None, "B"]}, "no origin or no destination"),
        ({"destination": pd.Categorical(["B", None])}, "no origin or no destination"),
        ({"origin_population": [1000, 2000], "destination": ["B", "C"], "origin": "A"}, "several populations"),
    ],
)
def test_what_is_not_known_of_a_flow_is_not_zero(wrong: dict[str, object], message: str) -> None:
    flows = {"origin": ["A", "B"], "destination": ["B", "A"], "migrants": [10, 40]}
    table = pd.DataFrame({**flows, "origin_population": 1000, "destination_population": 1000})
    assert len(migration.flow_balance(table)) == 2
    with pytest.raises(DataError, match=message):
        migration.flow_balance(table.assign(**wrong))


def test_places_in_words_and_in_numbers_are_not_compared() -> None:
    frame = pd.DataFrame({"province": [1, 2, 2], "province_5_years_ago": ["1", "2", None]})
    for indicator in (migration.flows, migration.net_migration_rate, lambda s: migration.moved(s.frame)):
        with pytest.raises(ColumnError, match="everybody would have moved"):
            indicator(Survey(frame))
    as_numbers = frame.assign(province_5_years_ago=[1.0, 2.0, np.nan])
    assert migration.moved(as_numbers).tolist() == [False, False, pd.NA]


def test_net_migration_of_words_is_that_of_categories() -> None:
    in_words = survey()
    in_categories = in_words.assign(
        province=in_words.frame["province"].astype(pd.CategoricalDtype(["A", "B", "abroad"]))
    )
    rates = [migration.net_migration_rate(s).astype({"province": str}) for s in (in_words, in_categories)]
    pd.testing.assert_frame_equal(*rates)
    assert rates[0]["province"].tolist() == ["A", "B"]


def test_bundled_flows_agree_with_the_truth() -> None:
    table = lk.load("flows")
    balance = migration.flow_balance(table).set_index("place")
    moved = balance["arrivals"] + balance["departures"]
    for place, expected in TRUTH["expected_net"].items():
        # The flows are Poisson: the variance of a difference is the sum of both sides.
        assert abs(balance.loc[place, "net"] - expected) < 4 * np.sqrt(moved[place])
    matrix = migration.flow_matrix(table, origin="origin", destination="destination", value="migrants")
    assert matrix.sum().sum() == balance["arrivals"].sum()
