"""Answers of one person, and of one household, fit together."""

import pandas as pd
import pytest

from labkit.synthetic.frame import STRATA
from labkit.synthetic.provinces import PROVINCES

SELF_EMPLOYED = ["own-account worker", "employer"]


@pytest.fixture(scope="module")
def couples(sample):
    head = sample[sample["relation"] == "head"].set_index("household_id")[["sex", "age"]]
    spouse = sample[sample["relation"] == "spouse"].set_index("household_id")[["sex", "age"]]
    return spouse.join(head.add_suffix("_head"))


def of_household(frame: pd.DataFrame, values: pd.Series) -> pd.Series:
    return frame["household_id"].map(values)


def test_one_head_and_at_most_one_spouse(sample):
    heads = sample["relation"].eq("head").groupby(sample["household_id"]).sum()
    spouses = sample["relation"].eq("spouse").groupby(sample["household_id"]).sum()
    assert (heads == 1).all()
    assert spouses.max() == 1


def test_couples_are_of_two_sexes_and_plausible_ages(couples):
    assert (couples["sex"].astype(str) != couples["sex_head"].astype(str)).all()
    assert (couples["age"] - couples["age_head"]).abs().max() <= 16
    assert couples[["age", "age_head"]].min(axis=None) >= 18


def test_generations(sample):
    head_age = sample[sample["relation"] == "head"].set_index("household_id")["age"]
    oldest = sample[sample["relation"].isin(["head", "spouse"])].groupby("household_id")["age"].max()
    children, parents = sample[sample["relation"] == "child"], sample[sample["relation"] == "parent"]
    assert (of_household(children, oldest) - children["age"]).min() >= 15
    assert (parents["age"] - of_household(parents, head_age)).min() >= 14


def test_school_is_never_ahead_of_age(sample):
    highest = sample.groupby("age")["education"].apply(lambda levels: levels.cat.codes.max())
    assert highest[highest.index < 12].max() == 0
    assert highest[highest.index < 21].max() < 4


def test_nobody_below_fifteen_has_a_job(sample):
    assert sample.loc[sample["status"].notna(), "age"].min() >= 15


def test_public_servants(sample):
    public = sample[sample["institution"].isin(["government", "state enterprise"])]
    assert public["status"].eq("employee").all()
    assert public["age"].dropna().between(18, 62).all()
    assert not public["education"].eq("none").any()


def test_domestic_workers_are_employees_of_private_households(sample):
    household = sample["institution"].eq("private household")
    known = sample["industry"].notna() | sample["status"].isna()
    assert household[known].equals(sample.loc[known, "industry"].eq("T domestic work"))
    assert sample.loc[household, "status"].eq("employee").all()


def test_family_workers_help_the_head_or_the_spouse(sample):
    family = sample[sample["status"] == "contributing family worker"]
    owner = sample["relation"].isin(["head", "spouse"]) & sample["status"].isin(SELF_EMPLOYED)
    owners = sample[owner]
    assert family["household_id"].isin(owners["household_id"]).all()
    assert not family["relation"].eq("head").any()
    family = family[family["industry"].notna()]
    owners = owners[owners["household_id"].isin(family["household_id"])]
    unit = ["household_id", "registered", "keeps_accounts", "fixed_premises", "institution"]
    helped = (
        family[unit].astype(str).merge(owners[unit].drop_duplicates().astype(str), on=unit, how="left", indicator=True)
    )
    assert helped["_merge"].eq("both").all()


def test_own_use_is_rare_and_no_business(sample):
    own_use = sample["own_use"].eq("yes")
    assert own_use.any()
    assert own_use.sum() < 0.005 * sample["own_use"].notna().sum()
    assert sample.loc[own_use, "institution"].eq("other").all()


def test_households_share_weight_stratum_and_psu(sample):
    assert sample.groupby("household_id")[["weight", "psu"]].nunique().max(axis=None) == 1
    assert (sample["household_id"] // 1000 == sample["psu"]).all()


def test_design(sample):
    per_psu = sample.groupby("psu")["household_id"].nunique()
    assert len(per_psu) == 1000 and per_psu.max() == 11
    assert 4 <= per_psu.min() <= 8  # some do not answer, in some areas many
    assert 0.90 < per_psu.sum() / 11_000 < 0.95
    assert (sample.groupby("psu")["stratum"].nunique() == 1).all()
    strata = sample.groupby("stratum", observed=True).agg(psus=("psu", "nunique"), of=("psus_in_stratum", "first"))
    assert list(strata.index) == list(STRATA)
    assert strata["psus"].min() >= 2
    assert (strata["psus"] < strata["of"]).all()
    assert (sample["stratum"].astype(str) == sample["province"].astype(str) + " / " + sample["area"].astype(str)).all()


def test_weights_add_up_to_the_census(sample):
    assert (sample["weight"] > 0).all()
    totals = sample.groupby("province", observed=True)["weight"].sum()
    for province in PROVINCES:
        assert totals[province.name] == pytest.approx(province.population, rel=1e-9)


def test_weights_matter(sample):
    # Towns and small provinces are oversampled: an unweighted share of town people is clearly wrong.
    urban = sample["area"].eq("urban")
    assert urban.mean() - sample.loc[urban, "weight"].sum() / sample["weight"].sum() > 0.08


def test_weights_differ_within_an_area_but_not_within_a_household(sample):
    by_area = sample.groupby("psu")["weight"]
    assert (by_area.nunique() > 1).mean() > 0.99
    ratio = by_area.max() / by_area.min()
    assert 1.02 < ratio.median() < 1.5 and ratio.max() < 3


def test_weights_add_up_by_sex_too(sample):
    women = sample.loc[sample["sex"] == "female", "weight"].sum()
    assert women == pytest.approx(7_980_374, rel=1e-5)  # the census
