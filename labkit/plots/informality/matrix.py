"""The sector × job matrix: where informal sector and informal employment part ways."""

from __future__ import annotations

from typing import Any, TypeAlias

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from labkit.errors import ColumnError
from labkit.plots.drawing.figures import TOO_FEW, grey_line, is_hidden, opening, records, shown
from labkit.plots.drawing.frame import finished, framed, ink_on, luminance
from labkit.plots.drawing.lettering import wrapped
from labkit.plots.drawing.look import QUIET, Sheet
from labkit.plots.drawing.picture import Picture, drawn

Cells: TypeAlias = dict[tuple[str, str], dict[str, Any]]

SECTORS = ("formal", "informal", "household")
JOBS = ("formal", "informal")
UNKNOWN = "not elsewhere classified"  # a row and a column of the 21st ICLS
SMALL = 0.1  # percent; below it a tile would read 0.0
NO_FIGURE = ("-", "·")
NEEDED = ("sector", "job", "estimate", "ci_low", "ci_high", "flag")


def sector_job(
    matrix: pd.DataFrame, *, title: str = "Employment by kind of unit and kind of job", source: str | None = None
) -> Picture:
    """Draw the table of `labkit.informality.sector_job_matrix` as tiles, each with its interval.

    Parameters
    ----------
    matrix
        The table, for one group (made without `by`).
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
        The table is not a sector × job matrix, or holds several groups.

    Examples
    --------
    >>> import labkit as lk
    >>> picture = sector_job(lk.informality.sector_job_matrix(lk.load("lfs")))
    >>> picture.alt.startswith("Employment by kind of unit and kind of job")
    True
    """
    wrong = _what_is_wrong(matrix)
    if wrong:
        raise ColumnError(
            "This is not the sector × job matrix of one group.",
            where="plots.sector_job",
            got=wrong,
            hint="Make it with informality.sector_job_matrix(survey), without by.",
        )
    cells = {(row["sector"], row["job"]): row for row in records(shown(matrix, shares=True))}
    sectors, jobs = _lines(matrix["sector"], SECTORS), _lines(matrix["job"], JOBS)

    def draw(sheet: Sheet) -> Figure:
        note = grey_line(matrix, source, "percent of all employed people")
        figure, (axes,) = framed(sheet, 4.6 * len(sectors) + 2.2, title=title, note=note)
        for y, sector in enumerate(sectors):
            for x, job in enumerate(jobs):
                _draw(axes, (x, y), _tile(cells, sector, job), _face(cells.get((sector, job))), sheet)
        axes.set_xlim(0, len(jobs))
        axes.set_ylim(len(sectors), 0)
        axes.set_xticks([x + 0.5 for x in range(len(jobs))], [_label(job, " job") for job in jobs])
        axes.set_yticks([y + 0.5 for y in range(len(sectors))], [_label(sector, "\nunit") for sector in sectors])
        axes.tick_params(length=0)
        axes.grid(visible=False)
        for side in axes.spines.values():
            side.set_visible(False)
        return finished(figure)

    return drawn(draw, _alt(cells, sectors, jobs, title))


def _what_is_wrong(matrix: pd.DataFrame) -> str:
    """Return why a table is no matrix of one group, or nothing: a row without a tile would be left out in silence."""
    missing = [name for name in NEEDED if name not in matrix]
    if missing:
        return f"no column {', '.join(missing)}"
    strange = [*set(matrix["sector"]) - {*SECTORS, UNKNOWN}, *set(matrix["job"]) - {*JOBS, UNKNOWN}]
    if strange:
        return f"rows of {sorted(map(str, strange))[0]!r}"
    return "several rows for one tile" if matrix.duplicated(["sector", "job"]).any() else ""


def _lines(values: pd.Series[Any], usual: tuple[str, ...]) -> list[str]:
    """Return the rows or columns: the usual ones, and the not classified where there are any."""
    return [*usual, *([UNKNOWN] if values.eq(UNKNOWN).any() else [])]


def _label(name: str, kind: str) -> str:
    if name == UNKNOWN:
        return "not\nclassified"
    return name if name == "household" else f"{name}{kind}"


def _face(cell: dict[str, Any] | None) -> str:
    """Return the colour of a tile; a hidden figure must not show through its colour either."""
    share = 0.0 if cell is None or is_hidden(cell) else float(cell["estimate"])
    return to_hex(mpl.colormaps["Blues"](share / 100))


def _draw(axes: Axes, place: tuple[int, int], words: tuple[str, str], face: str, sheet: Sheet) -> None:
    (x, y), (figure, small) = place, words
    ink = ink_on(face)
    quiet = QUIET if luminance(face) > 0.64 else ink
    axes.add_patch(Rectangle((x + 0.01, y + 0.02), 0.98, 0.96, facecolor=face, linewidth=0))
    axes.text(x + 0.5, y + 0.33, figure, ha="center", va="center", color=ink, weight="bold")
    axes.text(x + 0.5, y + 0.66, wrapped(small, 0.24 * sheet.width, sheet.small), ha="center", va="center",
              fontsize=sheet.small, color=quiet)  # fmt: skip


def _tile(cells: Cells, sector: str, job: str) -> tuple[str, str]:
    if (sector, job) not in cells:
        return NO_FIGURE[0], "nobody in the survey"
    cell = cells[sector, job]
    if is_hidden(cell):
        return NO_FIGURE[1], TOO_FEW
    doubt = " unreliable" if cell["flag"] == "U" else ""
    if 0 < cell["estimate"] < SMALL:
        return f"< {SMALL}", doubt.strip()
    return f"{cell['estimate']:.1f}", f"{cell['ci_low']:.1f} to {cell['ci_high']:.1f}{doubt}"


def _alt(cells: Cells, sectors: list[str], jobs: list[str], title: str) -> str:
    parts = []
    for sector in sectors:
        for job in jobs:
            text, small = _tile(cells, sector, job)
            figure = small if text in NO_FIGURE else f"{text} ({small})" if small else text
            parts.append(f"{sector} unit, {job} job: {figure}.")
    return f"{opening(title)}Tiles, in percent of all employed people. " + " ".join(parts)
