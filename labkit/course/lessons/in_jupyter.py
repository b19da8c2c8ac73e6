"""What a page shows of a lesson's metadata and JupyterLab does not: a section's minutes, and that a task is a task.

Trainees' notebooks have both in their text. A copy is made anew from the lesson, so nothing is ever taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from labkit.course.lessons.reading import tags
from labkit.course.lessons.sections import headings

_HEADING = re.compile(r"^## .+$", re.MULTILINE)
_BOX = '<div class="alert alert-block alert-info">\n\n{text}\n\n</div>'
TASK = "**Your turn"
"""How a task begins."""

_WRITTEN_INTO = "Double-click on this text"


def show(cells: Iterable[Any]) -> None:
    """Write the minutes below each section's heading, and put each task into a box."""
    for cell in cells:
        if cell.cell_type != "markdown":
            continue
        minutes = (cell.metadata.get("labkit") or {}).get("minutes")
        if minutes:
            unit = "minute" if minutes == 1 else "minutes"
            cell.source = _HEADING.sub(rf"\g<0>\n\n*{minutes:g} {unit}*", cell.source, count=1)
        if TASK in cell.source or ("your-turn" in tags(cell) and not headings(cell)):
            cell.source = _boxed(cell.source)


def _boxed(text: str) -> str:
    """Return a text with its task in a box: from "Your turn" on, or all of it where no word says where it begins.

    Of a task that is written into, the first paragraph is boxed, so that the dots stay easy to find.
    """
    before, mark, after = text.partition(TASK)
    above, task = (f"{before.rstrip()}\n\n".lstrip(), mark + after) if mark else ("", text)
    first, gap, rest = task.partition("\n\n") if _WRITTEN_INTO in task else (task.rstrip(), "", "")
    return above + _BOX.format(text=first) + gap + rest
