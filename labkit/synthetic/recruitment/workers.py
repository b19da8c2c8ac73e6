"""The workers: who they are, where they went, how they found the job, and on what terms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._draws import Draws
from labkit.synthetic._uniform import Columns, FloatArray, IntArray
from labkit.synthetic.provinces import PROVINCES
from labkit.synthetic.recruitment.villages import Villages

__all__ = [
    "CHANNELS", "CONTRACTS", "DESTINATIONS", "DOCUMENTS", "EMPLOYER_PAID", "INTERVIEWS", "NOT_ASKED", "SECTORS",
    "SURVEY_YEAR", "WORK_STATUSES", "YES_NO", "destination_codes", "months_abroad", "worker_answers",
]  # fmt: skip

SURVEY_YEAR = 2019
NOT_ASKED = -1
YES_NO = ("yes", "no")
DESTINATIONS = ("Cambodia", "Thailand", "Republic of Korea", "Malaysia", "Japan", "other country")
SECTORS = ("agriculture", "fishing at sea", "construction", "manufacturing", "domestic work", "trade and services")
CHANNELS = ("licensed agency", "government programme", "broker", "relatives or friends", "on their own")
WORK_STATUSES = ("employee", "own-account worker")
DOCUMENTS = ("passport and work permit", "border pass or temporary papers", "none")
CONTRACTS = ("written", "oral", "none")
EMPLOYER_PAID = ("all", "part", "nothing")
INTERVIEWS = ("face to face, returned", "by telephone, still away")

_WEST = {
    "Banteay Meanchey", "Battambang", "Pailin", "Oddar Meanchey", "Siem Reap", "Pursat", "Koh Kong",
}  # fmt: skip
_BORDER = {"Banteay Meanchey", "Battambang", "Pailin", "Oddar Meanchey", "Koh Kong"}
# Chances by destination (Cambodia, Thailand, Korea, Malaysia, Japan, other); west and elsewhere.
_DESTINATION = np.array(
    [[0.07, 0.900, 0.015, 0.006, 0.003, 0.006], [0.19, 0.702, 0.057, 0.025, 0.010, 0.016]]
)  # fmt: skip
_WOMEN = np.array([0.62, 0.45, 0.27, 0.66, 0.45, 0.60])
# Chances by destination and sex (women first) of each of SECTORS.
_SECTOR = np.array(
    [
        [[0.05, 0, 0.04, 0.75, 0.06, 0.10], [0.12, 0, 0.40, 0.30, 0, 0.18]],
        [[0.24, 0, 0.22, 0.26, 0.10, 0.18], [0.25, 0.08, 0.36, 0.19, 0.01, 0.11]],
        [[0.35, 0, 0, 0.60, 0, 0.05], [0.22, 0.01, 0.07, 0.68, 0, 0.02]],
        [[0, 0, 0, 0.30, 0.60, 0.10], [0.10, 0, 0.10, 0.60, 0, 0.20]],
        [[0.25, 0, 0, 0.65, 0, 0.10], [0.30, 0, 0.25, 0.40, 0, 0.05]],
        [[0, 0, 0, 0.10, 0.80, 0.10], [0.05, 0.05, 0.50, 0.20, 0.02, 0.18]],
    ]
)
_CHANNEL = np.array(
    [
        [0.02, 0, 0.05, 0.55, 0.38],
        [0.17, 0, 0.37, 0.33, 0.13],
        [0, 0.95, 0.03, 0.02, 0],
        [0.78, 0, 0.12, 0.08, 0.02],
        [0.92, 0, 0.05, 0.03, 0],
        [0.55, 0, 0.20, 0.17, 0.08],
    ]
)
_NO_RECRUITER = np.array([0, 0, 0.12, 0.45, 0.43])  # own-account workers and commuters
# Documents in Thailand by channel; elsewhere nearly everybody has a passport.
_DOCUMENTS_THAILAND = np.array(
    [[0.95, 0.04, 0.01], [0.95, 0.04, 0.01], [0.30, 0.30, 0.40], [0.28, 0.34, 0.38], [0.22, 0.48, 0.30]]
)
_DOCUMENTS_ELSEWHERE = np.array([0.97, 0, 0.03])
_PASSPORT_KEPT = np.array([0, 0.20, 0.06, 0.40, 0.08, 0.45])  # by destination
_CONTRACT = np.array(
    [[0.88, 0.10, 0.02], [0.97, 0.02, 0.01], [0.16, 0.54, 0.30], [0.14, 0.58, 0.28], [0.12, 0.55, 0.33]]
)
_EMPLOYER_PAID = np.array(
    [[0.06, 0.14, 0.80], [0.02, 0.05, 0.93], [0.02, 0.06, 0.92], [0.04, 0.05, 0.91], [0.03, 0.04, 0.93]]
)
_EMPLOYER_PAID_MAID = np.array([0.25, 0.30, 0.45])  # domestic workers of agencies beyond Thailand
_EDUCATION = np.array([0.13, 0.45, 0.26, 0.13, 0.03])
_EDUCATION_EAST_ASIA = np.array([0.01, 0.12, 0.40, 0.40, 0.07])  # Korea and Japan test the language


def destination_codes(frame: Villages, village: IntArray, ids: IntArray) -> IntArray:
    """Return each worker's first destination, as a code in `DESTINATIONS`.

    Parameters
    ----------
    frame
        All villages.
    village
        Position of each worker's village in the frame.
    ids
        Numbers of the workers.
    """
    west = np.array([p.name in _WEST for p in PROVINCES])[frame.province[village]]
    return _luck(ids).pick("destination", _DESTINATION[np.where(west, 0, 1)])


def worker_answers(frame: Villages, village: IntArray, ids: IntArray) -> Columns:
    """Return all that does not involve money; -1 stands for "not asked".

    Parameters
    ----------
    frame, village, ids
        As for `destination_codes`.

    Returns
    -------
    dict of numpy.ndarray
        Codes by worker, and the effects of the village.
    """
    luck = _luck(ids)
    destination = destination_codes(frame, village, ids)
    man = (luck.uniform("sex") >= _WOMEN[destination]).astype(np.int64)
    year = 2017 + luck.pick("year", np.array([0.30, 0.34, 0.36]))
    east_asia = np.isin(destination, [2, 4])
    people: Columns = {
        "id": ids,
        "village": village,
        "destination": destination,
        "sex": man,  # 0 female, 1 male
        "year": year,
        "age": _age(luck, east_asia) + SURVEY_YEAR - year,
        "education": luck.pick("education", np.where(east_asia[:, None], _EDUCATION_EAST_ASIA, _EDUCATION)),
        "interview": (luck.uniform("interview") >= np.array([0.62, 0.50, 0.35])[year - 2017]).astype(np.int64),
        "sector": luck.pick("sector", _SECTOR[destination, man]),
        "cost_effect": frame.cost[village],
        "pay_effect": frame.pay[village],
    }
    people["work_status"] = _work_status(luck, people)
    border = np.array([p.name in _BORDER for p in PROVINCES])[frame.province[village]]
    people["commutes"] = _commutes(luck, people, border)
    people["channel"] = _channel(luck, people, frame.broker[village])
    _terms(luck, people)
    return people


def months_abroad(people: Columns, ids: IntArray) -> FloatArray:
    """Return how many months the first job abroad lasted, or has lasted so far (not a number within Cambodia).

    The interviews were in the last months of the survey's year: who is still away has been there since the start.
    """
    luck = _luck(ids)
    since = np.floor(12 * (SURVEY_YEAR - people["year"]) + 1 + 10 * luck.uniform("month of start"))
    stayed = np.floor(since * np.clip(0.08 + 0.9 * luck.uniform("stayed"), 0, 0.97)) + 1
    months: FloatArray = np.where(people["interview"] == 1, since, np.minimum(stayed, since))
    return np.where(people["destination"] > 0, months, np.nan)


def _luck(ids: IntArray) -> Draws:
    return Draws("recruitment", ids)


def _age(luck: Draws, east_asia: NDArray[np.bool_]) -> IntArray:
    """Return the age at the start of the first job away; Korea and Japan take nobody above 39."""
    spread = np.where(east_asia, 20, 32)
    return (18 + np.floor(spread * luck.uniform("age") ** 1.5)).astype(np.int64)


def _work_status(luck: Draws, people: Columns) -> IntArray:
    """Return 1 for people who went to work for themselves: mostly small traders in Thailand and in town."""
    chance = np.select(
        [people["destination"] >= 2, people["sector"] == 5, people["sector"] == 4],
        [0.0, np.where(people["destination"] == 0, 0.45, 0.30), 0.0],
        default=0.02,
    )
    return (luck.uniform("work status") < chance).astype(np.int64)


def _commutes(luck: Draws, people: Columns, border: NDArray[np.bool_]) -> IntArray:
    """Return 0 (yes) for people who cross the border every day or week, 1 (no) for the others."""
    possible = border & (people["destination"] == 1) & np.isin(people["sector"], [0, 5])
    commutes: IntArray = 1 - (possible & (luck.uniform("commutes") < 0.30)).astype(np.int64)
    return commutes


def _channel(luck: Draws, people: Columns, broker: FloatArray) -> IntArray:
    chances = _CHANNEL[people["destination"]].copy()
    alone = (people["work_status"] == 1) | (people["commutes"] == 0)
    chances[alone] = _NO_RECRUITER
    chances[:, 2] *= np.exp(broker)
    return luck.pick("channel", chances)


def _terms(luck: Draws, people: Columns) -> None:
    """Add documents, contract, social insurance and what the employer paid."""
    destination, channel = people["destination"], people["channel"]
    abroad, employee = destination > 0, people["work_status"] == 0
    chances = np.where((destination == 1)[:, None], _DOCUMENTS_THAILAND[channel], _DOCUMENTS_ELSEWHERE)
    documents = np.where(abroad, luck.pick("documents", chances), NOT_ASKED)
    kept = luck.uniform("passport") < _PASSPORT_KEPT[destination]
    people["documents"] = documents
    people["passport_kept"] = np.where((documents == 0) & employee, np.where(kept, 0, 1), NOT_ASKED)
    contract = luck.pick("contract", _CONTRACT[channel])
    people["contract"] = np.where(employee, contract, NOT_ASKED)
    chance = np.select(
        [np.isin(destination, [2, 4]), documents == 0, destination == 0, documents == 1],
        [0.90, np.where(contract == 0, 0.55, 0.25), np.where(contract == 0, 0.70, 0.15), 0.05],
        default=0.01,
    )
    people["social_insurance"] = np.where(
        employee, np.where(luck.uniform("insurance") < chance, 0, 1), NOT_ASKED
    ).astype(np.int64)
    maid = (people["sector"] == 4) & (destination > 2) & (channel == 0)
    paid = luck.pick("employer paid", np.where(maid[:, None], _EMPLOYER_PAID_MAID, _EMPLOYER_PAID[channel]))
    people["employer_paid"] = np.where(employee, paid, NOT_ASKED)
