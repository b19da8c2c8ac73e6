"""Vulnerability: each item over those who were asked, and the index."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import migration
from labkit.errors import ColumnError, OptionError
from labkit.survey import Survey

ITEMS = {"debt": ("debt", ("yes",)), "passport kept": ("passport", ("yes",))}


def survey() -> Survey:
    frame = pd.DataFrame(
        {
            "debt": ["yes", "no", "yes", "no", None],
            "passport": ["yes", "no", None, None, None],
            "weight": [1, 1, 1, 3, 9],
        }
    )
    return Survey(frame, weight="weight")


def test_items_have_their_own_denominators() -> None:
    table = migration.vulnerability(survey(), items=ITEMS, scope="all").set_index("item")
    assert table["estimate"].to_dict() == pytest.approx({"debt": 100 * 2 / 6, "passport kept": 50.0})
    assert table["n"].to_dict() == {"debt": 4, "passport kept": 2}


def test_index_counts_applicable_items_only() -> None:
    table = migration.vulnerability_index(survey(), items=ITEMS, scope="all")
    # Two signs of two, none of two, one of one, none of one; who was asked nothing is out.
    assert table["estimate"].item() == pytest.approx((100 + 0 + 100 + 3 * 0) / 6)
    assert table["n"].item() == 4


def test_bundled_data_by_hand() -> None:
    workers = lk.load("recruitment")
    frame = workers.frame
    table = migration.vulnerability(workers, "sex", scope="all")
    assert table.columns[:2].tolist() == ["sex", "item"]
    row = table[(table["item"] == "passport kept") & (table["sex"] == "female")].iloc[0]
    asked = frame[frame["passport_kept"].notna() & (frame["sex"] == "female")]
    kept = asked[asked["passport_kept"] == "yes"]
    assert row["estimate"] == pytest.approx(100 * kept["weight"].sum() / asked["weight"].sum())
    assert row["n"] == len(asked)
    assert np.isfinite(table["se"]).all()


def test_wrong_items() -> None:
    with pytest.raises(OptionError, match="has no value"):
        migration.vulnerability(lk.load("recruitment"), items={"debt": ("debt", ("a lot",))})
    with pytest.raises(OptionError, match="no item"):
        migration.vulnerability_index(survey(), scope="all", items={})
    with pytest.raises(ColumnError, match="no column 'papers'"):
        migration.vulnerability(survey(), scope="all", items={"papers": ("papers", ("none",))})


def test_the_profile_is_about_the_people_of_the_cost_indicator() -> None:
    workers = lk.load("recruitment")
    same = migration.vulnerability(migration.workers_in_scope(workers), scope="all")
    pd.testing.assert_frame_equal(migration.vulnerability(workers), same)
    assert (
        migration.vulnerability_index(workers)["n"].item()
        < migration.vulnerability_index(workers, scope="all")["n"].item()
    )
