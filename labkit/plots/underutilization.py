"""The four measures of labour underutilization: growing bars, the same people in the same colours."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.errors import ColumnError
from labkit.plots.drawing.dots import plain_numbers
from labkit.plots.drawing.figures import (
    NEEDED,
    TOO_FEW,
    checked,
    doubts,
    grey_line,
    is_hidden,
    opening,
    records,
    said,
    shown,
    written,
)
from labkit.plots.drawing.frame import AXIS, bar_key, bar_look, finished, framed, lines_of, row_height, under
from labkit.plots.drawing.look import COLOURS, INK, QUIET, SEQUENCE, Sheet
from labkit.plots.drawing.picture import Picture, drawn

UNEMPLOYED, UNDEREMPLOYED, POTENTIAL = "unemployed", "works too few hours", "potential labour force"
FACES = {
    UNEMPLOYED: (SEQUENCE[0], ""),
    UNDEREMPLOYED: (COLOURS["household"], "..."),
    POTENTIAL: (SEQUENCE[2], "///"),
}
LABELS = {
    "LU1": "LU1: unemployed",
    "LU2": "LU2: unemployed, few hours",
    "LU3": "LU3: unemployed, potential",
    "LU4": "LU4: all three",
}


def underutilization(table: pd.DataFrame, *, title: str = "", source: str | None = None) -> Picture:
    r"""Draw the measures LU1 to LU4 as bars, each cut into the groups of people that it counts.

    LU1 and LU2 are percent of the labour force, LU3 and LU4 of the extended labour force (with the potential one). The
    parts follow from the measures: with u the unemployed, t those who work too few hours and p the potential labour
    force, each per person of the labour force, LU1 = u, LU2 = u + t, LU3 = (u + p) / (1 + p).

    Parameters
    ----------
    table
        Table of `labkit.labour.underutilization`, without groups.
    title
        Says what the picture shows.
    source
        Survey and year for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of `labkit.labour.underutilization` for one group.

    Examples
    --------
    >>> import labkit as lk
    >>> table = lk.labour.underutilization(lk.load("lfs"), hours_threshold=40)
    >>> underutilization(table, title="Left over?").alt.split(". ")[1][:18]
    'LU1: unemployed: 1'
    """
    made_by = "Make it with labour.underutilization(survey, hours_threshold=...), without by."
    checked(table, ("measure", *NEEDED), "plots.underutilization", made_by)
    if table["measure"].duplicated().any():  # the parts of one group's bars would be another's
        raise ColumnError(
            "This is not the table of one group.",
            where="plots.underutilization",
            got="several rows for one measure",
            hint=made_by,
        )
    seen = shown(table, shares=True)
    rows = records(seen)
    rates = {str(row["measure"]): float(row["estimate"]) for row in rows}
    labels = [LABELS.get(str(row["measure"]), str(row["measure"])) for row in rows]

    def draw(sheet: Sheet) -> Figure:
        keys = [bar_key(name, *face) for name, face in FACES.items()]
        threshold = table.attrs.get("hours_threshold")
        more = [] if threshold is None else [f"too few hours: below {threshold:g} a week"]
        note = grey_line(table, source, *more, doubts(seen))
        figure, (axes,) = framed(
            sheet, max(len(rows), 1) * max(2.4, row_height(labels, sheet)) + AXIS, title=title, note=note, legend=keys
        )
        for place, row in enumerate(rows):
            _bar(axes, place, row, _parts(str(row["measure"]), rates), sheet)
        lines_of(axes, labels, sheet)
        top = seen["ci_high"].max()
        axes.set_xlim(0, 1.2 * top if top > 0 else 1.0)
        plain_numbers(axes)
        under(axes, "percent of the labour force (LU1, LU2) or of the extended one (LU3, LU4)", sheet)
        return finished(figure)

    parts = " ".join(f"{label}: {said(row, 1)}." for label, row in zip(labels, rows, strict=True))
    return drawn(draw, f"{opening(title)}Bars with confidence intervals, in percent. {parts}")


def _parts(measure: str, rates: dict[str, float]) -> dict[str, float]:
    """Return the percent that each group of people adds to a measure; empty where a figure is hidden."""
    u, t = rates.get("LU1", float("nan")), rates.get("LU2", float("nan")) - rates.get("LU1", float("nan"))
    lu3 = rates.get("LU3", float("nan"))
    p = (lu3 - u) / (100 - lu3) if lu3 < 100 else float("nan")
    whole = {
        "LU1": {UNEMPLOYED: u},
        "LU2": {UNEMPLOYED: u, UNDEREMPLOYED: t},
        "LU3": {UNEMPLOYED: u / (1 + p), POTENTIAL: 100 * p / (1 + p)},
        "LU4": {UNEMPLOYED: u / (1 + p), UNDEREMPLOYED: t / (1 + p), POTENTIAL: 100 * p / (1 + p)},
    }.get(measure, {})
    return {} if any(pd.isna(value) for value in whole.values()) else whole


def _bar(axes: Axes, place: int, row: dict[str, Any], parts: dict[str, float], sheet: Sheet) -> None:
    if is_hidden(row):
        axes.text(0, place, f"  {TOO_FEW}", va="center", fontsize=sheet.small, color=QUIET)
        return
    left = 0.0
    for name, value in (parts or {"all": float(row["estimate"])}).items():
        colour, hatch = FACES.get(name, ("#b0b0b0", ""))
        axes.barh(place, value, left=left, height=0.62, **bar_look(colour, hatch, hollow=row["flag"] == "U"))
        left += value
    axes.plot([row["ci_low"], row["ci_high"]], [place - 0.39] * 2, color=INK, linewidth=sheet.letter / 6)
    axes.text(max(row["ci_high"], left), place, f"  {written(row['estimate'], 1)}", va="center", color=INK)
