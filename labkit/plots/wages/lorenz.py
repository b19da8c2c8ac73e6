"""The Lorenz curve: what share of all pay the lower paid have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from labkit.plots.drawing.dots import plain_numbers
from labkit.plots.drawing.figures import NEEDED, checked, grey_line, opening, records, said, shown
from labkit.plots.drawing.frame import AXIS, finished, framed, under
from labkit.plots.drawing.look import INK, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn

STYLES: Sequence[Any] = ("-", (0, (5, 2)), (0, (1.5, 1.2)), (0, (5, 1.5, 1.5, 1.5)), (0, (8, 2)))


def lorenz(
    table: pd.DataFrame, *, by: str | None = None, title: str = "", what: str = "pay", source: str | None = None
) -> Picture:
    """Draw the Lorenz curve with its band of uncertainty, and the line of equal amounts.

    Parameters
    ----------
    table
        Table of `labkit.inequality.lorenz_curve`.
    by
        A column whose groups get a curve each.
    title
        Says what the picture shows.
    what
        What is shared out, in words.
    source
        Survey and year for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of `lorenz_curve`.

    Examples
    --------
    >>> from labkit import Survey, inequality
    >>> frame = pd.DataFrame({"pay": [1.0, 2.0, 3.0, 4.0] * 10})
    >>> table = inequality.lorenz_curve(Survey(frame), "pay", points=[0, 0.25, 0.5, 0.75, 1])
    >>> lorenz(table, title="Pay").alt.split(" (")[0]
    'Pay. Lorenz curve of pay with confidence band. The lower paid half has 30.0'
    """
    made_by = 'Make it with inequality.lorenz_curve(survey, "pay").'
    checked(table, ("q", *([by] if by else []), *NEEDED), "plots.lorenz", made_by)
    seen = shown(table, shares=True)
    groups = [None] if by is None else list(pd.unique(seen[by]))

    def draw(sheet: Sheet) -> Figure:
        keys = [
            Line2D([], [], color=look(g).colour, linestyle=STYLES[g % len(STYLES)], linewidth=2.4, label=str(group))
            for g, group in enumerate(groups)
            if group is not None
        ]
        note = grey_line(table, source, "straight line: everybody has the same")
        figure, (axes,) = framed(sheet, 18 + AXIS, title=title, note=note, legend=keys, legend_title=by or "")
        axes.plot([0, 100], [0, 100], color=INK, linewidth=1.2)
        for g, group in enumerate(groups):
            rows = seen if group is None else seen[seen[by] == group]
            _curve(axes, rows, g, sheet)
        axes.set_xlim(0, 100)
        axes.set_ylim(0, 100)
        plain_numbers(axes)
        plain_numbers(axes, upright=True)
        axes.set_ylabel(f"percent of all {what}")
        under(axes, "percent of the people, lowest first", sheet)
        return finished(figure)

    return drawn(draw, _alt(seen, by, groups, title, what))


def _curve(axes: Axes, rows: pd.DataFrame, place: int, sheet: Sheet) -> None:
    rows = rows.sort_values("q")  # a hidden figure is missing: the curve breaks there
    colour = look(place).colour
    axes.fill_between(100 * rows["q"], rows["ci_low"], rows["ci_high"], color=colour, alpha=0.25, linewidth=0)
    axes.plot(100 * rows["q"], rows["estimate"], color=colour, linestyle=STYLES[place % len(STYLES)],
              linewidth=sheet.letter / 6)  # fmt: skip


def _alt(table: pd.DataFrame, by: str | None, groups: list[Any], title: str, what: str) -> str:
    parts = []
    for group in groups:
        rows = table if group is None else table[table[by] == group]
        name = "" if group is None else f"{group}: "
        for q, words in ((0.5, "The lower paid half has"), (0.9, "The lower paid nine tenths have")):
            at = rows[rows["q"].sub(q).abs() < 1e-9]
            parts += [f"{name}{words} {said(row, 1)} percent." for row in records(at)]
    return f"{opening(title)}Lorenz curve of {what} with confidence band. " + " ".join(parts)
