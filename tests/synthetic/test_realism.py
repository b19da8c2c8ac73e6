"""What a labour economist would look at first: each sentence a bound, in the file and in another draw."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk

DIFFICULTIES = ["seeing", "hearing", "walking", "remembering", "self_care", "communicating"]


@pytest.fixture(scope="module", params=[None, 11], ids=["file", "draw 11"])
def frame(request):
    return lk.load("lfs", draw=request.param).frame


def weighted_share(frame, part):
    return np.average(part.astype(float), weights=frame["weight"])


def test_teachers_and_health_professionals_went_to_school(frame):
    for industry in ("P education", "Q health"):
        staff = frame[frame["industry"].eq(industry) & frame["occupation"].eq("2 professionals")]
        assert staff["education"].isin(["upper secondary", "higher"]).sum() > 0.9 * staff["education"].notna().sum()
        assert not staff["education"].isin(["none", "primary"]).mean() > 0.02


def test_about_half_of_the_teachers_are_women(frame):
    teachers = frame[frame["industry"].eq("P education") & frame["occupation"].eq("2 professionals")]
    assert 0.38 < weighted_share(teachers, teachers["sex"].eq("female")) < 0.58


def test_most_garment_workers_under_the_minimum_wage_are_formal(frame):
    covered = frame[frame["minimum_wage_covered"].eq("yes")]
    assert weighted_share(covered, covered["social_security"].eq("yes")) > 0.52
    others = frame[frame["status"].eq("employee") & ~frame["minimum_wage_covered"].eq("yes")]
    assert weighted_share(others, others["social_security"].eq("yes")) < 0.30


def test_a_few_earn_much(frame):
    pay = frame["monthly_pay"].dropna()
    assert 3 <= (pay > 5_900_000).sum() < 0.004 * len(pay)
    assert pay.max() < 40_000_000


def test_drivers_have_the_injuries_of_the_road(frame):
    workers = frame[frame["injured"].notna()]
    injured = workers["injured"].eq("yes").groupby(workers["industry"], observed=True).mean()
    assert injured["H transport"] > 2 * injured["O public administration"]
    assert injured["F construction"] > 0.8 * injured["H transport"]


def test_some_people_are_not_related_to_the_head(frame):
    assert 0.005 < frame["relation"].eq("not related").mean() < 0.03


def test_the_national_pay_gap_is_near_the_published_one(frame):
    gap = lk.wages.pay_gap(lk.Survey(frame, weight="weight", stratum="stratum", psu="psu"), "monthly_pay").iloc[0]
    assert abs(gap["estimate"] - 12.36) < 2.5


def test_disability_rises_with_age_and_keeps_people_out_of_work(frame):
    codes = frame[[f"difficulty_{name}" for name in DIFFICULTIES]].apply(lambda column: column.cat.codes)
    disabled = (codes >= 2).any(axis=1)
    asked = frame["age"] >= 5
    assert 0.02 < disabled[asked].mean() < 0.08
    assert disabled[frame["age"] >= 60].mean() > 4 * disabled[frame["age"].between(15, 39)].mean()
    working_age, job = frame["age"].between(25, 59), frame["status"].notna()
    assert disabled[working_age & ~job].mean() > 1.5 * disabled[working_age & job].mean()


def test_people_abroad_are_fewer_than_the_ministry_says(frame):
    heads = frame[frame["relation"] == "head"]
    abroad = (heads["members_abroad"] * heads["weight"]).sum()
    assert 600_000 < abroad < 1_200_000
    by_province = heads["members_abroad"].groupby(heads["province"], observed=True).mean()
    assert by_province["Banteay Meanchey"] > 3 * by_province["Phnom Penh"]
    received = heads["remittances_received"] > 0
    assert received[heads["members_abroad"] > 0].mean() > 0.75 > 0.1 > received[heads["members_abroad"] == 0].mean()


def test_answers_about_other_countries_fit_together(frame):
    back = frame["province_5_years_ago"].eq("abroad") & (frame["age"] >= 15)
    assert frame.loc[back, "lived_abroad"].eq("yes").all()
    assert frame.loc[back, "months_since_return"].max() < 60
    assert frame["citizenship"].eq("Cambodia").mean() > 0.98
    for column in ("members_abroad", "remittances_received", "children_below_6"):
        assert frame[column].groupby(frame["household_id"]).nunique().max() == 1


def test_moves_by_both_questions_differ_for_reasons_that_can_be_named(frame):
    home, age = frame["province"].astype(str), frame["age"]
    by_census = frame["moved_from"].notna()
    by_survey = (age >= 5) & (frame["province_5_years_ago"].astype(str) != home)
    # The census question also finds small children; from age five the two agree.
    assert by_census[age < 5].any() and not by_survey[age < 5].any()
    older = age >= 5
    assert (by_census[older] == by_survey[older]).all()
    assert (frame.loc[by_survey, "moved_from"] == frame.loc[by_survey, "province_5_years_ago"]).all()


def test_small_children_are_counted(frame):
    known = frame.groupby("household_id")["age"].transform(lambda ages: ages.notna().all())
    small = (frame["age"] < 6).groupby(frame["household_id"]).transform("sum")
    assert (frame.loc[known, "children_below_6"] == small[known]).all()


def test_reasons_for_moving(frame):
    moved = frame[frame["reason_for_move"].notna()]
    children = moved["age"] < 15
    assert not moved.loc[children, "reason_for_move"].isin(["work", "marriage", "study"]).any()
    assert moved.loc[~children, "reason_for_move"].eq("work").mean() > 0.25
    assert moved["months_since_move"].between(0, 59).all()


def test_2012_has_what_change_is_studied_with():
    then, now = lk.load("lfs2012").frame, lk.load("lfs").frame
    shared = ["weeks_worked", "basic_pay", "union_member", "minimum_wage_covered", "pay_period", "days_worked"]
    for name in shared:
        assert then[name].notna().any() and then[name].dtype == now[name].dtype
    covered = then[then["minimum_wage_covered"].eq("yes")]
    assert len(covered) > 800
    pd.testing.assert_series_equal(
        covered["basic_pay"] + covered["allowances"], covered["monthly_pay"], check_names=False
    )
