"""The pictures of the lessons: each shows its uncertainty and carries a text for people who cannot see it."""

from labkit.plots.dashboard import dashboard
from labkit.plots.drawing.picture import Picture
from labkit.plots.effects import marginal_effects
from labkit.plots.informality.decision_tree import decision_tree
from labkit.plots.informality.decisions import decision_ladder
from labkit.plots.informality.matrix import sector_job
from labkit.plots.informality.reform import reform
from labkit.plots.informality.squares import squares
from labkit.plots.intervals import intervals
from labkit.plots.many_samples import draw_samples, many_samples, prepared_samples
from labkit.plots.migration.corridors import remittance_corridors
from labkit.plots.migration.flows import flows
from labkit.plots.migration.stocks import stocks
from labkit.plots.ratios import rate_ratios
from labkit.plots.register import register_against_survey
from labkit.plots.tiles import province_tiles
from labkit.plots.two_years import two_groups, two_years
from labkit.plots.underutilization import underutilization
from labkit.plots.wages.gap_along import gap_along
from labkit.plots.wages.lorenz import lorenz
from labkit.plots.wages.minimum_wage import minimum_wage
from labkit.plots.wages.pay_distribution import pay_distribution

__all__ = [
    "Picture",
    "dashboard",
    "decision_ladder",
    "decision_tree",
    "draw_samples",
    "flows",
    "gap_along",
    "intervals",
    "lorenz",
    "many_samples",
    "marginal_effects",
    "minimum_wage",
    "pay_distribution",
    "prepared_samples",
    "province_tiles",
    "rate_ratios",
    "reform",
    "register_against_survey",
    "remittance_corridors",
    "sector_job",
    "squares",
    "stocks",
    "two_groups",
    "two_years",
    "underutilization",
]
