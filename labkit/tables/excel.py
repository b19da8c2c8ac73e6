"""Tables in an Excel workbook: one sheet for each, with what a reader must know."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labkit.errors import DataError, OptionError
from labkit.quality import ALSO_FIGURES
from labkit.tables.sheet_names import sheet_names
from labkit.tables.spread import FLAGS_OF_CELLS, SUPPRESSED, flag_of_cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "Leelawadee UI"  # comes with Windows and has Khmer letters; other systems take theirs
WHOLE_NUMBERS = ("n", "df", "excluded", "people")
FLAG_NOTE = (
    "(figure) in brackets, flag U: unreliable, it rests on few records or its coefficient of variation is large. "
    "S: suppressed, fewer than 5 records, or fewer than 5 on one side: cases and rest, or two groups compared."
)
WIDEST, NARROWEST = 40, 9


def to_excel(
    tables: Mapping[str, pd.DataFrame],
    path: str | Path,
    *,
    title: str = "",
    source: str = "",
    unit: str | Mapping[str, str] = "",
    digits: int = 1,
) -> Path:
    """Write tables to an Excel workbook, one sheet for each.

    A sheet has the title, the table's name, its unit, its source, then the table, then a note on flags. Numbers are
    numbers, shown with some digits and kept with all. An unreliable figure is shown in brackets, and stays a number. Of
    a suppressed row only the labels and ``S`` are written: no figure, no interval, no count. A name that begins like a
    formula is text.

    Parameters
    ----------
    tables
        Tables by their names, such as ``{"NEET by sex": table}``. The names become those of the sheets: shortened to 31
        characters, without signs that Excel forbids, and told apart.
    path
        The file, ``.xlsx``. It is written whole or not at all.
    title
        What the workbook is about.
    source
        Survey and year; of synthetic data, that they are. Left out: what the table says (``table.attrs["source"]``).
    unit
        The unit of all tables, or of each by its name.
    digits
        Digits shown behind the point.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    DataError
        There is no table, or one is no data frame.
    OptionError
        The file's name does not end in ``.xlsx``, or its folder does not exist.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> table = pd.DataFrame({"sex": ["male", "female"], "estimate": [11.5, 15.0], "n": [416, 652], "flag": ["", ""]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     to_excel({"NEET": table}, Path(folder) / "neet.xlsx", title="Youth", unit="percent").name
    'neet.xlsx'
    """
    from openpyxl import Workbook

    file = Path(path)
    _check(tables, file)
    book = Workbook()
    book.remove(book.active)
    for (name, table), sheet in zip(tables.items(), sheet_names(tables), strict=True):
        own_unit = unit if isinstance(unit, str) else unit.get(name, "")
        told = source or str(table.attrs.get("source", ""))
        _fill(
            book.create_sheet(sheet), table, [title, str(name), _said("Unit", own_unit), _said("Source", told)], digits
        )
    _save(book, file)
    return file


def write_sheet(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a workbook of one plain sheet, the header in its first line: to sort, to filter and to copy from.

    Numbers are numbers, and what begins like a formula is text. The file is written whole or not at all.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    lines: list[list[object]] = [list(header), *map(list, rows)]
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            _write(sheet.cell(row, column), value)
            sheet.cell(row, column).font = Font(name=FONT, bold=row == 1)
    for column, texts in enumerate(zip(*lines, strict=True), start=1):
        width = max(len(str(text)) for text in texts) + 2
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width, NARROWEST), WIDEST)
    sheet.freeze_panes = "B2"
    _save(book, path)


def _save(book: Any, file: Path) -> None:
    content = BytesIO()
    book.save(content)
    handle, aside = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.getbuffer())
        os.chmod(aside, 0o644)
        os.replace(aside, file)
    finally:
        Path(aside).unlink(missing_ok=True)


def _check(tables: Mapping[str, pd.DataFrame], file: Path) -> None:
    where = "to_excel"
    if not isinstance(tables, Mapping) or not tables:
        raise DataError(
            "There is no table to write.", where=where, got=type(tables).__name__, expected='{"name of a table": table}'
        )
    for name, table in tables.items():
        if not isinstance(table, pd.DataFrame):
            raise DataError(f"{name!r} is no table.", where=where, got=type(table).__name__, expected="a data frame")
    if file.suffix.lower() != ".xlsx":
        raise OptionError("The file is no .xlsx file.", where=where, got=file.name, expected="a name such as neet.xlsx")
    if not file.parent.is_dir():
        raise OptionError("The file's folder does not exist.", where=where, got=str(file.parent), expected="a folder")


def _said(what: str, value: str) -> str:
    return f"{what}: {value}" if value else ""


def _fill(sheet: Worksheet, table: pd.DataFrame, head: list[str], digits: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    at = 0
    for place, line in enumerate(line for line in head if line):
        at = place + 1
        _write(sheet.cell(at, 1), line)
        sheet.cell(at, 1).font = Font(name=FONT, bold=place == 0, size=13 if place == 0 else 11)
    top = at + 2
    for k, name in enumerate(table.columns, start=1):
        cell = sheet.cell(top, k)
        _write(cell, str(name))
        cell.font, cell.border = Font(name=FONT, bold=True), Border(bottom=Side(style="thin"))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    hidden = _hidden(table)
    flags = table["flag"].astype(str).tolist() if "flag" in table.columns else [""] * len(table)
    for row, (values, flag) in enumerate(zip(table.itertuples(index=False, name=None), flags, strict=True), top + 1):
        for k, (name, value) in enumerate(zip(table.columns, values, strict=True), start=1):
            cell = sheet.cell(row, k)
            cell.font = Font(name=FONT)
            of_cell = flag_of_cell(table, values[0], str(name))
            if flag == SUPPRESSED and name in hidden:
                value = SUPPRESSED if name == "estimate" else None
            elif of_cell == SUPPRESSED:
                value = SUPPRESSED
            _write(cell, value)
            if cell.data_type == "n" and cell.value is not None:
                cell.number_format = _format(
                    str(name), value, doubtful=of_cell == "U" or (flag == "U" and name == "estimate"), digits=digits
                )
            elif cell.value == SUPPRESSED:
                cell.alignment = Alignment(horizontal="right")
    if any(flags) or table.attrs.get(FLAGS_OF_CELLS):
        _write(sheet.cell(top + len(table) + 2, 1), FLAG_NOTE)
        sheet.cell(top + len(table) + 2, 1).font = Font(name=FONT, italic=True)
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    _widths(sheet, table, digits)


def _hidden(table: pd.DataFrame) -> set[str]:
    """Return the columns that say something about a suppressed figure."""
    names = list(table.columns)
    start = names.index("estimate") if "estimate" in names else 0
    figures = {name for name in names[start:] if pd.api.types.is_numeric_dtype(table[name])}
    return (figures | {*ALSO_FIGURES}) - {"published"}


def _write(cell: Any, value: object) -> None:
    """Write a number as a number, and anything else as text that is no formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and not np.isfinite(value)):
        return
    if isinstance(value, (bool, np.bool_)):
        cell.value = "yes" if value else "no"
    elif isinstance(value, (int, float, np.integer, np.floating)):
        cell.value = value.item() if isinstance(value, np.generic) else value
    else:
        text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
        cell.value = text
        cell.data_type = "s"
        if text.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True


def _format(name: str, value: object, *, doubtful: bool, digits: int) -> str:
    whole = name in WHOLE_NUMBERS or isinstance(value, (int, np.integer))
    if name in ("year", "year_of_publication"):
        return "0"
    shown = "#,##0" if whole else "0.000" if name in ("cv", "p_value", "p", "q") else _decimal(digits)
    return f'"("{shown}")";"("-{shown}")"' if doubtful else shown


def _decimal(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _widths(sheet: Worksheet, table: pd.DataFrame, digits: int) -> None:
    from openpyxl.utils import get_column_letter

    for k, name in enumerate(table.columns, start=1):
        texts = [str(name)]
        if pd.api.types.is_numeric_dtype(table[name]):
            texts += [f"({value:,.{digits}f})" for value in table[name].dropna()]
        else:
            texts += [str(value) for value in table[name].dropna()]
        width = max(map(letters, texts)) + 2
        sheet.column_dimensions[get_column_letter(k)].width = min(max(width, NARROWEST), WIDEST)


def letters(text: str) -> int:
    """Return how many letters wide a text is: signs above and below a Khmer letter take no room."""
    return sum(unicodedata.category(sign) not in ("Mn", "Me", "Cf") for sign in text)
