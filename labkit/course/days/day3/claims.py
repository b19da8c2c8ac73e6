"""Lesson 3.1: a claim about the growth of pay names whose pay, which years, which money, and at whose prices."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from labkit.compare import growth
from labkit.errors import CourseError, did_you_mean, first_few, is_number
from labkit.survey import Survey
from labkit.wages import real

EMPLOYEES, MINIMUM = "all employees", "minimum wage"
SURVEYS = (2012, 2019)
SPANS = ((2012, 2023), (2019, 2023))
NOMINAL, REAL = "nominal", "real"
NEW_BORDERS = ("Kampong Cham", "Tboung Khmum")
TOLERANCE = 0.6  # percent: claims are said in whole numbers
_PARTS = ("group", "earlier", "later", "money", "prices")


def place_in_both_surveys(province: str) -> str:
    """Return the province if it had the same borders in 2012 and in 2019, otherwise ``"all"``, the whole country.

    Tboung Khmum was a part of Kampong Cham until the end of 2013: neither can be compared between the two surveys.

    Examples
    --------
    >>> place_in_both_surveys("Kep"), place_in_both_surveys("Tboung Khmum")
    ('Kep', 'all')
    """
    return "all" if province in NEW_BORDERS else province


def growth_of_pay(before: Survey, after: Survey, pay: str = "monthly_pay") -> pd.DataFrame:
    """Return the growth of employees' mean pay between two surveys, in riel: as paid, and at the prices of the later.

    Parameters
    ----------
    before, after
        Employees of 2012 and of 2019.
    pay
        Column of pay, in riel.

    Returns
    -------
    pandas.DataFrame
        Two rows with ``group, earlier, later, money, prices``, then the columns of `labkit.compare.growth`.
    """
    earlier, later = SURVEYS
    at_later_prices = before.assign(**{pay: real(before.frame[pay], year=earlier, base=later)})
    rows = []
    for prices, survey in ((NOMINAL, before), (REAL, at_later_prices)):
        row = growth(lambda s: s.mean(pay), survey, after)
        rows.append(row.assign(group=EMPLOYEES, earlier=earlier, later=later, money="riel", prices=prices))
    return _parts_first(pd.concat(rows, ignore_index=True))


def growth_of_minimum(wages: pd.DataFrame, prices: pd.DataFrame) -> pd.DataFrame:
    """Return the growth of the minimum wage in dollars, in riel, and in riel at the prices of the later year.

    Parameters
    ----------
    wages
        ``year`` and ``value``: the minimum wage in dollars.
    prices
        ``year``, ``cpi`` (consumer prices in riel) and ``riel_per_dollar``.

    Returns
    -------
    pandas.DataFrame
        ``group, earlier, later, money, prices, estimate``: percent. It is no estimate from a sample: no interval.

    Examples
    --------
    >>> wages = pd.DataFrame({"year": [2012, 2019, 2023], "value": [60.0, 100.0, 110.0]})
    >>> prices = pd.DataFrame({"year": [2012, 2019, 2023], "cpi": [80.0, 100, 110], "riel_per_dollar": 4000.0})
    >>> growth_of_minimum(wages, prices).query("earlier == 2019")["estimate"].round().abs().tolist()
    [10.0, 10.0, 0.0]
    """
    dollars = wages.set_index("year")["value"].astype(float)
    rate = prices.set_index("year")["riel_per_dollar"].astype(float)
    rows = []
    for earlier, later in SPANS:
        riel = {year: dollars[year] * rate[year] for year in (earlier, later)}
        then = real(riel[earlier], year=earlier, base=later, prices=prices)
        for money, kind, first, last in (
            ("dollars", NOMINAL, dollars[earlier], dollars[later]),
            ("riel", NOMINAL, riel[earlier], riel[later]),
            ("riel", REAL, then, riel[later]),
        ):
            rows.append((MINIMUM, earlier, later, money, kind, 100 * (last / first - 1)))
    return pd.DataFrame(rows, columns=[*_PARTS, "estimate"])


def check_claim(claims: pd.DataFrame, growth: float, **parts: Any) -> str:
    """Say whether a claim about the growth of pay is one that was computed.

    Parameters
    ----------
    claims
        Rows of `growth_of_pay` and `growth_of_minimum`.
    growth
        The growth that is claimed, in percent.
    **parts
        ``group, earlier, later, money, prices``: what the claim is about.

    Returns
    -------
    str
        A sentence to read aloud.

    Raises
    ------
    CourseError
        A part is missing, or none of the computed rows has it.

    Examples
    --------
    >>> rows = [("minimum wage", 2019, 2023, "dollars", "nominal", 9.9)]
    >>> claims = pd.DataFrame(rows, columns=["group", "earlier", "later", "money", "prices", "estimate"])
    >>> about = dict(group="minimum wage", earlier=2019, later=2023, money="dollars", prices="nominal")
    >>> check_claim(claims, 10, **about)
    'The claim holds: minimum wage, 2019 to 2023, in dollars, nominal: 9.9 percent.'
    >>> check_claim(claims, 20, **about)
    'These four parts are clear, but the figure is another one: 9.9 percent, not 20.'
    """
    missing = [name for name in _PARTS if name not in parts]
    if missing or set(parts) - set(_PARTS):
        raise CourseError(
            "A claim about pay has four parts: whose pay, which years, which money, and whose prices.",
            where="check_claim",
            got=f"missing: {', '.join(missing)}" if missing else f"also: {', '.join(set(parts) - set(_PARTS))}",
            expected=", ".join(_PARTS),
        )
    if (parts["money"], parts["prices"]) == ("dollars", REAL):
        raise CourseError(
            "The price index is one of prices in riel.",
            where="check_claim",
            got="dollars, real",
            hint="Change dollars into riel of their own year first, then take out the prices.",
        )
    if not is_number(growth):
        raise CourseError(
            "A growth is a number, in percent.",
            where="check_claim",
            got=f"growth={growth!r}",
            hint="Write it without quotation marks and without the sign %: growth=10.",
        )
    rows = claims
    for name in _PARTS:
        known = rows[name].unique().tolist()
        rows = rows[rows[name] == parts[name]]
        if rows.empty:
            raise CourseError(
                "No row was computed for this claim.",
                where="check_claim",
                got=f"{name}={parts[name]!r}",
                expected=f"one of {first_few(known)}",
                hint=did_you_mean(str(parts[name]), [str(value) for value in known]),
            )
    row = rows.iloc[0]
    found = f"{row['estimate']:.1f} percent"
    low, high = row.get("ci_low", math.nan), row.get("ci_high", math.nan)
    if pd.notna(low):
        found += f" ({low:.1f} to {high:.1f})"
    if not abs(row["estimate"] - growth) <= TOLERANCE:
        return f"These four parts are clear, but the figure is another one: {found}, not {growth:g}."
    where = f"{row['group']}, {row['earlier']} to {row['later']}, in {row['money']}, {row['prices']}"
    return f"The claim holds: {where}: {found}."


def _parts_first(table: pd.DataFrame) -> pd.DataFrame:
    return table[[*_PARTS, *(name for name in table.columns if name not in _PARTS)]]
