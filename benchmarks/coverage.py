"""How often 95 percent intervals cover the population's own figures, over many samples of the bundled survey's design.

Each sample is `lk.load("lfs", draw=k)`; the truth is datasets/lfs/truth.json, computed from every household of the
population. Run: make coverage (200 samples, some minutes). The figures stand in the data card of the survey.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd

import labkit as lk

SAMPLES, LEVEL = 200, 0.95
TRUTH = json.loads((Path(__file__).parents[1] / "datasets/lfs/truth.json").read_text("utf-8"))
COMPONENTS = ("difference", "explained", "unexplained")


def truths() -> dict[str, float]:
    """The population's own figures, by the names that `intervals` uses."""
    rates = TRUTH["rates"]["informal_employment_rate"]
    return {
        "informal employment rate": rates["total"],
        "informal employment rate, women": rates["female"],
        "gender pay gap (mean monthly pay)": TRUTH["raw_pay_gap"]["total"],
        **{f"pay decomposition, {name}": TRUTH["pay_decomposition"][name] for name in COMPONENTS},
    }


def intervals(draw: int) -> dict[str, tuple[float, float, float]]:
    """Estimate and interval of every figure from one sample."""
    lfs = lk.load("lfs", draw=draw)
    women = lfs.filter(lfs.frame["sex"] == "female")
    tables = {
        "informal employment rate": lk.informality.informal_employment_rate(lfs),
        "informal employment rate, women": lk.informality.informal_employment_rate(women),
        "gender pay gap (mean monthly pay)": lk.wages.pay_gap(lfs, "monthly_pay"),
    }
    result = {name: _row(table) for name, table in tables.items()}
    paid = lfs.assign(log_pay=np.log(lfs.frame["monthly_pay"]))
    gap = lk.decomposition.decompose(paid, "log_pay", ["age", "age^2", "education", "area"], "sex", "male")
    overall = gap.overall.set_index("component")
    return result | {f"pay decomposition, {name}": _row(overall.loc[[name]]) for name in COMPONENTS}


def _row(table: pd.DataFrame) -> tuple[float, float, float]:
    row = table.iloc[0]
    return float(row["estimate"]), float(row["ci_low"]), float(row["ci_high"])


def over_samples(samples: int) -> Iterator[dict[str, tuple[float, float, float]]]:
    """Yield the intervals of sample after sample, saying how far it is."""
    with ProcessPoolExecutor() as pool:
        for done, found in enumerate(pool.map(intervals, range(1, samples + 1)), start=1):
            if done % 20 == 0:
                print(f"{done} of {samples} samples", file=sys.stderr)
            yield found


def main(samples: int) -> None:
    found = list(over_samples(samples))
    print(f"{'':<40} {'truth':>10} {'mean':>10} {'covered, percent':>18}")
    for name, truth in truths().items():
        estimate, low, high = np.array([one[name] for one in found]).T
        covered = 100 * ((low <= truth) & (truth <= high)).mean()
        print(f"{name:<40} {truth:>10.4f} {estimate.mean():>10.4f} {covered:>18.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
