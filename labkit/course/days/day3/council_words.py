"""The words of the wage council: an offer in dollars, its table, its real value, and what was only assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from labkit import words
from labkit.course.days.day3.wage_words import can_be_shown, cost, gain_each, gainers, percent_of_pay
from labkit.course.lesson import published
from labkit.survey import Survey
from labkit.wages import minimum_wage_reform

HELD_STILL = "Jobs and hours are held still. That is a gap in the data, not a finding."
SHAPE = (
    "The pay of the survey's year stands for the *shape* of pay around today's minimum. That is an assumption. "
    "Amounts of money are of that year: only percentages can be carried to today."
)

_WAGE = "minimum wage, garment, footwear and travel goods"
_PRICES = "consumer price index, 2010 = 100"
_RATE = "official exchange rate"


def heading(percent: float, dollars: float | None, place: str) -> str:
    """Say an offer in dollars, and how far it goes beyond the minimum of the last year with a price index.

    Examples
    --------
    >>> heading(5, None, "Lao PDR")
    "**5 percent over today's minimum.** (Lao PDR)"
    """
    if dollars is None:
        return f"**{percent:g} percent over today's minimum.** ({place})"
    offered = dollars * (100 + percent) / 100
    year, then = _last_with_prices()
    more = 100 * (offered / then - 1)
    return (
        f"**{percent:g} percent over today's {dollars:g} dollars: {offered:,.1f} dollars a month.** ({place})\n\n"
        f"In {year} the minimum was {then:g} dollars. The offer is {more:.1f} percent more *in dollars*. Workers buy "
        f"in riel: turn both into riel first. The last price index that we have is that of {year}. If prices in riel "
        f"have risen more than the wage in riel since {year}, the offer buys *less* than the minimum of {year}."
    )


def comparison(both: Mapping[str, pd.DataFrame], own: str) -> str:
    """Return a table of both kinds of compliance, the offer's own marked."""
    lines = ["| compliance | who gains | gain each, a month | cost | of basic pay |", "|---|---|---|---|---|"]
    for compliance, table in both.items():
        name = f"**{compliance}** (your offer)" if compliance == own else compliance
        lines.append(f"| {name} | {_cells(table)} |")
    return "\n".join(lines)


def raises_table(covered: Survey, percents: Sequence[float], *, current: float, dollars: float | None) -> pd.DataFrame:
    """Return what raises of several sizes would do, under both kinds of compliance.

    Parameters
    ----------
    covered
        The workers whom the minimum covers.
    percents
        The raises, in percent over today's minimum.
    current
        The minimum wage of the survey's year, riel for a full month.
    dollars
        Today's minimum wage in dollars. None for a survey of one's own: there is no column of dollars then.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> covered = lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")
    >>> raises_table(covered, [0, 5], current=737_000, dollars=210)["dollars"].tolist()
    [210.0, 220.5]
    """
    rows = []
    for percent in percents:
        new = current * (100 + percent) / 100
        full, as_today = (
            minimum_wage_reform(covered, new, current=current, compliance="full"),
            minimum_wage_reform(covered, new, current=current, compliance="as today"),
        )
        rows.append(
            {
                "raise, percent": percent,
                "dollars": round((dollars or 0) * (100 + percent) / 100, 1),
                "gain, full": gainers(full),
                "cost, full": cost(full),
                "gain, as today": gainers(as_today) if percent else "nobody",
                "cost, as today": cost(as_today) if percent else "nothing",
            }
        )
    table = pd.DataFrame(rows)
    return table.drop(columns="dollars") if dollars is None else table


def real_change(first: int, last: int) -> float:
    """Return the change of the minimum wage in percent, in riel and at constant prices.

    Examples
    --------
    >>> round(real_change(2019, 2023), 1), round(real_change(2012, 2023))
    (-2.4, 126)
    """
    start, end = (_value(_WAGE, year) * _value(_RATE, year) / _value(_PRICES, year) for year in (first, last))
    return 100 * (end / start - 1)


def assumed_jobs(jobs_lost: Sequence[float], workers: pd.DataFrame) -> str:
    """Say what an assumed loss of jobs would be in jobs: low, middle, high.

    Parameters
    ----------
    jobs_lost
        Of 100 covered jobs.
    workers
        The number of covered workers, a table of one row.
    """
    count = words.one_row(workers)["estimate"]
    told = [
        f"{name}: {lost:g} of 100 jobs, which is {_jobs(count * lost / 100)}"
        for name, lost in zip(("low", "middle", "high"), jobs_lost, strict=True)
    ]
    return (
        f"**Assumption without a source, jobs lost.** {'; '.join(told)}. No survey stands behind these numbers. The "
        f"table above still holds jobs still: who loses a job gains nothing from a raise."
    )


def _jobs(count: float) -> str:
    return "none" if count == 0 else f"about {words.people(abs(count))} {'lost' if count > 0 else 'won'}"


def _cells(table: pd.DataFrame) -> str:
    if not (table["estimate"].fillna(0) > 0).any():
        return "nobody | – | nothing | –"
    if not can_be_shown(table):
        return "too few records | – | – | –"
    return f"{gainers(table)} | {gain_each(table)} | {cost(table)} | {percent_of_pay(table)}"


def _last_with_prices() -> tuple[int, float]:
    year = int(published(_PRICES)["year"].max())
    return year, _value(_WAGE, year)


def _value(indicator: str, year: int) -> float:
    return float(published(indicator, year=year)["value"].item())
