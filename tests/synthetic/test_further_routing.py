"""Who is asked the further questions: an answer is there exactly when the question was asked."""

import pytest

WORKERS = ["wants_more_hours", "available_more_hours", "second_job", "injured", "commuting_injury"]
EMPLOYEES = ["weeks_worked", "union_member", "collective_agreement", "minimum_wage_covered", "nssf_member"]
PAID = ["pay_period", "pay_amount", "basic_pay", "allowances"]
EVERYBODY = [
    "born_in_province", "health_cover", "household_consumption", "children_below_6", "citizenship", "members_abroad",
    "remittances_received",
]  # fmt: skip
DIFFICULTIES = ["seeing", "hearing", "walking", "remembering", "self_care", "communicating"]


@pytest.fixture(scope="module")
def sample(sample):
    """Who is asked depends on age: the few who did not tell theirs are looked at apart."""
    return sample[sample["age"].notna()]


@pytest.mark.parametrize("question", EVERYBODY)
def test_asked_of_everybody(sample, question):
    assert sample[question].notna().all()


@pytest.mark.parametrize("question", WORKERS)
def test_asked_of_people_with_a_job(sample, question):
    assert (sample[question].notna() == sample["status"].notna()).all()


@pytest.mark.parametrize("question", EMPLOYEES)
def test_asked_of_employees(sample, question):
    assert (sample[question].notna() == sample["status"].eq("employee")).all()


@pytest.mark.parametrize("question", PAID)
def test_known_where_pay_is_known(sample, question):
    assert (sample[question].notna() == sample["monthly_pay"].notna()).all()


def test_own_use_work_is_asked_of_all_of_working_age(sample):
    assert (sample["own_use_work"].notna() == (sample["age"] >= 15)).all()


def test_hours_are_there_for_those_who_have_them(sample):
    assert (sample["second_job_hours"].notna() == sample["second_job"].eq("yes")).all()
    assert (sample["own_use_hours"].notna() == sample["own_use_work"].eq("yes")).all()


def test_the_reason_is_asked_of_those_who_did_not_look(sample):
    assert (sample["why_not_looking"].notna() == sample["looked_for_work"].eq("no")).all()


def test_five_years_ago_is_asked_from_age_five(sample):
    assert (sample["province_5_years_ago"].notna() == (sample["age"] >= 5)).all()


def test_days_lost_are_asked_of_the_injured_and_a_few_do_not_know(sample):
    injured = sample["injured"].eq("yes")
    assert not sample.loc[~injured, "days_lost"].notna().any()
    assert 0 < sample.loc[injured, "days_lost"].isna().mean() < 0.10


@pytest.mark.parametrize("question", ["union_member", "collective_agreement", "nssf_member"])
def test_some_do_not_know(sample, question):
    assert 0.005 < sample[question].eq("don't know").sum() / sample[question].notna().sum() < 0.15


@pytest.mark.parametrize("activity", DIFFICULTIES)
def test_difficulties_are_asked_from_age_five(sample, activity):
    assert (sample[f"difficulty_{activity}"].notna() == (sample["age"] >= 5)).all()


def test_the_last_move_is_described_where_there_is_one(sample):
    moved = sample["moved_from"].notna()
    for question in ("months_since_move", "reason_for_move"):
        assert (sample[question].notna() == moved).all()
    assert (sample.loc[moved, "moved_from"].astype(str) != sample.loc[moved, "province"].astype(str)).all()


def test_returns_are_asked_of_those_who_lived_abroad(sample):
    assert (sample["lived_abroad"].notna() == (sample["age"] >= 15)).all()
    lived = sample["lived_abroad"].eq("yes")
    for question in ("returned_from", "months_since_return"):
        assert (sample[question].notna() == lived).all()


def test_the_country_is_asked_where_somebody_is_abroad(sample):
    assert (sample["members_abroad_country"].notna() == (sample["members_abroad"] > 0)).all()


def test_days_are_asked_of_who_is_paid_by_the_day(sample):
    assert (sample["days_worked"].notna() == sample["pay_period"].eq("day")).all()
