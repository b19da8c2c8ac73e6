"""The 25 provinces: their census populations, and what the generator assumes about each.

Populations are those of the General Population Census of Cambodia 2019 (final results, January 2021) and sum to
15,552,211. Everything else on this page (the urban share of a province, where factories and farms are) is the
generator's own choice and no published figure; only the national urban share of 39.4 % is from the census.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from labkit.synthetic._uniform import FloatArray, IntArray

__all__ = ["PROVINCES", "PROVINCES_2012", "Province", "populations", "province_values"]


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


def _provinces_of_2012() -> tuple[Province, ...]:
    """Return the 24 provinces of 2012: Tboung Khmum was then a part of Kampong Cham (it left it at the end of 2013)."""
    east = PROVINCES[-1]
    result = []
    for province in PROVINCES[:-1]:
        if province.name == "Kampong Cham":
            people = province.population + east.population
            share = east.population / people
            mean = {f: (1 - share) * getattr(province, f) + share * getattr(east, f) for f in Province._fields[2:]}
            province = province._replace(population=people, **mean)
        result.append(province._replace(population=round(province.population * _PEOPLE_2012 / 15_552_211)))
    return tuple(result)


_PEOPLE_2012 = 14_900_000
PROVINCES_2012 = _provinces_of_2012()
"""The 24 provinces of 2012. Their people add up to the 14.9 million of that year's survey (a press figure), shared out
as in 2019; urban shares are those of 2019 too. Both are the generator's own choice."""


def populations(provinces: tuple[Province, ...] = PROVINCES) -> IntArray:
    """Return the population of each province, in the order of `provinces` (for 2019, the census).

    Examples
    --------
    >>> int(populations().sum())
    15552211
    """
    return np.array([p.population for p in provinces], dtype=np.int64)


def province_values(field: str, provinces: tuple[Province, ...] = PROVINCES) -> FloatArray:
    """Return one numeric field of all provinces as an array.

    Examples
    --------
    >>> urban = province_values("urban")
    >>> round(float((urban * populations()).sum() / populations().sum()), 3)
    0.394
    """
    return np.array([getattr(p, field) for p in provinces], dtype=np.float64)
