"""Working conditions of employees: social security, paid leave, contract. And the rule that makes jobs informal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from labkit.synthetic._uniform import Columns, IntArray, pick, uniform
from labkit.synthetic.calibrated import by_sex
from labkit.synthetic.employment.jobs import JOB, JOBS, table_by_job
from labkit.synthetic.employment.units import INSTITUTIONS, SIZES, STATUSES

__all__ = [
    "CONTRACTS",
    "DECLARATION_EQUATION",
    "YES_NO_UNKNOWN",
    "employee_answers",
    "formal_job",
    "unit_sector",
]

YES_NO_UNKNOWN = ("yes", "no", "don't know")
CONTRACTS = ("written", "oral", "none")
_YES, _NO, _DONT_KNOW = range(3)
_NOT_ANSWERED = -1
_FORMAL, _INFORMAL, _HOUSEHOLD = range(3)
_TEN_OR_MORE = SIZES.index("10-19")

_KIND = {
    "government": 1.6, "state enterprise": 1.5, "organisation": 0.1, "factory": -0.3, "workshop": -2.0,
    "construction": -2.6, "farm labour": -2.5, "trade and services": -1.8, "modern services": -0.3, "domestic": -2.4,
}  # fmt: skip
_DECLARED = table_by_job({**dict.fromkeys(JOBS, 0.0), **_KIND})
_IN_INFORMAL_UNIT, _AREA, _SIZE_BAND, _EDUCATION_LEVEL = -0.9, 1.2, 0.15, 0.12
_COVERED = 2.45
DECLARATION_EQUATION: dict[str, float | dict[str, float]] = {
    "kind of job": _KIND,
    "covered by the garment minimum wage": _COVERED,
    "informal unit": _IN_INFORMAL_UNIT,
    "formality of the area": _AREA,
    "size of the unit, a band more": _SIZE_BAND,
    "education, a level more": _EDUCATION_LEVEL,
}
"""Coefficients of the log odds that an employee is declared to social security, beside the calibrated level by sex."""
# Paid annual and sick leave: both, annual only, sick only, neither; by declared, formal unit, other.
_LEAVE = np.array([(0.86, 0.05, 0.04, 0.05), (0.10, 0.07, 0.10, 0.73), (0.008, 0.01, 0.04, 0.942)])
_CONTRACT = np.array([(0.86, 0.12, 0.02), (0.42, 0.46, 0.12), (0.03, 0.72, 0.25)])


def employee_answers(people: Columns, rows: IntArray) -> Columns:
    """Return `social_security`, the two kinds of paid leave and `contract` for the employees `rows` (codes)."""
    key, kind = people["key"][rows], people["kind"][rows]
    formal_unit = people["sector"][rows] == _FORMAL
    declared = uniform("declared", key) < _declared_chance(people, rows, formal_unit)
    group = np.where(declared, 0, np.where(formal_unit, 1, 2))
    unknown = np.where(np.isin(kind, (JOB.government, JOB.state_enterprise)), 0.02, 0.05)
    security = np.where(declared, _YES, np.where(uniform("unsure", key) < unknown, _DONT_KNOW, _NO))
    leave = pick("leave", key, _LEAVE[group])
    unsure_of_leave = uniform("unsure of leave", key) < np.where(declared, 0.01, 0.03)
    return {
        "social_security": np.where(uniform("not answered", key) < 0.015, _NOT_ANSWERED, security),
        "paid_annual_leave": np.where(unsure_of_leave, _DONT_KNOW, np.where(leave <= 1, _YES, _NO)),
        "paid_sick_leave": np.where(unsure_of_leave, _DONT_KNOW, np.where(leave % 2 == 0, _YES, _NO)),
        "contract": pick("contract", key, _CONTRACT[group]),
    }


def _declared_chance(people: Columns, rows: IntArray, formal_unit: NDArray[np.bool_]) -> NDArray[np.float64]:
    level = np.array(by_sex("social security"))[people["female"][rows].astype(int)]
    small = np.clip(people["size"][rows], 0, 4) - 3
    chance: NDArray[np.float64] = expit(
        level
        + _DECLARED[people["kind"][rows]]
        + _COVERED * (people["minimum_wage_covered"][rows] == 1)
        + _IN_INFORMAL_UNIT * ~formal_unit
        + _AREA * people["area_formality"][rows]
        + _SIZE_BAND * small
        + _EDUCATION_LEVEL * (people["education"][rows] - 2.0)
    )
    return chance


def unit_sector(worker: Columns) -> IntArray:
    """Return the sector of the unit: 0 formal, 1 informal, 2 household.

    The ILO's rule for the 17th ICLS guidelines, on the codes of this package: government, state enterprises and
    organisations are formal; private households are households; then accounts, registration, and for those who
    do not know, fixed premises with ten or more workers. Employees' social security, which settles the sector of
    an unknown registration, is taken up where it is known (`worker` has `social_security`).
    """
    institution, registered = worker["institution"], worker["registered"]
    large = (worker["fixed_premises"] == 1) & (worker["size"] >= _TEN_OR_MORE)
    unknown = registered == 3
    insured = worker.get("social_security", np.full(len(registered), _NO)) == _YES
    formal = (worker["keeps_accounts"] == 0) | (registered == 0) | (unknown & (large | insured))
    sector = np.where((institution <= 2) | formal, _FORMAL, _INFORMAL)
    household = (institution == INSTITUTIONS.index("private household")) | (
        (institution == INSTITUTIONS.index("other")) & (worker["own_use"] == 1)
    )
    return np.where(household, _HOUSEHOLD, sector)


def formal_job(worker: Columns, sector: IntArray) -> NDArray[np.bool_]:
    """Return which jobs are formal by the ILO's rule for the 17th ICLS guidelines.

    Employees (and the unclassified): formal with social security; where that was not answered, with both kinds of
    paid leave. Employers, own-account workers, cooperative members: as their unit. Family workers: never.
    """
    status, security = worker["status"], worker["social_security"]
    leave = (worker["paid_annual_leave"] == _YES) & (worker["paid_sick_leave"] == _YES)
    paid = np.isin(status, (STATUSES.index("employee"), STATUSES.index("not classifiable")))
    own = ~paid & (status != STATUSES.index("contributing family worker"))
    by_security = (security == _YES) | ((security == _NOT_ANSWERED) & leave)
    formal: NDArray[np.bool_] = (paid & by_security) | (own & (sector == _FORMAL))
    return formal
