"""Putting single figures below one another: a brief's small table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from labkit.errors import DataError
from labkit.survey.table import RESULT_COLUMNS


def one_table(
    column: str, rows: Mapping[str, pd.DataFrame | tuple[pd.DataFrame, str]], **more: Mapping[str, str]
) -> pd.DataFrame:
    """Return one table of several figures, each in a row with a name and a unit of its own.

    Parameters
    ----------
    column
        Heading of the names.
    rows
        Result tables of one row by their names; with a unit as ``(table, unit)``, else the unit is percent, and
        percentage points for a difference.
    **more
        Further columns: texts by the names of the rows, such as ``assumption={"low": "15 percent comply"}``.

    Returns
    -------
    pandas.DataFrame
        `column`, ``unit``, those of `more`, then the columns of a result table that the figures have; ``kind`` says
        ``"difference"`` where a figure is one.

    Raises
    ------
    DataError
        A table has not exactly one row.

    Examples
    --------
    >>> figure = {"estimate": [30.0], "ci_low": [28.0], "ci_high": [32.0], "n": [900], "flag": [""]}
    >>> table = one_table("who", {"all": pd.DataFrame(figure)}, note={"all": "of employees"})
    >>> table[["who", "unit", "note", "estimate"]].to_dict("records")
    [{'who': 'all', 'unit': 'percent', 'note': 'of employees', 'estimate': 30.0}]
    """
    made = [_row(column, name, given, more) for name, given in rows.items()]
    table = pd.DataFrame(made)
    first = [column, "unit", *more]
    return table[[*first, *(name for name in [*RESULT_COLUMNS, "cases", "kind"] if name in table)]]


def _row(
    column: str,
    name: str,
    given: pd.DataFrame | tuple[pd.DataFrame, str],
    more: Mapping[str, Mapping[str, str]],
) -> dict[str, object]:
    table, unit = given if isinstance(given, tuple) else (given, "")
    if len(table) != 1:
        raise DataError(
            "A row of a brief's table is one figure.", where=f"one_table, {name!r}", got=f"{len(table)} rows"
        )
    row = {str(key): value for key, value in table.to_dict("records")[0].items()}
    compared = {"group_value", "minus_value"} <= row.keys() or {"earlier_value", "later_value"} <= row.keys()
    unit = unit or ("percentage points" if compared else "percent")
    kind = row.get("kind") or ("difference" if compared else "")
    return {
        **row,
        column: name,
        "unit": unit,
        "kind": kind,
        **{key: texts.get(name, "") for key, texts in more.items()},
    }
