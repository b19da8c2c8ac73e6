"""The decision trees of the 17th ICLS, in the order of the ILO's processing."""

from __future__ import annotations

import pandas as pd

from labkit.informality.rules import (
    FAMILY,
    FORMAL_INSTITUTIONS,
    INDEPENDENT,
    NOT_CLASSIFIED,
    Rule,
    asked_yes,
    everybody,
    says,
)
from labkit.informality.size_bands import not_small
from labkit.labour.status import said_yes
from labkit.survey.answers import among
from labkit.survey.records.columns import Bools

__all__ = ["employee_rules", "job_rules", "unit_rules"]


def unit_rules(frame: pd.DataFrame) -> list[Rule]:
    """Return the rules that classify the production unit."""
    # Businesses and farms, other and unknown institutions: all that are neither an organisation nor a household.
    organisation = says(frame, "institution", *FORMAL_INSTITUTIONS)
    contributes = says(frame, "status", "employee") & said_yes(frame, "social_security")
    return [
        Rule("government, state enterprise or organisation", organisation, "formal"),
        Rule("a private household", says(frame, "institution", "private household"), "household"),
        Rule("produces for own use", asked_yes(frame, "own_use"), "household"),
        Rule("complete accounts", asked_yes(frame, "keeps_accounts"), "formal"),
        Rule("registered", says(frame, "registered", "yes"), "formal"),
        Rule("not registered", says(frame, "registered", "no", "in process"), "informal"),
        Rule("registration not known, social security is paid", contributes, "formal"),
        Rule("registration not known, fixed premises and not small", _sizeable(frame), "formal"),
        Rule("registration not known, small or no fixed premises", everybody(frame), "informal"),
    ]


def job_rules(frame: pd.DataFrame, unit: pd.Series[str]) -> list[Rule]:
    """Return the rules that classify the job of workers in these production units."""
    independent, formal_unit = says(frame, "status", *INDEPENDENT), among(unit, "formal")
    family, *of_employees = employee_rules(frame)
    return [
        family,
        Rule("works independently in a formal unit", independent & formal_unit, "formal"),
        Rule("works independently, the unit is not formal", independent, "informal"),
        *of_employees,
    ]


def employee_rules(frame: pd.DataFrame) -> list[Rule]:
    """Return the rules for employees and contributing family workers, whose unit does not matter."""
    not_answered = says(frame, "social_security", "")
    both_leaves = asked_yes(frame, "paid_annual_leave") & asked_yes(frame, "paid_sick_leave")
    asked = {"paid_annual_leave", "paid_sick_leave"} <= set(frame.columns)
    without = "not both kinds of paid leave" if asked else "and paid leave was not asked"
    return [
        Rule(FAMILY, says(frame, "status", FAMILY), "informal"),
        Rule("social security is paid", says(frame, "social_security", "yes"), "formal"),
        Rule("social security not answered, both kinds of paid leave", not_answered & both_leaves, "formal"),
        Rule(f"social security not answered, {without}", not_answered, "informal" if asked else NOT_CLASSIFIED),
        Rule("no social security, or not known", everybody(frame), "informal"),
    ]


def _sizeable(frame: pd.DataFrame) -> Bools:
    large = asked_yes(frame, "large_unit") if "large_unit" in frame else not_small(frame)
    return said_yes(frame, "fixed_premises") & large
