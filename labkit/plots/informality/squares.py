"""A thousand squares: a population as a thousand people, coloured by group."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labkit.errors import DataError
from labkit.plots.drawing.figures import NEEDED, TOO_FEW, checked, grey_line, is_hidden, opening, records, shown
from labkit.plots.drawing.frame import bar_key, edge_on, finished, framed
from labkit.plots.drawing.look import PALE, QUIET, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn

PEOPLE, ACROSS = 1000, 50


def squares(table: pd.DataFrame, label: str = "category", *, title: str = "", source: str | None = None) -> Picture:
    """Draw 1,000 people as squares, coloured by group, with the interval of each group in the legend.

    A group that must not be shown stays white.

    Parameters
    ----------
    table
        Shares of a whole in percent, such as ``survey.share("status")``, one row per group.
    label
        The column that names the groups.
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
        The table has no such column, or is not a result table.
    DataError
        The shares do not add up to 100 percent.

    Examples
    --------
    >>> from labkit import Survey
    >>> people = Survey(pd.DataFrame({"status": ["employed"] * 70 + ["outside"] * 30}))
    >>> picture = squares(people.share("status"), title="Who works?")
    >>> picture.alt.split(" (")[0]
    'Who works? 1,000 squares for 1,000 people. employed: 700'
    """
    checked(table, (label, *NEEDED), "plots.squares", 'Make it with survey.share("status").')
    seen = shown(table, shares=True)
    total, hidden = float(seen["estimate"].sum()), bool(seen["flag"].eq("S").any()) or seen.empty
    whole = total < 100.5 if hidden else abs(total - 100) < 0.5
    if seen[label].duplicated().any() or seen["estimate"].lt(0).any() or not whole:
        raise DataError(
            "The figures are not the shares of one whole.",
            where="plots.squares",
            got=f"{len(table)} rows that add up to {total:,.1f}",
            expected="one row for each group, none below 0, 100 percent in all",
            hint='Make the table with survey.share("status"), without by.',
        )
    rows = [{**row, "squares": count} for row, count in zip(records(seen), _counts(seen), strict=True)]

    def draw(sheet: Sheet) -> Figure:
        keys = []
        for place, row in enumerate(rows):
            face, hatch = _face(row, place)
            keys.append(bar_key(f"{row[label]}: {_said(row)}", face, hatch))
        side = sheet.width / (ACROSS + 2) / sheet.em
        note = grey_line(table, source, "one square is one person of 1,000, rounded to add up")
        figure, (axes,) = framed(sheet, side * PEOPLE / ACROSS + 1, title=title, note=note, legend=keys)
        _fill(axes, rows)
        return finished(figure)

    parts = [f"{row[label]}: {_said(row)}." for row in rows]
    return drawn(draw, f"{opening(title)}1,000 squares for 1,000 people. " + " ".join(parts))


def _counts(table: pd.DataFrame) -> list[int]:
    """Return whole squares that add up to 1,000: the largest remainders get the last ones."""
    exact = 10 * table["estimate"].fillna(0.0).to_numpy(dtype=float)
    counts = np.floor(exact).astype(int)
    missing = max(0, min(round(exact.sum()), PEOPLE) - int(counts.sum()))
    counts[np.argsort(counts - exact, kind="stable")[:missing]] += 1
    return [int(count) for count in counts]


def _face(row: dict[str, Any], place: int) -> tuple[str, str]:
    return ("white", "") if is_hidden(row) else (look(place).colour, look(place).hatch)


def _said(row: dict[str, Any]) -> str:
    if is_hidden(row):
        return TOO_FEW
    doubt = "; unreliable" if row["flag"] == "U" else ""
    return f"{row['squares']:,} ({10 * row['ci_low']:z,.0f} to {10 * row['ci_high']:z,.0f}{doubt})"


def _fill(axes: Axes, rows: list[dict[str, Any]]) -> None:
    places = iter(range(PEOPLE))
    for number, row in enumerate(rows):
        face, hatch = _face(row, number)
        for place in (next(places) for _ in range(row["squares"])):
            _square(axes, place, face, edge_on(face, hatch) if hatch else face, hatch[:2])
    for place in places:
        _square(axes, place, "white", PALE, "")
    axes.set_xlim(-0.3, ACROSS + 0.1)
    axes.set_ylim(PEOPLE / ACROSS + 0.1, -0.3)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _square(axes: Axes, place: int, face: str, edge: str, hatch: str) -> None:
    y, x = divmod(place, ACROSS)
    axes.add_patch(Rectangle((x, y), 0.78, 0.78, facecolor=face, edgecolor=edge or QUIET, hatch=hatch, linewidth=0.4))
