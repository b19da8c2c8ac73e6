"""Writing all documents of a brief, and reading back what was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from labkit.course.briefs.brief import Brief
from labkit.course.briefs.documents.document import Document, document_of
from labkit.course.briefs.documents.pdf import pdf_of
from labkit.course.briefs.documents.web import page_of
from labkit.course.briefs.documents.word import write_word
from labkit.course.support.files import replace_folder, working_folder
from labkit.course.support.paths import shown
from labkit.errors import CourseError

BUILT = "brief.json"
"""The file with all of a built brief, from which its pages can be made again: what is handed in for review."""

_NEEDED = {"title", "blocks", "annex", "numbers", "author", "institution"}


def write_documents(brief: Brief, folder: Path, *, anonymous: bool = False) -> list[Path]:
    """Write a brief as PDF, Word document, web page and JSON into a folder, whole or not at all."""
    return write_built(document_of(brief, anonymous=anonymous), folder)


def write_built(document: Document, folder: Path) -> list[Path]:
    """Write a document as `write_documents` does."""
    with working_folder(folder.parent) as aside:
        new = aside / folder.name
        new.mkdir()
        (new / "brief.pdf").write_bytes(pdf_of([document]))
        write_word(document, new / "brief.docx")
        (new / "brief.html").write_text(page_of(document), encoding="utf-8", newline="\n")
        (new / BUILT).write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        names = sorted(path.name for path in new.iterdir())
        replace_folder(new, folder)
    return [folder / name for name in names]


def read_built(path: Path) -> Document:
    """Return the document that was written into ``brief.json``."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        problem = "" if isinstance(document, dict) and document.keys() >= _NEEDED else "parts are missing"
    except (OSError, ValueError) as error:
        problem = str(error)
    if problem:
        raise CourseError(
            "This is no built brief.", where=shown(path), got=problem, expected=f"{BUILT} of labkit brief build"
        )
    return dict(document)


def anonymous_document(document: Document) -> Document:
    """Return a document without author and institution."""
    return {**document, "author": "", "institution": ""}


def numbers_of(document: Document) -> dict[str, Mapping[str, str]]:
    """Return the traced numbers of a document by their bookmarks."""
    return {number["id"]: number for number in [*document["numbers"], *document.get("cells", [])]}
