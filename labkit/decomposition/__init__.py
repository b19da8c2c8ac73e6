"""Decompositions of a difference between two groups into what is explained and what is not.

`decompose` is Oaxaca and Blinder's decomposition, threefold or with any of the usual reference coefficients, of a
mean, a quantile, the Gini or the variance, with design-based standard errors.
"""

from labkit.decomposition.distribution import along_distribution
from labkit.decomposition.oaxaca_blinder import decompose
from labkit.decomposition.result import Decomposition
from labkit.survey.faces import ask_for_survey

__all__ = ["Decomposition", "along_distribution", "decompose"]

ask_for_survey(globals(), __all__)
