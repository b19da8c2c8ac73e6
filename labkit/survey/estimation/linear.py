r"""The linearised form of estimates, kept while a table is made, so that tables can be compared with their covariance.

The variance of an estimate is that of a sum over PSUs, :math:`\sum_j z_j`. Of a difference of two estimates it is that
of :math:`\sum_j (z_j - z'_j)`: the covariance of the two is in it. Whoever compares two tables opens `recording`; the
estimators then mark each row of their table with a number (column `ROW`), under which its :math:`z_j` are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import pandas as pd

from labkit.survey.design import Design
from labkit.survey.estimation.totals import Grid, Listed, PsuTotals
from labkit.survey.estimation.variance import degrees_of_freedom, linearised_variance
from labkit.survey.records.columns import Floats, Ints

ROW = "labkit_row"


@dataclass(frozen=True, eq=False)
class Part:
    """What an estimate rests on in one sample: the PSUs in which its people are, and the linearised total of each."""

    design: Design
    psu: Ints
    z: Floats

    def times(self, factor: float) -> Part:
        """Return the part of a multiple of the estimate."""
        return replace(self, z=factor * self.z)


Linear: TypeAlias = tuple[Part, ...]
"""An estimate's parts, one or more for each independent sample on which it rests."""


@dataclass(eq=False)
class Kept:
    """The linearised forms of rows, with the figures that the rows had."""

    rows: list[Linear] = field(default_factory=list)
    estimate: list[float] = field(default_factory=list)
    se: list[float] = field(default_factory=list)


_KEPT: ContextVar[Kept | None] = ContextVar("labkit_kept", default=None)


@contextmanager
def recording() -> Iterator[Kept]:
    """Keep the linearised form of every table that is made meanwhile."""
    kept = Kept()
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


def remember(table: pd.DataFrame, rows: Callable[[], Sequence[Linear]]) -> pd.DataFrame:
    """Return the table, with its rows marked and remembered if somebody is recording."""
    kept = _KEPT.get()
    if kept is None:
        return table
    start = len(kept.rows)
    kept.rows.extend(rows())
    kept.estimate.extend(table["estimate"])
    kept.se.extend(table["se"])
    return table.assign(**{ROW: np.arange(start, start + len(table))})


def remember_totals(table: pd.DataFrame, totals: PsuTotals, z: Floats, design: Design) -> pd.DataFrame:
    """Return the table of some groups, remembered by their linearised totals in each PSU."""
    return remember(table, lambda: linear_rows(totals, z, design))


def linear_rows(totals: PsuTotals, z: Floats, design: Design) -> list[Linear]:
    """Return the linearised form of each group's estimate, from its totals in the pairs of group and PSU."""
    if isinstance(totals, Grid):
        places = [np.flatnonzero(row) for row in totals.present]
        return [(Part(design, psu, own[psu]),) for psu, own in zip(places, z, strict=True)]
    order = np.argsort(totals.group, kind="stable")
    ends = np.concatenate([[0], np.cumsum(np.bincount(totals.group, minlength=len(totals.n)))])
    return [(Part(design, totals.psu[order[a:b]], z[order[a:b]]),) for a, b in pairwise(ends)]


def less(first: Linear, second: Linear) -> Linear:
    """Return the linearised form of a difference."""
    return (*first, *(part.times(-1.0) for part in second))


def variance_of(linear: Linear) -> tuple[float, int]:
    """Return the variance of an estimate from its parts, and its degrees of freedom.

    Those of one sample are added up PSU by PSU, so that their covariance counts; the variances of independent samples
    are added. The degrees of freedom are PSUs minus strata, of those in which somebody occurs; of several samples by
    Satterthwaite's rule, rounded down.
    """
    samples: dict[int, list[Part]] = {}
    for part in linear:
        samples.setdefault(id(part.design.psu_stratum), []).append(part)
    found = [_of_one_sample(parts) for parts in samples.values()]
    total = sum(variance for variance, _ in found)
    if len(found) == 1 or not total > 0:
        return total, min((df for _, df in found), default=0)
    if any(variance > 0 and df == 0 for variance, df in found):
        return total, 0
    return total, int(total**2 / sum(variance**2 / df for variance, df in found if variance > 0) + 1e-9)


def _of_one_sample(parts: Sequence[Part]) -> tuple[float, int]:
    design = parts[0].design
    psu, place = np.unique(np.concatenate([part.psu for part in parts]), return_inverse=True)
    z = np.bincount(place, weights=np.concatenate([part.z for part in parts]), minlength=len(psu)).astype(np.float64)
    totals = Listed.of(np.ones(1, dtype=np.int64), (z,), np.zeros(len(psu), dtype=np.int64), psu, design)
    return float(linearised_variance(totals, z, design)[0]), int(degrees_of_freedom(totals)[0])
