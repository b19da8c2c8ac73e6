"""Where people were born and where they lived five years ago: internal migration.

Flows between provinces are the generator's own choice and no published figure: towns, the capital and factory areas
draw people; origins are the populous rural provinces, those of the same zone first. Zones are the five of the
national surveys: Phnom Penh, plain, Tonle Sap, coast, plateau and mountain.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, pick, uniform
from labkit.synthetic.people.households import RELATIONS
from labkit.synthetic.provinces import PROVINCES, populations, province_values

__all__ = ["ABROAD", "MOVE_REASONS", "PLACES", "move_answers"]

PLACES = (*(p.name for p in PROVINCES), "abroad")
"""The 25 provinces, then ``"abroad"``."""
ABROAD = len(PROVINCES)
_AGE_ASKED = 5
MOVE_REASONS = ("work", "family moved", "marriage", "study", "land or housing", "other")
_WORK, _FAMILY, _MARRIAGE, _STUDY, _LAND, _OTHER = range(6)

_ZONES = {
    "Phnom Penh": ("Phnom Penh",),
    "plain": ("Kampong Cham", "Kandal", "Prey Veng", "Svay Rieng", "Takeo", "Tboung Khmum"),
    "Tonle Sap": (
        "Banteay Meanchey", "Battambang", "Kampong Chhnang", "Kampong Thom", "Oddar Meanchey", "Pailin", "Pursat",
        "Siem Reap",
    ),
    "coast": ("Kampot", "Kep", "Koh Kong", "Preah Sihanouk"),
    "plateau and mountain": (
        "Kampong Speu", "Kratie", "Mondul Kiri", "Preah Vihear", "Ratanak Kiri", "Stung Treng",
    ),
}  # fmt: skip
# People born abroad or back from abroad live near the borders more often.
_BORDER = ("Banteay Meanchey", "Battambang", "Oddar Meanchey", "Pailin", "Svay Rieng", "Koh Kong")
_FRONTIER = ("Mondul Kiri", "Ratanak Kiri", "Stung Treng", "Preah Vihear", "Oddar Meanchey", "Pailin", "Koh Kong")
_AROUND_THE_CAPITAL = ("Kandal", "Kampong Speu", "Preah Sihanouk")  # and on the coast: homes of factory workers
_OWN_MOVE = dict(zip(RELATIONS, (0.0, 0.055, 0.01, 0.03, 0.13, 0.30), strict=True))


def _origins() -> FloatArray:
    """Return, for each province of residence (row), the weight of each place of origin (column)."""
    zone = np.array([next(i for i, names in enumerate(_ZONES.values()) if p.name in names) for p in PROVINCES])
    same = np.where(zone[:, None] == zone[None, :], 3.0, 1.0)
    leaving = populations() * (1.15 - province_values("urban"))
    weights = same * leaving
    np.fill_diagonal(weights, 0.0)
    border = np.array([0.05 if p.name in _BORDER else 0.02 for p in PROVINCES])
    return np.column_stack([weights, border * weights.sum(axis=1)])


def move_answers(people: Columns, household_ids: IntArray) -> Columns:
    """Return where people were born and lived five years ago, and when and why they last moved to this province.

    `born_in_province` and `province_5_years_ago` are codes in `PLACES` (the latter -1 below age five). The last move
    within five years, by people of any age, has `moved_from` (code in `PLACES`), `months_since_move` and
    `reason_for_move` (code in `MOVE_REASONS`). Who left and has come back since is at home by both questions of a
    census, but not by the survey's.

    A household that has moved brought its older members with it, those younger than the move were born where it
    lives now. Spouses, parents and other relatives may also have come on their own.
    """
    age, key, home = people["age"], people["key"], people["province"]
    head = np.searchsorted(people["household"], np.arange(len(household_ids)))
    moved = uniform("household moved", household_ids) < _moved_chance(people, head)
    years = -14.0 * np.log(uniform("years since move", household_ids))
    origins = _origins()
    origin = pick("origin", household_ids, origins[home[head]])
    # Who has come alone: an own origin, and at most as many years ago as the person has lived since childhood.
    alone = uniform("came alone", key) < _alone_chance(people)
    since = np.where(alone, 0.3 + uniform("years alone", key) * np.clip(age - 14, 0, 25), years[people["household"]])
    came = alone | moved[people["household"]]
    from_place = np.where(alone, pick("own origin", key, origins[home]), origin[people["household"]])
    before = came & (age > since)
    # Some were born in a third place: earlier moves of the family.
    elsewhere = before & (uniform("earlier move", key) < 0.12)
    birthplace = np.where(before, from_place, home)
    birthplace = np.where(elsewhere, pick("birthplace", key, origins[home]), birthplace)
    place_then = np.where(before & (since < _AGE_ASKED), from_place, home)
    recent = before & (since < _AGE_ASKED)
    then = _with_returns(place_then, origins[home], key, age)
    returned = then != place_then
    moved_from = np.where(returned, then, np.where(recent, from_place, -1))
    months = np.floor(12 * np.where(returned, _AGE_ASKED * uniform("years since return", key), since))
    return {
        "born_in_province": birthplace,
        "province_5_years_ago": np.where(age < _AGE_ASKED, -1, then),
        "moved_from": moved_from,
        "months_since_move": np.where(moved_from >= 0, np.clip(months, 0, 12 * _AGE_ASKED - 1), np.nan),
        "reason_for_move": np.where(moved_from >= 0, _reason(people, alone), -1),
    }


def _reason(people: Columns, alone: NDArray[np.bool_]) -> IntArray:
    """Return why people moved: who came along followed the family, who came alone came to work, marry or study."""
    age, spouse = people["age"], people["relation"] == RELATIONS.index("spouse")
    child = age < 15
    chances = np.zeros((len(age), len(MOVE_REASONS)))
    head = people["relation"] == RELATIONS.index("head")
    chances[:, _WORK] = np.where(child, 0.0, np.where(alone | head, 0.62, 0.15))
    chances[:, _FAMILY] = np.where(child, 0.95, np.where(alone | head, 0.06, 0.75))
    chances[:, _MARRIAGE] = np.where(child, 0.0, np.where(alone & spouse, 2.5, 0.08))
    chances[:, _STUDY] = np.where((age >= 15) & (age < 28), 0.10, 0.0)
    chances[:, _LAND] = np.where(child, 0.0, 0.08)
    chances[:, _OTHER] = 0.05
    return pick("reason for move", people["key"], chances)


def _moved_chance(people: Columns, head: IntArray) -> FloatArray:
    capital = people["province"][head] == PLACES.index("Phnom Penh")
    frontier = np.isin(people["province"][head], [PLACES.index(name) for name in _FRONTIER])
    chance = 0.07 + 0.07 * people["urban"][head] + 0.02 * people["area_factory"][head]
    around = np.isin(people["province"][head], [PLACES.index(name) for name in _AROUND_THE_CAPITAL])
    chance = np.clip(chance + 0.22 * capital + 0.14 * frontier + 0.10 * around, 0.02, 0.6)
    # Young families move more than the old, who settled long ago or never left.
    result: FloatArray = chance * np.interp(people["age"][head], (30, 60, 80), (1.3, 1.0, 0.8))
    return result


def _alone_chance(people: Columns) -> FloatArray:
    place = 1.0 + 1.2 * people["urban"] + 0.5 * np.clip(people["area_factory"], 0, 2)
    grown = np.interp(people["age"], (14, 18, 60), (0.0, 1.0, 0.7))
    chance: FloatArray = np.array(list(_OWN_MOVE.values()))[people["relation"]] * place * grown
    return np.minimum(chance, 0.6)


def _with_returns(place: IntArray, origins: FloatArray, key: IntArray, age: IntArray) -> IntArray:
    """Return the place five years ago, with those who have come back since: they were elsewhere, or abroad."""
    back = uniform("came back", key) < np.interp(age, (14, 18, 40, 60), (0.001, 0.012, 0.010, 0.002))
    abroad = uniform("came back from abroad", key) < 0.45
    elsewhere = np.where(abroad, ABROAD, pick("place five years ago", key, origins))
    return np.where(back, elsewhere, place)
