"""A long result table laid out wide."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, DataError, first_few
from labkit.survey.records.columns import column

SUPPRESSED = "S"
FLAGS_OF_CELLS = "flags of cells"  # in the attrs of a wide table of numbers: by column, then by the label of the row


def wide(
    table: pd.DataFrame, rows: str, columns: str, value: str = "estimate", *, digits: int | None = None
) -> pd.DataFrame:
    """Lay a result table out with one row for each value of a column, and one column for each value of another.

    Parameters
    ----------
    table
        A result with two columns of labels, such as ``lfs.share("informal", by=["province", "sex"])``.
    rows, columns
        The two columns of labels.
    value
        What stands in the cells: ``"estimate"``, ``"se"``, ``"n"`` …
    digits
        With a number of digits the cells are words for print: an unreliable figure stands in brackets, a suppressed one
        is ``"S"``, and a missing one is empty. Without it they are numbers, a suppressed one missing; `labkit.to_excel`
        then writes the brackets and the ``S``.

    Returns
    -------
    pandas.DataFrame
        The column `rows`, then one column for each value of `columns`, in the order of their categories.

    Raises
    ------
    ColumnError
        A column is missing, or `rows` and `columns` are the same.
    DataError
        Two rows of the table would stand in one cell.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "area": ["urban", "urban", "rural", "rural"], "sex": ["male", "female"] * 2,
    ...     "estimate": [12.34, 9.0, 20.0, 1.0], "n": [100, 80, 9, 3], "flag": ["", "", "U", "S"],
    ... })
    >>> wide(table, "area", "sex", digits=1)
        area    male female
    0  urban    12.3    9.0
    1  rural  (20.0)      S
    """
    where = f"tables.wide({rows!r}, {columns!r})"
    if rows == columns:
        raise ColumnError("Rows and columns are the same.", where=where, got=repr(rows), expected="two columns")
    labels = [column(table, name, where=where) for name in (rows, columns)]
    twice = table.duplicated([rows, columns])
    if twice.any():
        more = [name for name in _labels(table) if name not in (rows, columns)]
        raise DataError(
            "Several rows of the table would stand in one cell.",
            where=where,
            got=first_few(tuple(pair) for pair in table.loc[twice, [rows, columns]].to_numpy().tolist()),
            expected="one row for each pair",
            hint=f"Choose one value of {first_few(map(repr, more))} first." if more else "",
        )
    cells = _cells(table, value, digits, where)
    down, across = (_in_order(names) for names in labels)
    grid = pd.DataFrame(np.full((len(down), len(across)), "" if digits is not None else None, dtype=object))
    places = zip(labels[0], labels[1], cells, strict=True)
    for one, other, cell in places:
        if not (pd.isna(one) or pd.isna(other)):
            grid.iat[down.index(one), across.index(other)] = cell
    told: dict[str, dict[str, str]] = {}
    if digits is None:
        grid = grid.apply(pd.to_numeric)
        for one, other, flag in zip(*labels, _flags(table), strict=True):
            if flag == SUPPRESSED or (flag and value == "estimate"):
                told.setdefault(str(other), {})[str(one)] = flag
    grid.columns = pd.Index([str(name) for name in across])
    grid.insert(0, rows, pd.Series(down, dtype=object).astype(str))
    grid.attrs.update(table.attrs)
    if told:
        grid.attrs[FLAGS_OF_CELLS] = told
    return grid


def flag_of_cell(table: pd.DataFrame, row: object, column: str) -> str:
    """Return the flag of a figure in a wide table, by the label of its row, which stands in the first column."""
    return str(table.attrs.get(FLAGS_OF_CELLS, {}).get(column, {}).get(str(row), ""))


def _flags(table: pd.DataFrame) -> pd.Series[str]:
    return table["flag"] if "flag" in table else pd.Series("", index=table.index)


def _labels(table: pd.DataFrame) -> list[str]:
    names = list(table.columns)
    return names[: names.index("estimate")] if "estimate" in names else []


def _in_order(labels: pd.Series[Any]) -> list[Any]:
    if isinstance(labels.dtype, pd.CategoricalDtype):
        occurring = set(labels.dropna())
        return [name for name in labels.cat.categories if name in occurring]
    return list(dict.fromkeys(labels.dropna()))


def _cells(table: pd.DataFrame, value: str, digits: int | None, where: str) -> list[Any]:
    values = column(table, value, where=where)
    flags = _flags(table)
    cells: list[Any] = []
    for number, flag in zip(values, flags, strict=True):
        if digits is None:
            cells.append(np.nan if flag == SUPPRESSED else number)
        elif flag == SUPPRESSED:
            cells.append(SUPPRESSED)
        elif pd.isna(number):
            cells.append("")
        else:
            written = f"{number:,.{digits}f}"
            cells.append(f"({written})" if flag == "U" else written)
    return cells
