import pandas as pd
import pytest

import labkit as lk

NAMES = lk.datasets()["name"].tolist()


def frame_of(name: str) -> pd.DataFrame:
    data = lk.load(name)
    return data if isinstance(data, pd.DataFrame) else data.frame


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_described_and_every_described_column_is_there(name):
    assert lk.card(name).columns.index.tolist() == frame_of(name).columns.tolist()
    assert (lk.card(name).columns["label"] != "").all()


@pytest.mark.parametrize("name", NAMES)
def test_categories_are_those_of_the_data(name):
    frame = frame_of(name)
    for column, described in lk.card(name).columns["categories"].items():
        if isinstance(frame[column].dtype, pd.CategoricalDtype):
            assert frame[column].cat.categories.tolist() == described
        elif described:
            assert set(frame[column]) <= set(described)


@pytest.mark.parametrize("name", NAMES)
def test_size_is_that_of_the_data(name):
    card, frame = lk.card(name), frame_of(name)
    assert card.size["rows"] == len(frame)
    for what, column in (("households", "household_id"), ("psus", "psu"), ("strata", "stratum")):
        if what in card.size:
            assert card.size[what] == frame[column].nunique()


def test_questions_are_worded_for_what_people_are_asked():
    columns = lk.card("lfs").columns
    asked = columns.loc["worked_hour":"monthly_pay"]
    assert (asked["question"] != "").all()
    assert (columns.loc[["age", "usual_hours", "monthly_pay"], "unit"] != "").all()


@pytest.mark.parametrize("name", NAMES)
def test_card_as_text(name):
    text = str(lk.card(name))
    assert lk.card(name).title in text
    assert lk.card(name).licence.split()[0] in text
    assert max(len(line) for line in text.splitlines()) <= 100
    for column in lk.card(name).columns.index:
        assert column in text


@pytest.mark.parametrize("name", NAMES)
def test_card_as_page_loads_nothing(name):
    page = lk.card(name)._repr_html_()
    assert "http" not in page and "<script" not in page and "src=" not in page
    assert "<table>" in page and "<caption>" in page


def test_synthetic_data_says_so_everywhere():
    card = lk.card("lfs")
    assert card.kind == "synthetic"
    assert "synthetic" in card.title.lower()
    assert "SYNTHETIC" in str(card) and "SYNTHETIC" in card._repr_html_()


def test_page_escapes_what_it_shows():
    assert "don&#x27;t know" in lk.card("lfs")._repr_html_()


def test_list_of_data_sets():
    table = lk.datasets().set_index("name")
    assert table.loc["lfs", "kind"] == "synthetic"
    assert table.loc["published", "rows"] == len(lk.load("published"))
