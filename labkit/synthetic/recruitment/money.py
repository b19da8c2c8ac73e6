"""What the workers paid for the job, how they financed it, and what they earned. Amounts in US dollars."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._draws import Draws
from labkit.synthetic._uniform import Columns, FloatArray, IntArray

__all__ = ["COSTS", "DEBT_SOURCES", "cost_answers", "debt_answers", "earnings"]

COSTS = ("cost_agency", "cost_documents", "cost_transport", "cost_training", "cost_medical", "cost_other")
DEBT_SOURCES = ("relatives or friends", "bank or microfinance", "moneylender", "employer or broker")

# By destination: Cambodia, Thailand, Republic of Korea, Malaysia, Japan, other country.
# Fee by channel: licensed agency, government programme, broker, relatives, on their own.
_AGENCY = np.array(
    [
        [30, 0, 20, 0, 0],
        [230, 0, 110, 0, 0],
        [0, 60, 600, 0, 0],
        [220, 0, 260, 0, 0],
        [2_300, 0, 2_800, 0, 0],
        [380, 0, 420, 0, 0],
    ],
    dtype=np.float64,
)
_PASSPORT = np.array([0, 150, 210, 150, 260, 170], dtype=np.float64)
_BORDER_PASS = 45.0
_TRANSPORT = np.array([12, 45, 420, 130, 430, 330], dtype=np.float64)
_WITHOUT_PAPERS = 35.0  # guides and drivers across the border
_TRAINING = np.array([0, 40, 260, 60, 650, 70], dtype=np.float64)
_TRAINED = np.array([0, 0.10, 0.85, 0.40, 0.95, 0.40])
_MEDICAL = np.array([0, 28, 60, 45, 70, 55], dtype=np.float64)
_OTHER = np.array([6, 20, 90, 35, 160, 60], dtype=np.float64)
_OTHER_PAID = np.array([0.30, 0.50, 0.80, 0.60, 0.85, 0.60])
_SPREAD = {"agency": 0.45, "documents": 0.35, "transport": 0.40, "training": 0.40, "medical": 0.35, "other": 0.70}

# Earnings by destination and sector: agriculture, fishing, construction, manufacturing, domestic work, services.
_EARNINGS = np.array(
    [
        [140, 150, 190, 195, 120, 180],
        [240, 290, 300, 310, 250, 270],
        [1_380, 1_450, 1_550, 1_480, 1_300, 1_350],
        [270, 300, 320, 310, 250, 280],
        [1_020, 1_050, 1_150, 1_090, 1_000, 1_020],
        [350, 420, 480, 450, 380, 430],
    ],
    dtype=np.float64,
)
_WOMEN, _SCHOOL, _PAPERS, _EARNINGS_SPREAD = -0.12, 0.04, 0.10, 0.32
_UNPAID = np.array([0.004, 0.006, 0.03])  # earned nothing in the month, by documents (papers, temporary, none)
_NOT_ANSWERED = 0.04
_PRICES = 0.04  # growth of costs and earnings a year


def cost_answers(people: Columns, luck: Draws) -> Columns:
    """Return the six components of the cost, as the worker or the family paid them (0 is an answer).

    Parameters
    ----------
    people
        What `worker_answers` returns.
    luck
        Random numbers of these workers.
    """
    destination, documents = people["destination"], people["documents"]
    passport, papers = documents == 0, np.isin(documents, [0, 1])
    medians = {
        "agency": _AGENCY[destination, people["channel"]],
        "documents": np.select([passport, papers], [_PASSPORT[destination], _BORDER_PASS], default=0.0),
        "transport": _TRANSPORT[destination] + np.where(documents == 2, _WITHOUT_PAPERS, 0.0),
        "training": _TRAINING[destination] * (luck.uniform("trained") < _TRAINED[destination]),
        "medical": _MEDICAL[destination] * (passport & (luck.uniform("examined") < 0.8)),
        "other": _OTHER[destination] * (luck.uniform("other paid") < _OTHER_PAID[destination]),
    }
    commuter = people["commutes"] == 0
    costs: Columns = {}
    for name, median in medians.items():
        effect = people["cost_effect"] + _PRICES * (people["year"] - 2018) + _SPREAD[name] * luck.normal(name)
        amount = median * np.exp(effect) * np.where(commuter, 0.4, 1.0) * _own_part(people, name)
        costs[f"cost_{name}"] = _as_told(amount)
    return costs


def _own_part(people: Columns, component: str) -> FloatArray:
    """Return the part of a component that the worker paid: an employer who pays part pays fees and the doctor."""
    part = np.where(people["employer_paid"] == 1, 0.0 if component in ("agency", "medical") else 0.6, 1.0)
    own: FloatArray = np.where(people["employer_paid"] == 0, 0.0, part)
    return own


def _as_told(amount: FloatArray) -> FloatArray:
    """Round an amount as people do: to 5, 10 or 50 dollars."""
    step = np.select([amount < 100, amount < 1000], [5.0, 10.0], default=50.0)
    told: FloatArray = np.rint(amount / step) * step
    return told


def debt_answers(people: Columns, total: FloatArray, luck: Draws) -> Columns:
    """Return whether money was borrowed for the cost, how much (not a number: not asked) and from whom (-1).

    Parameters
    ----------
    people, luck
        As for `cost_answers`.
    total
        Sum of the components.
    """
    odds = -1.3 + 0.75 * np.log(np.maximum(total, 1) / 100) - 0.12 * people["education"]
    amount = np.rint(total * (0.35 + 0.65 * luck.uniform("part borrowed")) / 10) * 10
    borrowed = (luck.uniform("borrowed") < 1 / (1 + np.exp(-odds))) & (amount > 0) & (amount <= total)
    large = (total > 500)[:, None]
    chances = np.where(large, [0.30, 0.45, 0.15, 0.10], [0.45, 0.12, 0.20, 0.23])
    return {
        "debt": np.where(borrowed, 0, 1),
        "debt_amount": np.where(borrowed, amount, np.nan),
        "debt_source": np.where(borrowed, luck.pick("lender", chances), -1),
    }


def earnings(people: Columns, luck: Draws) -> FloatArray:
    """Return the net earnings of a month of the first job away; 0 if nothing was paid, not a number if not told.

    Parameters
    ----------
    people, luck
        As for `cost_answers`.
    """
    documents: IntArray = people["documents"]
    # Pay in Cambodia does not depend on papers; whoever was not asked for them has what is needed.
    without: NDArray[np.bool_] = documents == 2
    effect = (
        np.where(people["sex"] == 0, _WOMEN, 0.0)
        + _SCHOOL * (people["education"] - 1)
        + np.where(documents == 0, _PAPERS, 0.0)
        + people["pay_effect"]
        + _PRICES * (people["year"] - 2018)
        + _EARNINGS_SPREAD * luck.normal("earnings")
    )
    amount = np.rint(_EARNINGS[people["destination"], people["sector"]] * np.exp(effect) / 10) * 10
    chance = np.where(without, _UNPAID[2], _UNPAID[np.clip(documents, 0, 1)])
    amount = np.where(luck.uniform("unpaid") < chance, 0.0, amount)
    return np.where(luck.uniform("earnings told") < _NOT_ANSWERED, np.nan, amount)
