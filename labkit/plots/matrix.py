"""The sector × job matrix: where informal sector and informal employment part ways."""

from __future__ import annotations

from typing import Any, TypeAlias

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from labkit.errors import ColumnError
from labkit.plots.figures import is_hidden, records
from labkit.plots.picture import INK, QUIET, Picture, new_axes, style

Cells: TypeAlias = dict[tuple[str, str], dict[str, Any]]

SECTORS = ("formal", "informal", "household")
JOBS = ("formal", "informal")
UNKNOWN = "not elsewhere classified"  # a row and a column of the 21st ICLS
SMALL = 0.1  # percent; below it a tile would read 0.0
NO_FIGURE = ("-", "·")
DARK = 45  # percent; from here on the tile is dark and its text white
NEEDED = ("sector", "job", "estimate", "ci_low", "ci_high", "flag")


def sector_job(matrix: pd.DataFrame, *, title: str = "Employment by kind of unit and kind of job") -> Picture:
    """Draw the table of `labkit.informality.sector_job_matrix` as tiles, each with its interval.

    Parameters
    ----------
    matrix
        The table, for one group (made without `by`).
    title
        Says what the picture shows.

    Returns
    -------
    Picture

    Raises
    ------
    ColumnError
        The table is not a sector × job matrix, or holds several groups.

    Examples
    --------
    >>> import labkit as lk
    >>> picture = sector_job(lk.informality.sector_job_matrix(lk.load("lfs")))
    >>> picture.alt.startswith("Employment by kind of unit and kind of job")
    True
    """
    missing = [name for name in NEEDED if name not in matrix]
    if missing or matrix.duplicated(["sector", "job"]).any():
        raise ColumnError(
            "This is not the sector × job matrix of one group.",
            where="plots.sector_job",
            got=f"no column {', '.join(missing)}" if missing else "several rows for one tile",
            hint="Make it with informality.sector_job_matrix(survey), without by.",
        )
    cells = {(row["sector"], row["job"]): row for row in records(matrix)}
    sectors, jobs = _lines(matrix["sector"], SECTORS), _lines(matrix["job"], JOBS)
    # A hidden figure must not show through its colour either.
    shade = [[_shade(cells.get((sector, job))) for job in jobs] for sector in sectors]
    values = pd.DataFrame(
        shade,
        index=pd.Index([_label(sector, "\nunit") for sector in sectors]),
        columns=pd.Index([_label(job, " job") for job in jobs]),
    )
    with style():
        figure, axes = new_axes(1.5 + 3.0 * len(jobs), 0.5 + 1.5 * len(sectors))
        sns.heatmap(values, ax=axes, cmap="Blues", vmin=0, vmax=100, cbar=False, linewidths=3, linecolor="white")
        _write(axes, cells, sectors, jobs)
        axes.set_title(title)
        axes.set(xlabel="", ylabel="")
        axes.tick_params(axis="both", length=0, labelsize=13)
        axes.tick_params(axis="y", rotation=0)
        figure.supxlabel("percent of all employed people; in small print the confidence interval", fontsize=11)
    return Picture(figure, _alt(cells, sectors, jobs, title))


def _lines(values: pd.Series[Any], usual: tuple[str, ...]) -> list[str]:
    """Return the rows or columns: the usual ones, and the not classified where there are any."""
    return [*usual, *([UNKNOWN] if values.eq(UNKNOWN).any() else [])]


def _label(name: str, kind: str) -> str:
    if name == UNKNOWN:
        return "not\nclassified"
    return name if name == "household" else f"{name}{kind}"


def _shade(cell: dict[str, Any] | None) -> float:
    return 0.0 if cell is None or is_hidden(cell) else float(cell["estimate"])


def _write(axes: Axes, cells: Cells, sectors: list[str], jobs: list[str]) -> None:
    for i, sector in enumerate(sectors):
        for j, job in enumerate(jobs):
            text, small, dark = _tile(cells, sector, job)
            colour, quiet = ("white", "white") if dark else (INK, QUIET)
            axes.text(j + 0.5, i + 0.44, text, ha="center", va="center", fontsize=19, color=colour, weight="bold")
            axes.text(j + 0.5, i + 0.72, small, ha="center", va="center", fontsize=11, color=quiet)


def _tile(cells: Cells, sector: str, job: str) -> tuple[str, str, bool]:
    if (sector, job) not in cells:
        return NO_FIGURE[0], "nobody in the survey", False
    cell = cells[sector, job]
    if is_hidden(cell):
        return NO_FIGURE[1], "too few records", False
    doubt = " unreliable" if cell["flag"] == "U" else ""
    if 0 < cell["estimate"] < SMALL:
        return f"< {SMALL}", doubt.strip(), False
    low, high = max(cell["ci_low"], 0.0), min(cell["ci_high"], 100.0)  # no share lies further
    interval = f"{low:.1f} to {high:.1f}{doubt}"
    return f"{cell['estimate']:.1f}", interval, bool(cell["estimate"] > DARK)


def _alt(cells: Cells, sectors: list[str], jobs: list[str], title: str) -> str:
    parts = []
    for sector in sectors:
        for job in jobs:
            text, small, _ = _tile(cells, sector, job)
            figure = small if text in NO_FIGURE else f"{text} ({small})" if small else text
            parts.append(f"{sector} unit, {job} job: {figure}.")
    return f"{title}. Tiles, in percent of all employed people. " + " ".join(parts)
