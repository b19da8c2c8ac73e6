"""`Survey`: records and their sample design, kept together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from labkit.errors import ColumnError, DataError, DesignError
from labkit.survey import estimators
from labkit.survey.columns import Bools, By, is_boolean
from labkit.survey.design import Design, LonelyPsu, make_design
from labkit.survey.quantiles import quantile


class Survey:
    """Records of a sample survey together with its design.

    Every estimator returns a plain data frame with one row per group: the `by` columns, then ``estimate, se, ci_low,
    ci_high, cv, df, n, flag``. `se` is the design-based standard error (Taylor linearisation, PSUs drawn with
    replacement unless `fpc` is given), the interval uses Student's t on `df` = PSUs minus strata, `cv` is se over
    estimate, `n` counts unweighted records, and `flag` is ``"U"`` (unreliable) below 15 records and ``"S"`` (to be
    suppressed) below 5.

    A missing value in a column that is used takes a record out of the estimate; the record stays in the design.

    Parameters
    ----------
    frame
        One row per record. It is not copied record by record, and the Survey does not change it.
    weight
        Column with the number of people each record stands for, above zero. Without it, every record counts once.
    stratum
        Column with the stratum. Without it, there is one stratum.
    psu
        Column with the primary sampling unit, numbered within its stratum. Without it, every record is its own PSU.
    fpc
        Column with the number of PSUs in the population of the record's stratum. Without it, none is assumed.
    lonely_psu
        What to do with a stratum that has one sampled PSU, as R's option ``survey.lonely.psu``: ``"fail"`` (an
        error), ``"certainty"`` (it adds nothing to a variance), ``"adjust"`` (its PSU is compared with the whole
        sample), ``"average"`` (it adds as much as the other strata on average).

    Raises
    ------
    ColumnError
        A column that is named is not in the frame.
    DesignError
        Weights, strata, PSUs or population counts do not describe a design; the message says which records.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({
    ...     "x": [2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2],
    ...     "stratum": [1, 1, 1, 1, 1, 2, 2, 2],
    ...     "psu": [1, 2, 3, 4, 5, 1, 2, 3],
    ...     "weight": [3, 3, 3, 3, 3, 4, 4, 4],
    ...     "psus": [15, 15, 15, 15, 15, 12, 12, 12],
    ... })
    >>> survey = Survey(frame, weight="weight", stratum="stratum", psu="psu", fpc="psus")
    >>> survey.mean("x").round(4)
       estimate     se  ci_low  ci_high      cv  df  n flag
    0    5.4481  0.616  3.9408   6.9555  0.1131   6  8    U
    >>> survey.filter(frame["x"] > 4).mean("x").round(4)
       estimate      se  ci_low  ci_high      cv  df  n flag
    0     6.195  0.6301  4.4455   7.9445  0.1017   4  6    U
    """

    __slots__ = ("_design", "_frame", "_roles")
    _frame: pd.DataFrame
    _design: Design
    _roles: dict[str, str]

    def __init__(
        self,
        frame: pd.DataFrame,
        weight: str | None = None,
        stratum: str | None = None,
        psu: str | None = None,
        fpc: str | None = None,
        lonely_psu: LonelyPsu = "fail",
    ) -> None:
        if not isinstance(frame, pd.DataFrame):
            raise DataError(
                "A Survey is made from a pandas data frame.",
                where="Survey(frame)",
                got=type(frame).__name__,
                hint="Many frames have a method to_pandas(); a file is read with pandas.read_csv or read_parquet.",
            )
        design = make_design(frame, weight=weight, stratum=stratum, psu=psu, fpc=fpc, lonely_psu=lonely_psu)
        roles = {"weight": weight, "stratum": stratum, "psu": psu, "fpc": fpc}
        self._set(frame.copy(deep=False), design, {role: name for role, name in roles.items() if name})

    def _set(self, frame: pd.DataFrame, design: Design, roles: dict[str, str]) -> None:
        object.__setattr__(self, "_frame", frame)
        object.__setattr__(self, "_design", design)
        object.__setattr__(self, "_roles", roles)

    def _with(self, frame: pd.DataFrame, design: Design) -> Survey:
        survey = object.__new__(Survey)
        survey._set(frame, design, self._roles)
        return survey

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"A Survey does not change: make a new one instead of setting {name!r}.")

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore, (self._frame, self._design, self._roles))

    @property
    def frame(self) -> pd.DataFrame:
        """The records; of a domain, its own records only."""
        return self._frame

    @property
    def design(self) -> Design:
        """The sample design as integer codes, every stratum and PSU of the full sample included."""
        if len(self._design.weight) != len(self._frame):
            raise DesignError(
                "Records were added to the survey's frame, or removed from it.",
                where="Survey.frame",
                got=f"{len(self._frame)} records",
                expected=f"{len(self._design.weight)} records, as when the Survey was made",
                hint="Load the survey again, and choose records with survey.filter(condition).",
            )
        return self._design

    def __len__(self) -> int:
        return len(self._frame)

    def __repr__(self) -> str:
        design = self._design
        roles = ", ".join(f"{role} {name!r}" for role, name in self._roles.items()) or "a simple random sample"
        return (
            f"Survey of {len(self._frame):,} records in {len(design.psu_stratum):,} PSUs "
            f"and {len(design.psus):,} strata ({roles})"
        )

    def filter(self, condition: pd.Series[Any] | npt.ArrayLike) -> Survey:
        """Return a domain: the records for which `condition` is true, with the full design.

        Parameters
        ----------
        condition
            True or False for every record, such as ``survey.frame["age"] >= 15``. A missing value counts as False.

        Raises
        ------
        ColumnError
            The condition is not made of True and False, or not made from this survey's frame.
        """
        rows = self._condition(condition)
        return self._with(self._frame.loc[rows], self.design.keep(rows))

    def _condition(self, condition: pd.Series[Any] | npt.ArrayLike) -> Bools:
        where = "Survey.filter"
        if isinstance(condition, pd.Series):
            self._same_records(condition, where)
            series = condition
        else:
            series = pd.Series(np.asarray(condition))
        if not is_boolean(series):
            raise ColumnError(
                "The condition is not made of True and False.",
                where=where,
                got=f"{series.dtype} values",
                expected="a comparison, such as survey.frame['age'] >= 15",
            )
        if len(series) != len(self._frame):
            self._refuse_length(len(series), where)
        return series.to_numpy(dtype=bool, na_value=False)

    def assign(self, **columns: Any) -> Survey:
        """Return a Survey with further columns, given by name.

        Parameters
        ----------
        **columns
            A Series made from this survey's frame, an array with one value per record, or a single value.

        Raises
        ------
        ColumnError
            Values belong to other records, or their number is not that of the records.
        DesignError
            A column that holds the design would be replaced.

        Examples
        --------
        >>> import pandas as pd
        >>> survey = Survey(pd.DataFrame({"age": [12, 30, 70]}))
        >>> survey.assign(adult=survey.frame["age"] >= 15).share("adult")["estimate"].round(1).item()
        66.7
        """
        for name, values in columns.items():
            where = f"Survey.assign({name}=...)"
            if name in self._roles.values():
                raise DesignError(
                    f"Column {name!r} holds the design and cannot be replaced.",
                    where=where,
                    hint="Change the frame and make a new Survey from it.",
                )
            if isinstance(values, pd.Series):
                self._same_records(values, where)
            elif not np.isscalar(values) and values is not None and len(values) != len(self._frame):
                self._refuse_length(len(values), where)
        return self._with(self._frame.assign(**columns), self.design)

    def _same_records(self, values: pd.Series[Any], where: str) -> None:
        if len(values) != len(self._frame):
            self._refuse_length(len(values), where)
        if not values.index.equals(self._frame.index):
            raise ColumnError(
                "The values belong to other records than the survey's.",
                where=where,
                got="another index",
                expected="a Series made from this survey's own frame",
                hint="Use the frame of the survey that you are working with: survey.frame.",
            )

    def _refuse_length(self, length: int, where: str) -> NoReturn:
        raise ColumnError(
            "The number of values is not the number of records.",
            where=where,
            got=f"{length} values",
            expected=f"{len(self._frame)} values",
            hint="Make them from the frame of this very survey: after filter() it has fewer records.",
        )

    def total(self, column: str | None = None, by: By = None, *, level: float = 0.95) -> pd.DataFrame:
        r"""Estimate the population total of a column, or the number of people.

        .. math:: \hat Y = \sum_i w_i y_i

        Parameters
        ----------
        column
            Numbers, or True and False; None counts people.
        by
            A column, or a list of columns, that make groups.
        level
            Confidence level of the interval, 0 to 1.

        Examples
        --------
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"area": ["rural", "rural", "urban", "urban"], "weight": [200, 300, 100, 100]})
        >>> Survey(frame, weight="weight").total(by="area")[["area", "estimate", "n"]]
            area  estimate  n
        0  rural     500.0  2
        1  urban     200.0  2
        """
        return estimators.total(self._frame, self.design, column, by, level)

    def mean(self, column: str, by: By = None, *, level: float = 0.95) -> pd.DataFrame:
        r"""Estimate the mean of a column.

        .. math:: \hat{\bar y} = \sum_i w_i y_i / \sum_i w_i

        Parameters
        ----------
        column
            Numbers, or True and False.
        by
            A column, or a list of columns, that make groups.
        level
            Confidence level of the interval, 0 to 1.

        Examples
        --------
        >>> import pandas as pd
        >>> survey = Survey(pd.DataFrame({"hours": [40.0, 48.0, None, 56.0]}))
        >>> survey.mean("hours")[["estimate", "n"]]
           estimate  n
        0      48.0  3
        """
        return estimators.mean(self._frame, self.design, column, by, level)

    def share(self, column: str, by: By = None, *, level: float = 0.95) -> pd.DataFrame:
        r"""Estimate shares in percent (0 to 100).

        .. math:: 100 \sum_i w_i 1[y_i = k] / \sum_i w_i

        Parameters
        ----------
        column
            True and False (one row per group: the share of True), or categories (one row per group and category,
            with a column `category`).
        by
            A column, or a list of columns, that make groups.
        level
            Confidence level of the interval, 0 to 1.

        Examples
        --------
        >>> import pandas as pd
        >>> survey = Survey(pd.DataFrame({"job": ["informal", "informal", "formal", "informal"]}))
        >>> survey.share("job")[["category", "estimate", "n"]]
           category  estimate  n
        0    formal      25.0  4
        1  informal      75.0  4
        """
        return estimators.share(self._frame, self.design, column, by, level)

    def ratio(self, numerator: str, denominator: str, by: By = None, *, level: float = 0.95) -> pd.DataFrame:
        r"""Estimate the ratio of two totals, which is not the mean of the records' own ratios.

        .. math:: \hat R = \sum_i w_i y_i / \sum_i w_i x_i

        Parameters
        ----------
        numerator, denominator
            Numbers, or True and False.
        by
            A column, or a list of columns, that make groups.
        level
            Confidence level of the interval, 0 to 1.

        Examples
        --------
        >>> import pandas as pd
        >>> survey = Survey(pd.DataFrame({"pay": [10.0, 90.0], "hours": [10.0, 30.0]}))
        >>> survey.ratio("pay", "hours")["estimate"].item()
        2.5
        """
        return estimators.ratio(self._frame, self.design, numerator, denominator, by, level)

    def quantile(
        self, column: str, q: float | Sequence[float] = 0.5, by: By = None, *, level: float = 0.95
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
        level
            Confidence level of Woodruff's interval, 0 to 1. An end that would lie outside the data is missing.

        Examples
        --------
        >>> import pandas as pd
        >>> survey = Survey(pd.DataFrame({"pay": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}))
        >>> survey.quantile("pay", [0.5, 0.9])[["q", "estimate"]]
             q  estimate
        0  0.5       5.0
        1  0.9       9.0
        """
        return quantile(self._frame, self.design, column, q, by, level)


def _restore(frame: pd.DataFrame, design: Design, roles: dict[str, str]) -> Survey:
    survey = object.__new__(Survey)
    survey._set(frame, design, roles)
    return survey
