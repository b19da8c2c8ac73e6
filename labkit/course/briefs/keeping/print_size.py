"""A picture at the size at which a brief prints it: as wide as the text, letters of 8.5 points or more."""

from __future__ import annotations

import pickle
from io import BytesIO
from typing import Any, cast

from matplotlib.figure import Figure
from matplotlib.text import Text

from labkit.plots.drawing.picture import Picture

WIDTH = 6.3
"""Inches: the width of the text on an A4 page."""

HIGHEST = 3.4
"""Inches: two pages hold one picture, one table and the text."""

SMALLEST_LETTERS = 8.5
"""Points."""

_DPI = 300


def printed(picture: Picture) -> bytes:
    """Return a picture as PNG at print size; the picture itself stays as it is."""
    figure = _scaled(picture.figure) if picture.draw is None else picture.print_size().figure
    buffer = BytesIO()
    # No version in the file: the same data give the same picture, byte for byte.
    figure.savefig(buffer, format="png", dpi=_DPI, facecolor="white", metadata={"Software": None})
    return buffer.getvalue()


def _scaled(drawn: Figure) -> Figure:
    """Return a copy of a figure that somebody drew by hand, as wide as the text, with letters that can be read."""
    figure: Any = pickle.loads(pickle.dumps(drawn))
    width, height = figure.get_size_inches()
    scale = WIDTH / width
    for text in figure.findobj(Text):
        text.set_fontsize(max(SMALLEST_LETTERS, text.get_fontsize() * scale))
    figure.set_size_inches(WIDTH, min(height * scale, HIGHEST))
    return cast(Figure, figure)
