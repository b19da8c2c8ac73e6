"""Columns of a frame as plain arrays: the only place that looks at pandas types."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api import types

from labkit.errors import ColumnError, did_you_mean, first_few
from labkit.survey.records.codes import (
    AnyInts,
    Bools,
    Coded,
    CodeStore,
    Ints,
    coded,
    combine,
    combined,
    is_sparse,
    smallest_type,
)

__all__ = ["Bools", "By", "Floats", "Groups", "Ints", "categories", "column", "groups", "is_boolean", "numbers"]

# What people call a column of a labour force survey.
_OTHER_WORDS = {
    "gender": "sex",
    "women": "sex",
    "men": "sex",
    "urban": "area",
    "rural": "area",
    "location": "area",
    "residence": "area",
    "region": "province",
    "years": "age",
    "school": "attending",
    "job": "status",
    "sector": "institution",
    "wage": "monthly_pay",
    "salary": "monthly_pay",
    "income": "monthly_pay",
    "earnings": "monthly_pay",
    "hours": "usual_hours",
    "weights": "weight",
}

Floats: TypeAlias = npt.NDArray[np.float64]
By: TypeAlias = str | Sequence[str] | None
# What estimators call their own columns: groups of such a name could not be told from the figures.
TAKEN = ("estimate", "se", "ci_low", "ci_high", "cv", "df", "n", "flag")


def column(frame: pd.DataFrame, name: str, *, where: str) -> pd.Series[Any]:
    """Return one column, or say which columns there are."""
    if not _is_name(name):
        several = isinstance(name, Sequence)
        raise ColumnError(
            "This is not the name of a column.",
            where=f"{where.split('(')[0]}(…)",  # whoever called may have written all the values into it
            got=f"{type(name).__name__}: {str(name)[:60]}"
            if several
            else f"{type(name).__name__}, the values themselves",
            expected="one name, in quotes",
            hint="Call the estimator once for each column; groups go into by=[...]."
            if several
            else "Write the name of the column, with quotation marks.",
        )
    if name not in frame.columns:
        refuse_column(name, list(frame.columns), where)
    if not frame.columns.is_unique and list(frame.columns).count(name) > 1:
        raise ColumnError(
            f"There are several columns {name!r}.",
            where=where,
            got=f"{list(frame.columns).count(name)} columns of this name",
            expected="one",
            hint="Rename or drop the others before the Survey is made.",
        )
    return frame[name]


def _is_name(name: object) -> bool:
    return isinstance(name, Hashable) and not isinstance(name, tuple)


def refuse_column(name: str, names: Sequence[str], where: str) -> NoReturn:
    """Say that there is no column of this name, and which there are."""
    meant = _OTHER_WORDS.get(str(name).lower())
    own = [each for each in names if not str(each).endswith("_")]  # indicators add columns such as ``counted_``
    close = f"Did you mean {meant!r}?" if meant in names else did_you_mean(name, own)
    raise ColumnError(
        f"There is no column {name!r}.",
        where=re.sub(r"\((None|'\w+_')\)$", "", where),
        got=repr(name),
        expected=f"one of {first_few(own, most=10 if close else 40)}",
        hint=close or "Add it first: survey.assign(name=values).",
    )


def is_boolean(values: pd.Series[Any]) -> bool:
    """Tell whether a column holds True and False (and perhaps missing values) only."""
    if types.is_object_dtype(values):
        return types.infer_dtype(values, skipna=True) == "boolean"
    return types.is_bool_dtype(values) and not isinstance(values.dtype, pd.CategoricalDtype)


def is_text(values: pd.Series[Any]) -> bool:
    """Tell whether a column holds words."""
    return types.is_object_dtype(values) or types.is_string_dtype(values)


def numbers(frame: pd.DataFrame, name: str, *, where: str) -> Floats:
    """Return a numeric or boolean column as floats, missing values as NaN."""
    return numbers_and_missing(frame, name, where=where)[0]


def numbers_and_missing(frame: pd.DataFrame, name: str, *, where: str) -> tuple[Floats, Bools | None]:
    """Return a numeric or boolean column as floats, and which of them are missing (NaN), if any are."""
    values = column(frame, name, where=where)
    if types.is_object_dtype(values) and types.infer_dtype(values, skipna=True) == "decimal":
        values = values.astype(np.float64)
    if not (types.is_numeric_dtype(values) or is_boolean(values)):
        raise ColumnError(
            f"Column {name!r} does not hold numbers.",
            where=where,
            got=f"{values.dtype}, for example {first_few(values.dropna().unique(), most=3)}",
            expected="numbers, or True and False",
            hint="Numbers that were read as text become numbers with pd.to_numeric(frame[name])"
            + ("." if where.startswith("Survey(") else "; for the percent in each category use share()."),
        )
    floats = values.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isfinite(floats.sum()):
        return floats, None  # the sum is the quickest look at all of them
    infinite = np.isinf(floats)
    if infinite.any():
        raise ColumnError(
            f"Column {name!r} has {infinite.sum()} infinite values.",
            where=where,
            got=f"infinite in rows {first_few(frame.index[infinite])}",
            expected="finite numbers, or missing values",
            hint="Usually something was divided by zero, such as pay by zero hours: make these missing.",
        )
    missing = np.isnan(floats)
    return floats, missing if missing.any() else None


def column_codes(frame: pd.DataFrame, name: str, *, where: str) -> Coded:
    """Return a column's codes (-1 for missing) and labels, of which not every one need occur.

    Where the frame is a Survey's, the codes of a text column are made once and kept.
    """
    found = coded(column(frame, name, where=where), CodeStore.of(frame))
    values = found.labels.categories if isinstance(found.labels, pd.CategoricalIndex) else found.labels
    if values.inferred_type.startswith("mixed"):
        _refuse_two_kinds(values, name, where)
    return found


def _refuse_two_kinds(labels: pd.Index, name: str, where: str) -> None:
    """Refuse values that are there both as numbers and as text: one PSU would be two."""
    texts = {value.strip() for value in labels if isinstance(value, str)}
    numbers = [f"{value:.15g}" for value in labels if isinstance(value, int | float | np.number)]
    both = [text for text in numbers if text in texts]
    if both:
        raise ColumnError(
            f"Column {name!r} has the same values as numbers and as text.",
            where=where,
            got=f"number {both[0]} and text {both[0]!r}" + (f", and {len(both) - 1} more" if both[1:] else ""),
            expected="numbers only, or text only",
            hint=f"pandas.read_csv reads long files so: read it with dtype={{{name!r}: str}}. "
            f"Or make all text first, if the numbers are whole ones: frame[{name!r}].astype(str).",
        )


def categories(frame: pd.DataFrame, name: str, *, where: str) -> tuple[Ints, pd.Index]:
    """Return codes (-1 for missing) and names of the categories that occur, in their own order."""
    own = column_codes(frame, name, where=where).those_that_occur()
    return own.codes.astype(np.int64, copy=False), own.labels


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups of a table: a code for each record (-1: in none) and one row of labels for each group.

    `n` counts the records of each group, where that is known.
    """

    codes: Ints
    labels: pd.DataFrame
    n: Ints | None = None

    def __len__(self) -> int:
        return len(self.labels)


def groups(frame: pd.DataFrame, by: By, *, where: str) -> Groups:
    """Return the groups that occur in `frame`, numbered in the order of the `by` columns' categories.

    Without `by` there is one group, everybody. A record with a missing value in a `by` column is in no group.
    """
    names = by_names(by, where=where)
    if not names:
        everybody = Grouping.of(frame, None, where=where).labels(np.zeros(1, dtype=np.int64)).frame()
        return Groups(np.zeros(len(frame), dtype=np.int64), everybody, np.array([len(frame)]))
    possible = Grouping.of(frame, by, where=where)
    if possible.joined is None:
        places, codes, n = combined(possible.columns)
        return Groups(codes, possible.labels_at(places).frame(), n)
    n = np.bincount(possible.joined.codes + 1, minlength=possible.size + 1)[1:]
    return Groups(possible.joined.codes.astype(np.int64), possible.labels(np.arange(possible.size)).frame(), n)


@dataclass(frozen=True, eq=False)
class Labels:
    """What the groups of a table are called: one array for each column of `by`, one value for each group.

    A frame would cost more than the sums of a small survey. `attrs` are those of the table.
    """

    columns: dict[str, Any]
    groups: int
    attrs: dict[str, Any]

    def __len__(self) -> int:
        return self.groups

    def frame(self) -> pd.DataFrame:
        """Return the labels as a frame."""
        table = pd.DataFrame(self.columns, index=pd.RangeIndex(self.groups))
        table.attrs.update(self.attrs)
        return table


@dataclass(frozen=True, eq=False)
class Grouping:
    """All groups that the labels of some columns can make, numbered in the order of the labels.

    Where most of these could not occur among so few records, as with villages within districts within provinces, only
    those that do are numbered.

    Attributes
    ----------
    names, columns
        The columns that make groups.
    records
        The number of records.
    size
        The number of groups that are numbered, also of those that do not occur.
    all_occur
        Whether every group is to be kept, records or not.
    source
        What the frame says of itself (``attrs["source"]``): tables pass it on, and pictures print it.
    joined, places
        Where only groups that occur are numbered: each record's group, and each group's code in every column.
    """

    names: list[str]
    columns: list[Coded]
    records: int
    size: int
    all_occur: bool = False
    source: str = ""
    joined: Coded | None = None
    places: Sequence[Ints] = ()

    @classmethod
    def of(cls, frame: pd.DataFrame, by: By, *, where: str) -> Grouping:
        """Return the groups that the columns `by` make; without `by` one group, everybody."""
        names = by_names(by, where=where)
        columns = [column_codes(frame, name, where=where) for name in names]
        size, source = math.prod(len(own.labels) for own in columns), str(frame.attrs.get("source", ""))
        if not is_sparse(size, len(frame)):
            return cls(names, columns, len(frame), size, not names, source)
        places, codes, n = combined(columns)
        return cls(
            names, columns, len(frame), len(n), False, source, Coded.checked(codes, pd.RangeIndex(len(n))), places
        )

    @classmethod
    def of_codes(cls, codes: Ints, groups: int) -> Grouping:
        """Return groups that are numbered already; a record with a negative code is in none."""
        return cls([""], [Coded.checked(codes, pd.RangeIndex(groups))], len(codes), groups, all_occur=True)

    def block(self, rows: slice) -> AnyInts:
        """Return the codes of a block of records, `size` for those in no group, in a small array of their own."""
        if not self.columns:
            return np.zeros(rows.stop - rows.start, dtype=np.int8)
        codes = np.empty(rows.stop - rows.start, dtype=smallest_type(self.size + 1))
        combine(self.columns if self.joined is None else [self.joined], rows, codes, missing=self.size)
        return codes

    def kept(self, n: Ints) -> Ints:
        """Return the groups to keep, given the number of records in each."""
        return np.arange(self.size) if self.all_occur else np.flatnonzero(n)

    def labels(self, found: Ints) -> Labels:
        """Return the labels of some groups."""
        if not self.names:
            return Labels({}, 1, self._attrs)
        if self.joined is not None:
            return self.labels_at([own[found] for own in self.places])
        sizes = tuple(len(own.labels) for own in self.columns)
        return self.labels_at(np.unravel_index(found, sizes) if len(found) else [found] * len(sizes))

    def labels_at(self, places: Sequence[Ints]) -> Labels:
        """Return the labels of groups, given each one's code in every column."""
        named = zip(self.names, self.columns, places, strict=True)
        return Labels({name: own.labels.take(place) for name, own, place in named}, len(places[0]), self._attrs)

    @property
    def _attrs(self) -> dict[str, Any]:
        return {"source": self.source} if self.source else {}


def _listed(by: object, where: str) -> list[str]:
    if isinstance(by, Iterable) and not isinstance(by, pd.Series | pd.DataFrame | Mapping):
        names = list(by)
        if all(isinstance(name, str) for name in names):
            return names
    raise ColumnError(
        "by holds no names of columns.",
        where=where,
        got=f"by={type(by).__name__}",
        expected="a name, or a list of names, such as by=['sex', 'area']",
        hint="Values that make groups become a column first: survey.assign(group=values), then by='group'.",
    )


def by_names(by: By, *, where: str) -> list[str]:
    """Return the columns that make groups."""
    names: list[str] = [] if by is None else [by] if isinstance(by, str) else _listed(by, where)
    if len(set(names)) < len(names):
        raise ColumnError("A column is named twice in by.", where=where, got=f"by={names}")
    refuse_taken(names, TAKEN, where=where)
    return names


def refuse_taken(names: Sequence[str], taken_names: Sequence[str], *, where: str) -> None:
    """Refuse groups that have the name of a column of the result."""
    taken = [name for name in names if name in taken_names]
    if taken:
        raise ColumnError(
            f"The column {taken[0]!r} has the name of a column of the result.",
            where=where,
            got=f"by={list(names)}",
            expected=f"names other than {', '.join(taken_names)}",
            hint=f"Give it another name first: survey.assign({taken[0]}_group=survey.frame[{taken[0]!r}]).",
        )


_KEPT: ContextVar[tuple[str, ...]] = ContextVar("labkit_groups_kept", default=())


@contextmanager
def groups_kept(names: Sequence[str]) -> Iterator[None]:
    """Keep a function from replacing the columns that make its groups by columns of its own."""
    before = _KEPT.set((*_KEPT.get(), *names))
    try:
        yield
    finally:
        _KEPT.reset(before)


def refuse_replaced(made: Iterable[str], *, where: str) -> None:
    """Refuse groups that have the name of a column that a function makes."""
    for name in made:
        refuse_taken(_KEPT.get(), [name], where=where)
