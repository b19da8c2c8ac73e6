"""Average marginal effects: how much each characteristic goes with the outcome, the rest of the model held equal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from labkit.errors import ColumnError
from labkit.plots.picture import INK, QUIET, SEQUENCE, Picture, new_axes, records, style

NEEDED = ("term", "estimate", "ci_low", "ci_high")
HIGHER, LOWER = SEQUENCE[1], SEQUENCE[0]


def marginal_effects(
    table: pd.DataFrame,
    *,
    bases: Mapping[str, str] | None = None,
    title: str = "",
    outcome: str = "the outcome",
    scale: float = 100.0,
    unit: str = "percentage points",
) -> Picture:
    """Draw average marginal effects with their intervals around a line at zero.

    An effect whose interval contains zero is drawn grey: from these data alone, one cannot say in which direction it
    goes.

    Parameters
    ----------
    table
        Table of `labkit.regression.Regression.average_marginal_effects`.
    bases
        For each variable with categories, the one that the others are compared with: `Regression.bases`.
    title
        Says what the picture shows.
    outcome
        Whose probability changes, in words: "an informal job".
    scale
        Multiplies the effects; 100 turns probabilities into percentage points.
    unit
        Unit of the scaled effects.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of marginal effects.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {
    ...         "term": ["sex: female", "age"],
    ...         "estimate": [-0.02, 0.001],
    ...         "ci_low": [-0.03, -0.001],
    ...         "ci_high": [-0.01, 0.003],
    ...     }
    ... )
    >>> print(marginal_effects(table, bases={"sex": "male"}, title="Who?", outcome="an informal job").alt)
    Who? Effects on the probability of an informal job, in percentage points, with confidence intervals. sex, compared
    with male: female -2.0 (-3.0 to -1.0). age, one more: 0.1 (-0.1 to 0.3; may be zero).
    """
    missing = [name for name in NEEDED if name not in table]
    if missing:
        raise ColumnError(
            "This is not a table of marginal effects.",
            where="plots.marginal_effects",
            got=f"no column {', '.join(missing)}",
            hint="Make it with regression.logit(...).average_marginal_effects().",
        )
    lines = _lines(records(table), bases or {}, scale)
    with style():
        figure, axes = new_axes(9.0, 1.7 + 0.36 * len(lines))
        axes.axvline(0, color=INK, linewidth=1.2)
        for place, (_, row) in enumerate(lines):
            if row is not None:
                _draw(axes, place, row)
        axes.set_yticks(range(len(lines)), [label for label, _ in lines])
        for tick, (_, row) in zip(axes.get_yticklabels(), lines, strict=True):
            if row is None:
                tick.set(color=QUIET, style="italic")
        axes.set_ylim(len(lines) - 0.5, -0.5)
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(f"change in the probability of {outcome}, {unit}\n(the bar is the confidence interval)")
        axes.set_title(title)
    return Picture(figure, _alt(lines, title, outcome, unit))


Line = tuple[str, dict[str, Any] | None]


def _lines(rows: list[dict[str, Any]], bases: Mapping[str, str], scale: float) -> list[Line]:
    """Return label and scaled effect of each line; a heading, which has no effect, names a variable and its base."""
    lines: list[Line] = []
    before = None
    for row in rows:
        variable, colon, category = str(row["term"]).partition(": ")
        if colon and variable != before:
            base = f", compared with {bases[variable]}" if variable in bases else ""
            lines.append((f"{_words(variable)}{base}", None))
        before = variable if colon else None
        scaled = {name: scale * row[name] for name in ("estimate", "ci_low", "ci_high")}
        lines.append((category if colon else f"{_words(variable)}, one more", scaled))
    return lines


def _words(variable: str) -> str:
    return variable.replace("_", " ")


def _colour(row: dict[str, Any]) -> str:
    if _may_be_zero(row):
        return QUIET
    return HIGHER if row["estimate"] > 0 else LOWER


def _may_be_zero(row: dict[str, Any]) -> bool:
    return not (row["ci_low"] > 0 or row["ci_high"] < 0)


def _draw(axes: Axes, place: int, row: dict[str, Any]) -> None:
    colour = _colour(row)
    axes.plot([row["ci_low"], row["ci_high"]], [place, place], color=colour, linewidth=2.4, alpha=0.75)
    fill = "white" if _may_be_zero(row) else colour
    axes.plot(row["estimate"], place, "o", markersize=7.5, color=colour, markerfacecolor=fill, markeredgewidth=1.8)


def _alt(lines: list[Line], title: str, outcome: str, unit: str) -> str:
    parts = []
    for label, row in lines:
        if row is None:
            parts.append(f"{label}:")
            continue
        doubt = "; may be zero" if _may_be_zero(row) else ""
        colon = "" if "one more" not in label else ":"
        parts.append(f"{label}{colon} {row['estimate']:z.1f} ({row['ci_low']:z.1f} to {row['ci_high']:z.1f}{doubt}).")
    start = f"{title}{'' if title.endswith(('?', '.')) else '.'} " if title else ""
    return f"{start}Effects on the probability of {outcome}, in {unit}, with confidence intervals. " + " ".join(parts)
