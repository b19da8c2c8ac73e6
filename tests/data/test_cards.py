import pandas as pd
import pytest

import labkit as lk
from labkit.data import cards
from labkit.data.files import read_card
from labkit.errors import DataError

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


SURVEYS = ["lfs", "lfs2012"]


@pytest.mark.parametrize("name", SURVEYS)
def test_every_row_of_the_calibration_is_shown_with_its_tolerance_and_verdict(name):
    card = lk.card(name)
    table = card.calibration
    within = (table["file"] - table["published"]).abs() <= table["tolerance"] + 0.005
    assert (table["verdict"] == within.map({True: "within", False: "outside"})).all()
    assert within.all()
    # Five percentage points, or five percent of a number of people: wider would say nothing.
    assert (table["tolerance"] <= (0.05 * table["published"]).clip(lower=5)).all()
    assert str(card).count("  within") == len(table)
    assert card._repr_html_().count(
        '<td style="text-align:left;vertical-align:top;padding:2px 8px">within</td>'
    ) == len(table)
    assert f"{len(table)} of {len(table)} figures within the tolerance" in card._repr_html_()


@pytest.mark.parametrize("name", SURVEYS)
def test_the_card_says_which_source_is_followed_and_what_is_not_compared(name):
    card = lk.card(name)
    text = " ".join(str(card).split())
    assert len(card.conflicts) and len(card.not_compared)
    for row in card.conflicts.itertuples():
        assert f"{row.about}: {row.figures}. Followed here: {row.followed}." in text
    for shown in (*card.conflicts["followed"], *card.not_compared["figures"]):
        assert shown.replace("'", "&#x27;") in card._repr_html_()


def test_coarser_names_of_other_files_have_a_note():
    columns = lk.card("lfs").columns
    for name in ("institution", "contract", "size"):
        assert (
            f"GLD: {columns.loc[name, 'gld']}. {columns.loc[name, 'equivalence_note']}" in lk.card("lfs")._repr_html_()
        )
        assert "Not read from such files" in columns.loc[name, "equivalence_note"]
    assert "In files of the ILO" not in lk.card("firms")._repr_html_()
    assert "counted as employed" in columns.loc["own_use", "label"]


def card_with(monkeypatch, **changes):
    """Return the card of the survey with some entries of its file changed."""
    monkeypatch.setattr(cards, "read_card", lambda name: read_card(name) | changes)
    return cards.card("lfs")


FIGURE = {"indicator": "neet_rate", "group": "total", "published": 13.0, "source": "neet-2019", "file": 17.0}


def test_a_figure_outside_its_tolerance_is_shown_as_such(monkeypatch):
    card = card_with(monkeypatch, calibration=[FIGURE], tolerance={"neet_rate": "30 percent"})
    assert card.calibration["tolerance"].item() == pytest.approx(3.9)
    assert "0 of 1 figures within the tolerance" in str(card)
    assert "NEET rate" in str(card) and str(card).count("outside") == 1
    card = card_with(monkeypatch, calibration=[FIGURE], tolerance={"neet_rate": {"total": 4}})
    assert card.calibration["verdict"].item() == "within"


@pytest.mark.parametrize(
    "said", [{}, {"neet_rate": {"male": 1}}, {"neet_rate": "a lot"}, {"neet_rate": "3 points"}, {"neet_rate": 0}]
)
def test_a_figure_without_a_tolerance_is_an_error(monkeypatch, said):
    with pytest.raises(DataError, match="no tolerance for 'total'"):
        card_with(monkeypatch, calibration=[FIGURE], tolerance=said)


def test_coverage_is_shown_where_the_card_has_it(monkeypatch):
    row = {"quantity": "informal employment rate", "truth": 89.4, "samples": 200, "covered_percent": 94.5, "level": 95}
    card = card_with(monkeypatch, coverage=[row])
    shown = "informal employment rate (truth 89.40): 94.5 percent of 200 intervals of 95 percent."
    assert shown in " ".join(str(card).split())
    assert "Percent of intervals that cover the truth" in card._repr_html_()
    assert '<td style="text-align:left;vertical-align:top;padding:2px 8px">94.50</td>' in card._repr_html_()
    assert card.coverage.columns.tolist() == list(row)
    bare = card_with(monkeypatch, coverage=[])
    assert "cover the truth" not in str(bare) + bare._repr_html_()
