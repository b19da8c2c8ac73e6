"""The result table: the same columns for every estimator and indicator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.quality import reliability_flags
from labkit.survey.estimation.proportions import Interval, share_interval
from labkit.survey.estimation.student import check_level, t_quantile
from labkit.survey.records.columns import Floats, Ints, Labels

__all__ = ["RESULT_COLUMNS", "check_level", "interleaved", "result_table", "share_table", "t_quantile", "with_interval"]

ROUNDING = 1e-12  # a cv below this is one of a standard error of zero
RESULT_COLUMNS = ("estimate", "se", "ci_low", "ci_high", "cv", "df", "n", "flag")


def interleaved(tables: list[pd.DataFrame], groups: int) -> pd.DataFrame:
    """Stack tables that have the same groups, so that the rows of one group stand together."""
    order = np.arange(len(tables) * groups).reshape(len(tables), groups).T.ravel()
    return pd.concat(tables, ignore_index=True).iloc[order].reset_index(drop=True)


def result_table(
    labels: pd.DataFrame | Labels,
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


def share_table(
    labels: pd.DataFrame | Labels,
    percent: Floats,
    se: Floats,
    df: Ints,
    n: Ints,
    cases: Ints,
    *,
    level: float,
    interval: Interval,
    complete: bool,
) -> pd.DataFrame:
    """Put labels, percentages of people and their uncertainty side by side.

    The intervals are those of `share_interval`; flags go by the smaller of the records that are `cases` and the rest.
    """
    low, high = share_interval(percent / 100, se / 100, df, n, level, interval, complete=complete)
    table = with_interval(labels, percent, se, 100 * low, 100 * high, df, n, np.minimum(cases, n - cases))
    table.attrs["level"] = level
    return table


def with_interval(
    labels: pd.DataFrame | Labels,
    estimate: Floats,
    se: Floats,
    low: Floats,
    high: Floats,
    df: Ints,
    n: Ints,
    behind: Ints | None = None,
) -> pd.DataFrame:
    """Put labels, estimates and given intervals side by side.

    Flags go by the numbers of records `behind` the figures, `n` where they are not given, and by the cv.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(estimate != 0, se / np.abs(estimate), np.nan)
        cv[(df <= 0) & (cv < ROUNDING)] = np.nan  # in one PSU there is nothing to compare
    flags = pd.array(reliability_flags(n if behind is None else behind, cv), dtype="str")
    numbers = dict(zip(RESULT_COLUMNS, (estimate, se, low, high, cv, df, n, flags), strict=True))
    named = labels.columns if isinstance(labels, Labels) else {name: labels[name].array for name in labels.columns}
    table = pd.DataFrame({**named, **numbers}, index=pd.RangeIndex(len(labels)))
    table.attrs.update(labels.attrs)
    return table
