"""Frequency, incidence and severity of injuries at work (SDG indicator 8.8.1).

Fatal and non-fatal injuries are never added up, injuries on the way to work are another figure, and cases of insured
workers are divided by insured workers. Rates from a survey have design-based standard errors; rates from a register
have Poisson intervals.
"""

from labkit.safety.comparison import industry_group, registered_share
from labkit.safety.from_register import poisson_interval, register_days, register_rate
from labkit.safety.from_survey import (
    days_lost_per_case,
    frequency_rate,
    incidence_rate,
    severity_rate,
    workers_incidence_rate,
)
from labkit.survey.faces import ask_for_survey

__all__ = [
    "days_lost_per_case",
    "frequency_rate",
    "incidence_rate",
    "industry_group",
    "poisson_interval",
    "register_days",
    "register_rate",
    "registered_share",
    "severity_rate",
    "workers_incidence_rate",
]

ask_for_survey(globals(), __all__)
