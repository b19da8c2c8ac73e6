"""Pictures: what they draw, what they hide, and what they say to people who cannot see them."""

from pathlib import Path

import pandas as pd
import pytest

import labkit as lk
from labkit import Survey, informality, plots
from labkit.errors import ColumnError


@pytest.fixture(scope="module")
def lfs() -> Survey:
    return lk.load("lfs")


@pytest.fixture
def table() -> pd.DataFrame:
    frame = pd.DataFrame({"place": ["many"] * 20 + ["some"] * 10 + ["few"] * 3, "pay": range(33)})
    return Survey(frame).mean("pay", by="place")


def test_intervals_hide_what_must_not_be_shown(table: pd.DataFrame) -> None:
    picture = plots.intervals(table, "place", title="Pay", unit="riel")
    few = table.set_index("place").loc["few", "estimate"]
    assert f"{few:.1f}" not in picture.alt
    assert "few: too few records." in picture.alt
    assert "unreliable" in picture.alt
    axes = picture.figure.axes[0]
    drawn = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(drawn) == 2
    assert [text.get_text() for text in axes.texts] == ["too few records"]


def test_intervals_are_ranked_with_the_hidden_last(table: pd.DataFrame) -> None:
    labels = [t.get_text() for t in plots.intervals(table, "place").figure.axes[0].get_yticklabels()]
    assert labels == ["some", "many", "few"]
    in_order = [t.get_text() for t in plots.intervals(table, "place", ranked=False).figure.axes[0].get_yticklabels()]
    assert in_order == table["place"].tolist()


def test_intervals_with_colours_name_both_groups(lfs: Survey) -> None:
    rates = informality.informal_employment_rate(lfs, by=["area", "sex"])
    picture = plots.intervals(rates, "area", colour="sex", title="Informal employment")
    assert all(f"{area}, {sex}:" in picture.alt for area in ("urban", "rural") for sex in ("female", "male"))
    legend = picture.figure.legends[0]
    assert {text.get_text() for text in legend.get_texts()} == {"female", "male"}


def test_matrix_writes_every_cell(lfs: Survey) -> None:
    matrix = informality.sector_job_matrix(lfs)
    picture = plots.sector_job(matrix)
    written = {text.get_text() for text in picture.figure.axes[0].texts}
    assert {f"{e:.1f}" for e in matrix["estimate"] if e >= 0.1} <= written
    nobody = plots.sector_job(matrix[matrix["sector"] != "household"])
    assert "household unit, formal job: nobody in the survey." in nobody.alt


def test_ladder_names_every_rule_in_order(lfs: Survey) -> None:
    counts = informality.decision_counts(lfs)
    picture = plots.decision_ladder(counts, title="Jobs.")
    labels = [t.get_text().replace("\n", " ") for t in picture.figure.axes[0].get_yticklabels()]
    assert labels == [f"{i}. {rule}" for i, rule in enumerate(counts["rule"], start=1)]
    hidden = plots.decision_ladder(counts.assign(flag="S"))
    assert hidden.alt.count("too few records") == len(counts)
    assert " to " not in hidden.alt


def test_a_notebook_gets_the_picture_and_its_text(table: pd.DataFrame) -> None:
    data, metadata = plots.intervals(table, "place", title="Pay")._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"] == data["text/plain"]
    again, _ = plots.intervals(table, "place", title="Pay")._repr_mimebundle_()
    assert again["image/png"] == data["image/png"]


def test_pictures_can_be_saved(table: pd.DataFrame, tmp_path: Path) -> None:
    plots.intervals(table, "place").save(tmp_path / "pay.svg")
    assert "<svg" in (tmp_path / "pay.svg").read_text("utf-8")


def test_wrong_tables_say_which_is_right(table: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="no column 'province'"):
        plots.intervals(table, "province")
    with pytest.raises(ColumnError, match="sector_job_matrix"):
        plots.sector_job(table)
    with pytest.raises(ColumnError, match="decision_counts"):
        plots.decision_ladder(table)


def test_shares_end_at_nothing_and_all_and_gaps_do_not() -> None:
    row = {"place": "a", "estimate": 97.0, "se": 3.0, "ci_low": -4.0, "ci_high": 104.0, "n": 40, "flag": ""}
    table = pd.DataFrame([row])
    assert "97.0 (0.0 to 100.0)" in plots.intervals(table, "place").alt
    gaps = plots.intervals(table, "place", shares=False)
    assert "97.0 (-4.0 to 104.0)" in gaps.alt
    assert gaps.figure.axes[0].get_xlim()[0] < -4
    assert "97.0 (-4.0 to 104.0)" in plots.intervals(table, "place", unit="hours").alt


def test_a_small_group_on_the_ladder_is_not_zero_thousand() -> None:
    counts = pd.DataFrame({
        "rule": ["large", "small", "tiny"], "outcome": "informal", "estimate": [52_000.0, 640.0, 20.0],
        "se": 1.0, "ci_low": [50_000.0, -100.0, 5.0], "ci_high": [54_000.0, 1_400.0, 35.0], "n": 40, "flag": "",
    })  # fmt: skip
    picture = plots.decision_ladder(counts, title="Rules")
    written = [text.get_text().strip() for text in picture.figure.axes[0].texts]
    assert written == ["52", "0.6", "< 0.1"]
    assert "small: informal, 0.6 (0 to 1.4)." in picture.alt
    assert min(x for line in picture.figure.axes[0].lines for x in line.get_xdata()) >= 0
