"""The unit a job belongs to: institution, registration, accounts, premises, size.

A contributing family worker's unit is the unit of the head or spouse who runs it: its answers are drawn with the
owner's number, so both tell the same story.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, IntArray, pick, uniform
from labkit.synthetic.employment.jobs import JOB, OWNERS, table_by_job

__all__ = [
    "ACCOUNTS",
    "INSTITUTIONS",
    "REGISTERED",
    "REGISTRATION_CHANCES",
    "SIZES",
    "STATUSES",
    "institution_codes",
    "status_codes",
    "unit_answers",
]

STATUSES = (
    "employee",
    "employer",
    "own-account worker",
    "cooperative member",
    "contributing family worker",
    "not classifiable",
)
INSTITUTIONS = (
    "government",
    "state enterprise",
    "ngo or other organisation",
    "private business",
    "private household",
    "other",
)
REGISTERED = ("yes", "in process", "no", "don't know")
ACCOUNTS = ("yes", "no", "don't know")
SIZES = ("1-4", "5-9", "10-19", "20-49", "50+")
_EMPLOYEE, _EMPLOYER, _OWN_ACCOUNT, _MEMBER, _FAMILY, _UNCLASSIFIED = range(6)

_REGISTRATION = {
    "government": (0.93, 0.00, 0.00, 0.07),
    "state enterprise": (0.95, 0.00, 0.00, 0.05),
    "organisation": (0.88, 0.02, 0.02, 0.08),
    "factory": (0.93, 0.01, 0.01, 0.05),
    "workshop": (0.16, 0.03, 0.64, 0.17),
    "construction": (0.08, 0.02, 0.65, 0.25),
    "farm labour": (0.02, 0.01, 0.90, 0.07),
    "trade and services": (0.19, 0.03, 0.58, 0.20),
    "modern services": (0.80, 0.02, 0.06, 0.12),
    "domestic": (0.00, 0.00, 0.97, 0.03),
    "farmer": (0.002, 0.001, 0.987, 0.01),
    "trader": (0.055, 0.015, 0.91, 0.02),
    "artisan": (0.035, 0.01, 0.935, 0.02),
    "employer": (0.17, 0.04, 0.77, 0.02),
    "family worker": (0.0, 0.0, 1.0, 0.0),
    "cooperative": (0.25, 0.05, 0.60, 0.10),
    "unclassified": (0.03, 0.02, 0.75, 0.20),
}
REGISTRATION_CHANCES: dict[str, float] = {job: chances[0] for job, chances in _REGISTRATION.items()}
"""Chance that the unit is registered, by the kind of job of who runs it (of private units: with 5 to 9 workers)."""
_REGISTERED = table_by_job(_REGISTRATION)
_ACCOUNTS_IF_REGISTERED = table_by_job(
    {
        "government": 0.80, "state enterprise": 0.88, "organisation": 0.80, "factory": 0.86, "workshop": 0.35,
        "construction": 0.40, "farm labour": 0.40, "trade and services": 0.40, "modern services": 0.80,
        "domestic": 0.0, "farmer": 0.2, "trader": 0.30, "artisan": 0.30, "employer": 0.50, "family worker": 0.0,
        "cooperative": 0.4, "unclassified": 0.1,
    }
)  # fmt: skip
_PREMISES = table_by_job(
    {
        "government": 0.97, "state enterprise": 0.92, "organisation": 0.93, "factory": 0.99, "workshop": 0.75,
        "construction": 0.08, "farm labour": 0.10, "trade and services": 0.74, "modern services": 0.93,
        "domestic": 0.0, "farmer": 0.05, "trader": 0.45, "artisan": 0.42, "employer": 0.62, "family worker": 0.0,
        "cooperative": 0.5, "unclassified": 0.3,
    }
)  # fmt: skip
_SIZES = table_by_job(
    {
        "government": (0.04, 0.12, 0.25, 0.33, 0.26),
        "state enterprise": (0.02, 0.06, 0.17, 0.30, 0.45),
        "organisation": (0.06, 0.18, 0.30, 0.30, 0.16),
        "factory": (0.00, 0.00, 0.01, 0.05, 0.94),
        "workshop": (0.45, 0.33, 0.15, 0.05, 0.02),
        "construction": (0.22, 0.35, 0.28, 0.11, 0.04),
        "farm labour": (0.50, 0.28, 0.14, 0.06, 0.02),
        "trade and services": (0.50, 0.27, 0.14, 0.06, 0.03),
        "modern services": (0.08, 0.15, 0.22, 0.28, 0.27),
        "domestic": (1.00, 0.00, 0.00, 0.00, 0.00),
        "farmer": (0.97, 0.03, 0.00, 0.00, 0.00),
        "trader": (0.96, 0.035, 0.005, 0.00, 0.00),
        "artisan": (0.90, 0.09, 0.01, 0.00, 0.00),
        "employer": (0.55, 0.33, 0.09, 0.02, 0.01),
        "family worker": (1.00, 0.00, 0.00, 0.00, 0.00),
        "cooperative": (0.20, 0.30, 0.30, 0.15, 0.05),
        "unclassified": (0.80, 0.15, 0.05, 0.00, 0.00),
    }
)
_TILT_BY_SIZE = 0.45  # larger units are more often registered


def status_codes(kind: IntArray) -> IntArray:
    """Return the status in employment (code in `STATUSES`, ICSE-93) of each kind of job."""
    others = {
        JOB.farmer: _OWN_ACCOUNT,
        JOB.trader: _OWN_ACCOUNT,
        JOB.artisan: _OWN_ACCOUNT,
        JOB.employer: _EMPLOYER,
        JOB.family_worker: _FAMILY,
        JOB.cooperative: _MEMBER,
        JOB.unclassified: _UNCLASSIFIED,
    }
    return np.array([others.get(code, _EMPLOYEE) for code in range(len(_PREMISES))])[kind]


def institution_codes(people: Columns, rows: IntArray) -> tuple[IntArray, IntArray]:
    """Return the institution (code in `INSTITUTIONS`) and whether output is mainly for the own household (1, 0)."""
    owner = people["owner"][rows]
    kind, key = people["kind"][owner], people["key"][owner]
    institution = np.full(len(rows), INSTITUTIONS.index("private business"))
    for job, name in (
        (JOB.government, "government"),
        (JOB.state_enterprise, "state enterprise"),
        (JOB.organisation, "ngo or other organisation"),
        (JOB.domestic, "private household"),
    ):
        institution[kind == job] = INSTITUTIONS.index(name)
    own_use = (kind == JOB.farmer) & (uniform("own use", key) < 0.004)
    elsewhere = np.isin(kind, (*OWNERS, JOB.cooperative, JOB.unclassified)) & (uniform("other", key) < 0.012)
    institution[own_use | elsewhere] = INSTITUTIONS.index("other")
    return institution, own_use.astype(np.int64)


def unit_answers(people: Columns, rows: IntArray) -> Columns:
    """Return `registered`, `keeps_accounts`, `fixed_premises` and `size` for the workers `rows` (codes)."""
    owner = people["owner"][rows]
    kind, key = people["kind"][owner], people["key"][owner]
    size = pick("size", key, _SIZES[kind])
    tilt = np.exp(_TILT_BY_SIZE * (size - 1.0) * np.isin(kind, _PRIVATE) + people["area_formality"][owner])
    chances = _REGISTERED[kind] * np.column_stack([tilt, tilt, np.ones((len(rows), 2))])
    registered = pick("registered", key, chances)
    return {
        "registered": registered,
        "keeps_accounts": _keeps_accounts(kind, key, registered),
        "fixed_premises": (uniform("premises", key) < _PREMISES[kind]).astype(np.int64),
        "size": np.where(uniform("size unknown", people["key"][rows]) < _UNKNOWN_SIZE[kind], -1, size),
    }


_PRIVATE = (JOB.workshop, JOB.construction, JOB.farm_labour, JOB.trade_and_services, JOB.modern_services, *OWNERS)
_UNKNOWN_SIZE = np.where(np.isin(np.arange(len(_PREMISES)), OWNERS), 0.005, 0.035)


def _keeps_accounts(kind: IntArray, key: IntArray, registered: IntArray) -> IntArray:
    is_owner = np.isin(kind, (*OWNERS, JOB.cooperative))
    known = registered == REGISTERED.index("yes")
    unsure = registered == REGISTERED.index("don't know")
    # Without registration complete books are very rare; who does not know the one rarely knows the other.
    yes = np.where(known, _ACCOUNTS_IF_REGISTERED[kind], np.where(unsure, 0.02, 0.004)) * (kind != JOB.domestic)
    dont_know = np.where(is_owner, 0.01, np.where(unsure, 0.75, np.where(known, 0.12, 0.10)))
    dont_know = np.minimum(dont_know, 1 - yes)
    return pick("accounts", key, np.column_stack([yes, 1 - yes - dont_know, dont_know]))
