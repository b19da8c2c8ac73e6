r"""Quantiles with Woodruff's interval.

The quantile is the smallest value with :math:`\hat F(x) \ge q`. The interval inverts :math:`\hat F` at
:math:`\hat F(\hat q) \pm t \, se`, where `se` is the design-based standard error of the share of records at or below
the quantile; the quantile's own standard error is the interval's width over :math:`2t`. This is R survey's
``svyquantile(..., interval.type="mean", qrule="math", df=degf(subset))``. An end of the interval that would lie below
F = 0 or above F = 1 is missing, as there.

Source: R. S. Woodruff, "Confidence intervals for medians and other position measures", JASA 47 (1952).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from labkit.errors import OptionError, is_number
from labkit.survey.design import Design
from labkit.survey.estimation.linear import remember_totals
from labkit.survey.estimation.variance import degrees_of_freedom, linearised_variance
from labkit.survey.records.codes import Ints, smallest_type
from labkit.survey.records.columns import By, Floats, Grouping, Groups, by_names, groups, numbers, refuse_taken
from labkit.survey.records.reduce import shares_of
from labkit.survey.table import interleaved, t_quantile, with_interval

# Sums of weights carry rounding errors of about this relative size; F(x) = q must hold in spite of them.
ROUNDING = 1e-12
EXACT_UP_TO = 1000  # records whose plain sum of weights is exact enough


def quantile(
    frame: pd.DataFrame,
    design: Design,
    name: str,
    q: float | Sequence[float],
    by: By,
    level: float,
) -> pd.DataFrame:
    """Estimate quantiles; for a list of `q` one row per group and `q`."""
    where = f"quantile({name!r})"
    refuse_taken(by_names(by, where=where), ["q"], where=where)
    one_only = np.ndim(q) == 0
    wanted: list[float] = np.atleast_1d(np.asarray(q, dtype=object)).tolist()
    _check_q(wanted, where)
    y = numbers(frame, name, where=where)
    found = groups(frame, by, where=where)
    nobody = np.isnan(y) if design.weightless is None else np.isnan(y) | design.weightless
    codes = np.where(nobody, -1, found.codes)
    cdf = _Distribution(y, design.weight, codes, len(found))
    tables = [_one(q_, cdf, y, codes, found, design, level) for q_ in wanted]
    if one_only:
        return tables[0]
    for share, table in zip(wanted, tables, strict=True):
        table.insert(len(found.labels.columns), "q", share)
    return interleaved(tables, len(found))


def _check_q(wanted: list[float], where: str) -> None:
    bad = [q for q in wanted if not (is_number(q) and 0 < q < 1)]
    if bad or not wanted:
        raise OptionError(
            "q is not a share between 0 and 1.",
            where=where,
            got=f"q={bad or wanted}",
            expected="numbers above 0 and below 1: 0.5 for the median, [0.1, 0.9] for two deciles",
        )


class _Distribution:
    """The weighted distribution function of each group, sorted once for all quantiles."""

    def __init__(self, y: Floats, weight: Floats, codes: Ints, groups: int) -> None:
        self.values: list[Floats] = []
        self.cumulated: list[Floats] = []
        for piece in _pieces(codes, groups):
            own = y[piece]
            order = np.argsort(own)  # equal values in any order: the value is what counts
            self.values.append(own[order])
            self.cumulated.append(cumulated(weight[piece][order]))

    def inverse(self, shares: Floats) -> Floats:
        """Return for each group the smallest value with F(x) >= its share; NaN outside 0 to 1."""
        result = np.full(len(self.values), np.nan)
        for g, (values, cumulated) in enumerate(zip(self.values, self.cumulated, strict=True)):
            if len(values) and 0 <= shares[g] <= 1 + ROUNDING:
                target = shares[g] * cumulated[-1] * (1 - ROUNDING)
                result[g] = values[min(np.searchsorted(cumulated, target), len(values) - 1)]
        return result


def cumulated(weight: Floats) -> Floats:
    """Return sums of weights up to each record, as exact as the last digits of one of them.

    Plain sums of many equal weights drift by their rounding errors; here each is put right by what the steps lost.
    """
    total = np.cumsum(weight)
    if len(weight) > EXACT_UP_TO:
        before = np.concatenate([[0.0], total[:-1]])
        # What was lost in each addition (Knuth's two-sum), added up and given back.
        part = total - before
        lost = (before - (total - part)) + (weight - part)
        total = total + np.cumsum(lost)
    return total


def _pieces(codes: Ints, groups: int) -> list[slice | Ints]:
    """Return the places of each group's records."""
    if groups == 1 and codes.min(initial=0) >= 0:
        return [slice(None)]
    # Small integers are put in order by counting, not by comparing.
    order = np.argsort(codes.astype(smallest_type(groups)), kind="stable")
    ends = np.concatenate([[0], np.cumsum(np.bincount(codes + 1, minlength=groups + 1))])
    return [order[a:b] for a, b in pairwise(ends[1:])]


def _at_or_below(y: Floats, estimate: Floats, codes: Ints) -> npt.NDArray[np.int8]:
    """Mark the records at or below their group's estimate."""
    if len(estimate) == 0:
        return np.zeros(len(y), dtype=np.int8)
    with np.errstate(invalid="ignore"):
        return (y <= estimate[codes]).view(np.int8)


def _one(
    q: float, cdf: _Distribution, y: Floats, codes: Ints, found: Groups, design: Design, level: float
) -> pd.DataFrame:
    estimate = cdf.inverse(np.full(len(found), q))
    below = _at_or_below(y, estimate, codes)
    _, totals = shares_of(design, Grouping.of_codes(codes, len(found)), None, below, 2)
    whole, at_or_below = totals.sums[2], totals.sums[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = totals.by_group(at_or_below) / totals.by_group(whole)
        z = (at_or_below - totals.of_group(share) * whole) / totals.of_group(totals.by_group(whole))
    se = np.sqrt(linearised_variance(totals, z, design))
    df = degrees_of_freedom(totals)
    t = t_quantile(df, level)
    low, high = cdf.inverse(share - t * se), cdf.inverse(share + t * se)
    se_quantile = (high - low) / (2 * t)
    table = with_interval(found.labels, estimate, se_quantile, low, high, df, totals.n)
    table.attrs["level"] = level
    with np.errstate(divide="ignore", invalid="ignore"):
        one_over_density = np.where(se_quantile == 0, 0.0, se_quantile / se)
    # The quantile goes down where more people are below it.
    return remember_totals(table, totals, -z * totals.of_group(one_over_density), design)
