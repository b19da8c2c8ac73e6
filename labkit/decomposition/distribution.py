"""A decomposition at the bottom, in the middle and at the top of the distribution."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from labkit.decomposition.oaxaca_blinder import Method, decompose
from labkit.decomposition.rif import Kernel
from labkit.errors import OptionError, is_number
from labkit.quality import reliability_flags
from labkit.survey import Survey

POINTS = (0.1, 0.3, 0.5, 0.7, 0.9)


def along_distribution(
    survey: Survey,
    outcome: str,
    regressors: Sequence[str],
    group: str,
    reference: object,
    q: Sequence[float] = POINTS,
    method: Method = "pooled",
    *,
    kernel: Kernel = "gaussian",
    bandwidth: float | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Take the difference between two groups apart at several quantiles: raw, explained and unexplained.

    At each `q` it is ``decompose(..., statistic="quantile", q=q)``: recentred influence functions (Firpo, Fortin and
    Lemieux 2009). What is "explained" at a quantile is a linear approximation, and what is "unexplained" holds
    everything that the regressors leave out: it is no measure of discrimination.

    Parameters
    ----------
    survey, outcome, regressors, group, reference, method, kernel, bandwidth, level
        As for `decompose`.
    q
        Quantiles, a list of shares between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``q, component``, then ``estimate`` (in the outcome's unit: of logarithms, log points), ``se, ci_low, ci_high,
        cv, df, n, flag``. The components are ``difference`` (the raw gap), ``explained``, ``unexplained``, or those of
        the threefold method. `n` counts both groups, `flag` goes by the smaller.

    Raises
    ------
    OptionError, ColumnError, DataError
        As `decompose`.

    Examples
    --------
    >>> import labkit as lk
    >>> import numpy as np
    >>> lfs = lk.load("lfs")
    >>> lfs = lfs.assign(log_pay=np.log(lfs.frame["monthly_pay"]))
    >>> table = along_distribution(lfs, "log_pay", ["age", "education"], "sex", "male", q=[0.5])
    >>> table["component"].tolist()
    ['difference', 'explained', 'unexplained']
    """
    points = [q] if is_number(q) else list(q)
    if not points or not all(is_number(point) for point in points):
        raise OptionError(
            "q is not a list of shares.", where=f"along_distribution({outcome!r})", got=f"q={q!r}",
            expected="such as [0.1, 0.5, 0.9]",
        )  # fmt: skip
    tables = []
    for point in points:
        found = decompose(
            survey, outcome, regressors, group, reference, method, "quantile", point,
            kernel=kernel, bandwidth=bandwidth, level=level,
        )  # fmt: skip
        table = found.overall[["component", "estimate", "se", "ci_low", "ci_high"]].reset_index(drop=True)
        estimate = table["estimate"].to_numpy()
        with np.errstate(divide="ignore", invalid="ignore"):
            cv = np.where(estimate != 0, table["se"].to_numpy() / np.abs(estimate), np.nan)
        flag = str(reliability_flags([min(found.n.values())])[0])
        table = table.assign(cv=cv, df=found.df, n=sum(found.n.values()), flag=flag)
        table.insert(0, "q", float(point))
        tables.append(table)
    return pd.concat(tables, ignore_index=True)
