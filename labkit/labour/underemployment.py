"""Time-related underemployment: employed people who want more hours of work."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.errors import OptionError, is_number
from labkit.labour.needs import UNDEREMPLOYMENT
from labkit.labour.status import WORKING_AGE, Standard, answered_yes, labour_force_status
from labkit.survey.records.quantities import HOURS_IN_WEEK, possible_hours, weekly_hours

__all__ = ["criteria", "time_related_underemployed", "usual_hours_all_jobs"]

CRITERIA = 3


def usual_hours_all_jobs(frame: pd.DataFrame) -> pd.Series[float]:
    """Add up the usual hours per week of the main job and of the other jobs.

    Parameters
    ----------
    frame
        Needs ``usual_hours``; uses ``second_job_hours`` and ``second_job`` where they are present. A column
        ``usual_hours_all_jobs``, as in files of the ILO, is taken as it is.

    Returns
    -------
    pandas.Series
        Hours per week; missing where the hours of the main job, or of a second job, are not known. Zero stays zero.

    Raises
    ------
    ColumnError
        There is no column ``usual_hours``, or hours are no numbers.
    DataError
        Hours below zero, or more than a week has, in one job or in all together.

    Examples
    --------
    >>> frame = pd.DataFrame({"usual_hours": [30.0, 20, 0, None], "second_job_hours": [None, 8, None, 5]})
    >>> usual_hours_all_jobs(frame).tolist()
    [30.0, 28.0, 0.0, nan]
    """
    where = "usual_hours_all_jobs"
    if where in frame:
        return pd.Series(weekly_hours(frame, where, where=where), index=frame.index)
    hours = weekly_hours(frame, "usual_hours", where=where)
    if "second_job_hours" in frame:
        other = weekly_hours(frame, "second_job_hours", where=where)
        unknown = answered_yes(frame, "second_job") if "second_job" in frame else False
        hours = hours + np.where(np.isnan(other) & ~np.asarray(unknown), 0.0, other)
    return pd.Series(possible_hours(hours, where, frame.index, where=where), index=frame.index)


def time_related_underemployed(
    frame: pd.DataFrame,
    *,
    hours_threshold: float | None,
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
) -> pd.Series[bool]:
    """Mark the employed people who want more hours, are available for more, and work fewer hours than a threshold.

    Source: 19th ICLS, 2013. Where the survey has no column ``available_more_hours``, two criteria are left: wants more
    hours and works fewer than the threshold. The ILO does the same and says so in a note; so must the user.
    People whose hours are not known are not marked: underemployment needs all criteria to be answered.

    Parameters
    ----------
    frame
        Needs the columns of `labkit.labour.labour_force_status`, ``wants_more_hours`` and those of
        `usual_hours_all_jobs`; uses ``available_more_hours`` where it is present. Or ``underemployed`` (``"yes"``), as
        the producer of the file derived it.
    hours_threshold
        Hours per week in all jobs below which somebody works few hours: above 0, up to 168. Each country chooses its
        own; the ILO used 40 for Cambodia in 2012. None takes the producer's ``underemployed``, whose threshold only the
        producer knows.
    working_age, standard
        As for `labkit.labour.labour_force_status`.

    Returns
    -------
    pandas.Series
        True or False; the people marked are employed, never in addition to the employed.

    Raises
    ------
    ColumnError
        A column is missing.
    DataError
        As `usual_hours_all_jobs`.
    OptionError
        The threshold is not between 0 and 168, or None although there is no column ``underemployed``.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs").frame
    >>> few, many = (time_related_underemployed(lfs, hours_threshold=hours).sum() for hours in (30, 48))
    >>> bool(few < many)
    True
    """
    employed = labour_force_status(frame, working_age=working_age, standard=standard).eq("employed")
    how_many = criteria(frame, hours_threshold)
    if hours_threshold is None:
        return employed & answered_yes(frame, "underemployed")
    wants = answered_yes(frame, "wants_more_hours")
    if how_many == CRITERIA:
        wants &= answered_yes(frame, "available_more_hours")
    return employed & wants & usual_hours_all_jobs(frame).lt(hours_threshold)


def criteria(frame: pd.DataFrame, hours_threshold: float | None) -> int:
    """Return how many criteria decide: 3, 2 without a question on availability, 0 if the producer decided."""
    where = "time_related_underemployed"
    if hours_threshold is None:
        if "underemployed" in frame:
            return 0
        raise OptionError(
            "hours_threshold=None takes the producer's own variable, but there is no column 'underemployed'.",
            where=where,
            hint="Give the threshold of your country in hours per week, such as hours_threshold=40.",
        )
    if not (is_number(hours_threshold) and 0 < hours_threshold <= HOURS_IN_WEEK):
        raise OptionError(
            "The threshold is not a number of hours in a week.",
            where=where,
            got=f"hours_threshold={hours_threshold!r}",
            hint="" if is_number(hours_threshold) else "A number stands without quotation marks.",
            expected=f"above 0, up to {HOURS_IN_WEEK}",
        )
    UNDEREMPLOYMENT.answers_only(frame, where=where, hint="hours_threshold=None takes the producer's 'underemployed'.")
    return CRITERIA if "available_more_hours" in frame else CRITERIA - 1
