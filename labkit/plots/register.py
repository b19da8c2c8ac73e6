"""A register against a survey: both rates, and how much of what a survey finds is registered."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import dot, limits, plain_numbers
from labkit.plots.drawing.figures import (
    NEEDED,
    checked,
    doubts,
    grey_line,
    is_hidden,
    opening,
    records,
    said,
    shown,
    written,
)
from labkit.plots.drawing.frame import AXIS, dot_key, finished, framed, lines_of, row_height, under
from labkit.plots.drawing.look import PALE, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn

RATES = ("register_rate", "survey_rate")
WORDS = ("in the register", "in the survey")


def register_against_survey(
    table: pd.DataFrame,
    label: str | None = None,
    *,
    title: str = "",
    unit: str = "injuries per 100,000 workers",
    source: str | None = None,
) -> Picture:
    """Draw the rate of a register beside that of a survey, and the registered percent with its interval.

    Parameters
    ----------
    table
        Table of `labkit.safety.registered_share`.
    label
        The column that names the lines. Left out: the first column, or one line for everybody.
    title
        Says what the picture shows.
    unit
        Unit of the two rates.
    source
        Survey, register and year for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of `registered_share`.

    Examples
    --------
    >>> row = {"register_rate": 966.0, "survey_rate": 3067.0, "estimate": 31.5, "ci_low": 26.0, "ci_high": 38.2}
    >>> register_against_survey(pd.DataFrame([{**row, "flag": ""}]), title="Injuries").alt.split(". ")[2]
    'everybody: 31.5 (26.0 to 38.2) percent registered; register 966, survey 3,067.'
    """
    made_by = "Make it with safety.registered_share(register, survey)."
    checked(table, (*RATES, *NEEDED), "plots.register_against_survey", made_by)
    seen = shown(table)
    seen = seen.assign(**{name: seen[name].mask(seen["flag"].eq("S")) for name in RATES})
    first = str(seen.columns[0])
    label = label or (None if first in RATES else first)
    labels = ["everybody"] * len(seen) if label is None else [str(name) for name in seen[label]]
    rows = records(seen)

    def draw(sheet: Sheet) -> Figure:
        keys = [dot_key(words, look(place)) for place, words in enumerate(WORDS)]
        note = grey_line(table, source, doubts(seen))
        high = max(len(rows), 1) * row_height(labels, sheet, share=0.3) + AXIS + 1.3
        figure, (left, right) = framed(
            sheet, high, title=title, note=note, legend=keys, panels=(1, 2), width_ratios=(1, 1)
        )
        for place, row in enumerate(rows):
            if not is_hidden(row):
                left.plot([row[name] for name in RATES], [place] * 2, color=PALE, linewidth=sheet.letter / 4, zorder=1)
                for g, name in enumerate(RATES):
                    left.plot(row[name], place, look(g).mark, color=look(g).colour, markersize=0.62 * sheet.letter,
                              clip_on=False, zorder=3)  # fmt: skip
            dot(right, row, place, look(2), sheet)
        lines_of(left, labels, sheet, share=0.3)
        lines_of(right, [""] * len(labels), sheet)
        highest = seen[list(RATES)].max().max()
        left.set_xlim(0, 1.08 * highest if highest > 0 else 1.0)
        plain_numbers(left, 3)
        limits(right, seen, zero=True)
        plain_numbers(right, 4)
        under(left, unit, sheet, share=0.3)
        under(right, "percent registered", sheet, share=0.3)
        return finished(figure)

    parts = []
    for name, row in zip(labels, rows, strict=True):
        rates = "" if is_hidden(row) else "; " + ", ".join(
            f"{words} {written(row[column], 0)}" for words, column in zip(("register", "survey"), RATES, strict=True)
        )  # fmt: skip
        parts.append(f"{name}: {said(row, 1)}{'' if is_hidden(row) else ' percent registered'}{rates}.")
    start = f"{opening(title)}Rates of register and survey, in {unit}, and the percent registered. "
    return drawn(draw, start + " ".join(parts))
