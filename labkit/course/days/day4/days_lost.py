"""A register against a survey, for injuries that cost at least so many days."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from labkit.safety import registered_share
from labkit.survey import Survey


def share_by_days(register: pd.DataFrame, survey: Survey, days: Sequence[int] = (0, 1, 2, 4)) -> pd.DataFrame:
    """Return the registered share of injuries, the survey's injuries taken from so many days lost upwards.

    The register stays whole: it does not say how many days each case cost. So a higher line asks: if the scheme only
    knows longer absences, how much of *those* does it hold? Injured people who did not tell the days are left out from
    one day upwards.

    Parameters
    ----------
    register
        Rows of one year.
    survey
        A Survey with ``injured`` and ``days_lost``.
    days
        Least numbers of days lost, whole, 0 or more.

    Returns
    -------
    pandas.DataFrame
        ``injuries`` ("all", "1 day or more" …), ``days``, then the columns of `labkit.safety.registered_share`.

    Examples
    --------
    >>> import labkit as lk
    >>> register = lk.load("injuries")
    >>> table = share_by_days(register[register["year"] == 2019], lk.load("lfs"))
    >>> table["injuries"].tolist(), bool(table["estimate"].is_monotonic_increasing)
    (['all', '1 day or more', '2 days or more', '4 days or more'], True)
    """
    tables = []
    for least in days:
        table = registered_share(register, survey.assign(injured=_from(survey.frame, least)))
        table.insert(0, "days", least)
        table.insert(0, "injuries", _named(least))
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _from(frame: pd.DataFrame, least: int) -> pd.Series[str]:
    injured = frame["injured"].astype(object)
    if least == 0:
        return injured
    yes = injured.eq("yes")
    return injured.mask(yes & frame["days_lost"].lt(least), "no").mask(yes & frame["days_lost"].isna())


def _named(least: int) -> str:
    if least == 0:
        return "all"
    return f"{least} day{'' if least == 1 else 's'} or more"
