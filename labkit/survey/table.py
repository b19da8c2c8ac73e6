"""The result table: the same columns for every estimator and indicator."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from labkit.errors import OptionError, is_number
from labkit.quality import reliability_flags
from labkit.survey.columns import Floats, Ints

RESULT_COLUMNS = ("estimate", "se", "ci_low", "ci_high", "cv", "df", "n", "flag")


def t_quantile(df: Ints, level: float) -> Floats:
    """Return the two-sided quantile of Student's t; NaN where there are no degrees of freedom."""
    check_level(level)
    return np.where(df > 0, stdtrit(np.maximum(df, 1).astype(np.float64), (1 + level) / 2), np.nan)


def check_level(level: float) -> None:
    """Refuse a confidence level that is not between 0 and 1."""
    if not (is_number(level) and 0 < level < 1):
        raise OptionError(
            "The confidence level is not between 0 and 1.",
            where="level=...",
            got=repr(level),
            expected="a share, such as 0.95 for 95 percent",
        )


def interleaved(tables: list[pd.DataFrame], groups: int) -> pd.DataFrame:
    """Stack tables that have the same groups, so that the rows of one group stand together."""
    order = np.arange(len(tables) * groups).reshape(len(tables), groups).T.ravel()
    return pd.concat(tables, ignore_index=True).iloc[order].reset_index(drop=True)


def result_table(
    labels: pd.DataFrame,
    estimate: Floats,
    variance: Floats,
    df: Ints,
    n: Ints,
    *,
    level: float,
) -> pd.DataFrame:
    """Put labels, estimates and their uncertainty side by side, with symmetric t intervals."""
    se = np.sqrt(variance)
    half = t_quantile(df, level) * se
    table = with_interval(labels, estimate, se, estimate - half, estimate + half, df, n)
    table.attrs["level"] = level
    return table


def with_interval(
    labels: pd.DataFrame,
    estimate: Floats,
    se: Floats,
    low: Floats,
    high: Floats,
    df: Ints,
    n: Ints,
) -> pd.DataFrame:
    """Put labels, estimates and given intervals side by side."""
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(estimate != 0, se / np.abs(estimate), np.nan)
    flags = pd.Series(reliability_flags(n), dtype="str")
    numbers = dict(zip(RESULT_COLUMNS, (estimate, se, low, high, cv, df, n, flags), strict=True))
    named = {name: labels[name].array for name in labels.columns}
    table = pd.DataFrame({**named, **numbers}, index=pd.RangeIndex(len(labels)))
    table.attrs.update(labels.attrs)
    return table
