"""The Gini coefficient of pay, with its standard error."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sample import DESIGN, Data

from labkit import Survey
from labkit.inequality import gini

TITLE = "Gini of pay, with standard error"
FLOOR = (
    "np.argsort, np.cumsum of weights and of weighted pay in that order, the influence values from these, "
    "and the np.bincount by PSU that the standard error needs"
)


def works(data: Data) -> dict[str, Callable[[], object]]:
    return {
        "numpy floor": lambda: floor(data),
        "labkit, Survey made each time": lambda: gini(Survey(data.frame, **DESIGN), "pay"),
        "labkit, Survey made before": lambda: gini(data.survey, "pay"),
    }


def floor(data: Data) -> tuple[float, np.ndarray]:
    order = np.argsort(data.pay)
    pay, weight = data.pay[order], data.weight[order]
    people, money = np.cumsum(weight), np.cumsum(weight * pay)
    n, total = people[-1], money[-1]
    coefficient = 2 * np.dot(weight * pay, people) / (n * total) - 1
    influence = 2 * (pay * people - money) / (n * total) + (1 - coefficient) / n - (coefficient + 1) * pay / total
    return coefficient, np.bincount(data.psu[order], weight * influence)
