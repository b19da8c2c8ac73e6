"""School: the highest level completed, and who attends now."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, normal, uniform

__all__ = ["EDUCATION", "attends_school", "education_level", "schooling_chances"]

EDUCATION = ("none", "primary", "lower secondary", "upper secondary", "higher")

_BY_AGE = ((5, 20, 30, 40, 50, 60, 75), (1.15, 1.12, 0.88, 0.50, 0.22, -0.10, -0.75))
_CUTS = (0.0, 0.85, 1.45, 1.95)
_EARLIEST_AGE = (12, 15, 18, 21)
_ATTENDS = ((5, 6, 8, 12, 14, 16, 18, 20, 22, 25, 30), (0.2, 1.6, 3.2, 2.9, 1.9, 0.7, -0.3, -1.3, -2.0, -3.4, -6.5))


def schooling_chances(people: Columns, household_ids: IntArray) -> FloatArray:
    """Return each person's inclination to schooling: cohort, place, family and the person's own part."""
    family = 0.45 * normal("schooling", household_ids)[people["household"]]
    old_woman = people["female"] * np.interp(people["age"], (25, 60), (0.0, -0.55))
    place = 0.55 * people["urban"] + people["area_schooling"] - 0.2
    own = 0.70 * normal("schooling of person", people["key"])
    chances: FloatArray = np.interp(people["age"], *_BY_AGE) + old_woman + place + family + own
    return chances


def education_level(people: Columns, chances: FloatArray) -> IntArray:
    """Return the code of the highest level completed (in `EDUCATION`), never ahead of the age."""
    level = np.searchsorted(_CUTS, chances, side="right")
    possible = np.searchsorted(_EARLIEST_AGE, people["age"], side="right")
    return np.minimum(level, possible).astype(np.int64)


def attends_school(people: Columns, chances: FloatArray) -> IntArray:
    """Return 1 for those who attend school now, 0 for others, -1 below age 5 (not asked)."""
    age = people["age"]
    inclination = np.interp(age, *_ATTENDS) + 1.1 * (chances - 1.1)
    attending = (uniform("attending", people["key"]) < expit(inclination)) & (age < 35)
    return np.where(age < 5, -1, attending.astype(np.int64))
