"""A survey of workers who came back from abroad in 2025: how long they were away, with what papers, and what they owe.

They come from the villages of the recruitment survey (origins follow a published survey of workers in Thailand), and
exist as a function of a number: every draw is another sample of the same people. All levels are the generator's own
choice and no published figure. How many came back is not known: published counts run from 20,000 registered migrants
to more than 900,000 people.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.synthetic._draws import Draws, category, draw_number
from labkit.synthetic._uniform import Columns, FloatArray, IntArray
from labkit.synthetic.people.schooling import EDUCATION
from labkit.synthetic.provinces import PROVINCES
from labkit.synthetic.recruitment.sample import chosen_villages, village_chances
from labkit.synthetic.recruitment.villages import STRATA, Villages, villages

__all__ = ["COUNTRIES", "MONTHS_BACK", "PER_VILLAGE", "draw", "everybody", "truth"]

PER_VILLAGE = 8
_PER_WORKER = 3  # returnees of a village for each migrant worker of the recruitment survey's frame
COUNTRIES = ("Thailand", "Malaysia", "Republic of Korea", "other country")
_COUNTRY = np.array([0.95, 0.02, 0.015, 0.015])
MONTHS_BACK = ("June 2025 or before", "July 2025", "August 2025", "September 2025 or after")
_WHEN = np.array([0.10, 0.36, 0.42, 0.12])
_SECTORS = ("agriculture", "construction", "manufacturing", "domestic work", "trade and services")
_SECTOR = np.array([[0.28, 0.20, 0.24, 0.11, 0.17], [0.28, 0.38, 0.19, 0.01, 0.14]])  # women, men
_PAPERS = ("passport and work permit", "border pass or temporary papers", "none")
_YES_NO = ("yes", "no")
_BACK = ("yes", "no", "not decided")
_DEBTS = ("debt_recruitment", "debt_land_or_house", "debt_living")
_RATES = (
    "full_papers", "insured", "any_debt", "works_now", "wages_owed_by_employer", "away_a_year_or_more",
)  # fmt: skip


def draw(seed: int = 0) -> pd.DataFrame:
    """Return a sample of returned workers, one row per person.

    Villages are drawn with probability proportional to size within nine groups of provinces, then eight returnees at
    random in each. Weights are the inverse of the probability of selection.

    Parameters
    ----------
    seed
        Number of the sample, 0 or more. Sample 0 is the file that comes with labkit; the others are samples of the
        same people: who is met twice gives the same answers.

    Returns
    -------
    pandas.DataFrame
        1,120 rows; the columns are described in the data card, ``labkit.card("returnees")``.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> sample = draw(seed=1)
    >>> len(sample), int(sample["psu"].nunique())
    (1120, 140)
    """
    number = draw_number(seed, "draw")
    frame = villages()
    chance = village_chances(frame)
    chosen = chosen_villages(frame, chance, 10_000 + number)
    village, person = _everyone_in(frame, chosen)
    order = np.lexsort((Draws(f"returnees draw {number}", _ids(frame, village, person)).uniform("person"), village))
    first = np.searchsorted(village, chosen)
    rank = np.empty(len(village), dtype=np.int64)
    rank[order] = np.arange(len(village)) - np.repeat(first, _PER_WORKER * frame.workers[chosen])
    drawn = rank < PER_VILLAGE
    village, person = village[drawn], person[drawn]
    sample = _records(frame, village, person)
    within = PER_VILLAGE / (_PER_WORKER * frame.workers[village])
    sample.insert(list(sample).index("psu") + 1, "weight", 1 / (chance[village] * within))
    return sample


def everybody() -> pd.DataFrame:
    """Return the records of all returnees, without weights.

    Examples
    --------
    >>> len(everybody()) > 500_000
    True
    """
    frame = villages()
    return _records(frame, *_everyone_in(frame, np.arange(len(frame.psu))))


def _everyone_in(frame: Villages, chosen: IntArray) -> tuple[IntArray, IntArray]:
    counts = _PER_WORKER * frame.workers[chosen]
    village = np.repeat(chosen, counts)
    return village, np.arange(len(village)) - np.repeat(np.cumsum(counts) - counts, counts) + 1


def _ids(frame: Villages, village: IntArray, person: IntArray) -> IntArray:
    return frame.psu[village] * 1000 + person


def _records(frame: Villages, village: IntArray, person: IntArray) -> pd.DataFrame:
    ids = _ids(frame, village, person)
    people = _answers(frame, village, ids)
    yes_no = {name: category(1 - people[name], _YES_NO) for name in ("insured", "works_now", "looks_for_work")}
    columns: dict[str, Any] = {
        "person_id": ids,
        "province": category(frame.province[village], [p.name for p in PROVINCES]),
        "stratum": category(frame.stratum[village], STRATA),
        "psu": frame.psu[village],
        "sex": category(people["man"], ("female", "male")),
        "age": people["age"],
        "education": category(people["education"], EDUCATION, ordered=True),
        "country": category(people["country"], COUNTRIES),
        "months_abroad": people["months_abroad"],
        "month_of_return": category(people["when"], MONTHS_BACK, ordered=True),
        "sector": category(people["sector"], _SECTORS),
        "documents": category(people["documents"], _PAPERS),
        "full_papers": category((people["documents"] > 0).astype(np.int64), _YES_NO),
        "insured": yes_no["insured"],
        "monthly_earnings": people["earnings"],
        **{name: people[name] for name in _DEBTS},
        "wages_owed": people["wages_owed"],
        "children_with": people["children"],
        "works_now": yes_no["works_now"],
        "looks_for_work": category(np.where(people["works_now"] == 1, -1, 1 - people["looks_for_work"]), _YES_NO),
        "plans_to_go_back": category(people["back"], _BACK),
    }
    return pd.DataFrame(columns)


def _answers(frame: Villages, village: IntArray, ids: IntArray) -> Columns:
    luck = Draws("returnees", ids)
    man = (luck.uniform("sex") >= 0.47).astype(np.int64)
    documents = luck.pick("documents", np.array([0.38, 0.37, 0.25]))
    sector = luck.pick("sector", _SECTOR[man])
    months = np.clip(np.rint(np.exp(3.0 + 1.0 * luck.normal("months"))), 1, 240)
    insured = luck.uniform("insured") < np.where(documents == 0, 0.52, 0.05) * np.where(sector == 2, 1.3, 0.85)
    works = luck.uniform("works") < 0.31 + 0.05 * man - 0.04 * frame.broker[village]
    people: Columns = {
        "man": man,
        "age": (17 + np.floor(38 * luck.uniform("age") ** 1.4)).astype(np.int64),
        "education": luck.pick("education", np.array([0.14, 0.46, 0.26, 0.12, 0.02])),
        "country": luck.pick("country", _COUNTRY),
        "documents": documents,
        "sector": sector,
        "months_abroad": months,
        "when": luck.pick("when", _WHEN),
        "insured": insured.astype(np.int64),
        "works_now": works.astype(np.int64),
        "looks_for_work": (luck.uniform("looks") < 0.58).astype(np.int64),
        "back": luck.pick("back", np.array([0.33, 0.34, 0.33])),
        "children": luck.poisson("children", np.where(months > 24, 0.45, 0.12)).astype(np.float64),
    }
    level = np.exp(0.25 * luck.normal("earnings") + frame.pay[village] + np.where(documents == 0, 0.12, 0.0))
    by_country = np.array([330.0, 360.0, 1_600.0, 500.0])[people["country"]]
    people["earnings"] = np.rint(by_country * np.where(man == 1, 1.05, 0.94) * level / 10) * 10
    return people | _money(luck, people)


def _money(luck: Draws, people: Columns) -> dict[str, FloatArray]:
    """Return debts by kind, and wages that the last employer still owes (dollars; 0 for none)."""
    rush = np.isin(people["when"], (1, 2))
    recent = people["months_abroad"] <= 18
    kinds = {
        "debt_recruitment": (np.where(recent, 0.34, 0.08), 190.0, 0.7),
        "debt_land_or_house": (np.full(len(recent), 0.33), 3_800.0, 0.7),
        "debt_living": (np.full(len(recent), 0.30), 900.0, 0.9),
        "wages_owed": (np.where(rush, 0.36, 0.06), 0.0, 0.5),
    }
    amounts: dict[str, FloatArray] = {}
    for name, (chance, median, spread) in kinds.items():
        level = median if median else 0.7 * people["earnings"]
        amount = np.maximum(level * np.exp(spread * luck.normal(f"{name}, amount")), 10.0)
        step = np.where(amount < 1_000, 10.0, 50.0)
        amounts[name] = np.where(luck.uniform(name) < chance, np.rint(amount / step) * step, 0.0)
    return amounts


def truth() -> dict[str, Any]:
    """Return the rates of all returnees, in percent, and the mean of their debts in dollars by kind.

    Returns
    -------
    dict
        `persons`, `percent` (by name), `mean_debt` (dollars, of everybody, by kind), `province_percent`.
    """
    people = everybody()
    debt = people[list(_DEBTS)]
    flags = (
        people["full_papers"].eq("yes"),
        people["insured"].eq("yes"),
        debt.gt(0).any(axis=1),
        people["works_now"].eq("yes"),
        people["wages_owed"].gt(0),
        people["months_abroad"].ge(12),
    )
    provinces = 100 * people["province"].value_counts(normalize=True, sort=False)
    return {
        "persons": len(people),
        "percent": {name: round(100 * float(flag.mean()), 4) for name, flag in zip(_RATES, flags, strict=True)},
        "mean_debt": {name: round(float(debt[name].mean()), 2) for name in _DEBTS},
        "province_percent": {str(name): round(float(share), 2) for name, share in provinces.items()},
    }
