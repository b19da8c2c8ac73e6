"""Answers to day 3's exercise that its catalogue does not list: what people may type, right and wrong.

Each line is a question, what is typed, and, for a wrong answer, what must be said: a mistake's name or a part of the
message.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.checks import judge
from labkit.course.days.day3.exercise import covered_workers, paid_employees, share_and_cost
from labkit.course.exercises.answer_key import load_catalogue, release_key

MASTER = Path(__file__).parents[2] / "solutions" / "day3"
_, MORE_RIGHT, MORE_WRONG = re.split(
    r"^\[.*\]\n", (Path(__file__).parent / "day3_answers.txt").read_text("utf-8"), flags=re.M
)

RIGHT = """
q1 | wages.hourly_earnings(lfs.frame)
q1 | lfs.assign(hourly=wages.hourly_earnings(lfs.frame))
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"].replace(0, np.nan) * lfs.frame["weeks_worked"])
q1 | wages.hourly_earnings(lfs.frame).round(1).to_numpy()
q2 | lk.inequality.quantile_ratio(employees, "hourly").estimate
q2 | f"{spread:.2f} times"
q2 | round(spread, 2)
q3 | 100 * (grown / dearer - 1)
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), at_2019, employees)["estimate"].item()
q3 | f"{100 * (grown / dearer - 1):.1f} %"
q4 | low(employees, "hourly", by="sex")[["sex", "estimate"]]
q4 | {"women": women, "men": men}
q4 | [round(men, 1), round(women, 1)]
q5 | gap(employees, "hourly").iloc[0]
q5 | gap(employees, "hourly")[["estimate", "ci_low", "ci_high"]].round(1)
q6 | "Answer: C."
q6 | "c)"
q7 | v[v.measure == "V0"]["estimate"].item()
q7 | wages.noncompliance(covered, "full_month", 737_000).iloc[0]["estimate"]
q8 | share_and_cost(reform(covered, 800_000, current=737_000, compliance="full"))
q8 | share_and_cost(reform(covered, new=800_000, compliance="full"))
q8 | [round(x, 1) for x in share_and_cost(reform(covered, 800_000, compliance="full"))]
"""

WRONG = """
q1 | wages.hourly_earnings(lfs.frame, weeks=None) | full month
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"].replace(0, np.nan) * 4) | four weeks
q1 | lfs.frame["monthly_pay"] / lfs.frame["usual_hours"].replace(0, np.nan) | no weeks
q1 | lfs.frame["monthly_pay"] | monthly
q1 | wages.hourly_earnings(lfs.frame, "basic_pay", weeks="weeks_worked") | basic pay
q1 | wages.hourly_earnings(lfs.frame, hours="actual_hours") | actual hours
q1 | employees.frame["hourly"] | Keep one value for each record
q1 | wages.hourly_earnings(lfs.frame).fillna(0) | leave it missing
q1 | employees.mean("hourly")["estimate"].item() | This is one number
q1 | lfs.frame["monthly_pay"] / (lfs.frame["usual_hours"] * 0) | infinite
q1 | wages.hourly_earnings(lfs.frame) / 1000 | hint
q2 | lk.inequality.quantile_ratio(employees, "monthly_pay") | monthly
q2 | lk.inequality.quantile_ratio(employees, "hourly", lower=0.5) | to the median
q2 | lk.inequality.gini(employees, "hourly") | gini
q2 | lk.inequality.quintile_share_ratio(employees, "hourly") | income shares
q2 | 1 / spread | turned round
q2 | round(spread, 1) | This is rounded too far
q2 | lk.inequality.quantile_ratio(employees, "hourly", by="sex") | This is a table with 2 rows
q2 | employees.quantile("hourly", q=0.9) | hint
q2 | np.nanquantile(employees.frame["hourly"], 0.9) / np.nanquantile(employees.frame["hourly"], 0.1) | unweighted
q3 | lk.compare.growth(lambda s: s.mean("monthly_pay"), before, employees) | nominal
q3 | 100 * (grown - 1) - 100 * (dearer - 1) | subtracted
q3 | 100 * (grown * dearer - 1) | wrong way
q3 | 100 * (grown / dearer) | times 100
q3 | 100 * (dearer - 1) | prices
q3 | grown / dearer - 1 | This is a fraction
q3 | lk.compare.growth(lambda s: s.quantile("monthly_pay"), at_2019, employees) | median
q3 | lk.compare.growth(lambda s: s.mean("hourly"), before, employees) | nominal
q3 | at_2019.mean("monthly_pay") | hint
q4 | low(employees, "monthly_pay", by="sex") | monthly
q4 | low(employees, "hourly") | The table has no column 'sex'
q4 | low(employees, "hourly", by="area") | The table has no column 'sex'
q4 | low(employees, "hourly", fraction=0.5, by="sex") | half
q4 | {"women": men, "men": women} | in the wrong places
q4 | {s: low(of(s), "hourly")["estimate"].item() for s in ("female", "male")} | own line
q4 | low(unweighted(employees), "hourly", by="sex") | unweighted
q4 | {"women": women} | Missing: male
q4 | {"women": women / 100, "men": men / 100} | This is a fraction
q5 | gap(employees, "monthly_pay") | monthly
q5 | gap(employees, "hourly", statistic="median") | median
q5 | gap(employees, "hourly", reference="female") | from women
q5 | gap(employees, "hourly")["estimate"].item() | This is one number
q5 | gap(employees, "hourly", by="area") | This is a table with 2 rows
q5 | gap(unweighted(employees), "hourly") | unweighted
q5 | gap(employees, "hourly")[["ci_low", "estimate", "ci_high"]].iloc[0].tolist() | in the wrong places
q5 | (gap(employees, "hourly")[["estimate", "ci_low", "ci_high"]] / 100).iloc[0] | This is a fraction
q5 | gap(employees, "full_month") | basic pay
q6 | "A" | discrimination
q6 | "sentence B" | percent exactly
q6 | "D" | share of women
q6 | "E" | effect
q6 | "F" | is not one of
q7 | v[v.measure == "V1"] | V1
q7 | v[v.measure == "V2"] | V2
q7 | v | This is a table with 3 rows
q7 | wages.noncompliance(employees, "full_month", 737_000).iloc[0]["estimate"] | all employees
q7 | wages.noncompliance(covered, "basic_pay", 737_000).iloc[0]["estimate"] | part of the month
q7 | wages.noncompliance(covered, "monthly_pay", 737_000).iloc[0]["estimate"] | total pay as told
q7 | wages.noncompliance(covered, "full_month", 737_001).iloc[0]["estimate"] | at the minimum
q7 | wages.noncompliance(covered, "full_month", 800_000).iloc[0]["estimate"] | new minimum
q7 | wages.noncompliance(covered, "hourly", 737_000).iloc[0]["estimate"] | an hour
q7 | wages.kaitz_index(covered, "full_month", 737_000, "median") | kaitz
q8 | share_and_cost(reform(covered, 800_000, current=737_000)) | as today
q8 | share_and_cost(reform(employees, 800_000, compliance="full")) | all employees
q8 | share_and_cost(reform(covered, 750_000, compliance="full")) | example
q8 | share_and_cost(reform(covered, 737_000, compliance="full")) | enforcement
q8 | share_and_cost(reform(covered, 800_000, pay="basic_pay", compliance="full")) | part of the month
q8 | share_and_cost(reform(covered, 800_000, pay="monthly_pay", compliance="full")) | total pay as told
q8 | reform(covered, 800_000, compliance="full") | The table has no column 'share'
q8 | reform(covered, 800_000, compliance="full")["estimate"].iloc[[0, 2]].tolist() | riel
q8 | reform(covered, 800_000, compliance="full")["estimate"].iloc[0] | This is one number
q8 | share_and_cost(reform(covered, 800_000, compliance="full"))[["cost", "share"]].tolist() | in the wrong places
q8 | share_and_cost(reform(unweighted(covered), 800_000, compliance="full")) | unweighted
q8 | share_and_cost(reform(lfs, 800_000, compliance="full")) | everybody
"""


def lines(text):
    return [line for line in text.strip().splitlines() if line]


@pytest.fixture(scope="module")
def names():
    from labkit.checks.ways import unweighted

    lfs = lk.load("lfs")
    employees, covered, before = paid_employees(lfs), covered_workers(lfs), paid_employees(lk.load("lfs2012"))
    at_2019 = before.assign(monthly_pay=lk.wages.real(before.frame["monthly_pay"], year=2012, base=2019))
    rates = lk.wages.low_pay_rate(employees, "hourly", by="sex").set_index("sex")["estimate"]
    reform = lk.wages.minimum_wage_reform
    full = reform(covered, 800_000, current=737_000, compliance="full")
    later, earlier = (people.mean("monthly_pay")["estimate"].item() for people in (employees, before))
    return {
        "lk": lk,
        "np": np,
        "pd": pd,
        "wages": lk.wages,
        "gap": lk.wages.pay_gap,
        "low": lk.wages.low_pay_rate,
        "reform": reform,
        "two": share_and_cost(full),
        "law": share_and_cost(reform(covered, 737_000, current=737_000, compliance="full")),
        "today": share_and_cost(reform(covered, 800_000, current=737_000, compliance="as today")),
        "people": full.set_index("measure").loc["people who gain", "estimate"],
        "gapr": lk.wages.pay_gap(employees, "hourly").iloc[0],
        "share_and_cost": share_and_cost,
        "unweighted": unweighted,
        "lfs": lfs,
        "employees": employees,
        "covered": covered,
        "before": before,
        "at_2019": at_2019,
        "of": lambda sex: employees.filter(employees.frame["sex"] == sex),
        "women": rates["female"],
        "men": rates["male"],
        "spread": lk.inequality.quantile_ratio(employees, "hourly")["estimate"].item(),
        "grown": later / earlier,
        "dearer": lk.wages.real(1.0, year=2012, base=2019),
        "v": lk.wages.noncompliance(covered, "full_month", 737_000),
    }


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(MASTER)


@pytest.fixture(scope="module")
def release():
    return release_key(MASTER)


@pytest.mark.parametrize("line", lines(RIGHT + MORE_RIGHT))
def test_a_right_answer_written_otherwise_is_right(release, names, line):
    question, typed = line.split(" | ", 1)
    told = judge(release.questions[question], eval(typed, dict(names)))
    assert (told.right, told.message) == (True, "")


@pytest.mark.parametrize("line", lines(WRONG + MORE_WRONG))
def test_a_wrong_answer_gets_its_true_name(release, catalogue, names, line):
    question, rest = line.split(" | ", 1)
    typed, said = rest.rsplit(" | ", 1)
    told = judge(release.questions[question], eval(typed, dict(names)))
    asked = catalogue[question]
    named = {mistake.key: mistake.message for mistake in asked.mistakes}
    wanted = asked.hint if said == "hint" else named.get(said, said)
    assert not told.right
    assert wanted in told.message
    assert not [key for key, text in named.items() if text in told.message and text not in wanted]


def test_nine_in_ten_wrong_answers_are_named():
    wrong = lines(WRONG + MORE_WRONG)
    assert len(wrong) >= 120
    assert len([line for line in wrong if line.endswith("| hint")]) <= len(wrong) / 10
