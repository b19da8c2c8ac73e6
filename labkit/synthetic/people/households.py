"""Who lives in a household: head, spouse, children, parents, other relatives, with sex and age.

Each household has 16 places; a place is filled or empty as a function of the household's number. Ages follow
from the mother's age, so that spouses, parents and children are plausible to one another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns, FloatArray, IntArray, normal, uniform

__all__ = ["RELATIONS", "members"]

RELATIONS = ("head", "spouse", "child", "parent", "other relative", "not related")
_HEAD, _SPOUSE, _CHILD, _PARENT, _OTHER, _UNRELATED = range(6)

_PLACES = 16
_CHILDREN = range(2, 8)
_RELATION_OF_PLACE = np.array([_HEAD, _SPOUSE] + [_CHILD] * 6 + [_PARENT] * 2 + [_OTHER] * 6)
_HEAD_AGE = ((0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0), (19, 25, 31.5, 39, 47, 57.5, 72, 87))
_STAYS_AT_HOME = ((0, 15, 18, 22, 26, 30, 40), (0.975, 0.95, 0.88, 0.72, 0.50, 0.31, 0.15))

Bools = NDArray[np.bool_]


class _Places:
    """The 16 places of each household while they are being filled."""

    def __init__(self, ids: IntArray) -> None:
        self.ids = ids
        self.age = np.full((len(ids), _PLACES), -1.0)
        self.female = np.zeros((len(ids), _PLACES), dtype=bool)

    def fill(self, place: int, where: Bools, age: FloatArray, female: Bools) -> None:
        """Put a person into a place of the households `where` (and only for ages that people reach)."""
        there = where & (age >= 0)
        self.age[there, place] = np.minimum(np.floor(age[there]), 97)
        self.female[:, place] = female

    def there(self, place: int) -> Bools:
        result: Bools = self.age[:, place] >= 0
        return result


def members(ids: IntArray, urban: FloatArray, factory: FloatArray) -> Columns:
    """Return the members of households, in household order.

    Parameters
    ----------
    ids
        Numbers of the households.
    urban
        1.0 where the household is in an urban area.
    factory
        The area's factory effect: factory areas have more young people who share a room.

    Returns
    -------
    dict of numpy.ndarray
        By person: `household` (position in `ids`), `key` (the number that the person's own draws come from),
        `relation` (code in `RELATIONS`), `female`, `age` (completed years).

    Examples
    --------
    >>> import numpy as np
    >>> people = members(np.arange(1000), np.zeros(1000), np.zeros(1000))
    >>> sorted(people)
    ['age', 'female', 'household', 'key', 'relation']
    >>> int((people["relation"] == 0).sum())
    1000
    """
    places = _Places(ids)
    sharing = uniform("sharing", ids) < np.clip(0.012 + 0.05 * urban + 0.02 * factory, 0, 0.2)
    married = _fill_couple(places, sharing)
    mother_age = _mother_age(places)
    _fill_children(places, mother_age, married & ~sharing)
    _fill_parents(places, ~sharing)
    _fill_young_families(places, ~sharing)
    _fill_other_relatives(places, sharing)
    household, place = np.nonzero(places.age >= 0)
    # Who shares a room is not related; in some families a lodger, a helper or an apprentice lives.
    unrelated = uniform("unrelated", ids) < 0.06 + 0.08 * urban
    return {
        "household": household,
        "key": ids[household] * _PLACES + place,
        "relation": np.where((place >= 14) & (sharing | unrelated)[household], _UNRELATED, _RELATION_OF_PLACE[place]),
        "female": places.female[household, place],
        "age": places.age[household, place].astype(np.int64),
    }


def _fill_couple(places: _Places, sharing: Bools) -> Bools:
    """Fill head and spouse; return where there has been a marriage (children are possible)."""
    ids = places.ids
    age = np.interp(uniform("head age", ids), *_HEAD_AGE)
    age = np.where(sharing, 18 + 13 * uniform("sharer age", ids), age)
    couple = (uniform("couple", ids) < np.interp(age, (20, 28, 55, 85), (0.75, 0.90, 0.84, 0.45))) & ~sharing
    single_woman = uniform("single woman", ids) < np.where(sharing, 0.58, 0.74)
    head_is_woman = np.where(couple, uniform("woman heads couple", ids) < 0.10, single_woman)
    gap = np.clip(2.8 + 3.3 * normal("age gap", ids), -7, 14)
    spouse_age = np.maximum(18, age + np.where(head_is_woman, gap, -gap))
    places.fill(0, np.ones(len(ids), dtype=bool), age, head_is_woman)
    places.fill(1, couple, spouse_age, ~head_is_woman)
    return couple | (uniform("was married", ids) < 0.8)


def _mother_age(places: _Places) -> FloatArray:
    """Return the age of the woman of the couple; of a man alone, his age less three years."""
    head, spouse = places.age[:, 0], places.age[:, 1]
    wife = np.where(places.there(1), spouse, head - 3)
    result: FloatArray = np.where(places.female[:, 0], head, wife)
    return result


def _fill_children(places: _Places, mother_age: FloatArray, parents: Bools) -> None:
    ids = places.ids
    wanted = 3.05 + 0.045 * np.clip(mother_age - 35, -8, 30) + 1.2 * normal("number of children", ids)
    at_birth = 19.0 + 7 * uniform("first birth", ids)
    for order, place in enumerate(_CHILDREN):
        if order:
            at_birth = at_birth + 1.6 + 3.4 * uniform(f"spacing {order}", ids)
        age = np.floor(mother_age - at_birth)
        girl = uniform(f"girl {order}", ids) < 0.488
        stays = np.interp(age, *_STAYS_AT_HOME) * np.where(girl | (age < 16), 1.0, 0.95)
        at_home = uniform(f"at home {order}", ids) < stays
        born = parents & (wanted > order + 0.5) & (at_birth < 46)
        places.fill(place, born & at_home, age, girl)


def _fill_parents(places: _Places, family: Bools) -> None:
    ids, head_age = places.ids, places.age[:, 0]
    one = family & (uniform("parent", ids) < np.interp(head_age, (25, 35, 50, 65), (0.24, 0.20, 0.15, 0.05)))
    both = one & (uniform("both parents", ids) < 0.30)
    mother = uniform("which parent", ids) < 0.78
    age = head_age + 19 + 12 * uniform("parent age", ids)
    older = np.where(mother, 3.0, -3.0)
    places.fill(8, one & (age <= 96), age, mother)
    places.fill(9, both & (age <= 92), age + older, ~mother)


def _fill_young_families(places: _Places, family: Bools) -> None:
    """Give some grown-up children a spouse and children; some grandchildren live there without their parents."""
    ids = places.ids
    grown = places.age[:, 2]
    in_law = family & (grown >= 21) & (uniform("in-law", ids) < 0.42)
    age = np.maximum(18, grown + 3 * normal("in-law age", ids))
    places.fill(10, in_law, age, ~places.female[:, 2])
    young_mother = np.where(places.female[:, 2], grown, places.age[:, 10])
    first = young_mother - 20 - 5 * uniform("first grandchild", ids)
    for place, younger in ((11, 0.0), (12, 3.5)):
        girl = uniform(f"granddaughter {place}", ids) < 0.49
        places.fill(place, in_law & (first - younger <= 14), first - younger, girl)
    left_behind = family & (places.age[:, 0] >= 47) & (uniform("left behind", ids) < 0.34)
    places.fill(13, left_behind, 13 * uniform("left behind age", ids), uniform("left behind sex", ids) < 0.49)


def _fill_other_relatives(places: _Places, sharing: Bools) -> None:
    ids, head_age = places.ids, places.age[:, 0]
    for place, chance in ((14, 0.16), (15, 0.06)):
        sharer = sharing & (uniform(f"sharer {place}", ids) < 4.2 * chance)
        relative = ~sharing & (uniform(f"relative {place}", ids) < chance)
        age = 7 + 26 * uniform(f"relative age {place}", ids)
        age = np.where(sharing, np.clip(head_age + 3 * normal(f"sharer age {place}", ids), 17, 34), age)
        woman = uniform(f"relative sex {place}", ids) < np.where(sharing, 0.58, 0.53)
        places.fill(place, sharer | relative, age, woman)
