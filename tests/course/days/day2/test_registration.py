"""Registering every unit moves who works independently, and nobody else."""

from __future__ import annotations

import labkit as lk
from labkit.course.days.day2.registration import every_unit_registered


def test_only_jobs_that_follow_the_unit_change() -> None:
    survey = lk.load("lfs")
    before, after = (lk.informality.job_formality(each.frame) for each in (survey, every_unit_registered(survey)))
    moved = survey.frame.loc[before.eq("informal") & after.eq("formal"), "status"]
    assert set(moved) == {"own-account worker", "employer", "cooperative member"}
    assert not (before.eq("formal") & after.eq("informal")).any()


def test_the_people_and_their_other_answers_stay() -> None:
    survey = lk.load("lfs")
    after = every_unit_registered(survey)
    assert after.frame.drop(columns="registered").equals(survey.frame.drop(columns="registered"))
