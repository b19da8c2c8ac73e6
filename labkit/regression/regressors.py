"""Regressors: numbers, squares of numbers, and categories, read from a frame by name.

Decompositions (`labkit.decomposition`) read theirs here too, so that the same name means the same thing in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, OptionError, first_few
from labkit.survey.records.columns import Bools, Floats, Ints, categories, column, is_boolean, numbers

SQUARE = "^2"
# More categories than this are names or numbers of things, not a characteristic.
MOST_CATEGORIES = 200


@dataclass(frozen=True, eq=False)
class Measure:
    """A numeric regressor, or the square of one.

    Attributes
    ----------
    name
        As the user wrote it: ``"age"`` or ``"age^2"``.
    values
        One number for each record, NaN where missing; of a square, already squared.
    column
        The column of the frame.
    root
        Of a square, the numbers before they were squared; otherwise None.
    """

    name: str
    values: Floats
    column: str
    root: Floats | None = None

    @property
    def missing(self) -> Bools:
        """Mark the records without a value."""
        return np.isnan(self.values)

    def of(self, rows: Bools) -> Measure:
        """Return the regressor of fewer records."""
        return replace(self, values=self.values[rows], root=None if self.root is None else self.root[rows])


@dataclass(frozen=True, eq=False)
class Factor:
    """A categorical regressor: a code for each record (-1: missing), and the names of the categories that occur."""

    name: str
    codes: Ints
    labels: tuple[str, ...]

    @property
    def missing(self) -> Bools:
        """Mark the records without a category."""
        return self.codes < 0

    def of(self, rows: Bools) -> Factor:
        """Return the regressor of fewer records, with the categories that still occur."""
        codes = self.codes[rows]
        occurs = np.bincount(codes, minlength=len(self.labels)) > 0
        if occurs.all():
            return replace(self, codes=codes)
        labels = tuple(label for label, there in zip(self.labels, occurs, strict=True) if there)
        return replace(self, codes=(np.cumsum(occurs) - 1)[codes], labels=labels)


Regressor = Measure | Factor


def read_regressors(frame: pd.DataFrame, names: Sequence[str], *, where: str) -> list[Regressor]:
    """Return the regressors with these names.

    Parameters
    ----------
    frame
        The records.
    names
        Names of columns. Numbers are measures; True and False, and categories or words, are factors.
        ``"age^2"`` is the square of column ``"age"``.

    Raises
    ------
    OptionError
        The names are not a list, there are none, or one stands twice.
    ColumnError
        A column is not in the frame, holds neither numbers nor categories, or has too many categories.
    """
    if isinstance(names, str) or not all(isinstance(name, str) for name in names) or not len(names):
        raise OptionError(
            "The regressors are not a list of column names.",
            where=where,
            got=repr(names),
            expected="a list such as ['age', 'age^2', 'education']",
        )
    twice = sorted({name for name in names if list(names).count(name) > 1})
    if twice:
        raise OptionError(
            f"Regressor {twice[0]!r} is named twice.", where=where, got=repr(list(names)), expected="each name once"
        )
    return [_regressor(frame, name, where) for name in names]


def _regressor(frame: pd.DataFrame, name: str, where: str) -> Regressor:
    if name.endswith(SQUARE) and name not in frame.columns:
        of = name.removesuffix(SQUARE).strip()
        root = numbers(frame, of, where=where)
        return Measure(name, root**2, of, root)
    values = column(frame, name, where=where)
    if pd.api.types.is_numeric_dtype(values) and not is_boolean(values):
        return Measure(name, numbers(frame, name, where=where), name)
    if pd.api.types.is_datetime64_any_dtype(values):
        raise ColumnError(
            f"Regressor {name!r} holds dates.",
            where=where,
            got=str(values.dtype),
            expected="numbers, True and False, or categories",
            hint="Make a number of it first, such as the year.",
        )
    codes, labels = categories(frame, name, where=where)
    if len(labels) > MOST_CATEGORIES:
        raise ColumnError(
            f"Regressor {name!r} has {len(labels)} categories.",
            where=where,
            got=first_few(map(repr, labels), most=3),
            expected=f"at most {MOST_CATEGORIES} categories, or numbers",
            hint="Identifiers cannot be regressors. Numbers stored as words become numbers with pandas.to_numeric.",
        )
    return Factor(name, codes, tuple(str(label) for label in labels))


def complete(outcome: Floats, regressors: Sequence[Regressor], *further: Bools) -> Bools:
    """Mark the records that have the outcome and every regressor (and none of the `further` things missing)."""
    missing = [np.isnan(outcome), *(r.missing for r in regressors), *further]
    return ~reduce(np.logical_or, missing)


def refuse_empty(rows: Bools, outcome: Floats, regressors: Sequence[Regressor], name: str, *, where: str) -> None:
    """Say which column is missing everywhere, if no record is complete."""
    if rows.any():
        return
    counts = [(name, int((~np.isnan(outcome)).sum())), *((r.name, int((~r.missing).sum())) for r in regressors)]
    raise ColumnError(
        "No record has the outcome and all regressors.",
        where=where,
        got="answered in " + first_few((f"{n!r}: {count} records" for n, count in counts), most=12),
        expected="records with an answer in every column that is used",
        hint="A question that is asked of other people than the outcome is cannot be a regressor.",
    )
