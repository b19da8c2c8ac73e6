"""Columns of a frame as plain arrays: the only place that looks at pandas types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api import types

from labkit.errors import ColumnError, did_you_mean, first_few

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
By: TypeAlias = str | Sequence[str] | None


def column(frame: pd.DataFrame, name: str, *, where: str) -> pd.Series[Any]:
    """Return one column, or say which columns there are."""
    if name not in frame.columns:
        raise ColumnError(
            f"There is no column {name!r}.",
            where=where,
            got=repr(name),
            expected=f"one of {first_few(frame.columns, most=40)}",
            hint=did_you_mean(name, frame.columns) or "Add it first: survey.assign(name=values).",
        )
    if list(frame.columns).count(name) > 1:
        raise ColumnError(
            f"There are several columns {name!r}.",
            where=where,
            got=f"{list(frame.columns).count(name)} columns of this name",
            expected="one",
            hint="Rename or drop the others before the Survey is made.",
        )
    return frame[name]


def is_boolean(values: pd.Series[Any]) -> bool:
    """Tell whether a column holds True and False (and perhaps missing values) only."""
    if types.is_object_dtype(values):
        return types.infer_dtype(values, skipna=True) == "boolean"
    return types.is_bool_dtype(values) and not isinstance(values.dtype, pd.CategoricalDtype)


def numbers(frame: pd.DataFrame, name: str, *, where: str) -> Floats:
    """Return a numeric or boolean column as floats, missing values as NaN."""
    values = column(frame, name, where=where)
    if not (types.is_numeric_dtype(values) or is_boolean(values)):
        raise ColumnError(
            f"Column {name!r} does not hold numbers.",
            where=where,
            got=f"{values.dtype}, for example {first_few(values.dropna().unique(), most=3)}",
            expected="numbers, or True and False",
            hint="For the percent in each category use share().",
        )
    floats = values.to_numpy(dtype=np.float64, na_value=np.nan)
    infinite = np.isinf(floats)
    if infinite.any():
        raise ColumnError(
            f"Column {name!r} has {infinite.sum()} infinite values.",
            where=where,
            got=f"infinite in rows {first_few(frame.index[infinite])}",
            expected="finite numbers, or missing values",
            hint="Usually something was divided by zero, such as pay by zero hours: make these missing.",
        )
    return floats


def categories(frame: pd.DataFrame, name: str, *, where: str) -> tuple[Ints, pd.Index]:
    """Return codes (-1 for missing) and names of the categories that occur, in their own order."""
    values = column(frame, name, where=where)
    if not isinstance(values.dtype, pd.CategoricalDtype):
        found, labels = pd.factorize(values, sort=True)
        return found.astype(np.int64), pd.Index(labels)
    codes: Ints = np.asarray(values.cat.codes, dtype=np.int64)
    names: pd.Index = pd.CategoricalIndex(values.cat.categories, dtype=values.dtype)
    occurs = np.bincount(codes + 1, minlength=len(names) + 1)[1:] > 0
    if occurs.all():
        return codes, names
    places = np.append(np.cumsum(occurs) - 1, -1)  # the last place serves code -1, missing
    return places[codes], names[occurs]


def renumbered(codes: Ints, size: int) -> tuple[Ints, Ints]:
    """Return the codes that occur, in ascending order, and each record's place among them.

    Codes are 0 to `size` - 1. Counting is several times faster than sorting, unless most codes do not occur.
    """
    if is_sparse(size, len(codes)):
        found, places = np.unique(codes, return_inverse=True)
        return found, places
    occurs = np.bincount(codes, minlength=size) > 0
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[codes]


def is_sparse(size: int, records: int) -> bool:
    """Tell whether an array of `size` would be out of proportion to the number of records."""
    return size > max(4 * records, 1_000_000)


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups of a table: a code for each record (-1: in none) and one row of labels for each group."""

    codes: Ints
    labels: pd.DataFrame

    def __len__(self) -> int:
        return len(self.labels)


def groups(frame: pd.DataFrame, by: By, *, where: str) -> Groups:
    """Return the groups that occur in `frame`, numbered in the order of the `by` columns' categories.

    Without `by` there is one group, everybody. A record with a missing value in a `by` column is in no group.
    """
    names = [by] if isinstance(by, str) else list(by or [])
    if not names:
        return Groups(np.zeros(len(frame), dtype=np.int64), pd.DataFrame(index=range(1)))
    if len(set(names)) < len(names):
        raise ColumnError("A column is named twice in by.", where=where, got=f"by={names}")
    codes = np.zeros(len(frame), dtype=np.int64)
    missing = np.zeros(len(frame), dtype=bool)
    levels: list[pd.Index] = []
    for name in names:
        own, labels = categories(frame, name, where=where)
        codes = codes * len(labels) + own
        missing |= own < 0
        levels.append(labels)
    size = int(np.prod([len(labels) for labels in levels]))
    if missing.any():
        found, codes[~missing] = renumbered(codes[~missing], size)
        codes[missing] = -1
    else:
        found, codes = renumbered(codes, size)
    places = np.unravel_index(found, tuple(len(labels) for labels in levels)) if len(found) else [found] * len(names)
    table = {name: labels.take(place) for name, labels, place in zip(names, levels, places, strict=True)}
    return Groups(codes, pd.DataFrame(table))
