"""Ratios of two quantiles, and the influence of records on a quantile."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from labkit.errors import OptionError, is_number
from labkit.inequality.amounts import ROUNDING, amount_groups
from labkit.survey import Survey
from labkit.survey.estimation.influence import table_from_influence
from labkit.survey.estimation.quantiles import cumulated
from labkit.survey.records.columns import By, Floats, Groups, Ints
from labkit.survey.records.quantities import amounts

_VALUE, _CELL = "labkit: value", "labkit: cell"  # names that no survey has


def quantile_ratio(
    survey: Survey,
    column: str,
    by: By = None,
    *,
    upper: float = 0.9,
    lower: float = 0.1,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the ratio of two quantiles, such as D9/D1: nine tenths of the people are below D9, one tenth below D1.

    .. math:: Q_{upper} / Q_{lower}

    A quantile is the smallest value with F(x) >= q, as in ``Survey.quantile``. The standard error follows from the
    linearised form :math:`u_k = (u_k(upper) - R \, u_k(lower)) / Q_{lower}`, so that the two quantiles' covariance is
    in it. The influence on a quantile takes Woodruff's route: it is
    :math:`(\hat F(Q) - 1[x_k \le Q]) / (N f)`, where the density :math:`f` is the one which gives the quantile the
    standard error of ``Survey.quantile``.

    Parameters
    ----------
    survey, column, by, level
        As for `labkit.inequality.gini`.
    upper, lower
        Shares of the people, between 0 and 1, `lower` below `upper`: 0.9 and 0.5 for D9/D5, 0.5 and 0.1 for D5/D1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (a ratio, 1 or more), ``se, ci_low, ci_high, cv, df, n, flag``. The estimate
        is missing where the lower quantile is zero. The standard error is missing where Woodruff's interval of one of
        the quantiles leaves the data: too few records.

    Raises
    ------
    ColumnError
        A column is not there, or `column` does not hold numbers.
    DataError
        Amounts below zero.
    OptionError
        The shares are not between 0 and 1, or `lower` is not below `upper`.

    References
    ----------
    Woodruff, R. S., "Confidence intervals for medians and other position measures", JASA 47 (1952).

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"pay": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]})
    >>> quantile_ratio(Survey(frame), "pay")["estimate"].item()
    9.0

    >>> import labkit as lk
    >>> quantile_ratio(lk.load("lfs"), "monthly_pay", by="sex", lower=0.5)["flag"].tolist()
    ['', '']
    """
    where = f"quantile_ratio({column!r})"
    if not (is_number(lower) and is_number(upper) and 0 < lower < upper < 1):
        raise OptionError(
            "The two quantiles are not in order.",
            where=where,
            got=f"upper={upper!r}, lower={lower!r}",
            expected="0 < lower < upper < 1, such as upper=0.9, lower=0.1",
        )
    x = amounts(survey.frame, column, where=where)
    found = amount_groups(survey.frame, x, by, where=where)
    (low, u_low), (high, u_high) = quantile_influence(survey, x, found.codes, len(found), (lower, upper), level=level)
    low[low == 0] = np.nan
    ratio = high / low
    influence = (u_high - ratio[found.codes] * u_low) / low[found.codes]
    return table_from_influence(survey.design, found, ratio[: len(found)], influence, level=level)


def quantile_influence(
    survey: Survey,
    values: Floats,
    codes: Ints,
    cells: int,
    shares: Sequence[float],
    *,
    level: float = 0.95,
    enough: int | None = None,
) -> list[tuple[Floats, Floats]]:
    r"""Return quantiles of each cell, and each record's influence on those of its own cell.

    The influence is :math:`(\hat F(Q) - 1[x \le Q]) / (N f)`. The factor :math:`1 / f` is the standard error of the
    quantile by Woodruff's method over the standard error of :math:`\hat F(Q)`: the variance from these influence values
    is exactly the one that ``Survey.quantile`` reports.

    Parameters
    ----------
    survey
        The records and their design.
    values
        One number for each record; missing only where the code is -1.
    codes
        The cell of each record, -1 for none.
    cells
        The number of cells.
    shares
        The quantiles wanted, between 0 and 1.
    level
        Confidence level of Woodruff's interval.
    enough
        Where an end of Woodruff's interval lies outside the data of a cell with this many records or more, 1 / f is
        the difference quotient of the quantiles one standard error of a simple random sample to both sides; without
        it, the influence is then missing.

    Returns
    -------
    list of (quantiles, influence)
        One pair for each share: one quantile for each cell (missing where it is empty; at least one cell), one value
        for each record.
    """
    inside, design, cells = codes >= 0, survey.design, max(cells, 1)
    every = Groups(codes, pd.DataFrame({_CELL: np.arange(cells)}))
    people = np.bincount(codes[inside], weights=design.weight[inside], minlength=cells)
    helped = survey.assign(**{_VALUE: np.where(inside, values, np.nan), _CELL: codes})
    table = helped.quantile(_VALUE, list(shares), by=_CELL, level=level)
    found = []
    for share in shares:
        own = table[table["q"] == share].set_index(_CELL).reindex(range(cells))
        quantile, se = own["estimate"].to_numpy(dtype=np.float64).copy(), own["se"].to_numpy(dtype=np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            below = values <= quantile[codes]
            reached = np.bincount(codes[inside], weights=(design.weight * below)[inside], minlength=cells) / people
            u = np.where(inside, (reached[codes] - below) / people[codes], 0.0)
            se_reached = table_from_influence(design, every, reached, u, level=level)["se"].to_numpy()
            one_over_f = np.where(se == 0, 0.0, se / se_reached)
        if enough is not None:
            records = np.bincount(codes[inside], minlength=cells)
            for cell in np.flatnonzero(np.isnan(one_over_f) & (records >= enough)):
                rows = codes == cell
                one_over_f[cell] = _difference_quotient(values[rows], design.weight[rows], share)
        found.append((quantile, np.where(inside, u * one_over_f[codes], 0.0)))
    return found


def _difference_quotient(values: Floats, weight: Floats, share: float) -> float:
    """Return how fast the quantile rises with its share, from one standard error below to one above."""
    order = np.argsort(values)
    people = cumulated(weight[order])
    half = np.sqrt(share * (1 - share) / len(values))
    ends = np.array([max(share - half, 0.0), min(share + half, 1.0)])
    places = np.minimum(np.searchsorted(people, ends * people[-1] * (1 - ROUNDING)), len(values) - 1)
    low, high = values[order][places]
    return float((high - low) / (ends[1] - ends[0]))
