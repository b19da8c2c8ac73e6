"""The provinces of Cambodia as a grid of tiles, each about where the province lies on a map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labkit.errors import ColumnError, first_few
from labkit.plots.drawing.figures import (
    NEEDED,
    NO_INTERVAL,
    are_counts,
    are_shares,
    checked,
    digits,
    grey_line,
    interval,
    is_hidden,
    opening,
    records,
    said,
    shown,
    written,
)
from labkit.plots.drawing.frame import bar_key, finished, framed, ink_on
from labkit.plots.drawing.lettering import width, wrapped
from labkit.plots.drawing.look import INK, QUIET, Sheet
from labkit.plots.drawing.picture import Picture, drawn

# Row from the north and column from the west. A tile says roughly where a province is, not how large it is.
PLACES = {
    "Oddar Meanchey": (0, 2), "Preah Vihear": (0, 3), "Stung Treng": (0, 4), "Ratanak Kiri": (0, 5),
    "Banteay Meanchey": (1, 1), "Siem Reap": (1, 2), "Kampong Thom": (1, 3), "Kratie": (1, 4), "Mondul Kiri": (1, 5),
    "Pailin": (2, 0), "Battambang": (2, 1), "Pursat": (2, 2), "Kampong Chhnang": (2, 3), "Kampong Cham": (2, 4),
    "Tboung Khmum": (2, 5),
    "Koh Kong": (3, 1), "Kampong Speu": (3, 2), "Phnom Penh": (3, 3), "Prey Veng": (3, 4),
    "Preah Sihanouk": (4, 1), "Kampot": (4, 2), "Takeo": (4, 3), "Kandal": (4, 4), "Svay Rieng": (4, 5),
    "Kep": (5, 2),
}  # fmt: skip
ROWS, COLUMNS = 6, 6
TALL = 1.08  # height of a tile over its width
PALE, DEEP = 0.1, 0.95  # the part of the colour scale in use: its ends are too near to white and to black
HIDDEN = "#f4f4f4"
LOSS = "///"  # hatching of figures below zero: the two halves of the scale are equally dark in grey print


def province_tiles(
    table: pd.DataFrame,
    province: str = "province",
    *,
    title: str = "",
    unit: str = "percent",
    source: str | None = None,
) -> Picture:
    """Draw the estimate of every province of Cambodia as a tile, darker for a higher figure.

    Under each figure stands its confidence interval. A tile with a broken frame is unreliable (flag ``U``); a figure
    to be suppressed (flag ``S``) is not shown. Every tile has the same size, so that a large and empty province does
    not look more important than a small and crowded one. Where figures lie on both sides of zero, such as differences
    and net migration, the scale parts there: blue above, brown and hatched below.

    Parameters
    ----------
    table
        Result of an estimator or indicator, one row per province.
    province
        The column with the names of the provinces.
    title
        Says what the picture shows.
    unit
        Unit of the estimates.
    source
        Survey and year for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not a result table, or has other names than the 25 provinces of Cambodia; `intervals` draws any
        table.

    Examples
    --------
    >>> import labkit as lk
    >>> rates = lk.informality.informal_employment_rate(lk.load("lfs"), by="province")
    >>> province_tiles(rates, title="Informal employment").alt.split(".")[0]
    'Informal employment'
    """
    _check(table, province)
    shares = are_shares(table, unit)
    seen = shown(table, shares=shares, counts=are_counts(table, unit))
    places = digits(seen["estimate"], unit)
    face = _scale(seen["estimate"].dropna())
    signed = bool(seen["estimate"].lt(0).any() and seen["estimate"].gt(0).any())

    def draw(sheet: Sheet) -> Figure:
        keys = [bar_key("above zero", face(1e99), ""), bar_key("below zero", face(-1e99), LOSS)] if signed else []
        unsure = "broken frame: unreliable" if seen["flag"].eq("U").any() else ""
        note = grey_line(table, source, unit, unsure)
        wide = (sheet.width - 0.8 * sheet.em) / COLUMNS / sheet.em
        figure, (axes,) = framed(sheet, ROWS * wide * TALL, title=title, note=note, legend=keys)
        for row in records(seen):
            _tile(axes, row, str(row[province]), face, places, sheet)
        axes.set_xlim(-0.02, COLUMNS + 0.02)
        axes.set_ylim(ROWS + 0.02, -0.02)
        axes.set_axis_off()
        return finished(figure)

    return drawn(draw, _alt(seen, province, title, unit, places))


def _check(table: pd.DataFrame, province: str) -> None:
    checked(table, (province, *NEEDED), "plots.province_tiles", "Give it a table by province.")
    unknown = [str(name) for name in table[province] if str(name) not in PLACES]
    if unknown:
        raise ColumnError(
            "Some names are no province of Cambodia.",
            where=f"plots.province_tiles, column {province!r}",
            got=first_few(unknown),
            expected="the names of the 25 provinces, such as 'Siem Reap'",
            hint="Draw other places with plots.intervals(table, column).",
        )


def _scale(estimates: pd.Series[float]) -> Callable[[float], str]:
    """Return the colour of a figure: from pale to deep; with figures on both sides of zero, from zero outwards."""
    rising = ListedColormap(mpl.colormaps["Blues"](np.linspace(PALE, DEEP, 256)))
    falling = ListedColormap(mpl.colormaps["Oranges"](np.linspace(PALE, DEEP, 256)))
    if estimates.lt(0).any() and estimates.gt(0).any():
        far = float(estimates.abs().max())
        return lambda value: to_hex((rising if value >= 0 else falling)(min(abs(value) / far, 1.0)))
    low, high = (float(estimates.min()), float(estimates.max())) if len(estimates) > 1 else (0.0, 1.0)
    return lambda value: to_hex(rising((value - low) / ((high - low) or 1.0)))


def _tile(axes: Axes, row: dict[str, Any], name: str, face: Callable[[float], str], places: int, sheet: Sheet) -> None:
    y, x = PLACES[name]
    hidden = is_hidden(row)
    colour = HIDDEN if hidden else face(row["estimate"])
    ink = ink_on(colour)
    frame = {"edgecolor": INK, "linestyle": (0, (3, 2)), "linewidth": 1.8} if row["flag"] == "U" else {"linewidth": 0}
    axes.add_patch(Rectangle((x + 0.02, y + 0.02), 0.96, 0.96, facecolor=colour, **frame))
    if not hidden and row["estimate"] < 0:
        axes.add_patch(Rectangle((x + 0.02, y + 0.92), 0.96, 0.06, facecolor=colour, hatch=LOSS, edgecolor=INK, lw=0))
    room = 0.9 * (sheet.width - 1.2 * sheet.em) / COLUMNS
    small = _fitting(name, room, sheet.small)
    axes.text(x + 0.5, y + 0.21, wrapped(name, room, small), ha="center", va="center", fontsize=small, color=ink,
              linespacing=0.95)  # fmt: skip
    if hidden:
        axes.text(x + 0.5, y + 0.68, "too few\nrecords", ha="center", va="center", fontsize=small, color=QUIET)
        return
    figure = written(row["estimate"], places)
    large = width(figure, sheet.letter, bold=True) <= room
    axes.text(x + 0.5, y + 0.49, figure, ha="center", va="center", color=ink, weight="bold",
              fontsize=sheet.letter if large else _fitting(figure, room, sheet.small, bold=True))  # fmt: skip
    ends = _ends(row, places, room, sheet)
    axes.text(x + 0.5, y + 0.73, ends, ha="center", va="center", color=ink, linespacing=0.95,
              fontsize=min(_fitting(line, room, sheet.small) for line in ends.split("\n")))  # fmt: skip


def _ends(row: dict[str, Any], places: int, room: float, sheet: Sheet) -> str:
    """Return the interval with as many digits as the figure; on two lines where one is too narrow."""
    words = interval(row, places)
    if words == NO_INTERVAL:
        return words
    if width(f"({words})", sheet.small) <= room:
        return f"({words})"
    return "({} to\n{})".format(*words.split(" to "))


def _fitting(text: str, room: float, points: float, *, bold: bool = False) -> float:
    """Return points at which the longest word fits a tile."""
    longest = max(text.split(" "), key=lambda word: width(word, points, bold=bold))
    return points * min(1.0, room / max(width(longest, points, bold=bold), 1e-9))


def _alt(table: pd.DataFrame, province: str, title: str, unit: str, places: int) -> str:
    ordered = table.sort_values("estimate", ascending=False, kind="stable", na_position="last")
    parts = [f"{row[province]}: {said(row, places)}." for row in records(ordered)]
    return f"{opening(title)}One tile for each province, in {unit}, from the highest figure. " + " ".join(parts)
