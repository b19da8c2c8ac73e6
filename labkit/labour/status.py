"""Labour force status from the answers to questions, 19th or 13th ICLS.

Sources: ILO, *Resolution concerning statistics of work, employment and labour underutilization*, 19th International
Conference of Labour Statisticians, 2013; *Resolution concerning statistics of the economically active population,
employment, unemployment and underemployment*, 13th ICLS, 1982; metadata of SDG indicator 8.5.2.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, OptionError, is_number, one_of
from labkit.labour.needs import RELAXED, STATUS, producer_words
from labkit.survey.answers import said
from labkit.survey.records.columns import Bools, numbers

Definition = Literal["strict", "relaxed"]
Standard = Literal["icls19", "icls13"]

WORKING_AGE = 15
STATUSES = ("employed", "unemployed", "outside the labour force")
ATTACHMENTS = ("unavailable jobseeker", "available potential jobseeker", "willing non-jobseeker", "other")
_WHERE = "labour_force_status"


def answered_yes(frame: pd.DataFrame, name: str) -> pd.Series[bool]:
    """Tell for each record whether the answer in column `name` is ``"yes"``; no answer counts as not yes."""
    return pd.Series(said_yes(frame, name), index=frame.index)


def said_yes(frame: pd.DataFrame, name: str) -> Bools:
    """Mark the records whose answer in column `name` is ``"yes"``; no answer counts as not yes."""
    return said(frame, name, "yes")


def labour_force_status(
    frame: pd.DataFrame,
    *,
    working_age: int = WORKING_AGE,
    definition: Definition = "strict",
    standard: Standard = "icls19",
) -> pd.Series[str]:
    """Derive each person's labour force status.

    *Employed*: worked at least one hour for pay or profit in the last seven days, or was temporarily absent from such
    a job. *Unemployed*: not employed, looked for work in the last four weeks and is available; or not employed, has
    arranged to start a job soon and is available. Everybody else of working age is *outside the labour force*.

    The *relaxed* definition drops the test of search: who is not employed, wants work and is available is unemployed
    too. It is a national variant and no international standard; a figure that uses it must say so.

    The 13th ICLS of 1982 also counts people as employed who produce food mainly for their own household; the 19th ICLS
    of 2013 calls this own-use production work and no employment. The two give different rates: never mix them.

    Files of the ILO and of the World Bank hold no answers, but the column ``labour_force_status`` that their producer
    derived. It is used where an answer is absent. By which standard it was made, only its producer knows.

    Parameters
    ----------
    frame
        Needs columns ``age`` and, with answers ``"yes"`` or ``"no"``, ``worked_hour``, ``temporarily_absent``,
        ``looked_for_work``, ``available`` and ``future_start``; or else ``age`` and ``labour_force_status``.
    working_age
        Youngest age of the working-age population; 15 by international convention.
    definition
        ``"strict"``, the international standard, or ``"relaxed"``, which also needs the column ``wants_work`` (of the
        producer's columns, ``labour_market_attachment``: available potential jobseekers are then unemployed).
    standard
        ``"icls19"``, or ``"icls13"``, which also needs the column ``own_use_work``.

    Returns
    -------
    pandas.Series
        Categorical ``"employed"``, ``"unemployed"``, ``"outside the labour force"``; missing below working age, where
        the age is missing, and where the producer of the file gave no status.

    Raises
    ------
    ColumnError
        A column is missing, or a column of the producer holds other words.
    OptionError
        `working_age` is negative, or the `definition` or the `standard` is not known.

    Examples
    --------
    >>> frame = pd.DataFrame({
    ...     "age": [12, 40, 30, 25],
    ...     "worked_hour": [None, "yes", "no", "no"],
    ...     "temporarily_absent": [None, None, "no", "no"],
    ...     "looked_for_work": [None, None, "yes", "no"],
    ...     "available": [None, None, "yes", "yes"],
    ...     "future_start": [None, None, "no", "no"],
    ...     "own_use_work": [None, "no", "no", "yes"],
    ... })
    >>> labour_force_status(frame).tolist()
    [nan, 'employed', 'unemployed', 'outside the labour force']
    >>> labour_force_status(frame, standard="icls13").tolist()
    [nan, 'employed', 'unemployed', 'employed']
    """
    if not (is_number(working_age) and working_age >= 0):
        raise OptionError("working_age is not an age.", where=_WHERE, got=f"working_age={working_age!r}", expected="15")
    one_of("definition", definition, get_args(Definition), where=_WHERE)
    one_of("standard", standard, get_args(Standard), where=_WHERE)
    need = RELAXED if definition == "relaxed" else STATUS
    if need.way(frame, where=_WHERE) == "answers":
        status = _from_answers(frame, definition)
    else:
        status = _from_producer(frame, definition)
    if standard == "icls13":
        status = status.mask(_works_for_own_use(frame), STATUSES[0])
    of_age = numbers(frame, "age", where=_WHERE) >= working_age
    return status.where(of_age)


def status_standard(frame: pd.DataFrame, standard: Standard) -> str:
    """Return the standard to print beside a figure: `standard`, or that the producer of the file chose it."""
    derived = standard == "icls19" and STATUS.way(frame, where=_WHERE) == "derived"
    return "as in the file" if derived else standard


def _from_answers(frame: pd.DataFrame, definition: Definition) -> pd.Series[str]:
    employed = said_yes(frame, "worked_hour") | said_yes(frame, "temporarily_absent")
    seeking = said_yes(frame, "looked_for_work") | said_yes(frame, "future_start")
    if definition == "relaxed":
        seeking |= said_yes(frame, "wants_work")
    unemployed = ~employed & seeking & said_yes(frame, "available")
    codes = np.select([employed, unemployed], [0, 1], 2)
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(STATUSES)), index=frame.index)


def _from_producer(frame: pd.DataFrame, definition: Definition) -> pd.Series[str]:
    status = producer_words(frame, "labour_force_status", STATUSES, where=_WHERE)
    if definition == "relaxed":
        attachment = producer_words(frame, "labour_market_attachment", ATTACHMENTS, where=_WHERE)
        status = status.mask(attachment.eq(ATTACHMENTS[1]) & status.eq(STATUSES[2]), STATUSES[1])
    return status


def _works_for_own_use(frame: pd.DataFrame) -> pd.Series[bool]:
    if "own_use_work" not in frame:
        raise ColumnError(
            "Employment by the 13th ICLS cannot be told: there is no column 'own_use_work'.",
            where=_WHERE,
            got="standard='icls13'",
            expected="a column 'own_use_work' with \"yes\" for people who produce food mainly for the own household",
            hint="Without it, only standard='icls19' is possible.",
        )
    return answered_yes(frame, "own_use_work")
