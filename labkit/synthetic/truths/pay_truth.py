"""The decomposition of the pay gap in the whole population: what a sample's decomposition tries to estimate.

Written on plain cross-products, apart from `labkit.decomposition`, so that each can be held against the other.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray

__all__ = ["pay_decomposition"]

_EDUCATION_LEVELS = 5
_BLOCK = 200_000


def pay_decomposition(people: Columns) -> dict[str, float]:
    """Return the twofold decomposition of log monthly pay between men and women, with pooled coefficients.

    The regressors are age, age squared, education (as categories) and area. The pooled regression holds a dummy for
    women, which belongs to the unexplained part.

    Parameters
    ----------
    people
        The population's `age`, `female`, `urban`, `education` and `monthly_pay`.

    Returns
    -------
    dict
        ``difference``, ``explained`` and ``unexplained`` in log points, men less women.
    """
    paid = np.flatnonzero(np.isfinite(people["monthly_pay"]))
    size = 3 + _EDUCATION_LEVELS
    cross, moments = np.zeros((size + 1, size + 1)), np.zeros(size + 1)
    sums, totals, count = np.zeros((2, size)), np.zeros(2), np.zeros(2)
    for start in range(0, len(paid), _BLOCK):
        rows = paid[start : start + _BLOCK]
        female = people["female"][rows]
        x = _regressors({name: people[name][rows] for name in ("age", "urban", "education")})
        y = np.log(people["monthly_pay"][rows])
        with_dummy = np.column_stack([x, female])
        cross += with_dummy.T @ with_dummy
        moments += with_dummy.T @ y
        for code in (0, 1):
            sums[code] += x[female == code].sum(axis=0)
            totals[code] += y[female == code].sum()
            count[code] += (female == code).sum()
    pooled = np.linalg.solve(cross, moments)[:size]
    means, pay = sums / count[:, None], totals / count
    difference, explained = float(pay[0] - pay[1]), float((means[0] - means[1]) @ pooled)
    return {
        name: round(value, 6)
        for name, value in (
            ("difference", difference),
            ("explained", explained),
            ("unexplained", difference - explained),
        )
    }


def _regressors(people: Columns) -> FloatArray:
    """Return age in decades, its square, urban, and a dummy for each level of education (a constant is among them)."""
    age = people["age"].astype(np.float64) / 10
    levels = [people["education"] == level for level in range(_EDUCATION_LEVELS)]
    return np.column_stack([age, age**2, people["urban"] == 1, *levels]).astype(np.float64)
