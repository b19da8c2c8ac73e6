"""The Gini coefficient with its standard error."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.inequality.amounts import Ordered, amount_groups, ordered_groups
from labkit.survey import Survey
from labkit.survey.estimation.influence import table_from_influence
from labkit.survey.records.columns import By, Floats
from labkit.survey.records.quantities import amounts


def gini(survey: Survey, column: str, by: By = None, *, level: float = 0.95) -> pd.DataFrame:
    r"""Estimate the Gini coefficient in percent: 0 if all have the same, near 100 if one person has everything.

    .. math:: G = 100 \left( \frac{2 \sum_i w_i x_i C_i - \sum_i w_i^2 x_i}{\sum_i w_i \sum_i w_i x_i} - 1 \right)

    with amounts in ascending order and :math:`C_i` the sum of the weights up to and including record :math:`i`. This is
    Eurostat's formula, that of ``laeken::gini``. The numerator of the
    fraction equals :math:`\sum_i \sum_j w_i w_j \max(x_i, x_j)`; hence neither the order of records with equal amounts,
    nor a common factor of the weights, nor splitting a record into two halves of its weight changes the result.
    There is no small-sample factor n/(n - 1).

    The standard error is that of the linearised form, the derivative of G by a record's weight:

    .. math:: u_k = 100 \left( \frac{2 \, (x_k C_k + \sum_{j > k} w_j x_j)}{N T}
        - \left(\tfrac{G}{100} + 1\right) \left(\frac{1}{N} + \frac{x_k}{T}\right) \right),
        \quad N = \sum_i w_i, \; T = \sum_i w_i x_i

    Parameters
    ----------
    survey
        A Survey; ``survey.filter(condition)`` gives the people it is about, such as employees.
    column
        Amounts such as earnings per hour or consumption per head, in any currency, zero or more.
    by
        A column, or a list of columns, that make groups.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent, 0 to 100), ``se, ci_low, ci_high, cv, df, n, flag``. The estimate
        is missing where all amounts are zero.

    Raises
    ------
    ColumnError
        A column is not there, or `column` does not hold numbers.
    DataError
        Amounts below zero.

    References
    ----------
    G. Osier, "Variance estimation for complex indicators of poverty and inequality using linearization techniques",
    Survey Research Methods 3 (2009).

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"pay": [1.0, 2.0, 3.0, 4.0]})
    >>> gini(Survey(frame), "pay")["estimate"].item()
    25.0

    >>> import labkit as lk
    >>> gini(lk.load("lfs"), "monthly_pay", by="sex")[["sex", "flag"]].values.tolist()
    [['male', ''], ['female', '']]
    """
    where = f"gini({column!r})"
    x = amounts(survey.frame, column, where=where)
    found = amount_groups(survey.frame, x, by, where=where)
    estimate, influence = np.full(len(found), np.nan), np.zeros(len(x))
    for g, ordered in ordered_groups(x, survey.design.weight, found):
        estimate[g], influence[ordered.rows] = _gini_and_influence(ordered)
    return table_from_influence(survey.design, found, estimate, influence, level=level)


def _gini_and_influence(ordered: Ordered) -> tuple[float, Floats]:
    x, people, total = ordered.x, ordered.everybody, ordered.total
    if total == 0:
        return np.nan, np.full(len(x), np.nan)
    # Written out, sum of w (x C - money) is G N T: no large numbers are subtracted at the end, and records with equal
    # amounts may stand in any order. In place, because a million records are slower to allocate than to compute.
    u = x * ordered.people
    u -= ordered.money
    g = float(np.dot(ordered.weight, u)) / (people * total)
    u *= 200 / (people * total)
    u -= (100 * (g + 1) / total) * x
    u += 100 * (1 - g) / people
    return 100 * g, u
