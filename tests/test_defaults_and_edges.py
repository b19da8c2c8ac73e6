"""What an option is where it is left out, and figures exactly at the edges of what is allowed, known or reliable."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.errors import DataError, OptionError
from labkit.protection import Assumptions, contribution_subsidy, registration_drive, size_threshold
from labkit.reading import report

# As the definitions have them: written a second time, by hand.
DEFAULTS: dict[str, Any] = {
    "working_age": 15, "retirement_age": 60, "starts": (15, 25, 35, 45, 55, 65), "more_than": 48, "level": 0.95,
    "interval": "beta", "definition": "strict", "unknown": "not covered", "scope": "sdg", "home": "Cambodia",
    "full_time": 48.0, "full_time_hours": 40.0, "fraction": 2 / 3, "tolerance": 0.0, "upper": 0.9, "lower": 0.1,
    "boundary": "whole", "amount": 200.0, "weeks_in_year": 365 / 7, "max_cv": 33.0, "registered_only": True,
    "contribution_rate": 0.008, "months": 12.0, "reference_pay": 600_000.0, "ceiling": None, "take_up": 0.05,
    "response": 0.2, "without_right": ("government",), "weeks": "weeks_worked", "injury": "work", "minimum": 1,
    "kernel": "gaussian", "employee_rule": "leave where not known", "insured": "nssf_member", "outcome": "nonfatal",
    "measures": ("LU1", "LU2", "LU3", "LU4"), "margins": False, "deff": False, "institutions": ("private business",),
    "compliance": {"minimum_wage_reform": "as today", "size_threshold": 0.5},
    "share": {"registration_drive": 0.3, "contribution_subsidy": 0.5},
    "standard": {"labour": "icls19", "informality": "icls17"},
    "reference": {"safety": "workers", "wages": "male", "registered_share": "full-time equivalents"},
    "q": {"decompose": 0.5, "wages": (0.1, 0.3, 0.5, 0.7, 0.9), "along_distribution": (0.1, 0.3, 0.5, 0.7, 0.9)},
    "method": "pooled", "question": "job", "statistic": "mean",
}  # fmt: skip
PACKAGES = ("labour", "informality", "protection", "safety", "dialogue", "migration", "wages", "inequality",
            "decomposition", "quality", "compare")  # fmt: skip


def options() -> list[tuple[str, str, str, Any]]:
    found = []
    for package in PACKAGES:
        module = getattr(lk, package)
        for name in getattr(module, "__all__", [n for n in vars(module) if n in ("flags", "reasons")]):
            if callable(getattr(module, name)) and name not in ("RateRegression", "Decomposition", "Reform"):
                for option in inspect.signature(getattr(module, name)).parameters.values():
                    if option.name in DEFAULTS and option.default is not option.empty:
                        found.append((package, name, option.name, option.default))
    return found


def test_an_option_that_is_left_out_is_what_the_definition_says() -> None:
    checked = options()
    assert {option for *_, option, _ in checked} == set(DEFAULTS)
    for package, name, option, default in checked:
        wanted = DEFAULTS[option]
        if isinstance(wanted, dict):
            wanted = wanted[name] if name in wanted else wanted[package]
        assert default == wanted, (name, option)


def survey() -> lk.Survey:
    lfs = lk.load("lfs")
    return lfs.filter(lfs.frame["province"] == "Kep")


ALLOWED: list[tuple[Callable[[Any], object], list[Any], list[Any]]] = [
    (lambda v: lk.labour.long_hours_share(survey(), more_than=v), [0, 168], [-1, 169]),
    (lambda v: lk.labour.underemployment_rate(survey(), hours_threshold=v), [1, 168], [0, 169]),
    (lambda v: lk.labour.working_poverty_rate(survey(), line=v), [1], [0, -1]),
    (lambda v: lk.labour.labour_force_status(survey().frame, working_age=v), [0, 15], [-1]),
    (lambda v: lk.wages.noncompliance(survey(), "monthly_pay", 1, tolerance=v), [0, 0.99], [-0.01, 1]),
    (lambda v: lk.wages.full_month_pay(survey().frame, full_time=v), [168], [0, 169]),
    (lambda v: lk.wages.low_pay_rate(survey(), "monthly_pay", v), [0.1], [0, np.inf]),
    (lambda v: lk.wages.minimum_wage_reform(survey(), v, current=800_000), [800_000], [799_999, 0]),
    (lambda v: lk.inequality.quantile_ratio(survey(), "monthly_pay", upper=v, lower=0.5), [0.99], [0.5, 1]),
    (lambda v: survey().quantile("monthly_pay", v), [0.01, 0.99], [0, 1]),
    (lambda v: survey().mean("age", level=v), [0.01, 0.99], [0, 1]),
    (registration_drive, [0, 1], [-0.01, 1.01]),
    (lambda v: registration_drive(cost_per_person=v), [0, 10], [-1]),
    (lambda v: size_threshold(5, v), [0, 1], [1.01]),
    (lambda v: contribution_subsidy(response=v), [0, 1], [1.01]),
    (lambda v: Assumptions(contribution_rate=v), [0, 0.5], [-0.01, 0.51]),
    (lambda v: Assumptions(months=v), [0.5, 12], [0, 12.5]),
    (lambda v: Assumptions(ceiling=v), [1], [0]),
    (lambda v: Assumptions(reference_pay=v), [0], [-1]),
    (lambda v: lk.protection.people_of(survey(), "older people", retirement_age=v), [0, 60], [-1]),
    (lambda v: lk.quality.flags(survey().mean("age"), max_cv=v), [0.1], [0]),
    (lambda v: lk.quality.publishable(survey().mean("age"), max_suppressed=v), [0.01, 1], [0, 1.01]),
    (lambda v: lk.dialogue.strike_rate(10, v), [1], [0]),
    (lambda v: lk.migration.remittance_share(v, 100), [0], [-1]),
    (lambda v: lk.safety.frequency_rate(survey(), weeks_in_year=v), [1], [0]),
]


@pytest.mark.parametrize("case", range(len(ALLOWED)))
def test_an_option_is_taken_up_to_its_limits_and_refused_beyond(case: int) -> None:
    call, taken, refused = ALLOWED[case]
    for value in taken:
        call(value)
    for value in refused:
        with pytest.raises((OptionError, DataError)):
            call(value)


@pytest.mark.parametrize(
    ("n", "flag", "said"),
    [
        (0, "S", "no records"),
        (4, "S", "fewer than 5 records (4)"),
        (5, "S", "fewer than 5 of its 5 records on one side"),
        (14, "U", "fewer than 15 records (14)"),
        (15, "U", "fewer than 15 of its 15 records on one side"),
    ],
)
def test_the_reason_of_a_flag_changes_where_the_flag_does(n: int, flag: str, said: str) -> None:
    assert lk.quality.reasons(pd.DataFrame({"n": [n], "flag": [flag]})).item().startswith(said)


def test_from_nothing_there_is_no_growth() -> None:
    before = lk.Survey(pd.DataFrame({"pay": [0.0, 0, 0], "sex": "f"}))
    after = lk.Survey(pd.DataFrame({"pay": [1.0, 2, 3], "sex": "f"}))
    assert np.isnan(lk.compare.growth(lambda s: s.mean("pay"), before, after)["estimate"].item())
    lost = lk.Survey(pd.DataFrame({"pay": [-1.0, -2, -3], "sex": "f"}))
    assert lk.compare.growth(lambda s: s.mean("pay"), lost, after)["estimate"].item() == pytest.approx(-200)


def test_nobody_is_subsidised_beyond_the_whole_contribution() -> None:
    frame = pd.DataFrame({"age": [30] * 40, "labour_force_status": "employed", "status": "employee"})
    frame = frame.assign(monthly_pay=1e6, social_security="yes")
    covered = lk.Survey(frame)
    twice = [contribution_subsidy(0.8), contribution_subsidy(0.7)]
    cost = lk.protection.yearly_cost(covered, twice).set_index("measure")["estimate"]
    assert cost["subsidies to people already covered"] == pytest.approx(40 * 12 * 8_000)


def test_a_balance_near_zero_is_not_unreliable_for_its_cv() -> None:
    lfs = lk.load("lfs")
    rates = lk.migration.net_migration_rate(lfs)
    near_zero = rates[(rates["cv"] > 1) & (rates["n"] >= 15)]
    assert len(near_zero) and near_zero["flag"].eq("").all()


def test_two_years_of_a_register_are_too_many() -> None:
    register = lk.load("injuries")
    two = register[register["year"].isin(sorted(register["year"].unique())[-2:])]
    with pytest.raises(DataError, match="several years"):
        lk.safety.registered_share(two, lk.load("lfs"))


def test_published_scores_are_read_in_the_order_of_their_years() -> None:
    published = lk.load("published")
    assert lk.dialogue.compliance_scores(published.iloc[::-1])["score"].tolist() == [5.2, 5.7, 6.5]


def test_the_bandwidth_of_a_quantile_is_silvermans() -> None:
    pay = [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 40] * 4
    frame = pd.DataFrame({"pay": pay * 2, "sex": ["m"] * 40 + ["f"] * 40, "x": np.arange(80) % 7})
    found = lk.decomposition.decompose(lk.Survey(frame), "pay", ["x"], "sex", "m", statistic="quantile")
    assert found.bandwidth is not None
    assert found.bandwidth["m"] == pytest.approx(0.9 * (8 - 3) / 1.34 * 40**-0.2)  # quartiles 3 and 8: below the sd


def test_brackets_of_a_wide_table_are_for_the_estimates_only() -> None:
    table = pd.DataFrame({"g": ["a", "b"], "h": "x", "estimate": [1.0, 2.0], "n": [9, 90], "flag": ["U", ""]})
    assert lk.tables.wide(table, "g", "h").attrs == {"flags of cells": {"x": {"a": "U"}}}
    assert lk.tables.wide(table, "g", "h", "n").attrs == {}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_no_sign_begins_a_formula_in_a_csv(sign: str) -> None:
    assert lk.tables.excel_csv([[f"{sign}SUM(A1)"]]).lstrip('\ufeff"').startswith("'")


def test_only_who_has_pay_needs_a_period(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("w,pay,per\n5,100,1\n6,,9\n", "utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[columns.weight]\nfrom = "w"\n[columns.monthly_pay]\nfrom = "pay"\n'
        '[columns.monthly_pay.period]\nfrom = "per"\ncodes = { 1 = "month" }\n',
        "utf-8",
    )
    found = report(tmp_path / "a.csv", mapping)
    assert found.report.errors == 0
    (tmp_path / "a.csv").write_text("w,pay,per\n5,100,1\n6,70,9\n", "utf-8")
    assert report(tmp_path / "a.csv", mapping).report.errors == 1


UNANSWERED = [  # a question that nobody answered, and what then is said of whom
    ("attending", lambda s: lk.labour.neet_rate(s), 0.0),
    ("attending", lambda s: lk.labour.neet_composition(s), None),
    ("wants_more_hours", lambda s: lk.labour.underemployment_rate(s, hours_threshold=40), 0.0),
    ("available_more_hours", lambda s: lk.labour.underemployment_rate(s, hours_threshold=40), 0.0),
    ("usual_hours", lambda s: lk.labour.underemployment_rate(s, hours_threshold=40), 0.0),
    ("usual_hours", lambda s: lk.labour.long_hours_share(s), None),
    ("age", lambda s: lk.labour.participation_rate(s), None),
    ("social_security", lambda s: lk.protection.coverage(s, "contributions"), 0.0),
    ("social_security", lambda s: lk.protection.coverage(s, "contributions", unknown="left out"), None),
    ("union_member", lambda s: lk.dialogue.union_density(s), 0.0),
    ("injured", lambda s: lk.safety.incidence_rate(s), None),
    ("monthly_pay", lambda s: lk.wages.pay_gap(s, "monthly_pay"), None),
    ("household_consumption", lambda s: lk.labour.working_poverty_rate(s, line=1e9), None),
    ("province_5_years_ago", lambda s: lk.migration.flows(s), None),
    ("status", lambda s: lk.protection.coverage(s, "written contract"), None),
]


@pytest.mark.parametrize(("column", "indicator", "wanted"), UNANSWERED)
def test_a_missing_answer_is_no_answer(
    column: str, indicator: Callable[[lk.Survey], pd.DataFrame], wanted: float | None
) -> None:
    kep = survey()
    values = pd.Series(np.nan, index=kep.frame.index, dtype=float if column in ("age", "usual_hours") else object)
    if kep.frame[column].dtype.kind == "f":
        values = values.astype(float)
    table = indicator(kep.assign(**{column: values}))
    if wanted is None:
        assert table["n"].sum() == 0
    else:
        assert table["estimate"].tolist() == [wanted]
        assert table["n"].item() > 0


@pytest.mark.parametrize(
    ("column", "value", "errors"),
    [
        ("monthly_pay", 0.0, 0), ("monthly_pay", -1.0, 1), ("age", 0.0, 0), ("age", -1.0, 1), ("age", 121.0, 1),
        ("weight", 0.0, 0), ("weight", -1.0, 1), ("actual_hours", 168.0, 0), ("actual_hours", 168.5, 1),
    ],
)  # fmt: skip
def test_a_value_is_read_up_to_what_it_can_be(column: str, value: float, errors: int) -> None:
    frame = pd.DataFrame({"weight": [1.0, 2, 3], "age": [30.0, 40, 50], "status": "employee"})
    frame = frame.assign(monthly_pay=[1.0, 2, 3], actual_hours=[40.0, 40, 40])
    frame.loc[0, column] = value
    assert lk.validate(frame).errors == errors


@pytest.mark.parametrize(("men", "known"), [(9, False), (10, True)])
def test_a_median_of_ten_men_has_a_standard_error(men: int, known: bool) -> None:
    place = np.arange(men)  # in two villages, one poor and one rich: the interval of their median lies outside the data
    his = pd.DataFrame({"pay": 101.0 + place, "sex": "male", "psu": np.where(place < men / 2, 1, 2)})
    hers = pd.DataFrame({"pay": 90.0 + np.arange(40), "sex": "female", "psu": np.arange(40) % 4 + 1})
    people = lk.Survey(pd.concat([his, hers], ignore_index=True).assign(cell="a"), psu="psu")
    table = lk.wages.factor_weighted_gap(people, "pay", "cell", statistic="median")
    assert np.isfinite(table["estimate"].item())
    assert np.isfinite(table["se"].item()) == known


def test_the_error_of_low_pay_counts_that_of_the_median() -> None:
    pay = np.array([3.0, 4, 5, 6, 6.5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 25, 30, 60])
    median, width = 11.0, 0.9 * min(pay.std(), (16 - 6.5) / 1.349) * 20**-0.2

    def density(at: float) -> float:
        return float(np.mean(np.exp(-0.5 * ((pay - at) / width) ** 2)) / (width * np.sqrt(2 * np.pi)))

    line, below = 2 / 3 * median, (pay <= median) - 0.5
    moved = -below / density(median)  # what each adds to the median
    influence = (pay < line) - 0.3 + density(line) * 2 / 3 * (moved - moved.mean())
    row = lk.wages.low_pay_rate(lk.Survey(pd.DataFrame({"pay": pay})), "pay").iloc[0]
    assert row["estimate"] == pytest.approx(30)
    assert row["se"] == pytest.approx(100 * influence.std(ddof=1) / np.sqrt(20))
