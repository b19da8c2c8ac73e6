"""Fill-in lines: code with blanks, ``by="___"``, which trainees complete; a build runs it with what belongs there.

The cell's metadata hold the answers in the order of the blanks: ``{"labkit": {"fill_in": ["sex"]}}``. The trainee's
edition shows the blanks as a task, the facilitator's the filled line, and `catch_up` fills them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from typing import Any

from labkit.errors import CourseError

BLANK = re.compile(r"(?<![A-Za-z0-9_])___(?![A-Za-z0-9_])")
_KEPT = "blank"
_DOUBLED = re.compile(r'(?<!")""(\w[^"]*)""(?!")')


def answers_of(cell: Any) -> tuple[str, ...]:
    """Return what belongs into the blanks of a cell; empty for any other cell."""
    return tuple(map(str, (cell.get("metadata", {}).get("labkit") or {}).get("fill_in", ())))


def blanks_in(source: str) -> int:
    """Return how many blanks there are in a cell's text."""
    return len(BLANK.findall(source))


def filled(cell: Any) -> str:
    """Return the text of a cell with its blanks filled in."""
    answers = iter(answers_of(cell))
    return BLANK.sub(lambda blank: next(answers, blank[0]), str(cell.source))


def fill(cells: Iterable[Any]) -> None:
    """Fill in the blanks of a notebook's cells; `empty` takes the answers out again."""
    for cell in cells:
        if cell.cell_type == "code" and answers_of(cell):
            cell.metadata["labkit"] = {**cell.metadata["labkit"], _KEPT: cell.source}
            cell.source = filled(cell)


def empty(cells: Iterable[Any]) -> None:
    """Put the blanks back into cells that `fill` has filled."""
    for cell in cells:
        about = cell.metadata.get("labkit") or {}
        if _KEPT in about:
            cell.source = about[_KEPT]


def mark(cells: Iterable[Any]) -> None:
    """Say above each line that `fill` has filled in what trainees see there."""
    for cell in cells:
        about = cell.metadata.get("labkit") or {}
        if _KEPT in about:
            pairs = zip(about[_KEPT].splitlines(), cell.source.splitlines(), strict=True)
            cell.source = "\n".join(_with_blank_above(blank, line) for blank, line in pairs)


def _with_blank_above(blank: str, line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return line if blank == line else f"{indent}# Trainees see: {blank.strip()}\n{line}"


def notice_blanks() -> None:
    """Let the notebook say from now on, in words, that a blank is still to be filled in; a cell with one is not run.

    IPython knows ``___`` as the result before the last but one, so that such a cell would give a wrong figure.
    """
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is not None and _asked not in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.append(_asked)


def _asked(lines: Sequence[str]) -> list[str]:
    """Return a cell's lines; one with a blank, or with marks twice, is exchanged for a call that says so."""
    with_blank = next((line.strip() for line in lines if BLANK.search(line.split("#")[0])), None)
    if with_blank is None:
        doubled = next((line.strip() for line in lines if _DOUBLED.search(line)), None)
        if doubled is None or _is_python("".join(lines)):
            return list(lines)
        return [f"from {__name__} import mend_marks as _mend_marks\n", f"_mend_marks({doubled!r})\n"]
    return [f"from {__name__} import ask as _ask\n", f"_ask({with_blank!r})\n"]


def ask(line: str) -> None:
    """Ask for what is missing in a line."""
    marks = "keep the quotation marks, " if '___"' in line or "___'" in line else ""
    raise CourseError(
        "A blank is still to be filled in.",
        where=line,
        hint=f"Write a word or a number in place of the line ___, {marks}and run the cell again.",
    )


def mend_marks(line: str) -> None:
    """Say that a word stands between two pairs of quotation marks: the blank had a pair already."""
    raise CourseError(
        "Two quotation marks stand on each side of a word.",
        where=line,
        hint="Keep one on each side: " + _DOUBLED.sub(r'"\1"', line),
    )


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True
