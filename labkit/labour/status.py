"""Labour force status from the answers to questions, 19th ICLS.

Source: ILO, *Resolution concerning statistics of work, employment and labour underutilization*, 19th International
Conference of Labour Statisticians, 2013; metadata of SDG indicator 8.5.2.
"""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from labkit.errors import OptionError, one_of
from labkit.survey.columns import column

Definition = Literal["strict", "relaxed"]

WORKING_AGE = 15
STATUSES = ("employed", "unemployed", "outside the labour force")


def answered_yes(frame: pd.DataFrame, name: str) -> pd.Series[bool]:
    """Tell for each record whether the answer in column `name` is ``"yes"``; no answer counts as not yes."""
    return column(frame, name, where="answers of the survey").eq("yes").fillna(value=False).astype(bool)


def labour_force_status(
    frame: pd.DataFrame, *, working_age: int = WORKING_AGE, definition: Definition = "strict"
) -> pd.Series[str]:
    """Derive each person's labour force status.

    *Employed*: worked at least one hour for pay or profit in the last seven days, or was temporarily absent from such
    a job. *Unemployed*: not employed, looked for work in the last four weeks and is available; or not employed, has
    arranged to start a job soon and is available. Everybody else of working age is *outside the labour force*.

    The *relaxed* definition drops the test of search: who is not employed, wants work and is available is unemployed
    too. It is a national variant and no international standard; a figure that uses it must say so.

    Parameters
    ----------
    frame
        Needs columns ``age`` and, with answers ``"yes"`` or ``"no"``, ``worked_hour``, ``temporarily_absent``,
        ``looked_for_work``, ``available`` and ``future_start``.
    working_age
        Youngest age of the working-age population; 15 by international convention.
    definition
        ``"strict"``, the international standard, or ``"relaxed"``, which also needs the column ``wants_work``.

    Returns
    -------
    pandas.Series
        Categorical ``"employed"``, ``"unemployed"``, ``"outside the labour force"``; missing below working age and
        where the age is missing.

    Raises
    ------
    ColumnError
        A column is missing.
    OptionError
        `working_age` is negative, or the `definition` is not known.

    Examples
    --------
    >>> frame = pd.DataFrame({
    ...     "age": [12, 40, 30, 25],
    ...     "worked_hour": [None, "yes", "no", "no"],
    ...     "temporarily_absent": [None, None, "no", "no"],
    ...     "looked_for_work": [None, None, "yes", "no"],
    ...     "available": [None, None, "yes", "yes"],
    ...     "future_start": [None, None, "no", "no"],
    ... })
    >>> labour_force_status(frame).tolist()
    [nan, 'employed', 'unemployed', 'outside the labour force']
    """
    if working_age < 0:
        raise OptionError("working_age is negative.", where="labour_force_status", got=repr(working_age))
    one_of("definition", definition, get_args(Definition), where="labour_force_status")
    employed = answered_yes(frame, "worked_hour") | answered_yes(frame, "temporarily_absent")
    seeking = answered_yes(frame, "looked_for_work") | answered_yes(frame, "future_start")
    if definition == "relaxed":
        seeking |= answered_yes(frame, "wants_work")
    unemployed = ~employed & seeking & answered_yes(frame, "available")
    status = pd.Series(STATUSES[2], index=frame.index, dtype=object)
    status[unemployed] = STATUSES[1]
    status[employed] = STATUSES[0]
    of_age = column(frame, "age", where="labour_force_status").ge(working_age).fillna(value=False).astype(bool)
    return pd.Series(pd.Categorical(status.where(of_age), categories=STATUSES), index=frame.index)
