"""Survey-weighted regressions with design-based standard errors, and average marginal effects.

statsmodels makes the fit; the standard errors are those of the sample design, as in R's ``svyglm``.
"""

from labkit.regression.models import linear, logit
from labkit.regression.result import Regression
from labkit.survey.faces import ask_for_survey

__all__ = ["Regression", "linear", "logit"]

ask_for_survey(globals(), __all__)
