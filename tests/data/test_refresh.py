"""The maintainer's script that renews published figures: what a reply of the service makes of figures.csv."""

from __future__ import annotations

import datetime
import importlib.util
import tomllib
from pathlib import Path

import pandas as pd
import pytest

FOLDER = Path(__file__).parents[2] / "datasets" / "published"
TODAY = datetime.date(2026, 11, 28)


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("labkit_refresh", FOLDER / "refresh.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures():
    return pd.read_csv(FOLDER / "figures.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def informality():
    return tomllib.loads((FOLDER / "series.toml").read_text("utf-8"))["series"][0]


def reply(*rows):
    names = ["REF_AREA", "FREQ", "MEASURE", "SEX", "TIME_PERIOD"]
    return pd.Series({row[:-1]: row[-1] for row in rows}).rename_axis(names)


def test_what_is_unchanged_stays_and_what_differs_is_told(script, figures, informality):
    old = ("KHM", "A", "EMP_NIFL_RT", "SEX_T", "2019", 89.405)
    new = ("KHM", "A", "EMP_NIFL_RT", "SEX_F", "2019", 88.5)
    found = list(script.rows_of(informality, reply(old, new), TODAY))
    renewed, changes = script.merged(figures, found)
    assert changes == ["lfs2019-informal-female: 88.979 -> 88.5"]
    row = renewed.set_index("id").loc["lfs2019-informal-female"]
    assert (row["value"], row["sex"], row["note"]) == ("88.5", "female", "retrieved 2026-11-28")
    assert len(renewed) == len(figures)
    assert (
        renewed.drop(columns="note")
        .set_index("id")
        .drop("lfs2019-informal-female")
        .equals(figures.drop(columns="note").set_index("id").drop("lfs2019-informal-female"))
    )


def test_a_new_year_is_added_and_another_measure_is_not(script, figures, informality):
    rows = ("KHM", "A", "EMP_NIFL_RT", "SEX_T", "2025", 85.0), ("KHM", "A", "OTHER", "SEX_T", "2024", 1.0)
    renewed, changes = script.merged(figures, script.rows_of(informality, reply(*rows), TODAY))
    assert changes == ["new: informal-2025-total = 85"]
    assert len(renewed) == len(figures) + 1


def test_a_dimension_that_is_gone_stops_it(script, informality):
    values = reply(("KHM", "A", "EMP_NIFL_RT", "SEX_T", "2019", 1.0)).droplevel("SEX")
    with pytest.raises(SystemExit, match="SEX"):
        list(script.rows_of(informality, values, TODAY))
