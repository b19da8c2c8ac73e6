"""Young people in NEET, for lesson 1.3: who they are, and three rates that people mix up with theirs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from labkit import labour, words
from labkit.survey import Survey

_YOUNGEST, _OLDEST = 15, 24
_SMALL = 10_000


def young_people(survey: Survey) -> Survey:
    """Return the people aged 15 to 24, with what decides about NEET.

    Parameters
    ----------
    survey
        A survey with the columns that `labkit.labour.neet_rate` needs.

    Returns
    -------
    Survey
        A domain of the survey with three more columns of true and false: ``employed``, ``outside`` (neither employed
        nor unemployed) and ``at_school``.

    Examples
    --------
    >>> import labkit as lk
    >>> young = young_people(lk.load("lfs"))
    >>> int(young.frame["age"].max()), bool(young.frame["employed"].all())
    (24, False)
    """
    young = survey.filter(survey.frame["age"].between(_YOUNGEST, _OLDEST))
    status = labour.labour_force_status(young.frame).astype(object)
    return young.assign(
        employed=status.eq("employed"),
        outside=status.eq("outside the labour force"),
        at_school=~young.frame["attending"].eq("no").fillna(value=False).astype(bool),
    )


def neet_people(survey: Survey) -> Survey:
    """Return the young people in NEET, and whether they are near to work.

    Parameters
    ----------
    survey
        As for `young_people`; with ``children_below_6``, a column ``small_child`` is added.

    Returns
    -------
    Survey
        A domain of the survey. ``near_work`` is true for the unemployed and for the potential labour force: those whom
        a job fair could serve at most. ``small_child`` is true where a child below six lives in the household.

    Examples
    --------
    >>> import labkit as lk
    >>> people = neet_people(lk.load("lfs"))
    >>> people.share("near_work", by="sex")["flag"].tolist()
    ['', '']
    """
    young = young_people(survey)
    neet = young.filter(~young.frame["employed"] & ~young.frame["at_school"])
    near = labour.labour_market_attachment(neet.frame).astype(object)
    near_work = ~neet.frame["outside"] | near.isin(["unavailable jobseeker", "available potential jobseeker"])
    neet = neet.assign(near_work=near_work.astype(bool))
    if "children_below_6" in neet.frame:
        neet = neet.assign(small_child=neet.frame["children_below_6"].gt(0).fillna(value=False).astype(bool))
    return neet


def mixed_up_with_neet(survey: Survey) -> dict[str, pd.DataFrame]:
    """Return three rates that people take for the NEET rate, as result tables of one row.

    Parameters
    ----------
    survey
        As for `young_people`.

    Returns
    -------
    dict
        ``"no job"`` (students too), ``"without the unemployed"``, and ``"of those not at school"``.

    Examples
    --------
    >>> import labkit as lk
    >>> wrong = mixed_up_with_neet(lk.load("lfs"))
    >>> wrong["no job"]["estimate"].item() > wrong["of those not at school"]["estimate"].item()
    True
    """
    young = young_people(survey)
    people = young.frame
    young = young.assign(
        no_job=~people["employed"],
        outside_only=people["outside"] & ~people["at_school"],
        left_over=~people["employed"] & ~people["at_school"],
    )
    return {
        "no job": young.share("no_job"),
        "without the unemployed": young.share("outside_only"),
        "of those not at school": young.filter(~young.frame["at_school"]).share("left_over"),
    }


def said(table: pd.DataFrame, **group: Any) -> str:
    """Write one figure of a table of shares in words, also where nobody of a small sample belongs to the group.

    Parameters
    ----------
    table
        A result table in percent.
    **group
        The one row, such as ``sex="female"``.

    Examples
    --------
    >>> row = {"sex": "female", "estimate": 3.8, "ci_low": 2.1, "ci_high": 5.5, "n": 500, "flag": ""}
    >>> said(pd.DataFrame([row]), sex="female")
    '3.8 percent (2.1 to 5.5)'
    >>> said(pd.DataFrame([row]), sex="male")
    'not shown (nobody in this sample)'
    """
    here = pd.Series(data=True, index=table.index)
    for name, value in group.items():
        here &= table[name].astype(object).eq(value)
    if not here.any():
        return "not shown (nobody in this sample)"
    return words.share(table, **group)


def heads(table: pd.DataFrame) -> str:
    """Write a number of people with its interval, rounded so that it can be read aloud.

    Parameters
    ----------
    table
        A result table of one row, such as ``survey.total()``.

    Examples
    --------
    >>> row = {"estimate": 9_120.0, "ci_low": 5_030.0, "ci_high": 13_200.0, "n": 30, "flag": ""}
    >>> heads(pd.DataFrame([row]))
    'about 9 thousand (5 thousand to 13 thousand)'
    >>> heads(pd.DataFrame([{**row, "estimate": 640.0, "ci_low": -20.0, "ci_high": 1_310.0, "flag": "U"}]))
    'about 600 (0 to 1,300; unreliable)'
    >>> heads(pd.DataFrame([{**row, "flag": "S"}]))
    'not shown (too few records)'
    """
    row = words.one_row(table)
    if row["flag"] == "S":
        return "not shown (too few records)"
    values = [max(float(row[name]), 0.0) for name in ("estimate", "ci_low", "ci_high")]
    small = max(values) < _SMALL  # in a province: to the hundred, and not "fewer than a thousand"
    middle, low, high = (f"{round(value, -2):,.0f}" if small else words.people(value) for value in values)
    doubt = "; unreliable" if row["flag"] else ""
    return f"about {middle} ({low} to {high}{doubt})"
