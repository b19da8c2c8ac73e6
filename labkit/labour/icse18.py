"""Status at work by ICSE-18, where a survey asked enough for it.

Source: ILO, *Resolution concerning statistics on work relationships*, 20th International Conference of Labour
Statisticians, 2018.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.labour.needs import Need
from labkit.survey.answers import answers, said

__all__ = ["ICSE_18", "status_icse18"]

ICSE_18 = (
    "11 employers in corporations",
    "12 employers in household market enterprises",
    "21 owner-operators of corporations without employees",
    "22 own-account workers in household market enterprises without employees",
    "30 dependent contractors",
    "41 permanent employees",
    "42 fixed-term employees",
    "43 short-term and casual employees",
    "44 paid apprentices, trainees and interns",
    "51 contributing family workers",
)
_WHERE = "status_icse18"
_DURATIONS = ("permanent", "fixed-term", "short-term or casual")
_NEED = Need("ICSE-18", ("status", "incorporated", "dependent_contractor", "contract_duration", "apprentice"))


def status_icse18(frame: pd.DataFrame) -> pd.Series[str]:
    """Classify each person's main job by ICSE-18, the hierarchy by authority (ICSE-18-A).

    It needs questions that older questionnaires, the course's survey among them, do not ask; the error lists them.

    By economic risk (ICSE-18-R), 11 and 21 go with the employees (work for pay), and 12, 22, 30 and 51 work for profit.

    Parameters
    ----------
    frame
        Needs columns ``status`` (ICSE-93); ``incorporated`` (``"yes"``: the business is a legal person of its own);
        ``dependent_contractor`` (``"yes"``: works for profit, but another unit controls prices, clients or materials);
        ``contract_duration`` (``"permanent"``, ``"fixed-term"``, ``"short-term or casual"``; of employees);
        ``apprentice`` (``"yes"``: paid apprentice, trainee or intern).

    Returns
    -------
    pandas.Series
        Categorical, in the order of `ICSE_18`; missing for people without a job, and where the answers do not decide:
        an employee whose contract's duration is not known, and whoever has no status. Members of cooperatives, whom
        ICSE-18 has no class for, go with the employers and own-account workers of corporations or households, without
        employees.

    Raises
    ------
    ColumnError
        Columns are missing; all of them are named.

    Examples
    --------
    >>> frame = pd.DataFrame({
    ...     "status": ["employer", "own-account worker", "own-account worker", "employee", "employee"],
    ...     "incorporated": ["yes", "no", "no", None, None],
    ...     "dependent_contractor": ["no", "no", "yes", None, None],
    ...     "contract_duration": [None, None, None, "permanent", None],
    ...     "apprentice": [None, None, None, "no", "yes"],
    ... })
    >>> [name[:2] for name in status_icse18(frame)]
    ['11', '22', '30', '41', '44']
    """
    _NEED.answers_only(frame, where="status_icse18")
    status = answers(frame, "status", where=_WHERE)
    duration = answers(frame, "contract_duration", _DURATIONS, where=_WHERE)
    alone, employer = status.isin(["own-account worker", "cooperative member"]), status.eq("employer")
    corporation, dependent = _yes(frame, "incorporated"), _yes(frame, "dependent_contractor")
    employee = status.eq("employee")
    takes = [
        employer & corporation,
        employer,
        alone & corporation,
        alone & ~dependent,
        (alone | employee) & dependent,
        employee & ~_yes(frame, "apprentice") & duration.eq("permanent"),
        employee & ~_yes(frame, "apprentice") & duration.eq("fixed-term"),
        employee & ~_yes(frame, "apprentice") & duration.eq("short-term or casual"),
        employee & _yes(frame, "apprentice"),
        status.eq("contributing family worker"),
    ]
    marked = [rows.fillna(value=False).to_numpy(dtype=bool) for rows in takes]
    codes = np.select(marked, np.arange(len(ICSE_18)).tolist(), -1)
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(ICSE_18)), index=frame.index)


def _yes(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    return pd.Series(said(frame, name, "yes", where=_WHERE), index=frame.index)
