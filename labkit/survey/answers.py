"""Closed answers: the words that a question can have as its answer, and no others.

A word that labkit does not know is never silently counted as "no": it is an error that names the column, the words
and how many records have them. Capitals, and blanks at the ends, do not matter; True and False are yes and no.
All indicators ask here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, OptionError, first_few, is_number, nearest
from labkit.survey.records.codes import AnyInts, Bools, Coded, CodeStore, coded
from labkit.survey.records.columns import column

__all__ = ["NOT_KNOWN", "YES_NO", "among", "answers", "check_words", "is_no_answer", "is_word", "known_words", "said"]

YES_NO = ("yes", "no")
NOT_KNOWN = "don't know"
_SURVEYS = ("lfs", "recruitment")
_MISSING, _UNKNOWN = -1, -2
_WHERE = "answers of the survey"
# Words that are no answer, in the wording of the ILO, of Stata users and of questionnaires.
_NO_ANSWER = re.compile(
    r"not elsewhere classified|not stated|not known|don.?t know|do not know|refus"
    r"|no (answer|response|reply|information)|non.?response|not reported|declined to|^missing|unknown",
    re.IGNORECASE,
)


def said(frame: pd.DataFrame, name: str, *words: str, where: str = _WHERE) -> Bools:
    """Mark the records whose answer in a column is one of some words; a missing answer is an empty text.

    Parameters
    ----------
    frame
        The records.
    name
        The column.
    words
        The answers looked for.
    where
        The call, for the error message.

    Raises
    ------
    ColumnError
        The column is missing, or holds a word that is neither one of `words` nor an answer known for this column.

    Examples
    --------
    >>> said(pd.DataFrame({"worked_hour": ["Yes", "no ", None]}), "worked_hour", "yes").tolist()
    [True, False, False]
    """
    known = known_words(name, words)
    wanted = np.array([*(word in words for word in known), "" in words])  # the last is for missing answers
    return wanted.take(_codes(frame, name, known, where), mode="wrap")


def answers(frame: pd.DataFrame, name: str, words: Sequence[str] = (), *, where: str = _WHERE) -> pd.Series[Any]:
    """Return a column's answers as categories, written as labkit writes them.

    Parameters
    ----------
    frame, name, where
        As for `said`.
    words
        The answers that there are; by default those known for this column.

    Raises
    ------
    ColumnError
        The column is missing, or holds another word.

    Examples
    --------
    >>> answers(pd.DataFrame({"status": ["Employee", "employer", None]}), "status").tolist()
    ['employee', 'employer', nan]
    """
    known = tuple(words) or known_words(name, ())
    codes = _codes(frame, name, known, where)
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(known)), index=frame.index)


def among(values: pd.Series[Any], *words: str) -> Bools:
    """Mark the values, of a column that labkit made itself, that are one of some words; missing is an empty text."""
    if isinstance(values.array, pd.Categorical):
        # Each category is looked at once; the last mark is for missing values, whose code is -1.
        wanted = np.array([*(str(word) in words for word in values.array.categories), "" in words])
        return wanted.take(values.array.codes, mode="wrap")
    found = values.isin(words)
    return (found | values.isna() if "" in words else found).to_numpy(dtype=bool, na_value=False)


@lru_cache(maxsize=512)
def known_words(name: str, further: tuple[str, ...]) -> tuple[str, ...]:
    """Return the answers that a column can have: those of the course's questionnaires, and `further` ones."""
    found = _of_questionnaires(name) or list(YES_NO)
    if set(YES_NO) <= {*found, *further}:
        found.append(NOT_KNOWN)
    return tuple(dict.fromkeys(word for word in (*found, *further) if word))


def is_no_answer(label: str) -> bool:
    """Tell whether the words of an answer, or the label of its code, say that there is no answer.

    Examples
    --------
    >>> is_no_answer("9 - Not elsewhere classified"), is_no_answer("No")
    (True, False)
    """
    return bool(_NO_ANSWER.search(label))


def check_words(frame: pd.DataFrame, name: str, words: Sequence[object], *, option: str, where: str) -> None:
    """Refuse a word of a call that a column can never hold, and name the nearest one that it can.

    Parameters
    ----------
    frame, name
        The records and the column.
    words
        The words that the call names.
    option, where
        The option of the call, and the call, for the error message.

    Raises
    ------
    ColumnError
        The column is missing.
    OptionError
        A word is neither an answer known for this column, nor one of the values that it has.
    """
    own = coded(column(frame, name, where=where), CodeStore.of(frame))
    known = list(dict.fromkeys([*map(str, own.labels), *_of_questionnaires(name)]))
    for word in words:
        if str(word) not in known:
            raise OptionError(
                f"Column {name!r} has no value {word!r}.",
                where=where,
                got=f"{option}={word!r}",
                expected=f"one of {first_few(map(repr, known), most=30)}",
                hint=nearest(word, known),
            )


def is_word(values: pd.Series[Any], word: object) -> pd.Series[Any]:
    """Mark the values, which may be words that no questionnaire lists, that are a word: missing where there is none.

    Examples
    --------
    >>> is_word(pd.Series(["Thailand", "cambodia ", " ", None]), "Cambodia").tolist()
    [False, True, <NA>, <NA>]
    """
    plain = values.map(_plain, na_action="ignore").astype("string")
    return plain.eq(_plain(word)).mask(plain.eq(""))


def _plain(word: object) -> str:
    """Return a word without the capitals and outer blanks that do not matter."""
    return str(word).strip().casefold()


def _of_questionnaires(name: str) -> list[str]:
    from labkit.data import card  # here, because the package of data rests on surveys

    tables = [card(survey).columns for survey in _SURVEYS]
    found: list[Any] = [table.at[name, "categories"] for table in tables if name in table.index]
    return [str(word) for words in found for word in words]


def _codes(frame: pd.DataFrame, name: str, known: tuple[str, ...], where: str) -> AnyInts:
    """Return each record's place among the known words, -1 where there is no answer."""
    own = coded(column(frame, name, where=where), CodeStore.of(frame))
    places = {word.casefold(): place for place, word in enumerate(known)} | {"": _MISSING}
    if set(YES_NO) <= set(known):
        places |= {"true": places["yes"], "false": places["no"]}
    found = np.array([*(places.get(_plain(label), _UNKNOWN) for label in own.labels), _MISSING])
    if (found == _UNKNOWN).any():
        _refuse_unknown(own, found, name, known, where)
    return found.take(own.codes, mode="wrap")


def _refuse_unknown(own: Coded, found: AnyInts, name: str, known: tuple[str, ...], where: str) -> None:
    """Refuse words that are not known, if a record has them."""
    counts = np.bincount(own.codes[own.codes >= 0], minlength=len(own.labels))
    unknown = np.flatnonzero((found[:-1] == _UNKNOWN) & (counts > 0))
    if len(unknown):
        refuse_words({own.labels[int(place)]: int(counts[place]) for place in unknown}, name, known, where)


def refuse_words(unknown: dict[Any, int], name: str, known: Sequence[str], where: str) -> NoReturn:
    """Say which words of a column are not known, how many records have them, and which words are known."""
    written = {f"{word:g}" if is_number(word) else repr(word): n for word, n in unknown.items()}
    near = nearest(next(iter(unknown)), known)
    raise ColumnError(
        f"Column {name!r} holds words that labkit does not know.",
        where=where,
        got=first_few((f"{word} in {n:,} records" for word, n in written.items()), most=8),
        expected=", ".join(repr(word) for word in known) + ", or a missing value",
        hint=f"{near} Give each answer one of these words before the Survey is made: "
        f"frame[{name!r}].map({{{next(iter(written))}: ..., ...}}).".strip(),
    )
