"""Who has a job, and what people without one say about looking for work.

Codes of the answers: 1 yes, 0 no, -1 not asked.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, normal, pick, uniform
from labkit.synthetic.calibrated import by_sex, constants

__all__ = ["WORKING_AGE", "has_job", "search_answers", "work_answers"]

WORKING_AGE = 15
_AGES = (15, 18, 22, 27, 35, 45, 52, 60, 66, 75, 85)
_PROFILE = np.array(
    [
        (-0.5, 0.6, 1.5, 2.3, 2.6, 2.5, 2.1, 1.0, 0.1, -1.6, -3.2),  # men
        (-0.4, 0.5, 1.0, 1.1, 1.3, 1.3, 0.9, 0.0, -0.7, -2.2, -3.6),  # women
    ]
)
_UNEMPLOYED, _FUTURE_STARTER, _UNAVAILABLE_SEEKER, _POTENTIAL, _WILLING, _NEITHER = range(6)
_STATES = np.array([1.0, 0.09, 0.22, 1.7, 0.9])  # relative to the unemployed


def has_job(people: Columns, household_ids: IntArray) -> NDArray[np.bool_]:
    """Return who has a job: worked for pay or profit, or is temporarily absent from such work."""
    age, female = people["age"], people["female"]
    by_age = np.where(female, np.interp(age, _AGES, _PROFILE[1]), np.interp(age, _AGES, _PROFILE[0]))
    level = np.array(by_sex("employed"))[female.astype(int)]
    youth = (age < 25) & (people["attending"] != 1)
    inclination = (
        level
        + by_age
        - 2.3 * (people["attending"] == 1)
        + constants()["youth out of school"] * youth
        - 0.55 * _mother_of_small_child(people, len(household_ids))
        - 0.10 * people["urban"]
        + people["area_employment"]
        + 0.35 * normal("employment", household_ids)[people["household"]]
    )
    chance: FloatArray = expit(inclination)
    result: NDArray[np.bool_] = (uniform("employed", people["key"]) < chance) & (age >= WORKING_AGE)
    return result


def _mother_of_small_child(people: Columns, households: int) -> NDArray[np.bool_]:
    small = np.bincount(people["household"], weights=people["age"] < 5, minlength=households) > 0
    mother: NDArray[np.bool_] = people["female"] & (people["age"] >= 18) & (people["age"] < 46)
    return mother & small[people["household"]]


def work_answers(people: Columns) -> Columns:
    """Return `worked_hour` and `temporarily_absent` for people of working age."""
    adult = people["age"] >= WORKING_AGE
    absent = people["employed"] & (uniform("absent", people["key"]) < 0.022)
    worked = people["employed"] & ~absent
    return {
        "worked_hour": np.where(adult, worked.astype(int), -1),
        "temporarily_absent": np.where(adult & ~worked, absent.astype(int), -1),
    }


def search_answers(people: Columns) -> Columns:
    """Return the four answers of people without a job: looked, available, future start, wants work."""
    asked = (people["age"] >= WORKING_AGE) & ~people["employed"]
    state = pick("search", people["key"], _state_chances(people))
    luck = uniform("available", people["key"])
    available = (
        np.isin(state, (_UNEMPLOYED, _POTENTIAL))
        | ((state == _FUTURE_STARTER) & (luck < 0.92))
        | ((state == _NEITHER) & (luck < 0.04) & (people["age"] < 60))
    )
    answers = {
        "looked_for_work": np.isin(state, (_UNEMPLOYED, _UNAVAILABLE_SEEKER)),
        "available": available,
        "future_start": state == _FUTURE_STARTER,
        "wants_work": state != _NEITHER,
    }
    return {name: np.where(asked, answer.astype(int), -1) for name, answer in answers.items()}


def _state_chances(people: Columns) -> FloatArray:
    """Return the chances of the six states of people without a job, one row per person."""
    age = people["age"]
    level = np.array(by_sex("unemployed"))[people["female"].astype(int)]
    keenness = (
        level
        * np.interp(age, (15, 22, 35, 52, 62), (1.0, 1.5, 1.3, 0.7, 0.05))
        * np.where(people["attending"] == 1, 0.15, 1.0)
        * np.where(people["urban"] == 1, 1.4, 1.0)
    )
    states = _STATES.copy()
    states[_POTENTIAL] = constants().get("ready, not looking", states[_POTENTIAL])
    chances = np.minimum(keenness, 0.15)[:, None] * states
    return np.column_stack([chances, 1 - chances.sum(axis=1)])
