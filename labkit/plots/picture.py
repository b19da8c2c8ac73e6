"""`Picture`: a matplotlib figure with its alternative text, and the one style that all pictures share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from os import PathLike
from typing import Any

import matplotlib as mpl
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Okabe and Ito's colours can be told apart with every kind of colour blindness, and in grey print.
COLOURS = {"informal": "#b3470f", "household": "#8a6d00", "formal": "#0b5e8a", "not elsewhere classified": "#6b6b6b"}
SEQUENCE = ("#0b5e8a", "#b3470f", "#00745a", "#7a4b8f", "#8a6d00")
INK, QUIET = "#1b1b1b", "#5a5a5a"
DPI = 144
STYLE: Any = {
    "font.size": 12,
    "axes.titlesize": 14,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 14,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


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
    """

    figure: Figure
    alt: str

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file; the ending (.png, .svg, .pdf) chooses the kind."""
        _save(self.figure, path)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        buffer = BytesIO()
        # No date and no version in the file: the same data give the same picture, byte for byte.
        _save(self.figure, buffer, format="png", metadata={"Software": None})
        width = round(self.figure.get_size_inches()[0] * 100)
        return (
            {"image/png": buffer.getvalue(), "text/plain": self.alt},
            {"image/png": {"alt": self.alt, "width": width}},
        )


def _save(figure: Figure, file: Any, **options: Any) -> None:
    """Write a figure without its empty edges.

    ``bbox_inches="tight"`` does the same, and goes through the whole figure once more before.
    """
    layout, dpi = figure.get_layout_engine(), figure.dpi
    figure.dpi = DPI
    try:
        renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
        if layout is not None:
            layout.execute(figure)
            figure.set_layout_engine(None)
        box = figure.get_tightbbox(renderer).padded(mpl.rcParams["savefig.pad_inches"])
        figure.savefig(file, dpi=DPI, bbox_inches=box, facecolor="white", **options)
    finally:
        figure.set_layout_engine(layout)
        figure.dpi = dpi


@contextmanager
def style() -> Iterator[None]:
    """Draw in the common style, and leave other people's settings alone."""
    with mpl.rc_context(), sns.axes_style("whitegrid"), mpl.rc_context(STYLE):
        yield


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def is_hidden(row: dict[str, Any]) -> bool:
    """Tell whether a figure must not be drawn: too few records, or no estimate at all."""
    return bool(row["flag"] == "S" or pd.isna(row["estimate"]))


def new_axes(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure with one set of axes, outside pyplot, so that a notebook does not draw it twice."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()
