"""Reading what a trainee hands in: any reasonable form of the answer, or a sentence on what is wrong with its form.

Whatever the kind of question, a reading maps *items* to values: the groups of a table, the parts of a choice; a
plain number or letter has the one item ``""``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any, Protocol

import numpy as np
import pandas as pd

from labkit.errors import did_you_mean, first_few

NOT_ANSWERED = "You have not answered yet. Write your answer in place of the three dots, then run the cell again."


class Form(Protocol):
    """What reading an answer needs to know of its question."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def by(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def columns(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def column(self) -> str | None: ...  # noqa: D102
    @property
    def words(self) -> tuple[str, ...]: ...  # noqa: D102


@dataclass(frozen=True)
class Reading:
    """An answer as labkit understood it.

    Parameters
    ----------
    values
        Item to number (``float``) or word (``str``).
    problems
        Sentences on what could not be read; empty when everything could.
    """

    values: dict[str, float | str]
    problems: tuple[str, ...] = ()


def read_answer(answer: Any, form: Form, items: tuple[str, ...] = ()) -> Reading:
    """Return what an answer says.

    Parameters
    ----------
    answer
        The trainee's object. A number question takes a number, a result table of one row or a Series of one
        value; a row question takes a row of a table, a Series, a dict or a list; a table question takes a result table,
        a Series or a dict; a choice takes a word or a dict. Tables may be of pandas, polars or another library.
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
    >>> read_answer("12.5", question).problems[0]
    "This is a text: '12.5'. Write the number without quotation marks."
    """
    if answer is None or answer is Ellipsis:
        return Reading({}, (NOT_ANSWERED,))
    answer = _in_pandas(answer)
    if form.kind == "number":
        return _number(answer, form)
    if form.kind == "row":
        return _row(answer, form)
    return _table(answer, form, items) if form.kind == "table" else _choice(answer, form, items)


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
    if isinstance(answer, (pd.DataFrame, pd.Series, np.ndarray)):
        values = np.asarray(answer, dtype=object).ravel()
        if len(values) != 1:
            return Reading({}, (_not_one_value(answer, len(values)),))
        answer = values[0]
    problem = _number_problem(answer)
    return Reading({}, (problem,)) if problem else Reading({"": float(answer)})


def _not_one_value(answer: Any, values: int) -> str:
    what = "table" if isinstance(answer, pd.DataFrame) else "list"
    if values == 0:
        return f"This {what} is empty. The question asks for one number."
    size = f"{len(answer)} rows" if isinstance(answer, pd.DataFrame) else f"{values} numbers"
    return f"This is a {what} with {size}. The question asks for one number."


def _number_problem(value: Any) -> str:
    """Return a sentence on why a value is no number, or an empty text."""
    if value is None or value is Ellipsis:
        return NOT_ANSWERED
    if isinstance(value, (bool, np.bool_)):
        return f"This is {value}: yes or no. The question asks for a number."
    if isinstance(value, str):
        number = value.strip().rstrip("%").replace(",", ".").strip()
        if number.replace(".", "", 1).lstrip("-").isdigit():
            return f"This is a text: {value!r}. Write the number without quotation marks."
        return f"This is a text: {value!r}. The question asks for a number."
    if callable(value):
        return "This is a function that did not run yet. Add its brackets, with what it needs between them."
    if isinstance(value, (list, tuple, set, Mapping)):
        return f"This is a {type(value).__name__}. The question asks for one number."
    if value is pd.NA or value is pd.NaT:
        return _NOT_A_NUMBER
    if not isinstance(value, (Real, Decimal)):
        return f"This is a {type(value).__name__}, not a number."
    return "" if math.isfinite(value) else _NOT_A_NUMBER


_NOT_A_NUMBER = (
    "This is not a number (NaN or infinity). A division by zero or a column without any value gives that. "
    "Look at the records you used."
)


def _row(answer: Any, form: Form) -> Reading:
    wanted = f"one row with {' and '.join(form.columns)}"
    if isinstance(answer, pd.DataFrame):
        missing = [name for name in form.columns if name not in answer.columns]
        if missing and set(form.columns) <= set(answer.index) and len(answer.columns) == 1:
            answer = answer.iloc[:, 0]  # a row that stands upright
        elif missing:
            return Reading({}, (f"The table has no column {missing[0]!r}. The question asks for {wanted}.",))
        elif len(answer) != 1:
            return Reading({}, (f"This is a table with {len(answer)} rows. The question asks for {wanted}.",))
        else:
            answer = answer.iloc[0]
    if isinstance(answer, (list, tuple, np.ndarray)) and len(answer) == len(form.columns):
        answer = dict(zip(form.columns, answer, strict=True))
    if not isinstance(answer, (pd.Series, Mapping)):
        what = "one number" if isinstance(answer, Real) else f"a {type(answer).__name__}"
        return Reading({}, (f"This is {what}. The question asks for {wanted}.",))
    found = {_spelled(key): value for key, value in answer.items()}
    # A row of a result table has more than what is asked.
    asked = {name: value for name, value in found.items() if name in form.columns}
    return _complete(asked or found, form.columns, _number_problem, float)


def _table(answer: Any, form: Form, items: tuple[str, ...]) -> Reading:
    pairs, problem = _groups(answer, form, items)
    if problem:
        return Reading({}, (problem,))
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        return Reading(
            {},
            (
                f"The table has more than one row for {first_few(twice)}. "
                "Keep the rows that the question asks for, one for each group.",
            ),
        )
    return _complete(dict(pairs), items, _number_problem, float)


def _groups(answer: Any, form: Form, items: tuple[str, ...]) -> tuple[list[tuple[str, Any]], str]:
    """Return (group, value) pairs of any tabular answer, or a sentence on why there are none."""
    if isinstance(answer, pd.DataFrame):
        return _groups_of_frame(answer, form, items)
    if isinstance(answer, (pd.Series, Mapping)):
        return [(_spelled(key), value) for key, value in answer.items()], ""
    wanted = f"a table with one row for each value of {' and '.join(form.by)}"
    if isinstance(answer, (Real, Decimal)):
        return [], f"This is one number. The question asks for {wanted}. Try by={form.by[0]!r}."
    return [], f"This is a {type(answer).__name__}. The question asks for {wanted}."


def _groups_of_frame(answer: pd.DataFrame, form: Form, items: tuple[str, ...]) -> tuple[list[tuple[str, Any]], str]:
    frame = answer.reset_index() if any(name in form.by for name in answer.index.names) else answer
    if len(form.by) == 1 and form.by[0] not in frame.columns and "category" in frame.columns:
        frame = frame.rename(columns={"category": form.by[0]})  # the shares of the groups themselves
    missing = [column for column in form.by if column not in frame.columns]
    numbers = frame.columns if form.column is None else frame.columns.intersection([form.column])
    if missing and len(frame.columns) == 1 and set(map(_spelled, frame.index)) >= set(items):
        return [(_spelled(key), value) for key, value in frame.iloc[:, 0].items()], ""
    if missing:
        return [], (
            f"The table has no column {missing[0]!r}. Its columns are: {first_few(frame.columns, 10)}. "
            f"Try by={form.by[0]!r}."
        )
    if len(numbers) == 0:
        rest = [column for column in frame.columns if column not in form.by]
        if len(rest) != 1:
            return [], f"The table has no column {form.column!r}, the column with the result."
        numbers = pd.Index(rest)
    keys = frame[list(form.by)].itertuples(index=False, name=None)
    return [(_spelled(key), value) for key, value in zip(keys, frame[numbers[-1]], strict=True)], ""


def _spelled(key: Any) -> str:
    """Return the item of a group: ``'female'``, or ``'rural / female'`` for two columns."""
    return " / ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _choice(answer: Any, form: Form, items: tuple[str, ...]) -> Reading:
    def problem(value: Any) -> str:
        return _word_problem(value, form.words)

    if items in ((), ("",)) and not isinstance(answer, (Mapping, pd.Series)):
        return _complete({"": answer}, ("",), problem, _word)
    if not isinstance(answer, (Mapping, pd.Series)):
        return Reading({}, (f"This is a {type(answer).__name__}. Fill in the lines between the braces {{ }}.",))
    if items == ("",):
        return Reading({}, (f"Write one of {_listed(form.words)}.",))
    return _complete({_spelled(key): value for key, value in answer.items()}, items, problem, _word)


def _word_problem(value: Any, words: tuple[str, ...]) -> str:
    if value is None or value is Ellipsis:
        return NOT_ANSWERED
    if not isinstance(value, str):
        return f"{value!r} is not one of {_listed(words)}. Write the word in quotation marks."
    if _word(value) not in {word.lower() for word in words}:
        suggestion = did_you_mean(value.strip().lower(), words)
        return f"{value!r} is not one of {_listed(words)}. {suggestion}".strip()
    return ""


def _word(value: str) -> str:
    """Return a word without what people add to it: ``' B) '`` is ``'b'``."""
    return value.strip().strip("().:").strip().lower()


def _listed(words: Iterable[str]) -> str:
    return ", ".join(repr(word) for word in words)


def _complete(found: dict[str, Any], items: tuple[str, ...], problem_of: Any, value_of: Any) -> Reading:
    """Return the values of the items wanted, and a sentence for each that is missing, unknown or unreadable."""
    wanted = items or tuple(found)
    problems: list[str] = []
    missing = [item for item in wanted if item not in found]
    extra = [item for item in found if item not in wanted]
    if missing:
        problems.append(f"Missing: {first_few(missing)}.")
    if extra:
        close = did_you_mean(extra[0], missing)
        problems.append(f"Not asked for: {first_few(extra)}. {close}".strip())
    values = {}
    unanswered = []
    for item in wanted:
        if item not in found:
            continue
        problem = problem_of(found[item])
        if not problem:
            values[item] = value_of(found[item])
        elif problem == NOT_ANSWERED and item:
            unanswered.append(item)
        else:
            problems.append(f"{item}: {problem}" if item else problem)
    if unanswered and len(unanswered) == len(wanted):
        problems.insert(0, NOT_ANSWERED)
    elif unanswered:
        problems.append(f"Not answered yet: {first_few(unanswered)}.")
    return Reading(values, tuple(problems))
