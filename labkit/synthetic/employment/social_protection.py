"""Membership of the National Social Security Fund (NSSF), and who pays when someone is ill.

The number of members agrees with the published 1.7 million of the end of 2019. A member is registered: for many of
them no contributions are paid, as in the published figures of 2022. Health cover is the generator's own choice.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from labkit.synthetic._uniform import Columns, IntArray, uniform
from labkit.synthetic.calibrated import constants
from labkit.synthetic.employment.jobs import JOB
from labkit.synthetic.employment.units import SIZES

__all__ = ["HEALTH_COVER", "health_cover", "nssf_member"]

HEALTH_COVER = ("none", "nssf", "equity card", "private", "other")
_NONE, _NSSF, _EQUITY, _PRIVATE, _OTHER = range(5)
_YES, _NO, _DONT_KNOW = range(3)
_FORMAL_UNIT = 0


def nssf_member(people: Columns, rows: IntArray) -> IntArray:
    """Return whether the employees `rows` are members: 0 yes, 1 no, 2 don't know.

    For whom the employer pays contributions is a member; of the others, chiefly those in formal and large units.
    """
    key, kind = people["key"][rows], people["kind"][rows]
    contributes = people["social_security"][rows] == _YES
    chance = expit(
        constants()["nssf membership"]
        + 3.0 * (people["sector"][rows] == _FORMAL_UNIT)
        + 0.6 * (people["size"][rows] >= SIZES.index("20-49"))
        + 0.7 * (kind == JOB.factory)
        - 1.5 * np.isin(kind, (JOB.domestic, JOB.farm_labour))
    )
    member = contributes | (uniform("nssf", key) < chance)
    unsure = ~contributes & (uniform("unsure of nssf", key) < np.where(member, 0.02, 0.05))
    return np.where(unsure, _DONT_KNOW, np.where(member, _YES, _NO)).astype(np.int64)


def health_cover(people: Columns, household_ids: IntArray) -> IntArray:
    """Return everybody's main health cover (code in `HEALTH_COVER`).

    NSSF for members, the surest being those with contributions; equity cards go to poor households as a whole;
    private insurance is bought by the better-off.
    """
    key, household = people["key"], people["household"]
    member, contributes = people["nssf_member"] == _YES, people["social_security"] == _YES
    nssf = member & (uniform("nssf health", key) < np.where(contributes, 0.97, 0.55))
    log_consumption = np.log(people["household_consumption"])
    poor = expit(-4.5 * (log_consumption - np.log(290_000.0)) + 0.4 * (1 - people["urban"]) - 0.2)
    equity = uniform("equity card", household_ids)[household] < np.minimum(poor, 0.8)
    rich = np.clip(0.02 + 0.06 * (log_consumption - np.log(560_000.0)), 0.002, 0.15)
    private = uniform("private cover", household_ids)[household] < rich
    other = uniform("other cover", key) < 0.006
    # Later lines win.
    cover = np.where(other, _OTHER, _NONE)
    cover = np.where(private, _PRIVATE, cover)
    cover = np.where(equity, _EQUITY, cover)
    return np.where(nssf, _NSSF, cover).astype(np.int64)
