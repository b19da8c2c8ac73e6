"""What different sources say of one thing: a mark for each source and year."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from labkit.plots.drawing.dots import plain_numbers
from labkit.plots.drawing.figures import checked, digits, grey_line, opening, records, written
from labkit.plots.drawing.frame import AXIS, dot_key, finished, framed
from labkit.plots.drawing.look import Sheet, look
from labkit.plots.drawing.picture import Picture, drawn


def stocks(
    table: pd.DataFrame,
    value: str = "value",
    *,
    by: str = "source",
    year: str = "year",
    title: str = "",
    unit: str = "people",
    source: str | None = None,
) -> Picture:
    """Draw what several sources publish for several years, one mark each; no line joins what was counted differently.

    Parameters
    ----------
    table
        One row per published figure.
    value
        The column with the figures.
    by
        The column that says who counted; each gets a colour and a mark.
    year
        The column with the year.
    title
        Says what the picture shows.
    unit
        Unit of the figures.
    source
        Words for the grey line. Left out: that these are published figures.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table has no such columns.

    Examples
    --------
    >>> rows = {"source": ["ministry", "World Bank"], "year": 2022, "value": [2.7, 2.62]}
    >>> stocks(pd.DataFrame(rows), title="Remittances", unit="billion dollars").alt.split(". ")[2]
    'ministry: 2.70 (2022)'
    """
    checked(table, (value, by, year), "plots.stocks", "Name the columns: stocks(table, value, by=..., year=...).")
    known = table.dropna(subset=[value])
    names = [str(name) for name in pd.unique(known[by])]
    places = digits(known[value], unit)

    def draw(sheet: Sheet) -> Figure:
        keys = [dot_key(name, look(g), line=False) for g, name in enumerate(names)]
        note = grey_line(None, source, intervals="published figures, each with its own definition; no intervals")
        figure, (axes,) = framed(sheet, 13 + AXIS, title=title, note=note, legend=keys)
        for row in records(known):
            own = look(names.index(str(row[by])))
            axes.plot(row[year], row[value], own.mark, color=own.colour, markersize=0.7 * sheet.letter, clip_on=False,
                      zorder=3)  # fmt: skip
        axes.set_ylim(bottom=min(0.0, float(known[value].min()) if len(known) else 0.0))
        if len(known):
            axes.set_ylim(top=1.15 * max(1e-9, float(known[value].max())))
            first, last = float(known[year].min()), float(known[year].max())
            room = max(1.0, 0.08 * (last - first))
            axes.set_xlim(first - room, last + room)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.xaxis.set_major_formatter(lambda year, _: f"{year:.0f}")
        plain_numbers(axes, upright=True)
        axes.set_ylabel(unit)
        return finished(figure)

    parts = []
    for name in names:
        own = known[known[by].astype(str) == name].sort_values(year)
        figures = ", ".join(f"{written(row[value], places)} ({row[year]})" for row in records(own))
        parts.append(f"{name}: {figures}.")
    return drawn(draw, f"{opening(title)}One mark for each source and year, in {unit}. " + " ".join(parts))
