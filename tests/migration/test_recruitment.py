"""Recruitment costs: the edge cases of SDG 10.7.1, and the bundled survey against its known truth."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import migration
from labkit.errors import ColumnError, DataError, OptionError
from labkit.survey import Survey

TRUTH = json.loads((Path(__file__).parents[2] / "datasets/recruitment/truth.json").read_text(encoding="utf-8"))
STATISTICS = {"mean": "mean", "median": "median", "p80": "percentile_80"}


@pytest.fixture(scope="module")
def workers() -> lk.Survey:
    return lk.load("recruitment")


def few(**columns: object) -> Survey:
    frame = pd.DataFrame(
        {
            "cost": [0.0, 300.0, 900.0, 500.0, 500.0, np.nan],
            "earnings": [200.0, 300.0, 300.0, 0.0, np.nan, 400.0],
            "destination": "Thailand",
            "work_status": "employee",
            "commutes": "no",
            "sector": "construction",
            "sex": ["female", "female", "male", "male", "male", "female"],
            "weight": [1.0, 1.0, 2.0, 1.0, 1.0, 1.0],
        }
    )
    return Survey(frame.assign(**columns), weight="weight")


def indicator(survey: Survey, by: str | None = None, **options: object) -> pd.DataFrame:
    return migration.recruitment_cost_indicator(survey, by, **{"cost": "cost", "earnings": "earnings", **options})


def test_cost_of_zero_counts_and_earnings_of_zero_do_not() -> None:
    table = indicator(few())
    assert table["estimate"].item() == pytest.approx((0 + 1 + 2 * 3) / 4)
    assert (table["n"].item(), table["excluded"].item()) == (3, 3)
    by_sex = indicator(few(), "sex").set_index("sex")
    assert by_sex["excluded"].to_dict() == {"female": 1, "male": 2}
    assert by_sex["estimate"].to_dict() == pytest.approx({"female": 0.5, "male": 3.0})


def test_it_is_no_ratio_of_means() -> None:
    ratio_of_means = (0 + 300 + 2 * 900) / (200 + 300 + 2 * 300)
    assert indicator(few())["estimate"].item() != pytest.approx(ratio_of_means)


def test_median_and_fourth_quintile() -> None:
    survey = few(cost=[100.0, 200.0, 300.0, 400.0, 500.0, 600.0], earnings=100.0, weight=1.0)
    assert indicator(survey, statistic="median")["estimate"].item() == 3
    assert indicator(survey, statistic="p80")["estimate"].item() == 5


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("destination", "Cambodia"),
        ("work_status", "own-account worker"),
        ("commutes", "yes"),
        ("sector", "fishing at sea"),
        ("destination", None),
    ],
)
def test_who_is_outside_the_indicator(column: str, value: str | None) -> None:
    values = few().frame[column].tolist()
    values[1] = value
    survey = few(**{column: values})
    assert indicator(survey)["n"].item() == 2
    assert indicator(survey, scope="all")["n"].item() == 3


def test_several_cost_items_are_added_and_a_missing_one_makes_the_cost_unknown() -> None:
    survey = few(travel=[50.0, 0.0, 0.0, 0.0, 0.0, np.nan], papers=[0.0, 300.0, np.nan, 1.0, 1.0, 1.0])
    table = indicator(survey, cost=["travel", "papers"])
    assert (table["estimate"].item(), table["n"].item()) == (pytest.approx((0.25 + 1) / 2), 2)
    assert table["excluded"].item() == 4


def test_nobody_with_a_ratio() -> None:
    table = indicator(few(earnings=0.0))
    assert np.isnan(table["estimate"].item())
    assert (table["n"].item(), table["excluded"].item(), table["flag"].item()) == (0, 6, "S")


def test_bundled_survey_agrees_with_the_truth(workers: lk.Survey) -> None:
    known = TRUTH["recruitment_cost"]
    for statistic, key in STATISTICS.items():
        total = migration.recruitment_cost_indicator(workers, statistic=statistic)
        assert abs(total["estimate"].item() - known["total"][key]) < 2 * total["se"].item()
        for by in ("destination", "sex", "channel"):
            table = migration.recruitment_cost_indicator(workers, by, statistic=statistic)
            assert set(table[by].astype(str)) == set(known[by])
            for _, row in table.dropna(subset="se").iterrows():
                assert abs(row["estimate"] - known[by][row[by]][key]) < 3 * row["se"]
    people = migration.workers_in_scope(workers)
    people = people.filter(people.frame["monthly_earnings"] > 0).total()
    assert abs(people["estimate"].item() - TRUTH["in_indicator"]) < 3 * people["se"].item()


def test_wrong_calls_say_what_to_do(workers: lk.Survey) -> None:
    with pytest.raises(DataError, match="negative"):
        indicator(few(cost=[-9.0, 1, 1, 1, 1, 1]))
    with pytest.raises(OptionError, match="'p80'"):
        indicator(few(), statistic="p90")
    with pytest.raises(OptionError, match="'sdg'"):
        indicator(few(), scope="everyone")
    with pytest.raises(ColumnError, match="no column 'wage'"):
        migration.recruitment_cost_indicator(workers, earnings="wage")
    with pytest.raises(ColumnError, match="no column 'commutes'"):
        indicator(Survey(few().frame.drop(columns="commutes")))


@pytest.mark.parametrize("home", ["Cambodia", "cambodia ", "CAMBODIA"])
def test_home_is_home_however_it_is_spelled(home: str) -> None:
    survey = few(destination=["Thailand", home, "Thailand", " ", None, home])
    assert migration.workers_in_scope(survey).frame.index.tolist() == [0, 2]
    assert migration.workers_in_scope(survey, home=home).frame.index.tolist() == [0, 2]
    in_categories = few(destination=pd.Categorical(["Thailand", home, "Thailand", home, None, home]))
    assert migration.workers_in_scope(in_categories).frame.index.tolist() == [0, 2]
