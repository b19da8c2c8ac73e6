"""Employees of lesson 5.1: who is a union member, who has cover, and the comparison like with like."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from labkit import protection, regression
from labkit.survey import Survey

CONTROLS = ("sex", "age_group", "education", "area")
"""What the first comparison keeps equal; the industry comes later."""

_ANSWERS = {"member": "union_member", "agreement": "collective_agreement", "cover": "social_security"}
_AGES = [14, 24, 34, 54, 120]
_NAMES = ["15-24", "25-34", "35-54", "55+"]


def employees_with_answers(survey: Survey) -> Survey:
    """Return the employees, with True and False columns for three answers; "don't know" counts as no.

    Parameters
    ----------
    survey
        A labour force survey with ``union_member``, ``collective_agreement`` and ``social_security``, or some of them.

    Returns
    -------
    Survey
        With ``member``, ``agreement``, ``cover`` (contributions are paid), if they were asked, and ``age_group``.

    Examples
    --------
    >>> import labkit as lk
    >>> people = employees_with_answers(lk.load("lfs")).frame
    >>> bool(people["member"].mean() < people["cover"].mean())
    True
    """
    people = protection.people_of(survey, "employees")
    answers = people.frame
    known = {name: answers[asked] == "yes" for name, asked in _ANSWERS.items() if asked in answers}
    return people.assign(**known, age_group=pd.cut(answers["age"], _AGES, labels=_NAMES))


def cover(people: Survey, by: str | None = None) -> pd.DataFrame:
    """Estimate the share of employees for whom contributions are paid, in percent."""
    return people.share("cover", by=by)


def more_cover(people: Survey, equal_in: Sequence[str] = ()) -> pd.DataFrame:
    """Return how much more often members have cover than others, in percentage points, equal in some characteristics.

    Parameters
    ----------
    people
        As `employees_with_answers` returns them.
    equal_in
        Columns that the linear model keeps equal; none gives the plain difference.

    Returns
    -------
    pandas.DataFrame
        One row: ``estimate, ci_low, ci_high``, in percentage points.

    Examples
    --------
    >>> import labkit as lk
    >>> people = employees_with_answers(lk.load("lfs"))
    >>> plain, equal = more_cover(people), more_cover(people, ["industry"])
    >>> bool(plain["estimate"].item() > equal["estimate"].item())
    True
    """
    fit = regression.linear(people, "cover", ["member", *equal_in])
    row = fit.table[fit.table["term"] == "member: True"]
    figures = ["estimate", "ci_low", "ci_high"]
    return (100 * row[figures]).reset_index(drop=True)
