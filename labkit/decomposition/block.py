"""The records of one group, and the sums over them that a decomposition needs.

No matrix of dummies is made: a dummy's sums are counts, taken category by category in one pass over the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from labkit.decomposition.layout import Layout
from labkit.survey.records.columns import Floats, Ints


@dataclass(frozen=True, eq=False)
class Block:
    """One group's records.

    Attributes
    ----------
    name
        The value of the group column.
    outcome, weight, psu
        One value for each record; `psu` is a code from 0 to `psus` - 1, common to both groups.
    psus
        The number of PSUs with records of either group.
    measures
        One row for each numeric regressor, standardised as the layout says.
    codes
        One array for each categorical regressor.
    layout
        Which column of every sum belongs to which regressor.
    """

    name: object
    outcome: Floats
    weight: Floats
    psu: Ints
    psus: int
    measures: Floats
    codes: tuple[Ints, ...]
    layout: Layout

    @cached_property
    def total_weight(self) -> float:
        """The group's population."""
        return float(self.weight.sum())

    @cached_property
    def psu_weights(self) -> Floats:
        """The group's population in each PSU."""
        found: Floats = np.bincount(self.psu, weights=self.weight, minlength=self.psus).astype(np.float64, copy=False)
        return found

    @cached_property
    def _weighted(self) -> Floats:
        return self.measures * self.weight

    @cached_property
    def _psu_cells(self) -> tuple[Ints, ...]:
        # A code for each pair of PSU and category, shared by all sums per PSU.
        sizes = (span.stop - span.start for span in self.layout.spans)
        return tuple(self.psu * size + codes for size, codes in zip(sizes, self.codes, strict=True))

    def moments(self, values: Floats) -> Floats:
        """Return the sums of `values` times each column of the layout."""
        found = np.empty(self.layout.size)
        found[0] = values.sum()
        found[self.layout.measures] = self.measures @ values
        for span, codes in zip(self.layout.spans, self.codes, strict=True):
            found[span] = np.bincount(codes, weights=values, minlength=span.stop - span.start)
        return found

    def psu_moments(self, values: Floats) -> Floats:
        """Return the same sums within each PSU, one row for each."""
        found = np.empty((self.psus, self.layout.size))
        found[:, 0] = np.bincount(self.psu, weights=values, minlength=self.psus)
        for place, measure in enumerate(self.measures, start=self.layout.measures.start):
            found[:, place] = np.bincount(self.psu, weights=measure * values, minlength=self.psus)
        for span, cells in zip(self.layout.spans, self._psu_cells, strict=True):
            size = span.stop - span.start
            found[:, span] = np.bincount(cells, weights=values, minlength=self.psus * size).reshape(-1, size)
        return found

    def cross_products(self) -> Floats:
        """Return the weighted sums of products of every two columns of the layout."""
        layout, weighted = self.layout, self._weighted
        cross = np.zeros((layout.size, layout.size))
        cross[0, 0] = self.total_weight
        cross[layout.measures, 0] = weighted.sum(axis=1)
        cross[layout.measures, layout.measures] = weighted @ self.measures.T
        for f, (span, codes) in enumerate(zip(layout.spans, self.codes, strict=True)):
            size = span.stop - span.start
            counts = np.bincount(codes, weights=self.weight, minlength=size)
            cross[span, 0] = counts
            cross[span, span] = np.diag(counts)
            for place, measure in enumerate(weighted, start=layout.measures.start):
                cross[span, place] = np.bincount(codes, weights=measure, minlength=size)
            for other, others in zip(layout.spans[:f], self.codes[:f], strict=True):
                width = other.stop - other.start
                both = np.bincount(codes * width + others, weights=self.weight, minlength=size * width)
                cross[span, other] = both.reshape(size, width)
        lower = np.tril(cross)
        return lower + np.tril(cross, -1).T

    def columns(self) -> Iterator[Floats]:
        """Yield the columns of the layout one by one."""
        yield np.ones(len(self.outcome))
        yield from self.measures
        for span, codes in zip(self.layout.spans, self.codes, strict=True):
            for k in range(span.stop - span.start):
                yield (codes == k).astype(np.float64)

    def predicted(self, coefficients: Floats) -> Floats:
        """Return the predictor of every record, from one coefficient for each column of the layout."""
        found = coefficients[self.layout.measures] @ self.measures
        found += coefficients[0]
        for span, codes in zip(self.layout.spans, self.codes, strict=True):
            found += coefficients[span].take(codes)
        return found
