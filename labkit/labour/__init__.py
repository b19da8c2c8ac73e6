"""Labour force status and its rates, 19th ICLS (or the 13th, where a function is told so).

Sources: ILO, *Resolution concerning statistics of work, employment and labour underutilization*, 19th International
Conference of Labour Statisticians, 2013; metadata of SDG indicators 8.5.2 and 8.6.1.
"""

from labkit.labour.attachment import (
    EXTENDED_STATUSES,
    discouraged_jobseekers,
    extended_labour_force_status,
    labour_market_attachment,
)
from labkit.labour.employment import (
    long_hours_share,
    status_shares,
    vulnerable_employment_share,
    working_poverty_rate,
)
from labkit.labour.groups import age_group, broad_industry
from labkit.labour.icse18 import status_icse18
from labkit.labour.indicators import employment_ratio, neet_rate, participation_rate, unemployment_rate
from labkit.labour.neet_people import neet_composition
from labkit.labour.status import STATUSES, WORKING_AGE, Definition, Standard, answered_yes, labour_force_status
from labkit.labour.underemployment import time_related_underemployed, usual_hours_all_jobs
from labkit.labour.underutilization import (
    potential_labour_force,
    underemployed_share_of_labour_force,
    underemployment_rate,
    underutilization,
)
from labkit.labour.vintage import side_by_side
from labkit.survey.faces import ask_for_survey

__all__ = [
    "EXTENDED_STATUSES",
    "STATUSES",
    "WORKING_AGE",
    "Definition",
    "Standard",
    "age_group",
    "answered_yes",
    "broad_industry",
    "discouraged_jobseekers",
    "employment_ratio",
    "extended_labour_force_status",
    "labour_force_status",
    "labour_market_attachment",
    "long_hours_share",
    "neet_composition",
    "neet_rate",
    "participation_rate",
    "potential_labour_force",
    "side_by_side",
    "status_icse18",
    "status_shares",
    "time_related_underemployed",
    "underemployed_share_of_labour_force",
    "underemployment_rate",
    "underutilization",
    "unemployment_rate",
    "usual_hours_all_jobs",
    "vulnerable_employment_share",
    "working_poverty_rate",
]

ask_for_survey(globals(), __all__)
