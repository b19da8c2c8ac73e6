"""The pictures of the lessons: each shows its uncertainty and carries a text for people who cannot see it."""

from labkit.plots.decisions import decision_ladder
from labkit.plots.effects import marginal_effects
from labkit.plots.intervals import intervals
from labkit.plots.matrix import sector_job
from labkit.plots.picture import Picture
from labkit.plots.reform import reform
from labkit.plots.tiles import province_tiles

__all__ = ["Picture", "decision_ladder", "intervals", "marginal_effects", "province_tiles", "reform", "sector_job"]
