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

NO_DUTY = 0
DUTIES = {"no duty": NO_DUTY, "50 persons or more": 50, "20 or more": 20, "10 or more": 10, "5 or more": 5, "all": 1}


@dataclass(frozen=True)
class Setting:
    """What the sliders say. Every number is an assumption; the defaults are round numbers without a source.

    Parameters
    ----------
    drive
        Share of undeclared employees of registered businesses whom a registration drive brings in, 0 to 1.
    duty_from
        Smallest workplace (persons) with a duty to declare: 1, 5, 10, 20 or 50; 0 for no duty.
    compliance
        Share of undeclared employees in such workplaces who are then declared, 0 to 1.
    take_up
        Share of the self-employed who join a voluntary scheme, 0 to 1.
    subsidy
        Share of employees' contributions that the state pays, 0 to 1.
    response
        Share of undeclared employees who would join if the state paid all, 0 to 1.
    cost_per_person
        Cost to the state of bringing in one person by the drive, the duty or the voluntary scheme, riel.

    Examples
    --------
    >>> [reform.name for reform in Setting(take_up=0, subsidy=0).reforms()]
    ['registration drive', 'duty from 10 persons']
    """

    drive: float = 0.3
    duty_from: int = 10
    compliance: float = 0.5
    take_up: float = 0.05
    subsidy: float = 0.5
    response: float = 0.2
    cost_per_person: float = 40_000.0

    def reforms(self) -> list[Reform]:
        """Return the reforms that are in force, in the order in which they come; those set to nothing are left out."""
        one_of("duty_from", self.duty_from, list(DUTIES.values()), where="Setting")
        cost = self.cost_per_person
        rules = []
        if self.drive > 0:
            rules.append(protection.registration_drive(self.drive, cost_per_person=cost))
        if self.duty_from != NO_DUTY and self.compliance > 0:
            rules.append(protection.size_threshold(self.duty_from, self.compliance, cost_per_person=cost))
        if self.take_up > 0:
            rules.append(protection.voluntary_cover(self.take_up, cost_per_person=cost))
        if self.subsidy > 0:
            rules.append(protection.contribution_subsidy(self.subsidy, self.response))
        return rules

    def __str__(self) -> str:
        """Return the setting in words."""
        duty = "no duty" if self.duty_from == NO_DUTY else f"a duty from {self.duty_from} persons on"
        return (
            f"registration drive {self.drive:.0%}; {duty}, compliance {self.compliance:.0%}; voluntary cover "
            f"{self.take_up:.0%}; subsidy {self.subsidy:.0%}, response {self.response:.0%}; "
            f"{self.cost_per_person:,.0f} riel to bring one person in"
        )


MIDDLE = Setting()
LOW = replace(MIDDLE, drive=0.15, compliance=0.25, take_up=0.02, response=0.1)
HIGH = replace(MIDDLE, drive=0.45, compliance=0.75, take_up=0.1, response=0.3)
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
        About contributions, see `labkit.protection.Assumptions`.

    Returns
    -------
    Simulated
        Its tables are those of `newly_covered` and `yearly_cost`; the intervals hold the survey's uncertainty only.

    Examples
    --------
    >>> import labkit as lk
    >>> done = simulate(lk.load("lfs"), Setting(drive=0, duty_from=0, take_up=0, subsidy=0), place="Cambodia")
    >>> done.sentence
    'No reform is in force in Cambodia: nobody is newly covered.'
    """
    rules = setting.reforms()
    people = protection.newly_covered(survey, rules, list(by), assumptions=assumptions)
    total = protection.newly_covered(survey, rules, assumptions=assumptions)
    cost = protection.yearly_cost(survey, rules, assumptions=assumptions)
    picture = plots.reform(people, cost, title=f"What the reforms would do, {place}")
    return Simulated(total, people, cost, _sentence(total, cost, place, bool(rules)), picture)


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
        rules = setting.reforms()
        cost = protection.yearly_cost(survey, rules, assumptions=assumptions)
        state = cost[cost["measure"] == "cost to the state"].drop(columns="measure")
        covered = protection.newly_covered(survey, rules, assumptions=assumptions)
        for measure, table in (("newly covered", covered), ("cost to the state", state)):
            labels = pd.DataFrame({"assumptions": [name], "measure": [measure]}, index=table.index)
            rows.append(pd.concat([labels, table], axis=1))
    return pd.concat(rows, ignore_index=True)


def _sentence(total: pd.DataFrame, cost: pd.DataFrame, place: str, in_force: bool) -> str:
    if not in_force:
        return f"No reform is in force in {place}: nobody is newly covered."
    n = words.one_row(total)["n"]
    if n == 0:
        return f"Under these assumptions the reforms reach nobody in the records of {place}."
    if n < SUPPRESSED_BELOW:
        return f"In {place} too few records are reached: no figure may be shown."
    paid = money(cost, measure="cost to the state")
    return (
        f"Under these assumptions the reforms newly cover **{heads(total)}** in {place}. "
        f"The state pays **{paid}** a year."
    )


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table of `low_middle_high` with its figures as words, one row per set of assumptions.

    Parameters
    ----------
    table
        What `low_middle_high` returned.

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
                "cost to the state": money(table, assumptions=name, measure="cost to the state") + " a year",
            }
        )
    return pd.DataFrame(rows)
