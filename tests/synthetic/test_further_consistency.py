"""The further answers fit together, and fit the ones that were there before."""

import numpy as np
import pandas as pd
import pytest

WEEKS_IN_MONTH = 365 / 7 / 12  # the ILO's factors, written out
DAYS_IN_MONTH = 365 / 12
MINIMUM_WAGE = 737_000


@pytest.fixture(scope="module")
def paid(sample):
    return sample[sample["monthly_pay"].notna()]


@pytest.fixture(scope="module")
def covered(paid):
    return paid[paid["minimum_wage_covered"].eq("yes")]


def test_hours_of_all_jobs_fit_in_a_week(sample):
    assert (sample["usual_hours"] + sample["second_job_hours"].fillna(0)).max() <= 98
    assert sample["second_job_hours"].min() >= 1
    assert sample["own_use_hours"].between(1, 60).sum() == sample["own_use_hours"].notna().sum()


def test_who_works_few_hours_wants_more_hours_more_often(sample):
    hours = sample["usual_hours"] + sample["second_job_hours"].fillna(0)
    wants = sample["wants_more_hours"].eq("yes")
    assert wants[hours < 20].mean() > 2 * wants[hours >= 48].mean()
    ready = sample["available_more_hours"].eq("yes")
    assert ready[wants].mean() > 0.7
    assert 0.02 < (wants & ready & (hours < 40)).sum() / hours.notna().sum() < 0.08


def test_own_use_work_is_rural_and_rarer_beside_a_job(sample):
    own_use, job = sample["own_use_work"].eq("yes"), sample["status"].notna()
    rural, adult = sample["area"].eq("rural"), sample["age"] >= 15
    assert own_use[adult & ~job & rural].mean() > 1.5 * own_use[adult & ~job & ~rural].mean()
    assert own_use[adult & ~job & rural].mean() > 1.5 * own_use[job & rural].mean()
    assert sample.loc[own_use & job, "own_use_hours"].mean() < sample.loc[own_use & ~job, "own_use_hours"].mean()


def test_reasons_for_not_looking_fit_the_other_answers(sample):
    reason = sample["why_not_looking"]
    asked = sample[reason.notna()]
    assert (asked["why_not_looking"].eq("found work, starts later") == asked["future_start"].eq("yes")).all()
    assert asked.loc[asked["why_not_looking"] == "studying", "attending"].eq("yes").all()
    wants = asked["available"].eq("yes") & asked["wants_work"].eq("yes") & ~asked["future_start"].eq("yes")
    no_work = asked["why_not_looking"].eq("no work to be had")
    assert no_work[wants].mean() > 0.3 and no_work[~wants].mean() < 0.1
    family = asked["why_not_looking"].eq("family duties")
    assert family[asked["sex"] == "female"].mean() > 2 * family[asked["sex"] == "male"].mean()


def test_pay_per_period_comes_to_the_monthly_pay(paid):
    periods = np.select(
        [paid["pay_period"].eq(one) for one in ("month", "week", "day")],
        [paid["weeks_worked"] / WEEKS_IN_MONTH, paid["weeks_worked"], paid["days_worked"]],
        1.0,
    )
    # Monthly pay is rounded to 100 riel, and is 1,000 at the least.
    assert (paid["pay_amount"] * periods - paid["monthly_pay"]).abs().le(50.01).all()
    assert (paid["pay_amount"] % 1_000 == 0).all() and (paid["pay_amount"] > 0).all()


def test_day_wages_are_round_and_days_whole(paid):
    daily = paid[paid["pay_period"] == "day"]
    assert (daily["pay_amount"] % 5_000 == 0).mean() > 0.9
    assert daily["pay_amount"].median() in (25_000, 30_000, 35_000)
    assert daily["days_worked"].between(1, 31).all() and (daily["days_worked"] % 1 == 0).all()
    # Who takes a day's rate for every day of the calendar is far off.
    calendar = daily["pay_amount"] * DAYS_IN_MONTH / daily["monthly_pay"]
    assert calendar.median() > 1.15


def test_the_ilos_factors_hold_for_a_full_month(paid):
    full = paid[np.isclose(paid["weeks_worked"], WEEKS_IN_MONTH)]
    full = full[full["pay_period"] != "day"]
    factors = {"month": 1.0, "week": WEEKS_IN_MONTH, "piece": 1.0}
    month = full["pay_amount"] * full["pay_period"].astype(str).map(factors)
    assert (month - full["monthly_pay"]).abs().le(50.01).all()
    assert full["pay_period"].value_counts()[["month", "week", "piece"]].min() > 200


def test_most_worked_a_full_month(sample):
    weeks = sample["weeks_worked"].dropna()
    part = ~np.isclose(weeks, WEEKS_IN_MONTH)
    assert 0.03 < part.mean() < 0.12
    assert weeks[part].between(1, 4).all()


def test_basic_pay_and_allowances_are_pay(paid):
    assert (paid["basic_pay"] + paid["allowances"] == paid["monthly_pay"]).all()
    assert (paid["basic_pay"] > 0).all() and (paid["allowances"] >= 0).all()
    assert (paid["allowances"] <= 0.4 * paid["monthly_pay"]).all()
    assert 0.3 < (paid["allowances"] > 0).mean() < 0.7


def test_the_minimum_wage_covers_registered_manufacturing(sample, covered):
    assert covered["industry"].dropna().eq("C manufacturing").all()
    assert covered["registered"].isin(["yes", "don't know"]).all()
    assert not covered["size"].isin(["1-4", "5-9"]).any()
    workers = sample.loc[sample["minimum_wage_covered"].eq("yes"), "weight"].sum()
    # Published: 750,000 workers in the garment industry of 2019 (a press figure).
    assert 600_000 < workers < 850_000


def test_some_pay_below_the_minimum_wage_has_a_reason(covered):
    below = covered["monthly_pay"] < MINIMUM_WAGE
    basic_below = covered["basic_pay"] < MINIMUM_WAGE
    full_time = covered["usual_hours"].ge(40) & np.isclose(covered["weeks_worked"], WEEKS_IN_MONTH)
    assert 0.02 < below.mean() < basic_below.mean() < 0.15  # allowances hide a part of it
    assert (basic_below & full_time).mean() < basic_below.mean()  # part of a month, part of the time
    assert (basic_below & full_time).sum() > 15


def test_unions_are_in_the_factories(sample):
    employees = sample[sample["union_member"].notna()]
    covered, union = employees["minimum_wage_covered"].eq("yes"), employees["union_member"].eq("yes")
    assert union[covered].mean() > 0.3 > 0.05 > union[~covered].mean()
    agreement = employees["collective_agreement"].eq("yes")
    assert agreement[union].mean() > 2 * agreement[~union].mean() > 0


def test_injuries(sample):
    workers = sample[sample["injured"].notna()]
    injured, building = workers["injured"].eq("yes"), workers["industry"].eq("F construction")
    assert injured[building].mean() > 1.5 * injured[~building].mean()
    assert injured[workers["sex"] == "male"].mean() > injured[workers["sex"] == "female"].mean()
    assert 0 < workers["commuting_injury"].eq("yes").mean() < injured.mean()
    days = workers["days_lost"].dropna()
    assert days.between(0, 365).all() and (days % 1 == 0).all()
    assert (days == 0).any() and days.max() > 30


def test_the_small_children_of_those_who_stayed_were_born_here(sample):
    home = sample["province"].astype(str)
    born_here, stayed = (
        sample["born_in_province"].astype(str) == home,
        sample["province_5_years_ago"].astype(str) == home,
    )
    heads_who_stayed = sample.loc[sample["relation"].eq("head") & stayed, "household_id"]
    small = sample["relation"].eq("child") & (sample["age"] < 5) & sample["household_id"].isin(heads_who_stayed)
    assert small.any() and born_here[small].mean() > 0.98


def test_moves(sample):
    home, born = sample["province"].astype(str), sample["born_in_province"].astype(str)
    asked = sample["age"] >= 5
    then = sample["province_5_years_ago"].astype(str)
    moved = asked & (then != home)
    assert 0.08 < (born != home).mean() < 0.25
    assert 0.03 < moved[asked].mean() < 0.10
    capital = home == "Phnom Penh"
    assert moved[asked & capital].mean() > 1.5 * moved[asked & ~capital].mean()
    weight = sample["weight"]
    net = weight[moved & capital].sum() - weight[moved & (then == "Phnom Penh")].sum()
    assert net > 0 > weight[moved & (home == "Prey Veng")].sum() - weight[moved & (then == "Prey Veng")].sum()
    assert 0.001 < (then == "abroad").sum() / asked.sum() < 0.02
    assert moved[sample["age"].between(15, 34)].mean() > moved[sample["age"] >= 50].mean()


def test_members_of_the_nssf(sample):
    employees = sample[sample["nssf_member"].notna()]
    contributes = employees["social_security"].eq("yes")
    member = employees["nssf_member"].eq("yes")
    assert member[contributes].all()
    # Registered is not active: half of the members have no contributions paid.
    assert 0.3 < contributes[member].mean() < 0.6


def test_health_cover(sample):
    by_nssf = sample["health_cover"].eq("nssf")
    assert sample.loc[by_nssf, "nssf_member"].eq("yes").all()
    fifth = pd.qcut(sample["household_consumption"], 5, labels=False)
    equity = sample["health_cover"].eq("equity card").groupby(fifth).mean()
    assert equity.is_monotonic_decreasing and equity[0] > 5 * equity[4]


def test_consumption_is_the_households_and_follows_pay_and_place(sample):
    consumption = sample["household_consumption"]
    assert (consumption.groupby(sample["household_id"]).nunique() == 1).all()
    assert (consumption > 0).all() and (consumption % 1_000 == 0).all()
    median = consumption.groupby(sample["area"], observed=True).median()
    assert median["urban"] > 1.1 * median["rural"]
    paid = sample["monthly_pay"].notna()
    assert np.corrcoef(np.log(sample.loc[paid, "monthly_pay"]), np.log(consumption[paid]))[0, 1] > 0.2
