"""Estimates with their intervals, one line per group."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import dot, limits, offsets
from labkit.plots.drawing.figures import (
    NEEDED,
    are_counts,
    are_shares,
    checked,
    digits,
    doubts,
    grey_line,
    opening,
    records,
    said,
    shown,
)
from labkit.plots.drawing.frame import dot_key, finished, framed, lines_of, row_height, rows_high, under
from labkit.plots.drawing.look import QUIET, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn


def intervals(
    table: pd.DataFrame,
    label: str,
    *,
    colour: str | None = None,
    title: str = "",
    unit: str = "percent",
    ranked: bool = True,
    shares: bool | None = None,
    line: float | None = None,
    source: str | None = None,
) -> Picture:
    """Draw the estimates of a result table as dots, with their confidence intervals as bars.

    A hollow dot is an unreliable figure (flag ``U``). A figure to be suppressed (flag ``S``) is not drawn; its line
    says "too few records". Figures that count something have an axis that begins at 0.

    Parameters
    ----------
    table
        Result of an estimator or indicator.
    label
        The column that names the lines.
    colour
        A second column, whose groups get a colour and a mark each.
    title
        Says what the picture shows.
    unit
        Unit of the estimates, for the axis and the alternative text.
    ranked
        Highest first; otherwise in the table's order.
    shares
        The figures are shares of a whole: an interval that passes 0 or 100 percent is drawn and read up to there. Left
        out: so when the unit is percent and every estimate lies between 0 and 100. Say False for pay gaps.
    line
        A value to compare with, such as 0 for differences or the figure of the country: a line across the picture.
    source
        Survey and year for the grey line. Left out: what the table itself says (``table.attrs["source"]``).

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table has no such column, or is not a result table.

    Examples
    --------
    >>> from labkit import Survey
    >>> frame = pd.DataFrame({"area": ["rural", "urban"] * 20, "hours": range(40)})
    >>> table = Survey(frame).mean("hours", by="area")
    >>> print(intervals(table, "area", title="Hours by area", unit="hours").alt)
    Hours by area. Dots with confidence intervals, in hours. urban: 20.0 (14.5 to 25.5). rural: 19.0 (13.5 to 24.5).
    """
    names = (label, *([colour] if colour else []), *NEEDED)
    checked(table, names, "plots.intervals", "Give it a table from an estimator or indicator.")
    if shares is None:
        shares = are_shares(table, unit)
    counts = are_counts(table, unit)
    seen = shown(table, shares=shares, counts=counts)
    lines = _lines(seen, label, ranked=ranked)
    groups = [None] if colour is None else list(pd.unique(seen[colour]))

    def draw(sheet: Sheet) -> Figure:
        labels = [str(name) for name in lines]
        keys = [] if colour is None else [dot_key(str(group), look(g)) for g, group in enumerate(groups)]
        high = rows_high(len(lines), row_height(labels, sheet, dots=len(groups)))
        note = grey_line(table, source, doubts(seen))
        figure, (axes,) = framed(sheet, high, title=title, note=note, legend=keys, legend_title=colour or "")
        if line is not None:
            axes.axvline(line, color=QUIET, linewidth=1.2, zorder=1)
        for g, (group, offset) in enumerate(zip(groups, offsets(len(groups)), strict=True)):
            rows = seen if group is None else seen[seen[colour] == group]
            for row in records(rows):
                dot(axes, row, lines.index(row[label]) + offset, look(g), sheet)
        lines_of(axes, labels, sheet)
        also = [] if line is None else [line]
        limits(axes, seen, zero=counts, shares=shares, also=also)
        under(axes, unit, sheet)
        return finished(figure)

    return drawn(draw, _alt(seen, lines, label, colour, title, unit, line))


def _lines(table: pd.DataFrame, label: str, *, ranked: bool) -> list[Any]:
    names = table[label].astype(object)
    if not ranked:
        return list(names.unique())
    means = table["estimate"].groupby(names, sort=False).mean()
    return list(means.sort_values(ascending=False, na_position="last", kind="stable").index)


def _alt(
    table: pd.DataFrame,
    lines: list[Any],
    label: str,
    colour: str | None,
    title: str,
    unit: str,
    line: float | None,
) -> str:
    places = digits(table["estimate"], unit)
    parts = []
    for name in lines:
        for row in records(table[table[label] == name]):
            whole = str(name) if colour is None else f"{name}, {row[colour]}"
            parts.append(f"{whole}: {said(row, places)}.")
    across = "" if line is None else f" A line at {line:z,g}."
    return f"{opening(title)}Dots with confidence intervals, in {unit}.{across} " + " ".join(parts)
