"""Lesson 3.2: the people on whom several lists of characteristics can be compared, and log points in percent."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from labkit.decomposition import Decomposition, decompose
from labkit.errors import ColumnError, CourseError, DataError, did_you_mean, first_few
from labkit.survey import Survey

RECORDS_FOR_EACH = 4  # coefficient, in the smaller group


def alike_records(survey: Survey, outcome: str, characteristics: Sequence[str], group: str = "sex") -> Survey:
    """Return the people whose answers are complete and whose categories both groups have.

    A decomposition cannot use a category that only one of two groups has, such as an industry without a woman. Left to
    itself it sets such records aside for one list and not for another, so that two lists would be about two different
    sets of people. Here the records are chosen once, for the longest list.

    Parameters
    ----------
    survey
        The people, such as all employees.
    outcome
        The column that is compared, such as the logarithm of pay.
    characteristics
        The longest list of characteristics.
    group
        Column of the two groups.

    Returns
    -------
    Survey
        The records that stay; the rest is outside the domain and stays in the design.

    Raises
    ------
    ColumnError
        A column is not there.

    Examples
    --------
    >>> frame = pd.DataFrame({"sex": ["male", "female"] * 3, "pay": [1.0, 2, 3, 4, None, 6], "work": list("aabbab")})
    >>> frame.loc[5, "work"] = "only women"
    >>> alike_records(Survey(frame), "pay", ["work"]).frame["work"].tolist()
    ['a', 'a', 'b', 'b']
    """
    frame = survey.frame
    for name in (outcome, group, *characteristics):
        if name not in frame:
            raise ColumnError(
                f"There is no column {name!r}.",
                where="alike_records",
                got=name,
                hint=did_you_mean(name, [str(column) for column in frame.columns]),
            )
    used = frame[[outcome, group, *characteristics]]
    stays = used.notna().all(axis=1)
    words = [name for name in characteristics if not pd.api.types.is_numeric_dtype(frame[name])]
    while True:
        both = stays.copy()
        for name in words:
            count = pd.crosstab(used.loc[stays, name].astype(str), used.loc[stays, group].astype(str))
            both &= used[name].astype(str).isin(count.index[(count > 0).all(axis=1)])
        if both.equals(stays):
            return survey.filter(stays)
        stays = both


def percent_less(row: pd.Series | dict[str, float]) -> str:
    r"""Write a difference of logarithms, men minus women, as percent of men's pay, with its interval.

    .. math:: 100 \, (1 - e^{-d})

    Parameters
    ----------
    row
        ``estimate, ci_low, ci_high`` in log points.

    Returns
    -------
    str
        Such as ``"about 9 percent less (7 to 11)"``; an interval that holds zero is told with both directions.

    Examples
    --------
    >>> percent_less({"estimate": 0.099, "ci_low": 0.076, "ci_high": 0.122})
    'about 9 percent less (7 to 11)'
    >>> percent_less({"estimate": 0.02, "ci_low": -0.03, "ci_high": 0.07})
    'about 2 percent less (from 3 more to 7 less: the direction is not known)'
    """
    estimate, low, high = (100 * (1 - math.exp(-float(row[name]))) for name in ("estimate", "ci_low", "ci_high"))
    if np.isnan([estimate, low, high]).any():
        return "not known: too few records"
    side = "less" if estimate >= 0 else "more"
    start = f"about {abs(estimate):.0f} percent {side}"
    if low > 0 or high < 0:
        near, far = sorted((abs(low), abs(high)))
        return f"{start} ({near:.0f} to {far:.0f})"
    return f"{start} (from {-low:.0f} more to {high:.0f} less: the direction is not known)"


def without(characteristics: Sequence[str], name: str = "") -> list[str]:
    """Return a list of characteristics without one of them.

    Raises
    ------
    CourseError
        The list does not have it, or one of the two was not written.

    Examples
    --------
    >>> without(["education", "age", "industry"], "age")
    ['education', 'industry']
    """
    if not name or isinstance(characteristics, str):
        raise CourseError(
            "Two things are needed: the list, and the name of what to leave out.",
            where="without",
            got=repr(name or characteristics),
            expected="the list, a comma, and a name in quotation marks",
        )
    if name not in characteristics:
        raise CourseError(
            f"The list has no {name!r} to leave out.",
            where="without",
            got=repr(name),
            expected=f"one of {first_few(map(repr, characteristics))}",
            hint=did_you_mean(name, list(characteristics)),
        )
    return [other for other in characteristics if other != name]


def longest_list(
    survey: Survey, outcome: str, characteristics: Sequence[str], group: str = "sex", *, reference: str = "male"
) -> list[str]:
    """Return the characteristics, in their order, for which the sample is large enough to compare the two groups.

    A long list needs many records: a characteristic stays out where a group would have fewer than four for each
    coefficient, or where one of its categories follows from the others.

    Parameters
    ----------
    survey, outcome, characteristics, group
        As for `alike_records`.
    reference
        The first of the two groups.

    Returns
    -------
    list
        At least one name.

    Raises
    ------
    ColumnError
        A column is not there.
    DataError
        No characteristic can be used.

    Examples
    --------
    >>> import labkit as lk
    >>> longest_list(lk.load("lfs"), "monthly_pay", ["education", "age"])
    ['education', 'age']
    """
    found: list[str] = []
    for name in characteristics:
        wider = [*found, name]
        if _can_compare(survey, outcome, wider, group, reference):
            found = wider
    if not found:
        raise DataError(
            "There are too few records to compare the two groups.",
            where="longest_list",
            got=f"{len(survey.frame)} records",
            hint="Choose the whole country, or a larger province.",
        )
    return found


def _can_compare(survey: Survey, outcome: str, characteristics: list[str], group: str, reference: str) -> bool:
    people = alike_records(survey, outcome, characteristics, group)
    try:
        found = decompose(people, outcome, characteristics, group, reference)
    except (DataError, ColumnError):  # a category follows from others, or nobody is left
        return False
    return min(found.n.values()) >= RECORDS_FOR_EACH * len(found.coefficients)


def parts_to_draw(found: Decomposition) -> pd.DataFrame:
    """Return the parts of a twofold decomposition that may be shown, one line each.

    The difference, the whole explained part with each characteristic's share of it, and the unexplained part as a
    whole: its own details depend on where numbers have their zero and which categories there are.

    Parameters
    ----------
    found
        A decomposition into explained and unexplained.

    Returns
    -------
    pandas.DataFrame
        ``part``, then the figures and the flag.

    Examples
    --------
    >>> import labkit as lk
    >>> found = lk.decomposition.decompose(lk.load("lfs"), "monthly_pay", ["education"], "sex", "male")
    >>> parts_to_draw(found)["part"].tolist()
    ['difference', 'explained', '  by education', 'unexplained']
    """
    overall = found.overall.assign(part=found.overall["component"])
    detail = found.detail[found.detail["component"] == "explained"]
    detail = detail.assign(part="  by " + detail["regressor"].astype(str))
    table = pd.concat([overall.iloc[:2], detail, overall.iloc[2:]], ignore_index=True)
    table = table[["part", "estimate", "se", "ci_low", "ci_high", "n", "flag"]]
    table.attrs.update(found.overall.attrs)
    return table
