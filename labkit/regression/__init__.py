"""Survey-weighted regressions with design-based standard errors, and average marginal effects.

statsmodels makes the fit; the standard errors are those of the sample design, as in R's ``svyglm``.
"""

from labkit.regression.models import linear, logit
from labkit.regression.result import Regression

__all__ = ["Regression", "linear", "logit"]
