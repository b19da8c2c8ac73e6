"""Briefs as PDF: tagged pages (PDF/UA-1) by Typst, from a template of our own."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

from labkit.course.briefs.documents.document import Document, folder_of_templates, picture_bytes
from labkit.errors import CourseError

INSTALL = "In the course folder: python -m pip install --editable '.[brief]'"
"""The remedy when a package for briefs is missing."""

MOST_PAGES = 2

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "annex": "Evidence: every number of this brief",
        "contents": "Contents",
        "flags": "Intervals are 95 percent confidence intervals. U: unreliable, few records or a cv above 33 percent.",
        "end": "Numbers marked in this file are traced: labkit brief check names those that were altered.",
        "synthetic": "Computed from a synthetic survey, made by a program: no figure describes the real country.",
    }
)


def pdf_of(documents: Sequence[Document], *, title: str = "") -> bytes:
    """Return one brief, or a booklet of several with a page of contents, as PDF/UA-1."""
    return _compiled(documents, title, format="pdf", pdf_standards=["ua-1"])[0]


def pages_of(document: Document) -> int:
    """Return how many pages a brief has."""
    return len(_compiled([document], "", format="png", ppi=8))


def can_typeset() -> bool:
    """Tell whether Typst is installed."""
    return find_spec("typst") is not None


def _compiled(documents: Sequence[Document], title: str, **options: Any) -> list[bytes]:
    if not can_typeset():
        raise CourseError("Typst is not installed: there can be no PDF.", where="labkit brief", hint=INSTALL)
    import typst

    with tempfile.TemporaryDirectory(prefix="labkit-brief-") as name:
        folder = Path(name)
        _write_inputs(documents, title, folder)
        try:
            made = typst.compile(
                folder / "brief.typ", root=folder, font_paths=_font_folders(), ignore_system_fonts=True, **options
            )
        except typst.TypstError as error:
            raise CourseError("The pages cannot be set.", where="labkit brief", got=str(error)) from error
    return made if isinstance(made, list) else [made or b""]


def _write_inputs(documents: Sequence[Document], title: str, folder: Path) -> None:
    shutil.copyfile(folder_of_templates() / "brief.typ", folder / "brief.typ")
    briefs = [_with_files(document, folder, number) for number, document in enumerate(documents, start=1)]
    content = {
        "title": title or documents[0]["title"],
        "authors": sorted({document["author"] for document in documents if document["author"]}),
        "language": documents[0]["language"],
        "synthetic": any(document["synthetic"] for document in documents),
        "contents": bool(title),
        "words": dict(WORDS),
        "documents": briefs,
    }
    (folder / "brief.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _with_files(document: Document, folder: Path, number: int) -> Document:
    """Return a document whose pictures lie in files."""
    blocks = []
    for place, block in enumerate(document["blocks"]):
        if block["kind"] == "figure":
            file = folder / f"picture-{number}-{place}.png"
            file.write_bytes(picture_bytes(block))
            block = {**block, "file": file.name, "png": ""}
        blocks.append(block)
    return {**document, "blocks": blocks}


def _font_folders() -> list[Path]:
    """Return the folders with fonts for Khmer; Typst brings its own for Latin letters."""
    spec = find_spec("fontpkg_noto_sans_khmer")
    return [Path(place) / "files" for place in (spec.submodule_search_locations or ())] if spec else []
