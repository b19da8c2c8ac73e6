"""Amounts of money in ascending order within each group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from labkit.survey.estimation.quantiles import cumulated
from labkit.survey.records.columns import By, Floats, Groups, Ints, groups

# Two amounts that differ by less than this, relatively, differ by rounding only.
ROUNDING = 1e-12


def amount_groups(frame: pd.DataFrame, values: Floats, by: By, *, where: str) -> Groups:
    """Return the groups; a record without an amount is in none."""
    found = groups(frame, by, where=where)
    missing = np.isnan(values)
    return Groups(np.where(missing, -1, found.codes), found.labels) if missing.any() else found


@dataclass(frozen=True, eq=False)
class Ordered:
    """The records of one group in ascending order of their amounts.

    Attributes
    ----------
    rows
        Positions of the records in the frame.
    x, weight
        Their amounts and weights.
    people, money
        Sums of the weights, and of weight times amount, up to and including the record.
    """

    rows: npt.NDArray[np.intp]
    x: Floats
    weight: Floats
    people: Floats
    money: Floats

    @property
    def everybody(self) -> float:
        """The number of people."""
        return float(self.people[-1])

    @property
    def total(self) -> float:
        """All the money."""
        return float(self.money[-1])

    def place(self, q: float) -> int:
        """Return the position of the quantile: of the smallest amount with F(x) >= q."""
        return min(int(np.searchsorted(self.people, q * self.everybody * (1 - ROUNDING))), len(self.x) - 1)


def ordered_groups(values: Floats, weight: Floats, found: Groups) -> Iterator[tuple[int, Ordered]]:
    """Yield the number and the ordered records of each group that has any. Each record is sorted once."""
    rows, ends = _rows_by_group(values, found.codes, len(found))
    for g, (start, end) in enumerate(pairwise(ends)):
        if end > start:
            own = rows[start:end]
            x, w = values[own], weight[own]
            money = w * x
            yield g, Ordered(own, x, w, cumulated(w), np.cumsum(money, out=money))


def _rows_by_group(values: Floats, codes: Ints, groups: int) -> tuple[npt.NDArray[np.intp], list[int]]:
    """Return positions sorted by group, then by amount, and where the groups begin and end."""
    if groups == 1 and codes.min(initial=0) == 0:
        return np.argsort(values), [0, len(values)]
    inside = np.flatnonzero(codes >= 0)
    inside = inside[np.argsort(values[inside])]
    own = codes[inside]
    if groups > 1:
        # A stable sort of small integers counts instead of comparing.
        order = np.argsort(own.astype(np.min_scalar_type(groups)), kind="stable")
        inside, own = inside[order], own[order]
    return inside, np.searchsorted(own, np.arange(groups + 1)).tolist()
