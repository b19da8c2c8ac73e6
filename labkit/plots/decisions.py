"""A decision tree as a ladder: question after question, and how many people each one decides about."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from labkit.errors import ColumnError
from labkit.plots.picture import COLOURS, INK, QUIET, Picture, is_hidden, new_axes, records, style

NEEDED = ("rule", "outcome", "estimate", "ci_low", "ci_high", "flag")
FEW_BELOW = 10  # thousand people; below it the labels have a decimal


def decision_ladder(table: pd.DataFrame, *, title: str = "") -> Picture:
    """Draw how many people each rule of a decision tree takes, from the first rule to the last.

    Parameters
    ----------
    table
        Table of `labkit.informality.decision_counts`: ``rule``, ``outcome``, and numbers of people.
    title
        Says what the picture shows.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of `decision_counts`.

    Examples
    --------
    >>> import labkit as lk
    >>> picture = decision_ladder(lk.informality.decision_counts(lk.load("lfs")), title="Who has an informal job?")
    >>> picture.alt.split(".")[0]
    'Who has an informal job? A ladder of rules; the first that fits decides'
    """
    missing = [name for name in NEEDED if name not in table]
    if missing:
        raise ColumnError(
            "This is not a table of decisions.",
            where="plots.decision_ladder",
            got=f"no column {', '.join(missing)}",
            hint="Make it with informality.decision_counts(survey).",
        )
    with style():
        figure, axes = new_axes(10.0, 1.6 + 0.5 * len(table))
        for place, row in enumerate(records(table)):
            _rung(axes, place, row)
        axes.set_yticks(range(len(table)), [f"{i}. {rule}" for i, rule in enumerate(table["rule"], start=1)])
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.set_xlim(0, 1.25 * table["ci_high"].fillna(table["estimate"]).max() / 1000)
        axes.grid(axis="y", visible=False)
        axes.xaxis.set_major_formatter("{x:,g}")
        axes.set_xlabel("thousand people (the thin line is the confidence interval)")
        axes.set_title(title)
        outcomes = list(dict.fromkeys(table["outcome"]))
        handles = [Patch(color=COLOURS[outcome], label=outcome) for outcome in outcomes]
        figure.legend(handles=handles, loc="outside lower right", ncols=len(outcomes), frameon=False)
    return Picture(figure, _alt(table, title))


def _rung(axes: Axes, place: int, row: dict[str, Any]) -> None:
    if is_hidden(row):
        axes.text(0, place, "  too few records", va="center", fontsize=11, color=QUIET)
        return
    colour = COLOURS[str(row["outcome"])]
    thousands = row["estimate"] / 1000
    axes.barh(place, thousands, height=0.62, color=colour, alpha=0.55 if row["flag"] == "U" else 0.9)
    # A symmetric interval may reach below nobody; nothing lies there.
    axes.plot([max(row["ci_low"], 0) / 1000, row["ci_high"] / 1000], [place, place], color=INK, linewidth=1.6)
    end = max(row["ci_high"] / 1000, thousands)
    doubt = " (unreliable)" if row["flag"] == "U" else ""
    axes.text(end, place, f"  {_thousands(thousands)}{doubt}", va="center", fontsize=11.5, color=INK)


def _thousands(number: float) -> str:
    """Write thousands of people; below ten thousand with a decimal, so that a small group is not "0 thousand"."""
    return f"{number:,.0f}" if number >= FEW_BELOW else f"{number:.1f}" if number >= 0.1 else "< 0.1"


def _alt(table: pd.DataFrame, title: str) -> str:
    parts = []
    for number, row in enumerate(records(table), start=1):
        people = "too few records" if is_hidden(row) else f"{_thousands(row['estimate'] / 1000)} thousand people"
        parts.append(f"{number}: {row['rule']}, {row['outcome']}, {people}.")
    return f"{title} A ladder of rules; the first that fits decides. " + " ".join(parts)
