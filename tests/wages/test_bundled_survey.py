"""The bundled survey against the truth of the population that it was drawn from."""

import json
from pathlib import Path

import pytest

import labkit as lk
from labkit import Survey
from labkit.wages import factor_weighted_gap, kaitz_index, low_pay_rate, noncompliance, pay_gap

TRUTH = json.loads((Path(__file__).parents[2] / "datasets" / "lfs" / "truth.json").read_text(encoding="utf-8"))


def distance(table, truth: float) -> float:
    return abs(table["estimate"].item() - truth) / table["se"].item()


@pytest.mark.parametrize("area", ["total", "urban", "rural"])
def test_the_raw_gap_is_near_the_populations(employees: Survey, area: str) -> None:
    survey = employees if area == "total" else employees.filter(employees.frame["area"] == area)
    assert distance(pay_gap(survey, "monthly_pay"), TRUTH["raw_pay_gap"][area]) < 3


@pytest.mark.parametrize("sex", ["male", "female"])
def test_the_kaitz_index_is_near_the_populations(employees: Survey, sex: str) -> None:
    minimum = TRUTH["wage_equation"]["minimum wage"]
    table = kaitz_index(employees, "monthly_pay", minimum, by="sex")
    truth = 100 * minimum / TRUTH["mean_monthly_pay"][sex]
    assert distance(table[table["sex"] == sex], truth) < 3


def test_hourly_earnings_and_its_shares_are_plausible(employees: Survey) -> None:
    known = employees.frame["monthly_pay"].notna() & employees.frame["usual_hours"].notna()
    assert (employees.frame["hourly"].notna() == known).all()
    assert 10 < low_pay_rate(employees, "hourly")["estimate"].item() < 35
    factors = factor_weighted_gap(employees, "hourly", ["education", "area"], minimum=15)
    assert factors["dropped_share"].item() == 0
    assert factors["se"].item() < 2


def test_part_months_and_allowances_change_compliance(employees: Survey) -> None:
    factories = employees.filter(
        (employees.frame["industry"] == "C manufacturing") & (employees.frame["size"] == "50+")
    )
    full = factories.assign(full=lk.wages.full_month_pay(factories.frame, hours="usual_hours"))
    rates = {
        column: noncompliance(full, column, 737_000)["estimate"].iloc[0]
        for column in ("monthly_pay", "basic_pay", "full")
    }
    assert rates["full"] < rates["basic_pay"]
    assert rates["monthly_pay"] < rates["basic_pay"]
