"""How far synthetic data may be from the published figures, and whether they are within."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from labkit.errors import DataError

__all__ = ["with_verdict"]

_FIRST = ["indicator", "group", "published", "file", "tolerance", "verdict"]


def with_verdict(rows: list[dict[str, Any]], tolerances: Mapping[str, Any], *, where: str) -> pd.DataFrame:
    """Return the calibration of a card with the tolerance of each row and whether the file keeps it.

    Parameters
    ----------
    rows
        One published figure each: ``indicator, group, published, file`` and further fields.
    tolerances
        By indicator: a number in the unit of the figure, a text such as ``"3 percent"`` (of the published figure), or
        either of them by group.
    where
        The card, for error messages.

    Returns
    -------
    pandas.DataFrame
        ``indicator, group, published, file, tolerance`` (in the unit of the figure), ``verdict`` (``"within"`` or
        ``"outside"``), then the further fields; empty without rows.

    Raises
    ------
    labkit.errors.DataError
        A figure has no tolerance, or one that cannot be read.

    Examples
    --------
    >>> rows = [{"indicator": "population", "group": "total", "published": 200.0, "file": 207.0}]
    >>> with_verdict(rows, {"population": "3 percent"}, where="card.toml")[["tolerance", "verdict"]].values.tolist()
    [[6.0, 'outside']]
    """
    if not rows:
        return pd.DataFrame()
    table = pd.DataFrame(rows)
    table["tolerance"] = [_tolerance(row, tolerances, where) for row in rows]
    # Figures in a card are rounded to two decimals; half a unit of the last one must not decide.
    kept = (table["file"] - table["published"]).abs() <= table["tolerance"] + 0.005
    table["verdict"] = kept.map({True: "within", False: "outside"})
    return table[[*_FIRST, *(name for name in table if name not in _FIRST)]]


def _tolerance(row: Mapping[str, Any], tolerances: Mapping[str, Any], where: str) -> float:
    said = tolerances.get(row["indicator"])
    if isinstance(said, Mapping):
        said = said.get(row["group"])
    number, _, unit = str(said).partition(" ")
    try:
        value = float(number)
    except ValueError:
        value = float("nan")
    if not value > 0 or unit not in ("", "percent"):
        raise DataError(
            f"The calibration of {row['indicator']!r} has no tolerance for {row['group']!r}.",
            where=f"{where}, [tolerance]",
            got="nothing" if said is None else repr(said),
            expected='a number above 0, or a text such as "3 percent"',
        )
    return abs(row["published"]) * value / 100 if unit else value
