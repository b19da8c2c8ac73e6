"""Reforms under stated assumptions for lesson 2.3 and the group case: one setting, its tables, sentence and picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from labkit import plots, protection, words
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
    """One run: the tables of `labkit.protection`, the sentence and the picture."""

    total: pd.DataFrame
    people: pd.DataFrame
    cost: pd.DataFrame
    sentence: str
    picture: plots.Picture


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


def money(table: pd.DataFrame, **group: Any) -> str:
    """Write an amount in riel with its interval, in millions or billions.

    Parameters
    ----------
    table
        Result of `labkit.protection.yearly_cost`, or another in riel.
    **group
        Choose the row, such as ``measure="administration"``.

    Examples
    --------
    >>> row = {"estimate": 3.1e9, "ci_low": 2.9e9, "ci_high": 3.3e9, "n": 90, "flag": ""}
    >>> money(pd.DataFrame([row]))
    '3.1 billion riel (2.9 to 3.3)'
    """
    size = abs(words.one_row(table, **group)["estimate"])
    scale, unit = next(((s, u) for s, u in ((1e9, "billion "), (1e6, "million ")) if size >= s), (1.0, ""))
    return words.figure(table, f"{unit}riel", scale=1 / scale, digits=1 if unit else 0, **group)


def heads(table: pd.DataFrame, **group: Any) -> str:
    """Write a number of people with its interval, in millions, in thousands or, where there are few, one by one.

    Parameters
    ----------
    table
        A result table in people.
    **group
        Choose the row, such as ``sex="female"``.

    Examples
    --------
    >>> row = {"estimate": 31_400, "ci_low": 29_800, "ci_high": 33_000, "n": 90, "flag": ""}
    >>> heads(pd.DataFrame([row]))
    '31 thousand people (30 to 33)'
    """
    estimate = words.one_row(table, **group)["estimate"]
    if estimate >= 1e6:
        return words.figure(table, "million people", scale=1e-6, digits=2, **group)
    if estimate >= 1e4:
        return words.figure(table, "thousand people", scale=1e-3, digits=0, **group)
    return words.figure(table, "people", digits=0, **group)


def in_thousands(table: pd.DataFrame) -> pd.DataFrame:
    """Return a result table in thousand people, for a picture whose axis can be read aloud.

    Parameters
    ----------
    table
        A result table in people.

    Examples
    --------
    >>> row = {"estimate": 31_400.0, "se": 800.0, "ci_low": 29_800.0, "ci_high": 33_000.0, "n": 90, "flag": ""}
    >>> in_thousands(pd.DataFrame([row]))[["estimate", "n"]].to_dict("records")
    [{'estimate': 31.4, 'n': 90}]
    """
    columns = [name for name in ("estimate", "se", "ci_low", "ci_high") if name in table]
    return table.assign(**(table[columns] / 1000))


def _sentence(total: pd.DataFrame, cost: pd.DataFrame, place: str, in_force: bool) -> str:
    if not in_force:
        return f"No reform is in force in {place}: nobody is newly covered."
    n = words.one_row(total)["n"]
    if n == 0:
        return f"Under these assumptions the reforms reach nobody in the records of {place}."
    if n < SUPPRESSED_BELOW:
        return f"In {place} too few records are reached: no figure may be shown."
    state = words.one_row(cost, measure="cost to the state")
    paid = money(cost, measure="cost to the state") + " in a year" if state["n"] else "nothing"
    return f"Under these assumptions the reforms newly cover **{heads(total)}** in {place}. The state pays **{paid}**."


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


def within_budget(cost: pd.DataFrame, budget: float) -> str:
    """Say whether a proposal is within a fixed budget, and how sure that is.

    Parameters
    ----------
    cost
        Result of `labkit.protection.yearly_cost` without groups.
    budget
        Riel a year.

    Returns
    -------
    str
        Within; over; or open: the interval of the cost holds the budget.

    Examples
    --------
    >>> row = {"measure": "cost to the state", "estimate": 5e9, "ci_low": 4e9, "ci_high": 6e9, "n": 50, "flag": ""}
    >>> within_budget(pd.DataFrame([row]), 5.5e9)
    'open: the estimate is below the budget, but the budget lies inside the interval'
    """
    state = words.one_row(cost, measure="cost to the state")
    if state["flag"] == "S":
        return "not known: too few records"
    side = "below" if state["estimate"] <= budget else "above"
    if state["ci_low"] <= budget < state["ci_high"]:
        return f"open: the estimate is {side} the budget, but the budget lies inside the interval"
    return "within the budget" if side == "below" else "over the budget"
