"""`reassign`: reviews of people who cannot review go to others, and nothing else changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from labkit.course.exercises.roster import Person
from labkit.course.reviews.terms import Pairs, same_institution
from labkit.errors import CourseError

_FIRST_EXTRA, _NEXT_EXTRA, _MUTUAL, _INSIDE, _SIDE = 10.0, 1e5, 1e4, 1e3, 1.0


@dataclass(frozen=True)
class Moved:
    """An assignment after some reviews went to other people.

    Parameters
    ----------
    pairs
        Author to reviewers, all of them.
    moves
        Author, old reviewer (empty for a brief that came late) and new reviewer.
    """

    pairs: Mapping[str, tuple[str, ...]]
    moves: tuple[tuple[str, str, str], ...]


def reassign(
    pairs: Pairs, people: Sequence[Person], absent: Collection[str], *, done: Collection[tuple[str, str]] = ()
) -> Moved:
    """Give the reviews of people who cannot review to others.

    Exactly the reviews that they owe move; all others stay. Nobody gets a second extra review while somebody has none.
    Where it can be, nobody reviews the own institution or somebody who reviews them, and a brief hears further sides.
    """
    kept = {author: tuple(r for r in reviewers if r not in absent or (author, r) in done)
            for author, reviewers in pairs.items()}  # fmt: skip
    lost = {author: [r for r in reviewers if r not in kept[author]] for author, reviewers in pairs.items()}
    needs = {author: len(gone) for author, gone in lost.items() if gone}
    given = _placed(kept, needs, people, absent)
    moves = [(author, old, new) for author in needs for old, new in zip(lost[author], given[author], strict=True)]
    return Moved(_joined(kept, given), tuple(moves))


def add_brief(pairs: Pairs, people: Sequence[Person], author: str, k: int, absent: Collection[str] = ()) -> Moved:
    """Give reviewers to a brief that came late."""
    if author in pairs:
        raise CourseError(f"The brief of {author} has its reviewers already.", where="labkit review reassign --late")
    given = _placed({**pairs, author: ()}, {author: k}, people, absent)
    return Moved(_joined({**pairs, author: ()}, given), tuple((author, "", new) for new in given[author]))


def _joined(kept: Pairs, given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {author: tuple(sorted([*reviewers, *given.get(author, ())])) for author, reviewers in sorted(kept.items())}


def _placed(
    kept: Pairs, needs: Mapping[str, int], people: Sequence[Person], absent: Collection[str]
) -> dict[str, list[str]]:
    """Return new reviewers for the briefs that need some."""
    if not needs:
        return {}
    known = {one.trainee: one for one in people}
    free = sorted(one.trainee for one in people if one.present and one.trainee not in absent)
    authors = sorted(needs)
    fits = np.array([[r != a and r not in kept[a] for r in free] for a in authors]).reshape(len(authors), len(free))
    short = [a for a, row in zip(authors, fits, strict=True) if row.sum() < needs[a]]
    if short:
        raise CourseError(
            "There are too few people left to review.",
            where="labkit review reassign",
            got=f"{len(free)} people for {len(short)} briefs that need a reviewer",
            hint="Leave the brief with fewer reviews, or review it yourself.",
        )
    cost = np.array([[_cost(kept, known[a], known[r], known) for r in free] for a in authors])
    chosen = _cheapest(cost, fits, np.array([needs[a] for a in authors]), _loads(kept, free))
    return {a: [free[column] for column in np.nonzero(row)[0]] for a, row in zip(authors, chosen, strict=True)}


def _cost(kept: Pairs, author: Person, reviewer: Person, known: Mapping[str, Person]) -> float:
    heard = {known[one].side for one in kept[author.trainee]}
    return (
        _MUTUAL * (author.trainee in kept.get(reviewer.trainee, ()))
        + _INSIDE * same_institution(author, reviewer)
        + _SIDE * (reviewer.side in heard)
    )


def _loads(kept: Pairs, free: Sequence[str]) -> NDArray[np.float64]:
    """Return how many reviews each has beyond the least."""
    load = np.array([sum(one in reviewers for reviewers in kept.values()) for one in free], dtype=float)
    beyond: NDArray[np.float64] = load - load.min()
    return beyond


def _cheapest(
    cost: NDArray[np.float64], fits: NDArray[np.bool_], needs: NDArray[np.int_], beyond: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return the choice, brief by reviewer: the loads rise as evenly as they can, then the pairs cost least.

    Each reviewer's extra reviews fill levels of capacity one, from the one that the present load has reached.
    """
    briefs, reviewers = cost.shape
    levels = int(min(needs.sum(), briefs))
    first = np.arange(briefs * reviewers).reshape(cost.shape)
    level = np.arange(reviewers * levels).reshape(reviewers, levels) + first.size
    height = np.arange(levels) + beyond[:, None]
    price = np.where(height == 0, _FIRST_EXTRA, _NEXT_EXTRA * height)
    rows = [(row, cell, 1.0) for row in range(briefs) for cell in first[row]]
    rows += [(briefs + r, cell, 1.0) for r in range(reviewers) for cell in first[:, r]]
    rows += [(briefs + r, cell, -1.0) for r in range(reviewers) for cell in level[r]]
    at, columns, values = zip(*rows, strict=True)
    size = first.size + level.size
    matrix = coo_array((values, (at, columns)), shape=(briefs + reviewers, size)).tocsr()
    found = milp(
        np.concatenate([cost.ravel(), price.ravel()]),
        integrality=np.ones(size, dtype=int),
        bounds=Bounds(0, np.concatenate([fits.ravel().astype(float), np.ones(level.size)])),
        constraints=LinearConstraint(
            matrix,
            np.concatenate([needs, np.zeros(reviewers)]).astype(float),
            np.concatenate([needs, np.zeros(reviewers)]).astype(float),
        ),
    )
    if found.x is None:
        raise CourseError("The reviews cannot be moved.", where="labkit review reassign", got=str(found.message))
    chosen: NDArray[np.bool_] = found.x[: first.size].reshape(cost.shape) > 0.5
    return chosen
