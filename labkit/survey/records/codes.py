"""Integer codes of columns: what groups, strata and PSUs become before anything is added up.

Numbers, True and False, and categories are coded in a pass or two, each time anew. Text is slow to code: a Survey keeps
those codes (`CodeStore`), gives them to its domains, and forgets them when the column is replaced.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
AnyInts: TypeAlias = npt.NDArray[np.integer[Any]]

BLOCK = 65_536  # records; a few arrays of this length fit into the cache of one processor core


@dataclass(frozen=True, eq=False)
class Coded:
    """A column as codes: each record's place in `labels`, -1 for a missing value. Not every label need occur.

    `missing` tells whether a record has no value.
    """

    codes: AnyInts
    labels: pd.Index
    missing: bool = False

    @classmethod
    def checked(cls, codes: AnyInts, labels: pd.Index) -> Coded:
        """Return codes among which there may be -1."""
        return cls(codes, labels, bool(codes.min(initial=0) < 0))

    def those_that_occur(self) -> Coded:
        """Return the same column with the labels that occur only."""
        found, codes, _ = renumbered(self.codes, len(self.labels), missing=self.missing)
        return Coded(codes, self.labels.take(found), self.missing)


def is_sparse(size: int, records: int) -> bool:
    """Tell whether an array of `size` would be out of proportion to the number of records."""
    return size > max(4 * records, 1_000_000)


def renumbered(codes: AnyInts, size: int, *, missing: bool) -> tuple[Ints, Ints, Ints]:
    """Return the codes that occur, ascending, each record's place among them, and how often each occurs.

    Codes are below `size`; where some are `missing`, they are -1 and stay so. Counting is several times faster than
    sorting, unless most codes do not occur.
    """
    if is_sparse(size, len(codes)):
        found, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
        start = int(missing and found[0] < 0)
        return found[start:].astype(np.int64), inverse.astype(np.int64) - start, counts[start:].astype(np.int64)
    counts = np.bincount(codes + 1, minlength=size + 1)[1:] if missing else np.bincount(codes, minlength=size)
    return _of_those_counted(codes.astype(np.int64, copy=False), counts)


def _of_those_counted(codes: Ints, counts: Ints) -> tuple[Ints, Ints, Ints]:
    found = np.flatnonzero(counts)
    if len(found) == len(counts):
        return found, codes, counts
    places = np.full(len(counts) + 1, -1)  # the last place serves code -1
    places[found] = np.arange(len(found))
    return found, places[codes], counts[found]


def combined(columns: Sequence[Coded]) -> tuple[list[Ints], Ints, Ints]:
    """Return numbers for the combinations of some columns' codes that occur, in the order of the labels.

    Returned are each column's code in each combination, each record's combination (-1 where one of the columns is
    missing), and how often each combination occurs. Where most combinations do not occur, as with places within
    places, columns are joined one after the other: memory goes with the combinations that are there.
    """
    size = math.prod(len(own.labels) for own in columns)
    if is_sparse(size, len(columns[0].codes)):
        return _joined(columns)
    missing = any(own.missing for own in columns)
    codes = np.empty(len(columns[0].codes), dtype=np.int64)
    counts = np.zeros(size if size <= BLOCK else 0, dtype=np.int64)
    for start in range(0, len(codes), BLOCK):
        rows = slice(start, start + BLOCK)
        block = codes[rows]
        combine(columns, rows, block, missing=-1)
        if len(counts):
            counts += np.bincount(block[block >= 0] if missing else block, minlength=size)
    found, codes, n = _of_those_counted(codes, counts) if len(counts) else renumbered(codes, size, missing=missing)
    places = np.unravel_index(found, [len(own.labels) for own in columns]) if len(found) else [found] * len(columns)
    return list(places), codes, n


def _joined(columns: Sequence[Coded]) -> tuple[list[Ints], Ints, Ints]:
    places: list[Ints] = []
    codes, counts, size, missing = (
        np.zeros(len(columns[0].codes), dtype=np.int64),
        np.empty(0, dtype=np.int64),
        1,
        False,
    )
    for own in columns:
        codes = codes * len(own.labels) + own.codes
        if own.missing or missing:
            missing = True
            codes[(codes < 0) | (own.codes < 0)] = -1
        found, codes, counts = renumbered(codes, size * len(own.labels), missing=missing)
        outer, inner = np.divmod(found, max(len(own.labels), 1))
        places = [*(known[outer] for known in places), inner]
        size = len(found)
    return places, codes, counts


def combine(columns: Sequence[Coded], rows: slice, codes: AnyInts, *, missing: int) -> None:
    """Write the combined codes of a block of records into `codes`, `missing` where one of the columns is."""
    codes[:] = columns[0].codes[rows]
    for own in columns[1:]:
        codes *= len(own.labels)
        codes += own.codes[rows].astype(codes.dtype, copy=False)
    for own in columns:
        if own.missing:
            codes[own.codes[rows] < 0] = missing


def coded(values: pd.Series[Any], store: CodeStore | None = None) -> Coded:
    """Return a column's codes, its labels in the order of its categories, or else of the values."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        each = pd.Categorical.from_codes(np.arange(len(values.dtype.categories)), dtype=values.dtype, validate=False)
        return Coded.checked(values.array.codes, pd.CategoricalIndex(each))
    if isinstance(values.dtype, np.dtype) and len(values):
        if values.dtype.kind == "b":
            return Coded(values.to_numpy().view(np.int8), pd.Index([False, True]))
        if values.dtype.kind in "iu":
            found = _offset(values.to_numpy())
            if found is not None:
                return found
    kept = store.find(values) if store is not None else None
    if kept is None:
        codes, labels = pd.factorize(values, sort=True)
        kept = Coded.checked(codes.astype(smallest_type(len(labels))), pd.Index(labels))
        if store is not None:
            store.keep(values, kept)
    return kept


def extremes(values: npt.NDArray[Any]) -> tuple[Any, Any]:
    """Return the smallest and the largest of some values, each block of which is fetched from memory once."""
    blocks = (values[start : start + BLOCK] for start in range(0, len(values), BLOCK))
    low, high = zip(*((block.min(), block.max()) for block in blocks), strict=True)
    return np.min(low), np.max(high)  # NaN where a value is


def _offset(values: AnyInts) -> Coded | None:
    """Code whole numbers of a small range by their distance from the smallest."""
    lowest, highest = extremes(values)
    low, high = int(lowest), int(highest)
    if is_sparse(high - low + 1, len(values)) or high > np.iinfo(np.int64).max - 1:
        return None
    codes: AnyInts
    if values.dtype.kind == "u" or values.dtype.itemsize < 8:
        codes = values.astype(np.int64) - low  # small types could overflow
    elif low == 0:
        codes = values
    else:
        codes = values - low
    return Coded(codes, pd.Index(np.arange(low, high + 1, dtype=values.dtype)))


def smallest_type(labels: int) -> type[np.signedinteger[Any]]:
    """Return the smallest type that holds the codes of so many labels."""
    return next(t for t in (np.int8, np.int16, np.int32, np.int64) if labels <= np.iinfo(t).max)


# A Survey's store is found by its frame, so that whoever has the frame finds it. It goes with its Survey.
_STORES: WeakValueDictionary[int, CodeStore] = WeakValueDictionary()


class CodeStore:
    """The codes of one frame's text columns, each kept as long as the column stays what it was.

    The column itself is kept with its codes. Under pandas' copy-on-write nobody can then write into the memory that
    was coded: a change makes a new array, and the codes of the old one are not found any more.
    """

    __slots__ = ("__weakref__", "_frame", "_kept")

    def __init__(self, frame: pd.DataFrame, kept: dict[str, tuple[pd.Series[Any], Coded]] | None = None) -> None:
        self._frame = frame
        self._kept = dict(kept or {})
        _STORES[id(frame)] = self

    @staticmethod
    def of(frame: pd.DataFrame) -> CodeStore | None:
        """Return the store of a Survey's frame; None if the frame is no Survey's."""
        return _STORES.get(id(frame))

    def find(self, values: pd.Series[Any]) -> Coded | None:
        """Return the codes of a column, if they are kept and still valid."""
        kept = self._kept.get(str(values.name))
        return kept[1] if kept is not None and same_memory(kept[0], values) else None

    def keep(self, values: pd.Series[Any], found: Coded) -> None:
        """Keep the codes of a column."""
        self._kept[str(values.name)] = (values, found)

    def shared(self, frame: pd.DataFrame) -> CodeStore:
        """Return a store for a frame with the same records, of which some columns may be others."""
        return CodeStore(frame, self._kept)

    def domain(self, frame: pd.DataFrame, rows: Bools) -> CodeStore:
        """Return a store for the frame of the records marked in `rows`."""
        return CodeStore(frame, dict(self._of_domain(frame, rows)))

    def _of_domain(self, frame: pd.DataFrame, rows: Bools) -> Iterator[tuple[str, tuple[pd.Series[Any], Coded]]]:
        for name, (values, found) in self._kept.items():
            if name in self._frame and same_memory(values, self._frame[name]):
                yield name, (frame[name], Coded(found.codes[rows], found.labels, found.missing))


def same_memory(one: pd.Series[Any], other: pd.Series[Any]) -> bool:
    """Tell whether two columns are the same values in the same place, without looking at the values."""
    if one.dtype != other.dtype or len(one) != len(other):
        return False
    if isinstance(one.dtype, np.dtype):
        a, b = one.to_numpy().__array_interface__, other.to_numpy().__array_interface__
        return bool(a["data"][0] == b["data"][0] and a["strides"] == b["strides"])
    arrow = getattr(one.array, "__arrow_array__", None)
    # An Arrow array never changes: pandas puts another in its place.
    return arrow is not None and _arrow(one) is _arrow(other)


def _arrow(values: pd.Series[Any]) -> object:
    return values.array.__arrow_array__()
