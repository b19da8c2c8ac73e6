"""Tables of constants, each cell typed a second time; and figures exactly at a limit.

A wrong word in such a table, or a ``<`` in the place of a ``<=``, gives figures that look right.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.data.calibration import with_verdict
from labkit.errors import DataError, OptionError
from labkit.migration.profile import ITEMS
from labkit.protection import rules
from labkit.protection.contingencies import CONTINGENCIES
from labkit.reading import report
from labkit.reading.converting.pay import monthly_pay

# The codes of the ILO's harmonised variables.
ILO = {
    "ilo_geo": ("area", "urban rural -"),
    "ilo_sex": ("sex", "male female"),
    "ilo_edu_isced11": (
        "education",
        "none|none|primary|lower secondary|upper secondary|upper secondary|higher|higher|higher|higher|-",
    ),
    "ilo_edu_attendance": ("attending", "yes no -"),
    "ilo_lfs": ("labour_force_status", "employed|unemployed|outside the labour force"),
    "ilo_olf_dlma": (
        "labour_market_attachment",
        "unavailable jobseeker|available potential jobseeker|willing non-jobseeker|other|-",
    ),
    "ilo_dis": ("discouraged", "yes"),
    "ilo_joball_tru": ("underemployed", "yes"),
    "ilo_job1_ste_icse93": (
        "status",
        "employee|employer|own-account worker|cooperative member|contributing family worker|not classifiable",
    ),
    "ilo_job1_eco_isic4": (
        "industry",
        "A agriculture|B mining|C manufacturing|D electricity|E water supply|F construction|G trade|H transport|"
        "I accommodation and food|J information and communication|K finance|L real estate|M professional services|"
        "N support services|O public administration|P education|Q health|R arts and recreation|S other services|"
        "T domestic work|U international organisations|-",
    ),
    "ilo_job1_ocu_isco08": (
        "occupation",
        "1 managers|2 professionals|3 technicians|4 clerks|5 service and sales workers|6 skilled agricultural workers|"
        "7 craft workers|8 machine operators|9 elementary workers|0 armed forces|-",
    ),
    "ilo_job1_ife_prod": ("production_unit", "informal formal household -"),
    "ilo_job1_ife_nature": ("job_formality", "informal formal"),
    "ilo_mjh": ("second_job", "no yes"),
}


@pytest.mark.parametrize("name", ILO)
def test_every_code_of_the_ilo(tmp_path: Path, name: str) -> None:
    column, text = ILO[name]
    words = text.split("|") if "|" in text else text.split()
    path = tmp_path / "a.csv"
    path.write_text(f"ilo_wgt,{name}\n" + "".join(f"1,{code}\n" for code in range(1, len(words) + 1)), "utf-8")
    found = report(path, "ilo").frame[column].astype(object).fillna("-").tolist()
    assert found == words


def test_what_covers_for_each_contingency() -> None:
    yes = ("yes",)
    assert {name: (dict(found.answers), found.of) for name, found in CONTINGENCIES.items()} == {
        "contributions": ({"social_security": yes}, "labour force"),
        "work injury": ({"social_security": yes}, "employed"),
        "registration": ({"nssf_member": yes}, "employees"),
        "health": ({"health_cover": ("nssf", "equity card", "private", "other")}, "population"),
        "sickness": ({"paid_sick_leave": yes}, "employees"),
        "annual leave": ({"paid_annual_leave": yes}, "employees"),
        "written contract": ({"contract": ("written",)}, "employees"),
        "old age": ({"pension": yes}, "older people"),
        "unemployment": ({"unemployment_benefit": yes}, "unemployed"),
    }


def test_who_a_rule_of_protection_is_for() -> None:
    assert rules.EMPLOYEE == ("employee",)
    assert rules.SELF_EMPLOYED == ("employer", "own-account worker", "cooperative member")
    assert rules.STATUSES == (
        "employee", "employer", "own-account worker", "cooperative member", "contributing family worker",
        "not classifiable",
    )  # fmt: skip
    assert rules.SIZE_BANDS == {1: "1-4", 5: "5-9", 10: "10-19", 20: "20-49", 50: "50+"}


def test_signs_of_vulnerability() -> None:
    assert {name: (column, tuple(answers)) for name, (column, answers) in ITEMS.items()} == {
        "no full papers": ("documents", ("border pass or temporary papers", "none")),
        "no written contract": ("contract", ("oral", "none")),
        "debt for recruitment": ("debt", ("yes",)),
        "passport kept": ("passport_kept", ("yes",)),
        "no social insurance": ("social_insurance", ("no",)),
    }


class TestLimits:
    @pytest.mark.parametrize(
        ("population", "ages"),
        [
            ("population", [0, 14, 15, 59, 60, 90]),
            ("children", [0, 14]),
            ("working age", [15, 59, 60, 90]),
            ("older people", [60, 90]),
            ("labour force", [15, 59, 60, 90]),
            ("employed", [15, 59, 60, 90]),
            ("employees", [15, 59, 60, 90]),
            ("unemployed", []),
            ("poor", [0, 14]),
        ],
    )
    def test_each_population_begins_and_ends_at_its_age(self, population: Any, ages: list[int]) -> None:
        frame = pd.DataFrame({"age": [0, 14, 15, 59, 60, 90], "household_consumption": [1.0, 1, 2, 2, 2, 2]})
        frame = frame.assign(labour_force_status="employed", status="employee")
        found = lk.protection.people_of(lk.Survey(frame), population, poverty_line=2)
        assert found.frame["age"].tolist() == ages

    def test_prices_of_zero_are_no_prices(self) -> None:
        prices = pd.DataFrame({"year": [2011, 2012, 2013], "cpi": [0.0, 80.0, 100.0]})
        assert lk.wages.real(80.0, year=2012, base=2013, prices=prices) == 100.0
        for year, base in ((2011, 2013), (2013, 2011)):
            with pytest.raises(OptionError, match="no price index of 2011"):
                lk.wages.real(80.0, year=year, base=base, prices=prices)

    @pytest.mark.parametrize(
        ("score", "words"),
        [
            (0, "nearer to full"), (10 / 3, "nearer to full"), (3.34, "in the middle"), (20 / 3, "in the middle"),
            (6.67, "nearer to none"), (10, "nearer to none"),
        ],
    )  # fmt: skip
    def test_each_third_of_a_score_ends_at_its_limit(self, score: float, words: str) -> None:
        assert words in lk.dialogue.compliance_reading(score)

    def test_pay_exactly_at_the_line_of_a_subsidy_is_not_below_it(self) -> None:
        frame = pd.DataFrame({"status": "employee", "contribution_pay": [799_999.0, 800_000.0]})
        rule = rules.contribution_subsidy(share=0.5, response=0.2, pay_below=800_000)
        assert rule.reach(frame).tolist() == [0.1, 0.0]

    def test_who_receives_a_contributory_pension_is_not_vulnerable(self) -> None:
        frame = pd.DataFrame({"age": [70, 70, 70], "social_security": ["no", "yes", "no"]})
        frame["contributory_pension"] = ["no", "no", "yes"]
        assert len(lk.protection.people_of(lk.Survey(frame), "vulnerable").frame) == 1

    def test_whether_somebody_commutes_must_be_known(self) -> None:
        recruitment = lk.load("recruitment")
        first = lk.migration.workers_in_scope(recruitment)
        asked = recruitment.frame["commutes"].astype(object)
        silent = recruitment.assign(commutes=asked.where(recruitment.frame.index != first.frame.index[0]))
        assert len(lk.migration.workers_in_scope(silent)) == len(first) - 1

    def test_the_population_of_a_place_is_counted_once(self) -> None:
        table = pd.DataFrame(
            {
                "origin": ["a", "a", "b"], "destination": ["b", "c", "c"], "migrants": [10, 20, 30],
                "origin_population": [1000, 1000, 500], "destination_population": [500, 200, 200],
            }
        )  # fmt: skip
        balance = lk.migration.flow_balance(table).set_index("place")
        assert (balance["population"] + balance["net"] / 2).to_dict() == {"a": 1000, "b": 500, "c": 200}

    def test_pay_by_the_hour_without_hours_is_missing(self) -> None:
        pay = monthly_pay(pd.Series([5.0] * 3), pd.Series(["hour"] * 3), pd.Series([40.0, 0.0, np.nan]))
        assert pay.isna().tolist() == [False, True, True]

    @pytest.mark.parametrize(
        ("age", "read", "errors"), [("35.9", 35, 0), ("120", 120, 0), ("121", 121, 1), ("0", 0, 0)]
    )
    def test_ages(self, tmp_path: Path, age: str, read: int, errors: int) -> None:
        path = tmp_path / "a.csv"
        path.write_text(f"ilo_wgt,ilo_age\n5,{age}\n6,30\n", "utf-8")
        found = report(path, "ilo")
        assert found.frame["age"].iloc[0] == read
        assert found.report.errors == errors

    @pytest.mark.parametrize(("hours", "errors"), [(0, 0), (168, 0), (169, 1), (-1, 1)])
    def test_hours(self, hours: int, errors: int) -> None:
        frame = pd.DataFrame({"weight": [1.0, 2], "usual_hours": [hours, 40]})
        assert lk.validate(frame).errors == errors

    @pytest.mark.parametrize(("file", "verdict"), [(206.0, "within"), (206.02, "outside"), (193.98, "outside")])
    def test_a_figure_exactly_at_its_tolerance(self, file: float, verdict: str) -> None:
        rows = [{"indicator": "population", "group": "total", "published": 200.0, "file": file}]
        assert with_verdict(rows, {"population": "3 percent"}, where="card")["verdict"].tolist() == [verdict]

    def test_a_negative_mean_has_a_cv_above_zero(self) -> None:
        table = lk.Survey(pd.DataFrame({"x": [-1.0, -2, -3, -4]})).mean("x")
        assert table["cv"].item() == pytest.approx(table["se"].item() / 2.5)

    def test_a_ratio_to_nothing_is_missing(self) -> None:
        survey = lk.Survey(pd.DataFrame({"y": [1.0, 2, 3], "x": [0.0, 0, 5], "g": ["a", "a", "b"]}))
        table = survey.ratio("y", "x", by="g")
        assert table["estimate"].isna().tolist() == [True, False]

    @pytest.mark.parametrize(("limit", "hidden"), [(0.5, True), (0.51, False)])
    def test_a_table_exactly_at_the_limit_of_suppressed_rows(self, limit: float, hidden: bool) -> None:
        table = pd.DataFrame({"g": ["a", "b"], "estimate": [1.0, 2.0], "n": [90, 3], "flag": ["", "S"]})
        found = lk.quality.publishable(table, max_suppressed=limit)
        assert found["flag"].tolist() == (["S", "S"] if hidden else ["", "S"])
        assert found["estimate"].isna().tolist() == [hidden, True]
        assert "nan" not in lk.words.figure(found, g="b")

    @pytest.mark.parametrize(
        ("low", "estimate", "high", "words"),
        [
            (0.0, 2.0, 4.0, "2.0 points higher (from 0.0 lower to 4.0 higher: the direction is not known)"),
            (-4.0, -2.0, 0.0, "2.0 points lower (from 4.0 lower to 0.0 higher: the direction is not known)"),
            (-1.0, 0.0, 1.0, "no difference (from 1.0 lower to 1.0 higher: the direction is not known)"),
        ],
    )
    def test_an_interval_that_ends_at_zero_leaves_the_direction_open(
        self, low: float, estimate: float, high: float, words: str
    ) -> None:
        table = pd.DataFrame([{"estimate": estimate, "ci_low": low, "ci_high": high, "p_value": 0.05}])
        assert lk.words.difference(table, "points") == words

    @pytest.mark.parametrize(("n", "flag"), [(4, "S"), (5, "U"), (14, "U"), (15, "")])
    def test_flags_change_at_5_and_at_15(self, n: int, flag: str) -> None:
        assert lk.Survey(pd.DataFrame({"x": np.arange(n) + 50.0})).mean("x")["flag"].item() == flag

    @pytest.mark.parametrize(
        ("n", "cv", "doubt"),
        [
            (14, 0.5, "only 14 records"),
            (15, 0.5, "its cv is 50 percent"),
            (15, 0.33, "fewer than 15 of its 15 records on one side"),
        ],
    )
    def test_an_unreliable_figure_gives_its_reason(self, n: int, cv: float, doubt: str) -> None:
        row = {"estimate": 20.0, "ci_low": 10.0, "ci_high": 40.0, "cv": cv, "n": n, "flag": "U"}
        assert lk.words.figure(pd.DataFrame([row]), "percent") == f"20.0 percent (10.0 to 40.0; unreliable, {doubt})"

    def test_a_minimum_wage_is_kept_by_who_is_paid_exactly_that(self) -> None:
        survey = lk.Survey(pd.DataFrame({"pay": [99.0, 99.5, 100.0, 101.0]}))
        for tolerance, underpaid in ((0.0, 50.0), (0.005, 25.0), (0.01, 0.0)):
            table = lk.wages.noncompliance(survey, "pay", 100, tolerance)
            assert table.loc[table["measure"] == "V0", "estimate"].item() == underpaid

    def test_the_reference_of_a_threefold_decomposition_is_the_other_group(self) -> None:
        lfs = lk.load("lfs")
        domain = lfs.filter(lfs.frame["province"] == "Kandal")
        found = lk.decomposition.decompose(domain, "monthly_pay", ["age"], "sex", "male", "threefold").coefficients
        assert found["coefficient: reference"].tolist() == found["coefficient: female"].tolist()
        assert found["coefficient: reference"].tolist() != found["coefficient: male"].tolist()

    def test_a_negative_flow_is_refused(self) -> None:
        with pytest.raises(DataError, match="negative"):
            lk.migration.flow_balance(lk.load("flows").head(3).assign(migrants=-1))

    def test_who_lives_exactly_at_the_poverty_line_is_not_poor(self) -> None:
        frame = pd.DataFrame({"age": 30, "household_consumption": [59.0, 60.0, 61.0]})
        assert len(lk.protection.people_of(lk.Survey(frame), "poor", poverty_line=60).frame) == 1

    def test_a_week_has_168_hours_and_no_more(self) -> None:
        frame = pd.DataFrame({"basic_pay": 400.0, "weeks_worked": 4.0, "hours": [48.0, 168.0]})
        assert lk.wages.full_month_pay(frame, hours="hours").notna().all()
        with pytest.raises(DataError, match="more hours than a week has"):
            lk.wages.full_month_pay(frame.assign(hours=[48.0, 168.5]), hours="hours")

    def test_a_number_of_people_is_written_in_its_size_from_the_first_one_on(self) -> None:
        assert [lk.words.people(count) for count in (999, 1_000, 999_499, 999_500, 1_000_000)] == [
            "fewer than a thousand", "1 thousand", "999 thousand", "1.00 million", "1.00 million",
        ]  # fmt: skip
