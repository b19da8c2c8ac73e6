"""The two curves that turn a linear predictor into an expected outcome, with their slopes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from labkit.survey.records.columns import Floats

Curve = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Link:
    """The expected outcome at a linear predictor, and its first and second derivative."""

    mean: Curve
    slope: Curve
    bend: Curve


def _logistic_slope(eta: Floats) -> Floats:
    p = expit(eta)
    slope: Floats = p * (1 - p)
    return slope


def _logistic_bend(eta: Floats) -> Floats:
    p = expit(eta)
    bend: Floats = p * (1 - p) * (1 - 2 * p)
    return bend


LINEAR = Link(lambda eta: eta, np.ones_like, np.zeros_like)
LOGISTIC = Link(expit, _logistic_slope, _logistic_bend)
