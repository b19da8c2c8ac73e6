r"""Pay of any period as pay per month.

The factors are those of the ILO's processing of the Cambodia Labour Force Survey 2012: a month has
:math:`365 / 12` days and :math:`(365 / 7) / 12` weeks. The World Bank's annual figures use 4.3 weeks and five paid days
a week instead, so that monthly pay made here from a day's or a week's pay is not a twelfth of the Bank's annual pay.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["FACTORS", "HOUR", "PERIODS", "monthly_pay"]

WEEKS_IN_MONTH = 365 / 7 / 12
DAYS_IN_MONTH = 365 / 12
FACTORS: Mapping[str, float] = MappingProxyType(
    {
        "day": DAYS_IN_MONTH,
        "week": WEEKS_IN_MONTH,
        "two weeks": WEEKS_IN_MONTH / 2,
        "half month": 2.0,
        "month": 1.0,
        "quarter": 1 / 3,
        "half year": 1 / 6,
        "year": 1 / 12,
    }
)
HOUR = "hour"  # takes the hours of each person's week
PERIODS = (HOUR, *FACTORS)


def monthly_pay(pay: pd.Series[Any], period: pd.Series[Any], hours: pd.Series[Any] | None = None) -> pd.Series[float]:
    """Return pay per month.

    Parameters
    ----------
    pay
        Pay in any currency, for the period.
    period
        One of `PERIODS` for each record. Where it is missing, so is the result.
    hours
        Hours of work in a week, for records that are paid by the hour. Where they are missing or not above zero, so
        is the result.

    Returns
    -------
    pandas.Series
        In the currency of `pay`, per month.

    Examples
    --------
    >>> pay = pd.Series([100.0, 100.0, 2.0])
    >>> monthly_pay(pay, pd.Series(["week", "month", "hour"]), pd.Series([48.0, 48.0, 48.0])).round(2).tolist()
    [434.52, 100.0, 417.14]
    """
    factor = period.map(dict(FACTORS)).astype("float64")
    if hours is not None:
        weekly = hours.where(hours > 0).astype("float64")
        factor = factor.mask(period.eq(HOUR).fillna(value=False).astype(bool), weekly * WEEKS_IN_MONTH)
    return pd.Series(np.asarray(pay, dtype=np.float64) * factor.to_numpy(), index=pay.index)
