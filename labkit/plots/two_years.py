"""Two years, or two groups, and beside them their difference with its own interval."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import dot, limits, plain_numbers
from labkit.plots.drawing.figures import (
    NEEDED,
    are_shares,
    checked,
    digits,
    doubts,
    grey_line,
    is_hidden,
    opening,
    records,
    said,
    shown,
    written,
)
from labkit.plots.drawing.frame import dot_key, finished, framed, lines_of, row_height, rows_high, under
from labkit.plots.drawing.look import INK, PALE, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn

YEARS, GROUPS = ("earlier_value", "later_value"), ("minus_value", "group_value")


def two_years(
    table: pd.DataFrame,
    label: str | None = None,
    *,
    years: tuple[object, object] = (2012, 2019),
    earlier: pd.DataFrame | None = None,
    later: pd.DataFrame | None = None,
    title: str = "",
    unit: str = "percent",
    source: str | None = None,
) -> Picture:
    """Draw the figures of two years on the left, and on the right the change with its own interval around zero.

    Whether something changed is read on the right: the intervals of two years may overlap although the change's own
    interval does not hold zero.

    Parameters
    ----------
    table
        Table of `labkit.compare.change`.
    label
        The column that names the lines. Left out: the first column, or one line.
    years
        What the two surveys are called, the earlier first.
    earlier, later
        The estimator's tables of the two years, in the same order of lines: then their intervals are drawn too.
    title
        Says what the picture shows.
    unit
        Unit of the figures; a change of percentages is in percentage points.
    source
        Surveys and years for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of `labkit.compare.change`.

    Examples
    --------
    >>> row = {"estimate": -4.6, "ci_low": -5.5, "ci_high": -3.8, "earlier_value": 94.0, "later_value": 89.4}
    >>> two_years(pd.DataFrame([{**row, "flag": ""}]), title="Informal jobs").alt
    'Informal jobs. 2012 and 2019, in percent, and the change. all: 94.0 and 89.4; change -4.6 (-5.5 to -3.8).'
    """
    made_by = "Make it with lk.compare.change(estimator, earlier, later)."
    checked(table, (*YEARS, *NEEDED), "plots.two_years", made_by)
    return _picture(table, YEARS, years, (earlier, later), label, title, unit, source, "change")


def two_groups(
    table: pd.DataFrame,
    label: str | None = None,
    *,
    title: str = "",
    unit: str = "percent",
    source: str | None = None,
) -> Picture:
    """Draw the figures of two groups on the left, and on the right their difference with its own interval around zero.

    Parameters
    ----------
    table
        Table of ``survey.difference``.
    label
        The column that names the lines. Left out: which group is compared with which.
    title, unit, source
        As for `two_years`.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of ``survey.difference``.

    Examples
    --------
    >>> row = {"area": "urban", "minus": "rural", "estimate": 0.59, "ci_low": 0.19, "ci_high": 1.0}
    >>> two_groups(pd.DataFrame([{**row, "group_value": 1.61, "minus_value": 1.02, "flag": ""}])).alt.split(". ")[1]
    'urban minus rural: 1.0 and 1.6; difference 0.6 (0.2 to 1.0).'
    """
    made_by = "Make it with survey.difference(estimator, between=..., minus=...)."
    checked(table, (*GROUPS, *NEEDED), "plots.two_groups", made_by)
    names: tuple[object, object] = ("the group compared with", "the group")
    if "minus" in table:
        group = str(table.columns[list(table.columns).index("minus") - 1])
        pairs = table[group].astype(str) + " minus " + table["minus"].astype(str)
        if pairs.nunique() == 1:
            names = (table["minus"].iloc[0], table[group].iloc[0])
        if label is None:
            others = [str(name) for name in table.columns[: list(table.columns).index(group)]]
            words = [", ".join([*(str(row[name]) for name in others), pair]) for row, pair in
                     zip(records(table), pairs, strict=True)]  # fmt: skip
            table, label = table.assign(**{"which": words}), "which"
    return _picture(table, GROUPS, names, (None, None), label, title, unit, source, "difference")


def _picture(
    table: pd.DataFrame,
    levels: tuple[str, str],
    names: tuple[object, object],
    own: tuple[pd.DataFrame | None, pd.DataFrame | None],
    label: str | None,
    title: str,
    unit: str,
    source: str | None,
    word: str,
) -> Picture:
    seen = shown(table)
    seen = seen.assign(**{name: seen[name].astype(float).mask(seen["flag"].eq("S")) for name in levels})
    if label is None and str(seen.columns[0]) != "estimate":
        label = str(seen.columns[0])
    labels = ["all"] * len(seen) if label is None else [str(name) for name in seen[label]]
    rows = records(seen)
    sides = [_levels(seen, name, given) for name, given in zip(levels, own, strict=True)]
    both = pd.concat(sides, ignore_index=True)
    shares = are_shares(both, unit)
    points = "percentage points" if unit == "percent" else unit

    def draw(sheet: Sheet) -> Figure:
        keys = [dot_key(str(name), look(g)) for g, name in enumerate(names)]
        note = grey_line(table, source, doubts(seen))
        high = rows_high(len(rows), row_height(labels, sheet, share=0.28) + 0.4, words=2)
        figure, (left, right) = framed(
            sheet, high, title=title, note=note, legend=keys, panels=(1, 2), width_ratios=(1.15, 1)
        )
        _left(left, sides, sheet)
        for place, row in enumerate(rows):
            dot(right, row, place, look(2), sheet)
        right.axvline(0, color=INK, linewidth=1.4, zorder=1)
        lines_of(left, labels, sheet, share=0.28)
        lines_of(right, [""] * len(labels), sheet)
        limits(left, both, shares=shares)
        limits(right, seen, also=[0.0])
        for axes in (left, right):
            plain_numbers(axes, 4)
        under(left, unit, sheet, share=0.3)
        under(right, f"{word}, {points}", sheet, share=0.28)
        return finished(figure)

    places = digits(both["estimate"], unit)
    parts = []
    for name, row in zip(labels, rows, strict=True):
        if is_hidden(row):
            parts.append(f"{name}: {said(row, places)}.")
            continue
        two = " and ".join(written(row[level], places) for level in levels)
        parts.append(f"{name}: {two}; {word} {said(row, places)}.")
    start = f"{opening(title)}{names[0]} and {names[1]}, in {unit}, and the {word}. "
    return drawn(draw, start + " ".join(parts))


def _levels(seen: pd.DataFrame, name: str, own: pd.DataFrame | None) -> pd.DataFrame:
    """Return the figures of one year: with their intervals where the estimator's own table is given."""
    nothing = float("nan")
    table = pd.DataFrame({"estimate": seen[name], "ci_low": nothing, "ci_high": nothing, "flag": seen["flag"]})
    if own is not None and len(own) == len(seen):
        given = shown(own)
        table = table.assign(ci_low=given["ci_low"], ci_high=given["ci_high"], flag=given["flag"])
    return table.assign(**{end: table[end].mask(seen["flag"].eq("S")) for end in ("ci_low", "ci_high")})


def _left(axes: Axes, sides: list[pd.DataFrame], sheet: Sheet) -> None:
    first, second = (records(side) for side in sides)
    both: list[tuple[dict[str, Any], dict[str, Any]]] = list(zip(first, second, strict=True))
    for place, (one, two) in enumerate(both):
        if is_hidden(one) or is_hidden(two):
            dot(axes, {"estimate": float("nan"), "flag": "S"}, place, look(0), sheet)
            continue
        axes.plot([one["estimate"], two["estimate"]], [place] * 2, color=PALE, linewidth=sheet.letter / 4, zorder=1)
        for g, row in enumerate((one, two)):
            dot(axes, row, place + (g - 0.5) * 0.26, look(g), sheet)
    plain_numbers(axes)
