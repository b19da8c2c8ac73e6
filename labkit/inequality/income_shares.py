"""Shares of the total that parts of the distribution hold: quintile share ratio, Palma, Lorenz curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias, get_args

import numpy as np
import pandas as pd

from labkit.errors import OptionError, is_number, one_of
from labkit.inequality.amounts import Ordered, amount_groups, ordered_groups
from labkit.survey import Survey
from labkit.survey.estimation.influence import table_from_influence
from labkit.survey.records.columns import By, Floats
from labkit.survey.records.quantities import amounts
from labkit.survey.running import of_weight
from labkit.survey.table import interleaved

Boundary = Literal["split", "whole"]
Measure: TypeAlias = Callable[[Ordered], tuple[float, Floats]]
TENTHS = tuple(tenth / 10 for tenth in range(11))


def quintile_share_ratio(
    survey: Survey, column: str, by: By = None, *, boundary: Boundary = "whole", level: float = 0.95
) -> pd.DataFrame:
    r"""Estimate what the richest 20 percent have for each unit that the poorest 20 percent have (S80/S20).

    .. math:: \sum_{x_i > Q_{0.8}} w_i x_i \Big/ \sum_{x_i \le Q_{0.2}} w_i x_i

    This is how Eurostat and ``laeken::qsr`` count: people at a boundary are taken whole. With ``boundary="split"`` they
    are split pro rata, so that the parts are exactly fifths of the people:

    .. math:: \frac{T - T_{0.8}}{T_{0.2}}, \quad T_q = \sum_{x_i < Q_q} w_i x_i
        + \Big(q N - \sum_{x_i < Q_q} w_i\Big) Q_q

    The two agree closely where amounts are many and different. Where many people earn the same round amount, as wages
    do, or records are few, the whole parts are not fifths and the two differ much.

    The standard error is that of the linearised form, in which the density at the quantiles cancels out:
    :math:`u_k = (x_k - v_k(0.8) - R \, v_k(0.2)) / S_{20}`, where
    :math:`v_k(q) = \min(x_k - Q_q, 0) + q \, Q_q` belongs to the sum below the quantile :math:`Q_q`, the quantile's own
    variation included.

    Parameters
    ----------
    survey, column, by, level
        As for `labkit.inequality.gini`.
    boundary
        ``"whole"`` or ``"split"``, see above. The quantile is the smallest value with F(x) >= q, as everywhere in
        labkit; laeken takes the smallest with F(x) > q, which matters to ``"whole"`` where F equals q exactly.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (a ratio, 1 or more), ``se, ci_low, ci_high, cv, df, n, flag``. The estimate
        is missing where the poorest fifth has nothing; with ``"whole"`` also where nobody is above the fourth quintile.

    Raises
    ------
    ColumnError
        A column is not there, or `column` does not hold numbers.
    DataError
        Amounts below zero.
    OptionError
        The `boundary` is not known.

    References
    ----------
    M. Langel and Y. Tillé, "Statistical inference for the quintile share ratio", Journal of Statistical Planning and
    Inference 141 (2011).

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"pay": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]})
    >>> round(quintile_share_ratio(Survey(frame), "pay")["estimate"].item(), 4)  # (9 + 10) / (1 + 2)
    6.3333

    >>> import labkit as lk
    >>> quintile_share_ratio(lk.load("lfs"), "monthly_pay", by="area")["flag"].tolist()
    ['', '']
    """
    where = f"quintile_share_ratio({column!r})"
    one_of("boundary", boundary, get_args(Boundary), where=where)

    def ratio(ordered: Ordered) -> tuple[float, Floats]:
        poorest, u_poorest = _held_below(ordered, 0.2, boundary)
        below, u_below = _held_below(ordered, 0.8, boundary)
        nobody_above = boundary == "whole" and ordered.x[ordered.place(0.8)] == ordered.x[-1]
        above = np.nan if nobody_above else ordered.total - below
        return _ratio(above, ordered.x - u_below, poorest, u_poorest)

    return _estimated(survey, column, by, [ratio], where, level)[0]


def palma(survey: Survey, column: str, by: By = None, *, level: float = 0.95) -> pd.DataFrame:
    r"""Estimate the Palma ratio: the share of the richest 10 percent over the share of the poorest 40 percent.

    .. math:: \frac{T - T_{0.9}}{T_{0.4}}

    with :math:`T_q` as for `quintile_share_ratio`: people at a boundary are split pro rata, so that the parts are
    exactly 10 and 40 percent of the people. The standard error is that of the linearised form, as there.

    Parameters
    ----------
    survey, column, by, level
        As for `labkit.inequality.gini`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (a ratio; 0.25 if all have the same), ``se, ci_low, ci_high, cv, df, n,
        flag``. The estimate is missing where the poorest 40 percent have nothing.

    Raises
    ------
    ColumnError
        A column is not there, or `column` does not hold numbers.
    DataError
        Amounts below zero.

    References
    ----------
    A. Cobham and A. Sumner, "Is it all about the tails? The Palma measure of income inequality", Center for Global
    Development working paper 343 (2013).

    Examples
    --------
    >>> import pandas as pd
    >>> palma(Survey(pd.DataFrame({"pay": [2.0, 2.0, 2.0]})), "pay")["estimate"].round(6).item()
    0.25

    >>> import labkit as lk
    >>> palma(lk.load("lfs"), "monthly_pay", by="sex")["flag"].tolist()
    ['', '']
    """

    def ratio(ordered: Ordered) -> tuple[float, Floats]:
        poorest, u_poorest = _held_below(ordered, 0.4)
        below, u_below = _held_below(ordered, 0.9)
        return _ratio(ordered.total - below, ordered.x - u_below, poorest, u_poorest)

    return _estimated(survey, column, by, [ratio], f"palma({column!r})", level)[0]


def lorenz_curve(
    survey: Survey, column: str, by: By = None, *, points: Sequence[float] = TENTHS, level: float = 0.95
) -> pd.DataFrame:
    r"""Estimate points of the Lorenz curve: the percent of the total that the poorest share `q` of the people hold.

    .. math:: L(q) = 100 \cdot T_q / T

    with :math:`T_q` as for `quintile_share_ratio`. The Gini coefficient is twice the area between the curve and the
    diagonal.

    Parameters
    ----------
    survey, column, by, level
        As for `labkit.inequality.gini`.
    points
        Shares of the people, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``q`` (share of the people, 0 to 1), then ``estimate`` (percent of the total), ``se, ci_low,
        ci_high, cv, df, n, flag``. The estimate is missing where all amounts are zero.

    Raises
    ------
    ColumnError
        A column is not there, or `column` does not hold numbers.
    DataError
        Amounts below zero.
    OptionError
        A point is not between 0 and 1, or there is none.

    References
    ----------
    M. O. Lorenz, "Methods of measuring the concentration of wealth", Publications of the American Statistical
    Association 9 (1905).

    Examples
    --------
    >>> import pandas as pd
    >>> survey = Survey(pd.DataFrame({"pay": [1.0, 2.0, 3.0, 4.0]}))
    >>> lorenz_curve(survey, "pay", points=[0, 0.5, 1])["estimate"].tolist()
    [0.0, 30.0, 100.0]

    >>> import labkit as lk
    >>> len(lorenz_curve(lk.load("lfs"), "monthly_pay", by="sex"))
    22
    """
    where = f"lorenz_curve({column!r})"
    bad = [q for q in points if not (is_number(q) and 0 <= q <= 1)]
    if bad or not len(points):
        raise OptionError(
            "points are not shares of the people.", where=where, got=f"points={bad}", expected="numbers from 0 to 1"
        )

    def share(q: float) -> Measure:
        def held(ordered: Ordered) -> tuple[float, Floats]:
            below, u_below = _held_below(ordered, q)
            return _ratio(100 * below, 100 * u_below, ordered.total, ordered.x)

        return held

    tables = _estimated(survey, column, by, [share(q) for q in points], where, level)
    for q, table in zip(points, tables, strict=True):
        table.insert(list(table.columns).index("estimate"), "q", float(q))
    return interleaved(tables, len(tables[0]))


def _held_below(ordered: Ordered, q: float, boundary: Boundary = "split") -> tuple[float, Floats]:
    """Return what the poorest share `q` of the people hold, and each record's influence on it.

    The split sum is the largest value over z of q N z - sum of w (z - x)+, reached at the quantile; so its derivative
    needs no derivative of the quantile. Taking the boundary whole has the same limit, and the same linearised form.
    """
    x, place = ordered.x, ordered.place(q)
    quantile = float(x[place])
    if boundary == "split":
        held = float(ordered.money[place]) - (float(ordered.people[place]) - q * ordered.everybody) * quantile
    else:
        held = float(ordered.money[np.searchsorted(x, quantile, side="right") - 1])
    return held, np.minimum(x - quantile, 0.0) + q * quantile


def _ratio(above: float, u_above: Floats, below: float, u_below: Floats) -> tuple[float, Floats]:
    """Return the ratio of two sums and its influence values; missing where there is nothing to divide by."""
    if below <= 0:
        return np.nan, np.full(len(u_above), np.nan)
    return above / below, (u_above - above / below * u_below) / below


def _estimated(
    survey: Survey, column: str, by: By, measures: list[Measure], where: str, level: float
) -> list[pd.DataFrame]:
    """Return one table for each measure; the records are sorted once."""
    survey = of_weight(survey)
    x = amounts(survey.frame, column, where=where)
    found = amount_groups(survey.frame, x, by, where=where)
    estimate, influence = np.full((len(measures), len(found)), np.nan), np.zeros((len(measures), len(x)))
    for g, ordered in ordered_groups(x, survey.design.weight, found):
        for m, measure in enumerate(measures):
            estimate[m, g], influence[m, ordered.rows] = measure(ordered)
    pairs = zip(estimate, influence, strict=True)
    return [table_from_influence(survey.design, found, figures, u, level=level) for figures, u in pairs]
