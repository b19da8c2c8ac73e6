"""A dot with its interval: the mark that most pictures are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from labkit.plots.drawing.figures import TOO_FEW, is_hidden
from labkit.plots.drawing.look import QUIET, Look, Sheet


def dot(
    axes: Axes,
    row: dict[str, Any],
    place: float,
    look: Look,
    sheet: Sheet,
    *,
    dashed: bool = False,
    hidden: str = TOO_FEW,
) -> None:
    """Draw an estimate and its interval on a line; a hollow mark is unreliable, a hidden figure is said to be so."""
    if is_hidden(row):
        axes.annotate(
            hidden, (0.01, place), xycoords=("axes fraction", "data"), color=QUIET, fontsize=sheet.small, va="center"
        )
        return
    if not pd.isna(row["ci_low"]) and not pd.isna(row["ci_high"]):
        axes.plot(
            [row["ci_low"], row["ci_high"]], [place, place], color=look.colour, linewidth=sheet.letter / 5,
            linestyle=(0, (2.2, 1.2)) if dashed else "-", solid_capstyle="butt", clip_on=False, zorder=2.5,
        )  # fmt: skip
    axes.plot(
        row["estimate"], place, look.mark, markersize=0.62 * sheet.letter, color=look.colour,
        markerfacecolor="white" if row["flag"] == "U" else look.colour, markeredgewidth=sheet.letter / 7,
        clip_on=False, zorder=3,
    )  # fmt: skip


def limits(
    axes: Axes, table: pd.DataFrame, *, zero: bool = False, shares: bool = False, also: Sequence[float] = ()
) -> None:
    """Set the axis so that every figure that is shown lies on it, with its interval.

    `zero` begins it at 0, for figures that count; `shares` ends it at 0 and 100, where no share can be; `also` names
    values that the axis must reach.
    """
    numbers = table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float).ravel()
    numbers = np.append(numbers[np.isfinite(numbers)], also)
    if not len(numbers):
        axes.set_xlim(0.0, 100.0 if shares else 1.0)
        axes.set_xticks([])
        return
    low, high = float(numbers.min()), float(numbers.max())
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.06 * (high - low) or 0.1 * abs(high) or 1.0
    left, right = low - room, high + room
    if zero:
        left, right = (0.0 if low >= 0 else left), (0.0 if high <= 0 else right)
    if shares:
        left, right = max(left, 0.0), min(right, 100.0)
    axes.set_xlim(left, right)
    plain_numbers(axes)


def plain_numbers(axes: Axes, most: int = 5, *, upright: bool = False) -> None:
    """Write the numbers of the axis with commas, without idle noughts, never as powers of ten.

    How many there are does not depend on the room: once laid out, the words beside an upright axis keep their place.
    """
    axis = axes.yaxis if upright else axes.xaxis
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(plain)


def plain(value: float, _: float | None = None) -> str:
    """Return a number as an axis shows it."""
    text = f"{value:z,.9f}".rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")


def offsets(groups: int) -> list[float]:
    """Return where the dots of one line stand, so that no dot comes near the next line."""
    step = 0.74 / max(groups, 1)
    return [(g - (groups - 1) / 2) * step for g in range(groups)]
