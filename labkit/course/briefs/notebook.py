"""Reading a brief from its notebook, and remembering in it what its author answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from labkit.course.briefs.brief import SECTIONS, Brief, Section
from labkit.course.briefs.keeping.part import Part
from labkit.course.support.files import write_whole
from labkit.course.support.paths import shown
from labkit.errors import CourseError

NAME = "brief.ipynb"
"""The notebook of a brief, in the folder ``my-brief``."""

_WORDS = {
    "question": ("question",),
    "message": ("key message", "message"),
    "evidence": ("evidence", "problem", "affected"),
    "options": ("option",),
    "recommendation": ("recommend",),
    "unknown": ("not know", "unknown", "risk"),
    "sources": ("source",),
}


def read_notebook(path: Path) -> Any:
    """Return the notebook of a brief, as nbformat 4."""
    import nbformat

    if not path.is_file():
        raise CourseError(
            "There is no brief here yet.", where=shown(path), expected="a notebook", hint="Make one: labkit brief new"
        )
    try:
        return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    except (ValueError, KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise CourseError(
            "This file is no notebook.", where=shown(path), expected="the notebook of a brief (.ipynb)"
        ) from error


def read_brief(path: Path, parts: Mapping[str, Part]) -> Brief:
    """Return the brief in a notebook."""
    notebook = read_notebook(path)
    texts = [(cell.source, _kind_in(cell)) for cell in notebook.cells if cell.cell_type == "markdown"]
    title, sections = "", []
    for line, heading, kind, text in _pieces(texts):
        if kind == "title":
            title = heading
        elif heading:
            sections.append(Section(kind or _kind_of(heading), heading, text, line))
    if not title:
        raise CourseError("The brief has no title.", where=shown(path), expected="a first cell that starts with '# '")
    about = about_brief(notebook)
    return Brief(
        title,
        tuple(sections),
        dict(parts),
        author=str(about.get("author", "")),
        institution=str(about.get("institution", "")),
        side=str(about.get("side", "")),
        language=str(about.get("language", "en")),
        not_evidence=frozenset(map(str, about.get("not_evidence", ()))),
        path=path,
    )


def about_brief(notebook: Any) -> dict[str, Any]:
    """Return what a notebook says about its brief: author, institution, side, language, answers."""
    about = notebook.metadata.get("labkit", {})
    brief = about.get("brief", {}) if isinstance(about, dict) else {}
    return dict(brief) if isinstance(brief, dict) else {}


def remember_no_evidence(path: Path, numbers: list[str]) -> None:
    """Note in the notebook that typed numbers are no evidence: nobody is asked again."""
    about = about_brief(read_notebook(path))
    write_about(path, {"not_evidence": sorted({*map(str, about.get("not_evidence", ())), *numbers})})


def write_about(path: Path, about: Mapping[str, Any]) -> None:
    """Note in the notebook what it says about its brief; its text stays."""
    import nbformat

    notebook = read_notebook(path)
    notebook.metadata.setdefault("labkit", {})["brief"] = {**about_brief(notebook), **about}
    write_whole(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]


def _kind_in(cell: Any) -> str:
    about = cell.metadata.get("labkit", {})
    return str(about.get("brief", "")) if isinstance(about, dict) else ""


def _kind_of(heading: str) -> str:
    said = heading.casefold()
    return next((kind for kind in SECTIONS if any(word in said for word in _WORDS[kind])), "evidence")


def _pieces(texts: list[tuple[str, str]]) -> Iterator[tuple[int, str, str, str]]:
    """Yield first line, heading, kind and text of the title and of each section."""
    line, heading, kind, start, collected = 0, "", "", 1, list[str]()
    for source, told in texts:
        for text in source.split("\n"):
            line += 1
            found = re.match(r"(#{1,2})\s+(.+?)\s*$", text)
            if found:
                yield start, heading, kind, "\n".join(collected)
                heading, kind, start, collected = found[2], "title" if found[1] == "#" else told, line + 1, []
            else:
                collected.append(text)
        line += 1
        collected.append("")
    yield start, heading, kind, "\n".join(collected)
