"""What a result table says of itself: its indicator, its definition, its survey, how many records stand behind it."""

from __future__ import annotations

from typing import Any

import pandas as pd

Facts = tuple[tuple[str, str], ...]
"""Name → value, as pairs."""

RECORDS = "records"
DIFFERENCE = "difference"
_TOLD = ("indicator", "source", "definition", "standard", "working_age", "hours_threshold", "denominator", "line")
_TOLD_OF_REFORMS = ("new", "current", "compliance")


def facts_of(answer: Any) -> Facts:
    """Return what a table of labkit, or a part of it, says of itself; nothing for anything else.

    Examples
    --------
    >>> import labkit as lk
    >>> dict(facts_of(lk.labour.unemployment_rate(lk.load("lfs"))))["indicator"]
    'unemployment_rate'
    >>> facts_of(12.5)
    ()
    """
    if not isinstance(answer, (pd.DataFrame, pd.Series)):
        return ()
    table = answer.to_frame().T if isinstance(answer, pd.Series) else answer
    attrs = answer.attrs
    facts = {name: str(attrs[name]) for name in (*_TOLD, *_TOLD_OF_REFORMS) if isinstance(attrs.get(name), str | int)}
    if attrs and "n" in table.columns and len(table):
        facts[RECORDS] = " ".join(sorted(str(value) for value in table["n"]))
    if attrs and "minus" in table.columns and len(table) == 1:
        group = table.columns[list(table.columns).index("minus") - 1]
        facts[DIFFERENCE] = f"{table[group].iloc[0]} minus {table['minus'].iloc[0]}"
    return tuple(facts.items())
