"""Who is asked what: an answer is there exactly when the question was asked (or was refused, where that happens)."""

import numpy as np
import pandas as pd
import pytest

EMPLOYED_ONLY = [
    "status", "institution", "registered", "keeps_accounts", "fixed_premises", "occupation", "own_use",
]  # fmt: skip
EMPLOYEES_ONLY = ["paid_annual_leave", "paid_sick_leave", "contract"]


NOT_GIVEN = {"age": 0.005, "education": 0.015, "usual_hours": 0.015, "actual_hours": 0.015, "industry": 0.012}
"""Questions that a few do not answer, and the largest share of them."""


@pytest.fixture(scope="module")
def sample(sample):
    """Who is asked depends on age: the few who did not tell theirs are looked at apart."""
    return sample[sample["age"].notna()]


@pytest.fixture(scope="module")
def adult(sample):
    return sample["age"] >= 15


@pytest.fixture(scope="module")
def job(sample):
    return sample["worked_hour"].eq("yes") | sample["temporarily_absent"].eq("yes")


def assert_asked(answers: pd.Series, asked: pd.Series) -> None:
    pd.testing.assert_series_equal(answers.notna(), asked, check_names=False)


def test_everybody_has_a_place_and_a_person(sample):
    known = ["household_id", "person_id", "province", "area", "stratum", "psu", "psus_in_stratum", "weight"]
    assert sample[[*known, "relation", "sex"]].notna().all(axis=None)
    assert sample["person_id"].is_unique


def test_attendance_is_asked_from_age_five(sample):
    assert_asked(sample["attending"], sample["age"] >= 5)


def test_work_is_asked_from_age_fifteen(sample, adult):
    assert_asked(sample["worked_hour"], adult)
    assert_asked(sample["temporarily_absent"], adult & sample["worked_hour"].eq("no"))


@pytest.mark.parametrize("question", ["looked_for_work", "available", "future_start", "wants_work"])
def test_search_is_asked_of_adults_without_a_job(sample, adult, job, question):
    assert_asked(sample[question], adult & ~job)


@pytest.mark.parametrize("question", EMPLOYED_ONLY)
def test_job_questions_are_asked_of_people_with_a_job(sample, job, question):
    assert_asked(sample[question], job)


@pytest.mark.parametrize("question", EMPLOYEES_ONLY)
def test_employee_questions_are_asked_of_employees(sample, question):
    assert_asked(sample[question], sample["status"].eq("employee"))


@pytest.mark.parametrize(("question", "refused"), [("social_security", (0.005, 0.03)), ("monthly_pay", (0.025, 0.06))])
def test_some_employees_do_not_answer(sample, question, refused):
    employee = sample["status"].eq("employee")
    assert not sample.loc[~employee, question].notna().any()
    assert refused[0] < sample.loc[employee, question].isna().mean() < refused[1]


def test_size_is_sometimes_unknown(sample, job):
    assert not sample.loc[~job, "size"].notna().any()
    assert 0.005 < sample.loc[job, "size"].isna().mean() < 0.04


def test_hours_of_last_week_are_zero_for_the_absent_alone(sample, job):
    absent = sample["temporarily_absent"].eq("yes")
    assert (sample.loc[absent, "actual_hours"].dropna() == 0).all()
    assert (sample.loc[job & ~absent, "actual_hours"].dropna() >= 1).all()
    assert sample.loc[job, "usual_hours"].dropna().between(1, 98).all()


@pytest.mark.parametrize("question", ["registered", "keeps_accounts", "social_security", "paid_sick_leave"])
def test_some_do_not_know(sample, question):
    assert 0.005 < sample[question].eq("don't know").sum() / sample[question].notna().sum() < 0.15


def test_pay_and_hours_are_heaped(sample):
    pay = sample["monthly_pay"].dropna()
    assert (pay % 50_000 == 0).mean() > 0.5
    assert (sample["usual_hours"] == 48).sum() > 0.1 * sample["usual_hours"].notna().sum()
    assert (pay > 0).all() and np.isfinite(pay).all()


@pytest.mark.parametrize(("question", "most"), NOT_GIVEN.items())
def test_a_few_give_no_answer(lfs, question, most):
    frame = lfs.frame
    asked = frame["status"].notna() if question in ("usual_hours", "actual_hours", "industry") else frame["psu"].notna()
    assert not frame.loc[~asked, question].notna().any()
    assert 0 < frame.loc[asked, question].isna().mean() < most
