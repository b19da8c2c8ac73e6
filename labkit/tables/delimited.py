"""CSV that Excel opens with its letters right, and in which no name is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import pandas as pd

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def excel_csv(rows: pd.DataFrame | Iterable[Sequence[object]]) -> str:
    r"""Return a table, or rows, as the text of a CSV file for Excel.

    It begins with a byte-order mark, without which Excel reads Khmer letters as others. A text that begins like a
    formula (``=``, ``+``, ``-``, ``@``) gets an apostrophe before it, since Excel would run it; numbers do not.

    Parameters
    ----------
    rows
        A table; or the header and the rows: texts and numbers. None is an empty cell.

    Examples
    --------
    >>> excel_csv([("name", "change"), ("=1+1", -2.5), ("-3", "+4")])
    "\ufeffname,change\n'=1+1,-2.5\n-3,+4\n"
    """
    if isinstance(rows, pd.DataFrame):
        rows = [list(rows.columns), *rows.astype(object).where(rows.notna(), None).to_numpy().tolist()]
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    csv.writer(text, lineterminator="\n").writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue()


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA) and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
