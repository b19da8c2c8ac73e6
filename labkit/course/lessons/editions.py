"""The two editions of a lesson: the facilitator's has everything, the trainee's has no answers and no outputs."""

from __future__ import annotations

import copy
import mimetypes
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from labkit.course.lessons.cell_names import names, needed_names
from labkit.course.lessons.fill_in import empty, fill, mark
from labkit.course.lessons.in_jupyter import show
from labkit.course.lessons.parameters import with_values
from labkit.course.lessons.reading import Lesson, tags
from labkit.course.support.paths import shown
from labkit.errors import CourseError, first_few

TRAINEE, FACILITATOR = "trainee", "facilitator"
EDITIONS = (TRAINEE, FACILITATOR)

FACILITATOR_TAGS = frozenset({"facilitator", "solution"})
"""Cells with one of these tags are left out of the trainee's edition."""


PROOF = "proof"
"""The tag of code that proves an answer, a direction or a rule which the text states: it runs, and nobody sees it."""

_NOBODYS = frozenset({"injected-parameters", PROOF})


def facilitator_edition(executed: Any, lesson: Lesson, changed: Mapping[str, Any]) -> Any:
    """Return the facilitator's edition: all cells, with outputs, as they were run."""
    edition = copy.deepcopy(executed)
    edition.cells = [cell for cell in edition.cells if not tags(cell) & _NOBODYS]
    for cell in edition.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if not cell.metadata.get("tags"):
            cell.metadata.pop("tags", None)
        if changed and cell.cell_type == "code" and "parameters" in tags(cell):
            cell.source = with_values(cell.source, changed, lesson)
        if cell.cell_type == "markdown":
            _attach_pictures(cell, lesson.path.parent)
    edition.metadata.pop("papermill", None)
    edition.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"
    }  # fmt: skip
    return edition


def _attach_pictures(cell: Any, folder: Path) -> None:
    """Put pictures that lie beside the lesson into the cell: an edition lies elsewhere, or travels by e-mail."""

    def attached(match: re.Match[str]) -> str:
        path = folder / unquote(match["path"])
        kind = mimetypes.guess_type(path.name)[0] or ""
        if not (kind.startswith("image/") and path.is_file()):
            return match[0]
        content = b64encode(path.read_bytes()).decode()
        cell.setdefault("attachments", {})[path.name] = {kind: content}
        return f"{match['words']}(attachment:{quote(path.name)})"

    cell.source = re.sub(r"(?P<words>!\[[^\]]*\])\((?P<path>[^)\s:]+)\)", attached, cell.source)


def trainee_page(facilitator: Any) -> Any:
    """Return the trainee's edition with outputs, for the page: a room without power still has the pictures."""
    edition = copy.deepcopy(facilitator)
    kept = []
    given_away: set[str] = set()
    for cell in edition.cells:
        defined, _ = names([cell])
        if tags(cell) & FACILITATOR_TAGS:
            given_away |= defined
            continue
        kept.append(cell)
        if cell.cell_type == "code" and needed_names(cell.source) & given_away:
            cell.outputs = []
            given_away |= defined
        else:
            given_away -= defined
    edition.cells = kept
    empty(kept)
    return edition


def trainee_edition(facilitator: Any, lesson: Lesson) -> Any:
    """Return the trainee's notebook: no facilitator cells, no outputs, ready to be run live."""
    edition = trainee_page(facilitator)
    removed = [cell for cell in facilitator.cells if tags(cell) & FACILITATOR_TAGS]
    lost = _names_lost(edition.cells, removed)
    if lost:
        raise CourseError(
            f'The trainee\'s edition of lesson {lesson.id} "{lesson.title}" would not run.',
            where=shown(lesson.path),
            got=f"{first_few(lost)}: used by the trainees, defined only in a cell tagged facilitator or solution",
            hint="Define it in a cell that trainees get, or tag the cells that use it in the same way.",
        )
    return _to_be_run(edition)


def live_edition(lesson: Lesson) -> Any:
    """Return the facilitator's notebook, ready to be run live: with talking points and answers, lines filled in."""
    notebook = copy.deepcopy(lesson.notebook)
    fill(notebook.cells)
    mark(notebook.cells)
    return _to_be_run(facilitator_edition(notebook, lesson, {}))


def _to_be_run(edition: Any) -> Any:
    for cell in edition.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    show(edition.cells, FACILITATOR_TAGS)
    edition.metadata.pop("widgets", None)
    return edition


def _names_lost(kept: Iterable[Any], removed: Iterable[Any]) -> list[str]:
    """Return the names that kept code uses and only removed code defines."""
    defined_kept, used_kept = names(kept)
    defined_removed, _ = names(removed)
    return sorted((defined_removed - defined_kept) & used_kept)
