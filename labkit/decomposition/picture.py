"""The picture of a decomposition: a dot with its interval for each regressor and component."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import dot, limits
from labkit.plots.drawing.figures import grey_line, interval, records, written
from labkit.plots.drawing.frame import AXIS, dot_key, finished, framed, lines_of, row_height, under
from labkit.plots.drawing.look import QUIET, Look, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn
from labkit.regression.matrix import CONSTANT

DIFFERENCE = Look("#7a7a7a", "d", "")


def decomposition_picture(found: Any, *, constant: bool) -> Picture:
    """Return the picture of the overall and the detailed parts.

    Parameters
    ----------
    found
        The decomposition.
    constant
        Whether to draw the constant's row too.
    """
    rows = _rows(found, constant=constant)
    lines = list(dict.fromkeys(str(row["line"]) for row in rows))
    components = [c for c in found.overall["component"] if c != "difference"]

    def draw(sheet: Sheet) -> Figure:
        keys = [dot_key(component, _look(component, components)) for component in ("difference", *components)]
        high = len(lines) * row_height(lines, sheet, dots=len(components) + 1) + AXIS + 1.3
        title = f"{found.outcome}: {found.reference} minus {found.comparison}"
        figure, (axes,) = framed(sheet, high, title=title, note=grey_line(found.overall, None), legend=keys)
        axes.axvline(0, color=QUIET, linewidth=1, zorder=1)
        for row in rows:
            place, own = _place(row, lines, components)
            dot(axes, {**row, "flag": ""}, place, own, sheet)
        lines_of(axes, lines, sheet)
        limits(axes, pd.DataFrame(rows), also=[0.0])
        under(axes, f"added to the difference, {found.reference} minus {found.comparison}", sheet)
        return finished(figure)

    return drawn(draw, _alt(found, rows))


def _rows(found: Any, *, constant: bool) -> list[dict[str, Any]]:
    detail = found.detail if constant else found.detail[found.detail["regressor"] != CONSTANT]
    table = pd.concat([found.overall.assign(line="all"), detail.assign(line=detail["regressor"])])
    return records(table)


def _look(component: str, components: list[str]) -> Look:
    return DIFFERENCE if component == "difference" else look(components.index(component))


def _place(row: dict[str, Any], lines: list[str], components: list[str]) -> tuple[float, Look]:
    """Return where a row stands, its components side by side, and its look."""
    component = str(row["component"])
    steps = ["difference", *components] if row["line"] == "all" else components
    offset = (steps.index(component) - (len(steps) - 1) / 2) * 0.7 / len(steps)
    return lines.index(row["line"]) + offset, _look(component, components)


def _alt(found: Any, rows: list[dict[str, Any]]) -> str:
    parts = [f"{row['line']}, {row['component']}: {written(row['estimate'], 3)} ({interval(row, 3)})." for row in rows]
    return f"{found.title}. Dots with confidence intervals. " + " ".join(parts)
