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
    Rule,
    asked_yes,
    everybody,
    says,
)
from labkit.labour.status import said_yes
from labkit.survey.answers import among
from labkit.survey.columns import Bools, column

__all__ = ["employee_rules", "job_rules", "unit_rules"]

ILO_SIZE_BAND = 3  # fixed premises and this size band or a higher one: the ILO takes the unit as formal
NOT_SMALL_FROM = 10  # where bands have no order: workers from which that band begins in the ILO's bands


def unit_rules(frame: pd.DataFrame) -> list[Rule]:
    """Return the rules that classify the production unit."""
    # "Other" and unknown institutions: neither an organisation, nor a business, nor a household as employer.
    unknown = ~says(frame, "institution", *KNOWN_INSTITUTIONS)
    organisation = says(frame, "institution", *FORMAL_INSTITUTIONS)
    contributes = says(frame, "status", "employee") & said_yes(frame, "social_security")
    return [
        Rule("government, state enterprise or organisation", organisation, "formal"),
        Rule("a private household", says(frame, "institution", "private household"), "household"),
        Rule("produces for own use", unknown & asked_yes(frame, "own_use"), "household"),
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
    # A missing size has no band, so it counts as small.
    return said_yes(frame, "fixed_premises") & _not_small(column(frame, "size", where="informality"))


def _not_small(size: pd.Series[Any]) -> Bools:
    """Tell who works in a unit of the third band of size or above: by order, or else by the number in the name."""
    if isinstance(size.dtype, pd.CategoricalDtype) and size.dtype.ordered:
        large: Bools = size.cat.codes.to_numpy() >= ILO_SIZE_BAND - 1
        return large
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
    return least.ge(NOT_SMALL_FROM).to_numpy(dtype=bool, na_value=False)
