r"""Intervals of shares: between 0 and 1, and not of width zero where nobody, or everybody, is a case.

``"logit"``: the usual interval of :math:`\log (p / (1 - p))`, turned back. ``"beta"``: Korn and Graubard's, an exact
binomial interval for :math:`n^* = p (1 - p) / se^2` people, times :math:`(t_{n - 1} / t_{df})^2`. ``"wald"``:
:math:`p \pm t \, se`, which may go beyond 0 or 1. These are R survey's ``svyciprop`` with methods logit, beta and mean.

With a share of 0 or 1 the standard error is zero and says nothing. Both logit and beta then take beta's interval for
:math:`n^* = n`, the number of records: of 0 in 30, 0 to 11.6 percent.

Sources: E. L. Korn and B. I. Graubard, "Confidence intervals for proportions with small expected number of positive
counts estimated from survey data", Survey Methodology 24 (1998); the R package survey. Which one covers best in samples
like the bundled survey's: ``benchmarks/coverage.py``.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from scipy.special import betaincinv, expit, logit

from labkit.errors import one_of
from labkit.survey.estimation.student import t_quantile
from labkit.survey.records.columns import Floats, Ints

Interval = Literal["logit", "beta", "wald"]
# A standard error below this share of that of one record is rounding noise, and means zero.
ROUNDING = 1e-6


def check_interval(interval: Interval) -> None:
    """Refuse a name that is no kind of interval."""
    one_of("interval", interval, get_args(Interval), where="interval=...")


def share_interval(
    p: Floats, se: Floats, df: Ints, n: Ints, level: float, interval: Interval, *, complete: bool = False
) -> tuple[Floats, Floats]:
    """Return the two ends of the interval of each share.

    Parameters
    ----------
    p, se
        Shares between 0 and 1, and their standard errors.
    df, n
        Degrees of freedom and records of each.
    level
        Confidence level.
    interval
        The kind.
    complete
        Whether all PSUs of the population are in the sample, so that a share of 0 or 1 is known exactly.
    """
    check_interval(interval)
    t = t_quantile(df, level)
    low, high = p - t * se, p + t * se
    if interval == "wald":
        return low, high
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = (p > 0) & (p < 1)
        if interval == "logit":
            half = t * se / (p * (1 - p))
            ends = expit(logit(p) - half), expit(logit(p) + half)
        else:
            ends = _beta(p, p * (1 - p) / np.square(se), df, n, level)
        curved = inside & (se > ROUNDING * np.sqrt(p * (1 - p)))
        low, high = (np.where(curved, end, straight) for end, straight in zip(ends, (low, high), strict=True))
        if complete:
            return low, high
        silent = ~curved & ~np.isnan(p) & (df > 0)
        exact = _beta(np.clip(p, 0, 1), n.astype(np.float64), df, n, level)
    return np.where(silent, exact[0], low), np.where(silent, exact[1], high)


def _beta(p: Floats, effective: Floats, df: Ints, n: Ints, level: float) -> tuple[Floats, Floats]:
    """Return Korn and Graubard's interval for a share among so many people, before the correction for `df`."""
    effective = effective * (t_quantile(n - 1, level) / t_quantile(df, level)) ** 2
    cases, others, tail = effective * p, effective * (1 - p), (1 - level) / 2
    low = np.where(p <= 0, 0.0, betaincinv(cases, others + 1, tail))
    high = np.where(p >= 1, 1.0, betaincinv(cases + 1, others, 1 - tail))
    return low, high
