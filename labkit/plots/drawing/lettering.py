"""Letters: how wide they are, and where their lines break."""

from __future__ import annotations

import re
from functools import lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from labkit.plots.drawing.look import letters

_DPI = 288  # fine enough that rounded letters are not measured too narrow
BREAK = "\u200b"  # Khmer is written without blanks; this sign says where a word ends
# A Khmer letter with what belongs to it: letters below it, vowels, signs.
_CLUSTER = re.compile("[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd])*|.", re.DOTALL)


@lru_cache
def _renderer() -> RendererAgg:
    return RendererAgg(10, 10, _DPI)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=4096)
def width(text: str, points: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is, in inches."""
    font = FontProperties(family=letters(), size=points, weight="bold" if bold else "normal")
    extent = _renderer().get_text_width_height_descent(text, font, False)  # type: ignore[no-untyped-call]
    return float(extent[0]) / _DPI


def wrapped(text: str, inches: float, points: float, *, bold: bool = False) -> str:
    """Return a text with line breaks, so that no line is wider; breaks that are there stay.

    A line breaks at a blank, at a Khmer word's end (a zero-width space), or, where one word alone is too wide, between
    two letters.
    """
    lines = [line for part in str(text).split("\n") for line in _lines(part, inches, points, bold=bold)]
    return "\n".join(lines)


def _lines(text: str, inches: float, points: float, *, bold: bool) -> list[str]:
    lines, line = [], ""
    for word in _words(text, inches, points, bold=bold):
        if line and width((line + word).rstrip(), points, bold=bold) > inches:
            lines.append(line.rstrip())
            line = word
        else:
            line += word
    return [*lines, line.rstrip()]


def _words(text: str, inches: float, points: float, *, bold: bool) -> list[str]:
    """Return the parts between which a line may break, each with the blank behind it."""
    parts = [part for part in re.split(rf"(?<= )|{BREAK}", text) if part]
    words = []
    for part in parts:
        if width(part.rstrip(), points, bold=bold) <= inches:
            words.append(part)
        else:
            words.extend(_CLUSTER.findall(part))
    return words


def count_lines(text: str) -> int:
    """Return the number of lines of a text; none if it is empty."""
    return text.count("\n") + 1 if text else 0
