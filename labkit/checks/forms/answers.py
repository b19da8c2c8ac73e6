"""Reading what a trainee hands in: any reasonable form of the answer, or a sentence on what is wrong with its form.

Whatever the kind of question, a reading maps *items* to values: the groups of a table, the parts of a choice; a
plain number or letter has the one item ``""``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from labkit.checks.forms.columns import read_column
from labkit.checks.forms.facts import facts_of
from labkit.checks.forms.groups import meant
from labkit.checks.forms.pictures import read_picture
from labkit.checks.forms.reading import NOT_ANSWERED, Form, Reading, complete, kind_of, listed
from labkit.checks.forms.sentences import read_sentence
from labkit.checks.forms.tables import read_row, read_table
from labkit.checks.forms.typed import HOW_TO_WRITE, looks_like_number, number_in, split_by_commas
from labkit.errors import did_you_mean

__all__ = ["NOT_ANSWERED", "Form", "Reading", "read_answer"]


def read_answer(answer: Any, form: Form, items: tuple[str, ...] = ()) -> Reading:
    """Return what an answer says.

    Parameters
    ----------
    answer
        The trainee's object. A number question takes a number, a result table of one row or a Series of one
        value; a row question takes a row of a table, a Series, a dict or a list; a table question takes a result table,
        a Series or a dict; a choice takes a word or a dict; a column question a Series, or a table that has the
        column; a sentence a text; a figure a picture. Tables may be of pandas, polars or another library. Numbers
        may be written as people do, such as ``"90,5 %"``, where this can be read in one way only.
    form
        The question.
    items
        The items that the answer should have; if left out, those it has.

    Examples
    --------
    >>> from labkit.checks import Question
    >>> question = Question("q2", 2, "number", expected=50)
    >>> read_answer(np.float64(12.5), question).values
    {'': 12.5}
    >>> read_answer("12,5 %", question).values
    {'': 12.5}
    >>> read_answer("12 to 13", question).problems[0]
    "This is a text: '12 to 13'. The question asks for one number."
    """
    if answer is None or answer is Ellipsis:
        return Reading({}, (NOT_ANSWERED,))
    if form.kind == "figure":
        return read_picture(answer)
    if form.kind == "sentence":
        return read_sentence(answer)
    answer = _in_pandas(answer)
    if form.kind == "column":
        return read_column(answer, form)
    return replace(_values(answer, form, items), facts=facts_of(answer))


def _values(answer: Any, form: Form, items: tuple[str, ...]) -> Reading:
    def problem_of(value: Any) -> str:
        return _number_problem(value, form)

    def number_of(value: Any) -> float:
        return _as_number(value, form)

    if form.kind == "number":
        return _number(answer, form)
    if form.kind == "row":
        return read_row(answer, form, problem_of, number_of)
    if form.kind == "table":
        return read_table(answer, form, items, problem_of, number_of)
    return _choice(answer, form, items)


def _in_pandas(answer: Any) -> Any:
    """Return a table or column of another library, such as polars, as one of pandas; anything else as it is."""
    if isinstance(answer, (pd.DataFrame, pd.Series, np.ndarray, Real, str, Mapping, list, tuple)):
        return answer
    import narwhals as nw

    native = nw.from_native(answer, pass_through=True, allow_series=True)
    if isinstance(native, nw.LazyFrame):
        native = native.collect()
    if isinstance(native, nw.DataFrame):
        return pd.DataFrame({name: native[name].to_list() for name in native.columns})
    return pd.Series(native.to_list(), name=native.name) if isinstance(native, nw.Series) else answer


def _number(answer: Any, form: Form) -> Reading:
    if isinstance(answer, pd.DataFrame):
        if form.column is None:
            return Reading({}, ("This is a table. The question asks for one number of it: choose its column.",))
        if form.column in answer.columns and len(answer) == 1:
            answer = answer[form.column]
    if form.column and isinstance(answer, pd.Series) and len(answer) > 1 and form.column in answer.index:
        answer = answer[form.column]  # one row of a result table
    if isinstance(answer, Mapping) and len(answer) == 1:
        answer = list(answer.values())
    if isinstance(answer, (list, tuple)) and len(answer) == 1:
        answer = answer[0]
    if isinstance(answer, (pd.DataFrame, pd.Series, np.ndarray)):
        values = np.asarray(answer, dtype=object).ravel()
        if len(values) != 1:
            return Reading({}, (_not_one_value(answer, len(values)),))
        answer = values[0]
    problem = _number_problem(answer, form)
    return Reading({}, (problem,)) if problem else Reading({"": _as_number(answer, form)})


def _not_one_value(answer: Any, values: int) -> str:
    what = "table" if isinstance(answer, pd.DataFrame) else "list"
    if isinstance(answer, pd.DataFrame) and len(answer) == 1:
        return "This row does not have the figure that is asked. The question asks for one number: is it another table?"
    if values == 0:
        return f"This {what} is empty. The question asks for one number."
    if isinstance(answer, (pd.Series, np.ndarray)) and pd.api.types.is_bool_dtype(answer.dtype):
        return (
            f"This is a list of {values} values, each True or False. The question asks for one number. Put the "
            "comparison into brackets: .sum() behind them counts how often it is True."
        )
    kind = "numbers" if pd.api.types.is_numeric_dtype(np.asarray(answer).dtype) else "values"
    size = f"{len(answer)} rows" if isinstance(answer, pd.DataFrame) else f"{values} {kind}"
    return f"This is a {what} with {size}. The question asks for one number."


def _as_number(value: Any, form: Form) -> float:
    """Return a value as a number, after `_number_problem` found nothing wrong with it."""
    return number_in(value, whole=form.digits <= 0) or 0.0 if isinstance(value, str) else float(value)


def _number_problem(value: Any, form: Form) -> str:
    """Return a sentence on why a value is no number, or an empty text."""
    if value is None or value is Ellipsis:
        return NOT_ANSWERED
    if isinstance(value, (bool, np.bool_)):
        return f"This is {value}: yes or no. The question asks for a number."
    if isinstance(value, str):
        return _text_problem(value, form)
    if callable(value):
        return "This is a function that did not run yet. Add its brackets, with what it needs between them."
    if split := split_by_commas(value, 1):
        return split
    if isinstance(value, (list, tuple, set, Mapping)):
        return f"This is {kind_of(value)}. The question asks for one number."
    if value is pd.NA or value is pd.NaT:
        return _NOT_A_NUMBER
    if not isinstance(value, (Real, Decimal)):
        return f"This is {kind_of(value)}, not a number."
    try:
        return "" if math.isfinite(value) else _NOT_A_NUMBER
    except OverflowError:
        return "This number is larger than any that a question asks for."


def _text_problem(value: str, form: Form) -> str:
    if number_in(value, whole=form.digits <= 0) is not None:
        return ""
    ambiguous = number_in(value, whole=True) is not None
    if ambiguous:
        return f"This can be read in two ways: {value!r}. {HOW_TO_WRITE}"
    if not value.strip():
        return NOT_ANSWERED
    how = f" {HOW_TO_WRITE}" if looks_like_number(value) else ""
    return f"This is a text: {value!r}. The question asks for one number.{how}"


_NOT_A_NUMBER = (
    "This is not a number (NaN or infinity). A division by zero or a column without any value gives that. "
    "Look at the records you used."
)


_NEGATION = re.compile(r"\b(?:not|no|non|un|never|neither|nor|cannot|dont|\w+n['’]t)\b", flags=re.IGNORECASE)


def _choice(answer: Any, form: Form, items: tuple[str, ...]) -> Reading:
    def problem(value: Any) -> str:
        return _word_problem(value, form.words)

    def word(value: Any) -> str:
        return _word(value, form.words)

    several = items not in ((), ("",))
    if several and isinstance(answer, pd.DataFrame) and answer.shape[1] == 2:
        answer = dict(zip(answer.iloc[:, 0], answer.iloc[:, 1], strict=True))  # names beside words
    if isinstance(answer, (list, tuple, np.ndarray)):
        if several and len(answer) == len(items):
            answer = dict(zip(items, answer, strict=True))
        elif not several and len(answer) == 1:
            answer = answer[0]
    if not several and not isinstance(answer, (Mapping, pd.Series)):
        return complete({"": answer}, ("",), problem, word)
    if not isinstance(answer, (Mapping, pd.Series)):
        return Reading({}, (f"This is {kind_of(answer)}. Fill in the lines between the braces {{ }}.",))
    if items == ("",):
        return Reading({}, (f"Write one of {listed(form.words)}.",))
    return complete({meant(key, items): value for key, value in answer.items()}, items, problem, word)


def _word_problem(value: Any, words: tuple[str, ...]) -> str:
    if value is None or value is Ellipsis:
        return NOT_ANSWERED
    if isinstance(value, (bool, np.bool_)) and meant(value, words) in words:
        return ""
    if not isinstance(value, str):
        return f"{value!r} is not one of {listed(words)}. Write the word in quotation marks."
    if _word(value, words) not in {word.lower() for word in words}:
        if _NEGATION.search(value) and any(_standing_in(word).search(value) for word in words):
            return f"{value!r} is not one of {listed(words)}. Write one of these words, and nothing else."
        suggestion = "" if _holds_another(value, words) else did_you_mean(value.strip().lower(), words)
        return f"{value!r} is not one of {listed(words)}. {suggestion}".strip()
    return ""


def _holds_another(value: str, words: tuple[str, ...]) -> bool:
    """Say whether one of the words stands in a longer one: "underemployed" is no misspelt "unemployed"."""
    plain = value.strip().lower()
    return any(word.lower() in plain for word in words if len(word) > 1)


def _word(value: Any, words: tuple[str, ...]) -> str:
    """Return the word that is meant, in small letters: ``' B) '`` and ``'sentence B'`` are ``'b'``."""
    plain = re.sub(r"\s+", " ", str(value)).strip().strip("().:'\"“”").strip().lower()
    known = {word.lower() for word in words}
    if plain in known:
        return plain
    same = meant(plain, sorted(known))
    if same in known:
        return same
    # A word within a text; one letter counts there as a capital only, because "a" is a word of its own.
    inside = {word.lower(): found for word in words if (found := _standing_in(word).search(str(value)))}
    if len(inside) != 1:
        return plain
    (word, found), *_ = inside.items()
    beside = str(value)[: found.start()] + str(value)[found.end() :]
    return plain if _NEGATION.search(beside) else word  # "not formal" says the opposite of "formal"


def _standing_in(word: str) -> re.Pattern[str]:
    """Return the pattern of a word within a text; "un-employed" does not hold "employed"."""
    if len(word) == 1:
        return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return re.compile(rf"(?<!\w)(?<!\w-){re.escape(word)}(?!\w)", flags=re.IGNORECASE)
