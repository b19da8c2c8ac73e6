"""Moves between the 25 provinces within five years, as a census counts them: an origin–destination table.

The people are those of the labour force survey's population, every one of them: `counted` (made by
``datasets/flows/make.py``) holds where each lived before the last move within five years. The survey and this table
therefore differ only in what they ask. The census asks everybody, also children below five, for the last move within
five years; the survey's `province_5_years_ago` asks people from age five where they lived then, and does not find who
came as a small child. Both leave out people who live abroad now.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from labkit.synthetic._draws import Draws, draw_number
from labkit.synthetic._uniform import Columns, FloatArray, IntArray
from labkit.synthetic.frame import population_frame
from labkit.synthetic.people.moves import ABROAD
from labkit.synthetic.population import answers
from labkit.synthetic.provinces import PROVINCES, populations
from labkit.synthetic.truths.truth import every_household

__all__ = ["SEXES", "count_moves", "counted", "draw", "truth"]

SEXES = ("female", "male")
_PROVINCES = len(PROVINCES)
_CHUNK = 100_000
_FILE = Path(__file__).with_name("counted_moves.json")


def draw(seed: int = 0) -> pd.DataFrame:
    """Return the flows between provinces: one row per origin, destination and sex.

    Parameters
    ----------
    seed
        Number of the draw, 0 or more. Draw 0 is the file that comes with labkit, and the exact count of the
        population; the others are counts of populations made in the same way (Poisson, with these means).

    Returns
    -------
    pandas.DataFrame
        1,200 rows (25 × 24 × 2); the columns are described in the data card, ``labkit.card("flows")``.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> flows = draw(seed=1)
    >>> len(flows), bool((flows["origin"] == flows["destination"]).any())
    (1200, False)
    """
    number = draw_number(seed, "draw")
    mean = counted()["census"].astype(np.float64)
    origin, destination, sex = (part.ravel() for part in np.indices(mean.shape))
    kept = origin != destination
    luck = Draws(f"flows {number}", np.arange(mean.size))
    migrants = luck.poisson("migrants", mean.ravel()) if number else mean.ravel().astype(np.int64)
    names, people = np.array([p.name for p in PROVINCES]), populations()
    table = pd.DataFrame(
        {
            "origin": pd.array(names[origin], dtype="str"),
            "destination": pd.array(names[destination], dtype="str"),
            "sex": pd.array(np.array(SEXES)[sex], dtype="str"),
            "migrants": migrants,
            "origin_population": people[origin],
            "destination_population": people[destination],
        }
    )
    moves: pd.DataFrame = table.loc[kept].reset_index(drop=True)
    return moves


@cache
def counted() -> dict[str, IntArray]:
    """Return the moves of the whole population by origin, destination and sex, as census and survey count them.

    Examples
    --------
    >>> moves = counted()
    >>> moves["census"].shape, bool(moves["census"].sum() > moves["survey"].sum())
    ((25, 25, 2), True)
    """
    content = json.loads(_FILE.read_text(encoding="utf-8"))
    return {name: np.array(values, dtype=np.int64) for name, values in content.items()}


def count_moves() -> dict[str, Any]:
    """Count the moves of every person of the population (some minutes), for the file that `counted` reads."""
    frame = population_frame()
    areas, numbers = every_household(frame)
    found = {name: np.zeros((_PROVINCES, _PROVINCES, 2), dtype=np.int64) for name in ("census", "survey")}
    for start in range(0, len(areas), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        people = answers(frame, areas[chunk], numbers[chunk])
        _add(found["census"], people, "moved_from")
        _add(found["survey"], people, "province_5_years_ago")
    return {name: table.tolist() for name, table in found.items()}


def _add(table: NDArray[np.int64], people: Columns, origin: str) -> None:
    here, before = people["province"], people[origin]
    rows = (before >= 0) & (before != here) & (before != ABROAD)
    man = (~people["female"][rows]).astype(np.int64)
    np.add.at(table, (before[rows], here[rows], man), 1)


def truth() -> dict[str, Any]:
    """Return the population's own moves, by both ways of asking.

    Returns
    -------
    dict
        `expected_migrants` and, of the survey's question, `migrants_by_the_survey`; `expected_net`: arrivals minus
        departures by province by the census, and `net_by_the_survey`.

    Examples
    --------
    >>> sum(truth()["expected_net"].values())
    0
    """
    tables = {name: table.sum(axis=2) for name, table in counted().items()}
    net = {name: _net(table) for name, table in tables.items()}
    return {
        "expected_migrants": int(tables["census"].sum()),
        "migrants_by_the_survey": int(tables["survey"].sum()),
        "expected_net": net["census"],
        "net_by_the_survey": net["survey"],
    }


def _net(table: NDArray[np.int64]) -> dict[str, int]:
    values: FloatArray = table.sum(axis=0) - table.sum(axis=1)
    return {p.name: int(value) for p, value in zip(PROVINCES, values, strict=True)}
