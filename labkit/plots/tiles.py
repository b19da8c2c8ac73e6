"""The provinces of Cambodia as a grid of tiles, each about where the province lies on a map."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, ListedColormap, Normalize, to_rgb
from matplotlib.patches import Rectangle

from labkit.errors import ColumnError, first_few
from labkit.plots.figures import is_hidden, records
from labkit.plots.picture import INK, QUIET, Picture, new_axes, style

NEEDED = ("estimate", "ci_low", "ci_high", "flag")
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
PALE, DEEP = 0.12, 0.92  # the part of the colour scale in use: its ends are too near to white and to black


def province_tiles(
    table: pd.DataFrame, province: str = "province", *, title: str = "", unit: str = "percent"
) -> Picture:
    """Draw the estimate of every province of Cambodia as a tile, darker for a higher figure.

    Under each figure stands its confidence interval. A tile with a broken frame is unreliable (flag ``U``); a figure
    to be suppressed (flag ``S``) is not shown. Every tile has the same size, so that a large and empty province does
    not look more important than a small and crowded one.

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
    shown = table["estimate"].mask(table["flag"] == "S").dropna()
    scale = Normalize(*((shown.min(), shown.max()) if len(shown) > 1 else (0.0, 1.0)))
    colours = ListedColormap(mpl.colormaps["Blues"](np.linspace(PALE, DEEP, 256)))
    with style():
        figure, axes = new_axes(9.6, 8.4)
        for row in records(table):
            _tile(axes, row, str(row[province]), scale, colours)
        axes.set_xlim(-0.02, COLUMNS + 0.02)
        axes.set_ylim(ROWS + 0.02, -0.02)
        axes.set_aspect(0.82)
        axes.axis("off")
        axes.set_title(title)
        if len(shown) > 1:
            bar = figure.colorbar(ScalarMappable(scale, colours), ax=axes, shrink=0.45, pad=0.02, location="bottom")
            bar.set_label(f"{unit} (in brackets: the confidence interval)")
            bar.outline.set_visible(False)
    return Picture(figure, _alt(table, province, title, unit))


def _check(table: pd.DataFrame, province: str) -> None:
    missing = [name for name in (province, *NEEDED) if name not in table]
    if missing:
        raise ColumnError(
            f"The table has no column {missing[0]!r}.",
            where="plots.province_tiles",
            got=f"columns {', '.join(map(str, table.columns))}",
            expected="a table from an estimator or indicator, by province",
        )
    unknown = [str(name) for name in table[province] if str(name) not in PLACES]
    if unknown:
        raise ColumnError(
            "Some names are no province of Cambodia.",
            where=f"plots.province_tiles, column {province!r}",
            got=first_few(unknown),
            expected="the names of the 25 provinces, such as 'Siem Reap'",
            hint="Draw other places with plots.intervals(table, column).",
        )


def _tile(axes: Axes, row: dict[str, Any], name: str, scale: Normalize, colours: Colormap) -> None:
    y, x = PLACES[name]
    hidden = is_hidden(row)
    face = to_rgb("#f4f4f4") if hidden else colours(float(scale(row["estimate"])))[:3]
    ink = _writing_on(face)
    frame = {"edgecolor": INK, "linestyle": (0, (3, 2)), "linewidth": 1.8} if row["flag"] == "U" else {"linewidth": 0}
    axes.add_patch(Rectangle((x + 0.03, y + 0.03), 0.94, 0.94, facecolor=face, **frame))
    axes.text(x + 0.5, y + 0.25, fill(name, 10), ha="center", va="center", fontsize=9.5, color=ink, linespacing=0.95)
    if hidden:
        axes.text(x + 0.5, y + 0.66, "too few\nrecords", ha="center", va="center", fontsize=9, color=QUIET)
        return
    axes.text(
        x + 0.5, y + 0.59, f"{row['estimate']:.1f}", ha="center", va="center", fontsize=13, color=ink, weight="bold"
    )
    interval = f"({row['ci_low']:.0f} to {row['ci_high']:.0f})"
    axes.text(x + 0.5, y + 0.83, interval, ha="center", va="center", fontsize=9, color=ink)


def _writing_on(face: tuple[float, ...]) -> str:
    """Return the colour of writing with more contrast (relative luminance of the WCAG)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in face]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "white" if luminance < 0.19 else INK


def _alt(table: pd.DataFrame, province: str, title: str, unit: str) -> str:
    ordered = table.sort_values("estimate", ascending=False, kind="stable")
    parts = []
    for row in records(ordered):
        if is_hidden(row):
            parts.append(f"{row[province]}: too few records.")
        else:
            doubt = ", unreliable" if row["flag"] == "U" else ""
            parts.append(
                f"{row[province]}: {row['estimate']:.1f} ({row['ci_low']:.1f} to {row['ci_high']:.1f}{doubt})."
            )
    start = f"{title}. " if title else ""
    return f"{start}One tile for each province, in {unit}, from the highest figure. " + " ".join(parts)
