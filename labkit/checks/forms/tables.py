"""Reading answers that are tables: rows of numbers, groups with one number each or with several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from labkit.checks.forms.groups import meant, spelled
from labkit.checks.forms.reading import Form, Reading, complete, kind_of
from labkit.checks.forms.typed import split_by_commas
from labkit.errors import first_few

HIDDEN = "hidden"
"""The value of a cell that is not shown."""

Problem = Callable[[Any], str]
Number = Callable[[Any], float]


def read_row(answer: Any, form: Form, problem_of: Problem, number_of: Number) -> Reading:
    """Return the numbers of one row: of a table, a Series, a dict or a list."""
    wanted = f"one row with {' and '.join(form.columns)}"
    if isinstance(answer, pd.DataFrame):
        answer = with_known_names(answer, form.columns)
        missing = [name for name in form.columns if name not in answer.columns]
        if missing and set(form.columns) <= set(answer.index) and len(answer.columns) == 1:
            answer = answer.iloc[:, 0]  # a row that stands upright
        elif missing:
            return Reading({}, (f"The table has no column {missing[0]!r}. The question asks for {wanted}.",))
        elif len(answer) != 1:
            return Reading({}, (f"This is a table with {len(answer)} rows. The question asks for {wanted}.",))
        else:
            answer = answer.iloc[0]
    if isinstance(answer, np.ndarray):
        answer = answer.ravel()
    if isinstance(answer, (list, tuple)) and len(answer) == 1 and isinstance(answer[0], Mapping):
        answer = answer[0]  # a table of one row, row by row
    if isinstance(answer, (list, tuple, np.ndarray)) and len(answer) == len(form.columns):
        answer = dict(zip(form.columns, answer, strict=True))
    if split := split_by_commas(answer, len(form.columns)):
        return Reading({}, (split,))
    if not isinstance(answer, (pd.Series, Mapping)):
        what = "one number" if isinstance(answer, Real) else kind_of(answer)
        return Reading({}, (f"This is {what}. The question asks for {wanted}.",))
    if _is_bare(answer):
        return Reading({}, (f"This is one column without its name. The question asks for {wanted}.",))
    found = {meant(key, form.columns): value for key, value in answer.items()}
    if len(found) == 2 and form.unit == "percentage points" and not set(found) & set(form.columns):
        groups = " and ".join(map(repr, found))
        return Reading({}, (f"These are the figures of {groups}. The question asks for their difference: {wanted}.",))
    # A row of a result table has more than what is asked.
    asked = {name: value for name, value in found.items() if name in form.columns}
    return complete(asked or found, form.columns, problem_of, number_of)


def read_table(answer: Any, form: Form, items: tuple[str, ...], problem_of: Problem, number_of: Number) -> Reading:
    """Return the numbers of all groups; with several columns an item is a group and a column, ``'female: se'``."""
    if form.columns:
        pairs, problem = _cells_of_frame(answer, form, items)
    else:
        pairs, problem = _groups(answer, form, items)
    if problem:
        return Reading({}, (problem,))
    pairs = [(meant(name, items), value) for name, value in pairs]
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        text = f"The table has more than one row for {first_few(twice)}. "
        return Reading({}, (text + "Keep the rows that the question asks for, one for each group.",))
    if not form.hidden:
        return complete(dict(pairs), items, problem_of, number_of)

    def value_of(value: Any) -> float | str:
        return HIDDEN if _is_hidden(value) else number_of(value)

    # A table that leaves out what it must not show hides it too.
    cells = dict(pairs) | {item: HIDDEN for item in items if pairs and item not in dict(pairs)}
    return complete(cells, items, lambda value: "" if _is_hidden(value) else problem_of(value), value_of)


def _is_hidden(value: Any) -> bool:
    if value is None or value is Ellipsis:
        return False
    if isinstance(value, str):
        return value.strip().lower() in ("", "-", "–", "s", HIDDEN, "suppressed", "..")
    return bool(pd.isna(value))


def with_known_names(frame: pd.DataFrame, known: tuple[str, ...]) -> pd.DataFrame:
    """Return a table whose columns are spelled as known, whatever the case in which they were written."""
    names = {name.lower(): name for name in known}
    taken = set(map(str, frame.columns))
    meant_by = {column: names.get(str(column).strip().lower(), "") for column in frame.columns}
    other = {column: name for column, name in meant_by.items() if name and name not in taken}
    return frame.rename(columns=other) if other else frame


def _groups(answer: Any, form: Form, items: tuple[str, ...]) -> tuple[list[tuple[str, Any]], str]:
    """Return (group, value) pairs of any tabular answer, or a sentence on why there are none."""
    if isinstance(answer, list) and answer and all(isinstance(row, Mapping) for row in answer):
        answer = pd.DataFrame(answer)  # a table's rows, one by one
    if isinstance(answer, pd.DataFrame):
        return _groups_of_frame(answer, form, items)
    if _is_bare(answer):
        names = " and ".join(form.by)
        return [], f"This column has lost its groups: nobody can tell which {names} is which. Hand in the whole table."
    if isinstance(answer, (pd.Series, Mapping)):
        return [(spelled(key), value) for key, value in answer.items()], ""
    if isinstance(answer, (list, tuple, np.ndarray)) and items and len(answer) == len(items):
        return list(zip(items, answer, strict=True)), ""  # in the order of labkit's own tables
    wanted = f"a table with one row for each value of {' and '.join(form.by)}"
    if isinstance(answer, (Real, Decimal)):
        return [], f"This is one number. The question asks for {wanted}. Try by={form.by[0]!r}."
    return [], f"This is {kind_of(answer)}. The question asks for {wanted}."


def _is_bare(answer: Any) -> bool:
    """Say whether an answer is a column of a table, cut off from the columns that name its rows."""
    return isinstance(answer, pd.Series) and isinstance(answer.index, pd.RangeIndex)


def _is_difference(frame: pd.DataFrame, form: Form) -> bool:
    """Say whether a table holds a difference of two groups, and not the groups' own figures."""
    return {"minus", "group_value", "minus_value"} <= set(frame.columns) and form.column == "estimate"


def _groups_of_frame(answer: pd.DataFrame, form: Form, items: tuple[str, ...]) -> tuple[list[tuple[str, Any]], str]:
    if _is_difference(answer, form):
        return [], f"This is the difference of two groups. The question asks for the figure of each {form.by[0]}."
    known = (*form.by, *([form.column] if form.column else []))
    frame = _by_as_columns(answer, form, known)
    missing = [column for column in form.by if column not in frame.columns]
    numbers = frame.columns if form.column is None else frame.columns.intersection([form.column])
    upright = {meant(key, items) for key in frame.index} >= set(items)
    if missing and len(frame.columns) == 1 and upright:
        return [(spelled(key), value) for key, value in frame.iloc[:, 0].items()], ""
    if missing:
        return [], _no_group(frame, missing[0], form)
    if len(numbers) == 0:
        rest = [column for column in frame.columns if column not in form.by]
        if len(rest) != 1:
            return [], f"The table has no column {form.column!r}, the column with the result."
        numbers = pd.Index(rest)
    keys = frame[list(form.by)].itertuples(index=False, name=None)
    return [(spelled(key), value) for key, value in zip(keys, frame[numbers[-1]], strict=True)], ""


def _cells_of_frame(answer: Any, form: Form, items: tuple[str, ...]) -> tuple[list[tuple[str, Any]], str]:
    """Return (group: column, value) pairs of a table with several columns."""
    wanted = f"a table with {' and '.join(form.columns)} for each value of {' and '.join(form.by)}"
    if isinstance(answer, Mapping):
        answer = pd.DataFrame.from_dict(dict(answer), orient="index") if _is_nested(answer) else answer
    if not isinstance(answer, pd.DataFrame):
        what = "one number" if isinstance(answer, Real) else kind_of(answer)
        return [], f"This is {what}. The question asks for {wanted}."
    frame = _by_as_columns(answer, form, (*form.by, *form.columns))
    absent = [column for column in form.columns if column not in frame.columns]
    if absent:
        return [], f"The table has no column {absent[0]!r}. The question asks for {wanted}."
    missing = [column for column in form.by if column not in frame.columns]
    groups = {item.rpartition(": ")[0] for item in items}
    if missing and not {meant(key, groups) for key in frame.index} & groups:
        return [], _no_group(frame, missing[0], form)
    keys = list(frame.index) if missing else list(frame[list(form.by)].itertuples(index=False, name=None))
    names = [meant(key if not isinstance(key, tuple) or len(key) > 1 else key[0], groups) for key in keys]
    columns = [(column, frame[column].tolist()) for column in form.columns]
    return [(f"{name}: {column}", values[row]) for row, name in enumerate(names) for column, values in columns], ""


def _is_nested(answer: Mapping[Any, Any]) -> bool:
    return all(isinstance(value, (Mapping, pd.Series)) for value in answer.values())


def _by_as_columns(answer: pd.DataFrame, form: Form, known: tuple[str, ...]) -> pd.DataFrame:
    frame = answer.reset_index() if any(name in form.by for name in answer.index.names) else answer
    frame = with_known_names(frame, known)
    if len(form.by) == 1 and form.by[0] not in frame.columns and "category" in frame.columns:
        frame = frame.rename(columns={"category": form.by[0]})  # the shares of the groups themselves
    return frame


def _no_group(frame: pd.DataFrame, missing: str, form: Form) -> str:
    columns = first_few(frame.columns, 10)
    return f"The table has no column {missing!r}. Its columns are: {columns}. Try by={form.by[0]!r}."
