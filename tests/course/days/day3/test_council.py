"""The wage council: offers that are none, figures that do not belong to the offer, and what is only assumed."""

import pytest

import labkit as lk
from labkit import words
from labkit.course.days.day3.council import Offer, council_check
from labkit.errors import OptionError
from labkit.survey import Survey
from labkit.wages import minimum_wage_reform

CURRENT = 737_000


@pytest.fixture(scope="module")
def covered() -> Survey:
    lfs = lk.load("lfs")
    return lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")


def figure(covered: Survey, measure: str, compliance: str, percent: float = 10) -> float:
    table = minimum_wage_reform(covered, CURRENT * (1 + percent / 100), current=CURRENT, compliance=compliance)
    return words.one_row(table, measure=measure)["estimate"]


@pytest.mark.parametrize(
    ("percent", "hint"),
    [
        (0.05, "5, not 0.05"),
        (220, "dollars"),
        ("5%", "quotation marks"),
        ((2, 5), "point for decimals"),
        (-3, ""),
        (True, ""),
        (float("nan"), ""),
    ],
)
def test_an_offer_is_percent_over_today_s_minimum(percent: object, hint: str) -> None:
    with pytest.raises(OptionError, match="no raise that can be computed") as error:
        Offer(percent)
    assert hint in str(error.value)


@pytest.mark.parametrize("jobs_lost", [(3, 1, 0), (0, 1), (0, 1, 300), 2, ("0", "1", "3")])
def test_assumed_jobs_are_low_middle_and_high(jobs_lost: object) -> None:
    with pytest.raises(OptionError, match="low, a middle and a high"):
        Offer(5, jobs_lost=jobs_lost)


def test_the_table_for_the_brief_is_the_library_s(covered: Survey) -> None:
    table = council_check(Offer(10), covered).table.set_index("option")
    for compliance in ("as today", "full"):
        assert table["estimate"][f"gain {compliance}"] == figure(covered, "share who gain", compliance)
        cost = table["estimate"][f"cost {compliance}"]
        assert 1e9 * cost == pytest.approx(figure(covered, "cost per month", compliance))
    assert table["unit"].tolist() == ["percent", "billion riel a month"] * 2
    assert table["assumption"].nunique() == 2


def test_own_figures_stand(covered: Survey) -> None:
    for compliance in ("as today", "full"):
        gaining = round(figure(covered, "share who gain", compliance))
        cost = round(figure(covered, "cost per month", compliance) / 1e9, 1)
        checked = council_check(Offer(10, compliance), covered, gaining=gaining, cost_bn=cost)
        assert checked.stands
        assert checked.text.count("this stands") == 2


def test_the_figures_of_the_other_compliance_are_stopped(covered: Survey) -> None:
    checked = council_check(
        Offer(10, "full"),
        covered,
        gaining=round(figure(covered, "share who gain", "as today")),
        cost_bn=round(figure(covered, "cost per month", "as today") / 1e9, 1),
    )
    assert not checked.stands
    assert checked.text.count("figure for compliance as today, but your offer says full") == 2


@pytest.mark.parametrize("compliance", ["as today", "full"])
@pytest.mark.parametrize("percent", [5, 8.5, 15])
def test_everybody_times_the_raise_is_stopped(covered: Survey, compliance: str, percent: float) -> None:
    naive = covered.total()["estimate"].item() * CURRENT * percent / 100 / 1e9
    checked = council_check(Offer(percent, compliance), covered, cost_bn=round(naive, 1))
    assert not checked.stands
    assert "everybody times the raise" in checked.text


def test_the_share_who_do_not_gain_and_a_stray_figure_are_told_apart(covered: Survey) -> None:
    not_gaining = 100 - figure(covered, "share who gain", "full", percent=15)
    assert "who do *not* gain?" in council_check(Offer(15, "full"), covered, gaining=round(not_gaining, 1)).text
    stray = council_check(Offer(15, "full"), covered, gaining=3, cost_bn=400)
    assert stray.text.count("the survey says") == 2


def test_jobs_are_held_still_unless_assumed_and_then_called_so(covered: Survey) -> None:
    still = council_check(Offer(5), covered).text
    assert "held still" in still
    assert "Assumption" not in still
    assumed = council_check(Offer(5, jobs_lost=(-1, 0, 2)), covered).text
    assert "Assumption without a source" in assumed
    assert "won" in assumed
    lost = words.people(0.02 * covered.total()["estimate"].item())
    assert f"about {lost} lost" in assumed


def test_only_full_compliance_asks_for_the_government_s_promise(covered: Survey) -> None:
    assert "Only the government" in council_check(Offer(5, "full"), covered).text
    assert "Only the government" not in council_check(Offer(5), covered).text


def test_no_raise_is_an_offer(covered: Survey) -> None:
    assert "nobody" in council_check(Offer(0), covered).text


def test_a_number_is_no_offer(covered: Survey) -> None:
    with pytest.raises(OptionError, match=r"no offer[\s\S]*such as Offer\(percent=5\)"):
        council_check(5, covered)


def test_the_picture_of_an_offer_is_shown_once_and_not_again_with_the_figures_to_sign(covered: Survey, monkeypatch):
    shown: list[object] = []
    monkeypatch.setattr("labkit.course.days.day3.council.display", lambda *what: shown.extend(what))
    for checked in (council_check(Offer(5), covered), council_check(Offer(5), covered, gaining=38)):
        checked._ipython_display_()
    assert len(shown) == 3
