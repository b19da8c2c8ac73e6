"""Published figures against a second copy, held against the sources on its own: a slip in one of the two is noticed."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import labkit as lk

ROOT = Path(__file__).parents[2]
COPY = Path(__file__).with_name("figures_typed_again.csv")


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return lk.load("published").set_index("id")


@pytest.fixture(scope="module")
def copy() -> pd.Series:
    return pd.read_csv(COPY).set_index("id")["value"]


def test_each_figure_equals_its_second_copy(figures: pd.DataFrame, copy: pd.Series) -> None:
    assert copy.index.is_unique
    found = figures["value"].reindex(copy.index)
    assert found[found != copy].to_dict() == {}


def shown_in_lessons() -> set[str]:
    """Return the names of indicators that stand in the code of a lesson or of a day, or how such names begin."""
    sources = [path.read_text("utf-8") for path in (ROOT / "labkit/course/days").rglob("*.py")]
    for path in (ROOT / "notebooks").glob("day*/*.ipynb"):
        sources += [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    return {word for source in sources for word in re.findall(r"""f?["']([^"'{\n]{6,})""", source)}


def test_each_figure_that_a_lesson_shows_has_a_second_copy(figures: pd.DataFrame, copy: pd.Series) -> None:
    words = tuple(shown_in_lessons())
    begins = tuple(word for word in words if word.endswith((", ", "contribution, ", "council, ", "wage, ")))
    asked = figures["indicator"].isin(words) | figures["indicator"].str.startswith(begins)
    assert asked.sum() > 200
    assert sorted(set(figures.index[asked]) - set(copy.index)) == []
