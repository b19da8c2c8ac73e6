"""The service of `ilo_service.py`, with the figures of the shipped table as its own, and a home of each test's own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pandas as pd
import pytest

from labkit.data.cards import card
from labkit.data.refresh import Patience
from labkit.data.refresh.series import COLUMNS, Series, all_series
from labkit.data.tables import read_table

pytest.importorskip("sdmx")


def _ilo_service():
    name = "ilo_service"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("ilo_service.py"))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def shipped_observations(series: Series, table: pd.DataFrame) -> list[dict[str, object]]:
    """Return the figures that the shipped table has of a series, in the ILO's codes."""
    own = table[table["source"].isin(series.sources) & table["status"].eq("official")]
    return [observation(series, row["value"], **row) for row in own.to_dict("records")]


def observation(series: Series, figure: float, /, **columns: object) -> dict[str, object]:
    codes = {"MEASURE": series.measure, "TIME_PERIOD": columns["year"], "OBS_VALUE": f"{figure:.12g}"}
    for dimension, known in series.codes.items():
        for code, meaning in known.items():
            wanted = {"indicator": series.indicator, "population": series.population, "sex": "total", "area": "total"}
            wanted.update({name: meaning[name] for name in COLUMNS if name in meaning})
            touched = {name for one in known.values() for name in one if name in COLUMNS}
            if all(columns.get(name, wanted[name]) == wanted[name] for name in touched):
                codes[dimension] = code
    return {**codes, "SOURCE": "LFS - Labour Force Survey"}


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """The folder in which this test keeps what it fetches."""
    monkeypatch.setenv("LABKIT_HOME", str(tmp_path / "home"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture(scope="session")
def series():
    return {one.name: one for one in all_series()}


@pytest.fixture(scope="session")
def shipped_figures():
    return read_table(card("published"))


@pytest.fixture
def shipped(shipped_figures):
    return shipped_figures.copy()


@pytest.fixture(scope="session")
def known(series, shipped_figures):
    return {name: shipped_observations(one, shipped_figures) for name, one in series.items()}


@pytest.fixture
def service(series, known):
    """The service, which knows just what the shipped table has, and one youth and participation figure."""
    module = _ilo_service()
    tables = {one.dataflow: module.Table(one, [dict(row) for row in known[name]]) for name, one in series.items()}
    for name, value in (("unemployment", 1.28), ("neet", 12.7), ("participation-modelled", 82.4)):
        one = series[name]
        row = {"year": 2012, "sex": "total", "population": one.population}
        tables[one.dataflow].observations.append(observation(one, value, **row))
    running = module.IloService(tables)
    yield running
    running.stop()


@pytest.fixture
def quick():
    """Limits that keep the tests short."""
    return Patience(timeout=0.25, attempts=3, pause=0.01, longest=1.0)
