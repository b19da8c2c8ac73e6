"""Means and medians of cells, with each record's influence on those of its own cell; who is compared with whom."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, OptionError, did_you_mean, first_few
from labkit.inequality.quantile_ratios import quantile_influence
from labkit.survey import Survey
from labkit.survey.records.columns import Floats, Ints, categories, column

Statistic = Literal["mean", "median"]
REFERENCE, OTHER = 0, 1


def centres(
    survey: Survey,
    values: Floats,
    codes: Ints,
    cells: int,
    statistic: Statistic,
    level: float,
    enough: int | None = None,
) -> tuple[Floats, Floats]:
    r"""Return the mean or median of each cell, and each record's influence on that of its own cell.

    The centre of an empty cell is missing. The influence on a mean is :math:`(x_k - \bar x) / N`; on a median see
    `quantile_influence`.

    Parameters
    ----------
    survey
        The records and their design.
    values
        One number for each record; missing only where the code is -1.
    codes
        The cell of each record, -1 for none.
    cells
        The number of cells, at least one.
    statistic
        ``"mean"`` or ``"median"``.
    level
        Confidence level; Woodruff's route to the median depends on it a little.
    enough
        As for `quantile_influence`.
    """
    if statistic == "median":
        return quantile_influence(survey, values, codes, cells, [0.5], level=level, enough=enough)[0]
    inside = codes >= 0
    own, weight = codes[inside], survey.design.weight[inside]
    people = np.bincount(own, weights=weight, minlength=cells)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.bincount(own, weights=weight * values[inside], minlength=cells) / people
    influence = np.zeros(len(values))
    influence[inside] = (values[inside] - mean[own]) / people[own]
    return mean, influence


def sides(frame: pd.DataFrame, group: str, reference: object, *, where: str) -> Ints:
    """Return 0 for records of the reference, 1 for those of the other group, -1 where the group is missing."""
    codes, names = categories(frame, group, where=where)
    values = column(frame, group, where=where)
    declared = list(values.cat.categories) if isinstance(values.dtype, pd.CategoricalDtype) else list(names)
    if reference not in declared and declared:
        raise OptionError(
            f"Nobody has {reference!r} in column {group!r}.",
            where=where,
            got=f"reference={reference!r}",
            expected=f"one of {first_few(map(repr, declared), most=20)}",
            hint=did_you_mean(reference, declared),
        )
    others = [name for name in names if name != reference]
    if len(others) > 1:
        raise ColumnError(
            f"Column {group!r} has more than two groups.",
            where=where,
            got=f"{reference!r} and {first_few(map(repr, others))}",
            expected="two groups to compare",
            hint="Choose two of them first: survey.filter(survey.frame[column].isin([...])).",
        )
    is_reference = np.array([name == reference for name in names] + [False])
    return np.where(codes < 0, -1, np.where(is_reference[codes], REFERENCE, OTHER)).astype(np.int64)
