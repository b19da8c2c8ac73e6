"""A difference of differences between the two rounds finds the stored effect of the minimum wage's rise."""

import json

import numpy as np
import pytest

import labkit as lk
from labkit.data.files import datasets_folder


def stored(name):
    return json.loads((datasets_folder() / name / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def growth():
    now, then = stored("lfs")["mean_log_pay"], stored("lfs2012")["mean_log_pay"]
    return {name: now[name] - then[name] for name in now}


def test_paths_are_parallel_but_for_the_rise(growth):
    assert growth["covered, without the rise"] == pytest.approx(growth["not covered"], abs=0.003)
    effect = stored("lfs")["minimum_wage_effect"]
    assert growth["covered"] - growth["not covered"] == pytest.approx(effect["log_points"], abs=0.003)
    assert effect["percent"] == pytest.approx(100 * np.expm1(effect["log_points"]), abs=0.01)


def test_two_industries_that_it_does_not_touch_have_parallel_paths(growth):
    assert growth["construction"] == pytest.approx(growth["trade"], abs=0.003)


def difference(survey, column, first, second):
    paid = survey.assign(log_pay=np.log(survey.frame["monthly_pay"]))
    paid = paid.filter(paid.frame[column].isin([first, second]))
    table = paid.difference(lambda part: part.mean("log_pay"), between=column, minus=second)
    row = table[table[column].astype(str) == first].iloc[0]
    return row["estimate"], row["se"]


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [("minimum_wage_covered", "yes", "no"), ("industry", "F construction", "G trade")],
)
def test_samples_find_it_on_average(column, first, second):
    # Eight pairs of samples: their mean is within four of its standard errors. How often the intervals cover: the card.
    truth = stored("lfs")["minimum_wage_effect"]["log_points"] if first == "yes" else 0.0
    found, errors = [], []
    for draw in range(1, 9):
        before = difference(lk.load("lfs2012", draw=draw), column, first, second)
        after = difference(lk.load("lfs", draw=draw), column, first, second)
        found.append(after[0] - before[0])
        errors.append(np.hypot(before[1], after[1]))
    assert abs(np.mean(found) - truth) < 4 * np.mean(errors) / np.sqrt(8)
    # And they differ about as much as the standard error says.
    assert 0.35 < np.std(found, ddof=1) / np.mean(errors) < 1.8
