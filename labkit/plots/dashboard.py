"""One page of indicators: figure, interval, whether it may be shown, and the published figure beside."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import dot, plain_numbers
from labkit.plots.drawing.figures import (
    NEEDED,
    checked,
    digits,
    doubts,
    grey_line,
    interval,
    is_hidden,
    opening,
    records,
    shown as seen_of,
    written,
)
from labkit.plots.drawing.frame import AXIS, dot_key, finished, framed, lines_of, row_height
from labkit.plots.drawing.lettering import count_lines, wrapped
from labkit.plots.drawing.look import INK, QUIET, SEQUENCE, Look, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn

PUBLISHED = Look(SEQUENCE[2], "d", "")


def dashboard(table: pd.DataFrame, label: str = "indicator", *, title: str = "", source: str | None = None) -> Picture:
    """Draw a page of indicators: a line for each, with its figure and interval in words and on a scale from 0 to 100.

    Only percentages stand on the scale; other figures are written. A diamond is the published figure. A figure that
    must not be shown says so, and its published figure stays.

    Parameters
    ----------
    table
        ``indicator, unit, estimate, ci_low, ci_high, flag``, and, where there are any, ``published`` and
        ``published_source``.
    label
        The column that names the lines.
    title
        Says what the page shows, such as the province.
    source
        Survey and year for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table lacks a column.

    Examples
    --------
    >>> row = {"indicator": "Unemployment rate", "unit": "percent", "estimate": 1.25, "ci_low": 1.06, "ci_high": 1.43}
    >>> dashboard(pd.DataFrame([{**row, "flag": "", "published": 1.2}]), title="Cambodia").alt.split(". ")[2]
    'Unemployment rate: 1.2 percent (1.1 to 1.4); published 1.2.'
    """
    checked(table, (label, "unit", *NEEDED), "plots.dashboard", "See its help for the columns.")
    seen = seen_of(table)
    if "published" not in seen:
        seen = seen.assign(published=float("nan"))
    rows = records(seen)
    labels = [str(row[label]) for row in rows]

    def draw(sheet: Sheet) -> Figure:
        keys = [dot_key("this survey", look(0))]
        if not seen["published"].isna().all():
            keys.append(dot_key("published", PUBLISHED))
            keys[1].set_linestyle("")
        pitch = max([row_height(labels, sheet, share=0.34), *(_height(row, sheet) for row in rows)])
        figure, (axes,) = framed(
            sheet, max(len(rows), 1) * pitch + AXIS - 0.6, title=title, note=grey_line(table, source, doubts(seen)),
            legend=keys,
        )  # fmt: skip
        for place, row in enumerate(rows):
            _line(axes, place, row, sheet)
        lines_of(axes, labels, sheet, share=0.34)
        axes.set_xlim(0, 100)
        plain_numbers(axes)
        axes.set_xlabel("percent")
        return finished(figure)

    parts = [f"{name}: {_told(row)}." for name, row in zip(labels, rows, strict=True)]
    return drawn(draw, f"{opening(title)}A page of indicators with confidence intervals. " + " ".join(parts))


def _height(row: dict[str, Any], sheet: Sheet) -> float:
    """Return the ems that a line takes: its words, and below them a mark where there is one."""
    lines = count_lines(_broken(row, sheet))
    return 3.4 + 2.1 * (lines - 1) if _ours(row) or _theirs(row) else max(3.4, 1.2 * lines + 0.8)


def _ours(row: dict[str, Any]) -> bool:
    return not is_hidden(row) and _on_scale(row, row["estimate"])


def _theirs(row: dict[str, Any]) -> bool:
    return _on_scale(row, row["published"])


def _line(axes: Axes, place: int, row: dict[str, Any], sheet: Sheet) -> None:
    ours, theirs = _ours(row), _theirs(row)
    above = ours or theirs  # of a mark on the scale
    if ours:
        dot(axes, _clipped(row), place + 0.1, look(0), sheet)
    if theirs:
        axes.plot(row["published"], place + 0.1, PUBLISHED.mark, color=PUBLISHED.colour, clip_on=False, zorder=3.5,
                  markersize=0.6 * sheet.letter)  # fmt: skip
    words = _broken(row, sheet)
    colour = QUIET if is_hidden(row) or row["flag"] == "U" else INK
    height, side = (place - 0.16, "bottom") if above else (place, "center")
    axes.text(1.5, height, words, va=side, fontsize=sheet.small, color=colour)
    axes.axhline(place + 0.5, color="#e4e4e4", linewidth=0.7, zorder=0)


def _on_scale(row: dict[str, Any], value: float) -> bool:
    """Tell whether a figure is a share, which the scale from 0 to 100 can show; of others there are words alone."""
    return str(row["unit"]) == "percent" and 0 <= value <= 100


def _clipped(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "ci_low": max(row["ci_low"], 0.0), "ci_high": min(row["ci_high"], 100.0)}


def _broken(row: dict[str, Any], sheet: Sheet) -> str:
    return wrapped(_told(row), 0.5 * sheet.width, sheet.small)


def _told(row: dict[str, Any]) -> str:
    places = digits([row["estimate"], row["published"]], str(row["unit"]))
    if is_hidden(row):
        figure = "too few records"
    else:
        doubt = "; unreliable" if row["flag"] == "U" else ""
        ends = _clipped(row) if _on_scale(row, row["estimate"]) else row
        figure = f"{written(row['estimate'], places)} {row['unit']} ({interval(ends, places)}{doubt})"
    return figure if pd.isna(row["published"]) else f"{figure}; published {written(row['published'], places)}"
