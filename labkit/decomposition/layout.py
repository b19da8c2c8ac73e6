"""Which column belongs to which regressor, and how coefficients are brought back to units and normalised.

The columns are a constant, the numeric regressors (standardised, which keeps the arithmetic exact), and one column for
each category of each categorical regressor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from labkit.regression.matrix import CONSTANT
from labkit.regression.regressors import Factor, Measure, Regressor
from labkit.survey.records.columns import Floats, Ints


@dataclass(frozen=True, eq=False)
class Layout:
    """The columns of a decomposition.

    Attributes
    ----------
    regressors
        Names, in the user's order.
    measures
        The columns of the numeric regressors.
    spans
        For each categorical regressor its columns.
    owners
        For each column the name of its regressor, ``"(constant)"`` for the first.
    categories
        For each column the name of its category, empty for numbers.
    centre, scale
        For each column what was taken off its numbers, and what they were divided by.
    """

    regressors: tuple[str, ...]
    measures: slice
    spans: tuple[slice, ...]
    owners: tuple[str, ...]
    categories: tuple[str, ...]
    centre: Floats
    scale: Floats

    @property
    def size(self) -> int:
        """The number of columns."""
        return len(self.owners)

    @cached_property
    def kept(self) -> Ints:
        """The columns of the regression itself: all but the first category of each categorical regressor."""
        left_out = [span.start for span in self.spans]
        return np.array([k for k in range(self.size) if k not in left_out], dtype=np.int64)

    @cached_property
    def normaliser(self) -> Floats:
        r"""The matrix that turns the regression's coefficients into coefficients of the decomposition.

        First back to the units of the numbers, then normalised: of each set of category effects the mean is taken
        off and added to the constant, so that it does not matter which category the regression left out.
        """
        units = np.diag(1 / self.scale)
        units[0] -= self.centre / self.scale
        units[0, 0] = 1.0
        normal = np.eye(self.size)
        for span in self.spans:
            share = 1 / (span.stop - span.start)
            normal[span, span] -= share
            normal[0, span] = share
        matrix: Floats = normal @ units
        return matrix

    def label(self, column: int) -> str:
        """Return how to name a column to the user."""
        category = self.categories[column]
        return f"{self.owners[column]}: {category}" if category else self.owners[column]

    def columns_of(self, regressor: str) -> list[int]:
        """Return the columns of one regressor."""
        return [k for k, owner in enumerate(self.owners) if owner == regressor]


def make_layout(regressors: Sequence[Regressor]) -> Layout:
    """Return the layout of some regressors."""
    measures = [r for r in regressors if isinstance(r, Measure)]
    factors = [r for r in regressors if isinstance(r, Factor)]
    owners = [CONSTANT, *(m.name for m in measures)]
    categories = [""] * len(owners)
    spans = []
    for factor in factors:
        spans.append(slice(len(owners), len(owners) + len(factor.labels)))
        owners += [factor.name] * len(factor.labels)
        categories += factor.labels
    centre, scale = np.zeros(len(owners)), np.ones(len(owners))
    numeric = slice(1, 1 + len(measures))
    centre[numeric] = [m.values.mean() for m in measures]
    scale[numeric] = [m.values.std() for m in measures]
    return Layout(
        tuple(r.name for r in regressors), numeric, tuple(spans), tuple(owners), tuple(categories), centre, scale
    )
