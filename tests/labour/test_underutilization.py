"""Underutilization, underemployment and the potential labour force: by hand, and the identities between them."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import labour
from labkit.errors import ColumnError, OptionError

TRUTH = Path(__file__).parents[2] / "datasets" / "lfs" / "truth.json"
QUESTIONS = ["worked_hour", "temporarily_absent", "looked_for_work", "available", "future_start", "wants_work"]
KINDS = [
    ("unavailable jobseeker", ["no", "no", "yes", "no", "no", "yes"]),
    ("unavailable jobseeker", ["no", "no", "yes", None, "no", "yes"]),
    ("available potential jobseeker", ["no", "no", "no", "yes", "no", "yes"]),
    ("willing non-jobseeker", ["no", "no", "no", "no", "no", "yes"]),
    ("willing non-jobseeker", ["no", "no", "no", "no", "yes", "yes"]),  # a future starter who is not available
    ("other", ["no", "no", "no", "yes", "no", "no"]),
    ("other", ["no", "no", None, None, None, None]),
    ("in the labour force", ["no", "no", "yes", "yes", "no", "yes"]),
    ("in the labour force", ["no", "no", "no", "yes", "yes", "yes"]),  # a future starter
    ("in the labour force", ["yes", None, None, None, None, None]),
]


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


@pytest.fixture(scope="module")
def table(lfs: lk.Survey) -> pd.Series:
    return labour.underutilization(lfs, hours_threshold=40).set_index("measure")["estimate"]


def test_the_discouraged_are_available_and_see_no_work() -> None:
    rows = {
        "available potential jobseeker": ["no", "no", "no", "yes", "no", "yes"],
        "willing non-jobseeker": ["no", "no", "no", "no", "no", "yes"],
        "other": ["no", "no", "no", "yes", "no", "no"],
    }
    for kind, answers in rows.items():
        frame = pd.DataFrame([answers] * 3, columns=QUESTIONS).assign(age=30)
        reasons = frame.assign(why_not_looking=["no work to be had", "family duties", None])
        assert labour.discouraged_jobseekers(reasons).tolist() == [kind.startswith("available"), False, False]


@pytest.mark.parametrize(("kind", "answers"), KINDS)
def test_attachment(kind: str, answers: list[str | None]) -> None:
    frame = pd.DataFrame([answers], columns=QUESTIONS).assign(age=30)
    expected = None if kind == "in the labour force" else kind
    assert labour.labour_market_attachment(frame).astype(object).where(lambda s: s.notna(), None).tolist() == [expected]
    potential = labour.extended_labour_force_status(frame).eq("potential labour force").item()
    assert potential == (kind in ("unavailable jobseeker", "available potential jobseeker"))


def test_measures_by_hand(lfs: lk.Survey, table: pd.Series) -> None:
    frame = lfs.frame[lfs.frame["age"] >= 15]
    yes = {name: frame[name] == "yes" for name in [*QUESTIONS, "wants_more_hours", "available_more_hours"]}
    employed = yes["worked_hour"] | yes["temporarily_absent"]
    unemployed = ~employed & (yes["looked_for_work"] | yes["future_start"]) & yes["available"]
    hours = frame["usual_hours"] + frame["second_job_hours"].fillna(0)
    short = employed & yes["wants_more_hours"] & yes["available_more_hours"] & (hours < 40)
    outside = ~employed & ~unemployed
    near = outside & (yes["looked_for_work"] | (yes["wants_work"] & yes["available"]))
    weight = {
        name: frame.loc[rows, "weight"].sum()
        for name, rows in {"E": employed, "U": unemployed, "T": short, "P": near}.items()
    }
    force = weight["E"] + weight["U"]
    assert table["LU1"] == pytest.approx(100 * weight["U"] / force)
    assert table["LU2"] == pytest.approx(100 * (weight["U"] + weight["T"]) / force)
    assert table["LU3"] == pytest.approx(100 * (weight["U"] + weight["P"]) / (force + weight["P"]))
    assert table["LU4"] == pytest.approx(100 * (weight["U"] + weight["T"] + weight["P"]) / (force + weight["P"]))
    kinds = labour.potential_labour_force(lfs).set_index("kind")["estimate"]
    assert kinds[["unavailable jobseeker", "available potential jobseeker"]].sum() == pytest.approx(weight["P"])
    rate = labour.underemployment_rate(lfs, hours_threshold=40)["estimate"].item()
    assert rate == pytest.approx(100 * weight["T"] / weight["E"])


def test_the_population_s_own_rates_are_within_five_standard_errors(lfs: lk.Survey) -> None:
    truth = json.loads(TRUTH.read_text("utf-8"))["rates"]
    found = labour.underutilization(lfs, hours_threshold=40).set_index("measure")
    for measure in ("LU2", "LU3", "LU4"):
        distance = abs(found.loc[measure, "estimate"] - truth[measure.lower()]["total"])
        assert distance < 5 * found.loc[measure, "se"]
    rate = labour.underemployment_rate(lfs, hours_threshold=40)
    true = truth["time_related_underemployment_rate"]["total"]
    assert abs(rate["estimate"].item() - true) < 5 * rate["se"].item()


@pytest.mark.parametrize("standard", ["icls19", "icls13"])
@pytest.mark.parametrize("by", [None, "sex", ["area", "sex"], "province"])
def test_order_of_the_measures(by: str | list[str] | None, standard: str, lfs: lk.Survey) -> None:
    table = labour.underutilization(lfs, by, hours_threshold=40, standard=standard)
    groups = [] if by is None else [by] if isinstance(by, str) else by
    assert table.columns.tolist()[: len(groups) + 1] == [*groups, "measure"]
    assert table["measure"].tolist() == ["LU1", "LU2", "LU3", "LU4"] * (len(table) // 4)
    lu1, lu2, lu3, lu4 = table["estimate"].to_numpy().reshape(-1, 4).T
    assert (lu1 <= lu2).all() and (lu2 <= lu4).all() and (lu1 <= lu3).all() and (lu3 <= lu4).all()
    rate = labour.unemployment_rate(lfs, by, standard=standard)
    np.testing.assert_allclose(lu1, rate["estimate"])
    of_force = labour.underemployed_share_of_labour_force(lfs, by, hours_threshold=40, standard=standard)
    np.testing.assert_allclose(lu2 - lu1, of_force["estimate"], atol=1e-12)
    if groups:
        assert table[groups].iloc[::4].astype(str).to_numpy().tolist() == rate[groups].astype(str).to_numpy().tolist()


def test_rescaled_weights_change_nothing(lfs: lk.Survey) -> None:
    heavier = lfs.frame.assign(weight=lfs.frame["weight"] * 7.3)
    survey = lk.Survey(heavier, weight="weight", stratum="stratum", psu="psu")
    columns = ["estimate", "se", "df", "n"]
    one, other = (labour.underutilization(s, "sex", hours_threshold=40)[columns] for s in (lfs, survey))
    np.testing.assert_allclose(one.to_numpy(float), other.to_numpy(float), rtol=1e-9)


def test_the_underemployed_are_employed_and_not_added_to_the_labour_force(lfs: lk.Survey) -> None:
    short = labour.time_related_underemployed(lfs.frame, hours_threshold=48)
    assert labour.labour_force_status(lfs.frame)[short].unique().tolist() == ["employed"]
    assert labour.underutilization(lfs, hours_threshold=48)["n"].iloc[1] == labour.unemployment_rate(lfs)["n"].item()


@pytest.mark.parametrize(
    ("hours", "second", "marked"),
    [(39.0, None, True), (40.0, None, False), (30.0, 12.0, False), (0.0, None, True), (None, None, False)],
)
def test_hours_in_all_jobs_against_the_threshold(hours: float | None, second: float | None, marked: bool) -> None:
    person = {"age": 30, "worked_hour": "yes", "wants_more_hours": "yes", "available_more_hours": "yes"}
    frame = pd.DataFrame([{**dict.fromkeys(QUESTIONS), **person, "usual_hours": hours, "second_job_hours": second}])
    frame = frame.astype({"usual_hours": float, "second_job_hours": float})
    assert labour.time_related_underemployed(frame, hours_threshold=40).tolist() == [marked]
    unavailable = frame.assign(available_more_hours="no")
    assert labour.time_related_underemployed(unavailable, hours_threshold=40).tolist() == [False]
    two_criteria = frame.drop(columns="available_more_hours")
    assert labour.time_related_underemployed(two_criteria, hours_threshold=40).tolist() == [marked]


def test_hours_of_a_second_job_that_are_not_known_leave_the_total_open() -> None:
    frame = pd.DataFrame({"usual_hours": [20.0, 20], "second_job": ["yes", "no"], "second_job_hours": [np.nan] * 2})
    assert labour.usual_hours_all_jobs(frame).isna().tolist() == [True, False]


def test_the_table_names_its_threshold_and_standard(lfs: lk.Survey) -> None:
    facts = labour.underutilization(lfs, hours_threshold=40).attrs
    assert (facts["standard"], facts["hours_threshold"], facts["criteria"]) == ("icls19", 40, 3)
    silent = lk.Survey(lfs.frame.drop(columns="available_more_hours"), weight="weight", stratum="stratum", psu="psu")
    assert labour.underutilization(silent, hours_threshold=40).attrs["criteria"] == 2


def test_measures_can_be_chosen_where_the_survey_does_not_allow_all(lfs: lk.Survey) -> None:
    survey = lk.Survey(lfs.frame.drop(columns="wants_more_hours"), weight="weight", stratum="stratum", psu="psu")
    with pytest.raises(ColumnError, match="no column 'wants_more_hours'"):
        labour.underutilization(survey, hours_threshold=40)
    some = labour.underutilization(survey, hours_threshold=40, measures=["LU3", "LU1"])
    assert some["measure"].tolist() == ["LU3", "LU1"]
    assert "hours_threshold" not in some.attrs


def test_wrong_calls(lfs: lk.Survey) -> None:
    with pytest.raises(TypeError, match="hours_threshold"):
        labour.underutilization(lfs)
    with pytest.raises(OptionError, match="hours in a week"):
        labour.underemployment_rate(lfs, hours_threshold=0)
    with pytest.raises(OptionError, match="'LU1' or 'LU2'"):
        labour.underutilization(lfs, hours_threshold=40, measures=["LU5"])
