"""Labour force status and its rates, 19th ICLS.

Sources: ILO, *Resolution concerning statistics of work, employment and labour underutilization*, 19th International
Conference of Labour Statisticians, 2013; metadata of SDG indicators 8.5.2 and 8.6.1.
"""

from labkit.labour.indicators import employment_ratio, neet_rate, participation_rate, unemployment_rate
from labkit.labour.status import STATUSES, WORKING_AGE, Definition, answered_yes, labour_force_status

__all__ = [
    "STATUSES",
    "WORKING_AGE",
    "Definition",
    "answered_yes",
    "employment_ratio",
    "labour_force_status",
    "neet_rate",
    "participation_rate",
    "unemployment_rate",
]
