"""Moves between the 25 provinces within five years: an origin–destination table from a gravity model.

Only the populations are published (census of 2019). The size of every flow, where the provinces lie (roughly the
middle of each) and what draws people to them are the generator's own choice.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.synthetic._draws import Draws, draw_number
from labkit.synthetic._uniform import FloatArray
from labkit.synthetic.provinces import PROVINCES, populations

__all__ = ["MIGRANTS", "SEXES", "draw", "truth"]

MIGRANTS = 900_000
"""Persons expected to have changed province within five years (about 6 percent of the population)."""

SEXES = ("female", "male")
_DISTANCE, _ORIGIN, _DESTINATION = -1.0, 0.90, 0.75  # exponents of the gravity model

# Latitude, longitude (degrees); pull on migrants (1 is average); share of women among those who come.
_PLACES: dict[str, tuple[float, float, float, float]] = {
    "Banteay Meanchey": (13.75, 102.98, 1.4, 0.48),
    "Battambang": (13.02, 102.98, 0.9, 0.49),
    "Kampong Cham": (12.10, 105.31, 0.5, 0.51),
    "Kampong Chhnang": (12.13, 104.56, 0.7, 0.53),
    "Kampong Speu": (11.62, 104.32, 1.5, 0.57),
    "Kampong Thom": (12.82, 105.10, 0.5, 0.49),
    "Kampot": (10.74, 104.32, 0.5, 0.49),
    "Kandal": (11.45, 105.00, 3.5, 0.55),
    "Koh Kong": (11.46, 103.29, 1.3, 0.46),
    "Kratie": (12.62, 106.03, 1.0, 0.47),
    "Mondul Kiri": (12.79, 107.10, 2.2, 0.45),
    "Phnom Penh": (11.57, 104.90, 6.5, 0.56),
    "Preah Vihear": (13.79, 104.98, 1.7, 0.45),
    "Prey Veng": (11.40, 105.45, 0.25, 0.50),
    "Pursat": (12.32, 103.67, 0.8, 0.49),
    "Ratanak Kiri": (13.75, 107.00, 2.2, 0.45),
    "Siem Reap": (13.50, 104.00, 1.1, 0.51),
    "Preah Sihanouk": (10.75, 103.65, 2.6, 0.49),
    "Stung Treng": (13.58, 106.10, 1.4, 0.46),
    "Svay Rieng": (11.14, 105.81, 1.0, 0.56),
    "Takeo": (10.95, 104.80, 0.4, 0.50),
    "Oddar Meanchey": (14.17, 103.80, 1.8, 0.46),
    "Kep": (10.52, 104.33, 0.9, 0.49),
    "Pailin": (12.90, 102.63, 1.8, 0.46),
    "Tboung Khmum": (11.95, 105.68, 0.4, 0.49),
}


def draw(seed: int = 0) -> pd.DataFrame:
    """Return the flows between provinces: one row per origin, destination and sex.

    Counts are Poisson with mean k × population of origin ** 0.90 × (pull × population) of destination ** 0.75
    × distance ** -1, where k makes them add up to `MIGRANTS` on average.

    Parameters
    ----------
    seed
        Number of the draw, 0 or more. Draw 0 is the file that comes with labkit; the others are tables from the
        same model with other luck.

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
    mean = _means()
    origin, destination, sex = (part.ravel() for part in np.indices(mean.shape))
    kept = origin != destination
    luck = Draws(f"flows {draw_number(seed, 'draw')}", np.arange(mean.size))
    names, people = np.array([p.name for p in PROVINCES]), populations()
    table = pd.DataFrame(
        {
            "origin": pd.array(names[origin], dtype="str"),
            "destination": pd.array(names[destination], dtype="str"),
            "sex": pd.array(np.array(SEXES)[sex], dtype="str"),
            "migrants": luck.poisson("migrants", mean.ravel()),
            "origin_population": people[origin],
            "destination_population": people[destination],
        }
    )
    moves: pd.DataFrame = table.loc[kept].reset_index(drop=True)
    return moves


def _means() -> FloatArray:
    """Return the expected flows: origin by destination by sex, zero within a province."""
    people = populations().astype(np.float64)
    _, _, pull, women = np.array([_PLACES[p.name] for p in PROVINCES]).T
    gravity = np.outer(people**_ORIGIN, (pull * people) ** _DESTINATION) * _distances() ** _DISTANCE
    np.fill_diagonal(gravity, 0.0)
    by_sex = gravity[:, :, None] * np.stack([women, 1 - women], axis=-1)[None, :, :]
    expected: FloatArray = MIGRANTS * by_sex / by_sex.sum()
    return expected


def _distances() -> FloatArray:
    """Return the kilometres between provinces, as the crow flies, 40 at least; 1 within a province."""
    latitude, longitude = np.radians(np.array([_PLACES[p.name][:2] for p in PROVINCES])).T
    north = latitude[:, None] - latitude[None, :]
    east = (longitude[:, None] - longitude[None, :]) * np.cos((latitude[:, None] + latitude[None, :]) / 2)
    # Kandal lies around Phnom Penh: the distance between their middles says little, so short ones count alike.
    kilometres: FloatArray = np.maximum(6371.0 * np.hypot(north, east), 40.0)
    np.fill_diagonal(kilometres, 1.0)
    return kilometres


def truth() -> dict[str, Any]:
    """Return the model behind the table.

    Returns
    -------
    dict
        `expected_migrants`, the three `exponents`, and `expected_net`: arrivals minus departures by province, on
        average over draws.

    Examples
    --------
    >>> truth()["exponents"]
    {'origin_population': 0.9, 'destination_population': 0.75, 'distance': -1.0}
    """
    flow = _means().sum(axis=2)
    net = flow.sum(axis=0) - flow.sum(axis=1)
    return {
        "expected_migrants": MIGRANTS,
        "exponents": {"origin_population": _ORIGIN, "destination_population": _DESTINATION, "distance": _DISTANCE},
        "expected_net": {p.name: round(float(value)) for p, value in zip(PROVINCES, net, strict=True)},
    }
