"""How fast Survey is: ratios to the least work that the same figures need, measured side by side in one run.

The floor is plain numpy: one weighted sum per group and PSU, with codes that are ready made. Run: make bench
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from labkit import Survey

RECORDS, STRATA, PSUS_PER_STRATUM, PROVINCES, RUNS = 1_000_000, 50, 40, 25, 5


def sample() -> pd.DataFrame:
    """A survey of 1 million records in 50 strata and 2,000 PSUs."""
    random = np.random.default_rng(1)
    return pd.DataFrame(
        {
            "weight": random.uniform(10, 500, RECORDS),
            "stratum": random.integers(0, STRATA, RECORDS),
            "psu": random.integers(0, PSUS_PER_STRATUM, RECORDS),
            "province": pd.Categorical.from_codes(
                random.integers(0, PROVINCES, RECORDS), [f"province {i:02}" for i in range(PROVINCES)]
            ),
            "sex": pd.Categorical.from_codes(random.integers(0, 2, RECORDS), ["female", "male"]),
            "informal": random.random(RECORDS) < 0.85,
            "pay": random.lognormal(13, 0.8, RECORDS),
        }
    )


def seconds(work: Callable[[], object]) -> float:
    """Median time of some runs, after one that does not count."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    frame = sample()
    survey = design(frame)
    weight, informal = frame["weight"].to_numpy(), frame["informal"].to_numpy().astype(float)
    psu = frame["stratum"].to_numpy() * PSUS_PER_STRATUM + frame["psu"].to_numpy()
    group = frame["province"].cat.codes.to_numpy().astype(int) * 2 + frame["sex"].cat.codes.to_numpy()
    cell = group * (STRATA * PSUS_PER_STRATUM) + psu
    pay, sex = frame["pay"].to_numpy(), frame["sex"].cat.codes.to_numpy()

    def floor_rate() -> None:
        np.bincount(cell, weight)
        np.bincount(cell, weight * informal)

    def floor_median() -> None:
        for s in (0, 1):
            order = np.argsort(pay[sex == s], kind="stable")
            np.cumsum(weight[sex == s][order])

    by = ["province", "sex"]
    rows = [
        ("rate in 50 domains, Survey made before", lambda: survey.share("informal", by=by), floor_rate),
        ("rate in 50 domains, Survey made each time", lambda: design(frame).share("informal", by=by), floor_rate),
        ("median pay by sex, with interval", lambda: survey.quantile("pay", by="sex"), floor_median),
        ("the same rate without variance, pandas group-by", lambda: pandas_rate(frame), floor_rate),
    ]
    print(f"{RECORDS:,} records, {STRATA} strata, {STRATA * PSUS_PER_STRATUM:,} PSUs; median of {RUNS} runs\n")
    print(f"{'':<50} {'seconds':>8} {'times the numpy floor':>23}")
    for name, work, floor in rows:
        ours, least = seconds(work), seconds(floor)
        print(f"{name:<50} {ours:>8.3f} {ours / least:>23.1f}")


def design(frame: pd.DataFrame) -> Survey:
    return Survey(frame, weight="weight", stratum="stratum", psu="psu")


def pandas_rate(frame: pd.DataFrame) -> pd.Series:
    sums = frame.assign(y=frame["weight"] * frame["informal"]).groupby(["province", "sex"], observed=True)
    return sums["y"].sum() / sums["weight"].sum()


if __name__ == "__main__":
    main()
