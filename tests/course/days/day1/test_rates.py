"""Three rates of one survey, and what a province's rate rests on."""

import pytest

import labkit as lk
from labkit.course.days.day1.provinces import cases_by_province, three_provinces
from labkit.course.days.day1.rates import RULES, say_rate, three_rates
from labkit.errors import OptionError


def test_three_rates_are_the_library_s_own() -> None:
    lfs = lk.load("lfs")
    found = three_rates(lfs).set_index("rule")["estimate"]
    assert (
        found["relaxed, national variant"] == lk.labour.unemployment_rate(lfs, definition="relaxed")["estimate"].item()
    )
    assert found["strict, rule of 1982"] == lk.labour.unemployment_rate(lfs, standard="icls13")["estimate"].item()


@pytest.mark.parametrize("rule", RULES)
def test_the_sentence_says_place_and_rule(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("labkit.course.days.day1.rates.say", said.append)
    say_rate(lk.load("lfs"), "Cambodia", rule)
    assert said[0].startswith("In Cambodia, ") and f"*{rule}*" in said[0]


def test_another_rule_is_refused() -> None:
    with pytest.raises(OptionError, match="strict"):
        say_rate(lk.load("lfs"), "Cambodia", "strikt")


def test_the_flag_of_a_province_goes_by_its_cases() -> None:
    lfs = lk.load("lfs")
    cases = cases_by_province(lfs).set_index("province")["unemployed"]
    flags = lk.labour.unemployment_rate(lfs, by="province").set_index("province")["flag"]
    assert (flags.loc[cases.index] == "S").tolist() == (cases < 5).tolist()


def test_a_count_below_five_is_not_shown() -> None:
    lfs = lk.load("lfs")
    few = cases_by_province(lfs)["unemployed"].iloc[0] < 5
    shown = three_provinces(lfs)["of them unemployed"]
    assert len(shown) == 3
    assert (shown.iloc[0] == "fewer than 5") == few
