r"""Recentred influence functions (RIF) of quantiles, the Gini and the variance.

A statistic's RIF is a value for each record whose weighted mean is the statistic itself. Regressed on the same
columns as pay itself, it lets a difference in the statistic be decomposed as a difference in means is.

The RIF is itself estimated: it holds the quantile and the density there, the mean, or the whole distribution. Beside
the values this module therefore returns what that adds to the influence of the coefficients: if the outcome of record
:math:`i` moves by :math:`\partial RIF_i / \partial\theta \; u_j` with the weight of record :math:`j`, then
:math:`\sum_i w_i x_i \, \partial RIF_i / \partial\theta \; u_j` is added to the scores of :math:`j`.

Source: S. Firpo, N. Fortin and T. Lemieux, "Unconditional quantile regressions", Econometrica 77 (2009), and
"Decomposing wage distributions using recentered influence function regressions", Econometrics 6 (2018).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from labkit.decomposition.block import Block
from labkit.errors import DataError
from labkit.survey.estimation.quantiles import cumulated
from labkit.survey.records.columns import Floats, Ints

Kernel = Literal["gaussian", "epanechnikov"]

# Sums of weights carry rounding errors of about this relative size; F(x) = q must hold in spite of them.
ROUNDING = 1e-12
PERCENT = 100.0


@dataclass(frozen=True, eq=False)
class Recentred:
    """A group whose outcome is the RIF.

    Attributes
    ----------
    block
        The group's records with the RIF as outcome.
    statistic
        The statistic of the group.
    scores
        What the RIF's own estimation adds to the scores, one row for each PSU.
    bandwidth
        Of the density, for a quantile.
    """

    block: Block
    statistic: float
    scores: Floats | None
    bandwidth: float | None = None


def variance_rif(block: Block) -> Recentred:
    r"""Return :math:`(y - \mu)^2`, whose mean is the variance of the population (divided by W, not W - 1)."""
    y, w, population = block.outcome, block.weight, block.total_weight
    deviation: Floats = y - float(w @ y) / population
    values: Floats = deviation**2
    scores = _scores(block, -2 * deviation, deviation)
    return Recentred(replace(block, outcome=values), float(w @ values) / population, scores)


def quantile_rif(block: Block, q: float, kernel: Kernel, bandwidth: float | None) -> Recentred:
    r"""Return :math:`\hat q + (\hat F(\hat q) - 1[y \le \hat q]) / \hat f(\hat q)`.

    With :math:`\hat F(\hat q)` for the wanted share the mean is exactly the quantile also where values are heaped;
    the share itself, in the source, changes nothing but the constant of the regression.
    """
    y, w, population = block.outcome, block.weight, block.total_weight
    order = np.argsort(y, kind="stable")
    people = cumulated(w[order])
    point = float(y[order[_places(people, q)]])
    below = (y <= point).astype(np.float64)
    share = float(w @ below) / population
    width = bandwidth if bandwidth is not None else silverman(y, w, people, order)
    if width <= 0:
        raise DataError(
            f"The density of the outcome among {block.name!r} cannot be estimated: its values hardly differ.",
            where="decompose(statistic='quantile')",
            got=f"a bandwidth of {width:g} by Silverman's rule",
            expected="an outcome with many different values",
            hint="Give a bandwidth, in the unit of the outcome, or decompose the mean.",
        )
    heights, slopes = _kernel(kernel, (y - point) / width, width)
    density, slope = float(w @ heights) / population, float(w @ slopes) / population
    if density <= 0:
        raise DataError(
            f"There is nobody near the quantile {point:g} among {block.name!r}.",
            where="decompose(statistic='quantile')",
            got=f"a density of 0 with bandwidth {width:g}",
            expected="records within a bandwidth of the quantile",
            hint="Give a larger bandwidth.",
        )
    of_quantile: Floats = (share - below) / density
    of_density: Floats = heights - density + slope * of_quantile
    scores = _scores(block, 1 - heights / density, of_quantile)
    scores += _scores(block, -(share - below) / density**2, of_density)
    return Recentred(replace(block, outcome=point + of_quantile), point, scores, width)


def _places(people: Floats, q: float | Floats) -> Ints:
    """Return the positions of the smallest values with F(x) >= q among records in ascending order."""
    places: Ints = np.searchsorted(people, np.asarray(q) * people[-1] * (1 - ROUNDING))
    return np.minimum(places, len(people) - 1)


def silverman(y: Floats, w: Floats, people: Floats, order: Ints) -> float:
    r"""Return Silverman's bandwidth :math:`0.9 \min(s, IQR / 1.34) \, n^{-1/5}`, with weighted s and IQR."""
    mean = w @ y / w.sum()
    deviation = float(np.sqrt(w @ (y - mean) ** 2 / w.sum()))
    low, high = y[order[_places(people, np.array([0.25, 0.75]))]]
    spread = min(deviation, float(high - low) / 1.34) or deviation
    return float(0.9 * spread * len(y) ** -0.2)


def _kernel(kernel: Kernel, z: Floats, width: float) -> tuple[Floats, Floats]:
    """Return the kernel's height at each distance, and its derivative with respect to the point.

    The width is the kernel's standard deviation, as in R's density() and Stata's kdensity.
    """
    if kernel == "gaussian":
        heights = np.exp(-0.5 * z**2) / (np.sqrt(2 * np.pi) * width)
        return heights, heights * z / width
    inside = np.abs(z) < np.sqrt(5)
    heights = np.where(inside, 0.75 / np.sqrt(5) * (1 - z**2 / 5) / width, 0.0)
    return heights, np.where(inside, 1.5 / (5 * np.sqrt(5)) * z / width**2, 0.0)


def gini_rif(block: Block) -> Recentred:
    r"""Return :math:`2 \{y F(y) + L(y)\} / \mu - (G + 1) y / \mu - 1` in percent.

    F(y) is the share of people at or below y, and L(y) the mean over everybody of the outcome above y (zero for those
    at or below). The mean is exactly Eurostat's Gini.
    """
    y, w, population = block.outcome, block.weight, block.total_weight
    _refuse_negative(block)
    order = np.argsort(y, kind="stable")
    ties = _Ties(y, order)
    share = ties.at_most(w) / population
    above: Floats = (float(w @ y) - ties.at_most(w * y)) / population
    mean = float(w @ y) / population
    inner: Floats = 2 * (y * share + above) / mean
    gini = float(w @ inner) / population / 2 - 1
    values: Floats = inner - (gini + 1) * y / mean - 1
    scores = _scores(block, ((gini + 1) * y - inner * mean) / mean**2, y - mean)
    scores += _scores(block, -y / mean, values - gini)
    scores += _scores_of_ranks(block, ties, share, above) * (2 / mean)
    return Recentred(replace(block, outcome=PERCENT * values), PERCENT * gini, PERCENT * scores)


def _refuse_negative(block: Block) -> None:
    if (block.outcome < 0).any() or not block.outcome.any():
        raise DataError(
            f"The outcome among {block.name!r} has values that a Gini cannot have.",
            where="decompose(statistic='gini')",
            got=f"{int((block.outcome < 0).sum())} negative values, largest value {block.outcome.max():g}",
            expected="amounts of zero or more, not all zero (pay itself rather than its logarithm)",
            hint="Use the amounts themselves, or statistic='variance' for logarithms.",
        )


class _Ties:
    """Records in ascending order of the outcome, those with equal outcome together."""

    def __init__(self, y: Floats, order: Ints) -> None:
        self.order = order
        ascending = y[self.order]
        starts = np.flatnonzero(np.append(True, ascending[1:] > ascending[:-1]))
        sizes = np.diff(np.append(starts, len(y)))
        self.first = np.repeat(starts, sizes)
        self.after = np.repeat(starts + sizes, sizes)

    def at_most(self, values: Floats) -> Floats:
        """For each record, sum over the records with an outcome at most its own."""
        return self._sums(values, self.after)

    def less(self, values: Floats) -> Floats:
        """For each record, sum over the records with a smaller outcome."""
        return self._sums(values, self.first)

    def _sums(self, values: Floats, until: Ints) -> Floats:
        found = np.empty(len(values))
        found[self.order] = np.append(0.0, np.cumsum(values[self.order]))[until]
        return found


def _scores(block: Block, effect: Floats, influence: Floats) -> Floats:
    """Return the scores of a number that was estimated: the RIFs' derivatives by it times its own influence."""
    own = np.bincount(block.psu, weights=block.weight * influence, minlength=block.psus) / block.total_weight
    return np.outer(own, block.moments(block.weight * effect))


def _scores_of_ranks(block: Block, ties: _Ties, share: Floats, above: Floats) -> Floats:
    """Return the scores of the estimated F(y) and L(y), which move for every record above or below another."""
    y, w, population = block.outcome, block.weight, block.total_weight
    expected = block.moments(w * (y * share + above))
    found = np.outer(block.psu_weights, -expected)
    for column, indicator in enumerate(block.columns()):
        weighted = w * indicator
        at_or_above = weighted @ y - ties.less(weighted * y)
        moved = at_or_above + y * ties.less(weighted)
        found[:, column] += np.bincount(block.psu, weights=w * moved, minlength=block.psus)
    return found / population
