"""`Picture`: a matplotlib figure with its alternative text, for a page and for print."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from os import PathLike
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.errors import OptionError
from labkit.plots.drawing.look import BRIEF, COLOURS, INK, PAGE, QUIET, SEQUENCE, Sheet, style

__all__ = ["COLOURS", "INK", "QUIET", "SEQUENCE", "Picture", "drawn", "new_axes", "style"]

DPI = 144
CSS_PIXELS = 96  # in an inch


@dataclass(frozen=True)
class Picture:
    """A figure and what it shows in words.

    A notebook shows the figure with `alt` as its alternative text, which screen readers read aloud.

    Attributes
    ----------
    figure
        The matplotlib figure, for changes of one's own.
    alt
        The alternative text.
    draw
        Draws the same picture for another sheet; `print_size` uses it.
    """

    figure: Figure
    alt: str
    draw: Callable[[Sheet], Figure] | None = field(default=None, repr=False, compare=False)

    def print_size(self) -> Picture:
        """Return the picture for a brief of two pages: 6.3 inches wide, 2.5 high where its lines allow, 8.5 points.

        Raises
        ------
        OptionError
            The picture was made by hand, so labkit cannot draw it again.

        Examples
        --------
        >>> import pandas as pd
        >>> from labkit import plots
        >>> row = {"area": "urban", "estimate": 83.1, "ci_low": 81.5, "ci_high": 84.7, "flag": ""}
        >>> plots.intervals(pd.DataFrame([row]), "area").print_size().figure.get_size_inches().tolist()
        [6.3, 2.5]
        """
        if self.draw is None:
            raise OptionError(
                "This picture cannot be drawn again.",
                where="Picture.print_size()",
                got="a Picture made of a finished figure",
                hint="Set the size of picture.figure yourself, or make the picture with labkit.plots.",
            )
        with style(BRIEF):
            return Picture(self.draw(BRIEF), self.alt, self.draw)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file; the ending (.png, .svg, .pdf) chooses the kind."""
        _save(self.figure, path)

    def svg(self) -> str:
        """Return the picture as SVG: sharp at every size, its letters drawn, so that no font is needed to read it."""
        buffer = BytesIO()
        _save(self.figure, buffer, format="svg", metadata={"Date": None, "Creator": None})
        text = buffer.getvalue().decode()
        return text[text.index("<svg") :]

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        buffer = BytesIO()
        # No date and no version in the file: the same data give the same picture, byte for byte.
        _save(self.figure, buffer, format="png", metadata={"Software": None})
        pixels = round(self.figure.get_size_inches()[0] * CSS_PIXELS)
        vector = b64encode(self.svg().encode()).decode()
        html = (
            f'<figure class="picture"><img alt="{escape(self.alt)}" width="{pixels}" '
            f'style="max-width:100%;height:auto" src="data:image/svg+xml;base64,{vector}"></figure>'
        )
        return (
            {"text/html": html, "image/png": buffer.getvalue(), "text/plain": self.alt},
            {"image/png": {"alt": self.alt, "width": pixels}},
        )


def drawn(draw: Callable[[Sheet], Figure], alt: str) -> Picture:
    """Return a picture for the page that can be drawn again for print."""
    with style(PAGE):
        return Picture(draw(PAGE), alt, draw)


def _save(figure: Figure, file: Any, **options: Any) -> None:
    """Write a figure as large as it is: letters of all pictures have the same size."""
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "labkit"}):
        figure.savefig(file, dpi=DPI, facecolor="white", **options)


def new_axes(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure with one set of axes, outside pyplot, so that a notebook does not draw it twice."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()
