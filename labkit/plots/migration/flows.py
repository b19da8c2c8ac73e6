"""Flows between places: the largest as arrows, and how many are too few to show."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import limits
from labkit.plots.drawing.figures import (
    TOO_FEW,
    checked,
    digits,
    doubts,
    grey_line,
    opening,
    records,
    said,
    shown,
    written,
)
from labkit.plots.drawing.frame import finished, framed, lines_of, row_height, rows_high, under
from labkit.plots.drawing.look import INK, QUIET, SEQUENCE, Sheet
from labkit.plots.drawing.picture import Picture, drawn


def flows(
    table: pd.DataFrame,
    *,
    origin: str | None = None,
    destination: str | None = None,
    top: int = 10,
    title: str = "",
    unit: str = "people",
    source: str | None = None,
) -> Picture:
    """Draw the largest flows as arrows with their intervals; the last line says how many flows rest on too few records.

    Flows that must not be shown (flag ``S``) take no part in the order. A white arrow is unreliable (flag ``U``).

    Parameters
    ----------
    table
        Table of `labkit.migration.flows` (a sample, with intervals); or a full count with a column ``estimate`` or
        ``migrants``, which is added up over other columns such as sex.
    origin, destination
        The columns that say from where and to where. Left out: the first two columns.
    top
        How many flows to draw.
    title
        Says what the picture shows.
    unit
        Who is counted.
    source
        Survey and year for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table does not hold flows.

    Examples
    --------
    >>> counted = pd.DataFrame({"origin": ["Kandal", "Kep"], "destination": "Phnom Penh", "migrants": [60_000, 900]})
    >>> flows(counted, title="Who moves to the capital?").alt.split(". ")[1]
    'Kandal to Phnom Penh: 60,000'
    """
    origin, destination = origin or str(table.columns[0]), destination or str(table.columns[1])
    checked(table, (origin, destination), "plots.flows", "Make it with migration.flows(survey).")
    sample = {"estimate", "ci_low", "ci_high", "flag"} <= set(table)
    whole = shown(table, counts=True) if sample else _counted(table, origin, destination)
    hidden = int(whole["flag"].eq("S").sum())
    seen = whole[whole["flag"].ne("S")].sort_values("estimate", ascending=False, kind="stable").head(top)
    rows, places = records(seen), digits(seen["estimate"], unit)
    labels = [f"{row[origin]} \N{RIGHTWARDS ARROW} {row[destination]}" for row in rows]
    labels += [f"{hidden:,} flows" if hidden > 1 else "1 flow"] if hidden else []

    def draw(sheet: Sheet) -> Figure:
        bars = {} if sample else {"intervals": "a full count, no intervals"}
        note = grey_line(table, source, doubts(seen) and "white: unreliable", **bars)
        high = rows_high(len(labels), row_height(labels, sheet, share=0.46))
        figure, (axes,) = framed(sheet, high, title=title, note=note)
        limits(axes, seen, zero=True)
        for place, row in enumerate(rows):
            _arrow(axes, place, row, sheet, places)
        if hidden:
            axes.annotate(TOO_FEW, (0.01, len(rows)), xycoords=("axes fraction", "data"), va="center", color=QUIET,
                          fontsize=sheet.small)  # fmt: skip
        lines_of(axes, labels, sheet, share=0.46)
        if rows and not sample:
            axes.set_xlim(0, 1.3 * axes.get_xlim()[1])
        under(axes, unit, sheet)
        return finished(figure)

    told = [
        f"{row[origin]} to {row[destination]}: {said(row, places) if sample else written(row['estimate'], places)}."
        for row in rows
    ]
    rest = f" {hidden:,} flows are not shown: {TOO_FEW}." if hidden else ""
    kind = "with confidence intervals" if sample else "counted"
    return drawn(draw, f"{opening(title)}The largest flows, in {unit}, {kind}. " + " ".join(told) + rest)


def _counted(table: pd.DataFrame, origin: str, destination: str) -> pd.DataFrame:
    name = "estimate" if "estimate" in table else "migrants"
    checked(table, (name,), "plots.flows", "Give it a column 'estimate' or 'migrants'.")
    known = table[table[origin].astype(object) != table[destination].astype(object)]
    sums = known.groupby([origin, destination], observed=True, sort=False)[name].sum().reset_index()
    return sums.rename(columns={name: "estimate"}).assign(ci_low=float("nan"), ci_high=float("nan"), flag="")


def _arrow(axes: Axes, place: int, row: dict[str, Any], sheet: Sheet, places: int) -> None:
    face = "white" if row["flag"] == "U" else SEQUENCE[0]
    axes.annotate(
        "", (row["estimate"], place), (0, place), zorder=3, annotation_clip=False,
        arrowprops={"arrowstyle": "simple,tail_width=0.35,head_width=0.8,head_length=0.6", "facecolor": face,
                    "edgecolor": SEQUENCE[0], "shrinkA": 0, "shrinkB": 0, "mutation_scale": sheet.letter,
                    "linewidth": 0.9},
    )  # fmt: skip
    if pd.isna(row["ci_low"]):
        axes.text(row["estimate"], place, f"  {written(row['estimate'], places)}", va="center", color=INK)
        return
    axes.plot([row["ci_low"], row["ci_high"]], [place + 0.36] * 2, color=INK, linewidth=sheet.letter / 8)
