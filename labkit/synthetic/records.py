"""From codes to the records that a user sees: readable names and categories, one row per person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, uniform
from labkit.synthetic.employment.conditions import CONTRACTS, YES_NO_UNKNOWN
from labkit.synthetic.employment.own_use_work import REASONS
from labkit.synthetic.employment.pay_periods import PAY_PERIODS
from labkit.synthetic.employment.social_protection import HEALTH_COVER
from labkit.synthetic.employment.trades import INDUSTRIES, OCCUPATIONS
from labkit.synthetic.employment.units import ACCOUNTS, INSTITUTIONS, REGISTERED, SIZES, STATUSES
from labkit.synthetic.frame import AREAS, Frame
from labkit.synthetic.people.abroad import CITIZENSHIPS, COUNTRIES
from labkit.synthetic.people.disability import ACTIVITIES, DIFFICULTIES
from labkit.synthetic.people.households import RELATIONS
from labkit.synthetic.people.moves import MOVE_REASONS, PLACES
from labkit.synthetic.people.schooling import EDUCATION
from labkit.synthetic.population import household_ids

__all__ = ["records"]

_YES_NO = ("yes", "no")
_YES_NO_COLUMNS = (
    "attending",
    "worked_hour",
    "temporarily_absent",
    "looked_for_work",
    "available",
    "future_start",
    "wants_work",
    "fixed_premises",
    "own_use",
    "wants_more_hours",
    "available_more_hours",
    "second_job",
    "own_use_work",
    "minimum_wage_covered",
    "injured",
    "commuting_injury",
    "lived_abroad",
)
_NUMBERS = (
    "usual_hours", "actual_hours", "monthly_pay", "second_job_hours", "own_use_hours", "pay_amount", "basic_pay",
    "allowances", "weeks_worked", "days_worked", "days_lost", "household_consumption", "months_since_move",
    "children_below_6", "members_abroad", "remittances_received", "months_since_return",
)  # fmt: skip
_CATEGORIES: dict[str, tuple[str, ...]] = {
    "relation": RELATIONS,
    "status": STATUSES,
    "institution": INSTITUTIONS,
    "registered": REGISTERED,
    "keeps_accounts": ACCOUNTS,
    "social_security": YES_NO_UNKNOWN,
    "paid_annual_leave": YES_NO_UNKNOWN,
    "paid_sick_leave": YES_NO_UNKNOWN,
    "contract": CONTRACTS,
    "industry": INDUSTRIES,
    "occupation": OCCUPATIONS,
    "why_not_looking": REASONS,
    "pay_period": PAY_PERIODS,
    "union_member": YES_NO_UNKNOWN,
    "collective_agreement": YES_NO_UNKNOWN,
    "born_in_province": PLACES,
    "province_5_years_ago": PLACES,
    "nssf_member": YES_NO_UNKNOWN,
    "health_cover": HEALTH_COVER,
    "moved_from": PLACES,
    "reason_for_move": MOVE_REASONS,
    "citizenship": CITIZENSHIPS,
    "members_abroad_country": COUNTRIES,
    "returned_from": COUNTRIES,
}
_DIFFICULTIES = tuple(f"difficulty_{activity}" for activity in ACTIVITIES)
_ORDERED: dict[str, tuple[str, ...]] = {
    "education": EDUCATION, "size": SIZES, **dict.fromkeys(_DIFFICULTIES, DIFFICULTIES),
}  # fmt: skip
_NOT_GIVEN = {"age": 0.002, "education": 0.008, "usual_hours": 0.006, "actual_hours": 0.006, "industry": 0.005}
"""Shares of the people asked who give no answer."""
_FIRST = (
    "household_id", "person_id", "province", "area", "stratum", "psu", "psus_in_stratum", "weight", "relation",
    "sex", "age", "education", "attending", "worked_hour", "temporarily_absent", "looked_for_work", "available",
    "future_start", "wants_work", "status", "institution", "registered", "keeps_accounts", "fixed_premises", "size",
    "social_security", "paid_annual_leave", "paid_sick_leave", "contract", "industry", "occupation", "own_use",
    "usual_hours", "actual_hours", "monthly_pay",
)  # fmt: skip
_FURTHER = (
    "wants_more_hours", "available_more_hours", "second_job", "second_job_hours", "why_not_looking", "own_use_work",
    "own_use_hours", "pay_period", "pay_amount", "basic_pay", "allowances", "weeks_worked", "union_member",
    "collective_agreement", "minimum_wage_covered", "injured", "days_lost", "commuting_injury", "born_in_province",
    "province_5_years_ago", "nssf_member", "health_cover", "household_consumption", "days_worked", "moved_from",
    "months_since_move", "reason_for_move", "children_below_6", *_DIFFICULTIES, "citizenship", "members_abroad",
    "members_abroad_country", "remittances_received", "lived_abroad", "returned_from", "months_since_return",
)  # fmt: skip
_FURTHER_2012 = (
    "pay_period", "pay_amount", "basic_pay", "allowances", "weeks_worked", "union_member", "minimum_wage_covered",
    "days_worked",
)  # fmt: skip


def records(frame: Frame, people: Columns, numbers: IntArray, weight: FloatArray) -> pd.DataFrame:
    """Return the survey's records.

    Parameters
    ----------
    frame
        The population's enumeration areas.
    people
        Codes by person, from `labkit.synthetic.population.answers`.
    numbers
        Number of each household within its area.
    weight
        Each person's weight.

    Returns
    -------
    pandas.DataFrame
        One row per person; answers are categoricals, what was not asked or not answered is missing. The survey
        of 2012 has the first 35 columns and the further ones on pay, unions and the minimum wage.
    """
    columns = _identification(frame, people, numbers)
    columns["weight"] = weight
    columns["sex"] = _category(people["female"].astype(int), ("male", "female"))
    columns["age"] = people["age"]
    for name in _YES_NO_COLUMNS:
        columns[name] = _category(np.where(people[name] < 0, -1, 1 - people[name]), _YES_NO)
    for name, words in _CATEGORIES.items():
        columns[name] = _category(people[name], words)
    for name, words in _ORDERED.items():
        columns[name] = _category(people[name], words, ordered=True)
    for name in _NUMBERS:
        columns[name] = people[name]
    _blank(columns, people["key"])
    return pd.DataFrame(
        {name: columns[name] for name in (_FIRST + (_FURTHER_2012 if frame.year == 2012 else _FURTHER))}
    )


def _blank(columns: dict[str, Any], key: IntArray) -> None:
    """Take out the few answers that were not given; who they are is chance alone."""
    for name, share in _NOT_GIVEN.items():
        missing = uniform(f"not given: {name}", key) < share
        if name in _ORDERED or name in _CATEGORIES:
            codes = np.where(missing, -1, columns[name].codes)
            columns[name] = pd.Categorical.from_codes(codes, dtype=columns[name].dtype)
        else:
            columns[name] = np.where(missing, np.nan, columns[name])


def _identification(frame: Frame, people: Columns, numbers: IntArray) -> dict[str, Any]:
    household, area = people["household"], people["area"]
    first_of_household = np.searchsorted(household, household)
    area_of_household = area[np.searchsorted(household, np.arange(len(numbers)))]
    household_id = household_ids(frame, area_of_household, numbers)[household]
    stratum = frame.stratum[area]
    return {
        "household_id": household_id,
        "person_id": household_id * 100 + (np.arange(len(household)) - first_of_household) + 1,
        "province": _category(people["province"], tuple(p.name for p in frame.provinces)),
        "area": _category(stratum % 2, AREAS),
        "stratum": _category(stratum, frame.strata),
        "psu": frame.psu[area],
        "psus_in_stratum": frame.areas_in_stratum()[stratum],
    }


def _category(codes: NDArray[Any], words: Sequence[str], *, ordered: bool = False) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(codes.astype(np.int8), categories=pd.Index(list(words)), ordered=ordered)
