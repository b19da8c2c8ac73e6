"""How pay is spread, and what gathers at the minimum wage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from labkit.errors import DataError, OptionError
from labkit.plots.drawing.dots import plain, plain_numbers
from labkit.plots.drawing.figures import doubts, grey_line, interval, is_hidden, opening, records, shown, written
from labkit.plots.drawing.frame import AXIS, bar_look, finished, framed, under
from labkit.plots.drawing.look import INK, QUIET, SEQUENCE, Sheet
from labkit.plots.drawing.picture import Picture, drawn
from labkit.survey import Survey
from labkit.survey.records.columns import numbers

BARS = 24
HIGHEST = 0.98  # pay above this quantile is gathered in the last bar: a few high pays would squeeze all others
_BIN, _PLACE = "labkit_bar", "labkit_place"
BELOW, AT, ABOVE = "below the minimum", "at the minimum", "above the minimum"


def pay_distribution(
    survey: Survey,
    column: str,
    *,
    minimum: float | None = None,
    width: float | None = None,
    title: str = "",
    unit: str = "riel a month",
    source: str | None = None,
) -> Picture:
    """Draw how pay is spread: bars in percent of the people, each with its interval, and the minimum wage as a line.

    Every bar is an estimate with the survey's weights. A bar that rests on fewer than 5 records is not drawn; one on
    fewer than 15 is hollow. With a minimum, the people who are paid exactly that are a bar of their own, the spike,
    and the picture says how many are below, at and above it. Pay above the 98th percentile is gathered in the last bar.

    Parameters
    ----------
    survey
        The workers to show, such as the covered ones. Who has no pay is left out.
    column
        Pay, in one currency and for one period.
    minimum
        The minimum wage, in the unit of `column`.
    width
        Width of a bar. Left out: about 24 bars.
    title
        Says what the picture shows.
    unit
        Unit of the pay.
    source
        Survey and year for the grey line. Left out: what the survey itself says.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        There is no such column, or it does not hold numbers.
    DataError
        Nobody has pay.
    OptionError
        `minimum` or `width` is not above zero.

    Examples
    --------
    >>> pay = [150.0] * 10 + [200.0] * 50 + [250.0] * 20 + [300.0] * 20
    >>> picture = pay_distribution(Survey(pd.DataFrame({"pay": pay})), "pay", minimum=200, unit="dollars a month")
    >>> picture.alt.split(". ")[1].split(" (")[0]
    'With the minimum at 200, below the minimum: 10.0 percent'
    """
    where = "plots.pay_distribution"
    for name, value in (("minimum", minimum), ("width", width)):
        if value is not None and not value > 0:
            raise OptionError(
                f"{name} is not above zero.", where=where, got=repr(value), expected="a number of " + unit
            )
    pay = numbers(survey.frame, column, where=where)
    known = survey.filter(np.isfinite(pay))
    pay = pay[np.isfinite(pay)]
    if not len(pay):
        raise DataError("Nobody has pay.", where=f"{where}, column {column!r}", hint="Give it the employees.")
    edges = _edges(pay, minimum, width)
    bars = _bars(known, pay, edges, minimum)
    places = None if minimum is None else _places(known, pay, minimum)

    def draw(sheet: Sheet) -> Figure:
        known_source = source or survey.frame.attrs.get("source")
        note = grey_line(bars, known_source, doubts(bars), f"the last bar: {plain(edges[-2])} and more")
        figure, (axes,) = framed(sheet, 15 + AXIS, title=title, note=note)
        _draw_bars(axes, bars, edges, sheet)
        if minimum is not None and places is not None:
            _mark(axes, minimum, places, edges[1] - edges[0], sheet)
        axes.set_xlim(edges[0], edges[-1])
        plain_numbers(axes)
        plain_numbers(axes, 6, upright=True)
        axes.set_ylabel("percent of the people")
        axes.set_ylim(bottom=0)
        under(axes, unit, sheet)
        return finished(figure)

    return drawn(draw, _alt(bars, places, edges, title, unit, minimum))


def _edges(pay: Any, minimum: float | None, width: float | None) -> list[float]:
    """Return the ends of the bars; the minimum is one of them, so that no bar mixes those below with those above."""
    low, high = float(pay.min()), float(np.quantile(pay, HIGHEST))
    step = width or _round_step(max(high - low, 1e-9) / BARS)
    start = minimum if minimum is not None else step * np.floor(low / step)
    first = start - step * np.ceil(max(start - low, 0.0) / step)
    count = max(2, int(np.ceil((max(high, start + step) - first) / step + 1e-9)) + 1)
    return [float(first + step * k) for k in range(min(count, 400) + 1)]


def _round_step(step: float) -> float:
    size = 10.0 ** np.floor(np.log10(step))
    return float(size * next(f for f in (1, 2, 2.5, 5, 10) if f * size >= step * 0.999))


def _bars(known: Survey, pay: Any, edges: list[float], minimum: float | None) -> pd.DataFrame:
    """Return each bar's share; bar -1 is the spike."""
    place = np.clip(np.searchsorted(edges, pay, side="right") - 1, 0, len(edges) - 2)
    if minimum is not None:
        place = np.where(pay == minimum, -1, place)
    table = known.assign(**{_BIN: pd.Categorical(place)}).share(_BIN)
    return shown(table.rename(columns={"category": "bar"}), shares=True)


def _places(known: Survey, pay: Any, minimum: float) -> pd.DataFrame:
    kind = np.select([pay < minimum, pay == minimum], [BELOW, AT], ABOVE)
    table = known.assign(**{_PLACE: pd.Categorical(kind, [BELOW, AT, ABOVE])}).share(_PLACE)
    return shown(table, shares=True)


def _draw_bars(axes: Axes, bars: pd.DataFrame, edges: list[float], sheet: Sheet) -> None:
    step = edges[1] - edges[0]
    for row in records(bars):
        if is_hidden(row):
            continue
        spike = row["bar"] == -1
        if spike:
            continue
        left = edges[int(row["bar"])]
        axes.bar(left + step / 2, row["estimate"], width=0.92 * step, zorder=2,
                 **bar_look(SEQUENCE[1], "", hollow=row["flag"] == "U"))  # fmt: skip
        axes.plot([left + step / 2] * 2, [row["ci_low"], row["ci_high"]], color=INK, linewidth=sheet.letter / 10)
    axes.grid(axis="x", visible=False)


def _mark(axes: Axes, minimum: float, places: pd.DataFrame, step: float, sheet: Sheet) -> None:
    rows = {row["category"]: row for row in records(places)}
    axes.axvline(minimum, color=SEQUENCE[2], linewidth=sheet.letter / 9, linestyle=(0, (4, 2)), zorder=1.5)
    spike = rows.get(AT)
    if spike is not None and not is_hidden(spike):
        axes.bar(minimum, spike["estimate"], width=0.5 * step, zorder=3,
                 **bar_look(SEQUENCE[2], "////", hollow=spike["flag"] == "U"))  # fmt: skip
        axes.plot([minimum] * 2, [spike["ci_low"], spike["ci_high"]], color=INK, linewidth=sheet.letter / 10, zorder=4)
    words = [f"minimum {plain(minimum)}"]
    words += [f"{written(row['estimate'], 1)} % {name.split(' the')[0]}" for name, row in rows.items()
              if not is_hidden(row)]  # fmt: skip
    axes.annotate("\n".join(words), (0.98, 0.96), xycoords="axes fraction", ha="right", va="top", color=QUIET,
                  fontsize=sheet.letter, linespacing=1.3)  # fmt: skip


def _alt(
    bars: pd.DataFrame,
    places: pd.DataFrame | None,
    edges: list[float],
    title: str,
    unit: str,
    minimum: float | None,
) -> str:
    seen = bars[~bars["flag"].eq("S") & bars["bar"].ne(-1)]
    start = f"{opening(title)}Bars with confidence intervals, in percent of the people, by pay in {unit}."
    highest = ""
    if len(seen):
        row = records(seen.loc[[seen["estimate"].idxmax()]])[0]
        left = edges[int(row["bar"])]
        highest = (
            f" The highest bar, {plain(left)} to {plain(left + edges[1] - edges[0])}, holds"
            f" {written(row['estimate'], 1)} percent ({interval(row, 1)})."
        )
    if places is None or minimum is None:
        return start + highest
    parts = [
        f"{row['category']}: " + ("too few records" if is_hidden(row) else
        f"{written(row['estimate'], 1)} percent ({interval(row, 1)})") for row in records(places)
    ]  # fmt: skip
    return f"{start} With the minimum at {plain(minimum)}, {', '.join(parts)}.{highest}"
