"""A raise of the minimum wage under both kinds of compliance: its tables, its sentence and its picture."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd
from IPython.display import Markdown, display

from labkit import plots
from labkit.course.days.day3.wage_words import can_be_shown, cost, gain_each, gainers, percent_of_pay
from labkit.errors import one_of
from labkit.survey import Survey
from labkit.wages import minimum_wage_reform
from labkit.wages.reform import Compliance

BOTH: tuple[Compliance, Compliance] = ("as today", "full")

WORKERS = MappingProxyType({"all": "", "women": "female", "men": "male"})
"""Whom the simulator can show: the word, and the value of the column `sex`."""

HIGHEST_RAISE = 50.0


@dataclass(frozen=True)
class Setting:
    """What the controls of the simulator say.

    Parameters
    ----------
    new
        The new minimum wage, riel for a full month.
    workers
        ``"all"``, ``"women"`` or ``"men"``.

    Examples
    --------
    >>> str(Setting(800_000, "women"))
    'a minimum of 800,000 riel a month, women'
    """

    new: float = 800_000
    workers: str = "all"

    def __post_init__(self) -> None:
        one_of("workers", self.workers, list(WORKERS), where="Setting")

    def __str__(self) -> str:
        """Return the setting in words."""
        whose = "all workers" if self.workers == "all" else self.workers
        return f"a minimum of {self.new:,.0f} riel a month, {whose}"


@dataclass(frozen=True)
class Simulated:
    """One run: a table of `minimum_wage_reform` for each kind of compliance, the sentence and the picture."""

    as_today: pd.DataFrame
    full: pd.DataFrame
    sentence: str
    picture: plots.Picture

    def _ipython_display_(self) -> None:
        display(Markdown(self.sentence), self.picture)


def simulate(
    covered: Survey, setting: Setting | None = None, *, current: float = 737_000, place: str = "the survey"
) -> Simulated:
    """Run one raise of the minimum wage under both kinds of compliance, without any slider.

    Parameters
    ----------
    covered
        The workers whom the minimum covers.
    setting
        The new minimum, and whose pay is looked at.
    current
        The minimum wage of today.
    place
        Its name in the sentence and the title.

    Returns
    -------
    Simulated
        The intervals are those of the survey. Jobs, hours and prices are held still.

    Raises
    ------
    ColumnError, OptionError
        As `labkit.wages.minimum_wage_reform`.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> done = simulate(lfs.filter(lfs.frame["minimum_wage_covered"] == "yes"), Setting(780_000), place="Cambodia")
    >>> done.sentence.split(":")[0]
    'A minimum of 780,000 riel a month, all workers, Cambodia'
    """
    chosen = Setting() if setting is None else setting
    sex = WORKERS[chosen.workers]
    workers = covered.filter(covered.frame["sex"] == sex) if sex else covered
    as_today, full = (
        minimum_wage_reform(workers, chosen.new, current=current, compliance=compliance) for compliance in BOTH
    )
    title = f"Who gains, and what it costs: {chosen}, {place}"
    picture = plots.minimum_wage({"as today": as_today, "full": full}, new=chosen.new, title=title)
    return Simulated(as_today, full, _sentence(chosen, as_today, full, place), picture)


def _sentence(setting: Setting, as_today: pd.DataFrame, full: pd.DataFrame, place: str) -> str:
    words = str(setting)
    lines = [f"{words[0].upper()}{words[1:]}, {place}:", ""]
    for name, table in (("as today", as_today), ("full", full)):
        lines.append(f"* compliance **{name}**: {in_words(table)}.")
    return "\n".join(lines)


def in_words(reform: pd.DataFrame) -> str:
    """Return one reform in words: who gains, what each gains, and what it costs.

    Parameters
    ----------
    reform
        What `minimum_wage_reform` returned, without groups.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> covered = lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")
    >>> in_words(minimum_wage_reform(covered, 737_000, current=737_000))
    'nobody gains'
    """
    if not (reform["estimate"].fillna(0) > 0).any():
        return "nobody gains"
    if not can_be_shown(reform):
        return "too few workers gain for a figure"
    return (
        f"**{gainers(reform)}** of the workers gain, on average {gain_each(reform)} a month each. "
        f"It costs **{cost(reform)}**, or {percent_of_pay(reform)} of basic pay"
    )


def raise_worth_enforcement(covered: Survey, current: float) -> float | None:
    """Return the raise that costs as much, kept as badly as today, as paying today's minimum to everybody.

    Parameters
    ----------
    covered
        The workers whom the minimum covers.
    current
        The minimum wage of today.

    Returns
    -------
    float or None
        Percent over today's minimum, to a tenth; None where nobody is underpaid, or where no raise of up to 50 percent
        costs as much.

    Examples
    --------
    >>> frame = pd.DataFrame({"basic_pay": [150.0, 200.0, 200.0], "weeks_worked": [365 / 84] * 3})
    >>> raise_worth_enforcement(Survey(frame), 200)
    12.5
    """
    wanted = _cost(covered, current, current, "full")
    low, high = 0.0, HIGHEST_RAISE
    if wanted <= 0 or _cost(covered, current * (1 + high / 100), current, "as today") < wanted:
        return None
    while high - low > 0.01:
        middle = (low + high) / 2
        if _cost(covered, current * (1 + middle / 100), current, "as today") < wanted:
            low = middle
        else:
            high = middle
    return round(high, 1)


def _cost(covered: Survey, new: float, current: float, compliance: Compliance) -> float:
    table = minimum_wage_reform(covered, new, current=current, compliance=compliance)
    return float(table.loc[table["measure"] == "cost per month", "estimate"].item())
