"""Pictures exactly at a limit: an interval that ends at the truth, a share of 0 or 100, a thousand."""

from __future__ import annotations

import pandas as pd
import pytest

from labkit import plots
from labkit.errors import DataError


def figures(*rows: tuple[float, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["estimate", "ci_low", "ci_high"])
    return table.assign(place=[f"p{k}" for k in range(len(rows))], flag="")


def test_an_interval_that_ends_at_the_truth_holds_it() -> None:
    rows = [(0, "weighted", 10, 9, 11), (1, "weighted", 12, 11, 13), (2, "weighted", 8, 7, 10.9)]
    table = pd.DataFrame(rows, columns=["draw", "weights", "estimate", "ci_low", "ci_high"]).assign(truth=11.0)
    assert "weighted: 2 of 3 hold the truth" in plots.many_samples(table, title="Samples").alt


@pytest.mark.parametrize(("largest", "written"), [(999.9, "999.9 (99.9 to"), (1000.0, "1,000 (100 to")])
def test_from_a_thousand_on_figures_are_whole(largest: float, written: str) -> None:
    table = figures((largest, largest / 10 - 0.09 if largest < 1000 else 100.0, 2000.0))
    assert written in plots.intervals(table, "place", unit="riel per day").alt


@pytest.mark.parametrize(("share", "interval"), [(0.0, "0.0 to 4.0"), (100.0, "0.0 to 100.0")])
def test_a_share_of_nobody_or_everybody_is_a_share(share: float, interval: str) -> None:
    table = figures((share, -4.0, 4.0 if share == 0 else 104.0))
    assert f"p0: {share:.1f} ({interval})" in plots.intervals(table, "place").alt


@pytest.mark.parametrize(("estimate", "refused"), [(0.0, True), (-0.1, True), (0.01, False)])
def test_a_ratio_of_rates_is_above_zero(estimate: float, refused: bool) -> None:
    table = figures((estimate, 0.005, 2.0)).rename(columns={"place": "label"})
    if refused:
        with pytest.raises(DataError, match="above zero"):
            plots.rate_ratios(table)
    else:
        assert "0.01" in plots.rate_ratios(table).alt
