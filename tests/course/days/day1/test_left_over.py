"""NEET of lesson 1.3: the helpers agree with the indicators of the library."""

import pytest

import labkit as lk
from labkit.course.days.day1.left_over import mixed_up_with_neet, neet_people, young_people


def test_the_young_people_make_the_neet_rate() -> None:
    lfs = lk.load("lfs")
    young = young_people(lfs)
    share = young.assign(neet=~young.frame["employed"] & ~young.frame["at_school"]).share("neet")
    assert share["estimate"].item() == pytest.approx(lk.labour.neet_rate(lfs)["estimate"].item())


def test_near_work_is_the_sum_of_three_kinds() -> None:
    lfs = lk.load("lfs")
    kinds = lk.labour.neet_composition(lfs).set_index("category")["estimate"]
    near = kinds[["unemployed", "unavailable jobseeker", "available potential jobseeker"]].sum()
    assert neet_people(lfs).share("near_work")["estimate"].item() == pytest.approx(near)


def test_the_mixed_up_rates_lie_where_the_lesson_says() -> None:
    lfs = lk.load("lfs")
    wrong = {name: table["estimate"].item() for name, table in mixed_up_with_neet(lfs).items()}
    neet = lk.labour.neet_rate(lfs)["estimate"].item()
    assert wrong["without the unemployed"] < neet < wrong["of those not at school"] < wrong["no job"]
