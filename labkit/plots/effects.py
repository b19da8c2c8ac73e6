"""Average marginal effects: how much each characteristic goes with the outcome, the rest of the model held equal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from labkit.errors import ColumnError
from labkit.plots.drawing.dots import dot, limits
from labkit.plots.drawing.figures import grey_line, interval, opening, records, written
from labkit.plots.drawing.frame import finished, framed, lines_of, row_height, rows_high, under
from labkit.plots.drawing.look import INK, QUIET, SEQUENCE, Look, Sheet
from labkit.plots.drawing.picture import Picture, drawn

NEEDED = ("term", "estimate", "ci_low", "ci_high")
HIGHER, LOWER, OPEN = Look(SEQUENCE[2], "^", ""), Look(SEQUENCE[0], "v", ""), Look("#7a7a7a", "o", "")


def marginal_effects(
    table: pd.DataFrame,
    *,
    bases: Mapping[str, str] | None = None,
    title: str = "",
    outcome: str = "the outcome",
    scale: float = 100.0,
    unit: str = "percentage points",
    source: str | None = None,
) -> Picture:
    """Draw average marginal effects with their intervals around a line at zero.

    A triangle points up for a higher probability and down for a lower one. An effect whose interval contains zero is
    grey with a broken line: from these data alone, one cannot say in which direction it goes.

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
    source
        Survey and year for the grey line. Left out: what the table itself says (``table.attrs["source"]``).

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
    labels = [label for label, _ in lines]
    effects = pd.DataFrame([row for _, row in lines if row is not None], columns=["estimate", "ci_low", "ci_high"])

    def draw(sheet: Sheet) -> Figure:
        note = grey_line(table, source, "grey and broken: may be zero")
        high = rows_high(len(lines), row_height(labels, sheet), words=2)
        figure, (axes,) = framed(sheet, high, title=title, note=note)
        axes.axvline(0, color=INK, linewidth=1.2, zorder=1)
        for place, (_, row) in enumerate(lines):
            if row is not None:
                dot(axes, row, place, _look(row), sheet, dashed=_may_be_zero(row))
        lines_of(axes, labels, sheet)
        for tick, (_, row) in zip(axes.get_yticklabels(), lines, strict=True):
            if row is None:
                tick.set(color=QUIET, style="italic")
        limits(axes, effects, also=[0.0])
        under(axes, f"change in the probability of {outcome}, {unit}", sheet)
        return finished(figure)

    return drawn(draw, _alt(lines, title, outcome, unit))


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
        scaled: dict[str, Any] = {name: scale * row[name] for name in ("estimate", "ci_low", "ci_high")}
        scaled["flag"] = ""
        lines.append((category if colon else f"{_words(variable)}, one more", scaled))
    return lines


def _words(variable: str) -> str:
    return variable.replace("_", " ")


def _look(row: dict[str, Any]) -> Look:
    if _may_be_zero(row):
        return OPEN
    return HIGHER if row["estimate"] > 0 else LOWER


def _may_be_zero(row: dict[str, Any]) -> bool:
    return not (row["ci_low"] > 0 or row["ci_high"] < 0)


def _alt(lines: list[Line], title: str, outcome: str, unit: str) -> str:
    parts = []
    for label, row in lines:
        if row is None:
            parts.append(f"{label}:")
            continue
        doubt = "; may be zero" if _may_be_zero(row) else ""
        colon = "" if "one more" not in label else ":"
        parts.append(f"{label}{colon} {written(row['estimate'], 1)} ({interval(row, 1)}{doubt}).")
    return (
        f"{opening(title)}Effects on the probability of {outcome}, in {unit}, with confidence intervals. "
        + " ".join(parts)
    )
