"""`Decomposition`: the tables of a decomposition, and its picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from labkit.errors import first_few

if TYPE_CHECKING:
    from labkit.plots.drawing.picture import Picture


@dataclass(frozen=True, eq=False, repr=False)
class Decomposition:
    """A difference between two groups, taken apart.

    Attributes
    ----------
    overall
        ``component, estimate, se, ci_low, ci_high, n, n_reference, n_comparison, flag``: the difference and its parts;
        the records of both groups, and a flag by the smaller of the two numbers (so in the next two tables).
    detail
        ``component, regressor, estimate, se, ci_low, ci_high``: what each regressor adds to each part. The rows of a
        component add up to its row in `overall`. ``"(constant)"`` is the part of the equation's constant: it explains
        nothing, so it has a row in the unexplained part (threefold: in the coefficients) only.
    detail_by_category
        The same with a column ``category``: a row for each category of a categorical regressor.
    coefficients
        ``regressor, category``, then for each group and for the reference the mean of the column (``mean: male``) and
        its coefficient (``coefficient: male``), normalised.
    statistics
        The outcome's mean (or quantile, Gini, variance) in each group: the reference group first.
    outcome, group, reference, comparison
        Names of the outcome and of the group column, and the two values of the group; the difference is `reference`
        minus `comparison`.
    method, statistic
        As they were asked for.
    n
        Unweighted records used in each group.
    df
        Degrees of freedom of the intervals: PSUs minus strata, of those with records used.
    level
        Confidence level of the intervals.
    bandwidth
        For a quantile: the bandwidth of the density in each group, in the outcome's unit.
    kernel
        For a quantile: the kernel of the density.
    set_aside
        Categories that one of the two groups lacks, with their number of records: they have no coefficient in that
        group, so their records are left out of everything.
    """

    overall: pd.DataFrame
    detail: pd.DataFrame
    detail_by_category: pd.DataFrame
    coefficients: pd.DataFrame
    statistics: Mapping[object, float]
    outcome: str
    group: str
    reference: object
    comparison: object
    method: str
    statistic: str
    n: Mapping[object, int]
    df: int
    level: float
    bandwidth: Mapping[object, float] | None = None
    kernel: str | None = None
    set_aside: Mapping[str, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What is decomposed, in words."""
        return (
            f"Difference in the {self.statistic} of {self.outcome}: {self.reference} minus {self.comparison} "
            f"({self.method})"
        )

    @property
    def summary(self) -> str:
        """The two groups' figures and the basis of the estimates, in one line."""
        figures = ", ".join(
            f"{value} {figure:.4g} ({self.n[value]:,} records)" for value, figure in self.statistics.items()
        )
        basis = f"{figures}; {self.level:.0%} intervals with {self.df} degrees of freedom"
        if not self.set_aside:
            return basis
        aside = first_few((f"{name} ({n:,} record{'s' * (n != 1)})" for name, n in self.set_aside.items()), most=12)
        return f"{basis}; set aside, as one group lacks them: {aside}"

    def table(self) -> pd.DataFrame:
        """Return regressors as rows and components as columns, for reading; the last row is the whole.

        Examples
        --------
        >>> import labkit as lk
        >>> import numpy as np
        >>> lfs = lk.load("lfs")
        >>> lfs = lfs.assign(log_pay=np.log(lfs.frame["monthly_pay"]))
        >>> found = lk.decomposition.decompose(lfs, "log_pay", ["age", "education"], "sex", "male")
        >>> found.table().index.tolist()
        ['age', 'education', '(constant)', 'all']
        """
        wide = self.detail.pivot(index="regressor", columns="component", values="estimate").fillna(0.0)
        wide = wide.loc[self.detail["regressor"].unique(), self.detail["component"].unique()]
        whole = self.overall.set_index("component")["estimate"]
        wide.loc["all"] = whole.loc[wide.columns]
        wide.columns.name = wide.index.name = None
        return wide

    def plot(self, *, constant: bool = False) -> Picture:
        """Draw what each regressor adds to each component, with confidence intervals.

        Parameters
        ----------
        constant
            Whether to draw the equation's constant too. It is often large, and it depends on where the numbers among
            the regressors have their zero.

        Examples
        --------
        >>> import labkit as lk
        >>> import numpy as np
        >>> lfs = lk.load("lfs")
        >>> lfs = lfs.assign(log_pay=np.log(lfs.frame["monthly_pay"]))
        >>> found = lk.decomposition.decompose(lfs, "log_pay", ["age", "education"], "sex", "male")
        >>> found.plot().alt.split(". ")[0]
        'Difference in the mean of log_pay: male minus female (pooled)'
        """
        from labkit.decomposition.picture import decomposition_picture

        return decomposition_picture(self, constant=constant)

    def __repr__(self) -> str:
        return "\n".join(
            [
                self.title,
                self.summary,
                _figures(self.overall).to_string(index=False),
                "",
                _figures(self.detail).to_string(index=False),
            ]
        )

    def _repr_html_(self) -> str:
        return (
            f"<p><strong>{self.title}</strong><br>{self.summary}</p>\n"
            f"{_figures(self.overall).to_html(index=False, border=0)}\n"
            f"{_figures(self.detail).to_html(index=False, border=0)}"
        )


def _figures(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without the counts of records, which the summary says once."""
    return table.drop(columns=["n", "n_reference", "n_comparison"]).round(4)
