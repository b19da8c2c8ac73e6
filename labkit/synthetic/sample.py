"""Samples of the population: two stages, 50 strata, weights that add up to the census."""

from __future__ import annotations

import numpy as np
import pandas as pd

from labkit.errors import OptionError
from labkit.synthetic._uniform import FloatArray, IntArray, uniform
from labkit.synthetic.frame import Frame, population_frame, population_frame_2012
from labkit.synthetic.population import answers, household_ids
from labkit.synthetic.records import records
from labkit.synthetic.weighting import calibrated_weights, responds, response_weights

__all__ = ["AREAS_IN_SAMPLE", "HOUSEHOLDS_PER_AREA", "draw", "draw_2012"]

AREAS_IN_SAMPLE = 1_000
HOUSEHOLDS_PER_AREA = 11
"""Households selected in each area; about one in fourteen does not answer."""
_AREAS_2012, _HOUSEHOLDS_2012 = 600, 16  # 9,600 households selected, the published size
_FEWEST_AREAS = 4
_POWER = 0.44  # between equal samples (0) and shares of the population (1): small provinces are oversampled
_URBAN = 2.05  # towns are oversampled too, as surveys do that want figures for paid work


def draw(seed: int = 0) -> pd.DataFrame:
    """Return a sample of the synthetic population, one row per person.

    Enumeration areas are drawn with probability proportional to size within 50 strata (province by urban and
    rural), then eleven households at random in each, of which some do not answer. Weights are the inverse of the
    probability of selection, adjusted for non-response in the area, and calibrated to the population by province and
    by age and sex; they are the same for all members of a household.

    Parameters
    ----------
    seed
        Number of the sample, 0 or more. Sample 0 is the file that comes with labkit; the others are samples of
        the same population: a household met twice gives the same answers.

    Returns
    -------
    pandas.DataFrame
        About 43,000 rows; the columns are described in the data card, ``labkit.card("lfs")``.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> sample = draw(seed=1)
    >>> int(sample["psu"].nunique()), int(sample["household_id"].nunique())
    (1000, 10279)
    >>> round(float(sample["weight"].sum()))
    15552211
    """
    return _sample(population_frame(), AREAS_IN_SAMPLE, HOUSEHOLDS_PER_AREA, _checked(seed, "draw"))


def draw_2012(seed: int = 0) -> pd.DataFrame:
    """Return a sample of the synthetic population of 2012, one row per person.

    It is drawn like the sample of 2019, in 48 strata (24 provinces by urban and rural), and has the first 35
    columns of that survey and those on pay and the minimum wage. Nobody is in both.

    Parameters
    ----------
    seed
        Number of the sample, 0 or more, as in `draw`.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> sample = draw_2012(seed=1)
    >>> int(sample["psu"].nunique()), int(sample["household_id"].nunique()), sample["province"].nunique()
    (600, 8931, 24)
    """
    return _sample(population_frame_2012(), _AREAS_2012, _HOUSEHOLDS_2012, _checked(seed, "draw_2012"))


def _checked(seed: int, function: str) -> int:
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
        raise OptionError(
            "A sample is asked for by its number.",
            where=f"{function}(seed={seed!r})",
            got=repr(seed),
            expected="a whole number of 0 or more",
            hint=f"{function}(seed=7) is one sample of the population, {function}(seed=8) another.",
        )
    return int(seed)


def _sample(frame: Frame, areas_in_sample: int, households: int, seed: int) -> pd.DataFrame:
    areas_wanted = _allocation(frame, areas_in_sample)
    areas = _chosen_areas(frame, areas_wanted, seed)
    home_area, numbers = _chosen_households(frame, areas, households, seed)
    answered = responds(frame, home_area, household_ids(frame, home_area, numbers), seed)
    factor = response_weights(home_area, answered)[answered]
    home_area, numbers = home_area[answered], numbers[answered]
    people = answers(frame, home_area, numbers)
    base = _base_weights(frame, areas_wanted, households)[people["area"]] * factor[people["household"]]
    return records(frame, people, numbers, calibrated_weights(frame, people, base))


def _allocation(frame: Frame, areas_in_sample: int) -> IntArray:
    """Return the number of areas to draw in each stratum: four for each, the rest by largest remainder."""
    households = np.bincount(frame.stratum, weights=frame.households, minlength=len(frame.strata))
    shares = households**_POWER * np.where(np.arange(len(frame.strata)) % 2 == 0, _URBAN, 1.0)
    spare = areas_in_sample - _FEWEST_AREAS * len(frame.strata)
    exact = spare * shares / shares.sum()
    areas = np.floor(exact).astype(np.int64)
    leftover = spare - int(areas.sum())
    areas[np.argsort(areas - exact, kind="stable")[:leftover]] += 1
    # A stratum of few areas must not be exhausted: a third of it at most.
    allocation: IntArray = np.minimum(areas + _FEWEST_AREAS, frame.areas_in_stratum() // 3)
    return allocation


def _chance(frame: Frame, areas_wanted: IntArray) -> FloatArray:
    """Return each area's expected number of selections."""
    total = np.bincount(frame.stratum, weights=frame.size, minlength=len(frame.strata))
    result: FloatArray = areas_wanted[frame.stratum] * frame.size / total[frame.stratum]
    return result


def _chosen_areas(frame: Frame, areas_wanted: IntArray, seed: int) -> IntArray:
    """Return positions of the areas drawn: systematic selection by size from a random order in each stratum."""
    order = np.lexsort((uniform(f"draw {seed}: order", frame.psu), frame.stratum))
    chance = _chance(frame, areas_wanted)[order]
    stratum = frame.stratum[order]
    before = np.concatenate([[0], np.cumsum(areas_wanted)])[stratum]
    upto = np.cumsum(chance)
    start = uniform(f"draw {seed}: start", np.arange(len(frame.strata)))[stratum]
    steps = np.floor(upto - before - start)
    steps_before = np.floor(upto - chance - before - start)
    return np.sort(order[steps > steps_before])


def _chosen_households(frame: Frame, areas: IntArray, households: int, seed: int) -> tuple[IntArray, IntArray]:
    """Return area and number of so many households, at random without replacement, in each area drawn."""
    counts = frame.households[areas]
    area = np.repeat(areas, counts)
    number = np.arange(len(area)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    order = np.lexsort((uniform(f"draw {seed}: household", frame.psu[area] * 1000 + number), area))
    rank = np.arange(len(area)) - np.repeat(np.cumsum(counts) - counts, counts)
    chosen = np.sort(order[rank < households])
    return area[chosen], number[chosen]


def _base_weights(frame: Frame, areas_wanted: IntArray, households: int) -> FloatArray:
    """Return the inverse probability of selection of a household in each area."""
    result: FloatArray = frame.households / (households * _chance(frame, areas_wanted))
    return result
