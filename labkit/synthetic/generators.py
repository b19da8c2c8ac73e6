"""Which program makes which synthetic data set."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from labkit.synthetic import recruitment, sample
from labkit.synthetic.companions import disputes, firms, flows, injuries, remittance_services, returnees

__all__ = ["GENERATORS"]

GENERATORS: dict[str, Callable[[int], pd.DataFrame]] = {
    "disputes": disputes.draw,
    "firms": firms.draw,
    "flows": flows.draw,
    "injuries": injuries.draw,
    "lfs": sample.draw,
    "lfs2012": sample.draw_2012,
    "recruitment": recruitment.draw,
    "remittance_services": remittance_services.draw,
    "returnees": returnees.draw,
}
"""By name of the data set: the function that makes the data of a draw.

>>> len(GENERATORS["flows"](0))
1200
"""
