"""Coverage by social protection, its gap, and whom a reform would newly cover.

Effective coverage is of people who contribute or receive (SDG indicator 1.3.1); each contingency has its own
denominator. Reforms are rules that can be put together; what they do is a matter of assumptions, all of them
parameters.
"""

from labkit.protection.answers import known_yes
from labkit.protection.contingencies import (
    CONTINGENCIES,
    contributors_and_registered,
    coverage,
    coverage_gap,
    effective_coverage,
)
from labkit.protection.effect import Assumptions, expected_effect
from labkit.protection.populations import people_of
from labkit.protection.reform import (
    cost_per_newly_covered,
    coverage_before_and_after,
    newly_covered,
    newly_covered_by_reform,
    yearly_cost,
)
from labkit.protection.rules import (
    Reform,
    contribution_subsidy,
    registration_drive,
    size_threshold,
    voluntary_cover,
)
from labkit.survey.faces import ask_for_survey

__all__ = [
    "CONTINGENCIES",
    "Assumptions",
    "Reform",
    "contribution_subsidy",
    "contributors_and_registered",
    "cost_per_newly_covered",
    "coverage",
    "coverage_before_and_after",
    "coverage_gap",
    "effective_coverage",
    "expected_effect",
    "known_yes",
    "newly_covered",
    "newly_covered_by_reform",
    "people_of",
    "registration_drive",
    "size_threshold",
    "voluntary_cover",
    "yearly_cost",
]

ask_for_survey(globals(), __all__)
