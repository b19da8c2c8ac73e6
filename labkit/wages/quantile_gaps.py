"""The pay gap at the bottom, in the middle and at the top."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from labkit.errors import OptionError, is_number
from labkit.inequality.amounts import amount_groups
from labkit.inequality.quantile_ratios import quantile_influence
from labkit.quality import reliability_flags
from labkit.survey import Survey
from labkit.survey.estimation.influence import table_from_influence
from labkit.survey.records.columns import By
from labkit.survey.records.quantities import amounts
from labkit.survey.running import of_weight
from labkit.survey.table import interleaved
from labkit.wages.centres import REFERENCE, sides
from labkit.wages.gaps import relative_gap

DECILES = (0.1, 0.3, 0.5, 0.7, 0.9)


def gap_at_quantiles(
    survey: Survey,
    column: str,
    q: float | Sequence[float] = DECILES,
    group: str = "sex",
    reference: object = "male",
    by: By = None,
    *,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the pay gap at several points of the distribution, in percent of men's pay there.

    .. math:: 100 \cdot \frac{Q_m(q) - Q_f(q)}{Q_m(q)}

    with the two groups' own quantiles: at ``q = 0.1`` the pay below which a tenth of the men, and of the women, are
    paid. The people at that point are not the same, nor alike. A gap that grows towards the top is called a glass
    ceiling, one that grows towards the bottom a sticky floor.

    The standard error is that of the linearised form, with the covariance of men and women; see `pay_gap`. Where pay
    is heaped on round amounts, quantiles are too, and their standard errors are rough.

    Parameters
    ----------
    survey, column, group, reference, by, level
        As for `pay_gap`.
    q
        A share between 0 and 1, or a list of them.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``q``, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``. `n` counts both
        groups, `flag` goes by the smaller of the two.

    Raises
    ------
    ColumnError, DataError
        As `pay_gap`.
    OptionError
        `q` is not between 0 and 1, or `reference` is no value of `group`.

    Examples
    --------
    >>> frame = pd.DataFrame({"sex": ["male"] * 4 + ["female"] * 4, "pay": [10.0, 20, 30, 40, 10, 18, 24, 30]})
    >>> gap_at_quantiles(Survey(frame), "pay", [0.25, 0.75, 1 - 1e-9])["estimate"].tolist()
    [0.0, 20.0, 25.0]

    >>> import labkit as lk
    >>> gap_at_quantiles(lk.load("lfs"), "monthly_pay")["q"].tolist()
    [0.1, 0.3, 0.5, 0.7, 0.9]
    """
    where = f"gap_at_quantiles({column!r}, {group!r})"
    points = _points(q, where)
    survey = of_weight(survey)
    side = sides(survey.frame, group, reference, where=where)
    pay = amounts(survey.frame, column, where=where)
    found = amount_groups(survey.frame, np.where(side < 0, np.nan, pay), by, where=where)
    cells = max(len(found), 1)
    half = np.where(found.codes < 0, -1, 2 * found.codes + side)
    smaller = np.bincount(half[half >= 0], minlength=2 * cells).reshape(-1, 2).min(axis=1)[: len(found)]
    influences = quantile_influence(survey, pay, half, 2 * cells, points, level=level)
    tables = []
    for point, (quantile, u) in zip(points, influences, strict=True):
        gap, by_reference, by_other = relative_gap(quantile)
        slope = np.where(side == REFERENCE, by_reference[found.codes], by_other[found.codes])
        own = np.where(found.codes < 0, 0.0, slope * u)
        table = table_from_influence(survey.design, found, gap[: len(found)], own, level=level)
        table = table.assign(flag=pd.Series(reliability_flags(smaller), dtype="str"))
        table.insert(len(found.labels.columns), "q", point)
        tables.append(table)
    return interleaved(tables, len(found))


def _points(q: float | Sequence[float], where: str) -> list[float]:
    points: list[object] = [q] if is_number(q) else [*np.atleast_1d(np.asarray(q, dtype=object))]
    shares = [float(point) for point in points if is_number(point) and 0 < point < 1]
    if not shares or len(shares) < len(points):
        raise OptionError(
            "q is not a share between 0 and 1.", where=where, got=f"q={q!r}", expected="0.5, or a list: [0.1, 0.5, 0.9]"
        )
    return list(dict.fromkeys(shares))
