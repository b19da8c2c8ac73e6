"""Dividing a class into groups that are as mixed as they can be, by lot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from labkit.course.exercises.roster import SIDES, Person
from labkit.course.reviews.terms import same_institution

_SUPERIOR, _NO_SIDE, _AGAIN, _INSTITUTION, _SAME_SIDE = 10_000.0, 1_000.0, 20.0, 10.0, 1.0
_STARTS, _SWAPS = 12, 30_000

Pair = frozenset[str]


@dataclass(frozen=True)
class Mixed:
    """A class in groups.

    Parameters
    ----------
    groups
        The groups, each in an order by lot.
    without_side
        How many times a side that the class has is missing in a group.
    with_superior
        How many people sit with their own superior.
    together_again
        How many pairs were in one group before.
    inside
        How many pairs are of one institution.
    """

    groups: tuple[tuple[Person, ...], ...]
    without_side: int
    with_superior: int
    together_again: int
    inside: int


def mixed_groups(
    people: Sequence[Person], count: int, rng: np.random.Generator, *, before: Collection[Pair] = ()
) -> Mixed:
    """Return a class in groups whose sizes differ by one at most.

    In this order: nobody sits with the own superior, every side (government, employers, workers) is in each group,
    pairs of earlier days do not meet again, institutions and sides are mixed. From random starts, two people change
    places as long as that helps.

    Examples
    --------
    >>> people = [Person(f"p{i}", side=SIDES[i % 3]) for i in range(9)]
    >>> made = mixed_groups(people, 3, np.random.default_rng(1))
    >>> [sorted({one.side for one in group}) for group in made.groups][0]
    ['employers', 'government', 'workers']
    """
    ordered = sorted(people, key=lambda one: one.trainee)
    price = _prices(ordered, before)
    sides = np.array([SIDES.index(one.side) if one.side else len(SIDES) for one in ordered])
    best, least = np.zeros(len(ordered), dtype=int), np.inf
    for _ in range(max(1, _STARTS * 40 // max(len(ordered), 40))):
        place = rng.permutation(np.arange(len(ordered)) % count)
        cost = _improved(place, price, sides, count, rng)
        if cost < least:
            best, least = place, cost
    groups = []
    for number in range(count):
        members = np.nonzero(best == number)[0]
        groups.append(tuple(ordered[member] for member in rng.permutation(members)))
    return _measured(tuple(sorted(groups, key=len)), before)


def _prices(people: Sequence[Person], before: Collection[Pair]) -> NDArray[np.float64]:
    price = np.zeros((len(people), len(people)))
    for (i, one), (j, other) in combinations(enumerate(people), 2):
        price[i, j] = price[j, i] = (
            _SUPERIOR * _is_superior(one, other)
            + _AGAIN * (frozenset((one.trainee, other.trainee)) in before)
            + _INSTITUTION * same_institution(one, other)
            + _SAME_SIDE * (one.side == other.side)
        )
    return price


def _is_superior(one: Person, other: Person) -> bool:
    return one.superior == other.trainee or other.superior == one.trainee


def _improved(
    place: NDArray[np.int_], price: NDArray[np.float64], sides: NDArray[np.int_], count: int, rng: np.random.Generator
) -> float:
    """Let people change places, in `place` itself, until nothing gets better; return the cost."""
    inside = np.stack([price[:, place == group].sum(axis=1) for group in range(count)], axis=1)
    heads = np.stack([np.bincount(sides[place == group], minlength=len(SIDES) + 1) for group in range(count)])
    here = np.unique(sides[sides < len(SIDES)])
    pairs = np.array(list(combinations(range(len(place)), 2))).reshape(-1, 2)
    better = True
    while better:
        better = False
        for i, j in rng.permutation(pairs)[:_SWAPS]:
            a, b = place[i], place[j]
            if a == b:
                continue
            gain = inside[i, a] + inside[j, b] - inside[i, b] - inside[j, a] + 2 * price[i, j]
            if sides[i] != sides[j]:
                gain += _NO_SIDE * _lost(heads, a, b, sides[i], sides[j], here)
            if gain > 1e-9:
                place[i], place[j] = b, a
                inside[:, a] += price[:, j] - price[:, i]
                inside[:, b] += price[:, i] - price[:, j]
                heads[a, sides[i]] -= 1
                heads[a, sides[j]] += 1
                heads[b, sides[j]] -= 1
                heads[b, sides[i]] += 1
                better = True
    missing = int((heads[:, here] == 0).sum())
    return float(inside[np.arange(len(place)), place].sum() / 2 + _NO_SIDE * missing)


def _lost(heads: NDArray[np.int_], a: int, b: int, one: int, other: int, here: NDArray[np.int_]) -> int:
    """Return how many sides fewer are missing when `one` leaves group a for b, and `other` the reverse."""
    lacking = 0
    for group, leaves, comes in ((a, one, other), (b, other, one)):
        lacking += int(comes in here and heads[group, comes] == 0) - int(leaves in here and heads[group, leaves] == 1)
    return lacking


def _measured(groups: tuple[tuple[Person, ...], ...], before: Collection[Pair]) -> Mixed:
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    sides = {one.side for group in groups for one in group if one.side}
    return Mixed(
        groups,
        sum(side not in {one.side for one in group} for group in groups for side in sides),
        sum(_is_superior(one, other) for one, other in pairs),
        sum(frozenset((one.trainee, other.trainee)) in before for one, other in pairs),
        sum(same_institution(one, other) for one, other in pairs),
    )
