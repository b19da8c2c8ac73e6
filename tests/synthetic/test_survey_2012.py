"""The survey of 2012: its design, its published figures, and what makes it comparable with the one of 2019."""

import json

import pandas as pd
import pytest

import labkit as lk
from labkit.data.files import datasets_folder
from labkit.errors import OptionError
from labkit.informality import job_formality
from labkit.labour import labour_force_status
from labkit.synthetic.calibrated import current_year
from labkit.synthetic.provinces import PROVINCES, PROVINCES_2012
from labkit.synthetic.sample import draw_2012
from labkit.synthetic.truth import population_truth

# Percentage points that the file may miss a published figure by; occupations are press figures, most of them "about".
TOLERANCES = {
    "labour_force_rate": 1.0,
    "unemployment_rate": 0.4,
    "relaxed_unemployment_rate": 0.5,
    "neet_rate": 2.0,
    "informal_employment_rate": 0.8,
    "informal_employment_rate_agriculture": 1.0,
    "informal_employment_rate_nonagriculture": 1.0,
    "family_worker_share": 1.5,
    "self_employed_share": 1.5,
    "occupation_skilled_agriculture": 4.0,
    "occupation_services_and_sales": 4.0,
    "occupation_elementary": 4.0,
    "occupation_machine_operators": 4.0,
    "occupation_craft": 4.0,
}
WHOLE = {
    "labour_force_rate": "adult",
    "unemployment_rate": "labour_force",
    "relaxed_unemployment_rate": "relaxed_labour_force",
    "neet_rate": "youth",
    "informal_employment_rate_agriculture": "agriculture",
    "informal_employment_rate_nonagriculture": "nonagriculture",
}


@pytest.fixture(scope="module")
def survey():
    return lk.load("lfs2012")


@pytest.fixture(scope="module")
def truth():
    return json.loads((datasets_folder() / "lfs2012" / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def derived(survey):
    frame = survey.frame
    status, informal = labour_force_status(frame), job_formality(frame).eq("informal")
    job, unemployed = status.eq("employed"), status.eq("unemployed")
    wants = frame["wants_work"].eq("yes") | frame["looked_for_work"].eq("yes")
    relaxed = unemployed | (frame["available"].eq("yes") & wants)
    farming = frame["industry"].eq("A agriculture")
    digit = frame["occupation"].astype("str").str[0]
    return survey.assign(
        adult=frame["age"] >= 15,
        youth=frame["age"].between(15, 24),
        job=job,
        labour_force=job | unemployed,
        relaxed_labour_force=job | relaxed,
        agriculture=farming,
        nonagriculture=job & ~farming,
        labour_force_rate=job | unemployed,
        unemployment_rate=unemployed,
        relaxed_unemployment_rate=relaxed,
        neet_rate=~job & ~frame["attending"].eq("yes"),
        informal_employment_rate=informal,
        informal_employment_rate_agriculture=informal,
        informal_employment_rate_nonagriculture=informal,
        family_worker_share=frame["status"].eq("contributing family worker"),
        self_employed_share=job & ~frame["status"].eq("employee"),
        occupation_services_and_sales=digit.eq("5"),
        occupation_skilled_agriculture=digit.eq("6"),
        occupation_craft=digit.eq("7"),
        occupation_machine_operators=digit.eq("8"),
        occupation_elementary=digit.eq("9"),
    )


def test_the_file_is_sample_zero(survey):
    pd.testing.assert_frame_equal(survey.frame, draw_2012(0), rtol=1e-9)


def test_making_it_leaves_the_year_as_it_was():
    draw_2012(1)
    assert current_year() == 2019


def test_design(survey):
    frame = survey.frame
    per_psu = frame.groupby("psu")["household_id"].nunique()
    assert (len(per_psu), per_psu.min(), per_psu.max()) == (600, 16, 16)
    assert frame["household_id"].nunique() == lk.load("published").set_index("id").loc["lfs2012-households", "value"]
    strata = frame.groupby("stratum", observed=True).agg(psus=("psu", "nunique"), of=("psus_in_stratum", "first"))
    assert len(strata) == 48 and strata["psus"].min() >= 2 and (strata["psus"] < strata["of"]).all()
    assert frame["weight"].sum() == pytest.approx(14_900_000, abs=30)


def test_columns_are_the_first_ones_of_2019_with_the_same_words(survey, lfs):
    columns = survey.frame.columns
    assert columns.tolist() == lfs.frame.columns[: len(columns)].tolist()
    assert columns[-1] == "monthly_pay"
    for name in columns.drop(["province", "stratum"]):
        assert survey.frame[name].dtype == lfs.frame[name].dtype


def test_kampong_cham_still_holds_tboung_khmum(survey):
    assert len(PROVINCES_2012) == 24
    assert "Tboung Khmum" not in survey.frame["province"].cat.categories
    now = {p.name: p.population for p in PROVINCES}
    then = {p.name: p.population for p in PROVINCES_2012}
    both = (now["Kampong Cham"] + now["Tboung Khmum"]) / sum(now.values())
    assert then["Kampong Cham"] / sum(then.values()) == pytest.approx(both, abs=1e-6)


def test_nobody_is_in_both_surveys(survey, lfs):
    assert not survey.frame["person_id"].isin(lfs.frame["person_id"]).any()


@pytest.mark.parametrize(
    "row", list(lk.card("lfs2012").calibration.itertuples()), ids=lambda r: f"{r.indicator}-{r.group}"
)
def test_file_agrees_with_published_figures_and_with_its_truth(derived, truth, row):
    published = lk.load("published").set_index("id").loc[row.source]
    part = derived if row.group == "total" else derived.filter(derived.frame["sex"] == row.group)
    whole = WHOLE.get(row.indicator, "job")
    estimate = part.filter(part.frame[whole]).share(row.indicator).iloc[0]
    assert estimate["estimate"] == pytest.approx(published["value"], abs=TOLERANCES[row.indicator])
    assert row.file == pytest.approx(estimate["estimate"], abs=0.0051)
    assert row.published == published["value"] and row.group == published["sex"] and published["year"] == 2012
    assert abs(estimate["estimate"] - truth["rates"][row.indicator][row.group]) < 4 * estimate["se"]


def test_pay_is_that_of_2012(survey, truth):
    mean = survey.mean("monthly_pay").iloc[0]
    assert mean["estimate"] / 4_050 == pytest.approx(119, rel=0.05)
    assert abs(mean["estimate"] - truth["mean_monthly_pay"]["total"]) < 4 * mean["se"]
    factory = survey.frame["industry"].eq("C manufacturing") & survey.frame["size"].eq("50+")
    at_minimum = survey.frame.loc[factory, "monthly_pay"].eq(truth["wage_equation"]["minimum wage"])
    assert at_minimum.mean() > 0.01 and truth["wage_equation"]["minimum wage"] < 66 * 4_100


def test_what_changed_between_the_years(truth):
    later = json.loads((datasets_folder() / "lfs" / "truth.json").read_text(encoding="utf-8"))["rates"]
    for name in ("informal_employment_rate", "family_worker_share"):
        assert truth["rates"][name]["total"] > later[name]["total"] + 3


def test_stored_truth_is_of_this_population(truth):
    found = population_truth(one_in=200, year=2012)
    assert found["wage_equation"] == truth["wage_equation"]
    assert set(found["rates"]) == set(truth["rates"])
    for indicator, by_group in truth["rates"].items():
        assert found["rates"][indicator]["total"] == pytest.approx(by_group["total"], abs=1.5)


@pytest.mark.parametrize("seed", [-1, 1.5, True])
def test_a_sample_has_a_whole_number(seed):
    with pytest.raises(OptionError, match="by its number") as error:
        draw_2012(seed=seed)
    assert "draw_2012" in str(error.value)
