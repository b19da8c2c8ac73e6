"""The factor-weighted pay gap: men and women compared within cells of like people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, OptionError, one_of
from labkit.quality import reliability_flags
from labkit.survey import Survey
from labkit.survey.estimation.influence import table_from_influence
from labkit.survey.records.columns import Bools, By, Floats, Groups, Ints, groups
from labkit.survey.records.quantities import amounts
from labkit.survey.running import of_weight
from labkit.wages.centres import REFERENCE, Statistic, centres, sides
from labkit.wages.gaps import relative_gap

MEDIAN_RECORDS = 10  # men, and women, whose median has a standard error


def factor_weighted_gap(
    survey: Survey,
    column: str,
    factors: str | Sequence[str],
    group: str = "sex",
    reference: object = "male",
    statistic: Statistic = "mean",
    by: By = None,
    *,
    minimum: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the ILO's factor-weighted pay gap: the gap within cells of like people, averaged over the cells.

    .. math:: 100 \sum_g w_g \, \frac{\bar y_{mg} - \bar y_{fg}}{\bar y_{mg}}, \quad w_g = \frac{N_g}{\sum_h N_h}

    with one cell for each combination of the factors (such as four groups of education, four of age, full-time or
    part-time, public or private) and :math:`N_g` all employees of the cell, men and women. A cell in which men or
    women are absent or fewer than `minimum`, or in which the reference earns nothing, has no gap: it is dropped, and
    the weights of the others add up to one.

    The gap takes out that men and women are found in different cells, and nothing else: it does not measure
    discrimination. Join thin cells before looking at results.

    The standard error is that of the linearised form, in which the cells' gaps and their weights both vary:
    :math:`u_k = 100 \, (gap_g - G) / \sum_h N_h + w_g \, u_k(gap_g)`. Which cells are dropped is taken as fixed. A
    cell with a single man adds nothing for him, so that with very thin cells the error is understated: set `minimum`.
    With medians the influence takes Woodruff's route; where the interval of a cell would lie outside its data, it is
    found from the ten records or more that the cell has of each. With fewer than ten men or ten women such a cell makes
    the standard error missing.

    Parameters
    ----------
    survey, column, group, reference, statistic, by, level
        As for `pay_gap`.
    factors
        A column, or a list of columns, with the categories that make people alike. A number such as age makes one cell
        for each value: make groups of it first.
    minimum
        Records of men, and of women, that a cell must have. 1 keeps every cell with both; 15 or 30 are usual.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``, and ``dropped_share``:
        the percent of employees in cells that were dropped. `n` counts records in cells that were kept, `flag` goes by
        the smaller of the numbers of men and women among them. Without any cell left, the estimate is missing.

    Raises
    ------
    ColumnError
        A column is not there or used twice, `column` does not hold numbers, or `group` has more than two groups.
    DataError
        Pay below zero.
    OptionError
        The `statistic` is not known, `reference` is no value of `group`, or `minimum` is not a whole number above zero.

    References
    ----------
    ILO, *Global Wage Report 2018/19: What lies behind gender pay gaps*, part II.

    Examples
    --------
    >>> frame = pd.DataFrame({
    ...     "cell": ["A", "A", "B", "B"], "sex": ["male", "female", "male", "female"],
    ...     "pay": [10.0, 9.0, 5.0, 4.5], "employees": [60, 20, 20, 100],
    ... })
    >>> survey = Survey(frame, weight="employees")
    >>> factor_weighted_gap(survey, "pay", "cell")[["estimate", "dropped_share"]].round(6).values.tolist()
    [[10.0, 0.0]]

    >>> import labkit as lk
    >>> table = factor_weighted_gap(lk.load("lfs"), "monthly_pay", ["education", "area"], minimum=15)
    >>> table["flag"].item(), table["dropped_share"].item()
    ('', 0.0)
    """
    where = f"factor_weighted_gap({column!r})"
    one_of("statistic", statistic, get_args(Statistic), where=where)
    if not isinstance(minimum, int) or isinstance(minimum, bool) or minimum < 1:
        raise OptionError("minimum is not a number of records.", where=where, got=repr(minimum), expected="1, 2, 3 …")
    survey = of_weight(survey)
    side = sides(survey.frame, group, reference, where=where)
    pay = amounts(survey.frame, column, where=where)
    cells = _cells(survey, (side >= 0) & ~np.isnan(pay), factors, group, by, where)
    half = np.where(cells.codes < 0, -1, 2 * cells.codes + side)
    centre, u = centres(survey, pay, half, 2 * cells.count, statistic, level, MEDIAN_RECORDS)
    gap, by_reference, by_other = relative_gap(centre)
    records = np.bincount(half[half >= 0], minlength=2 * cells.count).reshape(-1, 2)
    kept = (records.min(axis=1) >= minimum) & ~np.isnan(gap)
    average, weight, everybody = _average(cells, gap, kept)
    # The last place of a cell's arrays serves code -1; those records are outside.
    c, parent = cells.codes, cells.parent[cells.codes]
    slope = np.where(side == REFERENCE, by_reference[c], by_other[c])
    with np.errstate(invalid="ignore", divide="ignore"):
        influence = (gap[c] - average[parent]) / everybody[parent] + weight[c] * slope * u
    found = Groups(np.where((c >= 0) & kept[c], parent, -1), cells.by.labels)
    table = table_from_influence(survey.design, found, average[: len(found)], influence, level=level)
    smaller = np.column_stack([_sum(cells, np.where(kept, n, 0)) for n in records.T]).min(axis=1)
    return table.assign(
        flag=reliability_flags(smaller[: len(found)]), dropped_share=_dropped_share(cells, kept)[: len(found)]
    )


@dataclass(frozen=True, eq=False)
class _Cells:
    """Cells of the factors within the groups of `by`: each record's cell, each cell's group and number of people."""

    by: Groups
    codes: Ints
    parent: Ints
    people: Floats

    @property
    def count(self) -> int:
        return len(self.parent)


def _cells(survey: Survey, complete: Bools, factors: str | Sequence[str], group: str, by: By, where: str) -> _Cells:
    names = [factors] if isinstance(factors, str) else list(factors)
    if not names or group in names:
        raise ColumnError(
            "The factors do not make cells of like people.",
            where=where,
            got=f"factors={names}",
            expected=f"one column or more, without {group!r}: the two groups are compared within each cell",
        )
    outer = groups(survey.frame, by, where=where)
    inner = groups(survey.frame, [*([by] if isinstance(by, str) else by or []), *names], where=where)
    inside = complete & (inner.codes >= 0)
    codes = np.where(inside, inner.codes, -1)
    count = max(len(inner), 1)
    parent = np.zeros(count, dtype=np.int64)
    parent[codes[inside]] = outer.codes[inside]
    people = np.bincount(codes[inside], weights=survey.design.weight[inside], minlength=count)
    return _Cells(outer, codes, parent, people.astype(np.float64))


def _sum(cells: _Cells, values: Floats | Ints) -> Floats:
    """Add values of the cells up within the groups of `by`."""
    return np.bincount(cells.parent, weights=values, minlength=max(len(cells.by), 1)).astype(np.float64)


def _average(cells: _Cells, gap: Floats, kept: Bools) -> tuple[Floats, Floats, Floats]:
    """Return each group's average gap, each cell's weight in it (zero where it is dropped), and the people kept."""
    people = np.where(kept, cells.people, 0.0)
    everybody = _sum(cells, people)
    everybody[everybody == 0] = np.nan
    weight = people / everybody[cells.parent]
    average = _sum(cells, np.where(kept, weight * gap, 0.0))
    return np.where(np.isnan(everybody), np.nan, average), weight, everybody


def _dropped_share(cells: _Cells, kept: Bools) -> Floats:
    with np.errstate(invalid="ignore"):
        return 100 * _sum(cells, np.where(kept, 0.0, cells.people)) / _sum(cells, cells.people)
