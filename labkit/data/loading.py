"""`load`: a survey with its design, or a table."""

from __future__ import annotations

from typing import Literal, overload

import pandas as pd

from labkit.data.cards import Card, card
from labkit.data.tables import read_table
from labkit.errors import OptionError
from labkit.survey import Survey

__all__ = ["load"]


@overload
def load(name: Literal["lfs", "lfs2012", "recruitment", "returnees"], draw: int | None = None) -> Survey: ...
@overload
def load(
    name: Literal["disputes", "firms", "flows", "injuries", "remittance_services"], draw: int | None = None
) -> pd.DataFrame: ...
@overload
def load(name: Literal["migrant_stocks", "prices", "published"], draw: None = None) -> pd.DataFrame: ...
@overload
def load(name: str, draw: int | None = None) -> Survey | pd.DataFrame: ...
def load(name: str, draw: int | None = None) -> Survey | pd.DataFrame:
    """Load a data set that comes with labkit.

    Parameters
    ----------
    name
        Name of a data set; `labkit.datasets` lists them.
    draw
        For synthetic data: the number of another draw, made on the spot (0 or more; draw 0 is the one in the
        file). Of a survey it is another sample of the same population, of a table one made in the same way with
        other luck. Left out, the file is read.

    Returns
    -------
    Survey or pandas.DataFrame
        A survey comes with its design (weights, strata, PSUs), a table as a plain data frame.
        ``frame.attrs["source"]`` names the data; result tables pass it on to pictures.

    Raises
    ------
    labkit.errors.OptionError
        If the name is not known, or the data set has no further draws.
    labkit.errors.DataError
        If the file is missing, or is not the file that its card describes.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> len(lfs.frame) == lk.card("lfs").size["rows"]
    True
    >>> other = lk.load("lfs", draw=7)
    >>> int(lk.load("injuries")["year"].max())
    2023
    >>> bool(lk.load("published")["indicator"].eq("unemployment rate").any())
    True
    """
    description = card(name)
    frame = _read(description) if draw is None else _drawn(description, draw)
    frame.attrs["source"] = description.title
    if not description.design:
        return frame
    roles = {role: column for role, column in description.design.items() if column}
    return Survey(frame, **roles)  # type: ignore[arg-type]


def _read(description: Card) -> pd.DataFrame:
    return read_table(description)


def _drawn(description: Card, draw: int) -> pd.DataFrame:
    if description.kind != "synthetic":
        raise OptionError(
            f"The data set {description.name!r} has no further samples: it holds published figures.",
            where=f"load({description.name!r}, draw={draw!r})",
            hint=f"load({description.name!r})",
        )
    from labkit.synthetic.generators import GENERATORS

    return GENERATORS[description.name](draw)
