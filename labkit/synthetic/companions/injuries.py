"""A register of injuries at work: what an insurance scheme knows, by year, industry and sex.

Every level on this page is the generator's own choice and no published figure. The shape is that of a real scheme:
injuries on the way to work are kept apart (ICLS 16), fatal cases too, and most small injuries are never registered.
The true rates are of the size of those in the synthetic labour force survey, so that the two can be compared.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from labkit.synthetic._draws import Draws, draw_number
from labkit.synthetic._uniform import Columns, FloatArray, IntArray

__all__ = ["BRANCHES", "SEXES", "YEARS", "Branch", "draw", "truth"]


class Branch(NamedTuple):
    """One group of ISIC sections.

    `insured` is its share of all insured workers and `women` their share in it; `hours` a year of work in hours;
    `injuries` and `deaths` the true rates per 100,000 men in 2019; `reported` and `deaths_reported` the share of
    them that reaches the register; `days` the mean absence per case.
    """

    name: str
    insured: float
    women: float
    hours: int
    injuries: float
    reported: float
    deaths: float
    deaths_reported: float
    days: float


BRANCHES = (
    Branch("A agriculture", 0.030, 0.42, 2200, 3200, 0.15, 9.0, 0.70, 19),
    Branch("B, D, E mining and utilities", 0.015, 0.20, 2300, 3000, 0.45, 12.0, 0.90, 22),
    Branch("C manufacturing", 0.600, 0.76, 2450, 3900, 0.45, 3.0, 0.95, 13),
    Branch("F construction", 0.070, 0.22, 2500, 6500, 0.20, 20.0, 0.80, 27),
    Branch("G trade", 0.070, 0.48, 2500, 1500, 0.25, 4.0, 0.85, 12),
    Branch("H transport", 0.030, 0.15, 2550, 1700, 0.30, 18.0, 0.85, 24),
    Branch("I accommodation and food", 0.060, 0.58, 2550, 1500, 0.25, 3.0, 0.85, 9),
    Branch("J-N business services", 0.070, 0.45, 2200, 1200, 0.45, 2.0, 0.95, 11),
    Branch("O-Q public services", 0.035, 0.50, 2050, 1000, 0.40, 1.5, 0.95, 10),
    Branch("R-U other services", 0.020, 0.50, 2350, 1400, 0.20, 2.0, 0.85, 11),
)
YEARS = (2019, 2020, 2021, 2022, 2023)
SEXES = ("female", "male")
_INSURED = (1_420_000, 1_330_000, 1_290_000, 1_335_000, 1_410_000)
_HOURS_FACTOR = (1.00, 0.90, 0.92, 0.98, 1.00)  # less work in 2020 and 2021
_TREND = 0.98  # injuries per hour, from one year to the next
_WOMEN_INJURIES, _WOMEN_DEATHS = 0.62, 0.35  # rate of women over rate of men in the same branch
_COMMUTING = {"C manufacturing": 330.0}  # per 100,000: factory workers ride together, on open lorries
_COMMUTING_ELSEWHERE, _COMMUTING_FATAL = 180.0, 0.014
_DAYS_SPREAD = 1.3  # standard deviation of a case's days over their mean


def draw(seed: int = 0) -> pd.DataFrame:
    """Return a register: one row per year, group of industries and sex.

    Registered cases are Poisson with mean true rate × share registered × insured workers.

    Parameters
    ----------
    seed
        Number of the draw, 0 or more. Draw 0 is the file that comes with labkit; the others are registers of the
        same workers with other luck.

    Returns
    -------
    pandas.DataFrame
        100 rows; the columns are described in the data card, ``labkit.card("injuries")``.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> register = draw(seed=1)
    >>> register.shape
    (100, 10)
    >>> bool((register["days_lost"] >= register["nonfatal_cases"]).all())
    True
    """
    cells = _cells()
    workers = cells["workers"]
    luck = Draws(f"injuries {draw_number(seed, 'draw')}", np.arange(len(workers)))
    nonfatal = luck.poisson("nonfatal", cells["injuries"] * cells["reported"] * workers / 1e5)
    columns = {
        "year": cells["year"],
        "industry": pd.array(cells["industry"], dtype="str"),
        "sex": pd.array(cells["sex"], dtype="str"),
        "insured_workers": workers,
        "hours_worked": np.rint(workers * cells["hours"]).astype(np.int64),
        "nonfatal_cases": nonfatal,
        "fatal_cases": luck.poisson("fatal", cells["deaths"] * cells["deaths_reported"] * workers / 1e5),
        "days_lost": _days(luck, nonfatal, cells["days"]),
        "commuting_nonfatal_cases": luck.poisson("way", cells["commuting"] * (1 - _COMMUTING_FATAL) * workers / 1e5),
        "commuting_fatal_cases": luck.poisson("way, fatal", cells["commuting"] * _COMMUTING_FATAL * workers / 1e5),
    }
    return pd.DataFrame(columns)


def _cells() -> Columns:
    """Return the workers and the true rates of every cell, in the order of the register's rows."""
    year, branch, woman = (
        part.ravel() for part in np.meshgrid(np.arange(len(YEARS)), np.arange(len(BRANCHES)), [1, 0], indexing="ij")
    )
    of = {field: np.array([getattr(b, field) for b in BRANCHES])[branch] for field in Branch._fields}
    share = of["insured"] * np.where(woman == 1, of["women"], 1 - of["women"])
    # Risk follows the hours of the year and falls slowly.
    year_factor = (np.array(_HOURS_FACTOR) * _TREND ** np.arange(len(YEARS)))[year]
    commuting = np.array([_COMMUTING.get(b.name, _COMMUTING_ELSEWHERE) for b in BRANCHES])[branch]
    return {
        "year": np.array(YEARS)[year],
        "industry": of["name"],
        "sex": np.where(woman == 1, "female", "male"),
        "workers": np.rint(np.array(_INSURED)[year] * share).astype(np.int64),
        "hours": of["hours"] * np.array(_HOURS_FACTOR)[year],
        "injuries": of["injuries"] * np.where(woman == 1, _WOMEN_INJURIES, 1.0) * year_factor,
        "deaths": of["deaths"] * np.where(woman == 1, _WOMEN_DEATHS, 1.0) * year_factor,
        "commuting": commuting * np.array(_HOURS_FACTOR)[year],
        "reported": of["reported"],
        "deaths_reported": of["deaths_reported"],
        "days": of["days"],
    }


def _days(luck: Draws, cases: IntArray, mean: FloatArray) -> IntArray:
    """Return the days lost in all cases of a cell: at least one a case, at most a year (ICLS 16)."""
    spread = _DAYS_SPREAD * mean * np.sqrt(cases)
    days = np.rint(cases * mean + spread * luck.normal("days"))
    return np.clip(days, cases, 365 * cases).astype(np.int64)


def truth() -> dict[str, Any]:
    """Return what the register does not show: true rates, and the share of injuries that is never registered.

    Returns
    -------
    dict
        `unregistered_percent` of non-fatal and fatal injuries by industry; `incidence_rate`, true injuries at work
        per 100,000 insured workers (registered or not, commuting left out) by year, industry and sex. They hold
        for every draw.

    Examples
    --------
    >>> truth()["unregistered_percent"]["F construction"]
    {'nonfatal': 80.0, 'fatal': 20.0}
    """
    cells = _cells()
    rates: dict[str, Any] = {str(year): {b.name: {} for b in BRANCHES} for year in YEARS}
    for year, industry, sex, injuries, deaths in zip(
        *(cells[name] for name in ("year", "industry", "sex", "injuries", "deaths")), strict=True
    ):
        rates[str(year)][str(industry)][str(sex)] = {
            "nonfatal": round(float(injuries), 2),
            "fatal": round(float(deaths), 3),
        }
    missed = {
        b.name: {"nonfatal": round(100 * (1 - b.reported), 1), "fatal": round(100 * (1 - b.deaths_reported), 1)}
        for b in BRANCHES
    }
    return {"unregistered_percent": missed, "incidence_rate": rates}
