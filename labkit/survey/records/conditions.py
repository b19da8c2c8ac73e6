"""Words in narwhals conditions: a mistyped one, which nobody has, is told instead of an empty domain.

pandas conditions are values already, and say which column they are about; a narwhals expression is looked into. It
holds its steps as `_nodes`, which are no promise of narwhals': where a version has none, nothing is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

import pandas as pd

from labkit.errors import DataError, first_few, nearest


def compared_words(expression: object) -> list[tuple[str, str]]:
    """Return the columns and words that an expression compares: of ``nw.col("sex") == "female"``, this one pair."""
    return list(_pairs(expression))


def _pairs(expression: object) -> Iterator[tuple[str, str]]:
    nodes: tuple[Any, ...] = tuple(getattr(expression, "_nodes", ()))
    steps = [str(getattr(node, "name", "")) for node in nodes]
    if "__invert__" in steps:  # of those who are something else, nobody need be that
        return
    for node in nodes:
        for part in getattr(node, "exprs", ()):
            yield from _pairs(part)
    if len(nodes) < 2 or steps[0] != "col" or steps[1] not in ("__eq__", "is_in"):
        return
    columns = nodes[0].kwargs.get("names", ())
    given = nodes[1].exprs if steps[1] == "__eq__" else nodes[1].kwargs.get("other", ())
    if len(columns) == 1 and isinstance(given, (list, tuple, set)):
        yield from ((str(columns[0]), word) for word in given if isinstance(word, str))


def with_unknown(frame: pd.DataFrame, expression: object) -> pd.DataFrame:
    """Return a frame in which the columns that an expression names know missing values, as those of polars do.

    Of numpy's columns a missing value is unequal to everything, so that ``!=`` and ``~`` would choose it.
    """
    known = {
        name: frame[name].astype(object).convert_dtypes()
        for name in set(_columns(expression)) & set(frame.columns)
        if frame[name].hasnans and not getattr(frame[name].dtype, "ordered", False)
    }
    return frame.assign(**known) if known else frame


def _columns(expression: object) -> Iterator[str]:
    for node in getattr(expression, "_nodes", ()):
        if str(getattr(node, "name", "")) == "col":
            yield from map(str, node.kwargs.get("names", ()))
        for part in getattr(node, "exprs", ()):
            yield from _columns(part)


def refuse_word(column: str, word: str, known: Iterable[object]) -> NoReturn:
    """Say that nobody has a word, and which words there are."""
    words = list(known)
    raise DataError(
        f"No record is left: nobody has {word!r} in column {column!r}.",
        where="Survey.filter",
        got=f"{column} == {word!r}",
        expected=f"a word that {column!r} has: {first_few(map(repr, words), most=40)}",
        hint=nearest(word, words) or "Compare letter by letter: capitals and blanks count.",
    )
