"""The rate of informal employment with standard errors in 50 domains: province by sex."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from sample import DESIGN, Data

from cases import svy_package
from labkit import Survey

TITLE = "rate with standard errors in 50 domains"
FLOOR = "two np.bincount (weights, weights of the informal) over ready-made codes of domain and PSU"
BY = ["province", "sex"]


def works(data: Data) -> dict[str, Callable[[], object]]:
    numbered = data.frame.assign(**{name: data.frame[name].cat.codes.astype("int64") for name in BY})
    found: dict[str, Callable[[], object]] = {
        "numpy floor": lambda: floor(data),
        "labkit, Survey made each time": lambda: Survey(data.frame, **DESIGN).share("informal", by=BY),
        "labkit, the same with whole numbers as groups": lambda: Survey(numbered, **DESIGN).share("informal", by=BY),
        "labkit, Survey made before": lambda: data.survey.share("informal", by=BY),
        "pandas, rate only": lambda: with_pandas(data.frame),
        "polars, rate only": lambda: with_polars(data),
    }
    if svy_package.installed():
        found["svy"] = lambda: svy_package.estimation(data).mean("informal", by=BY)
    return found


def floor(data: Data) -> tuple[np.ndarray, np.ndarray]:
    return np.bincount(data.domain_cell, data.weight), np.bincount(data.domain_cell, data.weight * data.informal)


def with_pandas(frame: pd.DataFrame) -> pd.Series:
    sums = frame.assign(y=frame["weight"] * frame["informal"]).groupby(BY, observed=True)
    return sums["y"].sum() / sums["weight"].sum()


def with_polars(data: Data) -> object:
    import polars as pl

    rate = (pl.col("weight") * pl.col("informal")).sum() / pl.col("weight").sum()
    return data.polars.group_by(BY).agg(rate)
