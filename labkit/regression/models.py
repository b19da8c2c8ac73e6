"""Linear and logit regression on a survey."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from labkit.errors import DataError, first_few
from labkit.regression.links import LINEAR, LOGISTIC, Link
from labkit.regression.matrix import Matrix, make_matrix, orthogonal, refuse_collinear, refuse_one_category
from labkit.regression.regressors import Factor, complete, read_regressors, refuse_empty
from labkit.regression.result import Regression
from labkit.survey import Survey
from labkit.survey.estimation.influence import covariance_from_influence
from labkit.survey.records.columns import Floats, column, is_boolean, numbers
from labkit.survey.running import of_weight
from labkit.survey.table import t_quantile

# Where coefficients run to infinity, every further step of Newton's method moves some predictor by about one.
DIVERGES = 0.1
MOST_ITERATIONS = 100
TOLERANCE = 1e-13


def linear(
    survey: Survey,
    outcome: str,
    regressors: Sequence[str],
    *,
    base: Mapping[str, object] | None = None,
    level: float = 0.95,
) -> Regression:
    r"""Regress an outcome on other columns by weighted least squares, with design-based standard errors.

    .. math:: \hat\beta = \Big(\sum_i w_i x_i x_i'\Big)^{-1} \sum_i w_i x_i y_i

    The standard errors are those of the sample design: strata, clusters (PSUs), weights and, where given, finite
    population counts. They come from the influence values :math:`u_i = (\sum w x x')^{-1} x_i (y_i - x_i'\hat\beta)`
    and equal those of R's ``svyglm``. Nothing is assumed about the errors of the equation: they may be correlated
    within a PSU and have any variance.

    Records with a missing value in a used column are outside the domain; they stay in the design.

    Source: D. A. Binder, "On the variances of asymptotically normal estimators from complex surveys", International
    Statistical Review 51 (1983). The fit is made by statsmodels.

    Parameters
    ----------
    survey
        The records and their design; a domain is chosen with `survey.filter`.
    outcome
        A column of numbers, or of True and False.
    regressors
        Names of columns. Numbers enter as they are; ``"age^2"`` is the square of `age`. Categories, words, and True
        and False, become a dummy for each category but the base.
    base
        For categorical regressors, the category to compare with, such as ``{"education": "none"}``. Otherwise it is
        the first category.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    Regression
        Its `table` holds a row for each term, in units of the outcome per unit of the regressor.

    Raises
    ------
    ColumnError
        A column is missing, or does not hold what is needed; or no record is complete.
    OptionError
        The regressors are not a list of names; or `base` names something that is not there.
    DataError
        The outcome or a regressor does not vary, or regressors are perfectly collinear.

    Examples
    --------
    >>> import labkit as lk
    >>> import numpy as np
    >>> lfs = lk.load("lfs")
    >>> lfs = lfs.assign(log_pay=np.log(lfs.frame["monthly_pay"]))
    >>> fit = linear(lfs, "log_pay", ["age", "age^2", "sex", "education"], base={"sex": "male"})
    >>> fit.table[["term", "estimate", "se"]].round(4).values.tolist()[3]
    ['sex: female', ..., ...]
    """
    return _regression(survey, outcome, regressors, base or {}, level, "linear")


def logit(
    survey: Survey,
    outcome: str,
    regressors: Sequence[str],
    *,
    base: Mapping[str, object] | None = None,
    level: float = 0.95,
) -> Regression:
    r"""Regress a yes-or-no outcome on other columns by a weighted logit model, with design-based standard errors.

    .. math:: P(y_i = 1) = \frac{1}{1 + \exp(-x_i'\beta)}, \qquad \sum_i w_i x_i (y_i - \hat p_i) = 0

    The influence values are :math:`u_i = (\sum w \hat p (1 - \hat p) x x')^{-1} x_i (y_i - \hat p_i)`; the standard
    errors equal those of R's ``svyglm(family = quasibinomial)``. Coefficients are log odds ratios, which few readers
    can use: report `Regression.average_marginal_effects`.

    Source: D. A. Binder (1983), as for `linear`. The fit is made by statsmodels.

    Parameters
    ----------
    survey, regressors, base, level
        As for `linear`.
    outcome
        A column of True and False, or of 0 and 1.

    Returns
    -------
    Regression
        Its `table` holds a row for each term, as log odds ratios.

    Raises
    ------
    ColumnError, OptionError
        As for `linear`.
    DataError
        As for `linear`; or the outcome has other values than 0 and 1; or a regressor predicts the outcome perfectly
        (separation), so that its coefficient would be infinite.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> women = lfs.filter(lfs.frame["sex"].eq("female") & lfs.frame["age"].between(15, 64))
    >>> women = women.assign(worked=women.frame["worked_hour"].eq("yes"))
    >>> fit = logit(women, "worked", ["age", "age^2", "area"])
    >>> fit.average_marginal_effects()["term"].tolist()
    ['age', 'area: rural']
    """
    return _regression(survey, outcome, regressors, base or {}, level, "logit")


def _regression(
    survey: Survey, outcome: str, names: Sequence[str], base: Mapping[str, object], level: float, model: str
) -> Regression:
    where = f"regression.{model}({outcome!r})"
    t_quantile(np.array([1]), level)  # says at once if the level is none
    survey = of_weight(survey)
    y = numbers(survey.frame, outcome, where=where)
    regressors = read_regressors(survey.frame, names, where=where)
    rows = complete(y, regressors)
    refuse_empty(rows, y, regressors, outcome, where=where)
    y, regressors = y[rows], [r.of(rows) for r in regressors]
    design = survey.design.keep(rows)
    if model == "logit":
        _check_binary(survey.frame, outcome, y, where)
    _refuse_constant(y, outcome, where)
    refuse_one_category(regressors, where=where)
    matrix = make_matrix(regressors, len(y), base, where=where)
    refuse_collinear(matrix, design.weight, where=where)
    coefficients, influence = _fitted(matrix, y, design.weight, model, outcome, where)
    covariance, df = covariance_from_influence(design, influence)
    return Regression(
        model=model,
        outcome=outcome,
        coefficients=pd.Series(coefficients, index=pd.Index(matrix.terms, name="term")),
        covariance=pd.DataFrame(covariance, index=list(matrix.terms), columns=list(matrix.terms)),
        n=len(y),
        df=df + 1 - len(matrix.terms),
        level=level,
        _matrix=matrix,
        _design=design,
        _influence=influence,
        _source=str(survey.frame.attrs.get("source", "")),
    )


def _check_binary(frame: pd.DataFrame, outcome: str, y: Floats, where: str) -> None:
    if is_boolean(column(frame, outcome, where=where)) or np.isin(y, (0.0, 1.0)).all():
        return
    raise DataError(
        f"Outcome {outcome!r} is not a yes-or-no column.",
        where=where,
        got=f"values {first_few(np.unique(y), most=6)}",
        expected="True and False, or 0 and 1",
        hint="Make a condition of it, such as survey.assign(informal=survey.frame['job'] == 'informal'), "
        "or use regression.linear for numbers.",
    )


def _refuse_constant(y: Floats, outcome: str, where: str) -> None:
    if y.min() == y.max():
        raise DataError(
            f"Outcome {outcome!r} has the same value in all {len(y)} records used.",
            where=where,
            got=f"only {y[0]:g}",
            expected="at least two different values",
            hint="Look at the domain: filter() or missing values may have left one answer only.",
        )


def _fitted(matrix: Matrix, y: Floats, weight: Floats, model: str, outcome: str, where: str) -> tuple[Floats, Floats]:
    """Return the coefficients and their influence values, one column for each term."""
    link = LOGISTIC if model == "logit" else LINEAR
    x, back = orthogonal(matrix.values, weight)
    beta = _logit_fit(matrix, x, y, weight, outcome, where) if model == "logit" else _linear_fit(x, y, weight)
    influence = _influence(x, y, weight, x @ beta, link)
    return back @ beta, influence @ back.T


def _influence(x: Floats, y: Floats, weight: Floats, eta: Floats, link: Link) -> Floats:
    """Return the influence values of the coefficients whose linear predictor is `eta`."""
    information = (x * (weight * link.slope(eta))[:, None]).T @ x
    scores = x * (y - link.mean(eta))[:, None]
    return np.asarray(np.linalg.solve(information, scores.T).T, dtype=np.float64)


def _linear_fit(x: Floats, y: Floats, weight: Floats) -> Floats:
    from statsmodels.regression.linear_model import WLS

    beta: Floats = WLS(y, x, weights=weight).fit().params
    return beta


def _logit_fit(matrix: Matrix, x: Floats, y: Floats, weight: Floats, outcome: str, where: str) -> Floats:
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    _refuse_perfect_category(matrix, y, outcome, where)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        model = GLM(y, x, family=Binomial(), freq_weights=weight / weight.mean())
        fit = model.fit(maxiter=MOST_ITERATIONS, tol=TOLERANCE, tol_criterion="params")
    beta: Floats = fit.params
    if not (fit.converged and np.isfinite(beta).all()) or _diverges(x, y, weight, beta):
        raise DataError(
            f"The regressors together predict {outcome!r} perfectly for some records (separation), so the "
            "coefficients have no finite values.",
            where=where,
            got=f"largest terms {first_few(np.array(matrix.terms)[np.argsort(-np.abs(beta))][:3])}",
            expected="both answers among records with similar values of the regressors",
            hint="Leave out the regressor that decides the answer, or join rare categories.",
        )
    return beta


def _diverges(x: Floats, y: Floats, weight: Floats, beta: Floats) -> bool:
    """Tell whether one more step of Newton's method would move the coefficients on, as it does without an end."""
    p = LOGISTIC.mean(x @ beta)
    information = (x * (weight * p * (1 - p))[:, None]).T @ x
    try:
        step = np.linalg.solve(information, x.T @ (weight * (y - p)))
    except np.linalg.LinAlgError:
        return True
    return bool(np.abs(x @ step).max() > DIVERGES)


def _refuse_perfect_category(matrix: Matrix, y: Floats, outcome: str, where: str) -> None:
    for regressor in matrix.regressors:
        if not isinstance(regressor, Factor):
            continue
        n = np.bincount(regressor.codes)
        yes = np.bincount(regressor.codes, weights=y)
        for k in np.flatnonzero((yes == 0) | (yes == n)):
            raise DataError(
                f"{regressor.name!r} = {regressor.labels[k]!r} predicts {outcome!r} perfectly (separation), so its "
                "coefficient has no finite value.",
                where=where,
                got=f"all {n[k]} records of this category answer {'yes' if yes[k] else 'no'}",
                expected="both answers in every category",
                hint="Join the category with a similar one, or leave its records out with filter().",
            )
