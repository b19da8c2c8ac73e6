"""Totals per group and PSU, and how they add up: all that a variance needs to know of the records.

They come in two shapes. A grid holds every pair of group and PSU, zeros included, and adds up along its axes. A list
holds the pairs that occur only; it serves designs with so many PSUs that most pairs do not, as when every record is
its own PSU.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeAlias

import numpy as np

from labkit.survey.design import Design
from labkit.survey.records.codes import AnyInts, Ints
from labkit.survey.records.columns import Floats


@dataclass(frozen=True, eq=False)
class Grid:
    """Weighted sums of some variables in every pair of group and PSU.

    Attributes
    ----------
    n
        Unweighted records, one value for each group.
    sums
        One table per variable: a row for each group, a column for each PSU.
    psus
        The number of PSUs in which the group occurs: a row for each group, a column for each stratum.
    present
        Whether the group occurs (1 or 0): a row for each group, a column for each PSU.
    counts
        Of categories: the unweighted records of each variable, one value for each group.
    """

    n: Ints
    sums: Sequence[Floats]
    psus: Ints
    present: AnyInts
    counts: Sequence[Ints] = ()
    only_present: ClassVar[bool] = False

    def pick(self, rows: list[int]) -> Grid:
        """Return some of the variables."""
        counts = [self.counts[row] for row in rows] if self.counts else ()
        return replace(self, sums=[self.sums[row] for row in rows], counts=counts)

    def by_group(self, values: Floats) -> Floats:
        """Add values of the pairs up to one value per group."""
        total: Floats = values.sum(axis=1)
        return total

    def of_group(self, values: Floats) -> Floats:
        """Give each pair the value of its group."""
        return values[:, None]

    def by_stratum(self, values: Floats, design: Design) -> Floats:
        """Add values of the pairs up to one row per group and one column per stratum."""
        starts = np.searchsorted(design.psu_stratum, np.arange(len(design.psus)))
        return np.add.reduceat(values, starts, axis=1) if len(starts) else values

    def of_stratum(self, values: Floats, design: Design) -> Floats:
        """Give each pair the value of its group and stratum."""
        return np.repeat(values, design.psus, axis=1)

    def stacked(self, values: Floats) -> tuple[Grid, Floats]:
        """Take rows of values of one group's pairs as the values of as many groups."""
        rows = len(values)
        psus, present = np.repeat(self.psus, rows, axis=0), np.repeat(self.present, rows, axis=0)
        return Grid(np.repeat(self.n, rows), (), psus, present), values


@dataclass(frozen=True, eq=False)
class Listed:
    """Weighted sums of some variables in the pairs of group and PSU that occur.

    Attributes
    ----------
    n
        Unweighted records, one value for each group.
    sums
        One array per variable, one value for each pair.
    psus
        The number of PSUs in which the group occurs: a row for each group, a column for each stratum.
    group, psu
        Codes of the pair.
    counts
        Of categories: the unweighted records of each variable, one value for each group.
    """

    n: Ints
    sums: Sequence[Floats]
    psus: Ints
    group: Ints
    psu: Ints
    counts: Sequence[Ints] = ()
    only_present: ClassVar[bool] = True

    def pick(self, rows: list[int]) -> Listed:
        """Return some of the variables."""
        counts = [self.counts[row] for row in rows] if self.counts else ()
        return replace(self, sums=[self.sums[row] for row in rows], counts=counts)

    def by_group(self, values: Floats) -> Floats:
        """Add values of the pairs up to one value per group."""
        return np.bincount(self.group, values, len(self.n)).astype(np.float64, copy=False)

    def of_group(self, values: Floats) -> Floats:
        """Give each pair the value of its group."""
        return values[self.group]

    def by_stratum(self, values: Floats, design: Design) -> Floats:
        """Add values of the pairs up to one row per group and one column per stratum."""
        cells = np.bincount(self._cell(design), values, len(self.n) * len(design.psus))
        return cells.astype(np.float64, copy=False).reshape(len(self.n), len(design.psus))

    def of_stratum(self, values: Floats, design: Design) -> Floats:
        """Give each pair the value of its group and stratum."""
        return values.ravel()[self._cell(design)]

    def stacked(self, values: Floats) -> tuple[Listed, Floats]:
        """Take rows of values of one group's pairs as the values of as many groups."""
        rows, pairs = values.shape
        group, psu = np.repeat(np.arange(rows), pairs), np.tile(self.psu, rows)
        return Listed(np.repeat(self.n, rows), (), np.repeat(self.psus, rows, axis=0), group, psu), values.ravel()

    def _cell(self, design: Design) -> Ints:
        return self.group * len(design.psus) + design.psu_stratum[self.psu]


PsuTotals: TypeAlias = Grid | Listed
