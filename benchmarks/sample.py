"""The survey that the comparisons run on: 1 million records, 50 strata, 2,000 PSUs, made from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from labkit import Survey

RECORDS, STRATA, PSUS_PER_STRATUM, PROVINCES = 1_000_000, 50, 40, 25
DESIGN = {"weight": "weight", "stratum": "stratum", "psu": "psu"}
# The eight regressors of the decomposition, all of them numbers.
REGRESSORS = ["age", "tenure", "hours", "children", "distance", "training", "score", "size"]


def records(n: int = RECORDS, seed: int = 1) -> pd.DataFrame:
    """Return the records, drawn anew for each seed."""
    random = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "weight": random.uniform(10, 500, n),
            "stratum": random.integers(0, STRATA, n),
            "psu": random.integers(0, PSUS_PER_STRATUM, n),
            "province": pd.Categorical.from_codes(
                random.integers(0, PROVINCES, n), [f"province {i:02}" for i in range(PROVINCES)]
            ),
            "sex": pd.Categorical.from_codes(random.integers(0, 2, n), ["female", "male"]),
            "informal": random.random(n) < 0.85,
            "pay": random.lognormal(13, 0.8, n),
        }
    )
    for name in REGRESSORS:
        frame[name] = random.normal(size=n)
    frame["log_pay"] = np.log(frame["pay"]) + 0.1 * frame[REGRESSORS].sum(axis=1)
    return frame


@dataclass
class Data:
    """The records in the forms that the comparisons start from; none of these is counted as work."""

    frame: pd.DataFrame

    @cached_property
    def survey(self) -> Survey:
        return Survey(self.frame, **DESIGN)

    @cached_property
    def polars(self) -> Any:
        import polars as pl

        return pl.from_pandas(self.frame)

    @cached_property
    def numbers(self) -> Any:
        """A polars frame in which everything is a number or text, as svy wants it."""
        import polars as pl

        return self.polars.with_columns(
            pl.col("informal").cast(pl.Float64), pl.col("province").to_physical(), pl.col("sex").cast(pl.String)
        )

    @cached_property
    def weight(self) -> np.ndarray:
        return self.frame["weight"].to_numpy()

    @cached_property
    def pay(self) -> np.ndarray:
        return self.frame["pay"].to_numpy()

    @cached_property
    def informal(self) -> np.ndarray:
        return self.frame["informal"].to_numpy().astype(float)

    @cached_property
    def sex(self) -> np.ndarray:
        return self.frame["sex"].cat.codes.to_numpy().astype(np.int64)

    @cached_property
    def psu(self) -> np.ndarray:
        return (self.frame["stratum"] * PSUS_PER_STRATUM + self.frame["psu"]).to_numpy()

    def cell(self, group: np.ndarray) -> np.ndarray:
        """One code for each pair of group and PSU."""
        return group * (STRATA * PSUS_PER_STRATUM) + self.psu

    @cached_property
    def domain_cell(self) -> np.ndarray:
        return self.cell(self.frame["province"].cat.codes.to_numpy().astype(np.int64) * 2 + self.sex)

    @cached_property
    def sex_cell(self) -> np.ndarray:
        return self.cell(self.sex)
