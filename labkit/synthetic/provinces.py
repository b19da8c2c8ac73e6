"""The 25 provinces: their census populations, and what the generator assumes about each.

Populations are those of the General Population Census of Cambodia 2019 (final results, January 2021) and sum to
15,552,211. Everything else on this page (the urban share of a province, where factories and farms are) is the
generator's own choice and no published figure; only the national urban share of 39.4 % is from the census.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from labkit.synthetic._uniform import FloatArray, IntArray

__all__ = ["PROVINCES", "Province", "populations", "province_values"]


class Province(NamedTuple):
    """One province.

    `population` is the census figure (persons); `urban` the share of its people in urban areas; `factory`,
    `farm` and `pay` shift the province's enumeration areas (log odds; for pay, log points).
    """

    name: str
    population: int
    urban: float
    factory: float = 0.0
    farm: float = 0.0
    pay: float = 0.0


PROVINCES = (
    Province("Banteay Meanchey", 861_883, 0.44, -0.4, 0.0, 0.02),
    Province("Battambang", 997_169, 0.38, -0.9, 0.2, 0.0),
    Province("Kampong Cham", 899_791, 0.23, 0.1, 0.2, -0.03),
    Province("Kampong Chhnang", 527_027, 0.18, 0.7, 0.0, -0.03),
    Province("Kampong Speu", 877_523, 0.31, 0.9, -0.2, 0.0),
    Province("Kampong Thom", 681_549, 0.16, -0.8, 0.3, -0.05),
    Province("Kampot", 593_829, 0.21, -0.5, 0.2, -0.03),
    Province("Kandal", 1_201_581, 0.60, 0.8, -0.3, 0.03),
    Province("Koh Kong", 125_902, 0.39, -0.3, -0.1, 0.03),
    Province("Kratie", 374_755, 0.26, -1.2, 0.3, -0.03),
    Province("Mondul Kiri", 92_213, 0.26, -1.6, 0.4, -0.02),
    Province("Phnom Penh", 2_281_951, 0.94, 0.6, -0.8, 0.10),
    Province("Preah Vihear", 254_827, 0.13, -1.6, 0.6, -0.06),
    Province("Prey Veng", 1_057_720, 0.11, -0.2, 0.4, -0.06),
    Province("Pursat", 419_952, 0.21, -0.4, 0.3, -0.04),
    Province("Ratanak Kiri", 217_453, 0.21, -1.6, 0.6, -0.05),
    Province("Siem Reap", 1_014_234, 0.38, -0.9, 0.1, 0.02),
    Province("Preah Sihanouk", 310_072, 0.64, 0.8, -0.5, 0.10),
    Province("Stung Treng", 165_713, 0.27, -1.6, 0.4, -0.04),
    Province("Svay Rieng", 525_497, 0.31, 0.7, 0.1, -0.02),
    Province("Takeo", 900_914, 0.23, 0.6, 0.0, -0.02),
    Province("Oddar Meanchey", 276_038, 0.27, -1.2, 0.4, -0.02),
    Province("Kep", 42_665, 0.31, -1.2, 0.0, 0.0),
    Province("Pailin", 75_112, 0.42, -1.0, 0.1, 0.0),
    Province("Tboung Khmum", 776_841, 0.15, -0.4, 0.5, -0.04),
)


def populations() -> IntArray:
    """Return the census population of each province, in the order of `PROVINCES`.

    Examples
    --------
    >>> int(populations().sum())
    15552211
    """
    return np.array([p.population for p in PROVINCES], dtype=np.int64)


def province_values(field: str) -> FloatArray:
    """Return one numeric field of all provinces as an array.

    Examples
    --------
    >>> urban = province_values("urban")
    >>> round(float((urban * populations()).sum() / populations().sum()), 3)
    0.394
    """
    return np.array([getattr(p, field) for p in PROVINCES], dtype=np.float64)
