"""`catch_up`: a trainee who is lost, or came late, gets the state that a section starts from, with one line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import Markdown, display
from IPython.utils.capture import capture_output

from labkit.course.lessons.fill_in import filled
from labkit.course.lessons.reading import tags
from labkit.course.lessons.sections import section_of, sections
from labkit.errors import CourseError, first_few

BY_HAND = "Click into the section, then choose Run, Run All Above Selected Cell from the menu."


def catch_up(section: str) -> None:
    """Run all code of this notebook that stands before a section, without showing what it shows.

    Answers of one's own are kept as they stand in the saved notebook; an own cell ("your turn") that stops with an
    error is passed over.

    Parameters
    ----------
    section
        A part of the section's heading, such as ``"matrix"``.

    Raises
    ------
    CourseError
        There is no such section, or more than one; the notebook's file is not known; a cell that is not one's own
        stops with an error.
    """
    shell = get_ipython()
    path = Path(os.environ.get("JPY_SESSION_NAME", ""))
    if shell is None or not path.is_file():
        raise CourseError("catch_up does not know which notebook this is.", where="catch_up", hint=BY_HAND)
    import nbformat

    cells = nbformat.read(path, as_version=4).cells  # type: ignore[no-untyped-call]
    start = _start_of(section, cells)
    ran = sum(_run(shell, cell) for cell in cells[:start] if cell.cell_type == "code")
    display(Markdown(f'You are at the start of **"{section_of(cells[start])}"**: {ran} cells were run for you.'))


def _start_of(section: str, cells: list[Any]) -> int:
    """Return the place of the cell that begins a section."""
    known, wanted = list(sections(cells)), section.strip().casefold()
    exact = [each.place for each in known if each.title.casefold() == wanted]
    found = exact or [each.place for each in known if wanted in each.title.casefold()]
    if len(found) == 1 and section.strip():
        return found[0]
    raise CourseError(
        "There is no such section." if not found else "Several sections have these words in their heading.",
        where=f'catch_up("{section}")',
        expected=f"a part of one of these headings: {first_few([each.title for each in known], most=40)}",
    )


@contextmanager
def _silent_errors(shell: Any) -> Iterator[None]:
    """Keep tracebacks from the page: IPython sends them past every capture."""
    shown = shell._showtraceback
    shell._showtraceback = lambda *_: None
    try:
        yield
    finally:
        shell._showtraceback = shown


def _run(shell: Any, cell: Any) -> bool:
    """Run a cell without showing anything; tell whether it was run to its end."""
    if not cell.source.strip() or "catch_up(" in cell.source:
        return False
    with capture_output(), _silent_errors(shell):
        result = shell.run_cell(filled(cell), store_history=False)
    if result.success or "your-turn" in tags(cell):
        return bool(result.success)
    error = result.error_before_exec or result.error_in_exec
    raise CourseError(
        "A cell before this section stops with an error.",
        where=f"the cell that starts: {cell.source.strip().splitlines()[0]}",
        got=f"{type(error).__name__}: {error}",
        hint=f"Put the cell back as it was, or take a fresh copy of the notebook. Else: {BY_HAND}",
    )
