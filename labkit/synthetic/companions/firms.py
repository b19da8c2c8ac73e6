"""A social security register, firm by firm: who is registered, and for whom contributions are really paid.

Registrations pile up: who leaves a firm stays on its list. Contributions are paid for people who work there now,
and not for all of them. That is why the register of end-2022 counts nearly two names per contributor. Only that ratio,
the share of women and the share of firms that pay are near published figures; the rest is the generator's own choice.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from labkit.synthetic._draws import Draws, category, draw_number
from labkit.synthetic._uniform import Columns, FloatArray, IntArray
from labkit.synthetic.employment.units import SIZES
from labkit.synthetic.provinces import PROVINCES, populations, province_values

__all__ = ["FIRMS", "INDUSTRIES", "draw", "truth"]

FIRMS = 5_000
_YEAR = 2022
_LARGEST = 9_000  # persons in one firm


class _Industry(NamedTuple):
    """`firms`: share of all firms; `staff`: median; `spread`: of log staff; `women`: share; `pay`: riel a month."""

    name: str
    firms: float
    staff: float
    spread: float
    women: float
    pay: float


_TABLE = (
    _Industry("A agriculture", 0.020, 25, 1.3, 0.42, 830_000),
    _Industry("B mining", 0.005, 15, 1.0, 0.15, 1_000_000),
    _Industry("C manufacturing", 0.240, 110, 1.6, 0.62, 1_000_000),
    _Industry("D electricity", 0.004, 20, 1.0, 0.18, 1_300_000),
    _Industry("E water supply", 0.004, 15, 1.0, 0.25, 1_000_000),
    _Industry("F construction", 0.080, 16, 1.2, 0.20, 1_050_000),
    _Industry("G trade", 0.225, 8, 1.1, 0.46, 950_000),
    _Industry("H transport", 0.050, 11, 1.2, 0.20, 1_050_000),
    _Industry("I accommodation and food", 0.120, 11, 1.1, 0.58, 850_000),
    _Industry("J information and communication", 0.030, 12, 1.2, 0.38, 1_500_000),
    _Industry("K finance", 0.040, 28, 1.4, 0.46, 1_600_000),
    _Industry("L real estate", 0.017, 9, 1.0, 0.40, 1_200_000),
    _Industry("M professional services", 0.040, 8, 1.0, 0.45, 1_450_000),
    _Industry("N support services", 0.045, 20, 1.3, 0.40, 900_000),
    _Industry("P education", 0.040, 14, 1.0, 0.52, 1_150_000),
    _Industry("Q health", 0.015, 14, 1.1, 0.58, 1_150_000),
    _Industry("S other services", 0.025, 6, 0.9, 0.52, 850_000),
)
INDUSTRIES = tuple(row.name for row in _TABLE)
_FROM = np.array([1, 5, 10, 20, 50])  # smallest firm in each of SIZES

_LEAVE = 0.09  # of a firm's staff, leave and are replaced each year; their names stay on the list
_LISTED = {"small": 0.72, "large": 0.93}  # share of today's staff that is registered
_COVERED = {"small": 0.66, "large": 0.90}  # share of registered staff for whom a paying firm pays
_PAYING = (0.62, 0.50)  # log odds that a firm pays at all: level, and slope on log staff
_FULL_YEAR = 0.72  # of paying firms, paid in every month


def draw(seed: int = 0) -> pd.DataFrame:
    """Return a register of firms: one row per firm.

    Parameters
    ----------
    seed
        Number of the draw, 0 or more. Draw 0 is the file that comes with labkit; the others are other registers
        made in the same way.

    Returns
    -------
    pandas.DataFrame
        5,000 rows; the columns are described in the data card, ``labkit.card("firms")``.

    Raises
    ------
    labkit.errors.OptionError
        If `seed` is not a whole number of 0 or more.

    Examples
    --------
    >>> firms = draw(seed=1)
    >>> len(firms)
    5000
    >>> bool((firms["contributing_employees"] <= firms["registered_employees"]).all())
    True
    """
    firms = _firms(draw_number(seed, "draw"))
    return pd.DataFrame(
        {
            "firm_id": np.arange(1, FIRMS + 1),
            "province": category(firms["province"], [p.name for p in PROVINCES]),
            "industry": category(firms["industry"], INDUSTRIES),
            "size": category(np.digitize(firms["staff"], _FROM) - 1, SIZES, ordered=True),
            "year_registered": firms["year"],
            "registered_employees": firms["registered_women"] + firms["registered_men"],
            "registered_women": firms["registered_women"],
            "contributing_employees": firms["contributing_women"] + firms["contributing_men"],
            "contributing_women": firms["contributing_women"],
            "months_paid": firms["months"],
            "wage_bill": firms["wages"],
        }
    )


def _firms(seed: int) -> Columns:
    """Return every firm's answers, with the staff that the register does not show."""
    luck = Draws(f"firms {seed}", np.arange(FIRMS))
    industry = luck.pick("industry", np.array([row.firms for row in _TABLE]))
    of = {field: np.array([getattr(row, field) for row in _TABLE])[industry] for field in ("staff", "spread")}
    women = np.array([row.women for row in _TABLE])[industry]
    drawn = np.exp(np.log(of["staff"]) + of["spread"] * luck.normal("staff"))
    staff = np.clip(np.rint(drawn), 1, _LARGEST).astype(np.int64)
    firms: Columns = {
        "industry": industry,
        "province": luck.pick("province", _province_weights()),
        "year": _year_registered(luck, staff),
    }
    # Small firms differ in their share of women; the largest factories employ mostly women.
    share = np.clip(women + 0.12 * luck.normal("women") + 0.02 * np.log(staff / 50) * (industry == 2), 0.02, 0.95)
    by_sex = {"women": luck.binomial("women's number", staff, share)}
    by_sex["men"] = staff - by_sex["women"]
    firms["staff"] = staff
    firms["months"] = _months_paid(luck, staff, firms["year"])
    women_lead = by_sex["women"] >= by_sex["men"]
    for sex, people in by_sex.items():
        # Every firm has a name on its list, and a firm that pays pays for somebody.
        at_least = (women_lead == (sex == "women")).astype(np.int64)
        listed = np.maximum(luck.binomial(f"listed {sex}", people, _by_size(_LISTED, staff)), at_least)
        gone = luck.poisson(f"gone {sex}", people * _LEAVE * (_YEAR - firms["year"]))
        paid = np.maximum(luck.binomial(f"paid {sex}", listed, _by_size(_COVERED, staff)), at_least)
        firms[f"listed_{sex}"] = listed
        firms[f"registered_{sex}"] = listed + gone
        firms[f"contributing_{sex}"] = np.where(firms["months"] > 0, paid, 0)
    pay = np.array([row.pay for row in _TABLE])[industry] * np.exp(0.22 * luck.normal("pay") - 0.025)
    contributing = firms["contributing_women"] + firms["contributing_men"]
    firms["wages"] = np.round(contributing * pay / 1e6, 2)
    return firms


def _by_size(shares: dict[str, float], staff: IntArray) -> FloatArray:
    """Return a share for every firm: between that of one person and that of 500 and more, on the log scale."""
    position = np.clip(np.log(staff) / np.log(500), 0, 1)
    result: FloatArray = shares["small"] + (shares["large"] - shares["small"]) * position
    return result


def _year_registered(luck: Draws, staff: IntArray) -> IntArray:
    """Return the year of registration, from 2008 on; large firms came first, small ones after 2015."""
    position = luck.uniform("year") ** np.where(staff >= 50, 1.0, 0.62)
    year: IntArray = np.minimum(2008 + np.floor(15 * position), _YEAR).astype(np.int64)
    return year


def _months_paid(luck: Draws, staff: IntArray, year: IntArray) -> IntArray:
    """Return the months of 2022 with contributions; a firm registered in 2022 cannot have paid in all of them."""
    level, slope = _PAYING
    pays = luck.uniform("pays") < 1 / (1 + np.exp(-(level + slope * np.log(staff))))
    some = 1 + np.floor(11 * luck.uniform("months")).astype(np.int64)
    months = np.where((luck.uniform("full year") < _FULL_YEAR) & (year < _YEAR), 12, some)
    return np.where(pays, months, 0).astype(np.int64)


def _province_weights() -> FloatArray:
    """Return where registered firms are: in towns, and where factories are."""
    urban = province_values("urban")
    weights: FloatArray = populations() * (0.05 + urban**2.5) * np.exp(0.4 * province_values("factory"))
    return weights


def truth(seed: int = 0) -> dict[str, Any]:
    """Return what the register does not show: why names are more than contributors.

    Parameters
    ----------
    seed
        Number of the draw.

    Returns
    -------
    dict
        Of 100 names on the lists: `left` (the person works there no more), `unpaid` (still there, but no
        contribution is paid), `paid`; and `staff`, the persons who really work in these firms.

    Examples
    --------
    >>> reasons = truth()["of_100_names"]
    >>> round(sum(reasons.values()), 6)
    100.0
    """
    firms = _firms(draw_number(seed, "truth"))
    total = {
        what: int((firms[f"{what}_women"] + firms[f"{what}_men"]).sum())
        for what in ("registered", "listed", "contributing")
    }
    names = total["registered"]
    counts = {"left": names - total["listed"], "unpaid": total["listed"] - total["contributing"]}
    shares = {what: round(100 * count / names, 2) for what, count in counts.items()}
    return {
        "staff": int(firms["staff"].sum()),
        "of_100_names": shares | {"paid": round(100 - sum(shares.values()), 2)},
    }
