"""The survey of 2012: its design, its published figures, and what makes it comparable with the one of 2019."""

import json

import pandas as pd
import pytest

import labkit as lk
from labkit.data.files import datasets_folder
from labkit.errors import OptionError
from labkit.synthetic.calibrated import current_year
from labkit.synthetic.provinces import PROVINCES, PROVINCES_2012
from labkit.synthetic.sample import draw_2012
from labkit.synthetic.truths.truth import population_truth


@pytest.fixture(scope="module")
def survey():
    return lk.load("lfs2012")


@pytest.fixture(scope="module")
def truth():
    return json.loads((datasets_folder() / "lfs2012" / "truth.json").read_text(encoding="utf-8"))


def test_the_file_is_sample_zero(survey):
    pd.testing.assert_frame_equal(survey.frame, draw_2012(0), rtol=1e-9)


def test_making_it_leaves_the_year_as_it_was():
    draw_2012(1)
    assert current_year() == 2019


def test_design(survey):
    frame = survey.frame
    per_psu = frame.groupby("psu")["household_id"].nunique()
    assert len(per_psu) == 600 and per_psu.max() == 16
    selected = lk.load("published").set_index("id").loc["lfs2012-households", "value"]
    assert selected == 600 * 16 and 0.90 < frame["household_id"].nunique() / selected < 0.95  # some did not answer
    strata = frame.groupby("stratum", observed=True).agg(psus=("psu", "nunique"), of=("psus_in_stratum", "first"))
    assert len(strata) == 48 and strata["psus"].min() >= 2 and (strata["psus"] < strata["of"]).all()
    assert frame["weight"].sum() == pytest.approx(14_900_000, abs=30)


def test_columns_are_of_2019_with_the_same_words(survey, lfs):
    columns = survey.frame.columns
    assert columns[:35].tolist() == lfs.frame.columns[:35].tolist()
    assert columns[34] == "monthly_pay" and columns[35:].isin(lfs.frame.columns[35:]).all()
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
