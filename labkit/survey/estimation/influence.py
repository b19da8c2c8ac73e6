r"""Variance of any smooth estimator from its influence values.

An estimator's influence value :math:`u_i` says how much the estimate moves when a little weight is put on record
:math:`i`. Its design-based variance is that of the total :math:`\sum_i w_i u_i`, which needs only the totals per PSU.
Indicators that are not a plain mean or ratio (a Gini, a pay gap, a regression coefficient) compute their influence
values and leave the rest to this module.

Source: J.-C. Deville, "Variance estimation for complex statistics and estimators: linearization and residual
techniques", Survey Methodology 25 (1999).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.survey.design import Design
from labkit.survey.estimation.deff import is_wanted, of_influence
from labkit.survey.estimation.linear import remember_totals
from labkit.survey.estimation.proportions import Interval
from labkit.survey.estimation.totals import PsuTotals
from labkit.survey.estimation.variance import degrees_of_freedom, linearised_variance
from labkit.survey.records.columns import Floats, Groups, Ints
from labkit.survey.records.reduce import psu_totals
from labkit.survey.table import result_table, share_table


def table_from_influence(
    design: Design, found: Groups, estimate: Floats, influence: Floats, *, level: float
) -> pd.DataFrame:
    r"""Return the result table of estimates whose influence values are known.

    Parameters
    ----------
    design
        The design of the records (of a domain's records, the domain's own `survey.design`).
    found
        The groups; a record outside the estimate has the code -1.
    estimate
        One estimate for each group.
    influence
        One value :math:`u_i` for each record, without its weight: the estimate of the record's own group changes by
        :math:`w_i u_i` per unit of relative change of the record's weight. Records with the code -1 may hold anything.
    level
        Confidence level of the interval, 0 to 1.
    """
    totals = psu_totals(design, found.codes, len(found), [influence])
    variance = linearised_variance(totals, totals.sums[0], design)
    nobody = totals.n == 0
    table = result_table(
        found.labels,
        np.where(nobody, np.nan, estimate),
        np.where(nobody, np.nan, variance),
        degrees_of_freedom(totals),
        totals.n,
        level=level,
    )
    return remember_totals(table, totals, totals.sums[0], design)


def share_from_influence(
    design: Design,
    found: Groups,
    percent: Floats,
    influence: Floats,
    case: Floats,
    *,
    interval: Interval,
    level: float,
) -> pd.DataFrame:
    """Return the result table of percentages of people whose influence values are known.

    Parameters
    ----------
    design, found, influence, level
        As for `table_from_influence`.
    percent
        One estimate for each group, 0 to 100.
    case
        What is averaged: 1 for each record that is a case, 0 for the others; flags go by the smaller of the two. An
        amount between 0 and 1 counts as a case where it is above 0.
    interval
        The kind of interval.
    """
    table = table_from_influence(design, found, percent, influence, level=level)
    inside = (found.codes >= 0) & (case > 0) & (design.weight > 0)
    cases = np.bincount(found.codes[inside], minlength=len(found))[: len(found)]
    table = as_shares(table, design, cases, interval=interval, level=level)
    return of_influence(table, found.codes, influence, design.weight) if is_wanted() else table


def as_shares(
    table: pd.DataFrame, design: Design, cases: Ints | None = None, *, interval: Interval = "logit", level: float
) -> pd.DataFrame:
    """Return a table of percentages with intervals and flags of shares, given the records that are cases.

    Without `cases`, as of an average between 0 and 100, the flags stay.
    """
    percent, se, df, n = (table[name].to_numpy() for name in ("estimate", "se", "df", "n"))
    some = n if cases is None else cases
    found = share_table(
        table.iloc[:, :0], percent, se, df, n, some, interval=interval, level=level, complete=design.complete
    )
    changed = ("ci_low", "ci_high") if cases is None else ("ci_low", "ci_high", "flag")
    return table.assign(**{name: found[name].array for name in changed})


def covariance_from_influence(design: Design, influence: Floats) -> tuple[Floats, int]:
    r"""Return the covariance matrix of several estimates of one domain, and its degrees of freedom.

    .. math:: V_{ab} = \sum_h (1 - f_h) \frac{n_h}{n_h - 1} \sum_j (z_{ahj} - \bar z_{ah})(z_{bhj} - \bar z_{bh})

    Parameters
    ----------
    design
        The design of the domain's records.
    influence
        One row for each record and one column for each estimate, without weights. A record that is in one estimate
        and not in another has zero there.

    Returns
    -------
    covariance : numpy.ndarray
        One row and one column for each estimate.
    df : int
        PSUs minus strata, of those in which the domain occurs.
    """
    everybody = np.zeros(len(influence), dtype=np.int64)
    totals = psu_totals(design, everybody, 1, list(influence.T))
    sums = np.array(totals.sums).reshape(influence.shape[1], -1)
    size = np.sqrt(_variances(totals, sums, design))
    unit = sums / np.where(size > 0, size, 1.0)[:, None]
    # V(a + b) - V(a - b) is four times the covariance, by the very rules (lonely PSUs, fpc) of the variance.
    a, b = np.triu_indices(len(unit))
    quarter = (_variances(totals, unit[a] + unit[b], design) - _variances(totals, unit[a] - unit[b], design)) / 4
    covariance = np.empty((len(unit), len(unit)))
    covariance[a, b] = covariance[b, a] = quarter * size[a] * size[b]
    return covariance, int(degrees_of_freedom(totals)[0])


def _variances(totals: PsuTotals, z: Floats, design: Design) -> Floats:
    """Return the variance of each row of `z`, which has one column for each PSU of `totals`."""
    stacked, values = totals.stacked(z)
    return linearised_variance(stacked, values, design)
