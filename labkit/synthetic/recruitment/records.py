"""From codes to the records that a user sees: readable names and categories, one row per worker."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.synthetic._draws import Draws, category
from labkit.synthetic._uniform import IntArray
from labkit.synthetic.people.schooling import EDUCATION
from labkit.synthetic.provinces import PROVINCES
from labkit.synthetic.recruitment import workers as answers
from labkit.synthetic.recruitment.money import COSTS, DEBT_SOURCES, cost_answers, debt_answers, earnings
from labkit.synthetic.recruitment.villages import STRATA, Villages

__all__ = ["worker_records"]

_CATEGORIES: dict[str, tuple[str, ...]] = {
    "sex": ("female", "male"),
    "interview": answers.INTERVIEWS,
    "destination": answers.DESTINATIONS,
    "sector": answers.SECTORS,
    "work_status": answers.WORK_STATUSES,
    "commutes": answers.YES_NO,
    "channel": answers.CHANNELS,
    "employer_paid": answers.EMPLOYER_PAID,
    "debt": answers.YES_NO,
    "debt_source": DEBT_SOURCES,
    "contract": answers.CONTRACTS,
    "documents": answers.DOCUMENTS,
    "passport_kept": answers.YES_NO,
    "social_insurance": answers.YES_NO,
}
_ORDER = (
    "worker_id", "province", "stratum", "psu", "sex", "age", "education", "interview", "year", "destination",
    "sector", "work_status", "commutes", "channel", "employer_paid", *COSTS, "monthly_earnings", "debt",
    "debt_amount", "debt_source", "contract", "documents", "passport_kept", "social_insurance", "months_abroad",
)  # fmt: skip


def worker_records(frame: Villages, village: IntArray, numbers: IntArray) -> pd.DataFrame:
    """Return the records of some workers, without weights.

    Parameters
    ----------
    frame
        All villages.
    village
        Position of each worker's village in the frame.
    numbers
        Number of each worker within the village, from 1.

    Returns
    -------
    pandas.DataFrame
        One row per worker; the columns are described in the data card, ``labkit.card("recruitment")``.
    """
    ids = frame.psu[village] * 1000 + numbers
    people = answers.worker_answers(frame, village, ids)
    luck = Draws("recruitment, money", ids)
    costs = cost_answers(people, luck)
    people |= costs | debt_answers(people, np.sum([costs[name] for name in COSTS], axis=0), luck)
    people["monthly_earnings"] = earnings(people, luck)
    people["months_abroad"] = answers.months_abroad(people, ids)
    columns: dict[str, Any] = {
        "worker_id": ids,
        "province": category(frame.province[village], [p.name for p in PROVINCES]),
        "stratum": category(frame.stratum[village], STRATA),
        "psu": frame.psu[village],
        "education": category(people["education"], EDUCATION, ordered=True),
    }
    for name, words in _CATEGORIES.items():
        columns[name] = category(people[name], words)
    for name in ("age", "year", "monthly_earnings", "debt_amount", "months_abroad", *COSTS):
        columns[name] = people[name]
    return pd.DataFrame({name: columns[name] for name in _ORDER})
