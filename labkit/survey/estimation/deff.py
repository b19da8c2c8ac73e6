r"""The design effect: how much the design adds to the variance of a simple random sample of as many people.

With the linearised value :math:`u_i` of a record (of a mean :math:`(y_i - \bar y) / N`, of a total :math:`y_i`, of a
ratio :math:`(y_i - R x_i) / X`), the variance of a simple random sample of :math:`n` out of :math:`N` people is

.. math:: N^2 \left(1 - \frac{n}{N}\right) \frac{S^2_u}{n},
    \quad S^2_u = \frac{n}{n - 1} \frac{\sum_i w_i (u_i - \bar u)^2}{\sum_i w_i}.

These are R survey's ``svymean``, ``svytotal`` and ``svyratio`` with ``deff=TRUE``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn, TypeAlias

import numpy as np
import pandas as pd

from labkit.errors import OptionError
from labkit.survey.records.columns import By, Floats, Ints, by_names, column, refuse_taken

Survey: TypeAlias = Any
"""A `labkit.survey.survey.Survey`, whose module builds on this one."""

DEFF = "deff"
HELPER = "labkit_helper"
_WANTED: ContextVar[bool] = ContextVar("labkit_deff", default=False)


@contextmanager
def deff_wanted(wanted: bool = True) -> Iterator[None]:
    """Let every estimator add the design effect meanwhile, or none."""
    token = _WANTED.set(wanted)
    try:
        yield
    finally:
        _WANTED.reset(token)


def is_wanted(deff: bool = False) -> bool:
    """Tell whether the design effect is asked for, here or by whoever called."""
    return deff or _WANTED.get()


def refuse_deff(where: str, what: str) -> NoReturn:
    """Say that a figure has no design effect."""
    raise OptionError(
        f"{what} no design effect.",
        where=where,
        got="deff=True",
        expected="a share, a rate, a mean, a ratio or a total",
        hint="Leave deff out: the standard error counts the design already.",
    )


def of_share(survey: Survey, table: pd.DataFrame, name: str, by: By) -> pd.DataFrame:
    """Return a table of shares in percent with a column ``deff``."""
    percent = table["estimate"].to_numpy()
    people = _people(survey, [name], by)
    people = np.repeat(people, len(table) // max(len(people), 1))
    return _with_deff(survey, table, by, percent * (100 - percent), people, 1.0)


def of_mean(survey: Survey, table: pd.DataFrame, name: str, by: By) -> pd.DataFrame:
    """Return a table of means with a column ``deff``."""
    return _with_deff(survey, table, by, _spread(survey, name, by), _people(survey, [name], by), 1.0)


def of_total(survey: Survey, table: pd.DataFrame, name: str | None, by: By) -> pd.DataFrame:
    """Return a table of totals with a column ``deff``; numbers of people are those of a group among all groups."""
    if name is None:
        everybody = float(table["estimate"].sum())
        share = table["estimate"].to_numpy() / everybody
        among_all = table.assign(n=table["n"].sum())
        return _with_deff(survey, among_all, by, share * (1 - share), everybody, everybody).assign(n=table["n"])
    people = _people(survey, [name], by)
    return _with_deff(survey, table, by, _spread(survey, name, by), people, people)


def of_ratio(survey: Survey, table: pd.DataFrame, numerator: str, denominator: str, by: By) -> pd.DataFrame:
    """Return a table of ratios of two totals with a column ``deff``."""
    y, x, ratio = _values(survey, numerator), _values(survey, denominator), table["estimate"].to_numpy()
    # Of the records that have both: what lacks one of them lacks the product with zero, too.
    yy, xy, xx, below = (_mean_of(survey, each, by) for each in (y * y + 0 * x, y * x, x * x + 0 * y, x + 0 * y))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (yy - 2 * ratio * xy + ratio**2 * xx) / below**2  # the mean of y - R x is zero
    return _with_deff(survey, table, by, spread, _people(survey, [numerator, denominator], by), 1.0)


def of_influence(table: pd.DataFrame, codes: Ints, influence: Floats, weight: Floats) -> pd.DataFrame:
    """Return a table of estimates with a column ``deff``, from the linearised value of each record."""
    inside, groups = codes >= 0, len(table)
    people, mean, square = (
        np.bincount(codes[inside], weights=(weight * values)[inside], minlength=groups).astype(np.float64)
        for values in (np.ones(len(codes)), influence, influence**2)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = square / people - (mean / people) ** 2
    return _compared(table, spread, people, people, weighted=not (weight == 1).all())


def _with_deff(
    survey: Survey, table: pd.DataFrame, by: By, spread: Floats, people: Floats | float, size: Floats | float
) -> pd.DataFrame:
    refuse_taken(by_names(by, where="deff=True"), [DEFF], where="deff=True")
    return _compared(table, spread, people, size, weighted=survey.is_weighted)


def _compared(
    table: pd.DataFrame, spread: Floats, people: Floats | float, size: Floats | float, *, weighted: bool
) -> pd.DataFrame:
    """Add the variance over that of a simple random sample of values with this spread, each `size` times."""
    n = table["n"].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        left_out = (people - n) / people if weighted else 1.0
        simple = spread / (n - 1) * left_out * size**2
        return table.assign(**{DEFF: np.where(simple > 0, table["se"].to_numpy() ** 2 / simple, np.nan)})


def _spread(survey: Survey, name: str, by: By) -> Floats:
    """Return the weighted variance of a column in each group."""
    values = _values(survey, name)
    spread: Floats = _mean_of(survey, values * values, by) - _mean_of(survey, values, by) ** 2
    return spread


def _people(survey: Survey, names: list[str], by: By) -> Floats:
    """Return how many people have a value in all of these columns, in each group."""
    known = _known(survey, names[0])
    for name in names[1:]:
        known = known & _known(survey, name)
    with deff_wanted(False):
        found: Floats = survey.assign(**{HELPER: known}).total(HELPER, by)["estimate"].to_numpy()
    return found


def _mean_of(survey: Survey, values: Any, by: By) -> Floats:
    with deff_wanted(False):
        found: Floats = survey.assign(**{HELPER: values}).mean(HELPER, by)["estimate"].to_numpy()
    return found


def _values(survey: Survey, name: str) -> Any:
    if survey.in_memory:
        return column(survey.frame, name, where=DEFF).astype("float64")
    import narwhals as nw

    return nw.col(name).cast(nw.Float64)


def _known(survey: Survey, name: str) -> Any:
    if survey.in_memory:
        return column(survey.frame, name, where=DEFF).notna()
    import narwhals as nw

    return ~nw.col(name).is_null()
