"""Numbers as programs in other languages write them: decimal commas, and dots or blanks between thousands.

``1.250`` is 1.25 in one country and 1250 in the next. The file's other numbers tell, as ``200,5`` does; where none
does, and fields are separated by ``;`` or a tab, as Excel writes them where decimals have commas, the reader is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import pandas as pd

from labkit.reading.problems import Problem, error, warning

__all__ = ["Decimal", "plain_numbers"]

Decimal = Literal[".", ","]
_BLANKS = re.compile(r"(?<=\d)[ \u00a0\u202f'](?=\d{3})")
# 200,5 or 1.250,75 or 1.250.000; the same with the signs exchanged.
_COMMA = re.compile(r"-?(\d+,(\d{1,2}|\d{4,})|0\d*,\d+|\d{4,},\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})")
_DOT = re.compile(r"-?(\d*\.(\d{1,2}|\d{4,})|0?\.\d+|0\d*\.\d+|\d{4,}\.\d+|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})")
_EITHER = re.compile(r"-?\d{1,3}[.,]\d{3}")
_WRITTEN: dict[str, re.Pattern[str]] = {
    ",": re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?"),
    ".": re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?"),
}


def plain_numbers(
    raw: pd.DataFrame, columns: Iterable[str], delimiter: str, decimal: Decimal | None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the columns of a CSV file with numbers as Python writes them, and what is to be said of it.

    Parameters
    ----------
    raw
        The columns of the file, as text.
    columns
        Those that hold numbers.
    delimiter
        The sign between the fields of a line.
    decimal
        The sign of decimals, if it is known.
    """
    words = {
        name: {str(word): _BLANKS.sub("", str(word).strip()) for word in raw[name].dropna().unique()}
        for name in columns
    }
    signed = [word for own in words.values() for word in own.values() if "," in word or "." in word]
    comma, dot, doubtful = (
        next((word for word in signed if form.fullmatch(word)), "") for form in (_COMMA, _DOT, _EITHER)
    )
    problems: list[Problem] = []
    if decimal is None and comma and not dot and delimiter != ",":
        decimal = ","
        read = f": {doubtful!r} is read as {_plain(doubtful, ',')}" if doubtful else ""
        what = f"Decimals have commas here, by {comma!r}{read}."
        problems.append(warning("", [], what, 'If not, say decimal="." when reading.'))
    elif decimal is None and not comma and not dot and doubtful and (delimiter != "," or "," in doubtful):
        name = next(name for name, own in words.items() if doubtful in own.values())
        rows = raw[name].map(words[name]).map(_EITHER.fullmatch, na_action="ignore").notna()
        one, other = _plain(doubtful, "."), _plain(doubtful, ",")
        what = f"{doubtful!r} in {name!r} may be {one} or {other}, and no other number of the file tells."
        todo = 'Say which sign begins the decimals: read_survey(..., decimal=",") or decimal=".".'
        problems.append(error("", rows, what, todo))
    sign = decimal or "."
    plain = {name: {word: _plain(own, sign) for word, own in found.items()} for name, found in words.items()}
    changed = {name: raw[name].map(found) for name, found in plain.items() if any(a != b for a, b in found.items())}
    return raw.assign(**changed), problems


def _plain(word: str, decimal: str) -> str:
    """Return a number with a dot before its decimals; a text that is none stays."""
    if not _WRITTEN[decimal].fullmatch(word):
        return word
    return word.replace(".", "").replace(",", ".") if decimal == "," else word.replace(",", "")
