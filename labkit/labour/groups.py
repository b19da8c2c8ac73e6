"""The usual groups of age and of industry."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from labkit.errors import DataError, OptionError, first_few, is_number
from labkit.survey.records.columns import column, numbers

AGE_STARTS = (15, 25, 35, 45, 55, 65)
_BROAD = {
    "agriculture": "A",
    "mining and utilities": "BDE",
    "manufacturing": "C",
    "construction": "F",
    "market services": "GHIJKLMN",
    "non-market services": "OPQRSTU",
}
BROAD_INDUSTRIES = ("agriculture", "manufacturing", "mining and utilities", "construction", "market services",
                    "non-market services")  # fmt: skip
_GROUP_OF = {letter: name for name, letters in _BROAD.items() for letter in letters}


def age_group(frame: pd.DataFrame, starts: Sequence[int] = AGE_STARTS, *, age: str = "age") -> pd.Series[str]:
    """Return each person's age group: 15–24, 25–34 … 65+, the ten-year groups of the ILO.

    Parameters
    ----------
    frame
        One row per person: ``survey.frame``.
    starts
        The youngest age of each group, ascending, in years. The last group has no end.
    age
        Column with the age.

    Returns
    -------
    pandas.Series
        Ordered categories such as ``"15-24"``, named ``age_group``; missing below the first start, and where the age
        is missing.

    Raises
    ------
    ColumnError
        The column is not there, or does not hold numbers.
    OptionError
        `starts` do not ascend.

    Examples
    --------
    >>> frame = pd.DataFrame({"age": [14, 15, 24, 25, 80]})
    >>> age_group(frame).tolist()
    [nan, '15-24', '15-24', '25-34', '65+']
    >>> age_group(frame, [15, 25]).cat.categories.tolist()
    ['15-24', '25+']
    """
    first = list(starts)
    if not first or not all(is_number(s) for s in first) or any(b <= a for a, b in pairwise(first)):
        raise OptionError(
            "The starts of the age groups do not ascend.",
            where="age_group",
            got=f"starts={starts!r}",
            expected="such as [15, 25, 65]",
        )
    years = numbers(frame, age, where="age_group")
    names = [f"{a}-{b - 1}" for a, b in pairwise(first)] + [f"{first[-1]}+"]
    known = ~np.isnan(years)
    place = np.where(known, np.searchsorted(first, np.where(known, years, 0), side="right") - 1, -1)
    found = np.array([*names, None], dtype=object)[place]  # the last place serves -1
    return pd.Series(
        pd.Categorical(found, categories=pd.Index(names), ordered=True), index=frame.index, name="age_group"
    )


def broad_industry(frame: pd.DataFrame, *, industry: str = "industry") -> pd.Series[str]:
    """Return each person's broad group of industries, the ILO's aggregate of ISIC Rev. 4 sections.

    Agriculture (A), manufacturing (C), mining and utilities (B, D, E), construction (F), market services (G to N),
    non-market services (O to U).

    Parameters
    ----------
    frame
        One row per person: ``survey.frame``.
    industry
        Column with the section, its letter first, such as ``"C manufacturing"``.

    Returns
    -------
    pandas.Series
        Categories, named ``broad_industry``; missing where the section is.

    Raises
    ------
    ColumnError
        The column is not there.
    DataError
        A value does not begin with the letter of a section.

    References
    ----------
    ILOSTAT, classification of economic activity, "aggregate" (``ECO_AGGREGATE``).

    Examples
    --------
    >>> frame = pd.DataFrame({"industry": ["A agriculture", "P education", "D electricity", None]})
    >>> broad_industry(frame).tolist()
    ['agriculture', 'non-market services', 'mining and utilities', nan]
    """
    codes, sections = pd.factorize(column(frame, industry, where="broad_industry"))
    letters = [str(section).split(" ", 1)[0] for section in sections.tolist()]
    unknown = sorted(set(letters) - set(_GROUP_OF))
    if unknown:
        raise DataError(
            f"Column {industry!r} holds values without the letter of a section.",
            where="broad_industry",
            got=first_few(map(repr, unknown)),
            expected="the letter first, A to U: 'C manufacturing'",
        )
    groups = np.array([*(BROAD_INDUSTRIES.index(_GROUP_OF[letter]) for letter in letters), -1])  # the last serves -1
    found = pd.Categorical.from_codes(groups[codes], categories=pd.Index(BROAD_INDUSTRIES))
    return pd.Series(found, index=frame.index, name="broad_industry")
