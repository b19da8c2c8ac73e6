"""What would other samples have said? The intervals of many samples of one population, around the true value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure

from labkit.data.files import datasets_folder
from labkit.errors import DataError, one_of
from labkit.plots.drawing.dots import dot, limits
from labkit.plots.drawing.figures import checked, digits, grey_line, opening, records, written
from labkit.plots.drawing.frame import AXIS, dot_key, finished, framed, under
from labkit.plots.drawing.look import INK, Sheet, look
from labkit.plots.drawing.picture import Picture, drawn
from labkit.survey import Survey

NEEDED = ("draw", "weights", "estimate", "ci_low", "ci_high", "truth")
WEIGHTED, UNWEIGHTED = "weighted", "unweighted"
PREPARED = "samples.csv"
LEAST = 11.5  # ems: the words beside the axis are as long
_SOURCE = "Synthetic labour force survey of Cambodia, 2019"
_NAMES = {"agriculture": "Share of the employed in agriculture", "unemployment": "Unemployment rate"}


def many_samples(
    samples: str | pd.DataFrame,
    draws: int = 20,
    *,
    title: str = "",
    unit: str = "percent",
    source: str | None = None,
) -> Picture:
    """Draw the intervals of many samples of one population, with weights and without, and the true value as a line.

    An interval that misses the true value is broken, with a cross for its mark.

    Parameters
    ----------
    samples
        ``"agriculture"`` or ``"unemployment"``, prepared for the labour force survey; or a table of `draw_samples`.
    draws
        How many samples to show.
    title
        Says what the picture shows. Left out: the name of what is prepared.
    unit
        Unit of the estimates.
    source
        Survey and year for the grey line.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not one of `draw_samples`.
    OptionError
        Nothing of this name is prepared.

    Examples
    --------
    >>> many_samples("agriculture", draws=20).alt.split(". ")[0]
    'Share of the employed in agriculture'
    """
    if isinstance(samples, str):
        title, source = title or _NAMES.get(samples, samples), source or _SOURCE
        table = prepared_samples(samples)
    else:
        table = samples
    checked(table, NEEDED, "plots.many_samples", "Make it with plots.draw_samples(estimate, truth=...).")
    table = table[table["draw"] < draws]
    nothing = table[["estimate", "ci_low", "ci_high"]].isna().any(axis=1)
    if "flag" in table:
        nothing |= table["flag"].eq("S")
    gaps = [f"{nothing.sum()} with too few records are left out"] if nothing.any() else []
    table = table[~nothing].assign(flag="")
    truth = float(table["truth"].iloc[0]) if len(table) else float("nan")
    kinds = [kind for kind in (WEIGHTED, UNWEIGHTED) if table["weights"].eq(kind).any()]
    looks = {kind: look(place) for place, kind in enumerate(kinds)}
    caught = table["ci_low"].le(truth) & table["ci_high"].ge(truth)
    rows = [{**row, "missed": not held} for row, held in zip(records(table), caught, strict=True)]

    def draw(sheet: Sheet) -> Figure:
        numbers = sorted(table["draw"].unique())
        keys = [dot_key(_key(kind, table, caught), looks[kind]) for kind in kinds]
        note = grey_line(table, source, "the line is the true value", "broken, with a cross: misses it", *gaps)
        high = max(0.95 * len(numbers) * len(kinds) ** 0.5, LEAST) + AXIS
        figure, (axes,) = framed(sheet, high, title=title, note=note, legend=keys)
        if len(table):
            axes.axvline(truth, color=INK, linewidth=1.6, zorder=1)
        for row in rows:
            own = looks[row["weights"]]
            own = replace(own, mark="x") if row["missed"] else own
            dot(axes, row, numbers.index(row["draw"]), own, sheet, dashed=row["missed"])
        axes.set_ylim(len(numbers) - 0.3, -0.7)
        axes.set_yticks([])
        axes.grid(axis="y", visible=False)
        axes.set_ylabel("one line, one sample")
        limits(axes, table, also=[truth] if len(table) else [])
        under(axes, unit, sheet, share=0.8)
        return finished(figure)

    return drawn(draw, " ".join([_alt(table, caught, kinds, truth, title, unit), *(f"{gap}." for gap in gaps)]))


def _key(kind: str, table: pd.DataFrame, caught: pd.Series[bool]) -> str:
    own = table["weights"] == kind
    return f"{kind}: {int(caught[own].sum())} of {int(own.sum())} hold the truth"


def _alt(table: pd.DataFrame, caught: pd.Series[bool], kinds: list[str], truth: float, title: str, unit: str) -> str:
    if table.empty:
        return f"{opening(title)}No sample to show."
    places = digits(table["estimate"], unit)
    parts = []
    for kind in kinds:
        own = table[table["weights"] == kind]
        low, high = written(own["estimate"].min(), places), written(own["estimate"].max(), places)
        parts.append(f"{_key(kind, table, caught)}; the estimates lie between {low} and {high}.")
    return (
        f"{opening(title)}Intervals of {table['draw'].nunique()} samples of one population, in {unit}. "
        f"The true value is {written(truth, places)}. " + " ".join(parts)
    )


def draw_samples(
    estimate: Callable[[Survey], pd.DataFrame], *, truth: float, name: str = "lfs", draws: int = 20
) -> pd.DataFrame:
    """Estimate one figure in many samples of the same synthetic population, with the design and as if there were none.

    A sample takes a second or two; keep the table if you draw it twice.

    Parameters
    ----------
    estimate
        A function of a Survey that returns a result table of one row.
    truth
        The population's own value; of a synthetic survey it is known: ``datasets/lfs/truth.json`` in the course's
        folder has it.
    name
        A synthetic survey.
    draws
        How many samples: draws 0 to `draws` - 1.

    Returns
    -------
    pandas.DataFrame
        ``draw, weights`` (``"weighted"`` or ``"unweighted"``), ``estimate, ci_low, ci_high, truth``.

    Examples
    --------
    >>> table = draw_samples(lambda survey: survey.mean("age"), truth=28.0, draws=1)
    >>> table["weights"].tolist()
    ['weighted', 'unweighted']
    """
    from labkit.data import load

    rows = []
    for draw in range(draws):
        survey = load(name, draw=draw)
        if not isinstance(survey, Survey):
            raise DataError("This data set is no survey.", where="plots.draw_samples", got=name, expected="'lfs'")
        for kind, seen in ((WEIGHTED, survey), (UNWEIGHTED, Survey(survey.frame))):
            row = records(estimate(seen))[0]
            rows.append({"draw": draw, "weights": kind, **{key: row[key] for key in ("estimate", "ci_low", "ci_high")}})
    return pd.DataFrame(rows).assign(truth=truth)


def prepared_samples(name: str) -> pd.DataFrame:
    """Return the table of `draw_samples` that comes with the data: a lesson need not wait for twenty samples.

    Examples
    --------
    >>> prepared_samples("agriculture").columns.tolist()
    ['draw', 'weights', 'estimate', 'ci_low', 'ci_high', 'truth']
    """
    table = pd.read_csv(datasets_folder() / "lfs" / PREPARED)
    one_of("samples", name, tuple(pd.unique(table["measure"])), where="plots.many_samples")
    return table[table["measure"] == name].drop(columns="measure").reset_index(drop=True)
