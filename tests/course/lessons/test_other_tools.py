"""The lines of Excel and Stata in lessons, replayed on a small table, against the same figures reckoned by hand.

`EXPECTED` is a second copy of what each line must give, written from the lessons' questions and not from their lines.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import pytest
from nbformat.v4 import new_markdown_cell

import labkit as lk
from labkit.course.lessons.proofs.formulas import EXCEL, STATA, excel, stata, value
from labkit.course.lessons.proofs.other_tools import Line, lines, read

ROOT = Path(__file__).parents[3]
LESSONS = {path.name[:3]: path for path in sorted((ROOT / "notebooks").glob("day*/*.ipynb"))}
MISSING = np.inf  # as Stata has it


def people() -> pd.DataFrame:
    """Return people with answers of all kinds, the same each time."""
    rng = np.random.default_rng(2)
    n = 240

    def one_of(*words: Any) -> Any:
        return rng.choice(np.array(words, dtype=object), n)

    t = pd.DataFrame({"weight": rng.integers(50, 400, n).astype(float), "age": rng.integers(10, 70, n)})
    t["sex"], t["year"] = one_of("man", "woman"), one_of(2012, 2019)
    t["adult"], t["woman"] = (t["age"] >= 15) * 1, (t["sex"] == "woman") * 1
    t["young"] = t["age"].between(15, 24) * 1
    t["labour_force"] = t["adult"] * rng.integers(0, 2, n)
    t["unemployed"] = t["labour_force"] * (rng.random(n) < 0.4)
    t["employed"] = t["labour_force"] - t["unemployed"]
    t["potential"] = t["adult"] * (1 - t["labour_force"]) * (rng.random(n) < 0.3)
    t["under"] = t["employed"] * (rng.random(n) < 0.3)
    t["neet"] = t["young"] * (1 - t["employed"]) * (rng.random(n) < 0.8)
    t["kind"] = one_of("looks for work", "family", "other")
    t["urban"], t["agriculture"] = rng.integers(0, 2, n), t["employed"] * rng.integers(0, 2, n)
    t["informal"] = t["employed"] * (rng.random(n) < 0.7)
    t["employee"] = t["employed"] * rng.integers(0, 2, n)
    t["government"] = t["employee"] * (rng.random(n) < 0.3)
    t["member"], t["agreement"] = (t["employee"] * (rng.random(n) < share) for share in (0.4, 0.3))
    t["paid"] = t["employee"] * rng.integers(0, 2, n)
    t["here"] = rng.integers(0, 2, n)
    t["province"] = np.where(t["here"] == 1, "Kampong Speu", "Kep")
    t["chance"], t["contribution"] = rng.random(n), rng.integers(1000, 9000, n).astype(float)
    t["covered"] = t["employee"] * rng.integers(0, 2, n)
    t["monthly_pay"] = rng.integers(400, 1500, n) * 1000.0
    t["usual_hours"], t["weeks_worked"] = one_of(0, 24, 48).astype(float), one_of(2.0, 365 / 84).astype(float)
    t["basic_pay"] = np.where(rng.random(n) < 0.2, MISSING, t["monthly_pay"])
    t.loc[t.index % 7 == 0, "basic_pay"] = 737_000.0  # at the minimum: a cut off constant would put them below it
    t["destination"], t["origin"] = one_of("Cambodia", "Thailand", "Korea"), one_of("Cambodia", "Thailand", "Korea")
    t["work_status"], t["commutes"] = one_of("employee", "own-account worker"), one_of("yes", "no")
    t["sector"], t["debt"] = one_of("fishing at sea", "construction"), one_of("yes", "no")
    t["cost"], t["monthly_earnings"] = rng.integers(0, 900, n).astype(float), one_of(0.0, 250.0, 300.0).astype(float)
    t["injured"], t["newly_covered"] = rng.integers(0, 2, n), rng.random(n)
    return t


ALL = people()
NUMBERS = {
    "se_2012": 0.3, "se_2019": 0.4, "se_women": 0.6, "se_men": 0.8, "se_here": 5.0, "se_rest": 12.0, "se_later": 0.9,
    "se_earlier": 1.2, "growth": 0.5, "inflation": 0.2, "index_base": 130.0, "index_year": 104.0, "n": 4,
    "A2": "Thailand",
    "later": 7.0, "earlier": 9.5, "p": 0.5, "h": 0.05, "deff": 1.5, "rate_register": 200.0, "rate_survey": 800.0,
    "share": 25.0, "cases": 64, "se": 80.0, "interbank": 4100.0, "interbank_rate": 4100.0, "rate": 4018.0, "fee": 4.0,
    "amount": 200.0, "r1": 9000.0, "line": 700_000.0,
}  # fmt: skip
"""Cells that hold one number."""


def weighted(column: Any, of: Any, *, times: float = 1.0) -> float:
    """Return the weighted mean of a column among the people who are `of`, by hand."""
    kept = np.asarray(of).astype(bool)
    w = ALL["weight"].to_numpy()[kept]
    return times * float((np.asarray(column, dtype=float)[kept] * w).sum() / w.sum())


def by(words: str, column: Any, of: Any) -> dict[Any, float]:
    """Return the weighted mean for each group of a column."""
    groups = sorted(set(ALL[words][np.asarray(of).astype(bool)]))
    return {group: weighted(column, np.asarray(of).astype(bool) & (ALL[words] == group)) for group in groups}


def summed(column: Any, of: Any = 1) -> float:
    return float((np.asarray(column, dtype=float) * ALL["weight"] * of).sum())


def jobs() -> pd.DataFrame:
    """Return one employed person for each combination of answers on the job."""
    status = ["contributing family worker", "employer", "own-account worker", "cooperative member", "employee"]
    told = ["yes", "no", "don't know", ""]
    parts = {"status": status, "registered": ["yes", "no"], "social": told, "annual": told[:2], "sick": told[:2]}
    every = pd.MultiIndex.from_product(parts.values(), names=parts.keys()).to_frame(index=False)
    survey = every.rename(
        columns={"social": "social_security", "annual": "paid_annual_leave", "sick": "paid_sick_leave"}
    )
    survey = survey.replace({"": None, "don't know": "don't know"}).assign(
        age=30, labour_force_status="employed", institution="private business", bookkeeping="no", sells="yes",
        fixed_premises="yes", size="5-9", main_product_use="sale only",
    )  # fmt: skip
    every["unit"] = lk.informality.production_unit(survey).astype(str).to_numpy()
    every["wanted"] = lk.informality.job_formality(survey).astype(str).to_numpy()
    return every


T = ALL
PAID = (T["covered"] == 1) & (T["basic_pay"] < MISSING)
FULL = (T["basic_pay"] * (365 / 84) / T["weeks_worked"]).round()
HOURLY = T["monthly_pay"] / (T["usual_hours"] * T["weeks_worked"]).where(T["usual_hours"] > 0)
HOURS = (T["employee"] == 1) & HOURLY.notna()
INSIDE = (
    (T["destination"] != "Cambodia") & (T["work_status"] == "employee") & (T["commutes"] == "no")
    & (T["sector"] != "fishing at sea")
)  # fmt: skip
MONTHS = T["cost"] / T["monthly_earnings"].replace(0, np.nan)
LEFT, EXTENDED = T["unemployed"] + T["under"], T["labour_force"] + T["potential"]
YEAR_2019 = T["year"] == 2019
REACHED = ((T["employee"] == 1) & (T["debt"] != "yes") & (T["urban"] == 1) & (T["commutes"] == "yes")).to_numpy()
EVERYBODY = pd.Series(1, index=T.index)
STEP = "a step"
SHARE_SE = math.sqrt(1 / 64 + (80 / 800) ** 2)


def below(line: float) -> Any:
    """Return what is missing up to a line, for covered workers with pay; nothing for all others."""
    return (line - FULL.where(PAID, 1e9)).clip(lower=0)


def rate_2019(sex: str) -> float:
    kept = YEAR_2019 & (T["sex"] == sex)
    return 1e5 * T["cost"][kept].sum() / T["contribution"][kept].sum()


EXPECTED: dict[str, list[Any]] = {
    "1.1": [weighted(T["unemployed"], T["labour_force"], times=100), weighted(T["unemployed"], T["labour_force"])],
    "1.2": [
        weighted(T["urban"], EVERYBODY, times=100),
        weighted(T["urban"], EVERYBODY),
        weighted(T["agriculture"], T["employed"], times=100),
        weighted(T["agriculture"], T["employed"]),
    ],
    "1.3": [
        by("sex", T["labour_force"], T["adult"]),
        weighted(T["labour_force"], T["adult"] * T["woman"], times=100),
        STEP,
        weighted(LEFT, T["labour_force"]),
        STEP,
        STEP,
        weighted(LEFT + T["potential"], EXTENDED),
        weighted(LEFT, T["labour_force"], times=100),
        by("sex", T["neet"], T["young"]),
        weighted(T["neet"], T["young"], times=100),
        STEP,
    ],
    "1.9": [by("year", T["unemployed"], T["labour_force"]), 0.5],
    "2.1": [
        jobs()["wanted"],
        STEP,
        STEP,
        STEP,
        STEP,
        jobs()["wanted"],
        weighted(T["informal"], T["employed"]),
        weighted(T["informal"], T["employed"], times=100),
    ],
    "2.2": [1.0],
    "2.3": [
        weighted(T["paid"], T["labour_force"], times=100),
        weighted(T["paid"], T["labour_force"]),
        0.3 * REACHED,
        summed(0.3 * REACHED),
        summed(0.3 * REACHED),
    ],
    "2.9": [summed(T["chance"] * T["cost"]), STEP, summed(T["chance"] * T["contribution"], T["employed"])],
    "3.1": [
        weighted(T["monthly_pay"], T["employee"]),
        weighted(T["monthly_pay"], HOURS),
        T["monthly_pay"][HOURS].median(),
        STEP,
        weighted(HOURLY.fillna(0), HOURS),
        HOURLY[HOURS],
        weighted(HOURLY.fillna(0), HOURS),
        STEP,
        weighted(HOURLY < 6000, HOURS),
        weighted(HOURLY < 6000, HOURS),
        T["monthly_pay"] * 130.11 / 108.57,
        T["monthly_pay"][HOURS] * 1.25,
        0.25,
    ],
    "3.2": [by("sex", HOURLY.fillna(0), HOURS), 15.0, weighted(T["chance"], EVERYBODY)],
    "3.3": [
        STEP,
        weighted(FULL, PAID),
        FULL[PAID],
        100 * 737_000 / weighted(FULL, PAID),
        STEP,
        weighted(FULL < 737_000, PAID, times=100),
        (100 * (1 - FULL / 737_000).clip(lower=0)).where(FULL < MISSING, MISSING),
        weighted(FULL < 737_000, PAID, times=100),
        STEP,
        summed(below(800_000)),
        below(800_000)[PAID],
        summed(below(800_000)),
    ],
    "3.4": [np.log(T["monthly_pay"])],
    "3.9": [STEP, summed(below(773_850)), summed(below(773_850))],
    "4.1": [summed((T["destination"] == "Thailand") * 1 - (T["origin"] == "Thailand") * 1), STEP],
    "4.2": [
        STEP,
        weighted(MONTHS.fillna(0), INSIDE & MONTHS.notna()),
        MONTHS[INSIDE & MONTHS.notna()],
        weighted(MONTHS.fillna(0), INSIDE & MONTHS.notna()),
        INSIDE,
        weighted(T["debt"] == "yes", INSIDE),
        weighted(T["debt"] == "yes", INSIDE),
        4.0,
        4.0,
    ],
    "4.3": [
        T["cost"] / T["contribution"] * 1e5,
        rate_2019("woman"),
        1.0898653674,
        10.2415886715,
        T["cost"] / T["contribution"] * 1e5,
        1e5 * T["cost"][T["urban"] == 1].sum() / T["contribution"][T["urban"] == 1].sum(),
        weighted(T["injured"], EVERYBODY),
        25.0,
        25 / math.exp(1.96 * SHARE_SE),
        25 * math.exp(1.96 * SHARE_SE),
    ],
    "4.9": [1.5 * 1.96**2 * 0.25 / 0.0025],
    "5.1": [
        by("sex", T["member"], T["employee"]),
        weighted(T["member"], T["employee"], times=100),
        weighted(T["agreement"], T["employee"]),
        weighted(T["agreement"], T["employee"] * (1 - T["government"])),
        weighted(T["agreement"], T["employee"], times=100),
        1000 * T["cost"] / T["contribution"],
        1000 * T["cost"] / T["contribution"],
    ],
    "5.2": [
        weighted(T["unemployed"], T["labour_force"] * T["here"]),
        weighted(T["unemployed"], T["labour_force"] * T["here"], times=100),
        by("here", T["member"], T["employee"]),
        13.0,
        by("year", T["informal"], T["employed"]),
        -2.5,
        1.5,
    ],
    "5.3": [summed(T["monthly_pay"]), summed(T["newly_covered"] * T["monthly_pay"]) * 12 * 0.008],
}
"""What each line of a lesson must give, in their order; `STEP` is a column that a later line uses."""


def columns(lesson: str) -> dict[str, Any]:
    """Return what the names in a lesson's lines stand for; its text says which people are in the table."""
    table = {name: T[name].to_numpy() for name in T} | NUMBERS
    table |= {"unem": table["unemployed"], "inforce": table["labour_force"], "cover": table["agreement"]}
    table["employee_not_government"] = table["employee"] * (1 - table["government"])
    table |= {"pay": table["monthly_pay"], "hours": table["usual_hours"], "weeks": table["weeks_worked"]}
    table["inside"], table["one"] = INSIDE.to_numpy() * 1, np.ones(len(T))
    table["earnings"], table["insured"] = table["monthly_earnings"], table["contribution"]
    table["people"], table["gap"], table["men"], table["women"] = table["weight"], table["chance"], 80.0, 68.0
    table["fatal_cases"] = table["deaths"] = table["nonfatal_cases"] = table["cost"]
    table["industry"] = np.where(T["urban"] == 1, "H transport", "A")
    table["migrants"], table["days_not_worked"], table["employees"] = (
        table["weight"],
        table["cost"],
        table["contribution"],
    )
    table["insured_workers"] = table["contribution"]
    if lesson == "3.9":
        table["full"] = FULL.to_numpy()
    if lesson == "3.1":
        table["line"] = 6000.0
    if lesson == "3.2":
        table["hourly"] = HOURLY.fillna(MISSING).to_numpy()
    if lesson == "2.3":
        table["p"] = 0.3 * REACHED
    if lesson == "2.1":
        table |= {name: column.to_numpy() for name, column in jobs().items()}
    return table


def replayed(lesson: str) -> Iterator[tuple[str, Any]]:
    """Yield each line of a lesson with what it gives: a figure, a new column, or None for a model or a setting."""
    table = columns(lesson)
    for cell in nbformat.read(LESSONS[lesson], as_version=4).cells:
        for text in lines(cell):
            line = read(text)
            if line.tool == "Excel":
                yield text, value(excel(text), excel_columns(lesson, text, table), EXCEL)
            elif "statistic" in line.parts:
                yield text, statistic(line, table)
            elif "made" in line.parts:
                table[line.parts["made"]] = made(line, table)
                yield text, table[line.parts["made"]]
            else:
                yield text, None


def excel_columns(lesson: str, text: str, table: dict[str, Any]) -> dict[str, Any]:
    """Return the rows that the lesson tells a user of Excel to keep, and cases as numbers where they are one."""
    found = dict(table)
    kept = None
    if lesson in ("3.3", "3.9"):
        kept = PAID
        found["full"], found["gain"] = FULL, below(800_000 if lesson == "3.3" else 773_850)
    if lesson == "3.1":
        kept = HOURS
    if lesson == "4.2" and "debt" not in text:
        kept = INSIDE & MONTHS.notna()
    if kept is not None:
        found = {name: np.asarray(x)[kept] if np.size(x) == len(T) else x for name, x in found.items()}
    if "SUMIFS(cases" in text:
        found["cases"], found["sex"] = table["cost"], np.where(T["sex"] == "woman", "female", "male")
    if lesson == "2.3":
        found |= {"status": np.where(T["employee"] == 1, "employee", "employer"), "social": T["debt"].to_numpy(),
                  "institution": np.where(T["urban"] == 1, "private business", "government"),
                  "registered": T["commutes"].to_numpy()}  # fmt: skip
    return found


def made(line: Line, table: dict[str, Any]) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        new = value(stata(line.parts["expression"]), table, STATA)
    before = table.get(line.parts["made"], MISSING) if line.text.startswith("replace") else MISSING
    if "condition" not in line.parts:
        return new
    with np.errstate(invalid="ignore"):
        return np.where(value(stata(line.parts["condition"]), table, STATA), new, before)


def statistic(line: Line, table: dict[str, Any]) -> Any:
    column = np.asarray(table[line.parts["variable"]])
    asked = line.parts.get("subpop", "one")
    kept = value(stata(asked.removeprefix("if ")), table, STATA).astype(bool)
    if line.parts["statistic"] == "proportion":
        words = [word for word in sorted(set(column)) if word == "yes"]
        column = (column == words[0]).astype(float) if words else np.ones(len(T))
    kept &= np.isfinite(column.astype(float))
    if "over" in line.parts:
        groups = [np.asarray(table[name]) for name in line.parts["over"].split()]
        keys = list(zip(*groups, strict=True)) if len(groups) > 1 else groups[0].tolist()
        return {key: one(line, column, kept & np.array([k == key for k in keys]), table) for key in sorted(set(keys))
                if (kept & np.array([k == key for k in keys])).any()}  # fmt: skip
    return one(line, column, kept, table)


def one(line: Line, column: Any, kept: Any, table: dict[str, Any]) -> float:
    weight = np.asarray(table["weight"])[kept]
    numerator = float((column[kept].astype(float) * weight).sum())
    return numerator if line.parts["statistic"] == "total" else numerator / float(weight.sum())


@pytest.mark.parametrize("lesson", sorted(LESSONS))
def test_lines_of_excel_and_stata_give_what_they_should(lesson: str) -> None:
    given = [(text, found) for text, found in replayed(lesson) if found is not None]
    expected = EXPECTED.get(lesson, [])
    assert len(given) == len(expected), [text for text, _ in given]
    for (text, found), wanted in zip(given, expected, strict=True):
        if isinstance(wanted, str):
            continue
        if isinstance(wanted, dict):
            assert found == pytest.approx(wanted), text
        elif np.asarray(wanted).dtype.kind in "OU":
            assert found.tolist() == list(wanted), text
        else:
            assert np.allclose(np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)), text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("svy: mean informal if employed==1", "svy, subpop"),
        ("svy: mean paid if labour_force", "svy, subpop"),
        ("svyset stratum [pw=weight], strata(psu)", "not one of those"),
        ("svyset psu, strata(stratum)", "not one of those"),
        ("mean informal [aw=weight]", "not one of those"),
        ("tabulate informal sex", "not one of those"),
        ("=100*COUNTIF(informal,1)/SUM(informal)", "COUNTIF is not one of"),
        ("=100*SUMPRODUCT(weight,informal", "never closed"),
        ("gen x = max(0,", "never closed"),
    ],
)
def test_other_forms_are_refused(text: str, said: str) -> None:
    with pytest.raises(SyntaxError, match=said):
        read(text)


def test_lines_are_found_in_cells_that_speak_of_excel_or_stata() -> None:
    cell = new_markdown_cell("**In Excel** `=SUM(weight)`, **Stata** `svy: mean\nurban`, `weight`, `logit informal …`")
    assert list(lines(cell)) == ["=SUM(weight)", "svy: mean urban"]
    assert list(lines(new_markdown_cell("`svy: mean urban`"))) == []
