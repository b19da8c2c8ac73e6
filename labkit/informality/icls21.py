"""The decision trees of the 21st ICLS.

Source: ILO, *Resolution concerning statistics on the informal economy*, 21st International Conference of Labour
Statisticians, 2023. What differs from the 17th ICLS: size and premises decide nothing; a unit counts as formal if it is
formally recognised (government, corporation, registered, complete accounts); a community group that is not registered
belongs to the household own-use and community sector; paid annual and sick leave count beside social security (how the
two combine is an option, `EmployeeRule`: the resolution itself should be consulted); and contributing family workers
can be formal. Where an answer that would decide is not known, the unit or the job is "not elsewhere classified": the
survey has to ask.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from labkit.informality.rules import (
    FAMILY,
    FORMAL_INSTITUTIONS,
    GROUPS,
    INDEPENDENT,
    NOT_CLASSIFIED,
    Rule,
    asked_yes,
    everybody,
    says,
)
from labkit.labour.status import said_yes
from labkit.survey.answers import among

EmployeeRule = Literal["leave where not known", "leave where not answered", "either", "both"]
EMPLOYEE_RULE: EmployeeRule = "leave where not known"

__all__ = ["EMPLOYEE_RULE", "EmployeeRule", "job_rules", "unit_rules"]

_NOT = ("no", "don't know")


def unit_rules(frame: pd.DataFrame) -> list[Rule]:
    """Return the rules that classify the economic unit."""
    # An employer who contributes is registered with the social security, whatever the employee knows.
    organisation = says(frame, "institution", *FORMAL_INSTITUTIONS)
    contributes = says(frame, "status", "employee") & said_yes(frame, "social_security")
    group = says(frame, "institution", GROUPS) & says(frame, "registered", "no", "in process")
    return [
        Rule("a community group that is not registered", group, "household"),
        Rule("government, state enterprise or organisation", organisation, "formal"),
        Rule("a private household", says(frame, "institution", "private household"), "household"),
        Rule("a corporation", asked_yes(frame, "incorporated"), "formal"),
        Rule("complete accounts", asked_yes(frame, "keeps_accounts"), "formal"),
        Rule("registered", says(frame, "registered", "yes"), "formal"),
        Rule("produces for own use", asked_yes(frame, "own_use"), "household"),
        Rule("not registered", says(frame, "registered", "no", "in process"), "informal"),
        Rule("registration not known, social security is paid", contributes, "formal"),
        Rule("registration not known", everybody(frame), NOT_CLASSIFIED),
    ]


def job_rules(frame: pd.DataFrame, unit: pd.Series[str], employee_rule: EmployeeRule) -> list[Rule]:
    """Return the rules that classify the job of workers in these economic units."""
    of_employees = _employee_rules(frame, employee_rule)
    return [*_family_rules(frame, unit), *_independent_rules(frame, unit), *of_employees]


def _family_rules(frame: pd.DataFrame, unit: pd.Series[str]) -> list[Rule]:
    family, refused = says(frame, "status", FAMILY), says(frame, "social_security", *_NOT)
    covered = among(unit, "formal") & says(frame, "social_security", "yes")
    return [
        Rule(f"{FAMILY}, the unit is not formal", family & among(unit, "informal", "household"), "informal"),
        Rule(f"{FAMILY} in a formal unit, social security is paid", family & covered, "formal"),
        Rule(f"{FAMILY}, no social security, or not known", family & refused, "informal"),
        Rule(f"{FAMILY}, the survey does not tell the unit or the cover", family, NOT_CLASSIFIED),
    ]


def _independent_rules(frame: pd.DataFrame, unit: pd.Series[str]) -> list[Rule]:
    dependent = asked_yes(frame, "dependent_contractor")
    formal, informal = among(unit, "formal"), among(unit, "informal", "household")
    independent = says(frame, "status", *INDEPENDENT)
    contractor = "dependent contractor"
    rules = [
        Rule("owner-operator of a corporation", independent & asked_yes(frame, "incorporated"), "formal"),
        Rule("works independently in a formal unit", independent & formal, "formal"),
        Rule("works independently, the unit is not formal", independent & informal, "informal"),
        Rule("works independently, the unit is not known", independent, NOT_CLASSIFIED),
    ]
    if "dependent_contractor" not in frame:
        return rules
    registered = formal & says(frame, "social_security", "yes")
    refused = informal | says(frame, "social_security", *_NOT)
    return [
        Rule(f"{contractor}, registered and covered", dependent & registered, "formal"),
        Rule(f"{contractor}, not registered or not covered", dependent & refused, "informal"),
        Rule(f"{contractor}, not known whether registered and covered", dependent, NOT_CLASSIFIED),
        *rules,
    ]


def _employee_rules(frame: pd.DataFrame, employee_rule: EmployeeRule) -> list[Rule]:
    paid, not_paid = says(frame, "social_security", "yes"), says(frame, "social_security", "no")
    not_known = says(frame, "social_security", "don't know")
    both_leaves = says(frame, "paid_annual_leave", "yes") & says(frame, "paid_sick_leave", "yes")
    not_both = says(frame, "paid_annual_leave", *_NOT) | says(frame, "paid_sick_leave", *_NOT)
    unanswered = Rule("neither social security nor paid leave answered", everybody(frame), NOT_CLASSIFIED)
    if employee_rule == "both":
        return [
            Rule("social security is paid, and both kinds of leave", paid & both_leaves, "formal"),
            Rule("no social security, or not known", not_paid | not_known, "informal"),
            Rule("not both kinds of paid leave, or not answered", everybody(frame), "informal"),
        ]
    by_leave = {
        "either": both_leaves,
        "leave where not known": both_leaves & ~not_paid,
        "leave where not answered": both_leaves & ~not_paid & ~not_known,
    }[employee_rule]
    return [
        Rule("social security is paid", paid, "formal"),
        Rule(f"both kinds of paid leave ({employee_rule})", by_leave, "formal"),
        Rule("no social security, or not known, and leave does not decide", not_paid | not_known, "informal"),
        Rule("social security not answered, not both kinds of paid leave", not_both, "informal"),
        unanswered,
    ]
