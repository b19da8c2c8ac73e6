"""A twofold decomposition of the pay gap on eight regressors, with standard errors."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sample import DESIGN, REGRESSORS, Data

from labkit import Survey
from labkit.decomposition import decompose

TITLE = "twofold decomposition on 8 regressors, with standard errors"
FLOOR = "two weighted least-squares fits by np.linalg.lstsq, one for each sex, without any standard error"


def works(data: Data) -> dict[str, Callable[[], object]]:
    def ours(survey: Survey) -> object:
        return decompose(survey, "log_pay", REGRESSORS, group="sex", reference="male").overall

    return {
        "numpy floor": lambda: floor(data),
        "labkit, Survey made each time": lambda: ours(Survey(data.frame, **DESIGN)),
        "labkit, Survey made before": lambda: ours(data.survey),
    }


def floor(data: Data) -> list[np.ndarray]:
    return [of_one(data, (data.sex == sex)) for sex in (0, 1)]


def of_one(data: Data, rows: np.ndarray) -> np.ndarray:
    frame = data.frame.loc[rows]
    root = np.sqrt(frame["weight"].to_numpy())
    x = np.column_stack([np.ones(len(frame)), frame[REGRESSORS].to_numpy()])
    return np.linalg.lstsq(x * root[:, None], frame["log_pay"].to_numpy() * root, rcond=None)[0]
