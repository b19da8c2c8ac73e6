import numpy as np
import pytest

from labkit.synthetic._uniform import normal, pick, uniform

IDS = np.arange(200_000)


def test_a_unit_keeps_its_number_whoever_else_is_asked():
    everybody = uniform("age", IDS)
    some = np.array([7, 123_456, 3])
    assert (uniform("age", some) == everybody[some]).all()


def test_numbers_are_spread_evenly_inside_zero_and_one():
    u = uniform("age", IDS)
    assert u.min() > 0 and u.max() < 1
    counts = np.histogram(u, bins=20, range=(0, 1))[0]
    # Chi-square with 19 degrees of freedom: above 45 once in a thousand seeds; this seed is fixed.
    assert ((counts - 10_000) ** 2 / 10_000).sum() < 45


@pytest.mark.parametrize("other", [uniform("sex", IDS), uniform("age", IDS, seed=1), uniform("age", IDS + 1)])
def test_names_seeds_and_neighbours_are_independent(other):
    assert abs(np.corrcoef(uniform("age", IDS), other)[0, 1]) < 0.01


def test_normal_numbers():
    z = normal("pay", IDS)
    assert abs(z.mean()) < 0.01 and abs(z.std() - 1) < 0.01
    assert abs((z < -1.96).mean() - 0.025) < 0.002


def test_pick_follows_each_units_own_chances():
    chances = np.array([[1.0, 0.0, 1.0], [0.0, 5.0, 0.0]])[IDS % 2]
    codes = pick("choice", IDS, chances)
    assert set(codes[IDS % 2 == 1]) == {1}
    even = np.bincount(codes[IDS % 2 == 0], minlength=3) / 100_000
    assert even[1] == 0
    assert even[0] == pytest.approx(0.5, abs=0.01)


def test_the_hash_is_the_same_on_every_machine():
    # Values stored once: a change here would change every answer of the population.
    assert uniform("age", np.array([1, 2, 10**12])).tolist() == [
        0.727136225174599,
        0.9394324027816772,
        0.35101818807941704,
    ]
