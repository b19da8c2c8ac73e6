"""Briefs as Word documents, and what became of their numbers after somebody edited them."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from labkit.course.briefs.documents.document import IN_TABLE, Document, checksum
from labkit.course.briefs.documents.pdf import INSTALL
from labkit.course.briefs.documents.reference import write_reference
from labkit.course.briefs.documents.web import body_of
from labkit.course.support.paths import shown
from labkit.errors import CourseError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK = re.compile(r"lk(\d+)_([0-9a-f]{8})_?(.*)")
_CELL = re.compile(IN_TABLE + r"(\d+)_([0-9a-f]{8})_?(.*)")
_LAST = re.compile(r"lkall_(\d+)")
_LARGEST = 64 << 20


def write_word(document: Document, path: Path) -> None:
    """Write a brief as a Word document, in which each traced number is a bookmark."""
    if find_spec("pypandoc") is None:
        raise CourseError("Pandoc is not installed: there can be no Word document.", where="labkit brief", hint=INSTALL)
    import pypandoc

    body = body_of(document, level=1, last=f"lkall_{len(document['numbers'])}", wide="6.3in")
    about = {"title": document["title"], "lang": document["language"]}
    author = ", ".join(filter(None, [document["author"], document["institution"]]))
    with tempfile.TemporaryDirectory(prefix="labkit-brief-") as folder:
        reference = Path(folder) / "reference.docx"
        write_reference(pypandoc.get_pandoc_path(), reference, document["language"])
        told = [f"--metadata={name}={text}" for name, text in {**about, "author": author}.items() if text]
        pypandoc.convert_text(
            body,
            "docx",
            format="html-auto_identifiers",
            outputfile=str(path),
            extra_args=[f"--reference-doc={reference}", *told],
        )


@dataclass(frozen=True)
class Altered:
    """A traced number that is not in a document as it was written.

    Parameters
    ----------
    number
        Its place among the traced numbers, from 1.
    name
        By which the brief cites it, as far as it is known.
    now
        What stands there now; None if it is gone.
    before
        What stood there; empty where it is not known.
    in_table
        Whether it stands in a table.
    """

    number: int
    name: str
    now: str | None
    before: str = ""
    in_table: bool = False

    def __str__(self) -> str:
        was = f", it was {self.before}" if self.before else ""
        if self.now is None:
            return f"{{{self.name}}} is gone{was}. If you typed it anew, build the brief again instead."
        name = f"{{{self.name}}}{' in a table' if self.in_table else ''}"
        return f"{name} was altered: it says “{self.now}”{was}. Change the brief's notebook, not the Word file."


def altered_numbers(path: Path, numbers: Mapping[str, Mapping[str, str]] | None = None) -> list[Altered]:
    """Return the traced numbers of a Word document that somebody altered, or took out of its text.

    A row or a table may be taken out; what stands in it must be as it was.
    """
    marks = _bookmarks(path)
    told = next((int(match[1]) for name in marks if (match := _LAST.fullmatch(name))), None)
    found = {int(match[1]): (name, match) for name in marks if (match := _MARK.fullmatch(name))}
    if told is None and not found:
        raise CourseError(
            "This Word document has no traced numbers.",
            where=shown(path),
            expected="a document that labkit brief build wrote, also after changes",
        )
    known = {int(match[1]): dict(facts) for name, facts in (numbers or {}).items() if (match := _MARK.fullmatch(name))}
    result = []
    for number in range(1, max([told or 0, *found, *known]) + 1):
        facts = known.get(number, {})
        if number not in found:
            result.append(Altered(number, facts.get("key", f"number {number}"), None, facts.get("text", "")))
            continue
        name, match = found[number]
        if checksum(marks[name]) != match[2]:
            key = facts.get("key") or match[3]
            result.append(Altered(number, key, marks[name], facts.get("text", "")))
    return [*result, *_altered_cells(marks, numbers or {})]


def _altered_cells(marks: Mapping[str, str], numbers: Mapping[str, Mapping[str, str]]) -> Iterator[Altered]:
    """Yield the numbers in tables that are not as they were written."""
    for name, text in marks.items():
        match = _CELL.fullmatch(name)
        if match and checksum(text) != match[2]:
            facts = numbers.get(name, {})
            yield Altered(int(match[1]), facts.get("key") or match[3], text, facts.get("text", ""), in_table=True)


def _bookmarks(path: Path) -> dict[str, str]:
    """Return the text within each bookmark of a Word document; what was deleted with tracking does not count."""
    try:
        with zipfile.ZipFile(path) as file:
            if file.getinfo("word/document.xml").file_size > _LARGEST:
                raise CourseError("This Word document is too large.", where=shown(path))
            root = ElementTree.fromstring(file.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError) as error:
        raise CourseError(
            "This is no Word document.", where=shown(path), got=str(error), expected="a file that ends in .docx"
        ) from error
    open_marks, texts = dict[str, str](), dict[str, str]()
    for element in root.iter():
        if element.tag == f"{_W}bookmarkStart":
            name = element.get(f"{_W}name", "")
            open_marks[element.get(f"{_W}id", "")] = name
            texts.setdefault(name, "")
        elif element.tag == f"{_W}bookmarkEnd":
            open_marks.pop(element.get(f"{_W}id", ""), None)
        elif element.tag in (f"{_W}t", f"{_W}tab", f"{_W}noBreakHyphen"):
            for name in open_marks.values():
                texts[name] += element.text or " "
    return texts
