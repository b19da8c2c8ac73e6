"""Guesses what the columns and codes of a survey file mean, from their names and labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from labkit.reading import contract
from labkit.reading.converting.column_codes import NO_ANSWER_WORDS
from labkit.reading.files import Header, code, read_columns
from labkit.reading.mappings import hints
from labkit.survey.answers import is_no_answer

__all__ = ["Guess", "answers_of", "guesses", "known_form"]

_NUMBER_IN_FRONT = re.compile(r"^\s*[\dx]+\s*[-–.:)]\s*", re.IGNORECASE)
_MOST_ANSWERS = 40
_MOST_CODES = 12
# So particular that the answers alone tell what the column is.
_TELLING = ("sex", "area", "status", "labour_force_status")
_PERIODS = {
    "month": r"\bmonth", "week": r"\bweek", "day": r"\bda(y|ily)\b", "year": r"\b(year|annual)", "hour": r"\bhourly",
}  # fmt: skip
_FORMS = {"ilo": {"ilo_wgt", "ilo_sex"}, "gld": {"lstatus", "empstat", "weight"}}


@dataclass(frozen=True)
class Guess:
    """What one column of labkit may come from.

    Attributes
    ----------
    column, name
        The column of labkit, and that of the file.
    codes
        The words of the codes that were understood; an empty word where the label says that there is no answer.
    unclear
        The labels of the codes that were not understood.
    missing
        For numbers, codes that are no answer.
    period
        For pay, its period.
    """

    column: str
    name: str
    codes: dict[str, str] = field(default_factory=dict)
    unclear: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    period: str = ""


def known_form(header: Header) -> str:
    """Return ``"ilo"`` or ``"gld"`` if the columns are named as there, otherwise an empty text."""
    names = {name.lower() for name in header.columns}
    return next((form for form, telling in _FORMS.items() if telling <= names), "")


def answers_of(header: Header) -> dict[str, dict[str, str]]:
    """Return the labels of the codes of each column; where a file has no labels, its words if they are few.

    Of columns called by a word of labkit, such as SEX, the bare codes: what they mean is to be filled in.
    """
    called = [name for name in header.columns if name.lower() in hints.ANSWERS]
    if header.kind in (".dta", ".sav"):
        bare = [name for name in called if name not in header.value_labels]
        found = {name: _few_codes(values) for name, values in (read_columns(header, bare).items() if bare else ())}
        return header.value_labels | {str(name): codes for name, codes in found.items() if codes}
    frame = read_columns(header, header.columns)
    answers = {name: _few_words(frame[name]) for name in header.columns}
    answers |= {name: _few_codes(frame[name]) for name in called if not answers[name]}
    return {name: found for name, found in answers.items() if found}


def _few_codes(values: pd.Series[Any]) -> dict[str, str]:
    codes = sorted({code(value) for value in values.dropna().unique()})
    return {text: text for text in codes} if len(codes) <= _MOST_CODES else {}


def _few_words(values: pd.Series[str]) -> dict[str, str]:
    found = values.dropna().unique()
    few = [code(value) for value in found] if len(found) <= _MOST_ANSWERS else []
    return {text: text for text in sorted(few)} if any(not text.lstrip("-").isdigit() for text in few) else {}


def guesses(header: Header, answers: Mapping[str, Mapping[str, str]]) -> dict[str, Guess]:
    """Return a guess for each column of labkit for which there is a good one.

    Parameters
    ----------
    header
        The file.
    answers
        As `answers_of` returns them.
    """
    found: dict[str, Guess] = {}
    for column in hints.COLUMNS:
        tried = [(_score(one, header, answers), one) for one in _candidates(column, header, answers)]
        good = [(score, one) for score, one in tried if score > 0]
        if good:
            found[column] = max(good, key=lambda pair: pair[0])[1]
    return found


def _candidates(column: str, header: Header, answers: Mapping[str, Mapping[str, str]]) -> list[Guess]:
    return [_guess(column, name, header.labels.get(name, ""), answers.get(name, {})) for name in header.columns]


def _guess(column: str, name: str, label: str, answers: Mapping[str, str]) -> Guess:
    empty = tuple(text for text, answer in answers.items() if is_no_answer(answer))
    if column == "monthly_pay":
        clear = [period for period, pattern in _PERIODS.items() if re.search(pattern, f"{name} {label}".lower())]
        return Guess(column, name, missing=empty, period=clear[0] if len(clear) == 1 else "")
    if column not in hints.ANSWERS:
        return Guess(column, name, missing=empty)
    codes: dict[str, str] = {}
    unclear: dict[str, str] = {}
    for text, answer in answers.items():
        plain = _NUMBER_IN_FRONT.sub("", answer).lower().strip()
        fitting = [word for word, pattern in hints.ANSWERS[column].items() if _says(plain, pattern)]
        if text in empty:
            fitting = [word for word in fitting if word in NO_ANSWER_WORDS]
        if len(fitting) == 1:
            codes[text] = fitting[0]
        elif text in empty:
            codes[text] = ""
        else:
            unclear[text] = answer
    return Guess(column, name, codes, unclear)


def _says(answer: str, pattern: str) -> bool:
    """Tell whether an answer has the pattern, and not with a negation before it."""
    return any(not re.search(hints.NEGATED, answer[: found.start()]) for found in re.finditer(pattern, answer))


def _score(guess: Guess, header: Header, answers: Mapping[str, Mapping[str, str]]) -> float:
    """Tell how well a guess fits; 0 or less is no guess."""
    label = header.labels.get(guess.name, "")
    # In names, the parts between underscores are words.
    text = f"{guess.name.replace('_', ' ')} {guess.name} {label}".lower()
    named = bool(re.search(hints.COLUMNS[guess.column], text))
    if guess.column in hints.NO_COLUMN and re.search(hints.NO_COLUMN[guess.column], text):
        return 0
    exact = guess.name.lower() == guess.column or label.lower() == guess.column.replace("_", " ")
    understood = len({word for word in guess.codes.values() if word})
    if guess.column in hints.ANSWERS:
        bare = answers.get(guess.name, {})
        if understood == 0 and exact and bare and all(text == answer for text, answer in bare.items()):
            return 0.5  # called by labkit's own word, with codes that have no labels
        if understood == 0 or len(guess.unclear) > len(guess.codes):
            return 0
        all_words = understood == len(hints.ANSWERS[guess.column])
        return named * 2 + exact + understood / 10 if named or (guess.column in _TELLING and all_words) else 0
    if contract.words(guess.column):
        return 0  # industries and occupations: too many codes to guess
    labelled = len(answers.get(guess.name, {})) - len(guess.missing)
    if contract.is_number(guess.column) and labelled > 3:
        return 0
    if guess.column == "monthly_pay" and not guess.period:
        return 0
    return named + exact
