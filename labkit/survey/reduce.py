"""The reduction of records to totals per group and PSU: the one step that touches every record.

Totals, means, shares and ratios, with their variances, need nothing else of the records. Another data engine can
replace this step by its own group-by and leave the rest as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from labkit.survey.columns import Floats, Ints, is_sparse, renumbered
from labkit.survey.design import Design


@dataclass(frozen=True, eq=False)
class PsuTotals:
    """Weighted sums of some variables, one value for each pair of group and PSU in which records occur.

    Attributes
    ----------
    groups
        The number of groups.
    group, psu
        Codes of the pair.
    n
        Unweighted records in the pair.
    sums
        Weighted sums, one row per variable.
    """

    groups: int
    group: Ints
    psu: Ints
    n: Ints
    sums: Floats

    def by_group(self, values: Floats | Ints) -> Floats:
        """Add values of the pairs up to one value per group."""
        return np.bincount(self.group, weights=values, minlength=self.groups).astype(np.float64)


def psu_totals(design: Design, codes: Ints, groups: int, variables: Iterable[Floats | None]) -> PsuTotals:
    """Sum `weight * variable` within each pair of group and PSU.

    Parameters
    ----------
    design
        The design of the records.
    codes
        The group of each record; records with a negative code belong to no group.
    groups
        The number of groups.
    variables
        Arrays with one finite value for each record that belongs to a group; None stands for ones.
    """
    # Where every record belongs to a group, a slice of everything spares a copy.
    inside = slice(None) if codes.min(initial=0) >= 0 else codes >= 0
    psus = len(design.psu_stratum)
    pair = codes[inside] * psus + design.psu[inside]
    weight = design.weight[inside]
    pairs = groups * psus
    found = None
    if is_sparse(pairs, len(pair)):
        # Few records for many possible pairs, as when every record is its own PSU: number those that occur.
        found, pair = renumbered(pair, pairs)
        pairs = len(found)
    n = np.bincount(pair, minlength=pairs)
    weighted = (weight if v is None else weight * v[inside] for v in variables)
    sums = [np.bincount(pair, weights=y, minlength=pairs) for y in weighted]
    if found is None:
        found = np.flatnonzero(n)
        n, sums = n[found], [s[found] for s in sums]
    return PsuTotals(groups, found // psus, found % psus, n, np.array(sums))
