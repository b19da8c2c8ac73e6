"""The minimum wage simulator: its figures by hand, with sliders and without."""

import ipywidgets as widgets
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output

import labkit as lk
from labkit import words
from labkit.course.days.day3.raises import Setting, in_words, raise_worth_enforcement, simulate
from labkit.course.days.day3.simulator import BUILD, minimum_wage_simulator
from labkit.course.days.day3.wage_words import in_table
from labkit.course.days.day3.workers import ENOUGH, PAY_CARDS, covered_with_pay, gains_of_cards, open_workers
from labkit.errors import OptionError
from labkit.survey import Survey

CURRENT = 737_000


@pytest.fixture(scope="module")
def covered() -> Survey:
    lfs = lk.load("lfs")
    return lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")


def shown(simulator: object) -> CapturedIO:
    InteractiveShell.instance()
    with capture_output() as captured:
        simulator._ipython_display_()
    return captured


def one_by_one(survey: Survey, new: float, *, full: bool) -> dict[str, float]:
    """Ask each worker in turn, as a person with a pencil would."""
    gaining = known = everybody = gained = paid = 0.0
    for row in survey.frame.to_dict("records"):
        weight = row["weight"]
        everybody += weight
        pay = row["basic_pay"] * (365 / 84) / row["weeks_worked"]
        if np.isnan(pay):
            continue
        known += weight
        paid += weight * pay
        if pay < new and (full or pay >= CURRENT):
            gaining += weight
            gained += weight * (new - pay)
    return {
        "share who gain": 100 * gaining / known,
        "people who gain": everybody * gaining / known,
        "cost per month": everybody * gained / known,
        "cost as percent of pay": 100 * gained / paid,
        "gain each": gained / gaining,
    }


@pytest.mark.parametrize("new", [750_000, 800_000, 1_000_000])
@pytest.mark.parametrize("workers", ["all", "women"])
def test_the_figures_are_those_of_asking_each_worker(covered: Survey, new: float, workers: str) -> None:
    done = simulate(covered, Setting(new, workers), current=CURRENT)
    asked = covered if workers == "all" else covered.filter(covered.frame["sex"] == "female")
    for table, full in ((done.full, True), (done.as_today, False)):
        found = dict(zip(table["measure"], table["estimate"], strict=True))
        assert found == pytest.approx(one_by_one(asked, new, full=full), rel=1e-9)


def test_a_slider_that_is_moved_changes_sentence_and_picture(covered: Survey) -> None:
    simulator = minimum_wage_simulator(covered, place="Cambodia")
    before = simulator.result
    simulator.controls["new"].value = 850_000
    simulator.controls["workers"].value = "women"
    assert simulator.setting == Setting(850_000, "women")
    assert "850,000 riel a month, women" in simulator.result.sentence
    assert simulator.result.picture.alt != before.picture.alt


def test_every_control_has_words_and_recomputes_only_when_let_go(covered: Survey) -> None:
    controls = minimum_wage_simulator(covered).controls
    assert list(controls) == list(Setting.__dataclass_fields__)
    for control in controls.values():
        assert isinstance(control, widgets.FloatSlider | widgets.SelectionSlider)
        assert len(control.description) > 20
        assert not control.continuous_update


@pytest.mark.parametrize(("build", "sliders"), [("1", False), ("", True)])
def test_a_page_shows_sentence_and_picture_with_sliders_only_where_somebody_sits(
    covered: Survey, monkeypatch, build: str, sliders: bool
) -> None:
    monkeypatch.setenv(BUILD, build)
    outputs = [output.data for output in shown(minimum_wage_simulator(covered, place="Cambodia")).outputs]
    assert any("widget" in kind for data in outputs for kind in data) is sliders
    sentence = next(data["text/markdown"] for data in outputs if "text/markdown" in data)
    assert ("sliders stand here" in sentence) is not sliders
    assert "compliance **full**" in sentence
    assert "image/png" in outputs[-1]


def test_no_raise_kept_as_today_gives_nobody_anything(covered: Survey) -> None:
    done = simulate(covered, Setting(CURRENT), current=CURRENT, place="Cambodia")
    assert in_words(done.as_today) == "nobody gains"
    assert words.one_row(done.full, measure="cost per month")["estimate"] > 0


def test_a_handful_gets_no_figure(covered: Survey) -> None:
    underpaid = covered.frame.index[lk.wages.full_month_pay(covered.frame) < CURRENT]
    others = covered.frame.index[lk.wages.full_month_pay(covered.frame) > 900_000]
    few = covered.filter(covered.frame.index.isin([*underpaid[:3], *others[:40]]))
    table = simulate(few, Setting(CURRENT), current=CURRENT).full
    assert in_words(table) == "too few workers gain for a figure"
    assert in_table(table).iloc[:, 1].str.contains("fewer than 5").all()


def test_the_raise_that_is_worth_enforcement_costs_as_much(covered: Survey) -> None:
    percent = raise_worth_enforcement(covered, CURRENT)
    assert percent is not None
    kept = lk.wages.minimum_wage_reform(covered, CURRENT * (1 + percent / 100), current=CURRENT)
    law = lk.wages.minimum_wage_reform(covered, CURRENT, current=CURRENT, compliance="full")
    costs = [words.one_row(table, measure="cost per month")["estimate"] for table in (kept, law)]
    assert costs[0] == pytest.approx(costs[1], rel=0.03)


def test_where_nobody_is_underpaid_enforcement_is_worth_no_raise(covered: Survey) -> None:
    paid = covered.filter(lk.wages.full_month_pay(covered.frame) >= CURRENT)
    assert raise_worth_enforcement(paid, CURRENT) is None


def test_who_is_shown_is_one_of_three() -> None:
    with pytest.raises(OptionError, match="workers"):
        Setting(workers="female")


def test_a_place_with_too_few_covered_workers_is_shown_as_the_country() -> None:
    for province in ("Kep", "Kandal", "Mondul Kiri"):
        lfs = lk.load("lfs")
        enough = covered_with_pay(lfs.filter(lfs.frame["province"] == province)) >= ENOUGH
        assert open_workers(province=province)[1] == (province if enough else "Cambodia")


def test_the_cards_have_a_spike_and_two_underpaid() -> None:
    assert list(PAY_CARDS) == sorted(PAY_CARDS)
    assert gains_of_cards(CURRENT, CURRENT, full=True) == 2
    assert gains_of_cards(CURRENT, CURRENT, full=False) == 0
