"""Union density, bargaining coverage, strikes, and the reading of SDG indicator 8.8.2."""

from labkit.dialogue.records import compliance_reading, compliance_scores, strike_rate
from labkit.dialogue.unions import bargaining_coverage, union_density
from labkit.survey.faces import ask_for_survey

__all__ = ["bargaining_coverage", "compliance_reading", "compliance_scores", "strike_rate", "union_density"]

ask_for_survey(globals(), __all__)
