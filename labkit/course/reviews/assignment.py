"""`assign`: who reviews whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labkit.course.exercises.roster import Person
from labkit.course.reviews.exact import exact_pairs
from labkit.course.reviews.rounds import best_of_rounds
from labkit.course.reviews.terms import (
    Terms,
    inside_bound,
    inside_count,
    mutual_count,
    repeated_sides,
    sides_bound,
)
from labkit.errors import CourseError

MOST_EXACT = 120
"""Up to this many people the assignment is the best there is."""


@dataclass(frozen=True)
class Assignment:
    """Who reviews whom, and what could not be avoided.

    Parameters
    ----------
    pairs
        Author to reviewers.
    inside, inside_least
        Reviews inside an institution, and how many there must be at least.
    repeated, repeated_least
        Second reviews from one side for the same brief, and how many there must be at least.
    mutual
        Pairs who review each other.
    """

    pairs: Mapping[str, tuple[str, ...]]
    inside: int
    inside_least: int
    repeated: int
    repeated_least: int
    mutual: int


def assign(authors: Sequence[Person], reviewers: Sequence[Person], *, k: int = 3, seed: int = 1) -> Assignment:
    """Assign reviewers to briefs.

    Every brief gets `k` reviews and the loads of the reviewers differ by one at most. Nobody reviews the own brief, the
    same brief twice, or somebody who reviews them; as few reviews as can be stay inside an institution; then as many
    different sides (government, employers, workers) as can be look at each brief.

    Up to 120 people this is an integer program (`scipy.optimize.milp`), above it the best of 30 seeded rounds of
    `scipy.optimize.linear_sum_assignment`. The same people and seed give the same assignment, in whatever order the
    people come.

    Examples
    --------
    >>> people = [Person(f"p{i}", institution=f"office {i % 4}", side=("government", "workers")[i % 2])
    ...           for i in range(8)]
    >>> made = assign(people, people, k=2)
    >>> made.inside, made.mutual, sorted({len(reviewers) for reviewers in made.pairs.values()})
    (0, 0, [2])
    """
    others = len(reviewers) - 1
    if not authors or not 1 <= k <= others:
        raise CourseError(
            "There are too few people for so many reviews.",
            where="labkit review assign",
            got=f"{len(authors)} briefs, {len(reviewers)} reviewers, {k} reviews for each brief",
            expected="at least one reviewer more than reviews for a brief",
            hint="Ask for fewer reviews: --k 2.",
        )
    rng = np.random.default_rng(seed)
    terms = Terms(_shuffled(authors, rng), _shuffled(reviewers, rng), k)
    chosen = _chosen(terms, rng)
    pairs = {
        author.trainee: tuple(sorted(terms.reviewers[row].trainee for row in np.nonzero(chosen[:, column])[0]))
        for column, author in enumerate(terms.authors)
    }
    people = {one.trainee: one for one in (*authors, *reviewers)}
    mutual = mutual_count(pairs)
    return Assignment(
        dict(sorted(pairs.items())),
        inside_count(pairs, people),
        inside_bound(terms, mutual=mutual > 0),
        repeated_sides(pairs, people),
        sides_bound(terms),
        mutual,
    )


def _shuffled(people: Sequence[Person], rng: np.random.Generator) -> tuple[Person, ...]:
    ordered = sorted(people, key=lambda one: one.trainee)
    return tuple(ordered[number] for number in rng.permutation(len(ordered)))


def _chosen(terms: Terms, rng: np.random.Generator) -> NDArray[np.bool_]:
    if max(len(terms.authors), len(terms.reviewers)) <= MOST_EXACT:
        for mutual in (False, True):  # in a class of six, three reviews each cannot do without
            found = exact_pairs(terms, mutual=mutual)
            if found is not None:
                return found
    return best_of_rounds(terms, rng)
