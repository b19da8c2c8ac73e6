"""The decision trees of the 17th ICLS, in the order of the ILO's processing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from labkit.errors import ColumnError, first_few
from labkit.informality.rules import (
    FAMILY,
    FORMAL_INSTITUTIONS,
    INDEPENDENT,
    KNOWN_INSTITUTIONS,
    NOT_CLASSIFIED,
    Answers,
    Rule,
    answer,
    asked_yes,
    everybody,
)
from labkit.labour import answered_yes
from labkit.survey.columns import column

__all__ = ["employee_rules", "job_rules", "unit_rules"]

ILO_SIZE_BAND = 3  # fixed premises and this size band or a higher one: the ILO takes the unit as formal
NOT_SMALL_FROM = 10  # where bands have no order: workers from which that band begins in the ILO's bands


def unit_rules(frame: pd.DataFrame) -> list[Rule]:
    """Return the rules that classify the production unit."""
    institution, registered = answer(frame, "institution"), answer(frame, "registered")
    # "Other" and unknown institutions: neither an organisation, nor a business, nor a household as employer.
    unknown = ~institution.isin(KNOWN_INSTITUTIONS)
    contributes = answer(frame, "status").eq("employee") & answered_yes(frame, "social_security")
    return [
        Rule("government, state enterprise or organisation", institution.isin(FORMAL_INSTITUTIONS), "formal"),
        Rule("a private household", institution.eq("private household"), "household"),
        Rule("produces for own use", unknown & asked_yes(frame, "own_use"), "household"),
        Rule("complete accounts", asked_yes(frame, "keeps_accounts"), "formal"),
        Rule("registered", registered.eq("yes"), "formal"),
        Rule("not registered", registered.isin(["no", "in process"]), "informal"),
        Rule("registration not known, social security is paid", contributes, "formal"),
        Rule("registration not known, fixed premises and not small", _sizeable(frame), "formal"),
        Rule("registration not known, small or no fixed premises", everybody(frame), "informal"),
    ]


def job_rules(frame: pd.DataFrame, unit: pd.Series[str]) -> list[Rule]:
    """Return the rules that classify the job of workers in these production units."""
    independent, formal_unit = answer(frame, "status").isin(INDEPENDENT), unit.eq("formal")
    family, *of_employees = employee_rules(frame)
    return [
        family,
        Rule("works independently in a formal unit", independent & formal_unit, "formal"),
        Rule("works independently, the unit is not formal", independent, "informal"),
        *of_employees,
    ]


def employee_rules(frame: pd.DataFrame) -> list[Rule]:
    """Return the rules for employees and contributing family workers, whose unit does not matter."""
    status, social_security = answer(frame, "status"), answer(frame, "social_security")
    not_answered = social_security.eq("")
    both_leaves = asked_yes(frame, "paid_annual_leave") & asked_yes(frame, "paid_sick_leave")
    asked = {"paid_annual_leave", "paid_sick_leave"} <= set(frame.columns)
    without = "not both kinds of paid leave" if asked else "and paid leave was not asked"
    return [
        Rule(FAMILY, status.eq(FAMILY), "informal"),
        Rule("social security is paid", social_security.eq("yes"), "formal"),
        Rule("social security not answered, both kinds of paid leave", not_answered & both_leaves, "formal"),
        Rule(f"social security not answered, {without}", not_answered, "informal" if asked else NOT_CLASSIFIED),
        Rule("no social security, or not known", everybody(frame), "informal"),
    ]


def _sizeable(frame: pd.DataFrame) -> Answers:
    # A missing size has no band, so it counts as small.
    return answered_yes(frame, "fixed_premises") & _not_small(column(frame, "size", where="informality"))


def _not_small(size: pd.Series[Any]) -> Answers:
    """Tell who works in a unit of the third band of size or above: by order, or else by the number in the name."""
    if isinstance(size.dtype, pd.CategoricalDtype) and size.dtype.ordered:
        return size.cat.codes >= ILO_SIZE_BAND - 1
    # Frames of other engines have no order of categories.
    least = size.astype("string").str.extract(r"^\D*(\d+)", expand=False).astype("Float64")
    if (size.notna() & least.isna()).any():
        raise ColumnError(
            "Column 'size' has no ordered bands.",
            where="informality.production_unit",
            got=f"{size.dtype}, with {first_few(size[size.notna() & least.isna()].unique())}",
            expected="an ordered categorical, such as 1-4 < 5-9 < 10-19, or names that begin with a number",
            hint="frame['size'] = pd.Categorical(frame['size'], categories=[...], ordered=True)",
        )
    return least.ge(NOT_SMALL_FROM).fillna(value=False).astype(bool)
