"""The wage council of day 3's group case: an offer in percent over today's minimum, and what the survey says of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from IPython.display import Markdown, display

from labkit import plots, words
from labkit.course.days.day3.council_quotes import Quoted, judge
from labkit.course.days.day3.council_words import HELD_STILL, assumed_jobs, comparison, heading
from labkit.course.days.day3.raises import BOTH
from labkit.course.days.day3.wage_words import SIZES
from labkit.course.lesson import one_table
from labkit.errors import OptionError, one_of
from labkit.survey import Survey
from labkit.wages import minimum_wage_reform
from labkit.wages.reform import Compliance

HIGHEST_RAISE = 50
_SLIP = 0.2  # below this, but not zero, somebody wrote a share


@dataclass(frozen=True)
class Offer:
    """One offer at the table: so many percent over today's minimum, and how it is kept.

    Parameters
    ----------
    percent
        The raise in percent of today's minimum: 5 for five in a hundred. Zero is no raise.
    compliance
        ``"as today"``: who is underpaid stays underpaid; ``"full"``: everybody is paid the new minimum. Only the
        government can promise ``"full"``.
    jobs_lost
        Of 100 covered jobs, how many the offer would cost: low, middle and high, such as ``(0, 1, 3)``. An assumption
        without a source, on which the table agrees. Left out, jobs are held still.

    Raises
    ------
    OptionError
        A number is none, or is not possible: a share for a percentage, dollars for percent, a high below a low.

    Examples
    --------
    >>> Offer(percent=5, compliance="full").of(210)
    220.5
    """

    percent: float
    compliance: Compliance = "as today"
    jobs_lost: tuple[float, float, float] | None = None

    def __post_init__(self) -> None:
        one_of("compliance", self.compliance, list(BOTH), where="the offer")
        if not _is_number(self.percent) or not 0 <= self.percent <= HIGHEST_RAISE or 0 < self.percent < _SLIP:
            raise OptionError(
                "percent is no raise that can be computed here.",
                where="the offer",
                got=f"percent={self.percent!r}",
                expected=f"0 to {HIGHEST_RAISE}: percent over today's minimum, such as 5 for five in a hundred",
                hint=_hint(self.percent),
            )
        if self.jobs_lost is not None:
            _check_jobs(self.jobs_lost)

    def of(self, amount: float) -> float:
        """Return the offer as an amount: today's minimum with the raise on it."""
        return amount * (100 + self.percent) / 100


@dataclass(frozen=True)
class Checked:
    """What the survey says of an offer; a notebook shows its text and its picture.

    Attributes
    ----------
    stands
        Whether every figure that the group quoted fits its own offer.
    table
        The offer for the brief: who gains and what it costs, under both kinds of compliance, the assumption in a column
        of its own.
    quoted
        Whether the group quoted figures: then the picture, which was seen with the offer, is not shown once more.
    """

    text: str
    picture: plots.Picture
    table: pd.DataFrame
    stands: bool
    quoted: bool = False

    def _ipython_display_(self) -> None:
        display(Markdown(self.text), *([] if self.quoted else [self.picture]))


def council_check(
    offer: Offer,
    covered: Survey,
    *,
    current: float = 737_000,
    dollars: float | None = 210,
    place: str = "the survey",
    gaining: float | None = None,
    cost_bn: float | None = None,
) -> Checked:
    """Say what the survey shows of an offer: who gains, what it costs, with intervals, and what it does not show.

    The survey's pay stands for the shape of pay around today's minimum: an assumption. Jobs, hours and prices are held
    still. An assumed loss of jobs is computed beside it, low, middle and high, and called an assumption without a
    source.

    Parameters
    ----------
    offer
        The offer.
    covered
        The workers whom the minimum covers.
    current
        The minimum wage of the survey's year, riel for a full month.
    dollars
        Today's minimum wage in dollars; None for a survey of one's own, then nothing is said in dollars.
    place
        Its name in the words.
    gaining, cost_bn
        The figures that the group wants to sign: percent of workers who gain; billion riel a month. They are held
        against the offer: a figure of the other compliance, or everybody times the raise, is stopped.

    Returns
    -------
    Checked

    Raises
    ------
    ColumnError, OptionError
        As `labkit.wages.minimum_wage_reform`; or a quoted figure is no number.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> covered = lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")
    >>> checked = council_check(Offer(percent=5), covered, place="Cambodia", gaining=99)
    >>> checked.stands
    False
    """
    if not isinstance(offer, Offer):
        raise OptionError(
            "This is no offer.",
            where="council_check",
            got=repr(offer)[:60],
            expected="an offer, such as Offer(percent=5)",
        )
    for name, value in (("gaining", gaining), ("cost_bn", cost_bn)):
        if value is not None and not _is_number(value):
            raise OptionError(f"{name} is no number.", where="council_check", got=repr(value), expected="such as 38.4")
    new = offer.of(current)
    both: dict[str, pd.DataFrame] = {
        compliance: minimum_wage_reform(covered, new, current=current, compliance=compliance) for compliance in BOTH
    }
    workers = covered.total()
    naive = words.one_row(workers)["estimate"] * (new - current) / 1e9
    found = judge(both, offer.compliance, Quoted(gaining, cost_bn, naive))
    lines = [heading(offer.percent, dollars, place), comparison(both, offer.compliance)]
    if offer.compliance == "full":
        lines.append("**Full compliance needs inspectors.** Only the government can promise them. Has it?")
    lines.append(f"**{HELD_STILL}**" if offer.jobs_lost is None else assumed_jobs(offer.jobs_lost, workers))
    lines += found.lines
    title = f"An offer of {offer.percent:g} percent, {place}"
    picture = plots.minimum_wage(both, new=round(new), title=title)
    quoted = gaining is not None or cost_bn is not None
    return Checked("\n\n".join(lines), picture, _for_the_brief(both), found.stands, quoted)


_ASSUMED = {"as today": "who is underpaid stays underpaid", "full": "everybody is paid the new minimum"}


def _for_the_brief(both: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows: dict[str, pd.DataFrame | tuple[pd.DataFrame, str]] = {}
    assumption: dict[str, str] = {}
    for compliance, table in both.items():
        bill = table[table["measure"] == "cost per month"]
        size, unit = next((s, u) for s, u in SIZES if s == 1 or bill["estimate"].item() >= s)
        scaled = bill.assign(**{name: bill[name] / size for name in ("estimate", "se", "ci_low", "ci_high")})
        rows[f"gain {compliance}"] = table[table["measure"] == "share who gain"]
        rows[f"cost {compliance}"] = (scaled, f"{unit} a month")
        assumption |= {f"{what} {compliance}": _ASSUMED[compliance] for what in ("gain", "cost")}
    return one_table("option", rows, assumption=assumption)


def _is_number(value: object) -> bool:
    # True counts as 1 in Python; here it is a slip.
    is_one = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    return is_one and math.isfinite(float(value))  # type: ignore[arg-type]


def _hint(percent: object) -> str:
    if isinstance(percent, tuple):
        return "A comma separates two numbers. Write a point for decimals: 2.5."
    if isinstance(percent, str):
        return "Leave the quotation marks and the sign % out."
    if _is_number(percent) and float(percent) > HIGHEST_RAISE:  # type: ignore[arg-type]
        return "Are these dollars? Write what comes on top of today's minimum, in percent of it."
    if _is_number(percent) and float(percent) > 0:  # type: ignore[arg-type]
        return "Is this a share? Five in a hundred is 5, not 0.05."
    return ""


def _check_jobs(jobs_lost: object) -> None:
    numbers = list(jobs_lost) if isinstance(jobs_lost, tuple | list) else []
    fine = len(numbers) == 3 and all(_is_number(number) and -100 <= number <= 100 for number in numbers)
    if not fine or sorted(numbers) != numbers:
        raise OptionError(
            "jobs_lost is not a low, a middle and a high assumption.",
            where="the offer",
            got=f"jobs_lost={jobs_lost!r}",
            expected="three numbers of 100 jobs, the lowest first, such as (0, 1, 3); with a minus for jobs won",
        )
