"""Survey-weighted regressions with design-based standard errors, average marginal effects, and ratios of rates.

statsmodels makes the fit; the standard errors are those of the sample design, as in R's ``svyglm``.
"""

from labkit.regression.models import linear, logit
from labkit.regression.poisson_fit import RateRegression
from labkit.regression.poisson_model import poisson
from labkit.regression.result import Regression
from labkit.survey.faces import ask_for_survey

__all__ = ["RateRegression", "Regression", "linear", "logit", "poisson"]

ask_for_survey(globals(), __all__)
