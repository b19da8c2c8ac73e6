"""Own-use production of foodstuffs, and why people do not look for work.

The 13th ICLS (1982) counts producers of foodstuffs for their own household as employed, the 19th (2013) does not.
The levels for people without a job are calibrated so that the labour force by the older standard agrees with the
modelled participation rates of 2019; that the whole difference is due to the standard is the generator's assumption.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, pick, uniform
from labkit.synthetic.calibrated import by_sex
from labkit.synthetic.employment.jobs import JOB
from labkit.synthetic.employment.work import WORKING_AGE

__all__ = ["REASONS", "own_use_answers", "why_not_looking", "works_for_own_use"]

REASONS = (
    "found work, starts later",
    "no work to be had",
    "family duties",
    "studying",
    "illness or disability",
    "other",
)
_STARTS_LATER, _NO_WORK, _FAMILY, _STUDYING, _ILLNESS, _OTHER = range(6)

_BY_AGE = ((15, 25, 40, 60, 70, 80, 90), (-0.3, -0.1, 0.5, 0.5, 0.0, -1.6, -3.5))
_WITH_A_JOB = -1.7
_HOURS = {
    # Hours a week and their weights. A job leaves less time for the own field.
    "beside a job": ((2, 12), (3, 14), (4, 15), (5, 10), (6, 12), (7, 14), (8, 8), (10, 7), (12, 4), (14, 4)),
    "without a job": (
        (3, 5),
        (5, 8),
        (7, 16),
        (10, 14),
        (12, 13),
        (14, 16),
        (18, 9),
        (21, 9),
        (24, 4),
        (28, 4),
        (35, 2),
    ),
}


def own_use_answers(people: Columns) -> Columns:
    """Return `own_use_work` (1 yes, 0 no, -1 below working age) and `own_use_hours` (a week; not a number without)."""
    adult, key = people["age"] >= WORKING_AGE, people["key"]
    works = works_for_own_use(people)
    beside, without = (_hours(name, key) for name in _HOURS)
    return {
        "own_use_work": np.where(adult, works.astype(np.int64), -1),
        "own_use_hours": np.where(works, np.where(people["employed"], beside, without), np.nan),
    }


def _hours(name: str, key: IntArray) -> FloatArray:
    hours, weights = np.array(_HOURS[name], dtype=np.float64).T
    result: FloatArray = hours[pick(f"own-use hours {name}", key, weights)]
    return result


def works_for_own_use(people: Columns) -> NDArray[np.bool_]:
    """Return who produced foodstuffs for the own household in the last 7 days, beside any job."""
    chance = expit(_inclination(people))
    result: NDArray[np.bool_] = (uniform("own-use work", people["key"]) < chance) & (people["age"] >= WORKING_AGE)
    return result


def _inclination(people: Columns) -> FloatArray:
    level = np.array(by_sex("own-use work"))[people["female"].astype(int)]
    level = np.where(people["employed"], _WITH_A_JOB + 0.9 * (people["kind"] == JOB.farmer), level)
    inclination: FloatArray = (
        level
        + np.interp(people["age"], *_BY_AGE)
        - 1.5 * people["urban"]
        + 0.5 * people["area_farm"]
        - 0.4 * (people["attending"] == 1)
    )
    return inclination


def why_not_looking(people: Columns) -> IntArray:
    """Return the reason (code in `REASONS`) of people without a job who did not look for work, -1 for the others."""
    asked = (people["age"] >= WORKING_AGE) & (people["looked_for_work"] == 0)
    reason = np.where(
        people["future_start"] == 1,
        _STARTS_LATER,
        pick("why not looking", people["key"], _reason_chances(people)),
    )
    return np.where(asked, reason, -1)


def _reason_chances(people: Columns) -> FloatArray:
    age, woman, at_school = people["age"], people["female"], people["attending"] == 1
    willing, ready = people["wants_work"] == 1, people["available"] == 1
    chances = np.zeros((len(age), len(REASONS)))
    # Discouraged people want work and could start; few others name the lack of work.
    chances[:, _NO_WORK] = np.where(willing & ready, 1.0, np.where(willing, 0.25, 0.02)) * ~at_school
    chances[:, _FAMILY] = np.where(woman, np.interp(age, (15, 22, 45, 60, 75), (0.4, 1.5, 1.5, 0.9, 0.2)), 0.2)
    chances[:, _STUDYING] = 6.0 * at_school
    chances[:, _ILLNESS] = np.interp(age, (15, 40, 60, 75), (0.08, 0.25, 0.8, 2.0)) * np.where(ready, 0.3, 1.0)
    chances[:, _OTHER] = np.interp(age, (15, 50, 60, 75), (0.3, 0.3, 0.8, 1.6))
    return chances
