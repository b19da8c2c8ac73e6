"""Informal sector and informal employment, 17th and 21st ICLS, decision by decision.

Two questions that are often mixed up. *Is the production unit informal?* gives the informal sector. *Is the job
informal?* gives informal employment, which is also found in formal units (an undeclared factory worker).

Sources: ILO, *Guidelines concerning a statistical definition of informal employment*, 17th International Conference of
Labour Statisticians, 2003; metadata of SDG indicator 8.3.1. The order of the decisions follows the ILO's processing of
the Cambodia Labour Force Survey 2012, the one behind the published figures. ILO, *Resolution concerning statistics on
the informal economy*, 21st ICLS, 2023.
"""

from labkit.informality.classify import decisions, job_formality, production_unit
from labkit.informality.comparing import compare_standards, rates_by_standard
from labkit.informality.indicators import (
    decision_counts,
    employed_people,
    informal_employment_rate,
    informal_sector_share,
    sector_job_matrix,
)
from labkit.survey.faces import ask_for_survey

__all__ = [
    "compare_standards",
    "decision_counts",
    "decisions",
    "employed_people",
    "informal_employment_rate",
    "informal_sector_share",
    "job_formality",
    "production_unit",
    "rates_by_standard",
    "sector_job_matrix",
]

ask_for_survey(globals(), __all__)
