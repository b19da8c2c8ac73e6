"""Ratios of rates around one: how many times as high."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator

from labkit.errors import DataError
from labkit.plots.drawing.dots import dot, plain
from labkit.plots.drawing.figures import checked, doubts, grey_line, opening, records, said, shown
from labkit.plots.drawing.frame import AXIS, finished, framed, lines_of, row_height, under
from labkit.plots.drawing.look import INK, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn

_TICKS = (0.1, 0.125, 0.2, 0.25, 1 / 3, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 8, 10)


def rate_ratios(
    table: pd.DataFrame, label: str = "label", *, title: str = "", unit: str = "times", source: str | None = None
) -> Picture:
    """Draw ratios of rates, line by line, around a line at 1 (as often).

    The axis is logarithmic: twice as often lies as far from 1 as half as often.

    Parameters
    ----------
    table
        One row per ratio: `label`, ``estimate``, ``ci_low``, ``ci_high``; or rows of the table of
        `labkit.regression.poisson`, with ``rate_ratio``, ``ratio_low``, ``ratio_high``. A ratio without an interval,
        such as one of two counts, has missing ends.
    label
        The column that names the ratios, such as "cases", "rates", "rates within industries".
    title
        Says what the picture shows.
    unit
        What the axis counts.
    source
        Survey or register, and year, for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table has no such columns.
    DataError
        A ratio is not above zero.

    Examples
    --------
    >>> rows = {"label": ["cases", "rates"], "estimate": [0.75, 1.22], "ci_low": [None, 1.18], "ci_high": [None, 1.26]}
    >>> rate_ratios(pd.DataFrame(rows), title="Men over women").alt
    'Men over women. Ratios around 1, with confidence intervals. cases: 0.75 (no interval). rates: 1.22 (1.18 to 1.26).'
    """
    for ready, name in (("rate_ratio", "estimate"), ("ratio_low", "ci_low"), ("ratio_high", "ci_high")):
        if ready in table:
            table = table.assign(**{name: table[ready]})
    checked(table, (label, "estimate", "ci_low", "ci_high"), "plots.rate_ratios", "Name the column with label=...")
    table = table if "flag" in table else table.assign(flag="")
    seen = shown(table)
    if seen["estimate"].le(0).any():
        raise DataError(
            "A ratio of rates is above zero.",
            where="plots.rate_ratios",
            got=f"{seen['estimate'].min():g}",
            expected="ratios, not their logarithms",
            hint="Take the column rate_ratio of regression.poisson(...), or numpy.exp of the coefficients.",
        )
    labels = [str(name) for name in seen[label]]

    def draw(sheet: Sheet) -> Figure:
        note = grey_line(table, source, doubts(seen))
        figure, (axes,) = framed(sheet, len(seen) * (row_height(labels, sheet) + 0.3) + AXIS, title=title, note=note)
        axes.set_xscale("log")
        axes.axvline(1, color=INK, linewidth=1.4, zorder=1)
        for place, row in enumerate(records(seen)):
            dot(axes, row, place, look(0), sheet)
        lines_of(axes, labels, sheet)
        low, high = _limits(seen)
        axes.set_xlim(low, high)
        axes.xaxis.set_major_locator(FixedLocator([tick for tick in _TICKS if low <= tick <= high]))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(lambda value, _: plain(round(value, 2)))
        axes.xaxis.set_minor_formatter(NullFormatter())
        under(axes, f"{unit} (1: no difference)", sheet)
        return finished(figure)

    parts = " ".join(f"{name}: {said(row, 2)}." for name, row in zip(labels, records(seen), strict=True))
    return drawn(draw, f"{opening(title)}Ratios around 1, with confidence intervals. {parts}")


def _limits(seen: pd.DataFrame) -> tuple[float, float]:
    numbers = seen[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float).ravel()
    numbers = numbers[np.isfinite(numbers) & (numbers > 0)]
    low, high = min(0.8, *numbers, 0.8), max(1.25, *numbers, 1.25)
    return float(low) / 1.15, float(high) * 1.15
