"""Difficulties in six basic activities: the Washington Group's short set of questions, asked from age five.

By its recommendation a person has a disability who has "a lot of difficulty" in at least one of the six, or cannot do
it at all. No published figure stands behind the levels: they are the generator's own choice.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, normal, pick, uniform
from labkit.synthetic.employment.own_use_work import REASONS

__all__ = ["ACTIVITIES", "DIFFICULTIES", "disability_answers"]

ACTIVITIES = ("seeing", "hearing", "walking", "remembering", "self_care", "communicating")
"""The six activities; the columns are called ``difficulty_seeing`` and so on."""
DIFFICULTIES = ("no difficulty", "some difficulty", "a lot of difficulty", "cannot do at all")
_AGE_ASKED = 5

# Log odds of some difficulty or more at ages 10, 40, 60 and 80.
_AGES = (10, 40, 60, 80)
_LEVELS = {
    "seeing": (-5.2, -3.6, -2.0, -0.8),
    "hearing": (-5.6, -4.8, -3.5, -1.8),
    "walking": (-5.6, -4.4, -2.9, -0.9),
    "remembering": (-5.5, -4.3, -3.2, -1.7),
    "self_care": (-6.3, -5.9, -5.0, -2.8),
    "communicating": (-5.6, -5.6, -5.2, -3.6),
}
_HOW_MUCH = np.array([0.79, 0.18, 0.03])  # some, a lot, not at all: of those with a difficulty
_ILL, _NO_JOB, _FRAILTY = 1.9, 0.45, 1.0


def disability_answers(people: Columns) -> Columns:
    """Return the six answers (codes in `DIFFICULTIES`, -1 below age five), by name of the column."""
    key, age = people["key"], people["age"]
    frail = (
        _FRAILTY * normal("frailty", key)
        + _ILL * (people["why_not_looking"] == REASONS.index("illness or disability"))
        + _NO_JOB * ((age >= 15) & ~people["employed"])
    )
    answers: Columns = {}
    for activity, levels in _LEVELS.items():
        odds: FloatArray = np.interp(age, _AGES, levels) + frail
        has = uniform(f"difficulty {activity}", key) < 1 / (1 + np.exp(-odds))
        degree = 1 + pick(f"degree {activity}", key, _HOW_MUCH)
        answers[f"difficulty_{activity}"] = np.where(age < _AGE_ASKED, -1, np.where(has, degree, 0))
    return answers
