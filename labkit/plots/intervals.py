"""Estimates with their intervals, one line per group."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from labkit.errors import ColumnError
from labkit.plots.picture import QUIET, SEQUENCE, Picture, is_hidden, new_axes, records, style

NEEDED = ("estimate", "ci_low", "ci_high", "flag")


def intervals(
    table: pd.DataFrame,
    label: str,
    *,
    colour: str | None = None,
    title: str = "",
    unit: str = "percent",
    ranked: bool = True,
    shares: bool | None = None,
) -> Picture:
    """Draw the estimates of a result table as dots, with their confidence intervals as bars.

    A hollow dot is an unreliable figure (flag ``U``). A figure to be suppressed (flag ``S``) is not drawn; its line
    says "too few records".

    Parameters
    ----------
    table
        Result of an estimator or indicator.
    label
        The column that names the lines.
    colour
        A second column, whose groups get a colour each.
    title
        Says what the picture shows.
    unit
        Unit of the estimates, for the axis and the alternative text.
    ranked
        Highest first; otherwise in the table's order.
    shares
        The figures are shares of a whole: an interval that passes 0 or 100 percent is drawn and read up to there. Left
        out: so when the unit is percent and every estimate lies between 0 and 100. Say False for pay gaps.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table has no such column, or is not a result table.

    Examples
    --------
    >>> from labkit import Survey
    >>> frame = pd.DataFrame({"area": ["rural", "urban"] * 20, "hours": range(40)})
    >>> table = Survey(frame).mean("hours", by="area")
    >>> print(intervals(table, "area", title="Hours by area", unit="hours").alt)
    Hours by area. Dots with confidence intervals, in hours. urban: 20.0 (14.5 to 25.5). rural: 19.0 (13.5 to 24.5).
    """
    for name in (label, *([colour] if colour else []), *NEEDED):
        if name not in table:
            raise ColumnError(
                f"The table has no column {name!r}.",
                where="plots.intervals",
                got=f"columns {', '.join(map(str, table.columns))}",
                expected="a table from an estimator or indicator",
            )
    if shares is None:
        shares = unit == "percent" and bool(table["estimate"].between(0, 100).all())
    lines = _lines(table, label, ranked=ranked)
    with style():
        figure, axes = new_axes(8.5, 1.5 + (0.36 if colour is None else 0.56) * len(lines))
        groups = [None] if colour is None else list(pd.unique(table[colour]))
        for g, group in enumerate(groups):
            rows = table if group is None else table[table[colour] == group]
            offset = (g - (len(groups) - 1) / 2) * 0.3
            _draw(axes, rows, [lines.index(name) + offset for name in rows[label]], SEQUENCE[g % len(SEQUENCE)], group)
        _dress(axes, lines, title, unit)
        if shares:
            # A symmetric interval may reach beyond 0 or 100; nothing lies there.
            left, right = axes.get_xlim()
            axes.set_xlim(max(left, -1.0), min(right, 101.0))
        if colour:
            figure.legend(loc="outside lower right", ncols=len(groups), frameon=False, title=colour)
    told = table.assign(ci_low=table["ci_low"].clip(0), ci_high=table["ci_high"].clip(upper=100)) if shares else table
    return Picture(figure, _alt(told, lines, label, colour, f"{title}. " if title else "", unit))


def _lines(table: pd.DataFrame, label: str, *, ranked: bool) -> list[Any]:
    names = table[label].astype(object)
    if not ranked:
        return list(names.unique())
    shown = table["estimate"].mask(table["flag"] == "S")
    return list(shown.groupby(names).mean().sort_values(ascending=False, na_position="last", kind="stable").index)


def _draw(axes: Axes, rows: pd.DataFrame, places: list[float], colour: str, group: object) -> None:
    name = None if group is None else str(group)
    for place, row in zip(places, records(rows), strict=True):
        if is_hidden(row):
            axes.annotate(
                "too few records",
                (0.01, place),
                xycoords=("axes fraction", "data"),
                color=QUIET,
                fontsize=10,
                va="center",
            )
            continue
        axes.plot([row["ci_low"], row["ci_high"]], [place, place], color=colour, linewidth=2.4, alpha=0.75)
        fill = "white" if row["flag"] == "U" else colour
        axes.plot(
            row["estimate"],
            place,
            "o",
            markersize=7.5,
            color=colour,
            markerfacecolor=fill,
            markeredgewidth=1.8,
            label=name,
        )
        name = None  # one entry in the legend


def _dress(axes: Axes, lines: list[Any], title: str, unit: str) -> None:
    axes.set_yticks(range(len(lines)), [str(line) for line in lines])
    axes.set_ylim(len(lines) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(f"{unit} (the bar is the confidence interval)")
    axes.set_title(title)


def _alt(table: pd.DataFrame, lines: list[Any], label: str, colour: str | None, title: str, unit: str) -> str:
    parts = []
    for line in lines:
        for row in records(table[table[label] == line]):
            name = str(line) if colour is None else f"{line}, {row[colour]}"
            if is_hidden(row):
                parts.append(f"{name}: too few records.")
            else:
                doubt = ", unreliable" if row["flag"] == "U" else ""
                interval = f"{row['ci_low']:z.1f} to {row['ci_high']:z.1f}{doubt}"
                parts.append(f"{name}: {row['estimate']:z.1f} ({interval}).")
    return f"{title}Dots with confidence intervals, in {unit}. " + " ".join(parts)
