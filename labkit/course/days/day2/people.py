"""Seven invented workers of lesson 2.1: each shows one branch of the decision trees."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from labkit.errors import CourseError, did_you_mean
from labkit.informality import decisions

_SIZES = pd.CategoricalDtype(["1-4", "5-9", "10-19", "20-49", "50+"], ordered=True)
_QUESTIONS = (
    "status",
    "institution",
    "registered",
    "fixed_premises",
    "size",
    "social_security",
    "paid_annual_leave",
    "paid_sick_leave",
)
_BUSINESS, _NO = "private business", "no"
_ANSWERS = {
    "Channa": ("employee", _BUSINESS, "yes", "yes", "50+", "yes", "yes", "yes"),
    "Piseth": ("employee", _BUSINESS, "yes", "yes", "50+", "don't know", "no", "no"),
    "Thida": ("own-account worker", _BUSINESS, "no", "no", "1-4", None, None, None),
    "Leakhena": ("contributing family worker", _BUSINESS, "yes", "yes", "1-4", None, None, None),
    "Kunthea": ("employee", "private household", None, "yes", "1-4", "no", "no", "yes"),
    "Chenda": ("employer", _BUSINESS, "yes", "yes", "5-9", None, None, None),
    "Rith": ("employee", "government", None, "yes", "20-49", None, "yes", "yes"),
}
WORDS = ("formal", "informal")


def seven_people() -> pd.DataFrame:
    """Return the answers of the seven people, one row each, named in the index.

    Examples
    --------
    >>> people = seven_people()
    >>> people.loc["Piseth", "social_security"]
    "don't know"
    """
    frame = pd.DataFrame.from_dict(_ANSWERS, orient="index", columns=list(_QUESTIONS)).rename_axis("name")
    return frame.assign(size=frame["size"].astype(_SIZES))


def compare(guesses: Mapping[str, str], people: pd.DataFrame) -> pd.DataFrame:
    """Put guesses beside what the rules say.

    Parameters
    ----------
    guesses
        For each name ``"formal"`` or ``"informal"``; ``"?"`` for people not decided yet.
    people
        The answers, as `seven_people` returns them.

    Returns
    -------
    pandas.DataFrame
        Columns ``your guess``, ``the rules say``, ``because``; the rules' part stays hidden while the guess is ``"?"``.

    Raises
    ------
    CourseError
        A name or a word is not known.

    Examples
    --------
    >>> compare({"Leakhena": "formal", "Rith": "?"}, seven_people()).loc["Leakhena"].tolist()
    ['formal', 'informal', 'contributing family worker']
    """
    for name, word in guesses.items():
        if name not in people.index:
            raise CourseError(
                f"Nobody here is called {name!r}.",
                expected=", ".join(people.index),
                hint=did_you_mean(name, people.index),
            )
        if word not in (*WORDS, "?"):
            raise CourseError(
                f"{word!r} is not an answer for {name}.",
                expected="'formal' or 'informal'",
                hint=did_you_mean(word, WORDS),
            )
    ruled = decisions(people).loc[list(guesses)]
    open_ = pd.Series(guesses).eq("?")
    return pd.DataFrame(
        {
            "your guess": pd.Series(guesses),
            "the rules say": ruled["job"].astype(object).mask(open_, "…"),
            "because": ruled["job_because"].astype(object).mask(open_, "…"),
        }
    )
