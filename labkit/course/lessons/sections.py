"""Where a section begins, what it is called, how long it takes and what it needs: the one reading of headings.

A section is what a page's list of contents shows: a heading of level 2 in a Markdown cell, wherever in the cell it
stands, and never a line of a code block. Agenda, `catch_up`, lessons on a survey of one's own, error messages and
feedback all ask here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LEVEL = 2
"""The level of a section's heading: ``##``."""


@dataclass(frozen=True)
class Heading:
    """A heading in a Markdown cell: its level, from 1, and its words without Markdown's marks."""

    level: int
    words: str


@dataclass(frozen=True)
class Section:
    """A section: its heading, the place of the cell that it begins in, and what that cell's metadata say."""

    title: str
    place: int
    minutes: Any
    about: dict[str, Any]


def headings(cell: Any) -> tuple[Heading, ...]:
    """Return all headings in a cell, in order; none for a code cell."""
    return _in_text(cell.source) if cell.cell_type == "markdown" else ()


def heading_of(cell: Any) -> str:
    """Return the words of the last heading in a cell, or an empty text."""
    found = headings(cell)
    return found[-1].words if found else ""


def section_in(markdown: str) -> str:
    """Return the words of the first section that begins in a text, or an empty text."""
    return next((heading.words for heading in _in_text(markdown) if heading.level == LEVEL), "")


def section_of(cell: Any) -> str:
    """Return the words of the first section that begins in a cell, or an empty text."""
    return next((heading.words for heading in headings(cell) if heading.level == LEVEL), "")


def sections(cells: Sequence[Any]) -> Iterator[Section]:
    """Yield the sections of a notebook; where several begin in one cell, the first has the minutes."""
    for place, cell in enumerate(cells):
        about = cell.get("metadata", {}).get("labkit") or {}
        minutes = about.get("minutes") or 0
        for heading in headings(cell):
            if heading.level == LEVEL:
                yield Section(heading.words, place, minutes, about)
                minutes = 0


@lru_cache(maxsize=4096)
def _in_text(markdown: str) -> tuple[Heading, ...]:
    if "#" not in markdown and "\n--" not in markdown and "\n==" not in markdown:
        return ()
    return tuple(
        Heading(int(token["attrs"]["level"]), _plain(token["children"]))
        for token in _parsed(markdown)
        if token["type"] == "heading"
    )


def _parsed(markdown: str) -> list[dict[str, Any]]:
    import mistune

    tokens = mistune.create_markdown(renderer="ast")(markdown)
    return tokens if isinstance(tokens, list) else []


def _plain(children: Iterable[dict[str, Any]]) -> str:
    return "".join(_plain(child["children"]) if "children" in child else child.get("raw", "") for child in children)
