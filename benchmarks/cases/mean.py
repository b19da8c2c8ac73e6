"""Mean pay by sex, with standard errors."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sample import DESIGN, Data

from cases import svy_package
from labkit import Survey

TITLE = "mean pay by sex, with standard errors"
FLOOR = "two np.bincount (weights, weighted pay) over ready-made codes of sex and PSU"


def works(data: Data) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {
        "numpy floor": lambda: floor(data),
        "labkit, Survey made each time": lambda: Survey(data.frame, **DESIGN).mean("pay", by="sex"),
        "labkit, Survey made before": lambda: data.survey.mean("pay", by="sex"),
        "pandas, mean only": lambda: with_pandas(data),
        "polars, mean only": lambda: with_polars(data),
    }
    if svy_package.installed():
        found["svy"] = lambda: svy_package.estimation(data).mean("pay", by="sex")
    return found


def floor(data: Data) -> tuple[np.ndarray, np.ndarray]:
    return np.bincount(data.sex_cell, data.weight), np.bincount(data.sex_cell, data.weight * data.pay)


def with_pandas(data: Data) -> object:
    sums = data.frame.assign(y=data.frame["weight"] * data.frame["pay"]).groupby("sex", observed=True)
    return sums["y"].sum() / sums["weight"].sum()


def with_polars(data: Data) -> object:
    import polars as pl

    mean = (pl.col("weight") * pl.col("pay")).sum() / pl.col("weight").sum()
    return data.polars.group_by("sex").agg(mean)
