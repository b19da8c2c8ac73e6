"""Codes as words, and as identifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from labkit.reading import contract
from labkit.reading.converting.column_codes import ColumnCodes, taken

__all__ = ["identifiers", "own_words", "words"]

_NUMBER_IN_FRONT = re.compile(r"^\s*\d+\s*[-–—.:)]\s*")  # GLD writes "1 – Kandal"
_WHOLE = re.compile(r"0|-?[1-9]\d{0,17}")


def words(column: ColumnCodes) -> pd.Series[Any]:
    """Return labkit's words for the codes of a column."""
    source = column.source
    allowed = contract.words(source.column) or tuple(dict.fromkeys(source.codes.values()))
    # A word of labkit that stands in the file itself needs no code.
    known = dict(zip(allowed, allowed, strict=True)) | source.codes | dict.fromkeys(source.missing, "")
    short = [_shortened(text, source.width, source.digits) for text in column.codes]
    column.report_unknown([text in known for text in short])
    found = [known.get(text, "") for text in short]
    column.report_no_answers(found)
    return _categorical(column, found, [word for word in allowed if word], contract.is_ordered(source.column))


def own_words(column: ColumnCodes) -> pd.Series[Any]:
    """Return the file's own words: the labels of its codes, or its text, in the order of the codes."""
    whole = [column.labels.get(text, text) for text in column.codes]
    column.report_unlabelled()
    found = [_NUMBER_IN_FRONT.sub("", word) for word in whole] if column.source.strip_code else whole
    found = ["" if text in column.source.missing else word for text, word in zip(column.codes, found, strict=True)]
    found = _told_apart(column, found, whole)
    order = sorted(range(len(found)), key=lambda place: (len(column.codes[place]), column.codes[place]))
    return _categorical(column, found, list(dict.fromkeys(found[place] for place in order if found[place])))


def _told_apart(column: ColumnCodes, found: list[str], whole: list[str]) -> list[str]:
    """Return names of which no two codes have the same: two strata or places of one label would become one."""
    numbers: dict[str, set[str]] = {}
    for text, word in zip(column.codes, found, strict=True):
        numbers.setdefault(word, set()).add(text if text in column.labels else _number_in_front(text))
    alike = [bool(word) and len(numbers[word] - {""}) > 1 for word in found]
    if not any(alike):
        return found
    unique = [whole.count(text) == 1 for text in whole]
    named = zip(found, whole, column.codes, alike, unique, strict=True)
    names = [(own if one else f"{word} ({text})") if both else word for word, own, text, both, one in named]
    column.report_alike(alike, names)
    return names


def _number_in_front(text: str) -> str:
    """Return the number of a text such as "01. Kandal", which is that of "1 – Kandal"."""
    front = re.match(r"0*(\d+)", text)
    return front[1] if front else ""


def identifiers(column: ColumnCodes) -> pd.Series[Any]:
    """Return numbers or names of households, persons or PSUs: whole numbers where all are, otherwise text."""
    empty = (column.places < 0) | column.no_value() | ~column.kept
    if not empty.any() and all(_WHOLE.fullmatch(text) for text in column.codes):
        return pd.Series(taken(column.places, [int(text) for text in column.codes], 0), index=column.index)
    names = taken(column.places, column.codes, "").astype(object)
    names[empty] = None
    return pd.Series(names, index=column.index, dtype=object)


def _shortened(text: str, width: int, digits: int) -> str:
    filled = text.zfill(width) if text.isdigit() else text
    return filled[:digits] if digits else filled


def _categorical(
    column: ColumnCodes, found: Sequence[str], categories: list[str], ordered: bool = False
) -> pd.Series[Any]:
    places = [categories.index(word) if word else -1 for word in found]
    codes = np.where(column.kept, taken(column.places, places, -1), -1).astype(np.int64)
    dtype = pd.CategoricalDtype(categories, ordered=ordered)
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype), index=column.index)
