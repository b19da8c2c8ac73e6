"""Where the workers come from: villages, and how many of their people went away to work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from labkit.synthetic._draws import Draws
from labkit.synthetic._uniform import FloatArray, IntArray
from labkit.synthetic.provinces import PROVINCES

__all__ = ["GROUPS", "ORIGINS", "STRATA", "WORKERS", "Villages", "villages"]

WORKERS = 240_000
"""About how many people found their first job away from home in 2017 to 2019 (the generator's own choice)."""

ORIGINS = {
    # Origins of 901 Cambodian workers in Thailand (IOM/ARCM survey, September to November 2018), percent.
    "Banteay Meanchey": 20.0,
    "Battambang": 15.0,
    "Prey Veng": 15.0,
    "Kampong Cham": 10.0,
    "Kampong Thom": 9.0,
    "Pursat": 4.0,
    "Siem Reap": 4.0,
    "Stung Treng": 3.0,
    # The remaining 20 percent are shared out by the generator.
    "Svay Rieng": 3.0,
    "Oddar Meanchey": 3.0,
    "Takeo": 2.0,
    "Tboung Khmum": 2.0,
    "Kampot": 1.5,
    "Kandal": 1.5,
    "Kampong Chhnang": 1.5,
    "Kampong Speu": 1.0,
    "Kratie": 1.0,
    "Preah Vihear": 1.0,
    "Pailin": 0.8,
    "Phnom Penh": 0.8,
    "Koh Kong": 0.4,
    "Ratanak Kiri": 0.2,
    "Kep": 0.1,
    "Mondul Kiri": 0.1,
    "Preah Sihanouk": 0.1,
}
"""Percent of the workers by province of origin."""

GROUPS = {
    "Banteay Meanchey": ("Banteay Meanchey",),
    "Battambang and Pailin": ("Battambang", "Pailin"),
    "Pursat and Kampong Chhnang": ("Pursat", "Kampong Chhnang"),
    "Siem Reap and the north": ("Siem Reap", "Oddar Meanchey", "Preah Vihear"),
    "Kampong Thom": ("Kampong Thom",),
    "Kampong Cham and Tboung Khmum": ("Kampong Cham", "Tboung Khmum"),
    "Prey Veng and Svay Rieng": ("Prey Veng", "Svay Rieng"),
    "North-east": ("Stung Treng", "Kratie", "Ratanak Kiri", "Mondul Kiri"),
    "Phnom Penh, south and coast": (
        "Phnom Penh", "Kandal", "Takeo", "Kampot", "Kep", "Kampong Speu", "Koh Kong", "Preah Sihanouk",
    ),
}  # fmt: skip
"""The strata of the sample: groups of provinces of origin."""

STRATA = tuple(GROUPS)
_MEAN_SIZE, _SPREAD, _SMALLEST, _LARGEST = 36.0, 0.45, 12, 150


@dataclass(frozen=True, eq=False)
class Villages:
    """All villages with migrant workers, one value per village.

    Attributes
    ----------
    psu
        Number of the village: the province's number, then four digits.
    province, stratum
        Codes in `PROVINCES` and `STRATA`.
    workers
        People of the village who found their first job away in 2017 to 2019.
    broker, cost, pay
        What the people of one village have in common: use of brokers (log odds), level of costs and of earnings
        (log points).
    """

    psu: IntArray
    province: IntArray
    stratum: IntArray
    workers: IntArray
    broker: FloatArray
    cost: FloatArray
    pay: FloatArray


@cache
def villages() -> Villages:
    """Return all villages with migrant workers; always the same.

    Examples
    --------
    >>> frame = villages()
    >>> bool((frame.workers >= 12).all()), len(set(frame.stratum.tolist()))
    (True, 9)
    """
    names = [p.name for p in PROVINCES]
    wanted = WORKERS * np.array([ORIGINS[name] for name in names]) / 100
    # The mean of a log-normal is above its median; every province has villages enough to draw from.
    counts = np.maximum(np.rint(wanted / (_MEAN_SIZE * np.exp(_SPREAD**2 / 2))), 6).astype(np.int64)
    province = np.repeat(np.arange(len(names)), counts)
    number = np.arange(len(province)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    psu = (province + 1) * 10_000 + number
    stratum = np.array([next(i for i, group in enumerate(GROUPS.values()) if name in group) for name in names])
    luck = Draws("recruitment, village", psu)
    size = np.clip(np.rint(_MEAN_SIZE * np.exp(_SPREAD * luck.normal("size"))), _SMALLEST, _LARGEST)
    return Villages(
        psu=psu,
        province=province,
        stratum=stratum[province],
        workers=size.astype(np.int64),
        broker=0.7 * luck.normal("broker"),
        cost=0.18 * luck.normal("cost"),
        pay=0.06 * luck.normal("pay"),
    )
