"""People outside the labour force: how near they are to it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.labour.needs import ATTACHMENT, DISCOURAGED, POTENTIAL, producer_words
from labkit.labour.status import ATTACHMENTS, STATUSES, WORKING_AGE, Standard, answered_yes, labour_force_status
from labkit.survey.answers import said

__all__ = [
    "EXTENDED_STATUSES",
    "discouraged_jobseekers",
    "extended_labour_force_status",
    "labour_market_attachment",
]

EXTENDED_STATUSES = ("employed", "unemployed", "potential labour force", "outside the extended labour force")
POTENTIAL_KINDS = ATTACHMENTS[:2]
NO_WORK = "no work to be had"
_OUTSIDE = STATUSES[2]


def labour_market_attachment(
    frame: pd.DataFrame, *, working_age: int = WORKING_AGE, standard: Standard = "icls19"
) -> pd.Series[str]:
    """Divide the people outside the labour force by how near they are to it.

    *Unavailable jobseekers* looked for work, but could not start. *Available potential jobseekers* did not look, but
    want work and could start. These two are the potential labour force. *Willing non-jobseekers* want work, but
    neither look for it nor could start: they are not in it, and nor are all *others*.

    Source: 19th ICLS, 2013, in the four kinds of the ILO's variable ``ilo_olf_dlma``. (The ILO's own processing of
    Cambodia 2012 counts available people without asking whether they want work; here wanting is needed.)

    Parameters
    ----------
    frame
        Needs the columns of `labkit.labour.labour_force_status`, and ``wants_work``; or ``age``,
        ``labour_force_status`` and ``labour_market_attachment`` as the producer of the file derived them.
    working_age, standard
        As for `labkit.labour.labour_force_status`.

    Returns
    -------
    pandas.Series
        Categorical ``"unavailable jobseeker"``, ``"available potential jobseeker"``, ``"willing non-jobseeker"``,
        ``"other"``; missing inside the labour force and below working age.

    Raises
    ------
    ColumnError, OptionError
        As `labkit.labour.labour_force_status`.

    Examples
    --------
    >>> frame = pd.DataFrame({
    ...     "age": 30,
    ...     "worked_hour": "no",
    ...     "temporarily_absent": "no",
    ...     "looked_for_work": ["yes", "no", "no", "yes"],
    ...     "available": ["no", "yes", "no", "yes"],
    ...     "future_start": "no",
    ...     "wants_work": ["yes", "yes", "yes", "yes"],
    ... })
    >>> labour_market_attachment(frame).tolist()
    ['unavailable jobseeker', 'available potential jobseeker', 'willing non-jobseeker', nan]
    """
    where = "labour_market_attachment"
    way = ATTACHMENT.way(frame, where=where)
    outside = labour_force_status(frame, working_age=working_age, standard=standard).eq(_OUTSIDE)
    if way == "answers":
        looked, wants = answered_yes(frame, "looked_for_work"), answered_yes(frame, "wants_work")
        # Who looked and was available is unemployed, so whoever looked and is still here was not available.
        kinds = [looked, wants & answered_yes(frame, "available"), wants]
        found = pd.Series(np.select(kinds, ATTACHMENTS[:3], ATTACHMENTS[3]), index=frame.index, dtype=object)
    else:
        found = producer_words(frame, "labour_market_attachment", ATTACHMENTS, where=where).astype(object)
    return pd.Series(pd.Categorical(found.where(outside), categories=ATTACHMENTS), index=frame.index)


def discouraged_jobseekers(
    frame: pd.DataFrame, *, working_age: int = WORKING_AGE, standard: Standard = "icls19"
) -> pd.Series[bool]:
    """Mark the discouraged: available potential jobseekers who did not look because they see no work to be had.

    Parameters
    ----------
    frame
        Needs the columns of `labour_market_attachment`, and ``why_not_looking``; or, from the producer of the file,
        ``discouraged`` (``"yes"``), with ``age`` and ``labour_force_status``.
    working_age, standard
        As for `labkit.labour.labour_force_status`.

    Returns
    -------
    pandas.Series
        True or False.

    Raises
    ------
    ColumnError, OptionError
        As `labkit.labour.labour_force_status`.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs").frame
    >>> labour_market_attachment(lfs)[discouraged_jobseekers(lfs)].unique().tolist()
    ['available potential jobseeker']
    """
    if DISCOURAGED.way(frame, where="discouraged_jobseekers") == "derived":
        status = labour_force_status(frame, working_age=working_age, standard=standard)
        return answered_yes(frame, "discouraged") & status.eq(_OUTSIDE)
    attachment = labour_market_attachment(frame, working_age=working_age, standard=standard)
    return attachment.eq(ATTACHMENTS[1]) & said(frame, "why_not_looking", NO_WORK)


def extended_labour_force_status(
    frame: pd.DataFrame, *, working_age: int = WORKING_AGE, standard: Standard = "icls19"
) -> pd.Series[str]:
    """Derive the status in the extended labour force: employed, unemployed, potential labour force, or outside it.

    Parameters
    ----------
    frame
        Needs the columns of `labour_market_attachment`; or, from the producer of the file, ``age``,
        ``labour_force_status``, and ``labour_market_attachment`` or ``potential_labour_force`` (``"yes"``, ``"no"``).
    working_age, standard
        As for `labkit.labour.labour_force_status`.

    Returns
    -------
    pandas.Series
        Categorical, in the order of `EXTENDED_STATUSES`; missing where `labour_force_status` is.

    Raises
    ------
    ColumnError, OptionError
        As `labkit.labour.labour_force_status`.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs").frame
    >>> extended_labour_force_status(lfs).cat.categories.tolist()[2]
    'potential labour force'
    """
    status = labour_force_status(frame, working_age=working_age, standard=standard)
    near = _potential(frame, working_age, standard) & status.eq(_OUTSIDE)
    found = status.astype(object).mask(status.eq(_OUTSIDE), EXTENDED_STATUSES[3]).mask(near, EXTENDED_STATUSES[2])
    return pd.Series(pd.Categorical(found, categories=EXTENDED_STATUSES), index=frame.index)


def _potential(frame: pd.DataFrame, working_age: int, standard: Standard) -> pd.Series[bool]:
    if not ATTACHMENT.lacking(set(frame.columns)):
        attachment = labour_market_attachment(frame, working_age=working_age, standard=standard)
        return attachment.isin(POTENTIAL_KINDS)
    POTENTIAL.way(frame, where="extended_labour_force_status")
    return answered_yes(frame, "potential_labour_force")
