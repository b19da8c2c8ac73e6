"""Data files of Stata and SPSS, CSV and Parquet, as they are: codes, labels, nothing changed.

What a file declares as missing (Stata's ``.a`` to ``.z``, SPSS's user-missing codes, empty text) becomes missing.
"""

from __future__ import annotations

import csv
import os
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from labkit.errors import DataError, did_you_mean, first_few, one_of

__all__ = ["FORMATS", "Header", "delimiter", "read_columns", "read_header", "short_lines"]

FORMATS = {".dta": "Stata", ".sav": "SPSS", ".csv": "CSV", ".parquet": "Parquet"}
_ENCODINGS = ("utf-8", "windows-1252", "iso-8859-1", "cp850")
_ZERO_DECIMALS = re.compile(r"^(-?\d+)\.0+$")
_NUMBER = re.compile(r"-?[\d.,]+")
_SEPARATOR = re.compile(r"\s*\"?sep=(\\t|.)\"?\s*$", re.IGNORECASE)
_READERS = {".dta": pyreadstat.read_dta, ".sav": pyreadstat.read_sav}
_ERRORS = (
    pyreadstat.ReadstatError, pyreadstat.PyreadstatError, pa.ArrowException, pd.errors.ParserError,
    pd.errors.ParserWarning, pd.errors.EmptyDataError, csv.Error, OSError, UnicodeError, LookupError, ValueError,
    OverflowError,
)  # fmt: skip


@dataclass(frozen=True)
class Header:
    """What a data file says about itself.

    Attributes
    ----------
    path
        The file.
    encoding
        The encoding that was asked for, if any.
    columns
        Names of the columns.
    labels
        What a column means, where the file says so.
    value_labels
        For each labelled column, the label of each code, the code as `code` writes it.
    """

    path: Path
    encoding: str | None
    columns: tuple[str, ...]
    labels: dict[str, str] = field(default_factory=dict)
    value_labels: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The suffix of the file's name, in small letters."""
        return self.path.suffix.lower()


def code(value: object) -> str:
    """Return a code as text: whole numbers without decimals, text without outer spaces but with its leading zeros.

    Examples
    --------
    >>> code(1.0), code(1), code(" 01 "), code(2.5)
    ('1', '1', '01', '2.5')
    """
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value)).lower()
    if isinstance(value, (int, float, np.integer, np.floating)) and float(value).is_integer():
        return str(int(value))
    return _ZERO_DECIMALS.sub(r"\1", str(value).strip())


def read_header(path: str | os.PathLike[str], encoding: str | None = None) -> Header:
    """Return the names and labels of a data file's columns.

    Parameters
    ----------
    path
        A file whose name ends in .dta, .sav, .csv or .parquet.
    encoding
        How letters are stored; needed for some old files only.

    Raises
    ------
    labkit.errors.DataError
        The file is missing, empty, damaged, or not what its name says.
    """
    path = Path(path)
    _check_file(path)
    try:
        header = _header(path, encoding)
    except DataError:
        raise
    except _ERRORS as error:
        _refuse(path, encoding, error)
    twice = sorted({name for name in header.columns if header.columns.count(name) > 1})
    if twice:
        raise DataError(
            f"The file has several columns of the same name: {first_few(twice)}.",
            where=str(path),
            hint="Give each column a name of its own and save the file again.",
        )
    return header


def read_columns(header: Header, columns: Sequence[str]) -> pd.DataFrame:
    """Return some columns of a data file, every record of them, numbered from 0.

    Raises
    ------
    labkit.errors.DataError
        The file has no records, or is damaged.
    """
    try:
        frame = _frame(header, list(columns))
    except _ERRORS as error:
        _refuse(header.path, header.encoding, error)
    if frame.empty:
        raise DataError(
            "The file has no records.",
            where=str(header.path),
            got=f"{len(header.columns)} columns and no rows",
            hint="Export it again from the program that it comes from.",
        )
    return frame.reset_index(drop=True)


def _header(path: Path, encoding: str | None) -> Header:
    kind = path.suffix.lower()
    if kind in _READERS:
        _, meta = _READERS[kind](path, metadataonly=True, encoding=encoding, disable_datetime_conversion=True)
        labels = {name: str(text) for name, text in meta.column_names_to_labels.items() if text}
        coded = {
            name: {code(k): str(v) for k, v in found.items()} for name, found in meta.variable_value_labels.items()
        }
        return Header(path, encoding, tuple(meta.column_names), labels, coded)
    names = pq.read_schema(path).names if kind == ".parquet" else _csv_names(path, encoding)
    return Header(path, encoding, tuple(str(name) for name in names))


def _csv_names(path: Path, encoding: str | None) -> list[str]:
    with path.open(encoding=encoding or "utf-8-sig", newline="") as file:
        lines = list(islice(csv.reader(file, delimiter=delimiter(path, encoding)), 20))
    told = _tells_separator(path, encoding)
    first, *below = lines[told:] or [[]]
    _refuse_title(path, first, below, 1 + told)
    # A table that was saved with row numbers has no name for them.
    return [name.strip() or f"column {number}" for number, name in enumerate(first, 1)]


def _refuse_title(path: Path, first: list[str], below: list[list[str]], line: int) -> None:
    """Say where the names of the columns are, if titles stand above them."""
    width = max(map(len, below), default=0)
    if width < 2 or sum(bool(name.strip()) for name in first) > max(1, width // 2):
        return
    for number, fields in enumerate(below, line + 1):
        names = [name.strip() for name in fields]
        if len(names) == width and all(names) and not any(_NUMBER.fullmatch(name) for name in names):
            raise DataError(
                f"The names of the columns seem to stand in line {number}, below a title.",
                where=str(path),
                got=f"line {line}: {first_few(name for name in first if name.strip())}",
                expected=f"names in the first line, such as {first_few(names, 4)}",
                hint=f"Remove the {number - 1} lines above, and save a copy of the file.",
            )


def _tells_separator(path: Path, encoding: str | None) -> bool:
    """Tell whether the first line is Excel's ``sep=;``."""
    with path.open(encoding=encoding or "utf-8-sig", newline="") as file:
        return _SEPARATOR.match(file.readline()) is not None


def delimiter(path: Path, encoding: str | None = None) -> str:
    """Return the sign between the fields of a CSV file."""
    with path.open(encoding=encoding or "utf-8-sig", newline="") as file:
        lines = list(islice(file, 20))
    told = _SEPARATOR.match(lines[0]) if lines else None
    if told is not None:
        return told[1].replace("\\t", "\t")
    first = max(",;\t|", key=(lines or [""])[0].count)
    # A title above the names of the columns has none of these signs.
    return first if lines and first in lines[0] else max(",;\t|", key="".join(lines).count)


def short_lines(header: Header) -> list[tuple[int, int]]:
    """Return the number of each line of a CSV file that has too few fields, and how many it has."""
    path, encoding = header.path, header.encoding
    with path.open(encoding=encoding or "utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter(path, encoding))
        width = len(header.columns)
        found = [(reader.line_num, len(fields)) for fields in reader if 0 < len(fields) < width]
    return found[1:] if _tells_separator(path, encoding) else found


def _frame(header: Header, columns: list[str]) -> pd.DataFrame:
    path, encoding = header.path, header.encoding
    if header.kind in _READERS:
        read = _READERS[header.kind]
        frame, _ = read(path, usecols=columns, encoding=encoding, disable_datetime_conversion=True, user_missing=False)
        return pd.DataFrame(frame)
    if header.kind == ".parquet":
        return pd.read_parquet(path, columns=columns)
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)  # it warns that fields get lost
        return _csv_frame(header, columns)


def _csv_frame(header: Header, columns: list[str]) -> pd.DataFrame:
    path, encoding = header.path, header.encoding
    return pd.read_csv(
        path,
        names=list(header.columns),
        header=0,
        skiprows=int(_tells_separator(path, encoding)),
        # No usecols: pandas would then say nothing of lines with too many fields.
        sep=delimiter(path, encoding),
        encoding=encoding or "utf-8-sig",
        skipinitialspace=True,
        # "None" and "null" can be answers: only an empty field, NA, and Stata's dot are missing.
        keep_default_na=False,
        na_values=["", "NA", "."],
        dtype="str",  # leading zeros of a code matter
        index_col=False,
        on_bad_lines="error",
    )[columns]


def _check_file(path: Path) -> None:
    where = str(path)
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(f"{suffix} ({name})" for suffix, name in FORMATS.items())
        raise DataError(
            f"labkit does not read files of this kind: {path.suffix or 'a name without an ending'}.",
            where=where,
            expected=known,
            hint="Save it as one of these from the program that it comes from; of an Excel sheet, save a CSV.",
        )
    if not path.exists():
        beside = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
        raise DataError(
            "There is no such file.",
            where=where,
            got="the folder does not exist" if not path.parent.is_dir() else f"{len(beside)} other files in the folder",
            hint=did_you_mean(path.name, beside) or "Check the folder and the spelling of the name.",
        )
    if path.is_dir():
        raise DataError("This is a folder, not a file.", where=where, hint="Name one file in it.")
    if path.stat().st_size == 0:
        raise DataError("The file is empty.", where=where, got="0 bytes", hint="Copy or download it again.")
    found = _format_inside(path)
    if found != path.suffix.lower():
        raise DataError(
            f"The file is not what its name says: {FORMATS[path.suffix.lower()]}.",
            where=where,
            got=f"it looks like {FORMATS.get(found, found)}",
            hint=f"Rename it so that it ends in {found}."
            if found in FORMATS
            else "Export it again as one of: " + ", ".join(FORMATS),
        )


def _format_inside(path: Path) -> str:
    """Return the suffix that fits a file's first bytes, or words for a format that labkit does not read."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        _refuse(path, None, error)
    if start.startswith(b"PAR1"):
        return ".parquet"
    if start.startswith((b"$FL2", b"$FL3")):
        return ".sav"
    # Stata up to version 12: the number of the format, then the order of bytes.
    if start.startswith(b"<stata_dta>") or (len(start) > 2 and 102 <= start[0] <= 115 and start[1] in (1, 2)):
        return ".dta"
    if start.startswith(b"PK\x03\x04"):
        return "a ZIP archive or an Excel workbook"
    # UTF-16, which Excel calls Unicode text, has zeros in it: the encoding is then what to talk about.
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in start:
        return ".csv"
    return "no format that labkit knows"


def _refuse(path: Path, encoding: str | None, error: Exception) -> NoReturn:
    """Turn what a reader says into labkit's words."""
    text = str(error)
    if encoding is not None and ("unknown encoding" in text or "unsupported character set" in text):
        one_of("encoding", encoding, _ENCODINGS, where=f"read_survey({str(path)!r}, encoding=...)")
    if isinstance(error, UnicodeError) or "convert string to the requested encoding" in text:
        usable = [name for name in _candidates(path) if name != encoding and _reads(path, name)]
        raise DataError(
            "The letters of this file are stored in another way than expected.",
            where=str(path),
            got=f"encoding={encoding!r}" if encoding else "text that is not in the usual encoding",
            hint=f"Try encoding={usable[0]!r}"
            + (f", or {usable[1]!r}" if usable[1:] else "")
            + ", and check that names with accents look right."
            if usable
            else "Save it as UTF-8 and read it again.",
        ) from error
    raise DataError(
        f"The {FORMATS[path.suffix.lower()]} file cannot be read: it is damaged, incomplete, or of an unusual version.",
        where=str(path),
        got=text.splitlines()[0] if text else type(error).__name__,
        hint="Copy or download it again, or save it anew from the program that it comes from.",
    ) from error


def _candidates(path: Path) -> tuple[str, ...]:
    with path.open("rb") as file:
        start = file.read(2)
    return ("utf-16",) if start in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS


def _reads(path: Path, encoding: str) -> bool:
    try:
        header = _header(path, encoding)
        _frame(header, list(header.columns))
    except (*_ERRORS, DataError):
        return False
    return True
