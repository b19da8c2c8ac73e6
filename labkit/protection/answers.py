"""Who counts as covered: an explicit yes, in one answer or in any of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args

import pandas as pd

from labkit.errors import one_of
from labkit.survey.answers import check_words, said
from labkit.survey.records.columns import column, is_boolean

Unknown = Literal["not covered", "left out"]
Answers: TypeAlias = str | Sequence[str] | Mapping[str, Sequence[str]]

YES = ("yes",)
NOT_KNOWN = ("don't know",)


def known_yes(
    frame: pd.DataFrame, answers: Answers, *, unknown: Unknown = "not covered", where: str = "known_yes"
) -> pd.Series[Any]:
    """Tell for each record whether any of the `answers` says yes.

    A person with several kinds of cover counts once: schemes overlap, so their members must not be added up.

    Parameters
    ----------
    frame
        Records, one row per person.
    answers
        A column, or a list of columns, with answers ``"yes"``, ``"no"``, ``"don't know"`` or True and False; or a
        mapping of columns to the answers that count as yes, such as ``{"health_cover": ["nssf", "private"]}``.
    unknown
        What "don't know" and no answer mean where no other answer says yes: ``"not covered"``, as the ILO treats them
        in its processing, or ``"left out"`` of the estimate.
    where
        The call, for the error message.

    Returns
    -------
    pandas.Series
        Nullable boolean; missing where `unknown` is left out.

    Raises
    ------
    ColumnError
        A column is missing, or one of its values is neither an answer that counts as yes, nor another answer known.
    OptionError
        `unknown` is neither of the two.

    Examples
    --------
    >>> frame = pd.DataFrame({"nssf": ["yes", "no", "don't know", None], "card": ["no", "yes", "no", "no"]})
    >>> known_yes(frame, ["nssf", "card"]).tolist()
    [True, True, False, False]
    >>> known_yes(frame, "nssf", unknown="left out").tolist()
    [True, False, <NA>, <NA>]
    """
    one_of("unknown", unknown, get_args(Unknown), where=where)
    said_yes = pd.Series(False, index=frame.index, dtype="boolean")
    not_known = pd.Series(False, index=frame.index)
    for name, counts in _asked(answers).items():
        values = column(frame, name, where=where)
        if is_boolean(values):
            said_yes |= values.astype("boolean").fillna(value=False)
        else:
            check_words(frame, name, [] if counts == YES else list(counts), option="answers", where=where)
            said_yes |= said(frame, name, *counts, where=where)
        not_known |= values.isna() if is_boolean(values) else said(frame, name, "", *NOT_KNOWN, where=where)
    return said_yes.mask(not_known & ~said_yes) if unknown == "left out" else said_yes


def _asked(answers: Answers) -> dict[str, Sequence[str]]:
    if isinstance(answers, Mapping):
        return dict(answers)
    return dict.fromkeys([answers] if isinstance(answers, str) else answers, YES)
