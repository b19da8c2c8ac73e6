"""Least squares from cross-products, with the sums per PSU of the coefficients' influence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from labkit.decomposition.block import Block
from labkit.decomposition.layout import Layout
from labkit.errors import DataError, first_few
from labkit.survey.records.columns import Floats, Ints

# Share of a standardised column that the columns before it leave unexplained, below which it adds nothing.
COLLINEAR = 1e-10


@dataclass(frozen=True, eq=False)
class Coefficients:
    """Coefficients of the regression's own columns (zero for categories left out), and their influence per PSU."""

    values: Floats
    influence: Floats


@dataclass(frozen=True, eq=False)
class Means:
    """Means of all columns in one group, in the units of the data, and their influence per PSU."""

    values: Floats
    influence: Floats


def group_means(block: Block) -> Means:
    """Return the means of one group's regressors."""
    layout = block.layout
    sums = block.psu_moments(block.weight)
    population = sums[:, 0].sum()
    means = sums.sum(axis=0) / population
    means[0] = 1.0
    influence = (sums - sums[:, :1] * means) / population
    return Means(layout.centre + layout.scale * means, layout.scale * influence)


def group_coefficients(block: Block, cross: Floats, further_scores: Floats | None, *, where: str) -> Coefficients:
    """Return one group's own coefficients; `further_scores` come from an outcome that was itself estimated."""
    layout = block.layout
    inverse = padded_inverse(cross, layout.kept, layout, f"among {block.name!r}", where)
    values = inverse @ block.moments(block.weight * block.outcome)
    residual = block.outcome - block.predicted(values)
    scores = block.psu_moments(block.weight * residual)
    if further_scores is not None:
        scores += further_scores
    return Coefficients(values, scores @ inverse)


def pooled_coefficients(
    blocks: Sequence[Block],
    crosses: Sequence[Floats],
    further_scores: Sequence[Floats | None],
    *,
    dummy: bool,
    where: str,
) -> Coefficients:
    """Return the coefficients of both groups together, with or without a dummy for the second group."""
    layout, size = blocks[0].layout, blocks[0].layout.size
    cross = np.zeros((size + 1, size + 1))
    cross[:size, :size] = crosses[0] + crosses[1]
    # The dummy's products with every column are those of the constant, in the second group alone.
    cross[size, :size] = cross[:size, size] = crosses[1][0]
    cross[size, size] = crosses[1][0, 0]
    kept: Ints = np.append(layout.kept, size).astype(np.int64) if dummy else layout.kept
    inverse = padded_inverse(cross, kept, layout, "among both groups", where)
    moments = [block.moments(block.weight * block.outcome) for block in blocks]
    values = inverse @ np.append(moments[0] + moments[1], moments[1][0])
    scores = np.zeros((blocks[0].psus, size + 1))
    for second, (block, further) in enumerate(zip(blocks, further_scores, strict=True)):
        residual = block.outcome - block.predicted(values[:size]) - second * values[size]
        own = block.psu_moments(block.weight * residual)
        if further is not None:
            own += further
        scores[:, :size] += own
        scores[:, size] += second * own[:, 0]
    return Coefficients(values[:size], (scores @ inverse)[:, :size])


def padded_inverse(cross: Floats, kept: Ints, layout: Layout, whom: str, where: str) -> Floats:
    """Return the inverse over the columns kept, with zeros for the others."""
    inner = cross[np.ix_(kept, kept)]
    size = np.sqrt(np.diagonal(inner))
    refuse_collinear(inner / np.outer(size, size), [int(k) for k in kept], layout, whom, where)
    inverse = np.zeros_like(cross)
    inverse[np.ix_(kept, kept)] = np.linalg.inv(inner / np.outer(size, size)) / np.outer(size, size)
    return inverse


def refuse_collinear(correlation: Floats, kept: list[int], layout: Layout, whom: str, where: str) -> None:
    """Say which column follows from those before it."""
    lower = np.zeros_like(correlation)
    for j in range(len(correlation)):
        left = correlation[j, j] - lower[j, :j] @ lower[j, :j]
        if left < COLLINEAR:
            named = [layout.label(k) for k in kept[1 : j + 1] if k < layout.size]
            raise DataError(
                f"{named[-1]!r} follows exactly from the regressors before it {whom}, so its coefficient is undefined.",
                where=where,
                got=f"regressors {first_few(map(repr, named), most=12)}",
                expected="regressors that each add something of their own in both groups",
                hint="Leave one of them out. Usual causes: a column and its copy in another unit, a category that "
                "another column implies, or a column that does not vary in one of the groups.",
            )
        lower[j, j] = np.sqrt(left)
        lower[j + 1 :, j] = (correlation[j + 1 :, j] - lower[j + 1 :, :j] @ lower[j, :j]) / lower[j, j]
