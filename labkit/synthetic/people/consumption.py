"""What a household consumes per person and month: from its earners' pay, where it lives, and the head's schooling.

The riel level and the spread are the generator's own choice and no published figure.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, normal
from labkit.synthetic.employment.units import STATUSES

__all__ = ["consumption_per_person"]

# Riel a month that work brings in where pay is not known: employers, other self-employed, family workers.
_INCOME_BY_STATUS = {
    "employee": 900_000.0,
    "employer": 1_600_000.0,
    "own-account worker": 620_000.0,
    "cooperative member": 600_000.0,
    "contributing family worker": 250_000.0,
    "not classifiable": 500_000.0,
}
_OTHER_INCOME = 350_000.0  # per household: remittances, own produce, transfers
_LEVEL, _INCOME, _URBAN, _AREA, _SCHOOLING, _SPREAD = 7.89, 0.40, 0.15, 0.5, 0.07, 0.30


def consumption_per_person(people: Columns, household_ids: IntArray) -> FloatArray:
    """Return each person's household consumption in riel per person and month, the same for all members.

    Rounded to 1,000 riel, and 60,000 at the least.
    """
    household = people["household"]
    earned = np.array([0.0, *(_INCOME_BY_STATUS[status] for status in STATUSES)])[people["status"] + 1]
    earned = np.where(np.isfinite(people["monthly_pay"]), people["monthly_pay"], earned)
    size = np.bincount(household, minlength=len(household_ids))
    income = np.bincount(household, weights=earned, minlength=len(household_ids)) + _OTHER_INCOME
    head = np.searchsorted(household, np.arange(len(household_ids)))
    log_consumption = (
        _LEVEL
        + _INCOME * np.log(income / size)
        + _URBAN * people["urban"][head]
        + _AREA * people["area_pay"][head]
        + _SCHOOLING * people["education"][head]
        - 0.10 * np.log(size)
        + _SPREAD * normal("consumption", household_ids)
    )
    riel: FloatArray = np.maximum(60_000.0, np.rint(np.exp(log_consumption) / 1_000) * 1_000)
    return riel[household]
