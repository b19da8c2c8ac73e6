"""The decision trees of the 21st ICLS.

Source: ILO, *Resolution concerning statistics on the informal economy*, 21st International Conference of Labour
Statisticians, 2023. What differs from the 17th ICLS: size and premises decide nothing; a unit counts as formal if it is
formally recognised (government, corporation, registered, complete accounts); paid annual and sick leave count beside
social security; and contributing family workers can be formal. Where an answer that would decide is not known, the
unit or the job is "not elsewhere classified": the survey has to ask.
"""

from __future__ import annotations

import pandas as pd

from labkit.informality.rules import (
    FAMILY,
    FORMAL_INSTITUTIONS,
    INDEPENDENT,
    NOT_CLASSIFIED,
    Rule,
    answer,
    asked_yes,
    everybody,
)
from labkit.labour import answered_yes

__all__ = ["job_rules", "unit_rules"]

_NOT = ("no", "don't know")


def unit_rules(frame: pd.DataFrame) -> list[Rule]:
    """Return the rules that classify the economic unit."""
    institution, registered = answer(frame, "institution"), answer(frame, "registered")
    # An employer who contributes is registered with the social security, whatever the employee knows.
    contributes = answer(frame, "status").eq("employee") & answered_yes(frame, "social_security")
    return [
        Rule("government, state enterprise or organisation", institution.isin(FORMAL_INSTITUTIONS), "formal"),
        Rule("a private household", institution.eq("private household"), "household"),
        Rule("a corporation", asked_yes(frame, "incorporated"), "formal"),
        Rule("complete accounts", asked_yes(frame, "keeps_accounts"), "formal"),
        Rule("registered", registered.eq("yes"), "formal"),
        Rule("produces for own use", asked_yes(frame, "own_use"), "household"),
        Rule("not registered", registered.isin(["no", "in process"]), "informal"),
        Rule("registration not known, social security is paid", contributes, "formal"),
        Rule("registration not known", everybody(frame), NOT_CLASSIFIED),
    ]


def job_rules(frame: pd.DataFrame, unit: pd.Series[str]) -> list[Rule]:
    """Return the rules that classify the job of workers in these economic units."""
    return [*_family_rules(frame, unit), *_independent_rules(frame, unit), *_employee_rules(frame)]


def _family_rules(frame: pd.DataFrame, unit: pd.Series[str]) -> list[Rule]:
    family, social_security = answer(frame, "status").eq(FAMILY), answer(frame, "social_security")
    covered = unit.eq("formal") & social_security.eq("yes")
    return [
        Rule(f"{FAMILY}, the unit is not formal", family & unit.isin(["informal", "household"]), "informal"),
        Rule(f"{FAMILY} in a formal unit, social security is paid", family & covered, "formal"),
        Rule(f"{FAMILY}, no social security, or not known", family & social_security.isin(_NOT), "informal"),
        Rule(f"{FAMILY}, the survey does not tell the unit or the cover", family, NOT_CLASSIFIED),
    ]


def _independent_rules(frame: pd.DataFrame, unit: pd.Series[str]) -> list[Rule]:
    social_security = answer(frame, "social_security")
    dependent = asked_yes(frame, "dependent_contractor")
    informal = unit.isin(["informal", "household"])
    independent = answer(frame, "status").isin(INDEPENDENT)
    contractor = "dependent contractor"
    rules = [
        Rule("owner-operator of a corporation", independent & asked_yes(frame, "incorporated"), "formal"),
        Rule("works independently in a formal unit", independent & unit.eq("formal"), "formal"),
        Rule("works independently, the unit is not formal", independent & informal, "informal"),
        Rule("works independently, the unit is not known", independent, NOT_CLASSIFIED),
    ]
    if "dependent_contractor" not in frame:
        return rules
    registered = unit.eq("formal") & social_security.eq("yes")
    refused = informal | social_security.isin(_NOT)
    return [
        Rule(f"{contractor}, registered and covered", dependent & registered, "formal"),
        Rule(f"{contractor}, not registered or not covered", dependent & refused, "informal"),
        Rule(f"{contractor}, not known whether registered and covered", dependent, NOT_CLASSIFIED),
        *rules,
    ]


def _employee_rules(frame: pd.DataFrame) -> list[Rule]:
    social_security = answer(frame, "social_security")
    annual, sick = answer(frame, "paid_annual_leave"), answer(frame, "paid_sick_leave")
    not_both = annual.isin(_NOT) | sick.isin(_NOT)
    return [
        Rule("social security is paid", social_security.eq("yes"), "formal"),
        Rule("both kinds of paid leave", annual.eq("yes") & sick.eq("yes"), "formal"),
        Rule("no social security, or not known, and not both kinds of leave", social_security.isin(_NOT), "informal"),
        Rule("social security not answered, not both kinds of paid leave", not_both, "informal"),
        Rule("neither social security nor paid leave answered", everybody(frame), NOT_CLASSIFIED),
    ]
