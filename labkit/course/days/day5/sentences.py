"""Six kinds of sentence in a brief, and the eight sentences of lesson 5.3 that are to be sorted."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from labkit.course.briefs.keeping.traced import Figure, filled_in
from labkit.errors import CourseError, did_you_mean

KINDS = {
    "claim": "What we want the reader to believe. It needs evidence.",
    "evidence": "A figure from data, of a group, with its interval.",
    "option": "Something that could be done.",
    "cost": "Who pays how much.",
    "risk": "What may go wrong.",
    "not known": "What nobody has measured. An assumption belongs here.",
}
"""The six kinds, each with what it is."""

_EIGHT = (
    ("Inspectors should go first where one visit reaches many people.", "claim", "Somebody wants us to agree."),
    (
        "Of employees in {place}, {cover.employees} have contributions paid.",
        "evidence",
        "A group, a figure from a survey, an interval.",
    ),
    ("A drive could make registered firms declare their workers.", "option", "It could be done, or not."),
    (
        "Employers would pay {options.inspection-risk-only} for occupational risk.",
        "cost",
        "It says who pays, and how much.",
    ),
    ("Workers may be declared, and dropped after the visit.", "risk", "It may go wrong in this way."),
    (
        "Three of ten employers will comply.",
        "not known",
        "Nobody measured it: it is an assumption. A number does not make evidence.",
    ),
    (
        "Of employees without contributions, {without.under-ten} work in places under ten persons.",
        "evidence",
        "A group, a figure from a survey, an interval.",
    ),
    ("No trial shows whether visits keep workers covered.", "not known", "It says what is missing."),
)


def eight_sentences(figures: Mapping[str, Figure], place: str) -> pd.DataFrame:
    """Return the eight sentences, with the figures of the sample brief of the government's side.

    Parameters
    ----------
    figures
        ``brief.figures`` of the sample.
    place
        The place of its evidence.

    Returns
    -------
    pandas.DataFrame
        ``sentence``, numbered from 1.

    Examples
    --------
    >>> eight_sentences({}, "Kep").loc[3, "sentence"]
    'A drive could make registered firms declare their workers.'
    """
    texts = [filled_in(text.replace("{place}", place), figures) for text, _, _ in _EIGHT]
    return pd.DataFrame({"sentence": texts}, index=range(1, len(texts) + 1))


def compare_kinds(mine: Mapping[int, str]) -> pd.DataFrame:
    """Put kinds that were chosen beside those of the course.

    Parameters
    ----------
    mine
        For each number of a sentence a key of `KINDS`.

    Returns
    -------
    pandas.DataFrame
        ``number, yours, course, why``.

    Raises
    ------
    CourseError
        A number or a kind is not known.

    Examples
    --------
    >>> compare_kinds({6: "evidence"})["course"].tolist()
    ['not known']
    """
    rows = []
    for number, kind in mine.items():
        if number not in range(1, len(_EIGHT) + 1):
            raise CourseError(
                "There is no such sentence.", where="my_kinds", got=repr(number), expected=f"1 to {len(_EIGHT)}"
            )
        if kind not in KINDS:
            raise CourseError(
                "This is no kind of sentence.",
                where=f"my_kinds, sentence {number}",
                got=repr(kind),
                expected=", ".join(KINDS),
                hint=did_you_mean(kind, KINDS),
            )
        _, right, why = _EIGHT[number - 1]
        rows.append((number, kind, right, why))
    return pd.DataFrame(rows, columns=["number", "yours", "course", "why"])
