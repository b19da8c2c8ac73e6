"""Average marginal effects and their influence values."""

from __future__ import annotations

import numpy as np

from labkit.regression.links import Link
from labkit.regression.matrix import Matrix
from labkit.regression.regressors import Factor, Measure
from labkit.survey.records.columns import Floats

# Effect of each record, and the derivative of their weighted mean with respect to the coefficients.
Effect = tuple[Floats, Floats]


def marginal_effects(
    matrix: Matrix, beta: Floats, influence: Floats, weight: Floats, link: Link
) -> tuple[list[str], Floats, Floats]:
    """Return names, estimates and influence values (one column each) of the average marginal effects."""
    eta = matrix.values @ beta
    share = weight / weight.sum()
    terms: list[str] = []
    effects: list[Effect] = []
    for regressor, places in zip(matrix.regressors, matrix.places, strict=True):
        if isinstance(regressor, Factor):
            for k, place in enumerate(places):
                if place >= 0:
                    terms.append(f"{regressor.name}: {regressor.labels[k]}")
                    effects.append(_change(matrix, beta, eta, share, link, regressor, places, place))
        elif regressor.column not in terms:
            terms.append(regressor.column)
            effects.append(_slope(matrix, beta, eta, share, link, regressor.column))
    estimate = np.array([share @ each for each, _ in effects])
    columns = [
        (each - mean) / weight.sum() + influence @ gradient
        for (each, gradient), mean in zip(effects, estimate, strict=True)
    ]
    return terms, estimate, np.column_stack(columns)


def _slope(matrix: Matrix, beta: Floats, eta: Floats, share: Floats, link: Link, column: str) -> Effect:
    """Return each record's slope along a number, its square included."""
    inner = np.zeros(len(eta))  # the derivative of the linear predictor
    slope, gradient = link.slope(eta), np.zeros(len(beta))
    for regressor, places in zip(matrix.regressors, matrix.places, strict=True):
        if isinstance(regressor, Measure) and regressor.column == column:
            twice = np.ones(len(eta)) if regressor.root is None else 2 * regressor.root
            inner += beta[places[0]] * twice
            gradient[places[0]] = share @ (slope * twice)
    gradient += (share * link.bend(eta) * inner) @ matrix.values
    return slope * inner, gradient


def _change(
    matrix: Matrix,
    beta: Floats,
    eta: Floats,
    share: Floats,
    link: Link,
    factor: Factor,
    places: tuple[int, ...],
    place: int,
) -> Effect:
    """Return each record's change from the base to one category."""
    own = np.where(np.array(places) >= 0, beta[np.array(places)], 0.0)
    at_base = eta - own[factor.codes]
    there = at_base + beta[place]
    gradient: Floats = (share * (link.slope(there) - link.slope(at_base))) @ matrix.values
    gradient[[p for p in places if p >= 0]] = 0.0
    gradient[place] = share @ link.slope(there)
    return link.mean(there) - link.mean(at_base), gradient
