"""Remittance cost (SDG 10.c.1): fee and exchange rate, corridors, the 3 and the 5 percent; remittances over GDP."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import migration
from labkit.errors import ColumnError, DataError


def services(fees: list[float], **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame({"corridor": "Thailand to Cambodia", "fee": fees, "rate": 4000.0, "interbank_rate": 4000.0})
    return frame.assign(**columns)


def test_fee_and_exchange_rate_margin() -> None:
    cost = migration.remittance_cost(services([6.0, 0.0, 6.0], rate=[4000.0, 3800.0, 3800.0]))
    assert cost.tolist() == pytest.approx([3.0, 5.0, 8.0])
    # A better rate than between banks is a gain.
    assert migration.remittance_cost(services([6.0], rate=4040.0)).item() == pytest.approx(2.0)
    assert migration.remittance_cost(services([6.0]), amount=100).item() == pytest.approx(6.0)
    assert np.isnan(migration.remittance_cost(services([6.0], rate=np.nan)).item())


def test_three_cheapest_services_decide() -> None:
    row = migration.corridor_costs(services([8.0, 10.0, 12.0, 60.0])).iloc[0]
    assert (row["services"], row["qualifying"]) == (4, 4)
    assert row["average"] == pytest.approx(11.25)
    assert row["cheapest_three"] == pytest.approx(5.0)
    assert bool(row["corridor_within_5"])
    assert not row["average_within_3"]


@pytest.mark.parametrize(
    ("fees", "within"), [([2.0, 2.0], False), ([2.0, 2.0, 2.0], True), ([10.0, 10.0, 10.1], False), ([], None)]
)
def test_three_services_are_needed(fees: list[float], within: bool | None) -> None:
    table = migration.corridor_costs(services(fees))
    assert table["corridor_within_5"].tolist() == ([] if within is None else [within])


def test_services_that_do_not_qualify_or_do_not_tell() -> None:
    table = migration.corridor_costs(
        services([2.0, 2.0, 2.0, 20.0], usable=[True, True, False, True]), qualifying="usable"
    )
    assert table["cheapest_three"].item() == pytest.approx((1 + 1 + 10) / 3)
    unknown = migration.corridor_costs(services([2.0, 2.0, np.nan]))
    assert (unknown["services"].item(), unknown["corridor_within_5"].item()) == (2, False)


def test_the_average_of_3_percent_includes_its_end() -> None:
    assert migration.corridor_costs(services([6.0, 6.0, 6.0]))["average_within_3"].item()
    assert not migration.corridor_costs(services([6.0, 6.0, 6.1]))["average_within_3"].item()


@pytest.mark.parametrize(
    "wrong",
    [{"fee": -1.0}, {"rate": 0.0}, {"interbank_rate": -4000.0}, {"corridor": None}],
    ids=lambda w: next(iter(w)),
)
def test_wrong_prices_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(DataError, match="rows 0"):
        migration.corridor_costs(services([5.0]).assign(**wrong))


def test_wrong_calls() -> None:
    with pytest.raises(DataError, match="amount"):
        migration.remittance_cost(services([5.0]), amount=0)
    with pytest.raises(ColumnError, match="True and False"):
        migration.corridor_costs(services([5.0], usable="yes"), qualifying="usable")


def test_rows_of_the_same_name_are_services_of_their_own() -> None:
    prices = pd.DataFrame({"corridor": "A to B", "fee": [2.0, 4.0, 6.0], "rate": 1.0, "interbank_rate": 1.0})
    twice = migration.corridor_costs(prices.set_index(pd.Index([0, 0, 1])))
    pd.testing.assert_frame_equal(twice, migration.corridor_costs(prices))
    with pytest.raises(DataError, match="amount"):
        migration.corridor_costs(prices, amount="200")


def test_share_of_gdp() -> None:
    assert migration.remittance_share(2.9, 40.0) == pytest.approx(7.25)
    share = migration.remittance_share(pd.Series([1.0, 2.0]), pd.Series([10.0, 10.0]))
    assert share.tolist() == [10.0, 20.0]
    for remittances, gdp in [(1.0, 0.0), (-1.0, 10.0)]:
        with pytest.raises(DataError):
            migration.remittance_share(remittances, gdp)


def test_vintages_of_the_docstring_are_the_published_ones() -> None:
    published = lk.load("published").set_index("id")["value"]
    assert published[["remittances-2018-vintage2020", "remittances-2018"]].tolist() == [5.84, 4.318]
