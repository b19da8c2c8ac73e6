"""Labour disputes and strikes by year and industry: workers involved and days not worked.

All counts are the generator's own choice and no published figure; they fall after 2016, as published counts of strikes
and of cases of the Arbitration Council do (see the data set 'published'). Published counts have other scopes: the
ministry's 582 of 2015 holds demonstrations too, and the employers' association counts garment factories alone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from labkit.synthetic._draws import Draws, draw_number
from labkit.synthetic._uniform import Columns

__all__ = ["INDUSTRIES", "YEARS", "draw", "truth"]


class _Industry(NamedTuple):
    """`share` of all strikes; `workers` per strike (median); `days` of a strike; `employees` in thousand in 2019."""

    name: str
    share: float
    workers: float
    days: float
    employees: float


_TABLE = (
    _Industry("C manufacturing", 0.74, 420, 3.2, 900),
    _Industry("F construction", 0.05, 90, 1.8, 560),
    _Industry("G trade", 0.02, 40, 1.4, 240),
    _Industry("H transport", 0.05, 60, 1.6, 120),
    _Industry("I accommodation and food", 0.08, 110, 3.0, 190),
    _Industry("P education", 0.03, 150, 1.5, 190),
    _Industry("other industries", 0.03, 70, 1.5, 800),
)
INDUSTRIES = tuple(row.name for row in _TABLE)
YEARS = tuple(range(2012, 2024))
_STRIKES = (121, 147, 118, 108, 90, 44, 36, 42, 58, 34, 40, 33)
_DISPUTES_PER_STRIKE = 3.4
_COUNCIL = (0.45, 0.45, 0.42, 0.40, 0.36, 0.12, 0.12, 0.13, 0.14, 0.14, 0.15, 0.15)  # share of disputes that got there
_GROWTH = 0.035  # of employees a year


def draw(seed: int = 0) -> pd.DataFrame:
    """Return the records: one row per year and industry.

    Parameters
    ----------
    seed
        Number of the draw, 0 or more. Draw 0 is the file that comes with labkit; the others have the same means and
        other luck.

    Returns
    -------
    pandas.DataFrame
        84 rows; the columns are described in the data card, ``labkit.card("disputes")``.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> disputes = draw(seed=1)
    >>> disputes.shape, bool((disputes["days_not_worked"] >= disputes["workers_involved"]).all())
    ((84, 9), True)
    """
    cells = _cells()
    ids = np.arange(len(cells["year"]))
    luck = Draws(f"disputes {draw_number(seed, 'draw')}", ids)
    strikes = luck.poisson("strikes", cells["strikes"])
    disputes = strikes + luck.poisson("disputes", cells["disputes"])
    spread = np.exp(0.35 * luck.normal("size"))
    workers = np.rint(strikes * cells["workers"] * spread).astype(np.int64)
    days = np.maximum(np.rint(workers * cells["days"] * np.exp(0.25 * luck.normal("length"))), workers)
    council = luck.binomial("council", disputes, cells["council"])
    settled = luck.binomial("settled", disputes - council, np.full(len(ids), 0.78))
    return pd.DataFrame(
        {
            "year": cells["year"],
            "industry": pd.array(np.array(INDUSTRIES)[cells["industry"]], dtype="str"),
            "disputes": disputes,
            "settled_at_ministry": settled,
            "to_arbitration_council": council,
            "strikes": strikes,
            "workers_involved": workers,
            "days_not_worked": days.astype(np.int64),
            "employees": cells["employees"],
        }
    )


def _cells() -> Columns:
    """Return the means of every cell, in the order of the rows."""
    year, industry = (
        part.ravel() for part in np.meshgrid(np.arange(len(YEARS)), np.arange(len(_TABLE)), indexing="ij")
    )
    of = {field: np.array([getattr(row, field) for row in _TABLE])[industry] for field in _Industry._fields[1:]}
    strikes = np.array(_STRIKES)[year] * of["share"]
    grown = of["employees"] * 1000 * (1 + _GROWTH) ** (np.array(YEARS)[year] - 2019)
    return {
        "year": np.array(YEARS)[year],
        "industry": industry,
        "strikes": strikes,
        "disputes": strikes * (_DISPUTES_PER_STRIKE - 1),
        "workers": of["workers"],
        "days": of["days"],
        "council": np.array(_COUNCIL)[year],
        "employees": (np.rint(grown / 1000) * 1000).astype(np.int64),
    }


def truth() -> dict[str, Any]:
    """Return the expected number of strikes by year.

    Examples
    --------
    >>> truth()["expected_strikes"]["2015"]
    108.0
    """
    cells = _cells()
    totals = pd.Series(cells["strikes"]).groupby(cells["year"]).sum()
    return {"expected_strikes": {str(year): round(float(value), 2) for year, value in totals.items()}}
