"""What a reform does: people newly covered, group by group, beside what it costs in a year."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.plots.drawing.dots import dot, plain_numbers
from labkit.plots.drawing.figures import TOO_FEW, checked, doubts, grey_line, is_hidden, opening, records, shown
from labkit.plots.drawing.frame import AXIS, finished, framed, lines_of, row_height, under
from labkit.plots.drawing.look import INK, QUIET, SEQUENCE, Look, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn

NEEDED = ("estimate", "ci_low", "ci_high", "n", "flag")
PEOPLE_UNITS = ((1e3, "thousand people"), (1.0, "people"))
RIEL_UNITS = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"), (1.0, ""))
STATE_PAYS, OTHERS_PAY_TOO = "cost to the state", "contributions of the newly covered"
ASSUMED = "the assumptions are not in the intervals"


class Line(NamedTuple):
    """One line of a panel: its name, its figure, and how it is drawn."""

    name: str
    row: dict[str, Any]
    look: Look


class Panel(NamedTuple):
    """One panel: its lines, the unit of its axis, and by how much the figures are divided."""

    lines: list[Line]
    unit: str
    size: float


def reform(
    people: pd.DataFrame, cost: pd.DataFrame, *, title: str = "", currency: str = "riel", source: str | None = None
) -> Picture:
    """Draw whom a reform newly covers, and below it what it costs in a year; dots with confidence intervals.

    The intervals are those of the survey. They do not show how right the assumptions of the reform are, and the picture
    says so. A hollow mark is an unreliable figure (flag ``U``); a figure to be suppressed (flag ``S``) is not drawn. A
    line that the reform does not reach says "nobody" or "nothing".

    Parameters
    ----------
    people
        Result of `labkit.protection.newly_covered`, in people. Columns before ``estimate`` name the lines; the first of
        them has a colour and a mark for each group.
    cost
        Result of `labkit.protection.yearly_cost` without groups, in units of the currency.
    title
        Says what the picture shows.
    currency
        The word for the unit of `cost`. Nothing is converted.
    source
        Survey and year for the grey line. Left out: what the table itself says.

    Returns
    -------
    Picture
        Units fit the size of the figures: thousand people or people, billion or million riel.

    Raises
    ------
    ColumnError
        A table is not a result table, or `cost` has no column ``measure``.

    Examples
    --------
    >>> import labkit as lk
    >>> from labkit.protection import newly_covered, voluntary_cover, yearly_cost
    >>> lfs, rule = lk.load("lfs"), voluntary_cover(0.05, cost_per_person=10_000)
    >>> picture = reform(newly_covered(lfs, rule, "sex"), yearly_cost(lfs, rule), title="Voluntary cover")
    >>> picture.alt.split(". ")[:2]
    ['Voluntary cover', 'Newly covered, in thousand people, with confidence intervals']
    """
    made_by = "Make them with protection.newly_covered and protection.yearly_cost."
    checked(people, NEEDED, "plots.reform(people=...)", made_by)
    checked(cost, ("measure", *NEEDED), "plots.reform(cost=...)", made_by)
    panels = [_people_panel(people), _cost_panel(cost, currency)]

    def draw(sheet: Sheet) -> Figure:
        heights = [
            max(len(panel.lines), 1) * row_height([line.name for line in panel.lines], sheet) + AXIS for panel in panels
        ]
        note = grey_line(people, source, ASSUMED, doubts(pd.concat([people[["flag"]], cost[["flag"]]])))
        figure, two = framed(
            sheet, sum(heights), title=title, note=note, panels=(2, 1), height_ratios=[high - AXIS for high in heights]
        )
        for axes, panel, nothing in zip(two, panels, ("nobody", "nothing"), strict=True):
            _draw(axes, panel, nothing, sheet)
        return finished(figure)

    return drawn(draw, _alt(panels, title))


def _clean(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows without what must not be seen; how many records there are stays, for "nobody"."""
    return [{**row, "n": n} for row, n in zip(records(shown(table, counts=True)), table["n"], strict=True)]


def _people_panel(table: pd.DataFrame) -> Panel:
    by = list(table.columns[: list(table.columns).index("estimate")])
    groups = list(pd.unique(table[by[0]])) if by else []
    lines = []
    for row in _clean(table):
        name = ", ".join(str(row[column]) for column in by) or "everybody"
        lines.append(Line(name, row, look(groups.index(row[by[0]]) if by else 0)))
    size, unit = _fitting(table, PEOPLE_UNITS)
    return Panel(lines, unit, size)


def _cost_panel(table: pd.DataFrame, currency: str) -> Panel:
    """Return the panel of costs: what the state pays, its sum in ink, and last the contributions, whoever pays them."""
    lines, others = [], []
    for row in _clean(table):
        name = str(row["measure"])
        if name == OTHERS_PAY_TOO:
            others.append(Line(f"{name}\n(whoever pays them)", row, Look(SEQUENCE[3], "s", "")))
        else:
            is_total = name == STATE_PAYS
            lines.append(Line(name, row, Look(INK, "D", "") if is_total else Look(SEQUENCE[2], "o", "")))
    size, unit = _fitting(table, RIEL_UNITS)
    return Panel([*lines, *others], f"{unit} {currency} a year".strip(), size)


def _fitting(table: pd.DataFrame, units: tuple[tuple[float, str], ...]) -> tuple[float, str]:
    largest = table["estimate"].mask(table["flag"] == "S").max()
    return next(((size, unit) for size, unit in units if largest >= 2 * size), units[-1])


def _draw(axes: Axes, panel: Panel, nothing: str, sheet: Sheet) -> None:
    near = far = 0.0
    for place, line in enumerate(panel.lines):
        words = _instead(line.row, nothing)
        if words:
            axes.annotate(words, (0.01, place), xycoords=("axes fraction", "data"), color=QUIET, va="center",
                          fontsize=sheet.small)  # fmt: skip
            continue
        estimate, low, high = _ends(line, panel)
        near, far = min(near, low), max(far, high)
        dot(axes, {**line.row, "estimate": estimate, "ci_low": low, "ci_high": high}, place, line.look, sheet)
        axes.annotate(f"{estimate:,.1f}", (high, place), xytext=(0.7 * sheet.letter, 0), textcoords="offset points",
                      va="center")  # fmt: skip
    for place, line in enumerate(panel.lines):
        if line.row.get("measure") == STATE_PAYS:
            axes.axhline(place + 0.5, color=QUIET, linewidth=0.8)
    lines_of(axes, [line.name for line in panel.lines], sheet)
    axes.set_xlim(1.1 * near, far + 0.22 * (far - near) or 1.0)
    plain_numbers(axes)
    under(axes, panel.unit, sheet)


def _ends(line: Line, panel: Panel) -> tuple[float, float, float]:
    """Return estimate, low and high end in the panel's unit; a symmetric interval may compute to below nobody."""
    estimate, low, high = (float(line.row[name]) / panel.size for name in ("estimate", "ci_low", "ci_high"))
    return estimate, low if estimate < 0 else max(low, 0.0), high


def _instead(row: dict[str, Any], nothing: str) -> str:
    """Return what stands in the place of a figure: nobody is reached, or too few records tell of it."""
    if is_hidden(row):
        return TOO_FEW
    return nothing if row["n"] == 0 else ""


def _alt(panels: list[Panel], title: str) -> str:
    people, cost = panels
    return (
        f"{opening(title)}Newly covered, in {people.unit}, with confidence intervals. {_read(people, 'nobody')} "
        f"Cost in {cost.unit}. {_read(cost, 'nothing')}"
    )


def _read(panel: Panel, nothing: str) -> str:
    parts = []
    for line in panel.lines:
        words = _instead(line.row, nothing)
        estimate, low, high = (f"{number:,.1f}" for number in _ends(line, panel))
        doubt = ", unreliable" if line.row["flag"] == "U" else ""
        name = line.name.replace("\n", " ")
        parts.append(f"{name}: {words or f'{estimate} ({low} to {high}{doubt})'}.")
    return " ".join(parts)
