"""Changes from one survey to another, with their own interval.

Differences between groups of one survey are `labkit.Survey.difference`.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from labkit.errors import DataError
from labkit.labour.vintage import refuse_mixed
from labkit.survey import Survey
from labkit.survey.columns import By, by_names
from labkit.survey.differences import Subtraction
from labkit.survey.linear import recording
from labkit.survey.running import Estimator, labels_of, run

__all__ = ["change"]


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
        The two follow different standards; `earlier` or `later` is no Survey; or the estimator did not return the
        table of an estimator.
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
                f"{role} is not a Survey.", where=where, got=type(survey).__name__, expected="what lk.load returns"
            )
    names = by_names(by, where=where)
    with recording() as kept:
        tables = {
            role: run(estimator, survey, names, level, options, where=where)
            for role, survey in (("later", later), ("earlier", earlier))
        }
    refuse_mixed(tables, where)
    subtract = Subtraction(kept, level, ("later_value", "earlier_value"), where)
    table = subtract.together([subtract(tables["later"], tables["earlier"], labels_of(tables["later"]))], [])
    table.attrs.update(tables["later"].attrs)
    sources = dict.fromkeys(tables[role].attrs.get("source", "") for role in ("earlier", "later"))
    table.attrs["source"] = "; ".join(source for source in sources if source)
    return table
