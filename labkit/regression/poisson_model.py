"""Poisson regression of counts on a survey, or on a table of a register."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from labkit.errors import DataError, first_few
from labkit.regression.matrix import (
    Matrix,
    make_matrix,
    orthogonal,
    records_compared,
    refuse_collinear,
    refuse_one_category,
)
from labkit.regression.poisson_fit import RateRegression
from labkit.regression.regressors import Factor, complete, read_regressors, refuse_empty
from labkit.survey import Survey
from labkit.survey.estimation.influence import covariance_from_influence
from labkit.survey.records.columns import Bools, Floats, column, numbers
from labkit.survey.running import of_weight
from labkit.survey.table import check_level

MOST_ITERATIONS = 100
TOLERANCE = 1e-13


def poisson(
    records: Survey | pd.DataFrame,
    outcome: str,
    regressors: Sequence[str],
    exposure: str | None = None,
    *,
    categories: Sequence[str] = (),
    base: Mapping[str, object] | None = None,
    level: float = 0.95,
) -> RateRegression:
    r"""Regress counts on other columns: ratios of rates, everything else on the list alike.

    .. math:: E(y_i) = e_i \exp(x_i'\beta), \qquad \sum_i w_i x_i (y_i - \hat\mu_i) = 0

    with the exposure :math:`e_i`, such as workers or hours: without it, numbers of cases are compared, not rates.
    :math:`\exp(\beta)` is a ratio of rates. A coefficient of 0.48 is *not* 48 percent more: exp(0.48) is 1.62.

    Counts mostly vary more than the Poisson model says. How much more is the dispersion, Pearson's statistic over its
    degrees of freedom,

    .. math:: \hat\phi = \frac{1}{n - p} \sum_i \frac{(y_i - \hat\mu_i)^2}{\hat\mu_i}

    * For a *table* of a register (a data frame) the errors are those of the Poisson model times
      :math:`\sqrt{\hat\phi}`, and `df` is :math:`n - p`: R's ``glm(family = quasipoisson)`` with ``offset``. The table
      is a full count; what varies by chance is how many accidents happen.
    * For a *Survey* they are those of the sample design, as R's ``svyglm(family = quasipoisson)``: no assumption on
      the variance is made, and the dispersion (weighted) is for information.

    Parameters
    ----------
    records
        A Survey, or a data frame with one row for each cell of a register.
    outcome
        Column of counts, zero or more.
    regressors, base, level
        As for `linear`.
    exposure
        Column with what the cases are counted for, above zero: ``"insured_workers"``, ``"hours_worked"``.
    categories
        Those of the regressors that are numbers but stand for categories, such as ``["year"]``.

    Returns
    -------
    RateRegression
        Its `table` has the coefficients and, beside them, ``rate_ratio, ratio_low, ratio_high``; `rate_ratios` only
        these; `dispersion` says whether the counts vary more than by chance.

    Raises
    ------
    ColumnError, OptionError
        As for `linear`.
    DataError
        As for `linear`; or a count is negative, an exposure is not above zero, or a category has no case at all, so
        that its rate ratio would be zero.

    References
    ----------
    McCullagh, P. and Nelder, J., *Generalized Linear Models*, second edition (1989), chapters 6 and 9.

    Examples
    --------
    >>> import labkit as lk
    >>> register = lk.load("injuries")
    >>> fit = poisson(register, "nonfatal_cases", ["sex", "industry"], exposure="insured_workers")
    >>> fit.rate_ratios["term"].tolist()[0], bool(fit.rate_ratios["rate_ratio"][0] > 1), fit.bases["sex"]
    ('sex: male', True, 'female')
    """
    where = f"regression.poisson({outcome!r})"
    check_level(level)
    source = of_weight(records) if isinstance(records, Survey) else _table(records, where)
    source = source.assign(**{name: _as_category(source.frame, name, where) for name in categories})
    frame = source.frame
    y, exposed = numbers(frame, outcome, where=where), _exposure(frame, exposure, where)
    found = read_regressors(frame, regressors, where=where)
    rows = complete(y, found, np.isnan(exposed))
    refuse_empty(rows, y, found, outcome, where=where)
    y, exposed, found = y[rows], exposed[rows], [r.of(rows) for r in found]
    _refuse_counts(y, outcome, frame.index[rows], where)
    refuse_one_category(found, where=where)
    design = source.design.keep(rows)
    matrix = make_matrix(found, len(y), base or {}, where=where)
    refuse_collinear(matrix, design.weight, where=where)
    _refuse_without_cases(matrix, y, outcome, where)
    x, back = orthogonal(matrix.values, design.weight)
    beta, expected = _fit(x, y, np.log(exposed), design.weight, outcome, where)
    dispersion = _dispersion(y, expected, design.weight, len(matrix.terms))
    if isinstance(records, Survey):
        information = (x * (design.weight * expected)[:, None]).T @ x
        scores = x * (y - expected)[:, None]
        influence: Floats = np.asarray(np.linalg.solve(information, scores.T).T, dtype=np.float64)
        covariance, df = covariance_from_influence(design, influence @ back.T)
        df += 1 - len(matrix.terms)
    else:
        information = (x * expected[:, None]).T @ x
        covariance = np.asarray(dispersion * back @ np.linalg.inv(information) @ back.T, dtype=np.float64)
        df = len(y) - len(matrix.terms)
    return RateRegression(
        outcome=outcome,
        exposure=exposure,
        coefficients=pd.Series(back @ beta, index=pd.Index(matrix.terms, name="term")),
        covariance=pd.DataFrame(covariance, index=list(matrix.terms), columns=list(matrix.terms)),
        dispersion=dispersion,
        n=len(y),
        cases=float(y.sum()),
        df=df,
        level=level,
        bases={
            r.name: r.labels[places.index(-1)]
            for r, places in zip(matrix.regressors, matrix.places, strict=True)
            if isinstance(r, Factor)
        },
        design_based=isinstance(records, Survey),
        cases_behind={term: min(both) for term, both in records_compared(matrix, y).items()},
    )


def _table(table: object, where: str) -> Survey:
    if isinstance(table, pd.DataFrame):
        return Survey(table.reset_index(drop=True))
    raise DataError(
        "There is neither a survey nor a table.",
        where=where,
        got=type(table).__name__,
        expected='lk.load("injuries"), or a Survey such as lk.load("lfs")',
    )


def _as_category(frame: pd.DataFrame, name: str, where: str) -> pd.Series[Any]:
    return column(frame, name, where=where).astype("category")


def _exposure(frame: pd.DataFrame, name: str | None, where: str) -> Floats:
    if name is None:
        return np.ones(len(frame))
    exposed = numbers(frame, name, where=where)
    bad: Bools = exposed <= 0
    if bad.any():
        raise DataError(
            f"{bad.sum()} exposures in {name!r} are not above zero.",
            where=where,
            got=f"rows {first_few(frame.index[bad])}",
            expected="workers, hours or years, above zero",
            hint="Leave out rows without exposure: where nobody works, nobody can be hurt.",
        )
    return exposed


def _refuse_counts(y: Floats, outcome: str, rows: pd.Index, where: str) -> None:
    if (y < 0).any():
        raise DataError(
            f"{(y < 0).sum()} counts in {outcome!r} are negative.",
            where=where,
            got=f"rows {first_few(rows[y < 0])}",
            expected="0 or more",
        )
    if not y.any():
        raise DataError(f"There is no case in {outcome!r}.", where=where, got="only 0", expected="some cases")


def _refuse_without_cases(matrix: Matrix, y: Floats, outcome: str, where: str) -> None:
    for regressor in matrix.regressors:
        if not isinstance(regressor, Factor):
            continue
        cases = np.bincount(regressor.codes, weights=y)
        for k in np.flatnonzero(cases == 0):
            raise DataError(
                f"{regressor.name!r} = {regressor.labels[k]!r} has no case of {outcome!r}, so it has no rate ratio.",
                where=where,
                got=f"0 cases in {int((regressor.codes == k).sum())} rows",
                expected="at least one case in every category",
                hint="Join the category with a similar one, or leave its rows out.",
            )


def _fit(x: Floats, y: Floats, offset: Floats, weight: Floats, outcome: str, where: str) -> tuple[Floats, Floats]:
    """Return the coefficients and the expected counts."""
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        # It warns where each row has its own term: that is no separation, which is looked for apart.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        model = GLM(y, x, family=Poisson(), offset=offset, freq_weights=weight / weight.mean())
        fit = model.fit(maxiter=MOST_ITERATIONS, tol=TOLERANCE, tol_criterion="params")
    beta: Floats = fit.params
    expected: Floats = np.exp(offset + x @ beta)
    if not fit.converged or not np.isfinite(expected).all():
        raise DataError(
            f"The regression of {outcome!r} does not settle: some rates are nearly zero.",
            where=where,
            got=f"{int((y == 0).sum())} of {len(y)} rows without a case",
            expected="cases in most cells",
            hint="Use fewer regressors, or join rare categories.",
        )
    return beta, expected


def _dispersion(y: Floats, expected: Floats, weight: Floats, terms: int) -> float:
    freedom = len(y) - terms
    if freedom <= 0:
        return float("nan")
    pearson = weight / weight.mean() * (y - expected) ** 2 / expected
    return float(pearson.sum() / freedom)
