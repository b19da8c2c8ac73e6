"""Recruitment costs, remittances, net migration, flows between provinces, vulnerability.

Documents are not people, flows are not stocks, a mean of ratios is not a ratio of means: each text below says which
is which.
"""

from labkit.migration.moves import flow_balance, flow_matrix, flows, moved, net_migration_rate
from labkit.migration.profile import vulnerability, vulnerability_index
from labkit.migration.recruitment import recruitment_cost_indicator, workers_in_scope
from labkit.migration.remittances import corridor_costs, remittance_cost, remittance_share
from labkit.survey.faces import ask_for_survey

__all__ = [
    "corridor_costs",
    "flow_balance",
    "flow_matrix",
    "flows",
    "moved",
    "net_migration_rate",
    "recruitment_cost_indicator",
    "remittance_cost",
    "remittance_share",
    "vulnerability",
    "vulnerability_index",
    "workers_in_scope",
]

ask_for_survey(globals(), __all__)
