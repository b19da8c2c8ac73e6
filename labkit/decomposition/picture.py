"""The picture of a decomposition: a dot with its interval for each regressor and component."""

from __future__ import annotations

from typing import Any

import pandas as pd

from labkit.plots.figures import records
from labkit.plots.picture import QUIET, SEQUENCE, Picture, new_axes, style
from labkit.regression.matrix import CONSTANT


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
    lines = list(dict.fromkeys(row["line"] for row in rows))
    components = [c for c in found.overall["component"] if c != "difference"]
    with style():
        figure, axes = new_axes(8.5, 1.8 + 0.3 * len(components) * len(lines) / 1.6)
        for row in rows:
            place, colour = _place(row, lines, components)
            axes.plot([row["ci_low"], row["ci_high"]], [place, place], color=colour, linewidth=2.4, alpha=0.75)
            axes.plot(row["estimate"], place, "o", markersize=7, color=colour)
        for component in ("difference", *components):
            axes.plot([], [], "o", color=_colour(component, components), label=component)
        axes.axvline(0, color=QUIET, linewidth=1)
        axes.set_yticks(range(len(lines)), lines)
        axes.set_ylim(len(lines) - 0.5, -0.5)
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(
            f"added to the difference, {found.reference} minus {found.comparison} (the bar is the confidence interval)",
            fontsize=11,
        )
        axes.set_title(f"{found.outcome}: {found.reference} minus {found.comparison}")
        figure.legend(loc="outside lower right", ncols=len(components) + 1, frameon=False)
    return Picture(figure, _alt(found, rows))


def _rows(found: Any, *, constant: bool) -> list[dict[str, Any]]:
    detail = found.detail if constant else found.detail[found.detail["regressor"] != CONSTANT]
    table = pd.concat([found.overall.assign(line="all"), detail.assign(line=detail["regressor"])])
    return records(table)


def _colour(component: str, components: list[str]) -> str:
    return QUIET if component == "difference" else SEQUENCE[components.index(component)]


def _place(row: dict[str, Any], lines: list[str], components: list[str]) -> tuple[float, str]:
    """Return where a row stands, its components side by side, and its colour."""
    component = str(row["component"])
    steps = ["difference", *components] if row["line"] == "all" else components
    offset = (steps.index(component) - (len(steps) - 1) / 2) * 0.7 / len(steps)
    return lines.index(row["line"]) + offset, _colour(component, components)


def _alt(found: Any, rows: list[dict[str, Any]]) -> str:
    parts = [
        f"{row['line']}, {row['component']}: {row['estimate']:.3f} ({row['ci_low']:.3f} to {row['ci_high']:.3f})."
        for row in rows
    ]
    return f"{found.title}. Dots with confidence intervals. " + " ".join(parts)
