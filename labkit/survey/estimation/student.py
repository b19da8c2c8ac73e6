"""Student's t, and confidence levels."""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from labkit.errors import OptionError, is_number
from labkit.survey.records.columns import Floats, Ints


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
