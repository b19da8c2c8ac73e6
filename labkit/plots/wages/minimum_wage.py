"""What a new minimum wage would do: who gains and what it costs, under two kinds of compliance."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import dot, limits, offsets, plain
from labkit.plots.drawing.figures import NEEDED, TOO_FEW, checked, doubts, grey_line, opening, records, said, shown
from labkit.plots.drawing.frame import AXIS, dot_key, finished, framed, row_height
from labkit.plots.drawing.lettering import wrapped
from labkit.plots.drawing.look import Look, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn

SIZES = ((1e9, "billion "), (1e6, "million "), (1e3, "thousand "), (1.0, ""))
HELD_STILL = "jobs, hours and prices are held still"
NOBODY = "nobody gains"


def minimum_wage(
    reforms: Mapping[str, pd.DataFrame],
    *,
    new: float | None = None,
    title: str = "",
    currency: str = "riel",
    source: str | None = None,
) -> Picture:
    """Draw who gains from a new minimum wage and what it costs, one panel a measure, one mark a kind of compliance.

    The intervals are those of the survey. What employers and workers would do is not in them, and the picture says so.

    Parameters
    ----------
    reforms
        Tables of `labkit.wages.minimum_wage_reform` by the words for their compliance, such as
        ``{"as today": ..., "full": ...}``: a line for each ``measure``, without groups.
    new
        The new minimum wage, for the words.
    title
        Says what the picture shows.
    currency
        The word for the unit of pay.
    source
        Survey and year for the grey line. Left out: what the tables say.

    Returns
    -------
    Picture
        Measures in ``percent`` have a scale of their own; people and money are written in thousands, millions or
        billions.

    Raises
    ------
    ColumnError
        A table is not one of `minimum_wage_reform`.

    Examples
    --------
    >>> row = {"measure": "workers who gain, percent", "estimate": 47.0, "ci_low": 44.0, "ci_high": 49.9, "flag": ""}
    >>> picture = minimum_wage({"full": pd.DataFrame([row])}, new=800_000, title="A raise")
    >>> picture.alt.split(". ")[3]
    'workers who gain, percent: full 47.0 (44.0 to 49.9).'
    """
    made_by = "Make each with wages.minimum_wage_reform(survey, new=...), without by."
    for table in reforms.values():
        checked(table, ("measure", *NEEDED), "plots.minimum_wage", made_by)
    tables = {name: shown(table).assign(nobody=_nobody(table)) for name, table in reforms.items()}
    whole = pd.concat([table.assign(compliance=name) for name, table in tables.items()], ignore_index=True)
    measures = [str(name) for name in pd.unique(whole["measure"])]
    panels = [_scaled(whole[whole["measure"] == name], name, currency) for name in measures or [""]]
    looks = {name: look(place) for place, name in enumerate(tables)}
    first = next(iter(reforms.values()))

    def draw(sheet: Sheet) -> Figure:
        keys = [dot_key(f"compliance {name}", own) for name, own in looks.items()]
        note = grey_line(first, source, HELD_STILL, doubts(whole))
        high = len(panels) * (row_height([""], sheet, dots=len(tables)) + AXIS + 0.4)
        figure, drawn_axes = framed(sheet, high, title=title, note=note, legend=keys, panels=(len(panels), 1))
        for axes, (rows, unit) in zip(drawn_axes, panels, strict=True):
            _panel(axes, rows, unit, looks, sheet)
        return finished(figure)

    parts = [_told(rows, unit) for rows, unit in panels]
    wage = "" if new is None else f" New minimum: {plain(new)} {currency}."
    start = f"{opening(title)}What a new minimum wage would do, with confidence intervals; {HELD_STILL}.{wage} "
    return drawn(draw, start + " ".join(parts))


def _nobody(table: pd.DataFrame) -> bool:
    """Tell whether a reform brings nobody in the sample anything, as a raise of nothing does that is kept as today."""
    return bool(table["estimate"].notna().any() and not table["estimate"].gt(0).any())


def _scaled(rows: pd.DataFrame, measure: str, currency: str) -> tuple[pd.DataFrame, str]:
    """Return the rows of a measure in a unit that can be read, and the words for it."""
    largest = float(rows["estimate"].abs().max()) if rows["estimate"].notna().any() else 0.0
    if "percent" in measure or "share" in measure:
        low = rows["ci_low"].where(rows["estimate"] < 0, rows["ci_low"].clip(0))
        words = measure if "percent" in measure else f"{measure}, percent"
        return rows.assign(ci_low=low, ci_high=rows["ci_high"].clip(upper=100)), words
    size, word = next(((size, word) for size, word in SIZES if largest >= 2 * size), SIZES[-1])
    scaled = rows.assign(**{name: rows[name] / size for name in ("estimate", "ci_low", "ci_high")})
    money = any(part in measure for part in ("cost", "bill", "gain each", "riel")) and "percent" not in measure
    unit = f"{word}{currency}" if money else f"{word}people"
    return scaled, measure if unit.strip() in measure else f"{measure}, {unit}".removeprefix(", ")


def _panel(axes: Axes, rows: pd.DataFrame, unit: str, looks: Mapping[str, Look], sheet: Sheet) -> None:
    for offset, (name, own) in zip(offsets(len(looks)), looks.items(), strict=True):
        for row in records(rows[rows["compliance"] == name]):
            dot(axes, row, offset, own, sheet, hidden=NOBODY if row["nobody"] else TOO_FEW)
    axes.set_ylim(0.5, -0.5)
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    limits(axes, rows, zero=True)
    axes.set_xlabel(wrapped(unit, 0.9 * sheet.width, sheet.letter))


def _told(rows: pd.DataFrame, unit: str) -> str:
    told = [f"{row['compliance']} {NOBODY if row['nobody'] else said(row, 1)}" for row in records(rows)]
    return f"{unit}: {', '.join(told)}."
