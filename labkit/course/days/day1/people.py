"""Six invented people of lesson 1.1: each shows one way through the questions on work."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from labkit.errors import CourseError, did_you_mean
from labkit.labour import labour_force_status

_QUESTIONS = ("worked_hour", "temporarily_absent", "looked_for_work", "available", "future_start", "wants_work")
_ANSWERS = {
    "Sophal": ("yes", None, None, None, None, None),
    "Rany": ("no", "yes", None, None, None, None),
    "Dara": ("no", "no", "yes", "yes", "no", "yes"),
    "Mony": ("no", "no", "yes", "no", "no", "yes"),
    "Thea": ("no", "no", "no", "yes", "no", "yes"),
    "Vibol": ("no", "no", "no", "yes", "yes", "yes"),
}
_AGE = 30
WORDS = ("employed", "unemployed", "outside")
_OPEN = ("?", "___")


def six_people() -> pd.DataFrame:
    """Return the answers of the six people, one row each, named in the index.

    A question that a person was not asked, because an earlier answer had decided, is missing.

    Examples
    --------
    >>> six_people().loc["Mony", ["looked_for_work", "available"]].tolist()
    ['yes', 'no']
    """
    frame = pd.DataFrame.from_dict(_ANSWERS, orient="index", columns=list(_QUESTIONS)).rename_axis("name")
    return frame.assign(age=_AGE)


def compare(guesses: Mapping[str, str], people: pd.DataFrame) -> pd.DataFrame:
    """Put guesses beside what the rules of the 19th ICLS say.

    Parameters
    ----------
    guesses
        For each name ``"employed"``, ``"unemployed"`` or ``"outside"``; ``"?"`` for people not decided yet. Capitals do
        not matter, and ``"outside the labour force"`` is understood.
    people
        The answers, in the columns of `six_people`.

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
    >>> compare({"Thea": "unemployed", "Rany": "?"}, six_people()).loc["Thea"].tolist()
    ['unemployed', 'outside', 'did not look for work, and no job is arranged']
    """
    said = {name: _word(name, word, people) for name, word in guesses.items()}
    asked = people.loc[list(said)]
    status = labour_force_status(asked).astype(object).replace("outside the labour force", "outside")
    undecided = pd.Series(said, dtype=object).eq("?")
    return pd.DataFrame(
        {
            "your guess": pd.Series(said, dtype=object),
            "the rules say": status.mask(undecided, "…"),
            "because": asked.apply(_because, axis=1).astype(object).mask(undecided, "…"),
        }
    )


def _word(name: str, word: object, people: pd.DataFrame) -> str:
    """Return a guess as one of `WORDS`, or ``"?"``."""
    if name not in people.index:
        raise CourseError(
            f"Nobody here is called {name!r}.",
            expected=", ".join(map(str, people.index)),
            hint=did_you_mean(name, people.index),
        )
    plain = " ".join(str(word).split()).casefold().removesuffix(" the labour force")
    if plain in _OPEN or not plain:
        return "?"
    if plain not in WORDS:
        raise CourseError(
            f"{word!r} is not an answer for {name}.",
            where="compare",
            expected="'employed', 'unemployed' or 'outside'",
            hint=did_you_mean(plain, WORDS),
        )
    return plain


def _because(answers: pd.Series[str]) -> str:
    """Say which answer decides: the first that fits."""
    yes = answers.eq("yes")
    if yes["worked_hour"]:
        return "worked at least one hour"
    if yes["temporarily_absent"]:
        return "has a job, and is away from it for a short time"
    if not (yes["looked_for_work"] or yes["future_start"]):
        return "did not look for work, and no job is arranged"
    if not yes["available"]:
        return "could not start now"
    return "a job is arranged, and could start now" if yes["future_start"] else "looked for work, and could start now"
