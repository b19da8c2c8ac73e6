"""`RateRegression`: the coefficients of a Poisson regression, read as ratios of rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.special import stdtr

from labkit.quality import reliability_flags
from labkit.survey.records.columns import Floats
from labkit.survey.table import t_quantile

RATIOS = ("rate_ratio", "ratio_low", "ratio_high")


@dataclass(frozen=True, eq=False, repr=False)
class RateRegression:
    """A fitted Poisson regression.

    Attributes
    ----------
    outcome, exposure
        Names of the columns; `exposure` is None if there is none.
    coefficients
        One for each term: logarithms of ratios of rates (of the constant, the logarithm of a rate).
    covariance
        Covariance matrix of the coefficients: design-based for a survey; for a table, that of the Poisson model times
        the dispersion.
    dispersion
        Pearson's statistic over its degrees of freedom: 1 if counts vary as chance alone makes them vary, more if they
        vary more (overdispersion).
    n
        Rows used.
    cases
        The sum of the outcome over these rows, without weights.
    df
        Degrees of freedom of the intervals.
    level
        Confidence level.
    bases
        For each regressor with categories, the one that the others are compared with.
    design_based
        Whether the errors are those of a sample design.
    cases_behind
        Of each category's term, the cases of the category or of its base, whichever are fewer.
    """

    outcome: str
    exposure: str | None
    coefficients: pd.Series[float]
    covariance: pd.DataFrame
    dispersion: float
    n: int
    cases: float
    df: int
    level: float
    bases: Mapping[str, str]
    design_based: bool
    cases_behind: Mapping[str, int] = field(default_factory=dict)

    @property
    def table(self) -> pd.DataFrame:
        """One row for each term: the coefficient (a logarithm), and what it means as a ratio of rates.

        ``term, estimate, se, ci_low, ci_high, t, df, p, rate_ratio, ratio_low, ratio_high, n, flag``. A `rate_ratio` of
        1.61 says that the rate is 61 percent higher than in the base, the other regressors alike. The row of the
        constant is a rate, not a ratio. `n` counts rows; `flag` goes by the cases of the category, or by those of its
        base if they are fewer (of a number, by all).
        """
        estimate = np.asarray(self.coefficients, dtype=np.float64)
        se: Floats = np.sqrt(np.diagonal(np.asarray(self.covariance, dtype=np.float64)))
        half = t_quantile(np.array([self.df]), self.level)[0] * se
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            t = estimate / se
            ratios = np.exp([estimate, estimate - half, estimate + half])
        p = 2 * stdtr(self.df, -np.abs(t)) if self.df > 0 else np.full(len(t), np.nan)
        figures = {"estimate": estimate, "se": se, "ci_low": estimate - half, "ci_high": estimate + half, "t": t}
        named = dict(zip(RATIOS, ratios, strict=True))
        terms = list(self.coefficients.index)
        cases = [self.cases_behind.get(term, self.cases) for term in terms]
        told = {"n": self.n, "flag": pd.Series(reliability_flags(cases), dtype="str")}
        return pd.DataFrame({"term": terms, **figures, "df": self.df, "p": p, **named, **told})

    @property
    def rate_ratios(self) -> pd.DataFrame:
        """One row for each term but the constant: ``term, rate_ratio, ci_low, ci_high, n, flag``.

        The ends are those of the ratio; `n` and `flag` as in `table`.
        """
        rows = self.table.iloc[1:].reset_index(drop=True)
        return rows[["term", *RATIOS, "n", "flag"]].rename(columns={"ratio_low": "ci_low", "ratio_high": "ci_high"})

    @property
    def _figures(self) -> pd.DataFrame:
        """The table without the number of rows, which the title says."""
        return self.table.drop(columns="n").round(4)

    @property
    def title(self) -> str:
        """What was fitted, and on what, in one line."""
        exposed = f" per {self.exposure}" if self.exposure else ""
        errors = "design-based errors" if self.design_based else "errors scaled by the dispersion"
        return (
            f"Poisson regression of {self.outcome}{exposed}: {self.n:,} rows, dispersion {self.dispersion:.2f} on "
            f"{self.df} degrees of freedom, {errors}"
        )

    def __repr__(self) -> str:
        return f"{self.title}\n{self._figures.to_string(index=False)}"

    def _repr_html_(self) -> str:
        table: str = self._figures.to_html(index=False, border=0)
        return f"<p><strong>{self.title}</strong></p>\n{table}"
