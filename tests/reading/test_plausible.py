"""A damaged survey is not "no problem found": each damage is said, with its evidence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import labkit as lk

Frame = pd.DataFrame
RNG = np.random.default_rng(1)


@pytest.fixture(scope="module")
def frame() -> Frame:
    full = lk.load("lfs").frame
    return full[full["psu"] % 3 == 0].reset_index(drop=True)


def in_some_psus(frame: Frame) -> pd.Series:
    return frame["psu"] % 2 == 0


def exchanged(frame: Frame) -> Frame:
    other = {"male": "female", "female": "male"}
    sex = frame["sex"].astype(object)
    return frame.assign(sex=sex.where(~in_some_psus(frame), sex.map(other)))


def shuffled(frame: Frame, name: str) -> Frame:
    """Return the frame with the answers of a column given to others who have one."""
    answers = frame[name].astype(object)
    known = answers.notna()
    return frame.assign(**{name: answers.mask(known, pd.Series(RNG.permutation(answers[known]), answers.index[known]))})


DAMAGES: dict[str, tuple[Callable[[Frame], Frame], str, str]] = {
    "weights of sum 1": (lambda f: f.assign(weight=f["weight"] / f["weight"].sum()), "weight", "fewer than the"),
    "weights in thousands": (lambda f: f.assign(weight=f["weight"] / 1000), "weight", "fewer than the"),
    "weights of mean 1": (lambda f: f.assign(weight=f["weight"] / f["weight"].mean()), "weight", "mean of 1"),
    "weights times 1000": (lambda f: f.assign(weight=f["weight"] * 1000), "weight", "more than any country"),
    "a weight without its point": (
        lambda f: f.assign(weight=f["weight"].where(f.index != 7, 9e5)), "weight", "100 times"
    ),
    "weights of other people": (
        lambda f: f.assign(weight=RNG.permutation(f["weight"])), "weight", "no more than chance"
    ),
    "hours all 99": (lambda f: f.assign(usual_hours=f["usual_hours"] * 0 + 99), "usual_hours", "answers are 99"),
    "hours unknown as 99": (
        lambda f: f.assign(usual_hours=f["usual_hours"].where(f.index % 9 > 0, 99)), "usual_hours", "code of no answer"
    ),
    "hours a day": (lambda f: f.assign(usual_hours=(f["usual_hours"] / 6).round()), "usual_hours", "7 hours a week"),
    "half in dollars": (
        lambda f: f.assign(monthly_pay=f["monthly_pay"].where(f.index % 2 > 0, f["monthly_pay"] / 4000)),
        "monthly_pay", "two lots",
    ),
    "a tenth in dollars": (
        lambda f: f.assign(monthly_pay=f["monthly_pay"].where(f.index % 10 > 0, f["monthly_pay"] / 4000)),
        "monthly_pay", "two lots",
    ),
    "no sex": (lambda f: f.drop(columns="sex"), "sex", "no column 'sex'"),
    "no age": (lambda f: f.drop(columns="age"), "age", "no column 'age'"),
    "sexes exchanged in half the PSUs": (exchanged, "sex", "as by chance"),
    "men only": (lambda f: f[f["sex"] == "male"].reset_index(drop=True), "sex", "answers are male"),
    "sexes shuffled": (lambda f: shuffled(f, "sex"), "sex", "couples"),
    "everybody 45": (lambda f: f.assign(age=45), "age", "answers are 45"),
    "rounded ages": (lambda f: f.assign(age=(f["age"] / 10).round() * 10), "age", "Whipple"),
    "one stratum": (lambda f: f.assign(stratum=1), "stratum", "one stratum, 1"),
    "a province gone": (lambda f: f[f["province"] != "Kep"].reset_index(drop=True), "province", "No records from Kep"),
    "a province gone, as text": (
        lambda f: f[f["province"] != "Kep"].astype({"province": str}).reset_index(drop=True), "province", "from Kep"
    ),
    "households as PSUs": (lambda f: f.assign(psu=f["household_id"]), "psu", "each household is a PSU"),
    "records as PSUs": (lambda f: f.assign(psu=range(len(f))), "psu", "a PSU of its own"),
    "children with university": (
        lambda f: f.assign(education=f["education"].astype(object).where(f["age"] != 3, "higher")),
        "education", "3 years old and 'higher'",
    ),
    "status shuffled among jobs": (lambda f: shuffled(f, "status"), "status", "who are no employees"),
    "status shuffled among all": (
        lambda f: f.assign(status=RNG.permutation(f["status"].astype(object))), "status", "No status in employment"
    ),
    "all urban": (lambda f: f.assign(area="urban"), "area", "answers are urban"),
    "nobody worked": (lambda f: f.assign(worked_hour="no"), "worked_hour", "answers are no"),
    "no pay": (lambda f: f.assign(monthly_pay=np.nan), "monthly_pay", "not one answer"),
    "records twice": (
        lambda f: pd.concat([f, f.assign(household_id=f["household_id"] + 10**7)], ignore_index=True),
        "", "the same as another",
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_said_with_its_evidence(frame: Frame, damage: str) -> None:
    spoil, column, words = DAMAGES[damage]
    problems = lk.validate(spoil(frame)).problems
    said = problems.loc[problems["column"] == column, "what"]
    assert said.str.contains(words, regex=False).any(), problems["what"].tolist()


@pytest.mark.parametrize("name", ["lfs", "lfs2012"])
def test_nothing_is_said_of_a_sound_survey(name: str) -> None:
    assert set(lk.validate(lk.load(name)).problems["column"]) <= {"age"}  # a few ages were not given


def test_nothing_is_said_of_a_domain() -> None:
    lfs = lk.load("lfs")
    for domain in (lfs.filter(lfs.frame["psu"] % 20 == 0), lfs.filter(lfs.frame["province"] == "Kep")):
        assert set(lk.validate(domain).problems["column"]) <= {"age"}


def test_what_multiplies_or_halves_a_whole_survey_is_told_in_figures(frame: Frame) -> None:
    pay, people = frame["monthly_pay"].dropna(), frame["weight"].sum()
    report = lk.validate(frame)
    assert report.sizes == (
        f"Compare with the report of the survey: the weights add up to {people:,.0f} people; "
        f"half of the {len(pay):,} people with pay have less than {pay.median():,.0f} a month."
    )
    assert " ".join(str(report).split()).count(report.sizes) == 1
    assert report.sizes in report._repr_html_()
    of_a_year = lk.validate(frame.assign(monthly_pay=12 * frame["monthly_pay"]))
    assert f"{12 * pay.median():,.0f} a month" in of_a_year.sizes
    half = lk.validate(frame.assign(weight=frame["weight"].where(frame["psu"] % 2 == 0, 0)))
    assert f"{frame['weight'][frame['psu'] % 2 == 0].sum():,.0f} people" in half.sizes
    # A domain is no survey: its sums are in no report.
    lfs = lk.load("lfs")
    assert lk.validate(lfs).sizes
    assert not lk.validate(lfs.filter(lfs.frame["province"] == "Kep")).sizes
    assert not lk.validate(frame.drop(columns="weight")).sizes


@pytest.mark.parametrize(("heaped", "warned"), [(36, True), (34, False)])
def test_ages_are_very_rough_from_a_whipple_s_index_of_175_on(heaped: int, warned: bool) -> None:
    ages = [25, 30, 35, 40] * (heaped // 4) + [30] * (heaped % 4)
    others = [age for age in range(23, 63) if age % 5][: 100 - heaped] * 4
    frame = pd.DataFrame({"age": [float(age) for age in (ages + others)[:100]]})
    assert 500 * (frame["age"] % 5 == 0).mean() == 5 * heaped
    assert lk.validate(frame).problems["what"].str.contains("Whipple").any() == warned


@pytest.mark.parametrize(("far", "warned"), [(3, True), (2, False)])
def test_pay_is_afar_beyond_fifty_times_the_middle_one(far: int, warned: bool) -> None:
    frame = pd.DataFrame({"monthly_pay": [100.0] * (95 - far) + [800.0] * 5 + [5001.0] * far})
    assert len(frame) == 100
    assert lk.validate(frame).problems["what"].str.contains("two lots").any() == warned
    near = frame.replace({"monthly_pay": 5001.0}, 5000.0)
    assert not lk.validate(near).problems["what"].str.contains("two lots").any()


@pytest.mark.parametrize(("men", "warned"), [(35, True), (36, False), (50, False), (64, False), (65, True)])
def test_men_are_neither_35_nor_65_of_100(men: int, warned: bool) -> None:
    frame = Frame({"sex": ["male"] * men + ["female"] * (100 - men), "age": np.arange(100) % 60, "weight": 2.0})
    assert lk.validate(frame).problems["what"].str.contains("of the records are men").any() == warned
    assert not lk.validate(frame.drop(index=99)).problems["what"].str.contains("of the records are men").any()


@pytest.mark.parametrize(
    ("weight", "says"),
    [(0.998, "fewer than"), (0.9995, "a mean of 1"), (1.0005, "a mean of 1"), (1.01, ""), (1.5e7, ""), (1.6e7, "any")],
)
def test_weights_add_up_to_more_than_the_records_and_to_no_more_than_a_country(weight: float, says: str) -> None:
    frame = Frame(
        {"sex": ["male", "female"] * 50, "age": np.arange(100) % 60, "weight": [weight - 1e-4, weight + 1e-4] * 50}
    )
    told = lk.validate(frame).problems.query("column == 'weight'")["what"].str.cat()
    assert says in told if says else told == ""


def test_each_level_of_school_has_its_youngest_age() -> None:
    youngest = {"none": 0, "primary": 9, "lower secondary": 12, "upper secondary": 15, "higher": 18}
    exactly = pd.DataFrame({"education": list(youngest), "age": [float(age) for age in youngest.values()]})
    many = pd.concat([exactly] * 20, ignore_index=True)
    assert not lk.validate(many).problems["what"].str.contains("Too young").any()
    younger = lk.validate(many.assign(age=many["age"] - (many["age"] > 0))).problems
    assert younger.loc[younger["what"].str.contains("Too young"), "records"].tolist() == [80]
