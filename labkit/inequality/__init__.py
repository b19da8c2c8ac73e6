"""Inequality of earnings or consumption: Gini, quantile ratios, quintile shares, Palma, the Lorenz curve.

Every measure comes with the design-based standard error of its linearised form. Amounts of zero count. An amount
below zero is an error: shares of a total lose their meaning. A record with a missing amount is outside the estimate,
and stays in the design. A measure that a group does not have, because it has no records or earns nothing, is a missing
value.

Sources: G. Osier, "Variance estimation for complex indicators of poverty and inequality using linearization
techniques", Survey Research Methods 3 (2009); A. Alfons and M. Templ, "Estimation of social exclusion indicators from
complex surveys: the R package laeken", Journal of Statistical Software 54 (2013).
"""

from labkit.inequality.coefficient import gini
from labkit.inequality.income_shares import lorenz_curve, palma, quintile_share_ratio
from labkit.inequality.quantile_ratios import quantile_ratio
from labkit.survey.faces import ask_for_survey

__all__ = ["gini", "lorenz_curve", "palma", "quantile_ratio", "quintile_share_ratio"]

ask_for_survey(globals(), __all__, without_deff=__all__)
