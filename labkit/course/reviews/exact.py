"""The best assignment of reviews for a class, by integer programming."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, hstack, vstack

from labkit.course.reviews.terms import Terms, inside_bound, sides_bound

_NODES = 2_000
_INSIDE = 100.0
"""One review less inside an institution is worth more than any variety of sides that it could cost."""


def exact_pairs(terms: Terms, *, mutual: bool) -> NDArray[np.bool_] | None:
    """Return the best assignment, reviewer by author; None where the rules cannot all be kept.

    The cost is 100 for each review inside an institution, minus 1 for each side that a brief hears. Fixed: k reviews a
    brief, loads that differ by one at most, nobody's own brief, and, unless `mutual`, no two people who review each
    other.
    """
    shape = (len(terms.reviewers), len(terms.authors))
    cells = np.arange(shape[0] * shape[1]).reshape(shape)
    sides = sorted({one.side for one in terms.reviewers})
    cost = np.concatenate([np.where(terms.inside(), _INSIDE, 0.0).ravel(), -np.ones(len(sides) * shape[1])])
    blocks = [
        _limits(cells.T, cells.size, terms.k, terms.k),
        _limits(cells, cells.size, terms.least_load, terms.most_load),
    ]
    if not mutual:
        blocks.append(_limits(_mutual(terms, cells), cells.size, 0, 1))
    rows = vstack([block for block, _, _ in blocks])
    rows = hstack([rows, csr_array((rows.shape[0], len(sides) * shape[1]))])
    heard = _heard(terms, cells, sides)
    matrix = vstack([rows, heard]).tocsr()
    lower = np.concatenate([*[low for _, low, _ in blocks], np.full(heard.shape[0], -np.inf)])
    upper = np.concatenate([*[high for _, _, high in blocks], np.zeros(heard.shape[0])])
    # What is known about the best that can be saves the search for a proof.
    bound = _INSIDE * inside_bound(terms, mutual=mutual) - (terms.reviews - sides_bound(terms))
    matrix = vstack([matrix, csr_array(cost.reshape(1, -1))]).tocsr()
    most = np.concatenate([np.where(terms.own(), 0.0, 1.0).ravel(), np.ones(len(sides) * shape[1])])
    found = milp(
        cost,
        integrality=np.repeat([1, 0], [cells.size, len(sides) * shape[1]]),
        bounds=Bounds(0, most),
        constraints=LinearConstraint(matrix, np.append(lower, bound), np.append(upper, np.inf)),
        options={"node_limit": _NODES, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    chosen: NDArray[np.bool_] = found.x[: cells.size].reshape(shape) > 0.5
    return chosen


Limits = tuple[csr_array, NDArray[np.float64], NDArray[np.float64]]


def _limits(groups: Sequence[NDArray[np.int_]] | NDArray[np.int_], size: int, low: float, high: float) -> Limits:
    """Return rows that say: of each group of cells, so many are chosen."""
    lengths = [len(group) for group in groups]
    rows = np.repeat(np.arange(len(lengths)), lengths)
    columns = np.concatenate([np.asarray(group) for group in groups]) if lengths else np.zeros(0, dtype=int)
    matrix = coo_array((np.ones(len(columns)), (rows, columns)), shape=(len(lengths), size)).tocsr()
    return matrix, np.full(len(lengths), float(low)), np.full(len(lengths), float(high))


def _mutual(terms: Terms, cells: NDArray[np.int_]) -> list[NDArray[np.int_]]:
    """Return the pairs of cells by which two people would review each other."""
    as_author = {one.trainee: column for column, one in enumerate(terms.authors)}
    both = [(row, as_author[one.trainee]) for row, one in enumerate(terms.reviewers) if one.trainee in as_author]
    return [
        np.array([cells[row, other_column], cells[other_row, column]])
        for number, (row, column) in enumerate(both)
        for other_row, other_column in both[number + 1 :]
    ]


def _heard(terms: Terms, cells: NDArray[np.int_], sides: Sequence[str]) -> csr_array:
    """Return rows that say: a side is heard by a brief only where one of its people reviews it."""
    entries: list[tuple[int, int, float]] = []
    for number, side in enumerate(sides):
        members = [row for row, one in enumerate(terms.reviewers) if one.side == side]
        for column in range(len(terms.authors)):
            row = number * len(terms.authors) + column
            entries.append((row, cells.size + row, 1.0))
            entries += [(row, int(cells[member, column]), -1.0) for member in members]
    rows, columns, values = zip(*entries, strict=True)
    height = len(sides) * len(terms.authors)
    return coo_array((values, (rows, columns)), shape=(height, cells.size + height)).tocsr()
