"""A lesson for a survey that somebody brought: texts that speak of it, and nothing that it cannot show.

Two entries in a cell's metadata under ``labkit`` say how a lesson adapts:

``needs``
    Names of derived variables (``job_formality`` …) or of columns. In a cell with a heading they hold for the
    whole section, up to the next heading of the same level or a higher one; otherwise for the cell alone.
``brought``
    The text of the cell for a brought survey, a string or a list of lines, with ``{country}``, ``{source}`` and
    ``{place}`` to fill in. An empty text leaves the cell out: published figures of Cambodia, for instance.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from labkit.course.lessons.cell_names import names, needed_names
from labkit.course.lessons.editions import PROOF
from labkit.course.lessons.reading import Lesson, tags
from labkit.course.lessons.sections import headings
from labkit.course.support.paths import shown
from labkit.errors import CourseError

if TYPE_CHECKING:
    from labkit.survey import Survey

_HIDDEN = frozenset({"facilitator", "solution"})
_BUILDS_ON = "It builds on a part that is left out above."
_LACKING = "This {part} needs what {{source}} does not have, so it is left out."


@dataclass(frozen=True)
class LeftOut:
    """A part of a lesson that a survey cannot show.

    Parameters
    ----------
    section
        The heading above it.
    reason
        Sentences that name what the survey lacks.
    whole
        Whether the whole section is left out, or a part of it.
    """

    section: str
    reason: str
    whole: bool

    def __str__(self) -> str:
        return f'{"section" if self.whole else "a part of section"} "{self.section}": {self.reason}'


def adapted(lesson: Lesson, survey: Survey, words: Mapping[str, str]) -> tuple[Lesson, tuple[LeftOut, ...]]:
    """Return a lesson as it can be given with a survey, and what had to be left out."""
    draft = _Draft(words)
    for cell, own, section in _with_needs(lesson):
        if PROOF in tags(cell):
            continue  # what it proves is about the course's own survey
        draft.add(cell, _lacking(survey, own), _lacking(survey, section))
    notebook = copy.copy(lesson.notebook)
    notebook.cells = draft.cells
    return replace(lesson, notebook=notebook), tuple(draft.left_out)


def _lacking(survey: Survey, needs: tuple[str, ...]) -> str:
    """Return in words what a survey lacks of what is needed; columns together, for six sentences are not read."""
    from labkit.reading import contract, lacks

    derived = [need for need in needs if need in contract.DERIVED or need not in contract.columns()]
    sentences = lacks(survey, *derived)
    columns = [need for need in needs if need not in derived and lacks(survey, need)]
    if len(columns) == 1:
        sentences += lacks(survey, *columns)
    elif columns:
        names = [repr(column) for column in columns]
        sentences.append(f"There are no answers in the columns {', '.join(names[:-1])} and {names[-1]}.")
    return " ".join(dict.fromkeys(sentences))


def _with_needs(lesson: Lesson) -> list[tuple[Any, tuple[str, ...], tuple[str, ...]]]:
    """Return each cell with what it needs itself and what its section needs."""
    found = []
    sections: list[tuple[int, tuple[str, ...]]] = []
    for cell in lesson.notebook.cells:
        needs = _needs(cell, lesson)
        level = _heading(cell)[0]
        if level:
            sections = [(above, held) for above, held in sections if above < level]
            sections.append((level, needs))
        inherited = tuple(dict.fromkeys(name for _, held in sections for name in held))
        found.append((cell, () if level else needs, inherited))
    return found


def _needs(cell: Any, lesson: Lesson) -> tuple[str, ...]:
    needs = cell.metadata.get("labkit", {}).get("needs", [])
    if not (isinstance(needs, list) and all(isinstance(name, str) for name in needs)):
        raise CourseError(
            "A cell does not say rightly what it needs.",
            where=f"{shown(lesson.path)}, metadata of the cell {cell.get('id', '')!r}",
            got=f"needs = {needs!r}",
            expected='{"labkit": {"needs": ["job_formality", "education"]}}',
        )
    return tuple(needs)


def _heading(cell: Any) -> tuple[int, str]:
    """Return the level and the words of a cell's first heading; 0 and nothing for other cells."""
    found = headings(cell)
    return (found[0].level, found[0].words) if found else (0, "")


class _Draft:
    """The cells of the adapted lesson, as far as they are written."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.cells: list[Any] = []
        self.left_out: list[LeftOut] = []
        self._words = words
        self._lost: set[str] = set()
        self._section = ""
        self._out = 0  # the level of the heading under which everything is left out
        self._note: tuple[str, frozenset[str]] | None = None

    def add(self, cell: Any, lacking: str, lacking_section: str) -> None:
        """Take a cell over, in its words for a brought survey, or leave it out for what is lacking."""
        level, heading = _heading(cell)
        ends = level and (not self._out or level <= self._out)
        if ends:
            self._section, self._out = heading, level if lacking_section else 0
        if ends and lacking_section:
            self._leave_out(cell, lacking_section, f"{'#' * level} {heading}\n\n", whole=True)
        elif self._out or self._brought(cell) == "":
            self._lose(cell)
        elif lacking:
            self._leave_out(cell, lacking)
        elif cell.cell_type == "code" and needed_names(self._brought(cell) or cell.source) & self._lost:
            self._leave_out(cell, _BUILDS_ON)
        else:
            self._keep(cell)

    def _keep(self, cell: Any) -> None:
        kept = copy.deepcopy(cell)
        text = self._brought(cell)
        if text is not None:
            kept.source = text
        kept.metadata.get("labkit", {}).pop("brought", None)
        self._lost -= names([kept])[0]
        self.cells.append(kept)
        self._note = None

    def _lose(self, cell: Any) -> None:
        self._lost |= names([cell])[0]

    def _leave_out(self, cell: Any, reason: str, heading: str = "", *, whole: bool = False) -> None:
        """Write one note for neighbouring cells that lack the same."""
        self._lose(cell)
        about = (reason, tags(cell) & _HIDDEN)
        if about == self._note and not heading:
            return
        opening = self._filled(_LACKING.format(part="section" if whole else "part"))
        if reason == _BUILDS_ON:
            opening = "This part is left out."
        self.cells.append(_text(f"{heading}> **{opening}** {reason}", cell, about[1]))
        self.left_out.append(LeftOut(self._section, reason, whole))
        self._note = about

    def _brought(self, cell: Any) -> str | None:
        """Return the cell's text for a brought survey; None where it is the same as for the course's own."""
        text = cell.metadata.get("labkit", {}).get("brought")
        if text is None:
            return None
        return self._filled(text if isinstance(text, str) else "\n".join(text))

    def _filled(self, text: str) -> str:
        for name, word in self._words.items():
            text = text.replace(f"{{{name}}}", word)
        return text


def _text(source: str, instead_of: Any, kept_tags: frozenset[str]) -> Any:
    from nbformat.v4 import new_markdown_cell

    metadata = {"tags": sorted(kept_tags)} if kept_tags else {}
    cell = new_markdown_cell(source, metadata=metadata)  # type: ignore[no-untyped-call]
    # The same survey gives the same file: no id by chance.
    cell.id = instead_of.get("id", cell.id)
    return cell
