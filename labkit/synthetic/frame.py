"""The sampling frame: every enumeration area of the population, with its size and its character."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, normal
from labkit.synthetic.provinces import PROVINCES, PROVINCES_2012, Province, populations, province_values

__all__ = ["AREAS", "STRATA", "Frame", "population_frame", "population_frame_2012"]

AREAS = ("urban", "rural")
STRATA = tuple(f"{province.name} / {area}" for province in PROVINCES for area in AREAS)
"""Names of the 50 strata; stratum 2 p is the urban part of province p, stratum 2 p + 1 its rural part."""

_PERSONS_PER_HOUSEHOLD = (4.252, 4.396)  # urban, rural: what `labkit.synthetic.people.households` comes to
_HOUSEHOLDS_PER_AREA = 100
_FEWEST_AREAS = 12
_FIRST_PSU = {2019: 0, 2012: 120_000_000}  # other numbers, so other people: a panel would need the same ones
_CHARACTER = {
    # Between-area standard deviations on the log-odds scale: they make neighbours alike, so that clusters matter.
    "factory": 1.0,
    "farm": 0.65,
    "town": 0.6,
    "building": 0.5,
    "formality": 0.5,
    "schooling": 0.4,
    "employment": 0.3,
    "pay": 0.10,
}


@dataclass(frozen=True)
class Frame:
    """The enumeration areas (PSUs) of the population, one position per area.

    Attributes
    ----------
    psu
        Number of the area; two digits of the province, one of urban (1) or rural (2), four of the area.
    stratum
        Position of the stratum in `STRATA`.
    households
        Households found when the area is listed before the interviews.
    size
        Measure of size known beforehand (households at the census): the basis of selection.
    character
        What neighbours share, by name: log-odds shifts such as ``"factory"``.
    provinces
        The provinces of the year.
    year
        The year of the population.
    """

    psu: IntArray
    stratum: IntArray
    households: IntArray
    size: IntArray
    character: dict[str, FloatArray]
    provinces: tuple[Province, ...] = PROVINCES
    year: int = 2019

    @property
    def strata(self) -> tuple[str, ...]:
        """Names of the strata: two for each province."""
        return tuple(f"{province.name} / {area}" for province in self.provinces for area in AREAS)

    @property
    def province(self) -> IntArray:
        """Position of each area's province in `provinces`."""
        return self.stratum // 2

    @property
    def urban(self) -> FloatArray:
        """1.0 for an urban area, 0.0 for a rural one."""
        urban: FloatArray = (self.stratum % 2 == 0).astype(np.float64)
        return urban

    def areas_in_stratum(self) -> IntArray:
        """Return the number of areas in each stratum."""
        return np.bincount(self.stratum, minlength=2 * len(self.provinces))


def _stratum_households(provinces: tuple[Province, ...]) -> FloatArray:
    urban = province_values("urban", provinces)
    people = populations(provinces)[:, None] * np.column_stack([urban, 1 - urban])
    households: FloatArray = (people / np.array(_PERSONS_PER_HOUSEHOLD)).ravel()
    return households


def _whole_numbers(shares: FloatArray, stratum: IntArray, totals: FloatArray) -> IntArray:
    """Scale shares to the total of each stratum, as whole numbers of at least 20."""
    sums = np.bincount(stratum, weights=shares, minlength=len(totals))
    scaled: IntArray = np.maximum(20, np.rint(shares * (totals / sums)[stratum])).astype(np.int64)
    return scaled


@lru_cache(maxsize=1)
def population_frame() -> Frame:
    """Return the frame of the whole population (about 35,900 areas, 3.6 million households).

    Examples
    --------
    >>> frame = population_frame()
    >>> len(frame.areas_in_stratum()), round(int(frame.households.sum()) / 1e6, 2)
    (50, 3.58)
    """
    return _frame(PROVINCES, 2019)


@lru_cache(maxsize=1)
def population_frame_2012() -> Frame:
    """Return the frame of the population of 2012: 24 provinces, other areas and other people than in 2019.

    Examples
    --------
    >>> frame = population_frame_2012()
    >>> len(frame.areas_in_stratum()), round(int(frame.households.sum()) / 1e6, 2)
    (48, 3.43)
    """
    return _frame(PROVINCES_2012, 2012)


def _frame(provinces: tuple[Province, ...], year: int) -> Frame:
    households = _stratum_households(provinces)
    areas = np.maximum(_FEWEST_AREAS, np.rint(households / _HOUSEHOLDS_PER_AREA)).astype(np.int64)
    stratum = np.repeat(np.arange(len(areas)), areas)
    serial = np.arange(len(stratum)) - np.repeat(np.cumsum(areas) - areas, areas)
    psu = ((stratum // 2 + 1) * 10 + stratum % 2 + 1) * 10_000 + serial + 1
    psu = psu + _FIRST_PSU[year]
    listed = np.exp(np.clip(0.25 * normal("area size", psu), -0.6, 0.6))
    # Between the census and the listing some areas have grown: the size used for selection is a little out.
    known = listed * np.exp(0.08 * normal("area growth", psu))
    frame = Frame(
        psu=psu,
        stratum=stratum,
        households=_whole_numbers(listed, stratum, households),
        size=_whole_numbers(known, stratum, households),
        character=_character(psu, stratum, provinces),
        provinces=provinces,
        year=year,
    )
    _make_read_only(vars(frame))
    return frame


def _character(psu: IntArray, stratum: IntArray, provinces: tuple[Province, ...]) -> dict[str, FloatArray]:
    effects = {name: sd * normal(f"area {name}", psu) for name, sd in _CHARACTER.items()}
    for name in ("factory", "farm", "pay"):
        effects[name] = effects[name] + province_values(name, provinces)[stratum // 2]
    return effects


def _make_read_only(columns: Columns | dict[str, FloatArray]) -> None:
    # The frame is cached: nobody may change it by accident.
    for value in columns.values():
        if isinstance(value, dict):
            _make_read_only(value)
        elif isinstance(value, np.ndarray):
            value.setflags(write=False)
