"""Totals per group and PSU, and how they add up: all that a variance needs to know of the records.

They come in two shapes. A grid holds every pair of group and PSU, zeros included, and adds up along its axes. A list
holds the pairs that occur only; it serves designs with so many PSUs that most pairs do not, as when every record is
its own PSU. PSUs add up to cells, a group's part of a stratum, and these to groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeAlias

import numpy as np

from labkit.survey.design import Design
from labkit.survey.records.codes import AnyInts, Bools, Ints, renumbered
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
        Of each cell, the number of PSUs in which the group occurs: a row for each group, a column for each stratum.
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

    @property
    def stratum(self) -> Ints:
        """The stratum of each cell of a group."""
        return np.arange(self.psus.shape[1])

    def by_cell(self, values: Floats, design: Design) -> Floats:
        """Add values of the pairs up to one per cell."""
        starts = np.searchsorted(design.psu_stratum, np.arange(len(design.psus)))
        return np.add.reduceat(values, starts, axis=1) if len(starts) else values

    def of_cell(self, values: Floats, design: Design) -> Floats:
        """Give each pair the value of its cell."""
        return np.repeat(values, design.psus, axis=1)

    def cells_of_group(self, values: Floats) -> Floats:
        """Give each cell the value of its group."""
        return values[:, None]

    def cells_by_group(self, values: Floats | Ints | Bools) -> Floats:
        """Add values of the cells up to one value per group."""
        total: Floats = values.sum(axis=1, dtype=np.float64)
        return total

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
    psus, stratum, cell_group
        Of each cell that occurs: the number of PSUs in which the group occurs, the stratum and the group.
    group, psu, cell
        Of each pair: the codes of the group and the PSU, and its cell.
    counts
        Of categories: the unweighted records of each variable, one value for each group.
    """

    n: Ints
    sums: Sequence[Floats]
    psus: Ints
    stratum: Ints
    cell_group: Ints
    group: Ints
    psu: Ints
    cell: Ints
    counts: Sequence[Ints] = ()
    only_present: ClassVar[bool] = True

    @classmethod
    def of(cls, n: Ints, sums: Sequence[Floats], group: Ints, psu: Ints, design: Design) -> Listed:
        """Return the list of some pairs, each with some weight."""
        strata = max(len(design.psus), 1)
        found, cell, psus = renumbered(group * strata + design.psu_stratum[psu], len(n) * strata, missing=False)
        cell_group, stratum = np.divmod(found, strata)
        return cls(n, sums, psus, stratum, cell_group, group, psu, cell)

    def pick(self, rows: list[int]) -> Listed:
        """Return some of the variables."""
        counts = [self.counts[row] for row in rows] if self.counts else ()
        return replace(self, sums=[self.sums[row] for row in rows], counts=counts)

    def by_group(self, values: Floats) -> Floats:
        """Add values of the pairs up to one value per group."""
        return _added(self.group, values, len(self.n))

    def of_group(self, values: Floats) -> Floats:
        """Give each pair the value of its group."""
        return values[self.group]

    def by_cell(self, values: Floats, design: Design) -> Floats:
        """Add values of the pairs up to one per cell."""
        return _added(self.cell, values, len(self.psus))

    def of_cell(self, values: Floats, design: Design) -> Floats:
        """Give each pair the value of its cell."""
        return values[self.cell]

    def cells_of_group(self, values: Floats) -> Floats:
        """Give each cell the value of its group."""
        return values[self.cell_group]

    def cells_by_group(self, values: Floats | Ints | Bools) -> Floats:
        """Add values of the cells up to one value per group."""
        return _added(self.cell_group, values, len(self.n))

    def stacked(self, values: Floats) -> tuple[Listed, Floats]:
        """Take rows of values of one group's pairs as the values of as many groups."""
        rows, pairs = values.shape
        cells = len(self.psus)
        row = np.arange(rows)
        stacked = Listed(
            np.repeat(self.n, rows),
            (),
            np.tile(self.psus, rows),
            np.tile(self.stratum, rows),
            np.repeat(row, cells),
            np.repeat(row, pairs),
            np.tile(self.psu, rows),
            (self.cell + cells * row[:, None]).ravel(),
        )
        return stacked, values.ravel()


def _added(places: Ints, values: Floats | Ints | Bools, size: int) -> Floats:
    return np.bincount(places, values, size).astype(np.float64, copy=False)


PsuTotals: TypeAlias = Grid | Listed
