"""Union density and coverage by collective agreements, with design-based standard errors."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from labkit.errors import one_of
from labkit.protection import known_yes, people_of
from labkit.protection.answers import Unknown
from labkit.survey import Survey
from labkit.survey.answers import check_words, said
from labkit.survey.estimation.proportions import Interval
from labkit.survey.records.columns import By

NO_BARGAINING_RIGHT = ("government",)


def union_density(
    survey: Survey,
    by: By = None,
    *,
    unknown: Unknown = "not covered",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the share of employees who are members of a trade union, in percent (net density).

    .. math:: 100 \cdot \frac{\text{employees who are members}}{\text{employees}}

    Not of the population and not of all the employed. Unions' own counts hold retired, unemployed and self-employed
    members too (gross density) and are higher.

    Source: ILO, industrial relations data (ILOSTAT IRdata).

    Parameters
    ----------
    survey
        A Survey with ``union_member`` (``"yes"``, ``"no"``, ``"don't know"``), ``status`` and the columns of
        `labkit.labour.labour_force_status`.
    by
        A column, or a list of columns, that make groups.
    unknown
        "Don't know" and no answer: ``"not covered"`` counts them as no members, ``"left out"`` takes them out.
    interval
        Kind of the intervals: ``"logit"``, ``"beta"`` or ``"wald"``; see `labkit.Survey.share`.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent of employees), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError
        A column is missing.
    OptionError
        `unknown` is neither of the two.

    Examples
    --------
    >>> import labkit as lk
    >>> density = union_density(lk.load("lfs"), by="sex").set_index("sex")["estimate"]
    >>> bool(density["female"] > density["male"])
    True
    """
    employees = people_of(survey, "employees")
    member = known_yes(employees.frame, "union_member", unknown=unknown, where="union_density")
    return employees.assign(member_=member).share("member_", by, interval=interval, level=level)


def bargaining_coverage(
    survey: Survey,
    by: By = None,
    *,
    adjusted: bool = False,
    without_right: Sequence[str] = NO_BARGAINING_RIGHT,
    unknown: Unknown = "not covered",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the share of employees whose pay or conditions are set by a collective agreement, in percent.

    .. math:: 100 \cdot \frac{\text{employees covered by one agreement or more}}{\text{employees}}

    The adjusted rate leaves employees without the right to bargain out of both sides. It is not union density: an
    agreement can cover people who are no members, and a union may have no agreement.

    Source: ILO, industrial relations data (ILOSTAT IRdata).

    Parameters
    ----------
    survey, by, unknown, interval, level
        As for `union_density`, with ``collective_agreement``.
    adjusted
        Whether to leave out employees without the right to bargain.
    without_right
        Values of ``institution`` whose employees have no such right. Countries differ: the default, the government, is
        an assumption to be checked against the law.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError
        A column is missing.
    OptionError
        `unknown` is neither of the two; or `adjusted` is neither True nor False.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> plain, adjusted = (bargaining_coverage(lfs, adjusted=a)["n"].item() for a in (False, True))
    >>> plain > adjusted
    True
    """
    where = "bargaining_coverage"
    one_of("adjusted", adjusted, [True, False], where=where)  # "no" would count as yes
    employees = people_of(survey, "employees")
    if adjusted:
        check_words(employees.frame, "institution", without_right, option="without_right", where=where)
        employees = employees.filter(~said(employees.frame, "institution", *without_right, where=where))
    covered = known_yes(employees.frame, "collective_agreement", unknown=unknown, where=where)
    return employees.assign(covered_=covered).share("covered_", by, interval=interval, level=level)
