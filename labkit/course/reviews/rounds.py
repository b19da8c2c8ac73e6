"""A good assignment of reviews for many people: the best of some rounds of one-to-one assignment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from labkit.course.reviews.terms import Terms, inside_bound, sides_bound

ROUNDS = 30
_NEVER, _MUTUAL, _LOAD, _INSIDE, _SIDE = 1e9, 1e6, 1e5, 1e3, 1.0
_TRIES = 20


def best_of_rounds(terms: Terms, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return an assignment, reviewer by author: the best of 30, or the first that reaches the bounds.

    In each of k steps every brief gets one reviewer, by `scipy.optimize.linear_sum_assignment`. The cost of a pair: it
    exists already or is somebody's own brief (never), mutual, a higher load, inside an institution, a side that the
    brief has heard; less than one for chance.
    """
    place = _places(terms)
    bound = (0, inside_bound(terms), sides_bound(terms))
    best: NDArray[np.bool_] | None = None
    least = (np.inf, np.inf, np.inf)
    for _ in range(ROUNDS):
        pairs = _one_round(terms, place, rng)
        cost = _cost(terms, pairs, place)
        if best is None or cost < least:
            best, least = pairs, cost
        if least <= bound:
            break
    assert best is not None
    return best


def _places(terms: Terms) -> NDArray[np.int_]:
    """Return for each reviewer the column of the own brief, -1 without one."""
    columns = {one.trainee: column for column, one in enumerate(terms.authors)}
    return np.array([columns.get(one.trainee, -1) for one in terms.reviewers])


def _one_round(terms: Terms, place: NDArray[np.int_], rng: np.random.Generator) -> NDArray[np.bool_]:
    shape = (len(terms.reviewers), len(terms.authors))
    sides = _sides(terms)
    pairs = np.zeros(shape, dtype=bool)
    heard = np.zeros((sides.max() + 1, shape[1]), dtype=bool)
    base = np.where(terms.own(), _NEVER, 0.0) + np.where(terms.inside(), _INSIDE, 0.0)
    copies = -(-shape[1] // shape[0])
    for _ in range(terms.k):
        cost = base + pairs * _NEVER + heard[sides] * _SIDE + rng.uniform(0, 0.4, shape)
        cost += _returned(pairs, place) * _MUTUAL
        cost += pairs.sum(axis=1, keepdims=True) * _LOAD
        levels = np.vstack([cost + level * _LOAD for level in range(copies)])
        chosen = _without_mutual(levels, shape, place)
        pairs |= chosen
        for side in range(heard.shape[0]):
            heard[side] |= chosen[sides == side].any(axis=0)
    return pairs


def _without_mutual(cost: NDArray[np.float64], shape: tuple[int, int], place: NDArray[np.int_]) -> NDArray[np.bool_]:
    """Return one reviewer for each brief; where two got each other's, one direction is closed and it is done again."""
    for _ in range(_TRIES):
        rows, columns = linear_sum_assignment(cost)
        chosen = np.zeros(shape, dtype=bool)
        chosen[rows % shape[0], columns] = True
        back = chosen & _returned(chosen, place)
        first, second = np.nonzero(back)
        once = [(r, a) for r, a in zip(first, second, strict=True) if place[r] < a]
        if not once:
            break
        for r, a in once:
            cost[r :: shape[0], a] += _MUTUAL
    return chosen


def _returned(pairs: NDArray[np.bool_], place: NDArray[np.int_]) -> NDArray[np.bool_]:
    """Return, reviewer by author, whether this author reviews this reviewer's brief."""
    result = np.zeros_like(pairs)
    writes = np.nonzero(place >= 0)[0]
    result[np.ix_(writes, place[writes])] = pairs[np.ix_(writes, place[writes])].T
    return result


def _sides(terms: Terms) -> NDArray[np.int_]:
    names = sorted({one.side for one in terms.reviewers})
    return np.array([names.index(one.side) for one in terms.reviewers])


def _cost(terms: Terms, pairs: NDArray[np.bool_], place: NDArray[np.int_]) -> tuple[float, float, float]:
    """Return mutual pairs, reviews inside institutions, second reviews from one side."""
    sides = _sides(terms)
    heard = sum(int(pairs[sides == side].any(axis=0).sum()) for side in range(sides.max() + 1))
    mutual = int((pairs & _returned(pairs, place)).sum()) // 2
    return (float(mutual), float((pairs & terms.inside()).sum()), float(terms.reviews - heard))
