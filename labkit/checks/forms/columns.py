"""A derived column, checked record by record: packed while it is read, compared by short digests.

A column of forty thousand records cannot be sealed value by value with slow digests. Each record gets two bytes that
depend on its place, its value and a secret of the question: enough to say how many records are right, not enough to
read the values off.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from labkit.checks.forms.groups import meant
from labkit.checks.forms.reading import Form, Reading, kind_of, listed
from labkit.checks.forms.tables import with_known_names
from labkit.checks.forms.typed import HOW_TO_WRITE, number_in
from labkit.errors import did_you_mean

MISSING = np.iinfo(np.int64).min
_MOST_RECORDS = 5_000_000
# Numbers beyond this many units are no pay, hours or ages: they would not fit into a code.
_LARGEST = 2.0**60


def read_column(answer: Any, form: Form) -> Reading:
    """Return a column packed into one text, with one code for each record.

    Words become their number in the question's list, numbers are counted in units of the last digit.
    """
    frame = getattr(answer, "frame", answer)  # a survey with the new column
    if isinstance(frame, pd.DataFrame):
        frame = with_known_names(frame, (str(form.column),))
        if form.column in frame.columns:
            frame = frame[form.column]
        elif len(frame.columns) == 1:
            frame = frame.iloc[:, 0]
        else:
            hint = did_you_mean(form.column, frame.columns)
            return Reading({}, (f"The table has no column {form.column!r}. {hint}".strip(),))
    if isinstance(frame, (list, tuple, np.ndarray)):
        frame = pd.Series(np.asarray(frame, dtype=object).ravel())
    if not isinstance(frame, pd.Series):
        what = "one number" if isinstance(answer, (int, float)) else kind_of(answer)
        return Reading({}, (f"This is {what}. The question asks for a column, with one value for each record.",))
    if frame.index.is_unique and pd.api.types.is_integer_dtype(frame.index.dtype):
        frame = frame.sort_index()  # the records may have been sorted on the way
    codes, problem = _word_codes(frame, form.words) if form.words else _number_codes(frame, form.digits)
    return Reading({}, (problem,)) if problem else Reading({"": packed(codes)})


def _word_codes(column: pd.Series, words: tuple[str, ...]) -> tuple[np.ndarray, str]:
    places, values = pd.factorize(column)
    spelled = {word.lower(): number for number, word in enumerate(words)}
    table = np.full(len(values) + 1, MISSING)
    for place, value in enumerate(values):
        word = meant(str(value).strip().lower(), list(spelled))
        if word not in spelled:
            hint = did_you_mean(word, words)
            return table, f"The column has {value!r}, which is not one of {listed(words)}. {hint}".strip()
        table[place] = spelled[word]
    return table[places], ""  # pandas gives missing values the place -1, the last of the table


def _number_codes(column: pd.Series, digits: int) -> tuple[np.ndarray, str]:
    numbers = column
    if not pd.api.types.is_numeric_dtype(column.dtype):
        written = {value: _number(value, digits) for value in pd.unique(column.dropna())}
        wrong = next((value for value, number in written.items() if number is None), None)
        if wrong is not None:
            return np.array([]), f"The column has {wrong!r}, which is no number. {HOW_TO_WRITE}"
        numbers = column.map(written)
    values = pd.to_numeric(numbers).astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    units = values * 10.0**digits
    if np.isinf(values).any():
        return units, (
            "The column holds infinite values: something is divided by zero. Where the divisor is zero or missing, the "
            "result is missing."
        )
    known = np.abs(units) < _LARGEST
    codes = np.full(len(units), MISSING)
    codes[known] = np.round(units[known]).astype(np.int64)
    return codes, ""


def _number(value: Any, digits: int) -> float | None:
    if isinstance(value, str):
        return number_in(value, whole=digits <= 0)
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def packed(codes: np.ndarray) -> str:
    """Return whole numbers as one short text.

    Examples
    --------
    >>> unpacked(packed(np.array([1, 2, 3]))).tolist()
    [1, 2, 3]
    """
    return base64.b64encode(zlib.compress(codes.astype("<i8").tobytes(), 6)).decode()


def unpacked(text: str) -> np.ndarray:
    """Return the whole numbers of a text; none where it is no such text. A hand-in wrote it: its size is bounded."""
    try:
        engine = zlib.decompressobj()
        raw = engine.decompress(base64.b64decode(text, validate=True), 8 * _MOST_RECORDS)
    except (ValueError, zlib.error):
        return np.array([], dtype=np.int64)
    return np.frombuffer(raw[: len(raw) // 8 * 8], dtype="<i8")


def digests(codes: np.ndarray, records: np.ndarray, secret: str) -> np.ndarray:
    """Return two bytes for each record, from its place, its code and the question's secret."""
    seed = np.frombuffer(hashlib.sha256(secret.encode()).digest()[:8], dtype="<u8")[0]
    mixed = _mixed(records.astype(np.uint64) + seed) ^ codes.astype(np.int64).view(np.uint64)
    return (_mixed(_mixed(mixed) + seed) >> np.uint64(48)).astype(np.uint16)


def _mixed(values: np.ndarray) -> np.ndarray:
    """Return numbers with their bits mixed (splitmix64)."""
    with np.errstate(over="ignore"):
        values = values + np.uint64(0x9E3779B97F4A7C15)
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(values ^ (values >> np.uint64(31)))


def noted(codes: np.ndarray, secret: str, records: np.ndarray | None = None) -> dict[str, Any]:
    """Return what a key keeps of a column: digests of all records, or of the chosen ones."""
    places = np.arange(len(codes)) if records is None else records
    raw = digests(codes[places], places, secret).astype("<u2").tobytes()
    note = {"size": len(codes), "digests": base64.b64encode(raw).decode()}
    return note if records is None else note | {"records": [int(place) for place in places]}


def agreeing(codes: np.ndarray, note: Mapping[str, Any], secret: str, *, near: bool) -> np.ndarray:
    """Return for each noted record whether a column agrees with the note, for numbers within one unit (`near`)."""
    places = np.asarray(note.get("records", range(int(note["size"]))), dtype=np.int64)
    known = np.frombuffer(base64.b64decode(note["digests"]), dtype="<u2")
    asked = codes[places]
    found = digests(asked, places, secret) == known
    is_number = asked != MISSING
    for step in (-1, 1) if near else ():
        found |= is_number & (digests(np.where(is_number, asked + step, asked), places, secret) == known)
    return np.asarray(found)


def missing_in(note: Mapping[str, Any], secret: str) -> np.ndarray:
    """Return for each noted record whether the right value is a missing one."""
    size = int(note["size"])
    known = np.frombuffer(base64.b64decode(note["digests"]), dtype="<u2")
    return np.asarray(digests(np.full(size, MISSING), np.arange(size), secret) == known)
