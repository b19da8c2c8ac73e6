"""Second jobs, and who would like to work more hours: the answers behind time-related underemployment.

No published figure stands behind these answers: shares and hours are the generator's own choice.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, pick, uniform
from labkit.synthetic.employment.jobs import JOBS, table_by_job

__all__ = ["MOST_HOURS", "extra_hours"]

MOST_HOURS = 98.0
"""Most usual hours a week in all jobs: fourteen hours on seven days."""

_SECOND_JOB = table_by_job(
    {
        **dict.fromkeys(JOBS, 0.05),
        "government": 0.15, "factory": 0.025, "construction": 0.10, "farm labour": 0.12, "farmer": 0.10,
        "family worker": 0.06, "modern services": 0.04, "employer": 0.06,
    }
)  # fmt: skip
_SECOND_HOURS = np.array([3, 4, 6, 8, 9, 10, 12, 14, 15, 16, 18, 20, 21, 24, 28])
_SECOND_HOURS_CHANCES = np.array([4, 8, 12, 12, 5, 11, 12, 10, 6, 5, 4, 5, 2, 3, 1], dtype=np.float64)
_WANTS_MORE = ((8, 20, 35, 40, 48, 60, 80), (0.17, 0.15, 0.11, 0.055, 0.035, 0.02, 0.008))


def extra_hours(people: Columns, rows: IntArray) -> Columns:
    """Return what the workers `rows` say about second jobs and about more hours.

    Parameters
    ----------
    people
        Columns by person, among them `usual_hours` (a week, main job) and `kind`.
    rows
        Positions of the people with a job.

    Returns
    -------
    dict of numpy.ndarray
        `second_job`, `wants_more_hours`, `available_more_hours` (1 yes, 0 no) and `second_job_hours` (usual hours
        a week; not a number without a second job).
    """
    key, usual = people["key"][rows], people["usual_hours"][rows]
    second = uniform("second job", key) < _second_job_chance(people, rows)
    hours = _SECOND_HOURS[pick("second job hours", key, _SECOND_HOURS_CHANCES)]
    hours = np.where(second, np.minimum(hours, MOST_HOURS - usual), 0.0)
    chance = np.interp(usual + hours, *_WANTS_MORE) * np.where(people["attending"][rows] == 1, 0.5, 1.0)
    chance = chance * np.where(people["age"][rows] < 30, 1.25, np.where(people["age"][rows] >= 60, 0.4, 1.0))
    wants = uniform("wants more hours", key) < chance
    available = uniform("available for more hours", key) < np.where(wants, 0.80, 0.10)
    return {
        "wants_more_hours": wants.astype(np.int64),
        "available_more_hours": available.astype(np.int64),
        "second_job": second.astype(np.int64),
        "second_job_hours": np.where(second, hours, np.nan),
    }


def _second_job_chance(people: Columns, rows: IntArray) -> FloatArray:
    # Who works few hours in the main job, and who lives in the country, has a second job more often.
    short = np.interp(people["usual_hours"][rows], (15, 40, 60, 75), (1.6, 1.2, 0.8, 0.3))
    chance: FloatArray = _SECOND_JOB[people["kind"][rows]] * short * np.where(people["urban"][rows] == 1, 0.7, 1.15)
    return chance
