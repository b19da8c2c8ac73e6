"""What it costs to send money home: every service of a corridor, and the average."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import plain_numbers
from labkit.plots.drawing.figures import grey_line, opening, written
from labkit.plots.drawing.frame import dot_key, finished, framed, lines_of, row_height, rows_high, under
from labkit.plots.drawing.look import INK, QUIET, SEQUENCE, Look, Sheet
from labkit.plots.drawing.picture import Picture, drawn

TARGET = 3.0  # percent, SDG target 10.c
SERVICE, AVERAGE = Look(SEQUENCE[1], "o", ""), Look(SEQUENCE[2], "D", "")


def remittance_corridors(
    services: pd.DataFrame, *, title: str = "", corridor: str = "corridor", source: str | None = None, **cost: Any
) -> Picture:
    """Draw the cost of every service as a dot and each corridor's average as a diamond, dearest corridor first.

    A line marks 3 percent, the target of SDG 10.c. These are prices, not a sample: there are no intervals; the spread
    of the dots is what a sender can meet.

    Parameters
    ----------
    services
        One row per service, as for `labkit.migration.corridor_costs`.
    title
        Says what the picture shows.
    corridor
        Column: from where to where.
    source
        Words for the grey line.
    **cost
        `fee`, `rate`, `interbank_rate`, `amount`, as for `labkit.migration.corridor_costs`.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError, DataError
        As `labkit.migration.corridor_costs`.

    Examples
    --------
    >>> services = pd.DataFrame({
    ...     "corridor": ["Thailand", "Thailand", "Korea"], "fee": [4.0, 8.0, 10.0],
    ...     "rate": 4000.0, "interbank_rate": 4000.0,
    ... })
    >>> remittance_corridors(services, title="To send 200 dollars").alt.split(". ")[2]
    'Korea: 5.0 percent on average (1 service, 5.0 to 5.0)'
    """
    from labkit.migration import corridor_costs, remittance_cost

    averages = corridor_costs(services, corridor=corridor, **cost)
    averages = averages.sort_values("average", ascending=False, kind="stable", na_position="last")
    each = remittance_cost(services, **cost)
    names = [str(name) for name in averages[corridor]]
    prices = [each[services[corridor].astype(str) == name].dropna() for name in names]

    def draw(sheet: Sheet) -> Figure:
        keys = [dot_key("one service", SERVICE, line=False), dot_key("average", AVERAGE, line=False)]
        note = grey_line(None, source or str(services.attrs.get("source", "")), "the line: 3 percent, SDG target 10.c",
                         intervals="prices, no intervals")  # fmt: skip
        figure, (axes,) = framed(
            sheet,
            rows_high(len(names), row_height(names, sheet) + 0.7, words=2),
            title=title,
            note=note,
            legend=keys,
        )
        axes.axvline(0, color=QUIET, linewidth=0.8, zorder=1)
        axes.axvline(TARGET, color=INK, linewidth=1.4, linestyle=(0, (4, 2)), zorder=1)
        for place, (own, average) in enumerate(zip(prices, averages["average"], strict=True)):
            axes.plot(own, [place] * len(own), "o", color=SERVICE.colour, markersize=0.5 * sheet.letter, clip_on=False)
            axes.plot(average, place - 0.3, "D", color=AVERAGE.colour, markersize=0.6 * sheet.letter, clip_on=False)
        lines_of(axes, names, sheet)
        plain_numbers(axes)
        under(axes, "percent of the amount sent: fee and exchange rate", sheet)
        return finished(figure)

    parts = [_told(name, own, average) for name, own, average in zip(names, prices, averages["average"], strict=True)]
    return drawn(draw, f"{opening(title)}The cost of each service, dearest corridor first. " + " ".join(parts))


def _told(name: str, prices: pd.Series[float], average: float) -> str:
    if prices.empty:
        return f"{name}: no price."
    count = f"{len(prices)} service{'s' if len(prices) > 1 else ''}"
    return (
        f"{name}: {written(average, 1)} percent on average"
        f" ({count}, {written(prices.min(), 1)} to {written(prices.max(), 1)})."
    )
