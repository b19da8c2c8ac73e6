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
import pandas as pd

from labkit.errors import OptionError
from labkit.survey.columns import By, Floats, Groups, Ints, groups, numbers
from labkit.survey.design import Design
from labkit.survey.reduce import psu_totals
from labkit.survey.table import interleaved, t_quantile, with_interval
from labkit.survey.variance import degrees_of_freedom, linearised_variance

# Sums of weights carry rounding errors of about this relative size; F(x) = q must hold in spite of them.
ROUNDING = 1e-12


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
    wanted = [q] if isinstance(q, int | float) else list(q)
    _check_q(wanted, where)
    y = numbers(frame, name, where=where)
    found = groups(frame, by, where=where)
    codes = np.where(np.isnan(y), -1, found.codes)
    cdf = _Distribution(y, design.weight, codes, len(found))
    tables = [_one(q_, cdf, y, codes, found, design, level) for q_ in wanted]
    if isinstance(q, int | float):
        return tables[0]
    for share, table in zip(wanted, tables, strict=True):
        table.insert(len(found.labels.columns), "q", share)
    return interleaved(tables, len(found))


def _check_q(wanted: list[float], where: str) -> None:
    bad = [q for q in wanted if not 0 < q < 1]
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
        inside = np.flatnonzero(codes >= 0)
        inside = inside[np.argsort(y[inside], kind="stable")]
        inside = inside[np.argsort(codes[inside], kind="stable")]
        ends = np.searchsorted(codes[inside], np.arange(groups + 1))
        pieces = [inside[a:b] for a, b in pairwise(ends)]
        self.values = [y[piece] for piece in pieces]
        self.cumulated = [np.cumsum(weight[piece]) for piece in pieces]

    def inverse(self, shares: Floats) -> Floats:
        """Return for each group the smallest value with F(x) >= its share; NaN outside 0 to 1."""
        result = np.full(len(self.values), np.nan)
        for g, (values, cumulated) in enumerate(zip(self.values, self.cumulated, strict=True)):
            if len(values) and 0 <= shares[g] <= 1 + ROUNDING:
                target = shares[g] * cumulated[-1] * (1 - ROUNDING)
                result[g] = values[min(np.searchsorted(cumulated, target), len(values) - 1)]
        return result


def _one(
    q: float, cdf: _Distribution, y: Floats, codes: Ints, found: Groups, design: Design, level: float
) -> pd.DataFrame:
    estimate = cdf.inverse(np.full(len(found), q))
    with np.errstate(invalid="ignore"):
        below = (y <= estimate[codes]).astype(np.float64) if len(found) else np.zeros(len(y))
    totals = psu_totals(design, codes, len(found), [below, None])
    whole = totals.by_group(totals.sums[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = totals.by_group(totals.sums[0]) / whole
    z = (totals.sums[0] - share[totals.group] * totals.sums[1]) / whole[totals.group]
    se = np.sqrt(linearised_variance(totals, z, design))
    df = degrees_of_freedom(totals, design)
    t = t_quantile(df, level)
    low, high = cdf.inverse(share - t * se), cdf.inverse(share + t * se)
    n = totals.by_group(totals.n).astype(np.int64)
    return with_interval(found.labels, estimate, (high - low) / (2 * t), low, high, df, n)
