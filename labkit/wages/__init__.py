"""Hourly earnings, pay gaps, low pay and minimum wages.

Earnings are those of employees in their main job: choose the people first, with ``survey.filter(condition)``.
Amounts of zero count. An amount below zero is an error. A record with a missing value in a column that is used is
outside the estimate, and stays in the design. A figure that a group does not have, such as a pay gap where there are no
women, is a missing value.

Sources: metadata of SDG indicator 8.5.1; ILO, *Global Wage Report 2018/19: What lies behind gender pay gaps*;
H. Bhorat, R. Kanbur and N. Mayet, "Minimum wage violation in South Africa", International Labour Review 151 (2012).
"""

from labkit.survey.faces import ask_for_survey
from labkit.wages.factors import factor_weighted_gap
from labkit.wages.gaps import pay_gap
from labkit.wages.hours import full_month_pay, hourly_earnings
from labkit.wages.low import low_pay_rate
from labkit.wages.minimum import kaitz_index, noncompliance
from labkit.wages.prices import real
from labkit.wages.quantile_gaps import gap_at_quantiles
from labkit.wages.reform import minimum_wage_reform

__all__ = [
    "factor_weighted_gap",
    "full_month_pay",
    "gap_at_quantiles",
    "hourly_earnings",
    "kaitz_index",
    "low_pay_rate",
    "minimum_wage_reform",
    "noncompliance",
    "pay_gap",
    "real",
]

ask_for_survey(globals(), __all__, without_deff=set(__all__) - {"noncompliance"})
