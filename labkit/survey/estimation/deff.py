"""The design effect: how much the design adds to the variance of a simple random sample of as many people."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from labkit.survey.records.columns import By, by_names, column, refuse_taken

Survey: TypeAlias = Any
"""A `labkit.survey.survey.Survey`, whose module builds on this one."""

HELPER = "labkit_helper"


def with_deff(survey: Survey, table: pd.DataFrame, name: str, by: By, *, percent: bool) -> pd.DataFrame:
    """Return a table of means, or of shares in percent, with a column ``deff``, as R's ``svymean(..., deff=TRUE)``."""
    refuse_taken(by_names(by, where="deff=True"), ["deff"], where="deff=True")
    estimate, n = table["estimate"].to_numpy(), table["n"].to_numpy()
    if percent:
        spread = estimate * (100 - estimate)
    else:
        squares = survey.assign(**{HELPER: _values(survey, name) ** 2}).mean(HELPER, by)["estimate"].to_numpy()
        spread = squares - estimate**2
    people = survey.assign(**{HELPER: _known(survey, name)}).total(HELPER, by)["estimate"].to_numpy()
    people = np.repeat(people, len(table) // max(len(people), 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        left_out = (people - n) / people if survey.is_weighted else 1.0
        simple = spread / (n - 1) * left_out
        return table.assign(deff=np.where(simple > 0, table["se"].to_numpy() ** 2 / simple, np.nan))


def _values(survey: Survey, name: str) -> Any:
    if survey.in_memory:
        return column(survey.frame, name, where="deff").astype("float64")
    import narwhals as nw

    return nw.col(name).cast(nw.Float64)


def _known(survey: Survey, name: str) -> Any:
    if survey.in_memory:
        return column(survey.frame, name, where="deff").notna()
    import narwhals as nw

    return ~nw.col(name).is_null()
