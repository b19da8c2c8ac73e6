"""The parts of a decomposition, column by column, with their influence per PSU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labkit.decomposition.block import Block
from labkit.decomposition.fit import Coefficients, Means, pooled_coefficients
from labkit.survey.records.columns import Floats


@dataclass(frozen=True, eq=False)
class Part:
    """One component: a value for each column, and its influence with a row for each PSU."""

    name: str
    values: Floats
    influence: Floats


def normalised(raw: Coefficients, block: Block) -> Coefficients:
    """Return coefficients in the units of the data, the base of every set of categories taken out."""
    normaliser = block.layout.normaliser
    return Coefficients(normaliser @ raw.values, raw.influence @ normaliser.T)


def reference_coefficients(
    method: str,
    blocks: Sequence[Block],
    crosses: Sequence[Floats],
    further_scores: Sequence[Floats | None],
    own: Sequence[Coefficients],
    *,
    where: str,
) -> Coefficients:
    """Return the coefficients that the method takes for those without discrimination."""
    a, b = own
    if method in ("neumark", "pooled"):
        dummy = method == "pooled"
        return normalised(pooled_coefficients(blocks, crosses, further_scores, dummy=dummy, where=where), blocks[0])
    if method == "cotton":
        population = [block.total_weight for block in blocks]
        share = population[0] / sum(population)
        inside = [block.psu_weights for block in blocks]
        share_influence = ((1 - share) * inside[0] - share * inside[1]) / sum(population)
        mixed = share * a.influence + (1 - share) * b.influence
        mixed += share_influence[:, None] * (a.values - b.values)
        return Coefficients(share * a.values + (1 - share) * b.values, mixed)
    weight = {"reference": 1.0, "comparison": 0.0, "reimers": 0.5}[method]
    return Coefficients(weight * a.values + (1 - weight) * b.values, weight * a.influence + (1 - weight) * b.influence)


def twofold(means: Sequence[Means], own: Sequence[Coefficients], reference: Coefficients) -> list[Part]:
    """Return the explained and the unexplained part."""
    (xa, xb), (a, b), r = means, own, reference
    explained = Part(
        "explained",
        (xa.values - xb.values) * r.values,
        (xa.influence - xb.influence) * r.values + (xa.values - xb.values) * r.influence,
    )
    unexplained = Part(
        "unexplained",
        xa.values * (a.values - r.values) + xb.values * (r.values - b.values),
        xa.influence * (a.values - r.values)
        + xa.values * (a.influence - r.influence)
        + xb.influence * (r.values - b.values)
        + xb.values * (r.influence - b.influence),
    )
    return [explained, unexplained]


def threefold(means: Sequence[Means], own: Sequence[Coefficients]) -> list[Part]:
    """Return endowments, coefficients and interaction, from the viewpoint of the second group."""
    (xa, xb), (a, b) = means, own
    dx, dx_influence = xa.values - xb.values, xa.influence - xb.influence
    db, db_influence = a.values - b.values, a.influence - b.influence
    return [
        Part("endowments", dx * b.values, dx_influence * b.values + dx * b.influence),
        Part("coefficients", xb.values * db, xb.influence * db + xb.values * db_influence),
        Part("interaction", dx * db, dx_influence * db + dx * db_influence),
    ]
