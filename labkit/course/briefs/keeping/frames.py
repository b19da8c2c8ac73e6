"""The three sentence frames of a part: a trainee fills in words, and cites the table by name."""

from __future__ import annotations

from labkit.course.briefs.keeping.part import Part
from labkit.course.briefs.keeping.traced import Figure, figures_of

BLANK = "___"

_FRAMES = {
    "problem": (
        "The question is ___.",
        "Among ___, it is {first}; among the others {last}.",
        "This matters because ___.",
    ),
    "affected": (
        "The people concerned are ___: {first}.",
        "Of the others, ___ are {last}.",
        "People and jobs are not the same here: ___.",
    ),
    "options": (
        "Option 1: ___. It would reach {first}. It costs ___, and ___ pays. The risk is ___.",
        "Option 2: ___. It would reach {last}. It costs ___, and ___ pays. The risk is ___.",
        "The estimate is ___; the assumption is ___.",
    ),
    "risk": (
        "Another source says {first}; it counts ___.",
        "Ours says {last}. The two differ because ___.",
        "We would be wrong if ___.",
    ),
}


def frame(part: Part) -> str:
    """Return the sentence frames of a part, with the names of its table and no digit."""
    figures = [figure for figure in figures_of(part) if figure.flag != "S"]
    first, last = (figures[0], figures[-1]) if figures else (None, None)
    if part.part == "options":  # two options reach people alike: a share beside a share, never beside a cost
        last = next((figure for figure in reversed(figures[1:]) if first and figure.unit == first.unit), None)
    lines = (line.replace("{first}", _cited(first)).replace("{last}", _cited(last)) for line in _FRAMES[part.part])
    return "\n\n".join(lines)


def _cited(figure: Figure | None) -> str:
    return BLANK if figure is None else f"{{{figure.key}}}"
