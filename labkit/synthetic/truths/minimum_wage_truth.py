"""What the rise of the garment minimum wage did to pay: the truth that a difference of differences estimates.

The effect is defined for employees who were covered in 2019: the mean of log monthly pay, less what it would have been
had the minimum wage stayed at the 267,000 riel of 2012. Otherwise paths are parallel: between the two rounds mean log
pay grew as much for workers who are covered (without the rise) as for other employees. Two industries that the minimum
wage does not touch, construction and trade, have parallel paths as well: the difference of their differences is zero.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labkit.synthetic._uniform import Columns
from labkit.synthetic.employment.trades import INDUSTRIES

__all__ = ["log_pay_paths", "minimum_wage_effect"]

_CONSTRUCTION, _TRADE = INDUSTRIES.index("F construction"), INDUSTRIES.index("G trade")


def log_pay_paths(people: Columns) -> dict[str, float]:
    """Return mean log monthly pay of the groups whose paths are compared.

    Parameters
    ----------
    people
        The population's `monthly_pay`, `pay_without_rise`, `minimum_wage_covered` and `industry`.
    """
    paid, covered = np.isfinite(people["monthly_pay"]), people["minimum_wage_covered"] == 1
    groups: dict[str, tuple[str, NDArray[np.bool_]]] = {
        "covered": ("monthly_pay", covered),
        "covered, without the rise": ("pay_without_rise", covered),
        "not covered": ("monthly_pay", ~covered),
        "construction": ("monthly_pay", people["industry"] == _CONSTRUCTION),
        "trade": ("monthly_pay", people["industry"] == _TRADE),
    }
    return {
        name: round(float(np.log(people[column][paid & group]).mean()), 6) for name, (column, group) in groups.items()
    }


def minimum_wage_effect(people: Columns) -> dict[str, float]:
    """Return the effect of the rise on covered workers' pay: in log points, in percent and in riel a month.

    Parameters
    ----------
    people
        As for `log_pay_paths`.
    """
    paths = log_pay_paths(people)
    rows = (people["minimum_wage_covered"] == 1) & np.isfinite(people["monthly_pay"])
    with_rise, without = people["monthly_pay"][rows], people["pay_without_rise"][rows]
    log_points = paths["covered"] - paths["covered, without the rise"]
    return {
        "log_points": round(log_points, 6),
        "percent": round(100 * float(np.expm1(log_points)), 4),
        "riel_a_month": round(float((with_rise - without).mean()), 1),
        "percent_of_workers_who_gained": round(100 * float((with_rise > without).mean()), 4),
    }
