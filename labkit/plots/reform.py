"""What a reform does: people newly covered, group by group, beside what it costs in a year."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.errors import ColumnError
from labkit.plots.figures import is_hidden, records
from labkit.plots.picture import INK, QUIET, SEQUENCE, Picture, style

NEEDED = ("estimate", "ci_low", "ci_high", "n", "flag")
MARKS = "osD^v"
PEOPLE_UNITS = ((1e3, "thousand people"), (1.0, "people"))
RIEL_UNITS = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"), (1.0, ""))
WIDTH, LINE = 9.6, 0.44
STATE_PAYS, OTHERS_PAY_TOO = "cost to the state", "contributions of the newly covered"


class Line(NamedTuple):
    """One line of a panel: its name, its figure, and how it is drawn."""

    name: str
    row: dict[str, Any]
    colour: str
    mark: str


class Panel(NamedTuple):
    """One panel: its lines, the unit of its axis, and by how much the figures are divided."""

    lines: list[Line]
    unit: str
    size: float


def reform(people: pd.DataFrame, cost: pd.DataFrame, *, title: str = "", currency: str = "riel") -> Picture:
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
    _check(people, (), "people")
    _check(cost, ("measure",), "cost")
    panels = [_people_panel(people), _cost_panel(cost, currency)]
    with style():
        heights = [1.0 + len(panel.lines) for panel in panels]
        figure = Figure(figsize=(WIDTH, 1.6 + LINE * sum(heights)), layout="constrained")
        drawn = figure.subplots(2, 1, gridspec_kw={"height_ratios": heights})
        for axes, panel in zip(drawn, panels, strict=True):
            _draw(axes, panel, nothing="nobody" if panel is panels[0] else "nothing")
        if title:
            figure.suptitle(title, x=0.01, ha="left", fontsize=14, fontweight="bold")
        figure.supxlabel(
            "The bars are the uncertainty of the survey only. The assumptions are not in them.",
            x=0.01, ha="left", fontsize=11, color=QUIET,
        )  # fmt: skip
    return Picture(figure, _alt(panels, title))


def _check(table: pd.DataFrame, names: tuple[str, ...], which: str) -> None:
    missing = [name for name in (*names, *NEEDED) if name not in table]
    if missing:
        raise ColumnError(
            f"The table has no column {missing[0]!r}.",
            where=f"plots.reform({which}=...)",
            got=f"columns {', '.join(map(str, table.columns))}",
            expected="what protection.newly_covered and protection.yearly_cost return",
        )


def _people_panel(table: pd.DataFrame) -> Panel:
    by = list(table.columns[: list(table.columns).index("estimate")])
    groups = list(pd.unique(table[by[0]])) if by else []
    lines = []
    for row in records(table):
        place = groups.index(row[by[0]]) if by else 0
        name = ", ".join(str(row[column]) for column in by) or "everybody"
        lines.append(Line(name, row, SEQUENCE[place % len(SEQUENCE)], MARKS[place % len(MARKS)]))
    size, unit = _fitting(table, PEOPLE_UNITS)
    return Panel(lines, unit, size)


def _cost_panel(table: pd.DataFrame, currency: str) -> Panel:
    """Return the panel of costs: what the state pays, its sum in ink, and last the contributions, whoever pays them."""
    lines, others = [], []
    for row in records(table):
        name = str(row["measure"])
        if name == OTHERS_PAY_TOO:
            others.append(Line(f"{name}\n(paid by anybody)", row, SEQUENCE[3], "s"))
        else:
            is_total = name == STATE_PAYS
            lines.append(Line(name, row, INK if is_total else SEQUENCE[2], "D" if is_total else "o"))
    size, unit = _fitting(table, RIEL_UNITS)
    return Panel([*lines, *others], f"{unit} {currency} a year".strip(), size)


def _fitting(table: pd.DataFrame, units: tuple[tuple[float, str], ...]) -> tuple[float, str]:
    largest = table["estimate"].mask(table["flag"] == "S").max()
    return next(((size, unit) for size, unit in units if largest >= 2 * size), units[-1])


def _draw(axes: Axes, panel: Panel, nothing: str) -> None:
    for place, line in enumerate(panel.lines):
        words = _instead(line.row, nothing)
        if words:
            axes.annotate(
                words, (0.01, place), xycoords=("axes fraction", "data"), color=QUIET, fontsize=10.5, va="center"
            )
            continue
        estimate, low, high = _ends(line, panel)
        axes.plot([low, high], [place, place], color=line.colour, linewidth=2.6, alpha=0.8, solid_capstyle="butt")
        fill = "white" if line.row["flag"] == "U" else line.colour
        axes.plot(
            estimate, place, line.mark, markersize=8, color=line.colour, markerfacecolor=fill, markeredgewidth=1.8
        )
        axes.annotate(
            f"{estimate:,.1f}", (high, place), xytext=(9, 0), textcoords="offset points", fontsize=11.5, va="center"
        )
    for place, line in enumerate(panel.lines):
        if line.row.get("measure") == STATE_PAYS:
            axes.axhline(place + 0.5, color=QUIET, linewidth=0.8)
    axes.set_yticks(range(len(panel.lines)), [line.name for line in panel.lines])
    axes.set_ylim(len(panel.lines) - 0.5, -0.5)
    axes.set_xlim(0.0, 1.12 * axes.get_xlim()[1])
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(panel.unit)


def _ends(line: Line, panel: Panel) -> tuple[float, float, float]:
    """Return estimate, low and high end in the panel's unit; a symmetric interval may compute to below nobody."""
    estimate, low, high = (float(line.row[name]) / panel.size for name in ("estimate", "ci_low", "ci_high"))
    return estimate, max(low, 0.0), high


def _instead(row: dict[str, Any], nothing: str) -> str:
    """Return what stands in the place of a figure: nobody is reached, or too few records tell of it."""
    if is_hidden(row):
        return "too few records"
    return nothing if row["n"] == 0 else ""


def _alt(panels: list[Panel], title: str) -> str:
    people, cost = panels
    start = f"{title}. " if title else ""
    return (
        f"{start}Newly covered, in {people.unit}, with confidence intervals. {_read(people, 'nobody')} "
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
