"""The further answers of the survey: those that no other answer depends on.

They are drawn after everything else and change none of it, so they can grow without touching the rest.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns, FloatArray, IntArray
from labkit.synthetic.employment.own_use_work import own_use_answers, why_not_looking
from labkit.synthetic.employment.pay_details import pay_details
from labkit.synthetic.employment.representation import representation_answers
from labkit.synthetic.employment.social_protection import health_cover, nssf_member
from labkit.synthetic.employment.underemployment import extra_hours
from labkit.synthetic.employment.units import STATUSES
from labkit.synthetic.employment.work_injuries import injury_answers
from labkit.synthetic.people.abroad import abroad_answers
from labkit.synthetic.people.consumption import consumption_per_person
from labkit.synthetic.people.disability import disability_answers
from labkit.synthetic.people.moves import move_answers

__all__ = ["further_answers", "spread"]

_NOT_ASKED = -1
_SCHOOL_AGE = 6


def spread(values: NDArray[Any], rows: IntArray, persons: int) -> NDArray[Any]:
    """Return values for everybody: those of `rows`, and "not asked" for the others.

    Examples
    --------
    >>> spread(np.array([1, 0]), np.array([0, 2]), persons=4).tolist()
    [1, -1, 0, -1]
    """
    missing = np.nan if values.dtype.kind == "f" else _NOT_ASKED
    everybody = np.full(persons, missing, dtype=values.dtype)
    everybody[rows] = values
    return everybody


def further_answers(people: Columns, household_ids: IntArray) -> Columns:
    """Return the further answers of everybody.

    Parameters
    ----------
    people
        Columns by person, complete up to pay and formality.
    household_ids
        Identifiers of the households, in the order of `people`.

    Returns
    -------
    dict of numpy.ndarray
        Codes and numbers by person; -1 and not-a-number stand for "not asked" or "not answered".
    """
    persons = len(people["key"])
    workers = np.flatnonzero(people["employed"])
    employees = np.flatnonzero(people["status"] == STATUSES.index("employee"))
    of_workers = extra_hours(people, workers) | injury_answers(people, workers)
    of_employees = pay_details(people, employees) | representation_answers(people, employees)
    of_employees["nssf_member"] = nssf_member(people, employees)
    new = {name: spread(values, workers, persons) for name, values in of_workers.items()}
    new |= {name: spread(values, employees, persons) for name, values in of_employees.items()}
    new["why_not_looking"] = why_not_looking(people)
    new |= own_use_answers(people) | move_answers(people, household_ids)
    new |= disability_answers(people | new) | abroad_answers(people | new, household_ids)
    new["children_below_6"] = _children_below_6(people, len(household_ids))
    new["household_consumption"] = consumption_per_person(people, household_ids)
    new["health_cover"] = health_cover(people | new, household_ids)
    return new


def _children_below_6(people: Columns, households: int) -> FloatArray:
    """Return how many children below six live in each person's household."""
    young = (people["age"] < _SCHOOL_AGE).astype(np.float64)
    small: FloatArray = np.bincount(people["household"], weights=young, minlength=households).astype(np.float64)
    result: FloatArray = small[people["household"]]
    return result
