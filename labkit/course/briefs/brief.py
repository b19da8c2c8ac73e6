"""`Brief`: the text of a policy brief, its sections and sentences, and the kept parts that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from labkit.course.briefs.keeping.part import Part
from labkit.course.briefs.keeping.traced import REFERENCE, Figure, known_figures

SECTIONS = {
    "question": "Question",
    "message": "Key message",
    "evidence": "Evidence",
    "options": "Options",
    "recommendation": "Recommendation",
    "unknown": "What we do not know",
    "sources": "Sources",
}
"""The fixed sections of a brief, in their order."""

SHOWN = re.compile(r"^\s*\{(table|figure):\s*([^{}]+?)\s*\}\s*$", re.MULTILINE)
"""A line that puts a table or a figure at its place."""

_KHMER = re.compile(r"[\u1780-\u17ff]")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?\u17d4])\s+(?=[^\s\da-z])")


@dataclass(frozen=True)
class Section:
    """One section of a brief.

    Parameters
    ----------
    kind
        A key of `SECTIONS`; ``"title"`` for the title.
    heading
        As it is printed.
    text
        Markdown, without the heading.
    line
        Where the text begins: lines are counted through the whole brief.
    """

    kind: str
    heading: str
    text: str
    line: int


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place.

    Parameters
    ----------
    text
        As typed, with ``{names}``.
    line
        Its first line in the brief.
    section
        The section that it stands in.
    block
        The paragraph or list item that it belongs to.
    """

    text: str
    line: int
    section: Section
    block: str

    def cited(self, figures: Mapping[str, Figure]) -> list[tuple[Figure, str]]:
        """Return the figures that the sentence cites, each with the form that is asked for."""
        return cited_in(self.text, figures)

    @property
    def typed(self) -> str:
        """The sentence without its traced numbers."""
        return REFERENCE.sub(" \u25a1 ", self.text)


def cited_in(text: str, figures: Mapping[str, Figure]) -> list[tuple[Figure, str]]:
    """Return the figures that a text cites, each with the form that is asked for."""
    found = ((figures.get(match[1].strip().casefold()), match[2] or "") for match in REFERENCE.finditer(text))
    return [(figure, form) for figure, form in found if figure is not None]


@dataclass(frozen=True)
class Brief:
    """A policy brief.

    Parameters
    ----------
    title
        In one line.
    sections
        In their order.
    parts
        What was kept, by the names of the tables.
    author, institution, side
        Who writes, and for which side: government, employers or workers.
    language
        ``"en"`` or ``"km"``.
    not_evidence
        Typed numbers of which the author said that they are no evidence.
    path
        The notebook.
    """

    title: str
    sections: tuple[Section, ...]
    parts: Mapping[str, Part] = field(default_factory=dict)
    author: str = ""
    institution: str = ""
    side: str = ""
    language: str = "en"
    not_evidence: frozenset[str] = frozenset()
    path: Path | None = None

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """All figures of the kept tables, by every name they have."""
        return known_figures(self.parts)

    @property
    def place(self) -> str:
        """Where the evidence comes from, for the title page."""
        places = {part.place for part in self.parts.values() if part.data.dataset != "published"}
        only = places.pop() if len(places) == 1 else "all"
        return "Cambodia" if only == "all" else only

    def shown(self, kind: str) -> list[str]:
        """Return the names of the tables (``"table"``) or figures (``"figure"``) that the text shows, in order."""
        found = [match for section in self.sections for match in SHOWN.finditer(section.text)]
        return [match[2] for match in found if match[1] == kind]

    def section(self, kind: str) -> Section | None:
        """Return a section, None if the brief has none of this kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    def sentences(self) -> Iterator[Sentence]:
        """Yield all sentences, those of the title first."""
        title = Section("title", "Title", self.title, 1)
        for section in (title, *self.sections):
            for line, block in blocks(section):
                at = line
                for text in _SENTENCE_ENDS.split(block):
                    if text.strip():
                        yield Sentence(text.strip(), at, section, block)
                    at += text.count("\n")

    @property
    def words(self) -> int:
        """The length of the text; a traced number counts as one word."""
        texts = [self.title, *(SHOWN.sub(" ", section.text) for section in self.sections if section.kind != "sources")]
        return sum(len(re.findall(r"[^\W_]+(?:[’'.,-][^\W_]+)*", REFERENCE.sub(" x ", text))) for text in texts)

    @property
    def is_khmer(self) -> bool:
        """Whether the brief is written in Khmer."""
        text = "".join(section.text for section in self.sections)
        letters = sum(letter.isalpha() for letter in text)
        return self.language == "km" or len(_KHMER.findall(text)) > letters / 2


def blocks(section: Section) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs and list items of a section with their first lines; tables and figures are left out."""
    block: list[str] = []
    start = section.line
    for line, text in enumerate([*section.text.split("\n"), ""], start=section.line):
        begins = bool(re.match(r"\s*(?:[-*]|\d+\.)\s", text))
        if block and (begins or not text.strip() or SHOWN.match(text)):
            yield start, "\n".join(block)
            block = []
        if text.strip() and not SHOWN.match(text):
            start = start if block else line
            block.append(text)
