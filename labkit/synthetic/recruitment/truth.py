"""The workers' own recruitment cost indicator, from all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.synthetic.recruitment.money import COSTS
from labkit.synthetic.recruitment.records import worker_records
from labkit.synthetic.recruitment.villages import villages

__all__ = ["every_worker", "in_indicator", "truth"]


def every_worker() -> pd.DataFrame:
    """Return the records of all workers, with the total cost as ``cost`` (US dollars).

    Examples
    --------
    >>> len(every_worker()) > 200_000
    True
    """
    frame = villages()
    village = np.repeat(np.arange(len(frame.psu)), frame.workers)
    number = np.arange(len(village)) - np.repeat(np.cumsum(frame.workers) - frame.workers, frame.workers) + 1
    people = worker_records(frame, village, number)
    return people.assign(cost=people[list(COSTS)].sum(axis=1))


def in_indicator(people: pd.DataFrame) -> pd.Series[bool]:
    """Mark the workers whom SDG 10.7.1 is about.

    Employees in another country who lived there. Left out: people who moved within Cambodia, who work for
    themselves, who commute across the border every day or week, and seafarers (fishing at sea); and people whose
    earnings are zero or not known, as no ratio can be formed. A cost of zero stays in.

    Parameters
    ----------
    people
        Records with the columns of the data set.
    """
    return (
        people["destination"].ne("Cambodia")
        & people["work_status"].eq("employee")
        & people["commutes"].eq("no")
        & people["sector"].ne("fishing at sea")
        & people["monthly_earnings"].gt(0)
    )


def truth() -> dict[str, Any]:
    """Return the workers' own indicator: cost in months of earnings, from all of them.

    Returns
    -------
    dict
        `workers`, `in_indicator` (counts); `recruitment_cost` (mean, median and 80th percentile of cost over
        monthly earnings) in total, by destination, sex and channel; `ratio_of_means`, which is *not* the indicator;
        `thailand_percent_of_abroad`; `origins_percent`.
    """
    everybody = every_worker()
    people = everybody[in_indicator(everybody)]
    months = people["cost"] / people["monthly_earnings"]
    table: dict[str, Any] = {"total": _summary(months)}
    for column in ("destination", "sex", "channel"):
        table[column] = {str(g): _summary(part) for g, part in months.groupby(people[column], observed=True)}
    abroad = everybody["destination"].ne("Cambodia")
    origins = 100 * everybody["province"].value_counts(normalize=True, sort=False)
    return {
        "workers": len(everybody),
        "in_indicator": len(people),
        "recruitment_cost": table,
        "ratio_of_means": round(float(people["cost"].mean() / people["monthly_earnings"].mean()), 4),
        "thailand_percent_of_abroad": round(float(100 * everybody.loc[abroad, "destination"].eq("Thailand").mean()), 2),
        "origins_percent": {str(name): round(float(share), 2) for name, share in origins.items()},
    }


def _summary(months: pd.Series[float]) -> dict[str, float]:
    ordered = np.sort(months.to_numpy())

    def smallest_reaching(q: float) -> float:
        """Return the smallest value with F(x) >= q, as `Survey.quantile` does."""
        return float(ordered[int(np.ceil(q * len(ordered))) - 1])

    return {
        "workers": len(ordered),
        "mean": round(float(ordered.mean()), 4),
        "median": round(smallest_reaching(0.5), 4),
        "percentile_80": round(smallest_reaching(0.8), 4),
    }
