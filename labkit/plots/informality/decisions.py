"""A decision tree as a ladder: question after question, and how many people each one decides about."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import plain_numbers
from labkit.plots.drawing.figures import TOO_FEW, checked, doubts, grey_line, is_hidden, opening, records, shown
from labkit.plots.drawing.frame import AXIS, bar_key, bar_look, finished, framed, lines_of, row_height, under
from labkit.plots.drawing.look import COLOURS, HATCHED, INK, QUIET, Sheet
from labkit.plots.drawing.picture import Picture, drawn

NEEDED = ("rule", "outcome", "estimate", "ci_low", "ci_high", "flag")
FEW_BELOW = 10  # thousand people; below it the labels have a decimal


def decision_ladder(table: pd.DataFrame, *, title: str = "", source: str | None = None) -> Picture:
    """Draw how many people each rule of a decision tree takes, from the first rule to the last.

    Parameters
    ----------
    table
        Table of `labkit.informality.decision_counts`: ``rule``, ``outcome``, and numbers of people.
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
        The table is not one of `decision_counts`.

    Examples
    --------
    >>> import labkit as lk
    >>> picture = decision_ladder(lk.informality.decision_counts(lk.load("lfs")), title="Who has an informal job?")
    >>> picture.alt.split(".")[0]
    'Who has an informal job? A ladder of rules; the first that fits decides'
    """
    checked(table, NEEDED, "plots.decision_ladder", "Make it with informality.decision_counts(survey).")
    seen = shown(table)
    rows = records(seen)
    labels = [f"{number}. {row['rule']}" for number, row in enumerate(rows, start=1)]

    def draw(sheet: Sheet) -> Figure:
        note = grey_line(table, source, doubts(seen))
        high = max(len(rows), 1) * row_height(labels, sheet) + AXIS
        figure, axes = outcomes_framed(sheet, high, rows, title=title, note=note)
        for place, row in enumerate(rows):
            _rung(axes, place, row, sheet)
        lines_of(axes, labels, sheet)
        highest = seen[["estimate", "ci_high"]].max().max()
        axes.set_xlim(0, 1.3 * highest / 1000 if highest > 0 else 1.0)
        plain_numbers(axes, 4)
        under(axes, "thousand people", sheet)
        return finished(figure)

    return drawn(draw, _alt(rows, title))


def outcomes_framed(
    sheet: Sheet, body: float, rows: list[dict[str, Any]], *, title: str, note: str
) -> tuple[Figure, Axes]:
    """Return the frame of a ladder or a tree: its legend names the outcomes in their colours and hatching."""
    outcomes = dict.fromkeys(str(row["outcome"]) for row in rows)
    keys = [bar_key(outcome, COLOURS[outcome], HATCHED[outcome]) for outcome in outcomes]
    figure, (axes,) = framed(sheet, body, title=title, note=note, legend=keys)
    return figure, axes


def outcome_in_words(row: dict[str, Any]) -> str:
    """Return where a rule leads, and how many people it takes there, for the alternative text."""
    doubt = ", unreliable" if row["flag"] == "U" else ""
    return f"{row['outcome']}, {people_in_words(row)}{doubt}."


def _rung(axes: Axes, place: int, row: dict[str, Any], sheet: Sheet) -> None:
    if is_hidden(row):
        axes.text(0, place, f"  {TOO_FEW}", va="center", fontsize=sheet.small, color=QUIET)
        return
    colour, hatch = COLOURS[str(row["outcome"])], HATCHED[str(row["outcome"])]
    number = row["estimate"] / 1000
    axes.barh(place, number, height=0.62, **bar_look(colour, hatch, hollow=row["flag"] == "U"))
    # A symmetric interval may reach below nobody; nothing lies there.
    axes.plot([max(row["ci_low"], 0) / 1000, row["ci_high"] / 1000], [place - 0.39] * 2, color=INK,
              linewidth=sheet.letter / 7)  # fmt: skip
    end = max(row["ci_high"] / 1000, number)
    axes.text(end, place, f"  {_thousands(number)}", va="center", color=INK)


def people_in_words(row: dict[str, Any]) -> str:
    """Return how many thousand people, with the interval, or that there are too few records."""
    if is_hidden(row):
        return TOO_FEW
    low, high = max(row["ci_low"], 0.0), row["ci_high"]
    if pd.isna(high):
        return f"{_thousands(row['estimate'] / 1000)} (no interval: too few clusters)"
    return f"{_thousands(row['estimate'] / 1000)} ({_thousands(low / 1000)} to {_thousands(high / 1000)})"


def _thousands(number: float) -> str:
    """Write thousands of people; below ten thousand with a decimal, so that a small group is not "0 thousand"."""
    if number <= 0:
        return "0"
    return f"{number:,.0f}" if number >= FEW_BELOW else f"{number:.1f}" if number >= 0.1 else "< 0.1"


def _alt(rows: list[dict[str, Any]], title: str) -> str:
    parts = [f"{number}: {row['rule']}: {outcome_in_words(row)}" for number, row in enumerate(rows, start=1)]
    start = "A ladder of rules; the first that fits decides. It counts thousand people. "
    return f"{opening(title)}{start}{' '.join(parts)}"
