"""A gap along the distribution: at the bottom, in the middle, at the top."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from labkit.plots.drawing.dots import plain_numbers
from labkit.plots.drawing.figures import checked, digits, doubts, grey_line, opening, records, said, shown
from labkit.plots.drawing.frame import AXIS, finished, framed, under
from labkit.plots.drawing.look import INK, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn
from labkit.plots.wages.lorenz import STYLES

NEEDED = ("q", "component", "estimate", "ci_low", "ci_high")
SHOWN = ("difference", "unexplained")
WORDS = {"difference": "raw gap", "unexplained": "unexplained part", "explained": "explained part"}


def gap_along(
    table: pd.DataFrame,
    *,
    components: tuple[str, ...] = SHOWN,
    title: str = "",
    unit: str = "log points",
    source: str | None = None,
) -> Picture:
    """Draw a gap at several quantiles as lines with bands: the raw gap and its unexplained part.

    Parameters
    ----------
    table
        Table of `labkit.decomposition.along_distribution`: ``q``, ``component``, and the figures.
    components
        Which components to draw.
    title
        Says what the picture shows.
    unit
        Unit of the figures.
    source
        Survey and year for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of `along_distribution`.

    Examples
    --------
    >>> row = {"q": 0.5, "component": "difference", "estimate": 0.168, "ci_low": 0.15, "ci_high": 0.186}
    >>> gap_along(pd.DataFrame([row]), title="Pay gap").alt.split(". ")[2]
    'raw gap: at 0.5 0.168 (0.150 to 0.186).'
    """
    made_by = "Make it with decomposition.along_distribution(...)."
    checked(table, NEEDED, "plots.gap_along", made_by)
    table = table if "flag" in table else table.assign(flag="")
    seen = shown(table)
    kinds = [name for name in components if seen["component"].eq(name).any()]

    def draw(sheet: Sheet) -> Figure:
        keys = [
            Line2D([], [], color=look(g).colour, marker=look(g).mark, linestyle=STYLES[g], linewidth=2.2,
                   label=WORDS.get(kind, kind)) for g, kind in enumerate(kinds)
        ]  # fmt: skip
        note = grey_line(table, source, "where a band holds zero, the gap may be nothing", doubts(seen))
        figure, (axes,) = framed(sheet, 14 + AXIS, title=title, note=note, legend=keys)
        axes.axhline(0, color=INK, linewidth=1.4, zorder=1)
        for g, kind in enumerate(kinds):
            _line(axes, seen[seen["component"] == kind], g, sheet)
        axes.set_xlim(0, 100)
        axes.set_xticks([10, 30, 50, 70, 90])
        plain_numbers(axes, upright=True)
        axes.set_ylabel(unit)
        under(axes, "percent of workers who are paid less (50: the middle)", sheet)
        return finished(figure)

    return drawn(draw, _alt(seen, kinds, title, unit))


def _line(axes: Axes, rows: pd.DataFrame, place: int, sheet: Sheet) -> None:
    rows = rows.sort_values("q")  # a suppressed figure is missing: the line breaks there
    own = look(place)
    axes.fill_between(100 * rows["q"], rows["ci_low"], rows["ci_high"], color=own.colour, alpha=0.22, linewidth=0)
    axes.plot(100 * rows["q"], rows["estimate"], color=own.colour, linestyle=STYLES[place], linewidth=sheet.letter / 6)
    for row in records(rows):
        face = "white" if row["flag"] == "U" else own.colour
        axes.plot(100 * row["q"], row["estimate"], own.mark, color=own.colour, markerfacecolor=face,
                  markersize=0.6 * sheet.letter, markeredgewidth=sheet.letter / 8, zorder=3)  # fmt: skip


def _holds_zero(row: dict[str, Any]) -> bool:
    return not (row["ci_low"] > 0 or row["ci_high"] < 0)


def _alt(table: pd.DataFrame, kinds: list[str], title: str, unit: str) -> str:
    places = 3 if unit.startswith("log") else digits(table["estimate"], unit)
    parts = []
    for kind in kinds:
        rows = records(table[table["component"] == kind].sort_values("q"))
        points = ", ".join(
            f"at {row['q']:g} {said(row, places, doubt='; may be zero' if _holds_zero(row) else '')}" for row in rows
        )
        parts.append(f"{WORDS.get(kind, kind)}: {points}.")
    return f"{opening(title)}Lines with confidence bands by quantile, in {unit}. " + " ".join(parts)
