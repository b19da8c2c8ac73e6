"""The bundled survey agrees with the published figures, and with the truth of its own population."""

import json

import numpy as np
import pytest

import labkit as lk
from labkit.data.files import datasets_folder
from labkit.informality import job_formality, production_unit
from labkit.labour import labour_force_status
from labkit.synthetic.frame import population_frame
from labkit.synthetic.population import answers
from labkit.synthetic.records import records
from labkit.synthetic.truths.truth import every_household, population_truth


@pytest.fixture(scope="module")
def derived(lfs):
    """The survey with the part of every rate, and the whole it is a share of, derived from the answers."""
    frame = lfs.frame
    status = labour_force_status(frame)
    job, unemployed = status.eq("employed"), status.eq("unemployed")
    letter = frame["industry"].astype("str").str[0].fillna("")
    labour_force, own_use = job | unemployed, frame["own_use_work"].eq("yes")
    hours = frame["usual_hours"] + frame["second_job_hours"].fillna(0)
    short = (hours < 40) & frame["wants_more_hours"].eq("yes") & frame["available_more_hours"].eq("yes")
    looked, available = frame["looked_for_work"].eq("yes"), frame["available"].eq("yes")
    willing = frame["looked_for_work"].eq("no") & available & frame["wants_work"].eq("yes")
    potential = ~labour_force & ((looked & ~available) | willing)
    return lfs.assign(
        everybody=True,
        adult=frame["age"] >= 15,
        youth=frame["age"].between(15, 24),
        job=job,
        labour_force=labour_force,
        extended_labour_force=labour_force | potential,
        labour_force_rate=labour_force,
        labour_force_rate_13th_icls=labour_force | own_use,
        employment_ratio_13th_icls=job | own_use,
        time_related_underemployment_rate=short,
        lu2=unemployed | short,
        lu3=unemployed | potential,
        lu4=unemployed | short | potential,
        discouraged_share=potential & willing & frame["why_not_looking"].eq("no work to be had"),
        nssf_membership_rate=frame["nssf_member"].eq("yes"),
        union_density=frame["union_member"].eq("yes"),
        injury_rate=frame["injured"].eq("yes"),
        employee=frame["status"].eq("employee"),
        employment_ratio=job,
        unemployment_rate=unemployed,
        neet_rate=~job & ~frame["attending"].eq("yes"),
        informal_employment_rate=job_formality(frame).eq("informal"),
        informal_sector_share=production_unit(frame).eq("informal"),
        public_sector_share=frame["institution"].isin(["government", "state enterprise"]),
        agriculture_share=letter.eq("A"),
        industry_share=letter.isin(list("BCDEF")),
        services_share=letter.isin(list("GHIJKLMNOPQRSTU")),
        family_worker_share=frame["status"].eq("contributing family worker"),
        self_employed_share=job & ~frame["status"].eq("employee"),
        employee_share=frame["status"].eq("employee"),
        women_among_employees=frame["sex"].eq("female"),
    )


WHOLE = {
    "employment_ratio": "adult",
    "unemployment_rate": "labour_force",
    "neet_rate": "youth",
    "women_among_employees": "employee",
    "labour_force_rate": "adult",
    "labour_force_rate_13th_icls": "adult",
    "employment_ratio_13th_icls": "adult",
    "discouraged_share": "adult",
    "lu2": "labour_force",
    "lu3": "extended_labour_force",
    "lu4": "extended_labour_force",
    "nssf_membership_rate": "employee",
    "union_density": "employee",
}


def estimate(derived, indicator, group):
    """Return estimate and standard error of a rate or of the raw pay gap (percent), or of the NSSF's members."""
    survey = derived
    if group != "total":
        survey = survey.filter(survey.frame["sex" if group in ("male", "female") else "area"] == group)
    if indicator == "nssf_members_in_millions":
        row = survey.total("nssf_membership_rate").iloc[0]
        return row["estimate"] / 1e6, row["se"] / 1e6
    if indicator == "raw_pay_gap":
        pay = survey.mean("monthly_pay", by="sex").set_index("sex")
        men, women = pay.loc["male"], pay.loc["female"]
        ratio = women["estimate"] / men["estimate"]
        # Delta method, men and women taken as independent: good enough for a bound of four standard errors.
        se = ratio * np.hypot(men["se"] / men["estimate"], women["se"] / women["estimate"])
        return 100 * (1 - ratio), 100 * se
    whole = WHOLE.get(indicator, "job")
    row = survey.filter(survey.frame[whole]).share(indicator).iloc[0]
    return row["estimate"], row["se"]


@pytest.fixture(scope="module")
def truth():
    return json.loads((datasets_folder() / "lfs" / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "indicator",
    [
        "employment_ratio", "unemployment_rate", "neet_rate", "informal_employment_rate", "informal_sector_share",
        "public_sector_share", "agriculture_share", "industry_share", "services_share", "employee_share",
        "self_employed_share", "family_worker_share", "employment_ratio_13th_icls", "labour_force_rate",
        "labour_force_rate_13th_icls", "time_related_underemployment_rate", "lu2", "lu3", "lu4", "discouraged_share",
        "nssf_membership_rate", "union_density", "injury_rate",
    ],
)  # fmt: skip
@pytest.mark.parametrize("group", ["total", "male", "female", "urban", "rural"])
def test_file_agrees_with_the_populations_truth(derived, truth, indicator, group):
    value, se = estimate(derived, indicator, group)
    assert abs(value - truth["rates"][indicator][group]) < 4 * se


@pytest.mark.parametrize("group", ["total", "urban", "rural"])
def test_pay_gap_agrees_with_the_populations_truth(derived, truth, group):
    value, se = estimate(derived, "raw_pay_gap", group)
    assert abs(value - truth["raw_pay_gap"][group]) < 4 * se


def test_mean_pay_agrees_with_the_populations_truth(derived, truth):
    row = derived.mean("monthly_pay").iloc[0]
    assert abs(row["estimate"] - truth["mean_monthly_pay"]["total"]) < 4 * row["se"]
    assert row["estimate"] == pytest.approx(1_000_000, rel=0.05)


def test_members_of_the_nssf_agree_with_the_populations_truth(derived, truth):
    value, se = estimate(derived, "nssf_members_in_millions", "total")
    assert abs(value - truth["nssf_members"]["total"]) < 4 * se


@pytest.mark.parametrize("group", ["total", "male", "female", "urban", "rural"])
def test_measures_of_underutilisation_are_in_order(truth, group):
    rates = {name: by_group[group] for name, by_group in truth["rates"].items()}
    assert rates["unemployment_rate"] < rates["lu2"] < rates["lu4"]
    assert rates["unemployment_rate"] < rates["lu3"] < rates["lu4"]
    assert rates["labour_force_rate"] == pytest.approx(
        rates["employment_ratio"] / (1 - rates["unemployment_rate"] / 100), abs=0.001
    )


def test_the_older_standard_finds_many_more_employed(derived, truth):
    newer, older = (truth["rates"][name]["total"] for name in ("employment_ratio", "employment_ratio_13th_icls"))
    assert older - newer > 10
    assert estimate(derived, "employment_ratio_13th_icls", "total")[0] == pytest.approx(81, abs=1.5)


def test_clusters_matter(derived):
    row = derived.filter(derived.frame["job"]).share("informal_employment_rate").iloc[0]
    share = row["estimate"] / 100
    random_sample = 100 * np.sqrt(share * (1 - share) / row["n"])
    assert 1.5 < (row["se"] / random_sample) ** 2 < 4


def test_every_cell_of_sector_by_job_is_there(derived):
    matrix = lk.informality.sector_job_matrix(derived).set_index(["sector", "job"])
    assert matrix.loc[("formal", "informal"), "estimate"] > 8
    assert matrix.loc[("formal", "formal"), "estimate"] > 8
    assert matrix.loc[("informal", "informal"), "estimate"] > 65
    assert matrix.loc[("informal", "formal"), "n"] >= 15  # rare, but enough to be shown


def test_factory_workers_with_and_without_social_security(lfs):
    frame = lfs.frame
    factory = frame[frame["industry"].eq("C manufacturing") & frame["size"].eq("50+")]
    shares = factory["social_security"].value_counts(normalize=True)
    assert shares["yes"] > 0.25 and shares["no"] > 0.25
    assert factory["sex"].eq("female").mean() > 0.65


def test_stored_truth_is_of_this_population(truth):
    found = population_truth(one_in=200)
    for indicator, by_group in truth["rates"].items():
        assert found["rates"][indicator]["total"] == pytest.approx(by_group["total"], abs=1.0)
    assert found["wage_equation"] == truth["wage_equation"]
    assert sum(truth["sector_by_job"]["formal"].values()) == pytest.approx(
        100 - truth["rates"]["informal_sector_share"]["total"] - sum(truth["sector_by_job"]["household"].values()),
        abs=0.01,
    )


def test_the_truth_is_counted_by_the_same_rules_as_the_survey():
    frame = population_frame()
    areas, numbers = (column[::2000] for column in every_household(frame))
    people = answers(frame, areas, numbers)
    survey = records(frame, people, numbers, np.ones(len(people["age"])))
    formal = {1: "formal", 0: "informal", -1: None}
    sector = {0: "formal", 1: "informal", 2: "household", -1: None}
    job = survey["status"].notna()
    assert job_formality(survey)[job].tolist() == [formal[code] for code in people["formal"][job]]
    assert production_unit(survey)[job].tolist() == [sector[code] for code in people["sector"][job]]
