"""The picture of a reform: people newly covered and yearly cost."""

import pandas as pd
import pytest

import labkit as lk
from labkit import plots
from labkit.errors import ColumnError
from labkit.protection import newly_covered, registration_drive, yearly_cost

DRIVE = registration_drive(0.3, cost_per_person=40_000)


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    return newly_covered(lk.load("lfs"), DRIVE, ["sex", "area"])


@pytest.fixture(scope="module")
def cost() -> pd.DataFrame:
    return yearly_cost(lk.load("lfs"), DRIVE)


def written(picture: plots.Picture, panel: int) -> list[str]:
    return [text.get_text() for text in picture.figure.axes[panel].texts]


def test_each_group_has_a_line_with_its_figure_and_interval(people: pd.DataFrame, cost: pd.DataFrame) -> None:
    picture = plots.reform(people, cost, title="A drive")
    axes = picture.figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        f"{row.sex}, {row.area}" for row in people.itertuples()
    ]
    bars = [line for line in axes.lines if len(line.get_xdata()) == 2]
    for bar, row in zip(bars, people.itertuples(), strict=True):
        assert list(bar.get_xdata()) == pytest.approx([row.ci_low / 1e3, row.ci_high / 1e3])
    for row in people.itertuples():
        assert f"{row.estimate / 1e3:,.1f}" in written(picture, 0)
        assert f"{row.sex}, {row.area}: {row.estimate / 1e3:,.1f} (" in picture.alt


def test_the_units_fit_the_size_and_are_said(people: pd.DataFrame, cost: pd.DataFrame) -> None:
    picture = plots.reform(people, cost)
    assert [axes.get_xlabel() for axes in picture.figure.axes] == ["thousand people", "billion riel a year"]
    numbers = ["estimate", "ci_low", "ci_high"]
    small = plots.reform(people.assign(**people[numbers] / 1e3), cost.assign(**cost[numbers] / 1e3), currency="kip")
    assert [axes.get_xlabel() for axes in small.figure.axes] == ["people", "million kip a year"]


def test_sexes_differ_in_mark_and_not_in_colour_alone(people: pd.DataFrame, cost: pd.DataFrame) -> None:
    axes = plots.reform(people, cost).figure.axes[0]
    dots = [line for line in axes.lines if len(line.get_xdata()) == 1]
    marks = dict(zip(people["sex"], (dot.get_marker() for dot in dots), strict=True))
    assert marks["female"] != marks["male"]


def test_what_must_not_be_shown_is_not_shown(people: pd.DataFrame, cost: pd.DataFrame) -> None:
    people = people.assign(flag=["S", "U", "", ""], n=[3, 12, 900, 900])
    picture = plots.reform(people, cost)
    hidden, unreliable = people.iloc[0], people.iloc[1]
    assert "too few records" in written(picture, 0)
    assert f"{hidden['estimate'] / 1e3:,.1f}" not in picture.alt
    assert f"{unreliable['estimate'] / 1e3:,.1f}" in picture.alt
    assert "unreliable" in picture.alt
    hollow = [line.get_markerfacecolor() for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 1]
    assert hollow[0] == "white"
    assert "white" not in hollow[1:]


def test_a_drive_pays_no_subsidies_and_the_picture_says_so(people: pd.DataFrame, cost: pd.DataFrame) -> None:
    picture = plots.reform(people, cost)
    assert written(picture, 1).count("nothing") == 2
    assert "subsidies to the newly covered: nothing." in picture.alt


def test_it_says_that_assumptions_are_in_no_interval(people: pd.DataFrame, cost: pd.DataFrame) -> None:
    words = [text.get_text().replace("\n", " ") for text in plots.reform(people, cost).figure.texts]
    assert any("assumptions are not in the intervals" in text for text in words)


def test_other_tables_are_refused(people: pd.DataFrame, cost: pd.DataFrame) -> None:
    with pytest.raises(ColumnError, match="no column 'measure'"):
        plots.reform(people, people)
    with pytest.raises(ColumnError, match="no column 'flag'"):
        plots.reform(people.drop(columns="flag"), cost)


def test_no_bar_goes_below_nobody(people: pd.DataFrame, cost: pd.DataFrame) -> None:
    picture = plots.reform(people.assign(ci_low=-500.0), cost)
    assert "(-" not in picture.alt
    axes = picture.figure.axes[0]
    assert min(min(line.get_xdata()) for line in axes.lines) == 0 == axes.get_xlim()[0]
