"""Three answers of one register to one question: men over women in cases, in rates, and in rates within industries."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtri

from labkit.regression import poisson
from labkit.safety import register_rate

ANSWERS = ("cases", "rate", "rate, same industry and year")
"""What each line of `men_over_women` compares."""


def men_over_women(register: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Return men over women, all years together: of cases, of rates, and of rates in the same industry and year.

    The ratio of two counts has no interval here: it is no estimate of a danger. That of two rates takes both counts as
    chance, with the logarithm's variance 1 / cases of men + 1 / cases of women. The third is of a Poisson regression
    with the insured workers as exposure.

    Parameters
    ----------
    register
        ``labkit.load("injuries")``, or a register with its columns.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        ``label, estimate, ci_low, ci_high``, three rows in the order of `ANSWERS`.

    Examples
    --------
    >>> import labkit as lk
    >>> ratios = men_over_women(lk.load("injuries")).set_index("label")["estimate"]
    >>> bool(ratios["cases"] < 1 < ratios["rate"] < ratios["rate, same industry and year"])
    True
    """
    rates = register_rate(register, by="sex").set_index("sex")
    men, women = rates.loc["male"], rates.loc["female"]
    ratio = men["estimate"] / women["estimate"]
    factor = np.exp(ndtri((1 + level) / 2) * np.hypot(1 / np.sqrt(men["n"]), 1 / np.sqrt(women["n"])))
    fit = poisson(
        register,
        "nonfatal_cases",
        ["sex", "industry", "year"],
        exposure="insured_workers",
        categories=["year"],
        level=level,
    )
    within = fit.rate_ratios.set_index("term").loc["sex: male"]
    rows = [
        (ANSWERS[0], men["n"] / women["n"], np.nan, np.nan),
        (ANSWERS[1], ratio, ratio / factor, ratio * factor),
        (ANSWERS[2], within["rate_ratio"], within["ci_low"], within["ci_high"]),
    ]
    return pd.DataFrame(rows, columns=["label", "estimate", "ci_low", "ci_high"])
