"""Coverage and its gap: explicit answers, denominators, and the bundled survey against its known truth."""

import json
from pathlib import Path

import pandas as pd
import pytest

import labkit as lk
from labkit import protection
from labkit.errors import ColumnError, DataError, OptionError
from labkit.survey import Survey

TRUTH = json.loads((Path(__file__).parents[2] / "datasets/lfs/truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


def people(**columns: object) -> Survey:
    """Six adults: four employees, one on her own account, one unemployed; a child and a man of 70."""
    frame = pd.DataFrame(
        {
            "age": [30, 30, 30, 30, 40, 25, 8, 70],
            "worked_hour": ["yes"] * 5 + ["no", None, "no"],
            "temporarily_absent": [None] * 5 + ["no", None, "no"],
            "looked_for_work": [None] * 5 + ["yes", None, "no"],
            "available": [None] * 5 + ["yes", None, "no"],
            "future_start": [None] * 5 + ["no", None, "no"],
            "status": ["employee"] * 4 + ["own-account worker", None, None, None],
            "social_security": ["yes", "no", "don't know", None, None, None, None, None],
            "nssf_member": ["yes", "yes", "no", "don't know", None, None, None, None],
            "household_consumption": [100.0] * 4 + [50.0] * 4,
        }
    )
    return Survey(frame.assign(**columns))


def value(table: pd.DataFrame) -> float:
    return float(table["estimate"].item())


@pytest.mark.parametrize(
    ("of", "percent"),
    [
        ("employees", 100 / 4),
        ("employed", 100 / 5),
        ("labour force", 100 / 6),
        ("working age", 100 / 7),
        ("population", 100 / 8),
        ("unemployed", 0),
        ("children", 0),
        ("older people", 0),
        ("vulnerable", 0),
    ],
)
def test_each_denominator(of: str, percent: float) -> None:
    assert value(protection.coverage(people(), of=of)) == pytest.approx(percent)


def test_dont_know_and_no_answer_are_not_covered_unless_left_out() -> None:
    assert value(protection.coverage(people(), of="employees")) == pytest.approx(25)
    table = protection.coverage(people(), of="employees", unknown="left out")
    assert (value(table), table["n"].item()) == (pytest.approx(50), 2)


def test_several_kinds_of_cover_count_a_person_once() -> None:
    survey = people()
    both = value(protection.effective_coverage(survey, ["social_security", "nssf_member"], "employees"))
    apart = value(protection.coverage(survey, of="employees")) + value(protection.coverage(survey, "registration"))
    assert (both, apart) == (pytest.approx(50), pytest.approx(75))
    yes = protection.known_yes(survey.frame, ["social_security", "nssf_member"])
    assert yes.fillna(False).astype(bool).tolist() == [True, True] + [False] * 6
    # A yes stands, whatever else is not known.
    unsure = people(nssf_member=["don't know", "yes", "no", "don't know", None, None, None, None])
    table = protection.effective_coverage(unsure, ["social_security", "nssf_member"], "employees", unknown="left out")
    assert (value(table), table["n"].item()) == (pytest.approx(100), 2)


def test_pensions_are_for_people_above_the_statutory_age() -> None:
    survey = people(pension=[None, None, None, None, None, None, None, "yes"])
    assert value(protection.coverage(survey, "old age")) == pytest.approx(100)
    assert protection.coverage(survey, "old age", retirement_age=75)["n"].sum() == 0
    assert value(protection.coverage(survey, "old age", retirement_age=40)) == pytest.approx(50)


def test_benefits_of_the_poor_and_the_unemployed() -> None:
    survey = people(unemployment_benefit=["no"] * 5 + ["yes", "no", "no"])
    assert value(protection.coverage(survey, "unemployment")) == pytest.approx(100)
    poor = protection.effective_coverage(survey, "unemployment_benefit", "poor", poverty_line=60)
    assert (value(poor), poor["n"].item()) == (pytest.approx(25), 4)
    with pytest.raises(OptionError, match="no poverty line"):
        protection.effective_coverage(survey, "unemployment_benefit", "poor")
    with pytest.raises(DataError, match="'household_consumption' has 8 amounts below zero"):
        protection.people_of(survey.assign(household_consumption=-9.0), "poor", poverty_line=60)


def test_covered_and_gap_add_up(lfs: lk.Survey) -> None:
    by = ["sex", "area"]
    covered = protection.coverage(lfs, "registration", by)
    gap = protection.coverage_gap(lfs, "registration", by)
    assert (covered["estimate"] + gap["estimate"]).tolist() == pytest.approx([100.0] * 4)
    assert gap["se"].tolist() == pytest.approx(covered["se"].tolist())
    missing = protection.coverage_gap(lfs, "registration", measure="people")["estimate"].item()
    employees = protection.people_of(lfs, "employees").total()["estimate"].item()
    assert 100 * missing / employees == pytest.approx(value(protection.coverage_gap(lfs, "registration")))


def test_registered_is_not_contributing() -> None:
    table = protection.contributors_and_registered(people()).set_index("measure")["estimate"]
    assert table.tolist() == pytest.approx([2.0, 1.0, 50.0])


def test_bundled_survey_agrees_with_the_truth(lfs: lk.Survey) -> None:
    total = protection.coverage(lfs, "registration")
    assert abs(value(total) - TRUTH["rates"]["nssf_membership_rate"]["total"]) < 3 * total["se"].item()
    for by in ("sex", "area"):
        for _, row in protection.coverage(lfs, "registration", by).iterrows():
            assert abs(row["estimate"] - TRUTH["rates"]["nssf_membership_rate"][row[by]]) < 3 * row["se"]
    members = protection.contributors_and_registered(lfs).iloc[0]
    assert abs(members["estimate"] / 1e6 - TRUTH["nssf_members"]["total"]) < 3 * members["se"] / 1e6


def test_wrong_calls_say_what_to_do(lfs: lk.Survey) -> None:
    with pytest.raises(OptionError, match="'registration'"):
        protection.coverage(lfs, "pensions")
    with pytest.raises(OptionError, match="'employees'"):
        protection.coverage(lfs, of="everybody")
    with pytest.raises(OptionError, match="'left out'"):
        protection.coverage(lfs, unknown="drop")
    with pytest.raises(OptionError, match="'people'"):
        protection.coverage_gap(lfs, measure="number")
    with pytest.raises(ColumnError, match="no column 'pension'"):
        protection.coverage(lfs, "old age")
    with pytest.raises(ColumnError, match="words that labkit does not know"):
        protection.coverage(people(social_security=[1, 2, 1, 2, None, None, None, None]), of="employees")
