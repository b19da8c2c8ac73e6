"""Pictures of a distribution, of many samples, of sources and prices: what they count and say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

import labkit as lk
from labkit import Survey, plots
from labkit.errors import ColumnError, DataError, OptionError


@pytest.fixture(scope="module")
def lfs() -> Survey:
    return lk.load("lfs")


def test_the_prepared_samples_are_those_of_the_data(lfs: Survey) -> None:
    table = plots.prepared_samples("unemployment")
    first = table[table["draw"].eq(0) & table["weights"].eq("weighted")]
    now = lk.labour.unemployment_rate(lfs)
    # Where this fails the survey was made anew: run datasets/lfs/samples.py.
    assert first["estimate"].item() == pytest.approx(now["estimate"].item(), abs=1e-5)
    with pytest.raises(OptionError, match="agriculture"):
        plots.many_samples("agricultur")


def test_many_samples_count_the_intervals_that_hold_the_truth() -> None:
    rows = [(0, "weighted", 10, 9, 11), (1, "weighted", 13, 12, 14), (0, "unweighted", 5, 4, 6)]
    table = pd.DataFrame(rows, columns=["draw", "weights", "estimate", "ci_low", "ci_high"]).assign(truth=10.5)
    picture = plots.many_samples(table, title="Samples")
    assert "weighted: 1 of 2 hold the truth" in picture.alt
    assert "unweighted: 0 of 1 hold the truth" in picture.alt
    broken = [line for line in picture.figure.axes[0].lines if line.get_linestyle() == "--"]
    assert len(broken) == 2


def test_a_thousand_squares_follow_the_shares() -> None:
    share = Survey(pd.DataFrame({"status": ["a"] * 685 + ["b"] * 9 + ["c"] * 306})).share("status")
    picture = plots.squares(share)
    faces = pd.Series([patch.get_facecolor() for patch in picture.figure.axes[0].findobj(Rectangle)
                       if patch.get_width() == pytest.approx(0.78)])  # fmt: skip
    assert sorted(faces.value_counts()) == [9, 306, 685]
    with pytest.raises(DataError, match="one whole"):
        plots.squares(share.iloc[:2])


def test_the_parts_of_the_bars_add_up_to_the_measures(lfs: Survey) -> None:
    table = lk.labour.underutilization(lfs, hours_threshold=40)
    bars = [patch for patch in plots.underutilization(table).figure.axes[0].patches if isinstance(patch, Rectangle)]
    ends: dict[int, float] = {}
    for bar in bars:
        place = round(bar.get_y() + bar.get_height() / 2)
        ends[place] = max(ends.get(place, 0.0), bar.get_x() + bar.get_width())
    assert [ends[place] for place in range(4)] == pytest.approx(table["estimate"].tolist())


def test_the_spike_is_a_bar_of_its_own_and_the_missing_are_in_none() -> None:
    pay = [150.0] * 20 + [200.0] * 50 + [250.0] * 30 + [np.nan] * 40
    survey = Survey(pd.DataFrame({"pay": pay}))
    alt = plots.pay_distribution(survey, "pay", minimum=200, unit="dollars a month").alt
    assert "below the minimum: 20.0 percent" in alt
    assert "at the minimum: 50.0 percent" in alt
    assert "above the minimum: 30.0 percent" in alt
    with pytest.raises(OptionError, match="above zero"):
        plots.pay_distribution(survey, "pay", minimum=0)
    with pytest.raises(DataError, match="Nobody has pay"):
        plots.pay_distribution(survey.filter(survey.frame["pay"].isna()), "pay")


def test_flows_that_must_not_be_shown_are_counted_only() -> None:
    table = pd.DataFrame({
        "from": ["a", "b", "c"], "to": "d", "estimate": [100.0, 900.0, 50.0], "ci_low": 20.0, "ci_high": 1000.0,
        "flag": ["", "S", "U"],
    })  # fmt: skip
    alt = plots.flows(table, title="Moves").alt
    assert "900" not in alt
    assert "1 flows are not shown: too few records." in alt
    counts = pd.DataFrame({"origin": ["a", "a", "b"], "destination": ["b", "b", "b"], "migrants": [1, 2, 99]})
    assert "a to b: 3" in plots.flows(counts).alt
    assert "99" not in plots.flows(counts).alt  # those who stay in b do not flow


def test_ratios_of_a_poisson_regression_are_taken_as_ratios() -> None:
    row = {"term": "sex: male", "estimate": 0.476, "ci_low": 0.445, "ci_high": 0.506}
    table = pd.DataFrame([{**row, "rate_ratio": 1.609, "ratio_low": 1.560, "ratio_high": 1.659}])
    assert "sex: male: 1.61 (1.56 to 1.66)." in plots.rate_ratios(table, "term").alt
    with pytest.raises(ColumnError, match="no column 'label'"):
        plots.rate_ratios(table)


def test_the_minimum_wage_has_a_panel_a_measure_in_units_that_can_be_read(lfs: Survey) -> None:
    covered = lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")
    both = {kind: lk.wages.minimum_wage_reform(covered, 800_000, current=737_000, pay="basic_pay", compliance=kind)
            for kind in ("as today", "full")}  # fmt: skip
    picture = plots.minimum_wage(both, new=800_000)
    assert [axes.get_xlabel() for axes in picture.figure.axes] == [
        "share who gain, percent", "people who gain, thousand people", "cost per month, billion riel",
        "cost as percent of pay", "gain each, thousand riel",
    ]  # fmt: skip
    assert "jobs, hours and prices are held still" in picture.alt


def test_a_difference_of_percentages_is_in_points(lfs: Survey) -> None:
    found = lfs.difference(lk.labour.unemployment_rate, between="area", minus="rural")
    picture = plots.two_groups(found)
    words = [axes.get_xlabel().replace("\n", " ") for axes in picture.figure.axes]
    assert words == ["percent", "difference, percentage points"]
    assert picture.alt.startswith("rural and urban, in percent, and the difference. urban minus rural:")


def test_two_groups_are_named_beside_lines_of_their_own(lfs: Survey) -> None:
    found = lfs.difference(lk.labour.unemployment_rate, between="area", minus="rural").assign(figure="unemployment")
    assert plots.two_groups(found, "figure").alt.startswith("rural and urban, in percent")
    mixed = pd.concat([found, found.assign(minus="urban", area="rural")])
    assert plots.two_groups(mixed, "figure").alt.startswith("the group compared with and the group, in percent")


def test_a_page_of_indicators_is_no_higher_for_words_without_a_mark() -> None:
    row = {"indicator": "Rate", "unit": "percent", "estimate": 5.0, "ci_low": 4.0, "ci_high": 6.0, "flag": ""}
    score = {**row, "indicator": "Score", "unit": "points of a scale from 0, the best end, to 10, the worst end of it"}
    plain = plots.dashboard(pd.DataFrame([row, row])).figure
    assert plots.dashboard(pd.DataFrame([row, score])).figure.get_figheight() == plain.get_figheight()


def test_hollow_means_unreliable_and_nothing_else() -> None:
    rows = pd.DataFrame({"g": ["a", "b"], "estimate": [-1.0, 2.0], "ci_low": [-3.0, 1.0], "ci_high": [1.0, 3.0]})
    picture = plots.intervals(rows.assign(flag=["", "U"]), "g", unit="points")
    hollow = [line.get_xdata()[0] for line in picture.figure.axes[0].lines if line.get_markerfacecolor() == "white"]
    assert hollow == [2.0]
    assert "hollow: unreliable" in picture.figure.texts[1].get_text()
    assert "hollow" not in plots.intervals(rows.assign(flag=""), "g", unit="points").figure.texts[1].get_text()


def test_counts_begin_at_nobody() -> None:
    rows = pd.DataFrame({"g": ["a", "b"], "estimate": [90.0, 95.0], "ci_low": [-5.0, 90.0], "ci_high": [99.0, 100.0]})
    axes = plots.intervals(rows.assign(flag=""), "g", unit="thousand people").figure.axes[0]
    assert axes.get_xlim()[0] == 0
    assert plots.intervals(rows.assign(flag=""), "g", unit="riel").figure.axes[0].get_xlim()[0] < -5


@pytest.mark.parametrize("sources", [1, 5, 25])
def test_stocks_keep_every_mark_inside_and_no_line_joins_them(sources: int) -> None:
    names = ["ក្រសួងការងារ", *(f"counter {number}" for number in range(1, sources))]
    rows = pd.DataFrame({"source": names, "year": 2018, "value": [1_200_000 - 40_000 * n for n in range(sources)]})
    picture = plots.stocks(rows, title="Abroad, by who counted")
    (axes,) = picture.figure.axes
    marks = [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines if len(line.get_xdata()) == 1]
    assert len(marks) == sources
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    assert all(left <= x <= right and low <= y <= high for x, y in marks)
    legend = picture.figure.legends[0] if picture.figure.legends else axes.get_legend()
    assert legend is None or all(line.get_linewidth() == 0 for line in legend.get_lines())
    assert all(name in picture.alt for name in names)


def test_a_raise_that_brings_nobody_anything_is_said_to_bring_nobody_anything(lfs: Survey) -> None:
    covered = lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")
    table = lk.wages.minimum_wage_reform(covered, 737_000, current=737_000)
    picture = plots.minimum_wage({"as today": table})
    assert picture.alt.count("as today nobody gains") == len(table) and "too few" not in picture.alt
