"""Reforms under stated assumptions for lesson 2.3 and the group case: one setting, its tables, sentence and picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd
from IPython.display import Markdown, display

from labkit import plots, protection, words
from labkit.course.days.day2.reform_words import heads, money
from labkit.errors import OptionError, one_of
from labkit.protection import Assumptions, Reform
from labkit.quality import SUPPRESSED_BELOW
from labkit.survey import Survey

NO_INSPECTION = 0
INSPECTIONS = {
    "no inspection": NO_INSPECTION, "50 persons or more": 50, "20 or more": 20, "10 or more": 10, "5 or more": 5,
    "all": 1,
}  # fmt: skip
"""Where inspection begins. The duty to declare holds for every employer, from one worker on (Prakas 448 of 2017)."""

INCOMES = {"low: 400,000": 400_000.0, "middle: 600,000": 600_000.0, "high: 1,000,000": 1_000_000.0}
"""Monthly income on which people pay whose income is not known, riel: round numbers without a source."""


@dataclass(frozen=True)
class Setting:
    """What the sliders say. Every number is an assumption; the defaults are round numbers without a source.

    Parameters
    ----------
    drive
        Share of undeclared employees of registered businesses whom a registration drive brings in, 0 to 1.
    inspect_from
        Smallest workplace (persons) that is inspected: 1, 5, 10, 20 or 50; 0 for no inspection.
    compliance
        Share of undeclared employees in such workplaces who are then declared, 0 to 1.
    take_up
        Share of the self-employed who join a voluntary scheme, 0 to 1.
    income
        Monthly income on which people pay whose income the survey does not know, riel.
    subsidy
        Share of employees' contributions that the state pays, 0 to 1.
    response
        Share of undeclared employees who would join if the state paid all, 0 to 1.
    cost_per_person
        Cost to the state of bringing in one person by the drive, by inspection or by the voluntary scheme, riel.

    Examples
    --------
    >>> [reform.name for reform in Setting(take_up=0, subsidy=0).reforms()]
    ['registration drive', 'inspection from 10 persons']
    """

    drive: float = 0.3
    inspect_from: int = 10
    compliance: float = 0.5
    take_up: float = 0.05
    income: float = 600_000.0
    subsidy: float = 0.5
    response: float = 0.2
    cost_per_person: float = 40_000.0

    def reforms(self) -> list[Reform]:
        """Return the reforms that are in force, in the order in which they come; those set to nothing are left out."""
        one_of("inspect_from", self.inspect_from, list(INSPECTIONS.values()), where="Setting")
        cost = self.cost_per_person
        rules = []
        if self.drive > 0:
            rules.append(protection.registration_drive(self.drive, cost_per_person=cost))
        if self.inspect_from != NO_INSPECTION and self.compliance > 0:
            rules.append(protection.size_threshold(self.inspect_from, self.compliance, cost_per_person=cost))
        if self.take_up > 0:
            rules.append(protection.voluntary_cover(self.take_up, cost_per_person=cost))
        if self.subsidy > 0:
            rules.append(protection.contribution_subsidy(self.subsidy, self.response))
        return rules

    def about_contributions(self, assumptions: Assumptions | None) -> Assumptions:
        """Return the assumptions about contributions, with this setting's income where none is known."""
        return replace(assumptions or Assumptions(), reference_pay=self.income)

    def __str__(self) -> str:
        """Return the setting in words, in riel."""
        return self.described("riel")

    def described(self, currency: str) -> str:
        """Return the setting in words, with this word for the unit of its money."""
        inspected = (
            "no inspection"
            if self.inspect_from == NO_INSPECTION
            else f"inspection from {self.inspect_from} person{'s' if self.inspect_from > 1 else ''} on"
        )
        return (
            f"registration drive {self.drive:.0%}; {inspected}, compliance {self.compliance:.0%}; voluntary cover "
            f"{self.take_up:.0%}, income {self.income:,.0f} {currency} a month; subsidy {self.subsidy:.0%}, response "
            f"{self.response:.0%}; {self.cost_per_person:,.0f} {currency} to bring one person in"
        )


MIDDLE = Setting()
LOW = replace(MIDDLE, drive=0.15, compliance=0.25, take_up=0.02, income=400_000.0, response=0.1)
HIGH = replace(MIDDLE, drive=0.45, compliance=0.75, take_up=0.1, income=1_000_000.0, response=0.3)
LOW_MIDDLE_HIGH: Mapping[str, Setting] = MappingProxyType({"low": LOW, "middle": MIDDLE, "high": HIGH})


@dataclass(frozen=True)
class Simulated:
    """One run: the tables of `labkit.protection`, the sentence and the picture. A notebook shows the last two."""

    total: pd.DataFrame
    people: pd.DataFrame
    cost: pd.DataFrame
    sentence: str
    picture: plots.Picture

    def _ipython_display_(self) -> None:
        display(Markdown(self.sentence), self.picture)


def simulate(
    survey: Survey,
    setting: Setting = MIDDLE,
    *,
    place: str = "the survey",
    by: Sequence[str] = ("sex", "area"),
    assumptions: Assumptions | None = None,
    currency: str = "riel",
) -> Simulated:
    """Run the reforms of a setting, without any slider.

    Parameters
    ----------
    survey
        A Survey with the columns that `labkit.protection.expected_effect` and the reforms need.
    setting
        The assumptions about the reforms.
    place
        Its name in the sentence and the title.
    by
        The columns whose groups the picture shows.
    assumptions
        About contributions, see `labkit.protection.Assumptions`; the setting's income takes the place of its
        ``reference_pay``.
    currency
        The word for the unit of the survey's money. Nothing is converted.

    Returns
    -------
    Simulated
        Its tables are those of `newly_covered` and `yearly_cost`; the intervals hold the survey's uncertainty only.

    Examples
    --------
    >>> import labkit as lk
    >>> done = simulate(lk.load("lfs"), Setting(drive=0, inspect_from=0, take_up=0, subsidy=0), place="Cambodia")
    >>> done.sentence
    'No reform is in force in Cambodia: nobody is newly covered.'
    """
    rules = setting.reforms()
    assumptions = setting.about_contributions(assumptions)
    people = protection.newly_covered(survey, rules, list(by), assumptions=assumptions)
    total = protection.newly_covered(survey, rules, assumptions=assumptions)
    cost = protection.yearly_cost(survey, rules, assumptions=assumptions)
    picture = plots.reform(people, cost, title=f"What the reforms would do, {place}", currency=currency)
    return Simulated(total, people, cost, _sentence(total, cost, place, bool(rules), currency), picture)


def low_middle_high(
    survey: Survey,
    settings: Mapping[str, Setting] = LOW_MIDDLE_HIGH,
    *,
    assumptions: Assumptions | None = None,
) -> pd.DataFrame:
    """Return what the same reforms do under several sets of assumptions: the uncertainty that no interval shows.

    Parameters
    ----------
    survey, assumptions
        As for `simulate`.
    settings
        Names and settings.

    Returns
    -------
    pandas.DataFrame
        Columns ``assumptions`` (the names), ``measure`` (``"newly covered"``, people; ``"cost to the state"``, riel a
        year), ``estimate, se, ci_low, ci_high, cv, df, n, flag``.

    Examples
    --------
    >>> import labkit as lk
    >>> table = low_middle_high(lk.load("lfs"))
    >>> people = table[table["measure"] == "newly covered"].set_index("assumptions")["estimate"]
    >>> bool(people["low"] < people["middle"] < people["high"])
    True
    """
    if not settings:
        raise OptionError("There are no settings.", where="low_middle_high", got="{}", expected="names and settings")
    rows = []
    for name, setting in settings.items():
        rules, about = setting.reforms(), setting.about_contributions(assumptions)
        cost = protection.yearly_cost(survey, rules, assumptions=about)
        state = cost[cost["measure"] == "cost to the state"].drop(columns="measure")
        covered = protection.newly_covered(survey, rules, assumptions=about)
        for measure, table in (("newly covered", covered), ("cost to the state", state)):
            labels = pd.DataFrame({"assumptions": [name], "measure": [measure]}, index=table.index)
            rows.append(pd.concat([labels, table], axis=1))
    return pd.concat(rows, ignore_index=True)


def _sentence(total: pd.DataFrame, cost: pd.DataFrame, place: str, in_force: bool, currency: str) -> str:
    if not in_force:
        return f"No reform is in force in {place}: nobody is newly covered."
    n = words.one_row(total)["n"]
    if n == 0:
        return f"Under these assumptions the reforms reach nobody in the records of {place}."
    if n < SUPPRESSED_BELOW:
        return f"In {place} too few records are reached: no figure may be shown."
    paid = money(cost, currency=currency, measure="cost to the state")
    return (
        f"Under these assumptions the reforms newly cover **{heads(total)}** in {place}. "
        f"The state pays **{paid}** a year."
    )


def in_words(table: pd.DataFrame, currency: str = "riel") -> pd.DataFrame:
    """Return the table of `low_middle_high` with its figures as words, one row per set of assumptions.

    Parameters
    ----------
    table
        What `low_middle_high` returned.
    currency
        The word for the unit of the survey's money.

    Returns
    -------
    pandas.DataFrame
        Columns ``assumptions``, ``newly covered``, ``cost to the state``, each figure with its interval.

    Examples
    --------
    >>> import labkit as lk
    >>> in_words(low_middle_high(lk.load("lfs")))["assumptions"].tolist()
    ['low', 'middle', 'high']
    """
    rows = []
    for name in pd.unique(table["assumptions"]):
        rows.append(
            {
                "assumptions": name,
                "newly covered": heads(table, assumptions=name, measure="newly covered"),
                "cost to the state": money(table, currency=currency, assumptions=name, measure="cost to the state")
                + " a year",
            }
        )
    return pd.DataFrame(rows)
