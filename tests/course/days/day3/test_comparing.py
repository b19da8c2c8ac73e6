"""Lesson 3.2: the same people for every list, and only lists that the sample can bear."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import Survey
from labkit.course.days.day3.comparing import alike_records, longest_list, parts_to_draw, percent_less, without
from labkit.errors import ColumnError, CourseError, DataError


def people(n=120, seed=1):
    rng = np.random.default_rng(seed)
    sex = np.where(np.arange(n) % 2, "male", "female")
    frame = pd.DataFrame({"sex": sex, "age": rng.integers(20, 60, n), "work": rng.choice(["a", "b", "c"], n)})
    return frame.assign(log_pay=1 + 0.01 * frame["age"] + 0.1 * (frame["sex"] == "male") + rng.normal(0, 0.1, n))


def test_every_list_is_about_the_same_people():
    frame = people()
    frame.loc[(frame["work"] == "c") & (frame["sex"] == "female"), "work"] = "a"
    frame.loc[0, "age"] = np.nan
    chosen = alike_records(Survey(frame), "log_pay", ["age", "work"])
    assert set(chosen.frame["work"]) == {"a", "b"}
    assert 0 not in chosen.frame.index
    for names in (["age", "work"], ["age"], ["work"]):
        found = lk.decomposition.decompose(chosen, "log_pay", names, "sex", "male")
        assert sum(found.n.values()) == len(chosen.frame)
        assert not found.set_aside


def test_records_left_out_may_leave_other_categories_with_one_group():
    # Without "x" (women only), "q" has men only.
    frame = pd.DataFrame(
        [("female", "x", "q"), ("male", "y", "q"), ("female", "y", "p"), ("male", "y", "p")], columns=["sex", "a", "b"]
    ).assign(pay=1.0)
    assert alike_records(Survey(frame), "pay", ["a", "b"]).frame.index.tolist() == [2, 3]


def test_a_small_sample_gets_a_shorter_list():
    large, small = people(400), people(16)
    assert longest_list(Survey(large), "log_pay", ["work", "age"]) == ["work", "age"]
    assert longest_list(Survey(small), "log_pay", ["age", "work"]) == ["age"]
    with pytest.raises(DataError, match="too few records"):
        longest_list(Survey(people(6)), "log_pay", ["age"])


def test_slips_are_explained():
    with pytest.raises(ColumnError, match="age"):
        alike_records(Survey(people()), "log_pay", ["agee"])
    with pytest.raises(CourseError, match="industry"):
        without(["industry", "age"], "industri")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((0.2, 0.1, 0.3), "about 18 percent less (10 to 26)"),
        ((-0.2, -0.3, -0.1), "about 22 percent more (11 to 35)"),
        ((0.0, -0.1, 0.1), "about 0 percent less (from 11 more to 10 less: the direction is not known)"),
        ((0.1, np.nan, np.nan), "not known: too few records"),
    ],
)
def test_log_points_are_said_in_percent(row, said):
    assert percent_less(dict(zip(("estimate", "ci_low", "ci_high"), row, strict=True))) == said


def test_the_parts_add_up_and_hide_the_details_that_mean_nothing():
    found = lk.decomposition.decompose(Survey(people()), "log_pay", ["age", "work"], "sex", "male")
    parts = parts_to_draw(found).set_index("part")["estimate"]
    assert parts["difference"] == pytest.approx(parts["explained"] + parts["unexplained"])
    assert parts["explained"] == pytest.approx(parts["  by age"] + parts["  by work"])
    assert len(parts) == 5
