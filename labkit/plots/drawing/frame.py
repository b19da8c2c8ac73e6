"""The frame of every picture: title, legend, axes, and the grey line that says where the figures come from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from labkit.plots.drawing.lettering import count_lines, width, wrapped
from labkit.plots.drawing.look import INK, QUIET, Look, Sheet

ROW = 1.85  # ems between two lines of a picture
AXIS = 3.4  # ems for the numbers and the words below an axis
_HANDLE = 3.0  # ems for a legend's mark and the room around it


def framed(
    sheet: Sheet,
    body: float,
    *,
    title: str = "",
    note: str = "",
    legend: Sequence[Artist] = (),
    legend_title: str = "",
    panels: tuple[int, int] = (1, 1),
    **grid: Any,
) -> tuple[Figure, list[Axes]]:
    """Return a figure whose axes have `body` ems of height in all, and the axes.

    All pictures of a sheet have the same width and the same letters; long titles and notes take more lines, and the
    picture becomes higher. `grid` goes to matplotlib's grid of axes, such as ``height_ratios``.
    """
    em, inner = sheet.em, sheet.width - 1.2 * sheet.em
    title, note = wrapped(title, 0.98 * inner, sheet.title, bold=True), wrapped(note, inner, sheet.small)
    for artist in legend:
        artist.set_label(wrapped(str(artist.get_label()), inner - _HANDLE * em, sheet.letter))
    columns = _columns(legend, inner, sheet)
    tallest = max((count_lines(str(artist.get_label())) for artist in legend), default=1)
    rows = ceil(len(legend) / columns) * (1.65 + 1.25 * (tallest - 1))
    key = em * (rows + 1.65 * bool(legend_title)) if legend else 0.0
    head = 0.6 * em + count_lines(title) * 1.35 * sheet.title / 72
    foot = 0.6 * em + count_lines(note) * 1.35 * sheet.small / 72
    high = max(head + key + body * em + foot, sheet.height)
    engine = ConstrainedLayoutEngine(
        rect=(0.4 * em / sheet.width, foot / high, 1 - 0.8 * em / sheet.width, 1 - (head + key + foot) / high),
        w_pad=0.25 * em, h_pad=0.2 * em,
    )  # fmt: skip
    figure = Figure(figsize=(sheet.width, high), layout=engine)
    left = 0.6 * em / sheet.width
    figure.text(left, 1 - 0.45 * em / high, title, va="top", fontsize=sheet.title, weight="bold", linespacing=1.25)
    figure.text(left, 0.4 * em / high, note, va="bottom", fontsize=sheet.small, color=QUIET, linespacing=1.25)
    if legend:
        figure.legend(
            handles=list(legend), loc="upper left", bbox_to_anchor=(left, 1 - head / high), ncols=columns,
            frameon=False, title=legend_title or None, alignment="left", borderpad=0.1, borderaxespad=0,
            labelspacing=0.45, columnspacing=1.2, handletextpad=0.5, handlelength=1.6,
        )  # fmt: skip
    drawn = np.ravel(figure.subplots(*panels, squeeze=False, gridspec_kw=grid or None))
    return figure, list(drawn)


def finished(figure: Figure) -> Figure:
    """Lay the figure out once and for all, while the common style holds."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    return figure


def _columns(legend: Sequence[Artist], inner: float, sheet: Sheet) -> int:
    labels = [line for artist in legend for line in str(artist.get_label()).split("\n")]
    widest = max((width(label, sheet.letter) for label in labels), default=0.0)
    return max(1, min(len(legend), int(inner / (widest + _HANDLE * sheet.em))))


def dot_key(label: str, look: Look, *, hollow: bool = False, line: bool = True) -> Line2D:
    """Return a legend's entry for dots, with the line of their intervals or without."""
    face, width = "white" if hollow else look.colour, 2 if line else 0
    return Line2D([], [], color=look.colour, marker=look.mark, markerfacecolor=face, label=label, linewidth=width)


def bar_key(label: str, colour: str, hatch: str) -> Patch:
    """Return a legend's entry for bars."""
    return Patch(label=label, **bar_look(colour, hatch))


def bar_look(colour: str, hatch: str, *, hollow: bool = False) -> dict[str, Any]:
    """Return how a bar is drawn; a hollow one is unreliable, in grey print too."""
    if hollow:
        edge = colour if luminance(colour) <= 0.3 else INK
        return {"facecolor": "white", "hatch": hatch, "edgecolor": edge, "linewidth": 1.3}
    return {"facecolor": colour, "hatch": hatch, "edgecolor": edge_on(colour, hatch), "linewidth": 0.5}


def rows_high(count: int, pitch: float, *, words: int = 1) -> float:
    """Return the ems for so many lines and the axis below them, whose words take some lines."""
    return max(count, 1) * pitch + 0.7 + AXIS + 1.3 * (words - 1)


def edge_on(colour: str, hatch: str) -> str:
    """Return the colour of lines on a bar: white hatching on dark bars, ink on light ones."""
    return INK if not hatch or luminance(colour) > 0.3 else "white"


def ink_on(colour: str) -> str:
    """Return the colour of letters on a tile: 4.5 : 1 or more on every colour."""
    light = luminance(colour)
    return INK if light > 0.23 else "black" if light > 0.18 else "white"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG), 0 for black to 1 for white."""
    from matplotlib.colors import to_rgb

    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lines_of(axes: Axes, labels: Sequence[str], sheet: Sheet, *, share: float = 0.42) -> float:
    """Write the labels of the lines, broken where they are long, first one on top; return the ems between lines.

    Call `row_height` with the same labels before, for the height of the picture.
    """
    broken = [wrapped(label, share * sheet.width, sheet.letter) for label in labels]
    axes.set_yticks(range(len(labels)), broken, linespacing=1.1)
    axes.set_ylim(len(labels) - 0.5 if labels else 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    return row_height(labels, sheet, share=share)


def row_height(labels: Sequence[str], sheet: Sheet, *, share: float = 0.42, dots: int = 1) -> float:
    """Return the ems between two lines: enough for labels of several lines, and for so many dots in a line."""
    lines = [count_lines(wrapped(label, share * sheet.width, sheet.letter)) for label in labels]
    pairs = [(first + second) / 2 for first, second in pairwise([*lines, 1])]
    return max(ROW, 1.2 * max(pairs, default=1) + 0.3, 0.95 * dots + 0.6)


def under(axes: Axes, words: str, sheet: Sheet, *, share: float = 0.56) -> None:
    """Write the words below an axis, broken where they are long."""
    axes.set_xlabel(wrapped(words, share * sheet.width, sheet.letter))
