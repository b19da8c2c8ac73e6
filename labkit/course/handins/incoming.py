"""Reading a file that was handed in, whatever it is: never a crash, always a notebook or a sentence.

Only what grading needs is read: the cells' kind, text and names. Outputs are left out, they are made again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from labkit.course.handins.active_content import safe_attachments
from labkit.course.handins.archives import ZIP, UnreadableArchiveError, opened_archive, read_entry
from labkit.course.support.limits import LARGEST, MOST_CELLS, MOST_IN_ARCHIVE, MOST_LINES
from labkit.course.support.paths import shown
from labkit.errors import CourseError

_OFFICE = {"word/": "a Word document", "xl/": "an Excel file", "ppt/": "a PowerPoint file"}
_STARTS = {b"%PDF": "a PDF", b"{\\rtf": "a text of a word processor", b"\x89PNG": "a picture", b"\xff\xd8": "a picture"}
_AGAIN = "Save it again in JupyterLab: File, Save Notebook. Do not rename another kind of file to .ipynb."
_FRESH = "Take a fresh copy of the exercise, and copy the answers into it."
_SMALLER = "In JupyterLab: Edit, Clear Outputs of All Cells. Then save, and hand in again."


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook that was handed in.

    Parameters
    ----------
    kind
        ``"code"``, ``"markdown"`` or ``"raw"``.
    source
        Its text.
    id
        Its id; empty in old notebooks, and where another program changed it.
    entry
        What nbgrader notes in its metadata; empty where that is lost.
    attachments
        Pictures that were pasted into it.
    """

    kind: str
    source: str
    id: str = ""
    entry: tuple[tuple[str, Any], ...] = ()
    attachments: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        """The name that nbgrader gave the cell; empty if it has none."""
        return str(dict(self.entry).get("grade_id", ""))


@dataclass(frozen=True)
class Incoming:
    """A notebook as it was handed in.

    Parameters
    ----------
    cells
        Its cells.
    about
        What labkit notes in its metadata: ``exercise``, ``lesson``, ``release``.
    remarks
        What is odd about the file.
    print
        A digest of the file's content.
    inside
        Its name in the zip archive; empty if it is a file of its own.
    """

    cells: tuple[Cell, ...]
    about: dict[str, str]
    remarks: tuple[str, ...] = ()
    print: str = ""
    inside: str = ""

    @property
    def exercise(self) -> str:
        """The exercise that it says it is; empty if it does not say."""
        called = (re.search(r"checks\.exercise\(\s*['\"]([^'\"]+)['\"]", cell.source) for cell in self.cells)
        return self.about.get("exercise") or next((found.group(1) for found in called if found), "")


def read_incoming(path: Path) -> Incoming:
    """Return the notebook in a file; of several in a zip archive, the first that can be read."""
    return read_every(path)[0]


def read_every(path: Path) -> list[Incoming]:
    """Return all notebooks in a file: one, or those of a zip archive that can be read, the likeliest first."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise _refused(path, "This file is too large to be read.", f"{size / 1e6:,.0f} MB", _SMALLER)
        raw = path.read_bytes()
    except OSError as error:
        raise _refused(path, "This file cannot be opened.", error.strerror or type(error).__name__) from error
    print_ = hashlib.sha256(raw).hexdigest()
    if not raw.startswith(ZIP):
        return [notebook_in(raw, path, print_)]
    readable_ones: list[Incoming] = []
    problems: list[CourseError] = []
    for name, inner in _out_of_archive(raw, path):
        try:
            readable_ones.append(notebook_in(inner, path, print_, name))
        except CourseError as error:
            problems.append(error)
    if problems and not readable_ones:
        raise problems[0]
    return readable_ones


def notebook_in(raw: bytes, path: Path, print_: str, inside: str = "") -> Incoming:
    """Return the notebook that bytes are; `path` is where they come from, for messages."""
    remarks = ["taken out of a zip archive"] if inside else []
    text = _decoded(raw, path, remarks)
    document = _document(text, path, remarks)
    metadata = document.get("metadata")
    about = metadata.get("labkit") if isinstance(metadata, dict) else None
    known = {str(key): str(value) for key, value in about.items()} if isinstance(about, dict) else {}
    return Incoming(_cells(document, path), known, tuple(remarks), print_, inside)


def _refused(path: Path, problem: str, got: str, hint: str = _AGAIN) -> CourseError:
    return CourseError(problem, where=shown(path), got=got, hint=hint)


def _no_notebook(path: Path, got: str) -> CourseError:
    return _refused(path, "This file is not a notebook.", got)


def _out_of_archive(raw: bytes, path: Path) -> list[tuple[str, bytes]]:
    """Return the notebooks in a zip archive, the likeliest first, with their names there."""
    try:
        with opened_archive(raw) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            office = next((what for start, what in _OFFICE.items() if any(n.startswith(start) for n in names)), "")
            found = [
                entry
                for entry in entries
                if entry.filename.lower().endswith(".ipynb")
                and not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(entry.filename).parts)
            ]
            if not found:
                raise _no_notebook(path, office or "a zip archive without a notebook")
            found.sort(key=lambda entry: (len(PurePosixPath(entry.filename).parts), entry.filename))
            found = found[:MOST_IN_ARCHIVE]
            size = sum(entry.file_size for entry in found)
            if size > LARGEST:
                raise _refused(path, "This file is too large to be read.", f"{size / 1e6:,.0f} MB", _SMALLER)
            return [(entry.filename, read_entry(archive, entry, LARGEST)) for entry in found]
    except UnreadableArchiveError as error:
        raise _no_notebook(path, "a zip archive, or an office document, that cannot be opened") from error


def _decoded(raw: bytes, path: Path, remarks: list[str]) -> str:
    if not raw.strip():
        raise _no_notebook(path, "an empty file")
    what = next((what for start, what in _STARTS.items() if raw.startswith(start)), "")
    if what:
        raise _no_notebook(path, what)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        remarks.append("saved by another program as UTF-16")
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            remarks.append("saved by another program in an old encoding: some letters may be wrong")
            text = raw.decode("cp1252", errors="replace")
    if text.startswith("\ufeff"):
        remarks.append("saved by another program, with a byte order mark")
        text = text[1:]
    if "\x00" in text[:1000]:
        raise _no_notebook(path, "a file that is no text")
    return text


def _document(text: str, path: Path, remarks: list[str]) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        cells = _rescued(text)
        if not cells:
            raise _no_notebook(path, _what_text(text)) from error
        remarks.append(f"the file is damaged: only its first {len(cells)} cells could be read")
        return {"cells": cells}
    if not isinstance(document, dict):
        raise _no_notebook(path, "a file of data (JSON)")
    return document


def _rescued(text: str) -> list[Any]:
    """Return the cells before the place where a notebook was cut off or damaged."""
    start = re.search(r'"cells"\s*:\s*\[', text)
    cells: list[Any] = []
    position = start.end() if start else len(text)
    while True:
        gap = re.compile(r"[\s,]*").match(text, position)
        position = gap.end() if gap else position
        if not text.startswith("{", position):
            return cells
        try:
            cell, position = json.JSONDecoder().raw_decode(text, position)
        except (ValueError, RecursionError):
            return cells
        cells.append(cell)


def _what_text(text: str) -> str:
    start = " ".join(text.split())[:40]
    if re.match(r"(?i)<(!doctype|html)", start):
        return "a web page"
    return f"a text that starts: {start}"


def _cells(document: dict[str, Any], path: Path) -> tuple[Cell, ...]:
    raw = document.get("cells")
    if raw is None and isinstance(document.get("worksheets"), list):  # before 2015
        raw = [cell for sheet in document["worksheets"] if isinstance(sheet, dict) for cell in sheet.get("cells", ())]
    if not isinstance(raw, list):
        raise _no_notebook(path, "a file of data (JSON)")
    if len(raw) > MOST_CELLS:
        got = f"{len(raw):,}, at most {MOST_CELLS:,}"
        raise _refused(path, "This notebook has too many cells to be read.", got, _FRESH)
    cells = tuple(_cell(cell) for cell in raw if isinstance(cell, dict))
    lines = sum(cell.source.count("\n") + 1 for cell in cells)
    if lines > MOST_LINES:
        got = f"{lines:,}, at most {MOST_LINES:,}"
        raise _refused(path, "This notebook has too many lines to be read.", got, _FRESH)
    return cells


def _cell(cell: dict[str, Any]) -> Cell:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = cell.get("metadata")
    entry = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    kind = cell.get("cell_type")
    return Cell(
        kind=kind if kind in ("code", "raw") else "markdown",
        # Half of a letter, as a damaged file may have it, could not be written again.
        source=source.encode(errors="replace").decode() if isinstance(source, str) else "",
        id=str(cell.get("id", "")),
        entry=tuple(sorted(entry.items())) if isinstance(entry, dict) else (),
        attachments=safe_attachments(cell.get("attachments")),
    )
