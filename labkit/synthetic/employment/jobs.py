"""What kind of job each worker has: seventeen kinds, from civil servant to contributing family worker.

A multinomial logit chooses the kind: heads first, then spouses, then the others, because a contributing family
worker needs a head or spouse who runs a farm or business.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, pick
from labkit.synthetic.calibrated import by_sex

__all__ = ["JOB", "JOBS", "JOB_EQUATION", "OWNERS", "job_kinds", "table_by_job"]

JOBS = (
    "government",
    "state enterprise",
    "organisation",
    "factory",
    "workshop",
    "construction",
    "farm labour",
    "trade and services",
    "modern services",
    "domestic",
    "farmer",
    "trader",
    "artisan",
    "employer",
    "family worker",
    "cooperative",
    "unclassified",
)
JOB = SimpleNamespace(**{name.replace(" ", "_"): code for code, name in enumerate(JOBS)})
"""Codes of `JOBS` by name: ``JOB.farmer``."""

OWNERS = (JOB.farmer, JOB.trader, JOB.artisan, JOB.employer)
"""Kinds of job whose holder runs the unit, and whose family may help in it."""

_FEATURES = (
    "urban", "young", "old", "education", "higher", "factory", "farm", "town", "building",
    "family farm", "family business", "spouse", "attending",
)  # fmt: skip
JOB_EQUATION: dict[str, dict[str, float]] = {
    "government": {"urban": 0.2, "young": -1.2, "old": -0.8, "education": 0.95, "higher": 0.8, "town": 0.9},
    "state enterprise": {"urban": 0.8, "young": -0.6, "old": -0.8, "education": 0.4, "higher": 0.6, "town": 0.8},
    "organisation": {"urban": 0.7, "education": 0.4, "higher": 0.9, "town": 0.6, "old": -0.5},
    "factory": {"urban": 0.1, "young": 0.8, "old": -2.5, "education": -0.1, "higher": -1.0, "factory": 1.0},
    "workshop": {"urban": 0.3, "young": 0.3, "old": -0.8, "factory": 0.4},
    "construction": {"urban": -0.3, "young": 0.1, "old": -1.2, "education": -0.3, "building": 1.0},
    "farm labour": {"urban": -1.2, "old": -0.2, "education": -0.5, "farm": 0.6, "family farm": 0.4},
    "trade and services": {"urban": 0.7, "young": 0.8, "old": -0.9, "education": 0.15, "town": 0.5},
    "modern services": {"urban": 1.2, "young": 0.1, "old": -1.0, "education": 0.6, "higher": 0.9, "town": 0.7},
    "domestic": {"urban": 0.7, "young": 0.2, "education": -0.4},
    "farmer": {
        "urban": -1.9, "young": -1.0, "old": 0.7, "education": -0.35, "farm": 1.0, "family farm": 0.5,
        "attending": -1.0,
    },
    "trader": {
        "urban": 0.5, "young": -0.8, "old": 0.1, "town": 0.4, "family business": 0.4, "attending": -0.5,
    },
    "artisan": {"urban": 0.1, "young": -0.8, "old": 0.1, "education": -0.15, "attending": -0.5},
    "employer": {
        "urban": 0.6, "young": -2.0, "old": 0.2, "education": 0.25, "town": 0.3, "family business": 0.3,
    },
    "family worker": {
        "young": 1.0, "old": -0.2, "education": -0.1, "farm": 0.3, "family farm": 0.9,
        "family business": 0.6, "spouse": 0.7, "attending": 1.2,
    },
    "cooperative": {"urban": -0.5, "farm": 0.3},
    "unclassified": {},
}  # fmt: skip
"""Coefficients of the multinomial logit that chooses the kind of job, beside the calibrated levels by sex.

`young` is below 25, `old` 55 and above, `education` the level from 0 to 4, `higher` the highest one; `factory`, `farm`,
`town` and `building` are the character of the enumeration area; `family farm` and `family business` are run by the head
or spouse.
"""
_COEFFICIENTS = np.array([[JOB_EQUATION[job].get(f, 0.0) for f in _FEATURES] for job in JOBS])
_NEVER = -1e9


def table_by_job(rows: Mapping[str, float | tuple[float, ...]]) -> FloatArray:
    """Return a table with one row (or number) per kind of job, in the order of `JOBS`.

    Examples
    --------
    >>> table_by_job({job: 1.0 for job in JOBS}).shape
    (17,)
    """
    return np.array([rows[job] for job in JOBS], dtype=np.float64)


def job_kinds(people: Columns, households: int) -> tuple[IntArray, IntArray]:
    """Return each worker's kind of job and who runs the unit that family workers help in.

    Parameters
    ----------
    people
        Columns by person, among them `employed`, `education`, `attending` and the area's character.
    households
        Number of households.

    Returns
    -------
    kind, owner
        `kind`: code in `JOBS`, -1 without a job. `owner`: position of the person who runs the unit: for family
        workers the head or spouse, for everybody else the person alone.
    """
    kind = np.full(len(people["key"]), -1)
    owner_of = np.full(households, -1)
    for stage in (people["relation"] == 0, people["relation"] == 1, people["relation"] >= 2):
        rows = np.flatnonzero(stage & people["employed"])
        kind[rows] = _choose(people, rows, kind, owner_of)
        _note_owners(people, rows[people["relation"][rows] < 2], kind, owner_of)
    owner = np.arange(len(kind))
    helping = kind == JOB.family_worker
    owner[helping] = owner_of[people["household"][helping]]
    return kind, owner


def _note_owners(people: Columns, rows: IntArray, kind: IntArray, owner_of: IntArray) -> None:
    """Remember heads, then spouses, who run a farm or business."""
    running = rows[np.isin(kind[rows], OWNERS)]
    household = people["household"][running]
    free = owner_of[household] < 0
    owner_of[household[free]] = running[free]


def _choose(people: Columns, rows: IntArray, kind: IntArray, owner_of: IntArray) -> IntArray:
    owner = owner_of[people["household"][rows]]
    family = np.where(owner >= 0, kind[owner], -1)
    level = np.array(by_sex("jobs"))[people["female"][rows].astype(int)]
    utility = level + _features(people, rows, family) @ _COEFFICIENTS.T
    utility[_excluded(people, rows, family)] = _NEVER
    utility -= utility.max(axis=1, keepdims=True)
    return pick("job", people["key"][rows], np.exp(utility))


def _features(people: Columns, rows: IntArray, family: IntArray) -> FloatArray:
    age, education = people["age"][rows], people["education"][rows]
    return np.column_stack(
        [
            people["urban"][rows],
            age < 25,
            age >= 55,
            education,
            education == 4,
            people["area_factory"][rows],
            people["area_farm"][rows],
            people["area_town"][rows],
            people["area_building"][rows],
            family == JOB.farmer,
            np.isin(family, (JOB.trader, JOB.artisan, JOB.employer)),
            people["relation"][rows] == 1,
            people["attending"][rows] == 1,
        ]
    ).astype(np.float64)


def _excluded(people: Columns, rows: IntArray, family: IntArray) -> NDArray[np.bool_]:
    """Return which kinds of job a person cannot have: too young, retired, no family unit."""
    age, education = people["age"][rows], people["education"][rows]
    out = np.zeros((len(rows), len(JOBS)), dtype=bool)
    public = (age < 18) | (age >= 63) | (education < 1)
    out[:, [JOB.government, JOB.state_enterprise]] = public[:, None]
    out[:, [JOB.organisation, JOB.modern_services, JOB.employer]] = (age < 18)[:, None]
    out[:, JOB.factory] = age >= 58
    out[:, JOB.family_worker] = family < 0
    return out
