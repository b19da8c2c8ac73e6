"""What an assignment of reviews is made from and measured by: people, pairs, bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labkit.course.exercises.roster import Person

Pairs = Mapping[str, Sequence[str]]
"""Author of a brief to its reviewers."""


@dataclass(frozen=True)
class Terms:
    """Who writes and who reviews.

    Parameters
    ----------
    authors
        Whose briefs are reviewed.
    reviewers
        Who reviews.
    k
        Reviews for each brief.
    """

    authors: tuple[Person, ...]
    reviewers: tuple[Person, ...]
    k: int

    @property
    def reviews(self) -> int:
        """How many reviews there are in all."""
        return self.k * len(self.authors)

    @property
    def least_load(self) -> int:
        """Each reviewer has this many reviews, or one more."""
        return self.reviews // len(self.reviewers)

    @property
    def most_load(self) -> int:
        """No reviewer has more reviews than this."""
        return -(-self.reviews // len(self.reviewers))

    def own(self) -> NDArray[np.bool_]:
        """Return, reviewer by author, whether the brief is the reviewer's own."""
        return np.array([[r.trainee == a.trainee for a in self.authors] for r in self.reviewers])

    def inside(self) -> NDArray[np.bool_]:
        """Return, reviewer by author, whether both are of one institution."""
        return np.array([[same_institution(r, a) for a in self.authors] for r in self.reviewers])


def same_institution(one: Person, other: Person) -> bool:
    """Tell whether two people are known to be of one institution; small and capital letters are alike."""
    return bool(one.institution) and one.institution.casefold() == other.institution.casefold()


def inside_count(pairs: Pairs, people: Mapping[str, Person]) -> int:
    """Return how many reviews stay inside an institution."""
    return sum(same_institution(people[a], people[r]) for a, reviewers in pairs.items() for r in reviewers)


def mutual_count(pairs: Pairs) -> int:
    """Return how many pairs review each other."""
    return sum(author in pairs.get(r, ()) for author, reviewers in pairs.items() for r in reviewers) // 2


def repeated_sides(pairs: Pairs, people: Mapping[str, Person]) -> int:
    """Return how many reviews come from a side (government, employers, workers) that the brief had heard already."""
    return sum(len(sides) - len(set(sides)) for sides in _sides(pairs, people))


def _sides(pairs: Pairs, people: Mapping[str, Person]) -> list[list[str]]:
    return [[people[r].side for r in reviewers] for reviewers in pairs.values()]


def inside_bound(terms: Terms, *, mutual: bool = False) -> int:
    """Return how many reviews must stay inside an institution, whoever draws the lots.

    An institution of s among n people must keep k(2s - n) reviews for itself: its ks reviews go to the k(n - s) places
    that others have. Two further limits matter in small classes: a brief has only n - s reviewers outside, and where no
    two people may review each other, the s(n - s) pairs across the border serve one review each.
    """
    written, reading = (Counter(one.institution.casefold() for one in group if one.institution)
                        for group in (terms.authors, terms.reviewers))  # fmt: skip
    n, k = len(terms.reviewers), terms.k
    total = 0
    for institution, size in written.items():
        readers = reading[institution]
        bounds = [k * size - (n - readers) * terms.most_load, size * (k - (n - readers))]
        if not mutual and len(terms.authors) == n and readers == size:
            bounds.append(-(-(size * (2 * k - n + size)) // 2))
        total += max(0, *bounds)
    return total


def sides_bound(terms: Terms) -> int:
    """Return how many second reviews from one side there must be: a side has only so many reviewers to give.

    Each side can give at most one first review to each brief of which it has a reviewer outside the institution.
    """
    sides = {one.side for one in terms.reviewers}
    inside, own = terms.inside(), terms.own()
    if inside_bound(terms):
        inside = own
    fit = ~(inside | own)
    given = 0
    for side in sides:
        of_side = np.array([one.side == side for one in terms.reviewers])
        given += min(int(of_side.sum()) * terms.most_load, int(fit[of_side].any(axis=0).sum()))
    return max(0, terms.reviews - given)
