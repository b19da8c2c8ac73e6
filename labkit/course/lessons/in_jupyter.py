"""What a page shows of a lesson's metadata and JupyterLab does not: minutes, tasks, and what is for the facilitator.

Copies have it in their text. A copy is made anew from the lesson, so nothing is ever taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Any

from labkit.course.lessons.reading import tags
from labkit.course.lessons.sections import headings

_HEADING = re.compile(r"^## .+$", re.MULTILINE)
_BOX = '<div class="alert alert-block alert-info">\n\n{text}\n\n</div>'
_BESIDE_A_BAR = '<div style="border-left: 6px solid #b58900; padding-left: 12px">\n\n{text}\n\n</div>'
TASK = "**Your turn"
"""How a task begins."""

_WRITTEN_INTO = "Double-click on this text"


def show(cells: Iterable[Any], facilitators: Set[str]) -> None:
    """Write the minutes below headings, put tasks into boxes, and a bar beside texts for the facilitator."""
    for cell in cells:
        if cell.cell_type != "markdown":
            continue
        minutes = (cell.metadata.get("labkit") or {}).get("minutes")
        if minutes:
            unit = "minute" if minutes == 1 else "minutes"
            cell.source = _HEADING.sub(rf"\g<0>\n\n*{minutes:g} {unit}*", cell.source, count=1)
        if tags(cell) & facilitators:
            cell.source = _BESIDE_A_BAR.format(text=cell.source.rstrip())
        elif TASK in cell.source or ("your-turn" in tags(cell) and not headings(cell)):
            cell.source = _boxed(cell.source)


def _boxed(text: str) -> str:
    """Return a text with its task in a box: from "Your turn" on, or all of it where no word says where it begins.

    Of a task that is written into, the first paragraph is boxed, so that the dots stay easy to find.
    """
    before, mark, after = text.partition(TASK)
    above, task = (f"{before.rstrip()}\n\n".lstrip(), mark + after) if mark else ("", text)
    first, gap, rest = task.partition("\n\n") if _WRITTEN_INTO in task else (task.rstrip(), "", "")
    return above + _BOX.format(text=first) + gap + rest
