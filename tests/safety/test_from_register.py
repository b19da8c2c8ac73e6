"""Rates from a register: the right denominator, Poisson intervals, days, and the comparison with a survey."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson

import labkit as lk
from labkit import safety
from labkit.errors import ColumnError, DataError, OptionError
from labkit.survey import Survey

TRUTH = json.loads((Path(__file__).parents[2] / "datasets/injuries/truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def register() -> pd.DataFrame:
    return lk.load("injuries")


def small(**columns: object) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "sex": ["female", "male", "male"],
            "insured_workers": [1000, 3000, 1000],
            "hours_worked": [2e6, 6e6, 2e6],
            "nonfatal_cases": [10, 30, 0],
            "fatal_cases": [0, 1, 1],
            "days_lost": [50, 400, 0],
            "commuting_nonfatal_cases": [4, 4, 4],
            "commuting_fatal_cases": [0, 0, 1],
        }
    )
    return frame.assign(**columns)


def test_rates_by_group_and_outcomes_apart() -> None:
    table = safety.register_rate(small(), "sex").set_index("sex")
    assert table["estimate"].to_dict() == {"female": 1000.0, "male": 750.0}
    assert table["n"].to_dict() == {"female": 10, "male": 30}
    assert safety.register_rate(small(), outcome="fatal")["estimate"].item() == pytest.approx(40)
    assert safety.register_rate(small(), outcome="commuting nonfatal")["estimate"].item() == pytest.approx(240)
    assert safety.register_rate(small(), outcome="commuting fatal")["estimate"].item() == pytest.approx(20)
    assert safety.register_rate(small(), rate="frequency")["estimate"].item() == pytest.approx(4)


@pytest.mark.parametrize("level", [0.9, 0.95])
@pytest.mark.parametrize("cases", [0, 1, 7, 350])
def test_poisson_interval_is_exact(cases: int, level: float) -> None:
    (low,), (high,) = safety.poisson_interval(np.array([float(cases)]), level)
    tail = (1 - level) / 2
    # At the ends of the interval the count is just not too unlikely.
    assert poisson.cdf(cases, high) == pytest.approx(tail)
    if cases:
        assert poisson.sf(cases - 1, low) == pytest.approx(tail)
    else:
        assert low == 0


def test_no_case_has_an_interval_too() -> None:
    row = safety.register_rate(small(), "sex", outcome="fatal").set_index("sex").loc["female"]
    assert (row["estimate"], row["se"], row["ci_low"], row["df"], row["flag"]) == (0, 0, 0, 0, "S")
    assert row["ci_high"] == pytest.approx(100 * -np.log(0.025))


def test_days() -> None:
    table = safety.register_days(small(), "sex").set_index("sex")
    assert table["days_per_case"].to_dict() == {"female": 5.0, "male": pytest.approx(400 / 30)}
    assert table["severity_rate"].to_dict() == {"female": 25.0, "male": 50.0}
    nobody = safety.register_days(small(nonfatal_cases=0, days_lost=0))
    assert np.isnan(nobody["days_per_case"].item())


def test_bundled_register_is_explained_by_the_truth(register: pd.DataFrame) -> None:
    expected, cases = 0.0, 0
    for _, row in register.iterrows():
        rate = TRUTH["incidence_rate"][str(row["year"])][row["industry"]][row["sex"]]["nonfatal"]
        registered = 1 - TRUTH["unregistered_percent"][row["industry"]]["nonfatal"] / 100
        expected += rate * registered * row["insured_workers"] / 1e5
        cases += row["nonfatal_cases"]
    assert abs(cases - expected) < 4 * np.sqrt(expected)
    assert safety.register_rate(register)["n"].item() == cases


def injured_workers() -> Survey:
    frame = pd.DataFrame(
        {
            "age": 30,
            "worked_hour": "yes",
            "temporarily_absent": None,
            "looked_for_work": None,
            "available": None,
            "future_start": None,
            "usual_hours": 48.0,
            "sex": ["female", "male"] * 50,
            "nssf_member": ["yes"] * 80 + ["no"] * 20,
            "injured": (["yes"] * 2 + ["no"] * 38) * 2 + ["yes"] * 20,
        }
    )
    return Survey(frame)


def test_registered_share_compares_insured_with_insured() -> None:
    survey = injured_workers()
    table = safety.registered_share(small(), survey)
    # The survey: 4 of 80 insured workers, 5,000 per 100,000; the register: 40 of 5,000, 800 per 100,000.
    assert table[["register_rate", "survey_rate", "estimate"]].iloc[0].tolist() == pytest.approx([800, 5000, 16])
    assert table["n"].item() == 4
    asked = safety.workers_incidence_rate(survey.filter(survey.frame["nssf_member"] == "yes"))
    relative = np.sqrt(1 / 40 + asked["cv"].item() ** 2)
    assert table["se"].item() == pytest.approx(16 * relative)
    assert table["ci_low"].item() * table["ci_high"].item() == pytest.approx(16**2)
    everybody = safety.registered_share(small(), survey, insured=None)
    assert everybody["survey_rate"].item() == pytest.approx(24_000)


def test_registered_share_by_group() -> None:
    table = safety.registered_share(small(), injured_workers(), "sex").set_index("sex")
    assert table["estimate"].to_dict() == pytest.approx({"female": 100 * 1000 / 5000, "male": 100 * 750 / 5000})
    none_injured = injured_workers().assign(injured="no")
    row = safety.registered_share(small(), none_injured).iloc[0]
    assert np.isnan(row["estimate"])
    assert row["n"] == 0
    with pytest.raises(DataError, match="no group in common"):
        safety.registered_share(small(sex=["f", "m", "m"]), injured_workers(), "sex")


def test_a_group_that_one_side_spells_otherwise_is_named() -> None:
    spelled = small(sex=["Female", "male", "male"])
    with pytest.raises(DataError, match="survey spells groups of 'sex' otherwise") as refused:
        safety.registered_share(spelled, injured_workers(), "sex")
    assert "'Female'" in refused.value.got
    # A group that is known and has nobody in it is no mistake.
    men = injured_workers().frame.query("sex == 'male'")
    men = Survey(men.assign(sex=pd.Categorical(men["sex"], ["female", "male"])))
    assert safety.registered_share(small(), men, "sex")["sex"].tolist() == ["male"]


def test_bundled_data_show_under_reporting(register: pd.DataFrame) -> None:
    lfs = lk.load("lfs")
    labels = register["industry"].unique().tolist()
    grouped = lfs.assign(branch=safety.industry_group(lfs.frame["industry"], labels))
    known = register[register["year"] == 2019]
    assert safety.registered_share(known, lfs)["ci_high"].item() < 50
    table = safety.registered_share(known.assign(branch=known["industry"]), grouped, "branch").set_index("branch")
    assert table.loc["C manufacturing", "flag"] == ""
    assert table.loc["F construction", "ci_high"] < table.loc["C manufacturing", "ci_low"] + 10
    assert grouped.frame["branch"].notna().sum() == lfs.frame["industry"].notna().sum()


def test_industry_group_refuses_a_section_without_a_group() -> None:
    with pytest.raises(DataError, match="in no group"):
        safety.industry_group(pd.Series(["Z unknown"]), ["A agriculture"])


@pytest.mark.parametrize(
    ("column", "values", "problem"),
    [
        ("nonfatal_cases", [1.5, 2, 3], "not whole"),
        ("nonfatal_cases", [-1, 2, 3], "negative"),
        ("insured_workers", [np.nan, 2, 3], "missing"),
        ("insured_workers", [0, 0, 0], "divide by"),
    ],
)
def test_wrong_registers(column: str, values: list[float], problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        safety.register_rate(small(**{column: values}))


def test_wrong_options() -> None:
    with pytest.raises(OptionError, match="'frequency'"):
        safety.register_rate(small(), rate="severity")
    with pytest.raises(OptionError, match="'nonfatal'"):
        safety.register_rate(small(), outcome="all")
    with pytest.raises(OptionError, match="level"):
        safety.register_rate(small(), level=95)
    with pytest.raises(ColumnError, match="no column 'people'"):
        safety.register_rate(small(), workers="people")


def test_years_are_not_mixed() -> None:
    with pytest.raises(DataError, match="several years") as refused:
        safety.registered_share(lk.load("injuries"), lk.load("lfs"))
    assert "2019" in refused.value.got


@pytest.mark.parametrize("by", [None, "sex"])
def test_a_register_without_a_row_is_refused(register: pd.DataFrame, by: str | None) -> None:
    with pytest.raises(DataError, match="No row of the register is left") as refused:
        lk.safety.register_rate(register[register["year"] == "2019"], by=by)
    assert "without quotation marks" in refused.value.hint


def test_a_column_in_which_nobody_says_yes_is_refused(register: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="Nobody in the survey answers"):
        safety.registered_share(register[register["year"] == 2019], lk.load("lfs"), insured="health_cover")
