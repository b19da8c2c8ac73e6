"""The reform simulator: the same figures as the library's, with sliders and without."""

import subprocess
import sys
from dataclasses import replace

import ipywidgets as widgets
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import CapturedIO, capture_output

import labkit as lk
from labkit import protection
from labkit.course.days.day2.reform_settings import (
    HIGH,
    INCOMES,
    INSPECTIONS,
    LOW,
    MIDDLE,
    NO_INSPECTION,
    Setting,
    low_middle_high,
    simulate,
)
from labkit.course.days.day2.reform_words import heads, in_thousands, money, within_budget
from labkit.course.days.day2.simulator import BUILD, reform_simulator
from labkit.errors import OptionError
from labkit.survey import Survey

NONE = Setting(drive=0, inspect_from=NO_INSPECTION, take_up=0, subsidy=0)


@pytest.fixture(scope="module")
def lfs() -> Survey:
    return lk.load("lfs")


def shown(simulator: object) -> CapturedIO:
    InteractiveShell.instance()
    with capture_output() as captured:
        simulator._ipython_display_()
    return captured


def kinds(captured: CapturedIO) -> list[set[str]]:
    return [set(output.data) for output in captured.outputs]


def test_the_simulator_gives_the_library_s_own_figures(lfs: Survey) -> None:
    rules = [
        protection.registration_drive(0.3, cost_per_person=40_000),
        protection.size_threshold(10, 0.5, cost_per_person=40_000),
        protection.voluntary_cover(0.05, cost_per_person=40_000),
        protection.contribution_subsidy(0.5, 0.2),
    ]
    result = reform_simulator(lfs).result
    pd.testing.assert_frame_equal(result.total, protection.newly_covered(lfs, rules))
    pd.testing.assert_frame_equal(result.people, protection.newly_covered(lfs, rules, ["sex", "area"]))
    pd.testing.assert_frame_equal(result.cost, protection.yearly_cost(lfs, rules))


def test_a_slider_that_is_moved_changes_sentence_and_picture(lfs: Survey) -> None:
    simulator = reform_simulator(lfs, place="Cambodia")
    before = simulator.result
    simulator.controls["inspect_from"].value = 1
    assert simulator.setting == replace(MIDDLE, inspect_from=1)
    assert simulator.result.total["estimate"].item() > before.total["estimate"].item()
    assert simulator.result.sentence != before.sentence
    assert simulator.result.picture.alt != before.picture.alt


def test_every_control_has_words_and_recomputes_only_when_let_go(lfs: Survey) -> None:
    controls = reform_simulator(lfs).controls
    assert list(controls) == list(Setting.__dataclass_fields__)
    for control in controls.values():
        assert isinstance(control, widgets.FloatSlider | widgets.SelectionSlider)
        assert len(control.description) > 20
        assert not control.continuous_update


def test_the_assumed_income_moves_what_the_self_employed_pay(lfs: Survey) -> None:
    only = replace(NONE, take_up=0.1)
    paid = {}
    for label, income in INCOMES.items():
        cost = simulate(lfs, replace(only, income=income)).cost.set_index("measure")["estimate"]
        paid[label.split(":")[0]] = cost["contributions of the newly covered"]
    assert paid["low"] < paid["middle"] < paid["high"]
    assert paid["low"] / paid["middle"] == pytest.approx(400 / 600)


def test_all_at_zero_is_no_reform(lfs: Survey) -> None:
    assert NONE.reforms() == []
    result = simulate(lfs, NONE, place="Cambodia")
    assert result.total["estimate"].item() == 0
    assert "nobody is newly covered" in result.sentence


@pytest.mark.parametrize("size", [size for size in INSPECTIONS.values() if size != NO_INSPECTION])
def test_every_size_of_the_slider_is_one_of_the_library(lfs: Survey, size: int) -> None:
    assert simulate(lfs, replace(NONE, inspect_from=size)).total["estimate"].item() > 0


def test_a_size_that_no_band_begins_at_is_refused() -> None:
    with pytest.raises(OptionError, match="inspect_from"):
        Setting(inspect_from=7).reforms()


def test_live_there_are_sliders_then_a_sentence_and_a_picture_with_words(lfs: Survey, monkeypatch) -> None:
    monkeypatch.delenv(BUILD, raising=False)
    captured = shown(reform_simulator(lfs))
    controls, names, sentence, picture = kinds(captured)
    assert "application/vnd.jupyter.widget-view+json" in controls
    assert "application/javascript" in names  # the sliders' names for screen readers
    assert "text/markdown" in sentence
    assert "image/png" in picture
    about = captured.outputs[3].metadata["image/png"]
    assert about["alt"].startswith("What the reforms would do")
    assert about["width"] < 800


def test_a_batch_build_shows_sentence_and_picture_and_no_widget(lfs: Survey, monkeypatch) -> None:
    monkeypatch.setenv(BUILD, "1")
    captured = shown(reform_simulator(lfs, place="Cambodia"))
    sentence, picture = kinds(captured)
    assert "image/png" in picture
    assert not any("widget" in kind for kind in sentence | picture)
    text = captured.outputs[0].data["text/markdown"]
    assert "sliders stand here" in text
    assert str(MIDDLE) in text
    assert "newly cover **" in text


def test_low_middle_high_keeps_the_order(lfs: Survey) -> None:
    table = low_middle_high(lfs)
    people = table[table["measure"] == "newly covered"]
    assert people["assumptions"].tolist() == ["low", "middle", "high"]
    assert people["estimate"].is_monotonic_increasing
    for name, setting in {"low": LOW, "high": HIGH}.items():
        alone = protection.newly_covered(lfs, setting.reforms())["estimate"].item()
        assert people.set_index("assumptions")["estimate"][name] == alone


def test_a_small_place_gets_careful_words(lfs: Survey) -> None:
    frame = lfs.frame
    kep = lfs.filter(frame["province"] == "Kep")
    drive = replace(NONE, drive=0.3)
    assert "people (" in simulate(kep, drive, place="Kep").sentence
    government = lfs.filter(frame["institution"] == "government")
    assert "reach nobody" in simulate(government, drive).sentence
    reached = protection.expected_effect(lfs, drive.reforms()).frame
    few = reached.index[reached["newly_covered"] > 0]
    of = lambda count: simulate(lfs.filter(frame.index.isin(few[:count])), drive).sentence  # noqa: E731
    assert "no figure may be shown" in of(3)
    assert "unreliable, only 10 records" in of(10)


def row(**changes: object) -> pd.DataFrame:
    figure = {"measure": "cost to the state", "estimate": 5e9, "ci_low": 4e9, "ci_high": 6e9, "n": 90, "flag": ""}
    return pd.DataFrame([figure | changes])


@pytest.mark.parametrize(
    ("budget", "words"), [(7e9, "within the budget"), (3e9, "over the budget"), (5.5e9, "open: the estimate is below")]
)
def test_a_budget_is_judged_with_the_interval(budget: float, words: str) -> None:
    assert within_budget(row(), budget).startswith(words)
    assert "too few" in within_budget(row(flag="S"), budget)


def test_amounts_are_written_in_a_size_that_can_be_read_aloud() -> None:
    assert money(row()) == "5.0 billion riel (4.0 to 6.0)"
    assert money(row(estimate=5e6, ci_low=4e6, ci_high=6e6)) == "5.0 million riel (4.0 to 6.0)"
    assert money(row(estimate=40_000, ci_low=40_000, ci_high=40_000)) == "40,000 riel (as assumed)"
    assert heads(row(estimate=1.2e6, ci_low=1.1e6, ci_high=1.3e6)) == "1.20 million people (1.10 to 1.30)"
    assert heads(row(estimate=0, ci_low=0, ci_high=0, n=0)) == "nobody"
    assert money(row(estimate=0, ci_low=0, ci_high=0, n=0)) == "nothing"
    assert heads(row(estimate=640, ci_low=500, ci_high=780)) == "640 people (500 to 780)"


def test_the_picture_and_the_figures_do_not_need_the_upper_floor() -> None:
    code = "import sys, labkit.protection, labkit.plots; sys.exit('labkit.course' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nobody_is_fewer_than_nobody() -> None:
    assert heads(row(estimate=690, ci_low=-380, ci_high=1_760)) == "690 people (0 to 1,760)"
    assert money(row(estimate=3e6, ci_low=-1e6, ci_high=7e6)) == "3.0 million riel (0.0 to 7.0)"
    assert in_thousands(row(estimate=690, ci_low=-380, ci_high=1_760))["ci_low"].item() == 0


def test_a_run_without_sliders_shows_its_sentence_and_its_picture(lfs: Survey) -> None:
    done = simulate(lfs, Setting(take_up=0.1, subsidy=0), place="Cambodia")
    captured = shown(done)
    assert done.sentence in str(captured.outputs[0].data)
    assert captured.outputs[1].data["text/plain"] == done.picture.alt
