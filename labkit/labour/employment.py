"""What kind of employment people have: status, vulnerable employment, working poverty, long hours.

Sources: *International Classification of Status in Employment* (ICSE-93), 15th ICLS, 1993; metadata of SDG indicator
1.1.1 for working poverty.
"""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from labkit.errors import OptionError, is_number, one_of
from labkit.labour.indicators import EMPLOYED, of_working_age, share_of
from labkit.labour.status import WORKING_AGE, Standard
from labkit.labour.underemployment import usual_hours_all_jobs
from labkit.labour.vintage import described
from labkit.survey import Survey
from labkit.survey.answers import answers
from labkit.survey.estimation.proportions import Interval
from labkit.survey.records.columns import By
from labkit.survey.records.quantities import HOURS_IN_WEEK, amounts, weekly_hours

__all__ = ["ICSE_93", "long_hours_share", "status_shares", "vulnerable_employment_share", "working_poverty_rate"]

Hours = Literal["usual", "actual"]

ICSE_93 = (
    "employee",
    "employer",
    "own-account worker",
    "cooperative member",
    "contributing family worker",
    "not classifiable",
)
VULNERABLE = ("own-account worker", "contributing family worker")


def status_shares(
    survey: Survey,
    by: By = None,
    *,
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate the shares of the statuses of ICSE-93 in employment.

    Employed people whose status is missing are ``"not classifiable"``, as in the ILO's processing, so that the shares
    add up to 100. Status is a property of the job: this is the main job's.

    Parameters
    ----------
    survey
        A Survey with ``status`` and the columns of `labkit.labour.labour_force_status`.
    by
        A column, or a list of columns, that make groups.
    working_age, standard
        As for `labkit.labour.participation_rate`. People whom only the 13th ICLS counts as employed have no job with a
        status, so ``"icls13"`` makes them not classifiable.
    interval
        Kind of the intervals: ``"logit"``, ``"beta"`` or ``"wald"``; see `labkit.Survey.share`.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``category``, then ``estimate`` (percent of employment), ``se, ci_low, ci_high, cv, df, n,
        flag``.

    Raises
    ------
    ColumnError, OptionError
        As `labkit.labour.labour_force_status`.

    Examples
    --------
    >>> import labkit as lk
    >>> table = status_shares(lk.load("lfs"))
    >>> table["category"].tolist()[:3], round(float(table["estimate"].sum()), 6)
    (['employee', 'employer', 'own-account worker'], 100.0)
    """
    employed, facts = _employed(survey, working_age, standard)
    table = employed.assign(status_=_icse_93(employed.frame)).share("status_", by, interval=interval, level=level)
    return described(table, indicator="status_shares", classification="ICSE-93", **facts)


def vulnerable_employment_share(
    survey: Survey,
    by: By = None,
    *,
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate vulnerable employment in percent of employment.

    .. math:: 100 \cdot \frac{\text{own-account workers} + \text{contributing family workers}}{\text{employed}}

    It says nothing about a single job: many informal jobs are employees', and some own-account workers do well.

    Parameters
    ----------
    survey, by, working_age, standard, interval, level
        As for `status_shares`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, OptionError
        As `labkit.labour.labour_force_status`.

    Examples
    --------
    >>> import labkit as lk
    >>> vulnerable_employment_share(lk.load("lfs"), by="sex")["sex"].tolist()
    ['male', 'female']
    """
    employed, facts = _employed(survey, working_age, standard)
    table = share_of(employed, _icse_93(employed.frame).isin(VULNERABLE), by, level, interval)
    return described(table, indicator="vulnerable_employment_share", **facts)


def working_poverty_rate(
    survey: Survey,
    by: By = None,
    *,
    line: float,
    consumption: str = "household_consumption",
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the share of employed people whose household is below a poverty line (SDG indicator 1.1.1, employed).

    .. math:: 100 \cdot \frac{\text{employed people in households that consume less than the line}}{\text{employed}}

    It describes the household and not the pay: a well-paid person with many dependants can be in it. International
    lines are per person and day in purchasing power parities, and change with the vintage (1.90 dollars of 2011, 2.15
    of 2017, 3.00 of 2021): convert them into the unit of the column, and say which one it was.

    Parameters
    ----------
    survey
        A Survey with the column `consumption` and the columns of `labkit.labour.labour_force_status`.
    by, working_age, standard, interval, level
        As for `status_shares`.
    line
        The poverty line in the unit of the column (for the course's survey riel per person and month); above 0.
    consumption
        The column with the household's consumption (or income) per person, the same for all its members. People
        without a value are in no rate.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``; ``attrs["line"]``.

    Raises
    ------
    ColumnError
        A column is missing, or `consumption` holds no numbers.
    DataError
        Somebody's consumption is below zero.
    OptionError
        The line is not above 0.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> low, high = (working_poverty_rate(lfs, line=riel)["estimate"].item() for riel in (200_000, 400_000))
    >>> low < high
    True
    """
    where = "working_poverty_rate"
    if not (is_number(line) and line > 0):
        raise OptionError("The poverty line is not above 0.", where=where, got=f"line={line!r}")
    employed, facts = _employed(survey, working_age, standard)
    consumed = pd.Series(amounts(employed.frame, consumption, where=where), index=employed.frame.index)
    table = share_of(employed.filter(consumed.notna()), consumed.dropna().lt(line), by, level, interval)
    return described(table, indicator="working_poverty_rate", line=line, **facts)


def long_hours_share(
    survey: Survey,
    by: By = None,
    *,
    more_than: float = 48,
    hours: Hours = "usual",
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the share of employed people who work long hours.

    .. math:: 100 \cdot \frac{\text{employed people with more hours per week than the limit}}{\text{employed people}}

    Parameters
    ----------
    survey
        A Survey with the columns of `labkit.labour.labour_force_status`, and the hours.
    by, working_age, standard, interval, level
        As for `status_shares`.
    more_than
        Hours per week, 0 to 168. The ILO counts more than 48, the limit of its conventions on working time.
    hours
        ``"usual"``: usual hours in all jobs, see `labkit.labour.usual_hours_all_jobs`. ``"actual"``: the column
        ``actual_hours``, of the main job in the last seven days; zero for people who were absent counts as zero.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``. People whose hours are
        not known are in no rate.

    Raises
    ------
    ColumnError
        A column is missing.
    DataError
        Hours below zero, or more than a week has.
    OptionError
        The limit is no number of hours, or `hours` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> usual, actual = (long_hours_share(lfs, hours=h)["estimate"].item() for h in ("usual", "actual"))
    >>> usual > actual
    True
    """
    where = "long_hours_share"
    one_of("hours", hours, get_args(Hours), where=where)
    if not (is_number(more_than) and 0 <= more_than <= HOURS_IN_WEEK):
        raise OptionError("The limit is no number of hours in a week.", where=where, got=f"more_than={more_than!r}")
    employed, facts = _employed(survey, working_age, standard)
    frame = employed.frame
    if hours == "usual":
        worked = usual_hours_all_jobs(frame)
    else:
        worked = pd.Series(weekly_hours(frame, "actual_hours", where=where), index=frame.index)
    table = share_of(employed.filter(worked.notna()), worked.dropna().gt(more_than), by, level, interval)
    return described(table, indicator="long_hours_share", hours=hours, hours_threshold=more_than, **facts)


def _employed(survey: Survey, working_age: int, standard: Standard) -> tuple[Survey, dict[str, str | float]]:
    adults, status, facts = of_working_age(survey, working_age, "strict", standard)
    return adults.filter(status.eq(EMPLOYED)), facts


def _icse_93(frame: pd.DataFrame) -> pd.Series[str]:
    return answers(frame, "status", ICSE_93, where="status in employment").fillna(ICSE_93[-1])
