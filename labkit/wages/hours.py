r"""Earnings per hour, and pay for a full month: what makes the pay of different people comparable.

A month has :math:`365 / 84 = (365 / 7) / 12 = 4.345238` weeks and :math:`365 / 12 = 30.416667` days: the factors of
the ILO's processing of the Cambodia Labour Force Survey 2012. Others take 4.3 weeks, and differ by one percent.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, OptionError, first_few, is_number
from labkit.survey.records.columns import Floats, column, numbers
from labkit.survey.records.quantities import HOURS_IN_WEEK, amounts, possible_hours, weeks_in_a_month

WEEKS_IN_MONTH = 365 / 84
FULL_TIME_HOURS = 48.0
WEEKS_WORKED = "weeks_worked"
PIECES_OF_THE_MONTH = "piece"


def hourly_earnings(
    frame: pd.DataFrame,
    earnings: str = "monthly_pay",
    hours: str = "usual_hours",
    *,
    period: str | None = None,
    weeks: str | None = WEEKS_WORKED,
) -> pd.Series[float]:
    r"""Return each person's earnings per hour in the main job.

    .. math:: \frac{\text{earnings of the month}}{\text{usual weekly hours} \cdot \text{weeks worked in the month}}

    The indicator of SDG 8.5.1 is the mean of these values over employees, ``survey.mean("hourly_earnings")``, and not
    total pay over total hours, ``survey.ratio("monthly_pay", "hours")``. Take earnings and hours of the same job.

    Parameters
    ----------
    frame
        One row per person: ``survey.frame``.
    earnings
        Column of earnings, in cash and in kind, before deductions; in any currency, zero or more.
    hours
        Column of usual hours per week, 0 to 168. Hours that are zero or missing make the result missing, never zero
        or infinite.
    period
        Column that says what the earnings are for: ``"hour"``, ``"day"``, ``"week"``, ``"two weeks"``,
        ``"half month"``, ``"month"``, ``"quarter"``, ``"half year"``, ``"year"``, or ``"piece"`` (all pieces of a
        month). Where it is missing, so is the result. Earnings of a day are those averaged over all days of the
        calendar: a month has 365 / 12 of them. Without `period`, earnings are per month.
    weeks
        Column of weeks worked in the month, 0 to 6, where earnings are what that month brought: people who worked a
        part of it are not then taken for badly paid. With None, or where the frame has no column ``weeks_worked``,
        everybody worked a full month of 365 / 84 weeks. It goes with monthly earnings only, and not with `period`.

    Returns
    -------
    pandas.Series
        In the currency of the earnings, per hour; named ``hourly_earnings``, with the frame's index.

    Raises
    ------
    ColumnError
        A column is not there or does not hold numbers, or `period` holds another word.
    DataError
        Earnings or weeks below zero, more hours than a week has, or more weeks than a month (6).
    OptionError
        Both `period` and `weeks` are given, or `weeks` is no name of a column.

    References
    ----------
    United Nations, metadata of SDG indicator 8.5.1, average hourly earnings of employees.

    Examples
    --------
    >>> frame = pd.DataFrame({"monthly_pay": [365000.0, 365000.0, 365000.0], "usual_hours": [42.0, 0.0, None]})
    >>> hourly_earnings(frame).tolist()
    [2000.0, nan, nan]

    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> lfs = lfs.assign(hourly=hourly_earnings(lfs.frame))
    >>> lfs.mean("hourly", by="sex")["flag"].tolist()
    ['', '']
    """
    where = f"hourly_earnings({earnings!r}, {hours!r})"
    if not (weeks is None or isinstance(weeks, str)):
        raise OptionError(
            "'weeks' takes the name of a column, with the weeks of each person.",
            where=where,
            got=f"weeks={weeks!r}",
            expected="a name in quotation marks",
        )
    if weeks == WEEKS_WORKED and (period is not None or WEEKS_WORKED not in frame):
        weeks = None
    if period is not None and weeks is not None:
        raise OptionError(
            "Weeks worked go with the earnings of a month, not with those of other periods.",
            where=where,
            got=f"period={period!r}, weeks={weeks!r}",
            expected="one of the two",
        )
    pay = amounts(frame, earnings, where=where)
    weekly = _hours(frame, hours, where)
    if period is not None:
        pay = pay * _periods_in_month(frame, period, weekly, where)
    worked = WEEKS_IN_MONTH if weeks is None else _weeks(frame, weeks, where)
    return pd.Series(pay / (weekly * worked), index=frame.index, name="hourly_earnings")


def full_month_pay(
    frame: pd.DataFrame,
    earnings: str = "basic_pay",
    weeks: str | None = "weeks_worked",
    hours: str | None = None,
    *,
    full_time: float = FULL_TIME_HOURS,
) -> pd.Series[float]:
    r"""Return what each person would be paid for a full month of full-time work, to be held against a minimum wage.

    .. math:: \text{earnings} \cdot \frac{365 / 84}{\text{weeks worked}} \cdot
        \max\left(1, \frac{\text{full-time hours}}{\text{usual hours}}\right)

    A monthly minimum wage is one of basic pay for a full month: people who worked two weeks of the month, or half days,
    may earn less than it without anybody breaking the law. Longer hours than full time are not scaled down.

    Parameters
    ----------
    frame
        One row per person: ``survey.frame``.
    earnings
        Column of monthly earnings; for a minimum wage basic pay, without allowances. In any currency, zero or more.
    weeks
        Column of weeks worked in the month, 0 to 6; None if everybody worked a full month. Where weeks are zero or
        missing, so is the result.
    hours
        Column of usual hours per week; without it, part-time pay is not scaled up. Where hours are zero or missing, so
        is the result.
    full_time
        Hours of a full-time week; 48 is the legal week in Cambodia.

    Returns
    -------
    pandas.Series
        In the currency of the earnings, per month; named ``full_month_pay``, with the frame's index.

    Raises
    ------
    ColumnError
        A column is not there or does not hold numbers.
    DataError
        Earnings or weeks below zero, more hours than a week has, or more weeks than a month (6).
    OptionError
        `full_time` is not above zero.

    Examples
    --------
    >>> frame = pd.DataFrame({"basic_pay": [400.0, 400.0], "weeks_worked": [365 / 84, 365 / 168], "hours": [48, 24]})
    >>> full_month_pay(frame).tolist()
    [400.0, 800.0]
    >>> full_month_pay(frame, hours="hours").tolist()
    [400.0, 1600.0]

    >>> import labkit as lk
    >>> bool((full_month_pay(lk.load("lfs").frame).dropna() > 0).all())
    True
    """
    where = f"full_month_pay({earnings!r})"
    if not (is_number(full_time) and 0 < full_time <= HOURS_IN_WEEK):
        raise OptionError(
            "full_time is not a number of hours per week.", where=where, got=repr(full_time), expected="0 to 168"
        )
    pay = amounts(frame, earnings, where=where)
    if weeks is not None:
        pay = pay * (WEEKS_IN_MONTH / _weeks(frame, weeks, where))
    if hours is not None:
        weekly = _hours(frame, hours, where)
        pay = pay * np.where(weekly < full_time, full_time / weekly, weekly / weekly)
    return pd.Series(pay, index=frame.index, name="full_month_pay")


def _hours(frame: pd.DataFrame, name: str, where: str) -> Floats:
    """Return hours per week: without hours, or with hours below zero, pay per hour is missing."""
    hours = numbers(frame, name, where=where)
    return possible_hours(np.where(hours > 0, hours, np.nan), name, frame.index, where=where)


def _weeks(frame: pd.DataFrame, name: str, where: str) -> Floats:
    weeks = weeks_in_a_month(frame, name, where=where)
    return np.where(weeks > 0, weeks, np.nan)


def _periods_in_month(frame: pd.DataFrame, name: str, weekly_hours: Floats, where: str) -> Floats:
    """Return how many pay periods a month has, for each record."""
    from labkit.reading.converting.pay import FACTORS, HOUR  # here, because the package reads files of all kinds

    factors = dict(FACTORS) | {HOUR: np.nan, PIECES_OF_THE_MONTH: 1.0}
    period: pd.Series[Any] = column(frame, name, where=where).astype(object)
    unknown = sorted({str(word) for word in period.dropna().unique() if word not in factors})
    if unknown:
        raise ColumnError(
            f"Column {name!r} holds pay periods that labkit does not know.",
            where=where,
            got=first_few(unknown),
            expected=first_few(factors, most=20),
            hint="Rename the categories, such as frame['period'].cat.rename_categories({'monthly': 'month'}).",
        )
    in_month = period.map(factors).to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(period.eq(HOUR).to_numpy(dtype=bool), weekly_hours * WEEKS_IN_MONTH, in_month)
