"""Unions, collective agreements, and who is under the minimum wage.

Union density and the coverage of agreements are the generator's own choice: no published figure was found.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns, IntArray, uniform
from labkit.synthetic.employment.jobs import JOB, JOBS, table_by_job
from labkit.synthetic.employment.trades import INDUSTRIES
from labkit.synthetic.employment.units import REGISTERED, SIZES

__all__ = ["minimum_wage_covered", "representation_answers"]

_YES, _NO, _DONT_KNOW = range(3)
_UNION = table_by_job(
    {
        **dict.fromkeys(JOBS, 0.004),
        "government": 0.05, "state enterprise": 0.15, "organisation": 0.03, "factory": 0.46, "workshop": 0.02,
        "construction": 0.015, "modern services": 0.05, "trade and services": 0.01,
    }
)  # fmt: skip
_AGREEMENT_WITHOUT_UNION = table_by_job(
    {
        **dict.fromkeys(JOBS, 0.002),
        "state enterprise": 0.10, "organisation": 0.02, "factory": 0.16, "modern services": 0.03,
    }
)  # fmt: skip
_AGREEMENT_OF_MEMBERS = 0.42
_COVERED = {JOB.factory: 0.97, JOB.workshop: 0.35}
_LARGE = SIZES.index("10-19")


def representation_answers(people: Columns, rows: IntArray) -> Columns:
    """Return `union_member` and `collective_agreement` (yes, no, don't know).

    Parameters
    ----------
    people
        Columns by person, among them `kind`, `industry`, `registered` and `size`.
    rows
        Positions of the employees.
    """
    key, kind = people["key"][rows], people["kind"][rows]
    tenure = np.interp(people["age"][rows], (18, 28, 45), (0.75, 1.1, 1.1))
    union = uniform("union", key) < _UNION[kind] * tenure
    agreement = uniform("agreement", key) < np.where(union, _AGREEMENT_OF_MEMBERS, _AGREEMENT_WITHOUT_UNION[kind])
    unsure = uniform("unsure of union", key) < np.where(union, 0.0, np.where(kind == JOB.factory, 0.04, 0.01))
    unsure_of_agreement = uniform("unsure of agreement", key) < np.where(kind == JOB.factory, 0.20, 0.05)
    return {
        "union_member": np.where(unsure, _DONT_KNOW, np.where(union, _YES, _NO)),
        "collective_agreement": np.where(unsure_of_agreement, _DONT_KNOW, np.where(agreement, _YES, _NO)),
    }


def minimum_wage_covered(people: Columns, rows: IntArray) -> IntArray:
    """Return 1 for employees who make garments, footwear or travel goods in a registered unit of ten or more, else 0.

    The industry is known by section only, so a draw says whether a unit of manufacturing is of these industries;
    who does not know the size or the registration may still be covered.
    """
    industry, size = people["industry"][rows], people["size"][rows]
    registered = np.isin(people["registered"][rows], (REGISTERED.index("yes"), REGISTERED.index("don't know")))
    chance = np.zeros(len(rows))
    for kind, share in _COVERED.items():
        chance[people["kind"][rows] == kind] = share
    makes = uniform("garments", people["key"][rows]) < chance
    covered: NDArray[np.bool_]
    covered = makes & registered & (industry == INDUSTRIES.index("C manufacturing")) & ((size < 0) | (size >= _LARGE))
    return covered.astype(np.int64)
