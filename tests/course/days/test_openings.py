"""The first and last minutes of each day: words of the glossary, and answers that labkit itself gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.course.days.day2.people import seven_people
from labkit.course.lessons.days import Day, Opening, read_day, read_days
from labkit.course.site.glossary import terms
from labkit.course.site.start.room import first_and_last
from labkit.course.support import plain_language
from labkit.course.support.paths import Course
from labkit.errors import CourseError
from labkit.quality import reliability_flags

DAYS = read_days(Course(Path(__file__).parents[3]))
NOT_ASKED = {"worked_hour": "no", "temporarily_absent": "no", "looked_for_work": "no", "future_start": "no"}


def stopped_looking() -> bool:
    person = pd.DataFrame({"age": [30], **{name: [word] for name, word in NOT_ASKED.items()}, "available": ["yes"]})
    return lk.labour.labour_force_status(person).item() == "outside the labour force"


def four_cases() -> bool:
    return list(reliability_flags([4, 5])) == ["S", "U"]


def of_the_labour_force() -> bool:
    lfs = lk.load("lfs")
    jobs = lk.labour.labour_force_status(lfs.frame)
    looked_for, worked = ((jobs == state) * lfs.frame["weight"] for state in ("unemployed", "employed"))
    rate = lk.labour.unemployment_rate(lfs)["estimate"].item()
    return rate == pytest.approx(100 * looked_for.sum() / (looked_for + worked).sum())


def weight_of_360() -> bool:
    people = pd.DataFrame({"stratum": [1, 1], "psu": [1, 2], "weight": [360.0, 140.0], "here": [1.0, 0.0]})
    total = lk.Survey(people, weight="weight", stratum="stratum", psu="psu").total("here")
    return bool(total["estimate"].item() == 360)


def family_helper() -> bool:
    helper = seven_people().loc[["Leakhena"]]
    jobs = {lk.informality.job_formality(helper.assign(registered=word)).item() for word in ("yes", "no")}
    return jobs == {"informal"}


def undeclared_cook() -> bool:
    cook = seven_people().loc[["Piseth"]].assign(social_security="no")
    unit, job = lk.informality.production_unit(cook).item(), lk.informality.job_formality(cook).item()
    return bool((unit, job) == ("formal", "informal"))


def overlap() -> bool:
    """Two intervals can overlap, and the difference be far from zero."""
    low, high, error = 10.0, 13.0, 1.0
    return high - 1.96 * error < low + 1.96 * error and (high - low) / np.hypot(error, error) > 1.96


def no_hours() -> bool:
    pay = lk.wages.hourly_earnings(pd.DataFrame({"monthly_pay": [900.0], "usual_hours": [np.nan]}), weeks=None)
    return bool(pay.isna().all())


def over_mens_pay() -> bool:
    people = {"stratum": [1] * 4, "psu": [1, 2, 3, 4], "weight": [1.0] * 4, "sex": ["male", "female"] * 2}
    survey = lk.Survey(pd.DataFrame({**people, "pay": [10.0, 8.0] * 2}), weight="weight", stratum="stratum", psu="psu")
    return bool(lk.wages.pay_gap(survey, "pay")["estimate"].item() == pytest.approx(20)) and 2 / 8 > 2 / 10


def mean_of_ratios() -> bool:
    return np.mean([300 / 300, 1200 / 400]) == 2 != (300 + 1200) / (300 + 400)


def on_the_way() -> bool:
    company = pd.DataFrame(
        {"insured_workers": [100], "hours_worked": [2e5], "nonfatal_cases": [1], "commuting_nonfatal_cases": [2]}
    )
    return bool(lk.safety.register_rate(company)["estimate"].item() == 1 * 1000)


def no_death() -> bool:
    year = pd.DataFrame({"insured_workers": [3000], "fatal_cases": [0]})
    rate = lk.safety.register_rate(year, outcome="fatal")
    return bool(rate["estimate"].item() == 0 and round(rate["ci_high"].item()) == 123)


HOLDS: dict[tuple[str, int], tuple[Callable[[], bool], str]] = {
    ("day1", 3): (stopped_looking, "outside the labour force"),
    ("day2", 1): (four_cases, "No. It rests on 4 cases. A rate on fewer than 5 cases is suppressed."),
    ("day2", 2): (of_the_labour_force, "the employed and the unemployed"),
    ("day2", 3): (weight_of_360, "360 people"),
    ("day3", 1): (family_helper, "No. By the rules of 2003 family helpers have an informal job, whatever the unit."),
    ("day3", 2): (undeclared_cook, "He has an informal job. His unit is in the formal sector"),
    ("day3", 3): (overlap, "Nobody can say from that. Estimate the difference"),
    ("day4", 1): (no_hours, "It is missing. It is not zero"),
    ("day4", 2): (over_mens_pay, "Of men's pay. Over women's pay it is another, larger figure."),
    ("day5", 1): (mean_of_ratios, "2 months"),
    ("day5", 2): (on_the_way, "1. Injuries on the way to work are shown apart"),
    ("day5", 3): (no_death, "The count is zero. The exact interval of the rate goes up to 123 per 100,000."),
}
NO_RULE = {("day1", 1), ("day1", 2), ("day4", 3)}
"""What people wrote at their registration, and what no calculation can prove: that a gap is no proof."""

ASKED = {
    (day, place): answer for day, about in DAYS.items() for place, (_, answer) in enumerate(about.opening.questions, 1)
}


def test_each_answer_is_held_against_the_data_or_is_no_rule() -> None:
    assert ASKED.keys() == HOLDS.keys() | NO_RULE


@pytest.mark.parametrize("question", HOLDS, ids=str)
def test_an_answer_is_what_labkit_finds(question: tuple[str, int]) -> None:
    holds, said = HOLDS[question]
    assert said in ASKED[question]
    assert holds()


@pytest.mark.parametrize("day", [day for day in DAYS.values() if day.opening.words], ids=lambda day: day.name)
def test_each_day_with_an_opening_has_all_of_it_and_closes(day: Day) -> None:
    assert len(set(day.opening.words)) == 8
    assert set(day.opening.words) <= {term.term for term in terms()}
    assert len(day.opening.questions) == 3
    assert "__" in day.closing.sentence
    assert day.closing.tomorrow
    assert any(name.startswith("Opening") for name, _ in day.before)
    assert any(name.startswith("Closing") for name, _ in day.after)
    told = [line for pair in day.opening.questions for line in pair] + [day.closing.tomorrow]
    assert not plain_language.remarks([_Text(line) for line in told])


class _Text:
    cell_type = "markdown"

    def __init__(self, source: str) -> None:
        self.source = source


def test_the_facilitator_has_questions_words_and_the_next_day_in_hand() -> None:
    html = " ".join(first_and_last(DAYS["day2"], DAYS, 3).split())
    assert DAYS["day2"].question in html
    assert DAYS["day3"].question in html
    assert html.count('class="answer"') == 3
    assert html.count('lang="km"') == 8
    assert first_and_last(Day("day9"), DAYS, 3) == ""


def test_a_day_needs_neither_opening_nor_closing_and_a_wrong_entry_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "day7"
    folder.mkdir()
    (folder / "day.toml").write_text('title = "Seven"\n', "utf-8")
    assert read_day(folder).opening == Opening()
    (folder / "day.toml").write_text('title = "Seven"\n[opening]\nword = ["mean"]\n', "utf-8")
    with pytest.raises(CourseError, match="entry about a day"):
        read_day(folder)
