"""Judging a derived column, record by record."""

from __future__ import annotations

from typing import Any

import numpy as np

from labkit.checks.entries import RIGHT
from labkit.checks.forms.answers import Reading
from labkit.checks.forms.columns import MISSING, agreeing, missing_in, unpacked
from labkit.checks.judging.known import note
from labkit.checks.judging.verdict import GENERAL_HINT, Verdict
from labkit.checks.keys import SealedQuestion

# Of the records in which a mistake differs, so many must show it.
_SHOWN_IN = 0.9
_MOST_MISTAKES = 100


def column_verdict(question: SealedQuestion, reading: Reading) -> Verdict:
    """Return the verdict on a column: all its points, or none and what is wrong with it."""
    if reading.problems:
        return Verdict(False, 0.0, " ".join(reading.problems), answered="" in reading.values)
    codes = unpacked(str(reading.values.get("", "")))
    right = _note(question, RIGHT)
    size = int(right["size"])
    if len(codes) != size:
        text = f"The column has {len(codes)} values, the data have {size} records. Keep one value for each record."
        return Verdict(False, 0.0, text)
    near, secret = not question.words, f"{question.salt}/{RIGHT}"
    agrees = agreeing(codes, right, secret, near=near)
    if agrees.all():
        return Verdict(True, question.points)
    named = _named(question, codes, int((~agrees).sum()), near=near)
    missing = missing_in(right, secret)
    valued = ~missing | (codes != MISSING)  # where both have nothing, nothing was calculated
    whom = f"{size} records" if valued.all() else f"the {valued.sum()} records that have a value"
    first = f"Right for {_percent(agrees[valued])} of {whom}."
    texts = named or [*_about_missing(codes, missing), question.hint or GENERAL_HINT]
    return Verdict(False, 0.0, "\n".join([first, *texts]))


def _note(question: SealedQuestion, name: str) -> dict[str, Any]:
    return note(question.entries[""], name, f"{question.salt}/")


def _named(question: SealedQuestion, codes: np.ndarray, wrong: int, *, near: bool) -> list[str]:
    """Return the messages of the mistakes that the column shows, if together they explain its wrong records."""
    texts, explained = [], 0
    for number in range(_MOST_MISTAKES):
        found = _note(question, f"mistake {number}")
        if "digests" not in found:
            break
        if int(found["size"]) == len(codes) and agreeing(codes, found, found["secret"], near=near).mean() >= _SHOWN_IN:
            texts.append(str(found["message"]))
            explained += int(found["differing"])
    return texts if explained >= _SHOWN_IN * wrong else []


def _percent(agrees: np.ndarray) -> str:
    share = 100 * agrees.mean()
    return f"{min(share, 99.9):.1f} percent" if share > 99 else f"{share:.0f} percent"


def _about_missing(codes: np.ndarray, right: np.ndarray) -> list[str]:
    mine = codes == MISSING
    texts = []
    if (mine & ~right).any():
        texts.append(f"In {(mine & ~right).sum()} records your column has no value, but the rule gives one.")
    if (~mine & right).any():
        texts.append(
            f"In {(~mine & right).sum()} records your column has a value, but nothing is known: leave it missing."
        )
    return texts
