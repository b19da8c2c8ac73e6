"""Several result tables in one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import pandas as pd


def stacked(tables: Iterable[tuple[str, pd.DataFrame]], column: str) -> pd.DataFrame:
    """Stack named result tables: their names go into a column before ``estimate``.

    Parameters
    ----------
    tables
        Pairs of a name and a result table; all tables have the same columns.
    column
        The name of the new column.

    Examples
    --------
    >>> one = pd.DataFrame({"sex": ["female"], "estimate": [1.0]})
    >>> stacked([("a", one), ("b", one)], "measure")
          sex measure  estimate
    0  female       a       1.0
    1  female       b       1.0
    """
    named: list[pd.DataFrame] = []
    said: dict[Hashable, Any] = {}
    for name, table in tables:
        said = said or table.attrs
        place = list(table.columns).index("estimate")
        left, right = table.iloc[:, :place], table.iloc[:, place:]
        named.append(pd.concat([left, pd.DataFrame({column: name}, index=table.index), right], axis=1))
    stack = pd.concat(named, ignore_index=True)
    stack.attrs.update(said)
    return stack
