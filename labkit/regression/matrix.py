"""The matrix of a regression: a constant, the measures, and a dummy for every category but the base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular

from labkit.errors import DataError, OptionError, did_you_mean, first_few
from labkit.regression.regressors import Factor, Measure, Regressor
from labkit.survey.records.columns import Floats

CONSTANT = "(constant)"
# Share of a column that is left after the columns before it are taken out, below which it adds nothing of its own.
COLLINEAR = 1e-9


@dataclass(frozen=True, eq=False)
class Matrix:
    """The columns of a regression.

    Attributes
    ----------
    values
        One row for each record, one column for each term.
    terms
        Name of each column: ``"(constant)"``, ``"age"``, ``"education: primary"``.
    regressors
        What the columns were made of.
    places
        For each regressor the column of its measure, or for each of its categories the column of its dummy (-1 for
        the base).
    """

    values: Floats
    terms: tuple[str, ...]
    regressors: tuple[Regressor, ...]
    places: tuple[tuple[int, ...], ...]


def records_compared(matrix: Matrix, cases: Floats | None = None) -> dict[str, tuple[int, int]]:
    """Return for each category's term the records, or the `cases` in them, of the category and of the base."""
    found = {}
    for regressor, places in zip(matrix.regressors, matrix.places, strict=True):
        if isinstance(regressor, Factor):
            counts = np.bincount(regressor.codes, cases, len(regressor.labels)).astype(np.int64).tolist()
            base = counts[places.index(-1)]
            terms = ((matrix.terms[place], count) for place, count in zip(places, counts, strict=True) if place >= 0)
            found.update({term: (count, base) for term, count in terms})
    return found


def make_matrix(regressors: Sequence[Regressor], records: int, base: Mapping[str, object], *, where: str) -> Matrix:
    """Return the matrix of complete records; `base` names the category left out, else it is the first."""
    _check_base(regressors, base, where)
    columns, terms = [np.ones(records)], [CONSTANT]
    places: list[tuple[int, ...]] = []
    for regressor in regressors:
        if isinstance(regressor, Measure):
            places.append((len(terms),))
            columns.append(regressor.values)
            terms.append(regressor.name)
            continue
        left_out = regressor.labels.index(str(base.get(regressor.name, regressor.labels[0])))
        own = []
        for k, label in enumerate(regressor.labels):
            own.append(-1 if k == left_out else len(terms))
            if k != left_out:
                columns.append((regressor.codes == k).astype(np.float64))
                terms.append(f"{regressor.name}: {label}")
        places.append(tuple(own))
    return Matrix(np.column_stack(columns), tuple(terms), tuple(regressors), tuple(places))


def _check_base(regressors: Sequence[Regressor], base: Mapping[str, object], where: str) -> None:
    factors = {r.name: r.labels for r in regressors if isinstance(r, Factor)}
    for name, value in base.items():
        if name not in factors:
            raise OptionError(
                f"There is no categorical regressor {name!r} to give a base to.",
                where=where,
                got=f"base={dict(base)!r}",
                expected=f"one of {first_few(map(repr, factors)) or 'none: all regressors are numbers'}",
                hint=did_you_mean(name, factors),
            )
        if str(value) not in factors[name]:
            raise OptionError(
                f"{name!r} has no category {value!r} among the records used.",
                where=where,
                got=f"base={dict(base)!r}",
                expected=f"one of {first_few(map(repr, factors[name]), most=20)}",
                hint=did_you_mean(value, factors[name]),
            )


def refuse_one_category(regressors: Sequence[Regressor], *, where: str) -> None:
    """Say which regressor does not vary."""
    for regressor in regressors:
        if isinstance(regressor, Factor) and len(regressor.labels) < 2:
            got = f"only {regressor.labels[0]!r}"
        elif isinstance(regressor, Measure) and regressor.values.min() == regressor.values.max():
            got = f"only {regressor.values[0]:g}"
        else:
            continue
        raise DataError(
            f"Regressor {regressor.name!r} has the same value in all {_records(regressor)} records used.",
            where=where,
            got=got,
            expected="at least two different values",
            hint="Leave it out, or choose other records: a regression needs variation.",
        )


def _records(regressor: Regressor) -> int:
    return len(regressor.codes if isinstance(regressor, Factor) else regressor.values)


def orthogonal(values: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Return columns that span the same, uncorrelated and of one size, and the matrix that takes coefficients back.

    Where a regressor has its zero (a year, a longitude, and their squares) then makes no difference: the columns are
    centred before they are taken apart, which keeps the arithmetic exact.
    """
    share = weight / weight.sum()
    centre = share @ values[:, 1:]
    centred = values[:, 1:] - centre
    size = np.sqrt(share @ centred**2)
    centred /= size
    _, r = np.linalg.qr(np.sqrt(share)[:, None] * centred)
    unmix = solve_triangular(r, np.eye(len(r)))
    x = np.column_stack([np.ones(len(values)), centred @ unmix])
    slopes = unmix / size[:, None]
    back = np.zeros((len(r) + 1, len(r) + 1))
    back[0, 0] = 1.0
    back[1:, 1:] = slopes
    back[0, 1:] = -centre @ slopes
    return x, back


def refuse_collinear(matrix: Matrix, weight: Floats, *, where: str) -> None:
    """Say which term follows from the terms before it."""
    x, terms = matrix.values, matrix.terms
    if len(x) < len(terms):
        raise DataError(
            f"There are fewer records ({len(x)}) than terms ({len(terms)}).",
            where=where,
            got=f"{len(x)} records with the outcome and all regressors",
            expected=f"more than {len(terms)}",
            hint="Use fewer regressors, or join categories.",
        )
    centred = x[:, 1:] - weight @ x[:, 1:] / weight.sum()
    root = np.sqrt(weight)[:, None] * centred
    size = np.sqrt((root**2).sum(axis=0))
    left = np.abs(np.diagonal(np.linalg.qr(root / size, mode="r")))
    if (left < COLLINEAR).any():
        place = int(np.argmax(left < COLLINEAR))
        raise DataError(
            f"{terms[place + 1]!r} follows exactly from the terms before it, so its coefficient is undefined.",
            where=where,
            got=f"terms {first_few(map(repr, terms[1 : place + 2]), most=12)}",
            expected="terms that each add something of their own",
            hint="Leave one of them out. Usual causes: a column and its copy in another unit, or a category that "
            "another column implies.",
        )
