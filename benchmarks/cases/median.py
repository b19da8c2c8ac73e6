"""Weighted median pay by sex, with Woodruff's interval."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sample import DESIGN, Data

from cases import svy_package
from labkit import Survey

TITLE = "weighted median pay by sex, with interval"
FLOOR = "for each sex np.argsort and np.cumsum, and the two np.bincount by PSU that the standard error needs"


def works(data: Data) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {
        "numpy floor": lambda: floor(data),
        "labkit, Survey made each time": lambda: Survey(data.frame, **DESIGN).quantile("pay", by="sex"),
        "labkit, Survey made before": lambda: data.survey.quantile("pay", by="sex"),
    }
    if svy_package.installed():
        found["svy"] = lambda: svy_package.estimation(data).median("pay", by="sex")
    return found


def floor(data: Data) -> list[tuple[float, np.ndarray, np.ndarray]]:
    return [of_one(data, data.sex == sex) for sex in (0, 1)]


def of_one(data: Data, rows: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    pay, weight, psu = data.pay[rows], data.weight[rows], data.psu[rows]
    order = np.argsort(pay)
    below = np.cumsum(weight[order])
    median = pay[order[np.searchsorted(below, below[-1] / 2)]]
    return median, np.bincount(psu, weight), np.bincount(psu, weight * (pay <= median))
