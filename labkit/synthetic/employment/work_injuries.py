"""Injuries at work in the last 12 months, days lost, and injuries on the way to work, which are counted apart.

No survey figure of work injuries was found for Cambodia: rates and days are the generator's own choice.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, normal, uniform
from labkit.synthetic.employment.jobs import JOBS, table_by_job
from labkit.synthetic.employment.trades import INDUSTRIES

__all__ = ["injury_answers"]

_AT_WORK = table_by_job(
    {
        **dict.fromkeys(JOBS, 0.012),
        "government": 0.008, "organisation": 0.008, "factory": 0.030, "workshop": 0.040, "construction": 0.058,
        "farm labour": 0.030, "modern services": 0.008, "farmer": 0.022, "artisan": 0.028, "trader": 0.008,
        "family worker": 0.012,
    }
)  # fmt: skip
_TRANSPORT = 0.042  # the road is the place of work
_ON_THE_WAY = table_by_job(
    {
        **dict.fromkeys(JOBS, 0.006),
        "factory": 0.022, "construction": 0.012, "modern services": 0.010, "government": 0.008,
        "farmer": 0.001, "trader": 0.003, "artisan": 0.001, "family worker": 0.001, "domestic": 0.003,
    }
)  # fmt: skip


def injury_answers(people: Columns, rows: IntArray) -> Columns:
    """Return `injured`, `commuting_injury` (1 yes, 0 no) and `days_lost` of the workers `rows`.

    `days_lost` are whole calendar days within a year, 0 for many small injuries; not a number for those who were not
    injured, and for the few who do not know.
    """
    key = people["key"][rows]
    hours = np.sqrt(np.clip(people["usual_hours"][rows], 10, 84) / 48)
    man = np.where(people["female"][rows], 0.75, 1.2)
    young = np.where(people["age"][rows] < 25, 1.3, 1.0)
    at_work = _AT_WORK[people["kind"][rows]]
    at_work = np.where(people["industry"][rows] == INDUSTRIES.index("H transport"), _TRANSPORT, at_work)
    injured = uniform("injured", key) < at_work * hours * man * young
    commuting = uniform("commuting injury", key) < _ON_THE_WAY[people["kind"][rows]] * young
    unknown = uniform("days unknown", key) < 0.04
    return {
        "injured": injured.astype(np.int64),
        "days_lost": np.where(injured & ~unknown, _days(key), np.nan),
        "commuting_injury": commuting.astype(np.int64),
    }


def _days(key: IntArray) -> FloatArray:
    some = np.clip(np.rint(np.exp(np.log(5.0) + 1.15 * normal("days lost", key))), 1, 365)
    days = np.where(uniform("no day lost", key) < 0.18, 0.0, some)
    # Beyond two weeks people think in months: 30, 60, 90.
    return np.where((days > 20) & (days <= 335), np.maximum(15.0, np.rint(days / 15) * 15), days)
