"""Changes from one survey to another, with their own interval.

Differences between groups of one survey are `labkit.Survey.difference`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from labkit.errors import DataError
from labkit.labour.vintage import refuse_mixed
from labkit.survey import Survey
from labkit.survey.differences import Subtraction
from labkit.survey.estimation.deff import refuse_deff
from labkit.survey.estimation.linear import ROW, Linear, recording, remember, variance_of
from labkit.survey.records.columns import By, by_names, refuse_taken
from labkit.survey.running import Estimator, labels_of, run
from labkit.survey.table import result_table

__all__ = ["change", "growth"]


def change(
    estimator: Estimator, earlier: Survey, later: Survey, by: By = None, *, level: float = 0.95, **options: Any
) -> pd.DataFrame:
    r"""Estimate the change of a figure from one survey to a later one, with its own interval.

    .. math:: \hat\theta_2 - \hat\theta_1, \quad V = V(\hat\theta_1) + V(\hat\theta_2)

    The two surveys are taken as independent samples: their variances are added. Where villages or people of the first
    were asked again, the true standard error is mostly smaller. Two domains of one survey (`Survey.filter`) are told
    apart from that: their covariance counts.

    Parameters
    ----------
    estimator
        An indicator, such as ``lk.labour.unemployment_rate``, or a function of the survey, such as
        ``lambda s: s.mean("monthly_pay")``; also one that returns a difference, ``lambda s: s.difference(...)``.
    earlier, later
        The two surveys, with the columns that the estimator needs.
    by
        A column, or a list of columns, that both have: the change within each group.
    level
        Confidence level of the interval, 0 to 1.
    **options
        Passed on to the estimator, such as ``column="monthly_pay"``.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (later minus earlier, in the estimator's unit: of percentages, percentage
        points), ``se, ci_low, ci_high, cv, df, n, flag, p_value``, and the two levels, ``later_value`` and
        ``earlier_value``. `n` counts the records of both; `flag` is the worse of the two. `df` is that of each
        survey, PSUs minus strata, put together by Satterthwaite's rule and rounded down; ``p_value`` is that of no
        change at all. A group that one survey lacks has a missing estimate.

    Raises
    ------
    DataError
        The two follow different standards, or hold the same records; `earlier` or `later` is no Survey; or the
        estimator did not return the table of an estimator.
    OptionError
        The estimator is not a function of a survey.

    References
    ----------
    As R's ``svyttest(y ~ survey, design)`` on the two samples put together as strata of their own. F. E.
    Satterthwaite, "An approximate distribution of estimates of variance components", Biometrics Bulletin 2 (1946).

    Examples
    --------
    >>> import labkit as lk
    >>> table = change(lk.labour.participation_rate, lk.load("lfs2012"), lk.load("lfs"), by="sex")
    >>> table["sex"].tolist()
    ['male', 'female']
    >>> bool((table["estimate"] == table["later_value"] - table["earlier_value"]).all())
    True
    """
    where = "compare.change"
    for role, survey in (("earlier", earlier), ("later", later)):
        if not isinstance(survey, Survey):
            raise DataError(
                f"{role} is not a Survey.",
                where=where,
                got=type(survey).__name__,
                expected="what lk.load returns",
                hint="Leave the quotation marks out: a survey has a name." if isinstance(survey, str) else "",
            )
    names = by_names(by, where=where)
    refuse_taken(names, ("p_value", "later_value", "earlier_value"), where=where)
    if options.get("deff"):
        refuse_deff(where, "A change has")
    with recording() as kept:
        tables = {
            role: run(estimator, survey, names, level, options, where=where)
            for role, survey in (("later", later), ("earlier", earlier))
        }
    refuse_mixed(tables, where)
    subtract = Subtraction(kept, level, ("later_value", "earlier_value"), where)
    table = subtract.together([subtract(tables["later"], tables["earlier"], labels_of(tables["later"]))], [])
    table.attrs.update(tables["later"].attrs)
    if table["estimate"].fillna(0).eq(0).all() and _same_records(earlier, later):
        raise DataError(
            "The earlier and the later survey are one and the same, so nothing can have changed.",
            where=where,
            got=f"the same {len(later):,} records twice",
            expected="two surveys of different years",
            hint='Open the other year, such as lk.load("lfs2012"), and write the earlier survey first.',
        )
    sources = dict.fromkeys(tables[role].attrs.get("source", "") for role in ("earlier", "later"))
    table.attrs["source"] = "; ".join(source for source in sources if source)
    return table


def _same_records(one: Survey, other: Survey) -> bool:
    """Tell whether two surveys hold the same records: one survey, or the same file opened twice."""
    return one is other or (one.in_memory and other.in_memory and bool(one.frame.equals(other.frame)))


def growth(
    estimator: Estimator, earlier: Survey, later: Survey, by: By = None, *, level: float = 0.95, **options: Any
) -> pd.DataFrame:
    r"""Estimate the growth of a figure from one survey to a later one in percent, with its own interval.

    .. math:: 100 \left(\frac{\hat\theta_2}{\hat\theta_1} - 1\right), \quad
        V = 100^2 \left(\frac{V(\hat\theta_2)}{\hat\theta_1^2}
        + \frac{\hat\theta_2^2 \, V(\hat\theta_1)}{\hat\theta_1^4}\right)

    For amounts, such as mean pay. The change of a rate is better told in percentage points: `change`. Growth of pay is
    nominal unless the pay of both surveys is at the prices of one year: `labkit.wages.real`.

    Parameters
    ----------
    estimator, earlier, later, by, level, **options
        As for `change`.

    Returns
    -------
    pandas.DataFrame
        As for `change`; ``estimate`` is in percent of the earlier figure. Where that is zero, it is missing.

    Raises
    ------
    DataError, OptionError
        As for `change`.

    Examples
    --------
    >>> import labkit as lk
    >>> before, after = lk.load("lfs2012"), lk.load("lfs")
    >>> before = before.assign(monthly_pay=lk.wages.real(before.frame["monthly_pay"], year=2012, base=2019))
    >>> growth(lambda s: s.mean("monthly_pay"), before, after)["flag"].tolist()
    ['']
    """
    with recording() as kept:
        table = change(estimator, earlier, later, by, level=level, **options)
    rows = [kept.rows[row] for row in table.pop(ROW)]
    first, last = table["earlier_value"].to_numpy(), table["later_value"].to_numpy()
    first = np.where(first == 0, np.nan, first)
    linears: list[Linear] = []
    for linear, one, two in zip(rows, first, last, strict=True):
        # The later survey's parts come first; those of the earlier are turned already.
        half = len(linear) // 2
        linears.append((*(part.times(100 / one) for part in linear[:half]),
                        *(part.times(100 * two / one**2) for part in linear[half:])))  # fmt: skip
    found_out = [variance_of(linear) if linear else (np.nan, 0) for linear in linears]
    variance, df = np.array([v for v, _ in found_out]), np.array([d for _, d in found_out], dtype=np.int64)
    estimate = 100 * (last / first - 1)
    found = result_table(table[labels_of(table)], estimate, variance, df, table["n"].to_numpy(), level=level)
    found = found.assign(**{name: table[name] for name in table.columns[table.columns.get_loc("flag") :]})
    found.attrs.update(table.attrs)
    return remember(found, lambda: linears)
