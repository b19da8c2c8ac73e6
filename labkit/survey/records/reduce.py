"""The reduction of records to totals per group and PSU: the one step that touches every record.

Totals, means, shares and ratios, with their variances, need nothing else of the records. It runs block by block, so
that what it computes on the way stays in the processor's cache. Another data engine replaces this step by its own
group-by and leaves the rest as it is (`labkit.survey.records.engine`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from labkit.survey.design import Design
from labkit.survey.estimation.totals import Grid, Listed, PsuTotals
from labkit.survey.records.codes import BLOCK, AnyInts, Bools, Ints, is_sparse, renumbered
from labkit.survey.records.columns import Floats, Grouping

FEW = 4  # groups


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
    return totals_of(design, Grouping.of_codes(codes, groups), None, list(variables))[1]


def totals_of(
    design: Design, groups: Grouping, missing: Bools | None, variables: Sequence[Floats | None]
) -> tuple[Ints, PsuTotals]:
    """Return the groups that occur, and their sums of `weight * variable` in each PSU.

    Parameters
    ----------
    design
        The design of the records.
    groups
        The groups.
    missing
        Marks the records to leave out of the sums. A group that has no others stays, with sums of zero.
    variables
        Arrays with one finite value for each record that is not left out; None stands for ones.
    """
    given = [v for v in variables if v is not None]
    pairs = _Pairs.of(design, groups, missing)
    ones, *sums = np.zeros((len(given) + 1, pairs.size))
    product = np.empty(min(BLOCK, groups.records))
    for rows, pair in pairs.blocks():
        weight = design.weight[rows]
        for total, values in zip(sums, given, strict=True):
            np.add.at(total, pair, np.multiply(weight, values[rows], out=product[: len(pair)]))
        np.add.at(ones, pair, weight)
    others = iter(sums)
    return pairs.totals(ones, [ones if v is None else next(others) for v in variables])


def shares_of(
    design: Design, groups: Grouping, missing: Bools | None, category: AnyInts, categories: int
) -> tuple[Ints, PsuTotals]:
    """Return the groups that occur, and their sums of weights in each PSU, apart for each category and then together.

    Parameters
    ----------
    design, groups, missing
        As for `totals_of`.
    category
        The category of each record, 0 to `categories` - 1, also of records that are left out.
    categories
        The number of categories.
    """
    pairs = _Pairs.of(design, groups, missing, categories)
    sums = np.zeros((categories, pairs.size))
    flat = sums.ravel()
    for rows, pair in pairs.blocks(category):
        pair += np.multiply(category[rows], pairs.size, dtype=np.int64)
        np.add.at(flat, pair, design.weight[rows])
    whole = sums.sum(axis=0)
    found, totals = pairs.totals(whole, [*sums, whole])
    return found, replace(totals, counts=[*pairs.records[:, found], totals.n])


@dataclass(frozen=True, eq=False)
class _Pairs:
    """The pairs of group and PSU, as places in an array of `size` sums; the last group takes what is left out."""

    design: Design
    groups: Grouping
    missing: Bools | None
    size: int
    everybody: Ints  # the records of each group, counted while the blocks are made; the last counts those in none
    records: Ints  # the same without those left out, which are among the last; a row for each category
    found: Ints | None = None  # the pairs that occur, where most do not
    places: Ints | None = None  # then also each record's place among them

    @classmethod
    def of(cls, design: Design, groups: Grouping, missing: Bools | None, categories: int = 1) -> _Pairs:
        psus = len(design.psu_stratum)
        if design.weightless is not None:  # they stand for nobody, and are not counted
            missing = design.weightless if missing is None else missing | design.weightless
        size = (groups.size + 1) * psus
        everybody = np.zeros(groups.size + 1, dtype=np.int64)
        records = np.zeros((categories, groups.size + 1), dtype=np.int64)
        if not is_sparse(size, groups.records) and bool((np.diff(design.psu_stratum) >= 0).all()):
            return cls(design, groups, missing, size, everybody, records)
        # Few records for many possible pairs: number those that occur.
        pair = np.concatenate([np.empty(0, np.int64), *(groups.block(rows) for rows in _blocks(groups.records))])
        if missing is not None:
            pair[missing] = groups.size
        pair *= psus
        pair += design.psu
        if bool((np.diff(design.psu) > 0).all()):  # every record is its own PSU
            found, places = pair, np.arange(len(pair))
        else:
            found, places, _ = renumbered(pair, size, missing=False)
        return cls(design, groups, missing, len(found), everybody, records, found, places)

    def blocks(self, category: AnyInts | None = None) -> Iterator[tuple[slice, Ints]]:
        """Yield blocks of records and the place of each record's pair, which the caller may overwrite."""
        psus = len(self.design.psu_stratum)
        flat = self.records.ravel()
        room = np.empty(min(BLOCK, self.groups.records), dtype=np.int64)
        for rows in _blocks(self.groups.records):
            group = self.groups.block(rows)
            if self.missing is not None:
                _count(self.everybody, group)
                group[self.missing[rows]] = self.groups.size
            if category is None:
                _count(flat, group)
            else:
                _count(flat, group + np.multiply(category[rows], self.groups.size + 1, dtype=np.int64))
            if self.places is not None:
                yield rows, self.places[rows].copy()
                continue
            pair = np.multiply(group, psus, out=room[: len(group)], dtype=np.int64)
            pair += self.design.psu[rows]
            yield rows, pair

    def totals(self, ones: Floats, sums: list[Floats]) -> tuple[Ints, PsuTotals]:
        """Return the groups that occur, and the sums; a pair occurs where it has any weight, as weights are above 0."""
        psus = len(self.design.psu_stratum)
        counted = self.records.sum(axis=0)
        kept = self.groups.kept((counted if self.missing is None else self.everybody)[:-1])
        n = counted[kept]
        if self.found is None:
            shape = (self.groups.size + 1, psus)
            tables = [s.reshape(shape)[:-1] for s in (ones, *sums)]
            if len(kept) < self.groups.size:
                tables = [table[kept] for table in tables]
            starts = np.searchsorted(self.design.psu_stratum, np.arange(len(self.design.psus)))
            present = (tables[0] > 0).view(np.int8)
            occurs = np.add.reduceat(present, starts, axis=1, dtype=np.int64) if psus else present.astype(np.int64)
            return kept, Grid(n, tables[1:], occurs, present)
        group, psu = np.divmod(self.found, max(psus, 1))
        inside = group < self.groups.size
        places = np.zeros(self.groups.size, dtype=np.int64)
        places[kept] = np.arange(len(kept))
        group, psu = places[group[inside]], psu[inside]
        return kept, Listed.of(n, [s[inside] for s in sums], group, psu, self.design)


def _blocks(records: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, records)) for start in range(0, records, BLOCK))


def _count(counts: Ints, codes: AnyInts) -> None:
    if len(counts) > BLOCK:
        np.add.at(counts, codes, 1)
    elif len(counts) <= FEW:  # looking for each group is quicker than counting into places
        found = [np.count_nonzero(codes == group) for group in range(len(counts) - 1)]
        counts += np.array([*found, len(codes) - sum(found)])
    else:
        counts += np.bincount(codes, minlength=len(counts))
