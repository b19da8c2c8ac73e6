"""`Regression`: the coefficients of a fitted regression, their uncertainty, and its average marginal effects."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.special import stdtr

from labkit.quality import reliability_flags
from labkit.regression.effects import marginal_effects
from labkit.regression.links import LINEAR, LOGISTIC
from labkit.regression.matrix import Matrix, records_compared
from labkit.regression.regressors import Factor
from labkit.survey.design import Design
from labkit.survey.estimation.influence import covariance_from_influence
from labkit.survey.records.columns import Floats
from labkit.survey.table import t_quantile


@dataclass(frozen=True, eq=False, repr=False)
class Regression:
    """A fitted regression with design-based uncertainty.

    Attributes
    ----------
    model
        ``"linear"`` or ``"logit"``.
    outcome
        Name of the outcome.
    coefficients
        One for each term.
    covariance
        Design-based covariance matrix of the coefficients, with terms as labels.
    n
        Unweighted records used.
    df
        Degrees of freedom: PSUs minus strata (of those with records in the domain) plus 1 minus the number of terms,
        as in the summary of R's ``svyglm``. Zero or less means that the design is too small for this many terms:
        there are then no intervals.
    level
        Confidence level of the intervals.
    """

    model: str
    outcome: str
    coefficients: pd.Series[float]
    covariance: pd.DataFrame
    n: int
    df: int
    level: float
    _matrix: Matrix = field(repr=False)
    _design: Design = field(repr=False)
    _influence: Floats = field(repr=False)
    _source: str = field(default="", repr=False)

    @property
    def bases(self) -> dict[str, str]:
        """For each regressor with categories, the one that the others are compared with."""
        pairs = zip(self._matrix.regressors, self._matrix.places, strict=True)
        return {
            regressor.name: str(regressor.labels[places.index(-1)])
            for regressor, places in pairs
            if isinstance(regressor, Factor)
        }

    @property
    def table(self) -> pd.DataFrame:
        """One row for each term: ``term, estimate, se, ci_low, ci_high, t, df, p, n, n_category, n_base, flag``.

        `t` is the estimate over its standard error, and `p` the probability of a larger one (in size) if the true
        coefficient were zero, from Student's t with `df` degrees of freedom. `n` counts all records; ``n_category`` and
        ``n_base`` those of a category and of the base that it is compared with (of a number, all); `flag` goes by the
        smaller of the two.
        """
        se: Floats = np.sqrt(np.diagonal(np.asarray(self.covariance, dtype=np.float64)))
        return self._table(list(self.coefficients.index), np.asarray(self.coefficients, dtype=np.float64), se)

    def average_marginal_effects(self) -> pd.DataFrame:
        r"""Estimate how the expected outcome changes with each regressor, on average over the population.

        For a number, the mean slope; a square (``"age^2"``) belongs to its number and has no row of its own:

        .. math:: \frac{\sum_i w_i \, \partial m(x_i'\hat\beta) / \partial x_{ik}}{\sum_i w_i}

        For a category, the mean difference between everybody being in it and everybody being in the base:

        .. math:: \frac{\sum_i w_i \{m(x_i'\hat\beta \mid k) - m(x_i'\hat\beta \mid base)\}}{\sum_i w_i}

        where :math:`m` is the expected outcome. In a logit model the unit is probability (0 to 1): times 100 it is
        percentage points. The standard errors are design-based and count both the uncertainty of the coefficients
        and that of the average over the records (the influence values of the whole estimator).

        Returns
        -------
        pandas.DataFrame
            ``term, estimate, se, ci_low, ci_high, t, df, p, n, n_category, n_base, flag``, as `table`.

        Examples
        --------
        >>> import labkit as lk
        >>> lfs = lk.load("lfs")
        >>> adults = lfs.filter(lfs.frame["age"] >= 15)
        >>> adults = adults.assign(worked=adults.frame["worked_hour"].eq("yes"))
        >>> effects = lk.regression.logit(adults, "worked", ["sex", "area"]).average_marginal_effects()
        >>> effects["term"].tolist()
        ['sex: female', 'area: rural']
        """
        link = LOGISTIC if self.model == "logit" else LINEAR
        terms, estimate, influence = marginal_effects(
            self._matrix, np.asarray(self.coefficients, dtype=np.float64), self._influence, self._design.weight, link
        )
        covariance, _ = covariance_from_influence(self._design, influence)
        se: Floats = np.sqrt(np.diagonal(covariance))
        return self._table(terms, estimate, se)

    def _table(self, terms: list[str], estimate: Floats, se: Floats) -> pd.DataFrame:
        half = t_quantile(np.array([self.df]), self.level)[0] * se
        with np.errstate(divide="ignore", invalid="ignore"):
            t = estimate / se
        p = 2 * stdtr(self.df, -np.abs(t)) if self.df > 0 else np.full(len(t), np.nan)
        columns = {"estimate": estimate, "se": se, "ci_low": estimate - half, "ci_high": estimate + half, "t": t}
        compared = records_compared(self._matrix)
        own, base = np.array([compared.get(term, (self.n, self.n)) for term in terms], dtype=np.int64).T
        records = {"n": self.n, "n_category": own, "n_base": base}
        flag = pd.Series(reliability_flags(np.minimum(own, base)), dtype="str")
        table = pd.DataFrame({"term": terms, **columns, "df": self.df, "p": p, **records, "flag": flag})
        table.attrs = {"level": self.level} | ({"source": self._source} if self._source else {})
        return table

    @property
    def _figures(self) -> pd.DataFrame:
        """The table for reading: narrow, without what the title says and what follows from other columns."""
        table = self.table
        left_out = ["t", "df", "n", "n_category", "n_base", *([] if table["flag"].any() else ["flag"])]
        return table.drop(columns=left_out).round(3)

    @property
    def _title(self) -> str:
        kind = "Linear regression" if self.model == "linear" else "Logit regression (log odds ratios)"
        return f"{kind} of {self.outcome}: {self.n:,} records, {self.df} degrees of freedom"

    def __repr__(self) -> str:
        return f"{self._title}\n{self._figures.to_string(index=False)}"

    def _repr_html_(self) -> str:
        table: str = self._figures.to_html(index=False, border=0)
        return f"<p><strong>{self._title}</strong></p>\n{table}"
