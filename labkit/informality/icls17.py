"""The decision trees of the 17th ICLS, in the order of the ILO's processing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from labkit.errors import ColumnError, first_few
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
from labkit.labour.status import said_yes
from labkit.survey.answers import among
from labkit.survey.records.columns import Bools, column

__all__ = ["employee_rules", "job_rules", "unit_rules"]

NOT_SMALL_FROM = 10  # workers from which a band is large: where the third band of the ILO's processing begins
ILO_SIZE_BAND = 3  # where the names of the bands begin with no number: the third band and those above


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
    # A missing size has no band, so it counts as small.
    large = asked_yes(frame, "large_unit") if "large_unit" in frame else _not_small(frame)
    return said_yes(frame, "fixed_premises") & large


def _not_small(frame: pd.DataFrame) -> Bools:
    """Tell who works in a unit that is not small: by the number in the name of the band, or else by its order."""
    size: pd.Series[Any] = column(frame, "size", where="informality")
    names = pd.Series(size.dropna().unique()).astype("string")
    least = dict(zip(names, names.str.extract(r"^\D*(\d+)", expand=False).astype("Float64"), strict=True))
    if not any(pd.isna(first) for first in least.values()):
        return size.astype("string").isin([name for name, first in least.items() if first >= NOT_SMALL_FROM]).to_numpy()
    if isinstance(size.dtype, pd.CategoricalDtype) and size.dtype.ordered:
        large: Bools = size.cat.codes.to_numpy() >= ILO_SIZE_BAND - 1
        return large
    raise ColumnError(
        "Column 'size' has no ordered bands.",
        where="informality.production_unit",
        got=f"{size.dtype}, with {first_few(name for name, first in least.items() if pd.isna(first))}",
        expected="names that begin with a number, such as 5-9, or an ordered categorical",
        hint="frame['size'] = pd.Categorical(frame['size'], categories=[...], ordered=True); or a column 'large_unit' "
        "with yes and no says which units the survey counts as large.",
    )
