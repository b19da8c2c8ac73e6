"""Ties to other countries: citizenship, members of the household who are abroad, who has come back, remittances.

The survey asks those who stayed. Households that left as a whole are not asked, so it finds fewer people abroad than
the labour ministry, which said about 1.2 million for 2019. Where people leave from follows a published survey of
workers in Thailand (see `labkit.synthetic.recruitment.villages.ORIGINS`); all other levels are the generator's own
choice.
"""

from __future__ import annotations

import numpy as np

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, normal, pick, uniform
from labkit.synthetic.employment.work import WORKING_AGE
from labkit.synthetic.people.moves import ABROAD
from labkit.synthetic.provinces import PROVINCES, populations
from labkit.synthetic.recruitment.villages import ORIGINS

__all__ = ["CITIZENSHIPS", "COUNTRIES", "abroad_answers"]

CITIZENSHIPS = ("Cambodia", "Viet Nam", "China", "other country")
COUNTRIES = ("Thailand", "Republic of Korea", "Malaysia", "Japan", "other country")
_THAILAND, _KOREA = 0, 1
_COUNTRY = np.array([0.90, 0.045, 0.02, 0.012, 0.023])
_OF_CITIZENS = np.array([0.996, 0.002, 0.001, 0.001])
_BORN_ABROAD = np.array([0.78, 0.14, 0.05, 0.03])
_HOUSEHOLDS_WITH = 0.175  # share of households with a member abroad, on average
_NUMBER = np.array([0.62, 0.29, 0.09])  # one, two, three of them
_SENDS = 0.84
_SENT = (4_600_000.0, 0.75)  # riel a year by a member in Thailand: median, spread of the logarithm
_BY_COUNTRY = np.array([1.0, 4.5, 1.3, 4.0, 2.5])
_MONTHS_ASKED = 120


def abroad_answers(people: Columns, household_ids: IntArray) -> Columns:
    """Return the answers about other countries.

    Parameters
    ----------
    people
        Columns by person, among them `born_in_province` and `province_5_years_ago`.
    household_ids
        Identifiers of the households, in the order of `people`.

    Returns
    -------
    dict of numpy.ndarray
        `citizenship` (code in `CITIZENSHIPS`); of the household `members_abroad` (a number), `members_abroad_country`
        (code in `COUNTRIES`, -1 without any) and `remittances_received` (riel in the last 12 months, 0 for none); of
        persons of working age `lived_abroad` (1 yes, 0 no), and of those who did `returned_from` (code in
        `COUNTRIES`) and `months_since_return`.
    """
    household, key = people["household"], people["key"]
    leaving = _leaving()[people["province"]]
    members, country, received = _household(people, household_ids, leaving)
    born_abroad = people["born_in_province"] == ABROAD
    citizenship = pick("citizenship", key, np.where(born_abroad[:, None], _BORN_ABROAD, _OF_CITIZENS))
    return {
        "citizenship": citizenship,
        "members_abroad": members[household].astype(np.float64),
        "members_abroad_country": np.where(members > 0, country, -1)[household],
        "remittances_received": received[household],
    } | _returned(people, leaving)


def _leaving() -> FloatArray:
    """Return how much more often than on average people of each province go abroad."""
    share = np.array([ORIGINS[p.name] for p in PROVINCES]) / 100
    relative: FloatArray = np.clip(share / (populations() / populations().sum()), 0.15, 3.5)
    return relative


def _household(people: Columns, ids: IntArray, leaving: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
    head = np.searchsorted(people["household"], np.arange(len(ids)))
    place = leaving[head] * np.where(people["urban"][head] == 1, 0.55, 1.2)
    old_enough = np.interp(people["age"][head], (25, 40, 50, 70), (0.5, 0.9, 1.5, 1.2))
    has = uniform("member abroad", ids) < np.minimum(_HOUSEHOLDS_WITH * place * old_enough, 0.7)
    members = np.where(has, 1 + pick("members abroad", ids, _NUMBER), 0)
    country = pick("country abroad", ids, _COUNTRY)
    median, spread = _SENT
    each = median * _BY_COUNTRY[country] * np.exp(spread * normal("remittance", ids))
    sent = members * each * (uniform("sends", ids) < _SENDS)
    # A few receive money from relatives who were never members of this household.
    relatives = (members == 0) & (uniform("relatives send", ids) < 0.04)
    sent = np.where(relatives, 0.3 * each, sent)
    step = np.where(sent < 1_000_000, 50_000.0, 100_000.0)
    received: FloatArray = np.rint(sent / step) * step
    return members, country, received


def _returned(people: Columns, leaving: FloatArray) -> Columns:
    key, age = people["key"], people["age"]
    adult = age >= WORKING_AGE
    chance = np.interp(age, (15, 18, 25, 35, 50, 65), (0.0, 0.01, 0.06, 0.07, 0.03, 0.004)) * leaving
    recent = people["province_5_years_ago"] == ABROAD
    lived = adult & (recent | (uniform("lived abroad", key) < chance))
    years = np.where(recent, 5.0, 10.0) * uniform("since return", key) ** 1.3
    return {
        "lived_abroad": np.where(adult, lived.astype(np.int64), -1),
        "returned_from": np.where(lived, pick("returned from", key, _COUNTRY), -1),
        "months_since_return": np.where(lived, np.minimum(np.floor(12 * years), _MONTHS_ASKED - 1), np.nan),
    }
