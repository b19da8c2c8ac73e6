"""The estimators of a `Survey`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from labkit.survey import differences
from labkit.survey.estimation import deff as design_effect
from labkit.survey.estimation.proportions import Interval
from labkit.survey.margins import with_total
from labkit.survey.records.columns import By
from labkit.survey.running import Estimator

if TYPE_CHECKING:
    from labkit.survey.records.engine import Engine
    from labkit.survey.records.memory import Memory


class Estimates:
    """What can be estimated from the records of a survey; see `Survey`."""

    __slots__ = ()
    if TYPE_CHECKING:
        _records: Memory | Engine

    def total(
        self: Any,
        column: str | None = None,
        by: By = None,
        *,
        margins: bool = False,
        deff: bool = False,
        level: float = 0.95,
    ) -> pd.DataFrame:
        r"""Estimate the population total of a column, or the number of people.

        .. math:: \hat Y = \sum_i w_i y_i

        Parameters
        ----------
        column
            Numbers, or True and False; None counts people.
        by
            A column, or a list of columns, that make groups.
        margins
            Adds a total row below the groups of `by`.
        deff
            Adds a column ``deff``, as for `mean`: R's ``svytotal(..., deff=TRUE)``. Of numbers of people it is that of
            one group among all groups of the table, ``svytotal(~group, deff=TRUE)``, and missing for everybody.
        level
            Confidence level of the interval, 0 to 1.

        Examples
        --------
        >>> import pandas as pd
        >>> from labkit import Survey
        >>> frame = pd.DataFrame({"area": ["rural", "rural", "urban", "urban"], "weight": [200, 300, 100, 100]})
        >>> Survey(frame, weight="weight").total(by="area")[["area", "estimate", "n"]]
            area  estimate  n
        0  rural     500.0  2
        1  urban     200.0  2
        """
        if margins:
            return with_total(
                lambda s, by=None, level=level: s.total(column, by, deff=deff, level=level), self, by, level=level
            )
        table: pd.DataFrame = self._records.total(column, by, level)
        return design_effect.of_total(self, table, column, by) if design_effect.is_wanted(deff) else table

    def mean(
        self: Any, column: str, by: By = None, *, margins: bool = False, deff: bool = False, level: float = 0.95
    ) -> pd.DataFrame:
        r"""Estimate the mean of a column.

        .. math:: \hat{\bar y} = \sum_i w_i y_i / \sum_i w_i

        Parameters
        ----------
        column
            Numbers, or True and False.
        by
            A column, or a list of columns, that make groups.
        margins
            Adds a total row below the groups of `by`.
        deff
            Adds a column ``deff``: how many times larger the variance is than that of a simple random sample of as many
            people. It is R's ``svymean(..., deff=TRUE)``, with the sum of the weights as the population; a survey
            without weights is compared with a sample drawn with replacement.
        level
            Confidence level of the interval, 0 to 1.

        Examples
        --------
        >>> import pandas as pd
        >>> from labkit import Survey
        >>> survey = Survey(pd.DataFrame({"hours": [40.0, 48.0, None, 56.0]}))
        >>> survey.mean("hours")[["estimate", "n"]]
           estimate  n
        0      48.0  3
        """
        if margins:
            return with_total(
                lambda s, by=None, level=level: s.mean(column, by, deff=deff, level=level), self, by, level=level
            )
        table: pd.DataFrame = self._records.mean(column, by, level)
        return design_effect.of_mean(self, table, column, by) if design_effect.is_wanted(deff) else table

    def share(
        self: Any,
        column: str,
        by: By = None,
        *,
        margins: bool = False,
        interval: Interval = "beta",
        deff: bool = False,
        level: float = 0.95,
    ) -> pd.DataFrame:
        r"""Estimate shares in percent (0 to 100).

        .. math:: 100 \sum_i w_i 1[y_i = k] / \sum_i w_i

        Parameters
        ----------
        column
            True and False (one row per group: the share of True), or categories (one row per group and category,
            with a column `category`).
        by
            A column, or a list of columns, that make groups.
        margins
            Adds a total row below the groups of `by`.
        interval
            ``"logit"`` and ``"beta"`` (Korn and Graubard) stay between 0 and 100, and have a width also where nobody
            or everybody is a case; ``"wald"`` goes equally far up and down. As R's ``svyciprop`` with methods logit,
            beta and mean.
        deff
            Adds a column ``deff``, as for `mean`.
        level
            Confidence level of the interval, 0 to 1.

        Notes
        -----
        `flag` goes by the smaller of the records that are cases and those that are not: an unemployment rate that rests
        on three unemployed people is no better for the hundreds of others. `n` counts them all.

        Examples
        --------
        >>> import pandas as pd
        >>> from labkit import Survey
        >>> survey = Survey(pd.DataFrame({"job": ["informal", "informal", "formal", "informal"]}))
        >>> survey.share("job")[["category", "estimate", "n"]]
           category  estimate  n
        0    formal      25.0  4
        1  informal      75.0  4
        """
        if margins:
            options = {"interval": interval, "deff": deff}
            return with_total(
                lambda s, by=None, level=level: s.share(column, by, level=level, **options), self, by, level=level
            )
        table: pd.DataFrame = self._records.share(column, by, level, interval)
        return design_effect.of_share(self, table, column, by) if design_effect.is_wanted(deff) else table

    def ratio(
        self: Any,
        numerator: str,
        denominator: str,
        by: By = None,
        *,
        margins: bool = False,
        deff: bool = False,
        level: float = 0.95,
    ) -> pd.DataFrame:
        r"""Estimate the ratio of two totals, which is not the mean of the records' own ratios.

        .. math:: \hat R = \sum_i w_i y_i / \sum_i w_i x_i

        Parameters
        ----------
        numerator, denominator
            Numbers, or True and False.
        by
            A column, or a list of columns, that make groups.
        margins
            Adds a total row below the groups of `by`.
        deff
            Adds a column ``deff``, as for `mean`: R's ``svyratio(..., deff=TRUE)``.
        level
            Confidence level of the interval, 0 to 1.

        Examples
        --------
        >>> import pandas as pd
        >>> from labkit import Survey
        >>> survey = Survey(pd.DataFrame({"pay": [10.0, 90.0], "hours": [10.0, 30.0]}))
        >>> survey.ratio("pay", "hours")["estimate"].item()
        2.5
        """
        if margins:
            return with_total(
                lambda s, by=None, level=level: s.ratio(numerator, denominator, by, deff=deff, level=level),
                self,
                by,
                level=level,
            )
        table: pd.DataFrame = self._records.ratio(numerator, denominator, by, level)
        if design_effect.is_wanted(deff):
            return design_effect.of_ratio(self, table, numerator, denominator, by)
        return table

    def quantile(
        self: Any,
        column: str,
        q: float | Sequence[float] = 0.5,
        by: By = None,
        *,
        margins: bool = False,
        deff: bool = False,
        level: float = 0.95,
    ) -> pd.DataFrame:
        """Estimate quantiles: the smallest value at or below which a share `q` of the population lies.

        Parameters
        ----------
        column
            Numbers.
        q
            A share between 0 and 1, or a list of them; a list adds a column `q` to the result.
        by
            A column, or a list of columns, that make groups.
        margins
            Adds a total row below the groups of `by`.
        deff
            Is refused: a quantile has no design effect, here as in R.
        level
            Confidence level of Woodruff's interval, 0 to 1. An end that would lie outside the data is missing.

        Examples
        --------
        >>> import pandas as pd
        >>> from labkit import Survey
        >>> survey = Survey(pd.DataFrame({"pay": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}))
        >>> survey.quantile("pay", [0.5, 0.9])[["q", "estimate"]]
             q  estimate
        0  0.5       5.0
        1  0.9       9.0
        """
        if deff:
            design_effect.refuse_deff(f"quantile({column!r})", "A quantile has")
        if margins:
            return with_total(
                lambda s, by=None, level=level: s.quantile(column, q, by, level=level), self, by, level=level
            )
        table: pd.DataFrame = self._records.quantile(column, q, by, level)
        return table

    def difference(
        self: Any,
        estimator: Estimator,
        between: str,
        minus: object = None,
        by: By = None,
        *,
        level: float = 0.95,
        **options: Any,
    ) -> pd.DataFrame:
        r"""Estimate the difference between two groups of people, with its own interval.

        .. math:: \hat\theta_a - \hat\theta_b, \quad
            V = V(\hat\theta_a) + V(\hat\theta_b) - 2 \, Cov(\hat\theta_a, \hat\theta_b)

        Two groups of one survey live in the same villages, so their estimates move together: the covariance counts.
        Two intervals set side by side do not show this. Works for every estimator of a Survey and every indicator of
        labkit that rests on a survey: rates, means, quantiles, ratios, pay gaps, the Gini, low pay.

        Parameters
        ----------
        estimator
            An indicator, such as ``lk.labour.neet_rate``; or a function of the survey, such as
            ``lambda s: s.mean("monthly_pay")``. An indicator is called with ``by``, and makes the groups itself; any
            other function is run on each group alone.
        between
            The column whose values are compared.
        minus
            The value that is subtracted. Each other value gives a row: that value minus this one. ``"rest"`` gives a
            row for each value, minus everybody who has another one. Of True and False, False is subtracted.
        by
            A column, or a list of columns: the difference within each of these groups.
        level
            Confidence level of the interval, 0 to 1.
        **options
            Passed on to the estimator, such as ``column="monthly_pay"``.

        Returns
        -------
        pandas.DataFrame
            The `by` columns, the column `between` with the value, ``minus`` with the value subtracted, then
            ``estimate`` (the difference, in the estimator's unit: of percentages, percentage points), ``se, ci_low,
            ci_high, cv, df, n, flag, p_value``, and what is compared: ``group_value`` and ``minus_value``. `n` counts
            the records of both; `flag` is the worse of the two. ``p_value`` is that of no difference at all, by
            Student's t with `df` = PSUs minus strata. Where one of the two groups is absent, the difference is missing.

        Raises
        ------
        OptionError
            Nobody has the value `minus`; or the estimator is not a function of a survey.
        ColumnError
            There is no such column.
        DataError
            The column has one value only; or the estimator did not return the table of an estimator.

        References
        ----------
        As R's ``svycontrast(svyby(..., covmat=TRUE), c(1, -1))``.

        Examples
        --------
        >>> import labkit as lk
        >>> lfs = lk.load("lfs")
        >>> gap = lfs.difference(lk.labour.neet_rate, between="sex", minus="male")
        >>> gap[["sex", "minus"]].values.tolist(), bool(gap["p_value"].item() < 0.05)
        ([['female', 'male']], True)

        A difference of differences, here of the gap between women and men in town and in the country:

        >>> def gap(survey):
        ...     return survey.difference(lk.labour.neet_rate, between="sex", minus="male")
        >>> lfs.difference(gap, between="area", minus="rural")["area"].tolist()
        ['urban']
        """
        return differences.difference(self, estimator, between, minus, by, level, options)
