"""Who answers, and the weights: selection, non-response, and calibration to the census."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, uniform
from labkit.synthetic.calibrated import constants, in_year
from labkit.synthetic.frame import Frame
from labkit.synthetic.provinces import populations

__all__ = ["AGES_FROM", "age_sex_group", "calibrated_weights", "responds", "response_weights"]

AGES_FROM = (0, 15, 30, 45, 60)
"""Where the age groups of the calibration begin; with the two sexes they are ten groups."""
_RESPONSE = {"urban": 0.90, "rural": 0.95}
_SURE = 2  # households of each area that always answer, so that none is lost


def responds(frame: Frame, home_area: IntArray, ids: IntArray, seed: int) -> NDArray[np.bool_]:
    """Return which of the selected households answer: fewer in towns, and in some neighbourhoods fewer than in others.

    Parameters
    ----------
    frame
        The population's enumeration areas.
    home_area
        Position in the frame of each household's area, in order.
    ids
        Identifiers of the households.
    seed
        Number of the sample.
    """
    psu = frame.psu[home_area]
    level = np.where(frame.urban[home_area] == 1, _RESPONSE["urban"], _RESPONSE["rural"])
    level = np.clip(level + 0.12 * (uniform("response of area", psu) - 0.5), 0.5, 0.995)
    first = np.searchsorted(home_area, home_area)
    sure = np.arange(len(ids)) - first < _SURE
    result: NDArray[np.bool_] = sure | (uniform(f"draw {seed}: responds", ids) < level)
    return result


def response_weights(home_area: IntArray, answered: NDArray[np.bool_]) -> FloatArray:
    """Return, for every selected household, selected over responding households of its area."""
    areas, position = np.unique(home_area, return_inverse=True)
    selected = np.bincount(position, minlength=len(areas))
    responding = np.bincount(position, weights=answered, minlength=len(areas))
    factor: FloatArray = (selected / responding)[position]
    return factor


def age_sex_group(people: Columns) -> IntArray:
    """Return the group of age and sex of each person: five ages of men, then five of women."""
    age = np.searchsorted(AGES_FROM, people["age"], side="right") - 1
    result: IntArray = age + len(AGES_FROM) * people["female"].astype(np.int64)
    return result


def calibrated_weights(frame: Frame, people: Columns, base: FloatArray) -> FloatArray:
    """Return weights, equal within a household, that add up to the population by province and by age and sex.

    Linear calibration (Deville and Särndal 1992) at the level of households: each base weight is multiplied by one
    plus a linear function of how many members of each group the household has.

    Parameters
    ----------
    frame
        The population's enumeration areas.
    people
        Codes by person.
    base
        Weight of each person before calibration.
    """
    household, province = people["household"], frame.province[people["area"]]
    provinces = len(frame.provinces)
    groups = 2 * len(AGES_FROM)
    totals = populations(frame.provinces).astype(np.float64)
    with in_year(frame.year):
        shares = np.array(constants()["age and sex"])
    wanted = np.concatenate([totals, totals.sum() * shares / shares.sum()])
    households = int(household[-1]) + 1
    members = np.zeros((households, provinces + groups))
    np.add.at(members, (household, province), 1.0)
    np.add.at(members, (household, provinces + age_sex_group(people)), 1.0)
    weight = base[np.searchsorted(household, np.arange(households))]
    # First the provinces, by one factor each; then all together, by a small step.
    here = province[np.searchsorted(household, np.arange(households))]
    weight = weight * (totals / (weight @ members[:, :provinces]))[here]
    moments = members.T @ (members * weight[:, None])
    step = np.linalg.lstsq(moments, wanted - weight @ members, rcond=1e-10)[0]
    calibrated = weight * (1 + members @ step)
    result: FloatArray = calibrated[household]
    return result
