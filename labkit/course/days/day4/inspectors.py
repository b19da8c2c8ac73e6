"""Where two industries' inspectors would go, by the criterion that a group names first."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.special import ndtri

from labkit.errors import one_of
from labkit.safety import industry_group, register_rate, registered_share
from labkit.survey import Survey

Criterion = Literal["cases", "rate", "deaths", "registered share"]

UNITS = {
    "cases": "injuries registered in a year",
    "rate": "injuries registered per 100,000 insured workers in a year",
    "deaths": "deaths registered per 100,000 worker-years, all years together",
    "registered share": "percent of the survey's injuries that the register holds",
}
"""What each criterion counts."""


def rank_industries(register: pd.DataFrame, survey: Survey, criterion: str, *, year: int = 2019) -> pd.DataFrame:
    """Return the industries by one criterion, the one that calls for an inspector first.

    Cases, rate and registered share are of one year, deaths of all years together. A line with fewer than 15 cases (of
    the share: injured people in the survey) does not compete: it stands at the end, and its flag says why.

    Parameters
    ----------
    register
        ``labkit.load("injuries")``, or a register with its columns.
    survey
        The labour force survey of that year, for the registered share.
    criterion
        ``"cases"``, ``"rate"``, ``"deaths"`` or ``"registered share"``.
    year
        Year of all but the deaths.

    Returns
    -------
    pandas.DataFrame
        ``industry, estimate, ci_low, ci_high, cv, n, flag``.

    Raises
    ------
    OptionError
        The criterion is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> rank_industries(lk.load("injuries"), lk.load("lfs"), "cases")["industry"].tolist()[0]
    'C manufacturing'
    """
    one_of("criterion", criterion, get_args(Criterion), where="rank_industries")
    in_year = register[register["year"] == year]
    if criterion == "deaths":
        table = register_rate(register, by="industry", outcome="fatal")
    elif criterion == "registered share":
        groups = industry_group(survey.frame["industry"], register["industry"].unique().tolist())
        table = registered_share(in_year, survey.assign(industry=groups), by="industry")
    else:
        table = register_rate(in_year, by="industry")
        if criterion == "cases":
            table = table.assign(estimate=table["n"].astype(float), ci_low=float("nan"), ci_high=float("nan"))
    doubtful = table["flag"].ne("")
    ranked = table.assign(doubtful=doubtful).sort_values(
        ["doubtful", "estimate"], ascending=[True, criterion == "registered share"], ignore_index=True
    )
    ranked.loc[ranked["flag"] == "S", ["estimate", "ci_low", "ci_high", "cv"]] = float("nan")
    return ranked[["industry", "estimate", "ci_low", "ci_high", "cv", "n", "flag"]]


def first_two(ranked: pd.DataFrame, criterion: str) -> str:
    """Return a sentence: the first two industries, and whether the third is clearly behind the second.

    Clearly means: the 95 percent interval of the ratio of the two does not hold 1, both taken as independent.

    Examples
    --------
    >>> rows = [("C", 30.0, 0.03, ""), ("F", 20.0, 0.03, ""), ("G", 19.0, 0.03, "")]
    >>> table = pd.DataFrame(rows, columns=["industry", "estimate", "cv", "flag"])
    >>> first_two(table, "rate").split(". ")[1]
    'The third, G, is too close to the second: the data do not say which of the two comes first.'
    """
    one_of("criterion", criterion, get_args(Criterion), where="first_two")
    known = ranked[ranked["flag"] == ""].reset_index(drop=True)
    if len(known) < 2:
        return (
            f"By {criterion}, fewer than two industries have enough cases. This criterion cannot send two inspectors."
        )
    one, other = known["industry"].iloc[:2]
    text = f"By {criterion} ({UNITS[criterion]}), the inspectors go to **{one}** and **{other}**."
    if len(known) == 2:
        return f"{text} No other industry has enough cases to be ranked."
    second, third = known.iloc[1], known.iloc[2]
    apart = abs(np.log(second["estimate"] / third["estimate"])) > ndtri(0.975) * np.hypot(second["cv"], third["cv"])
    if criterion == "cases":
        return f"{text} A count needs no interval to be a count. It is large where many people work."
    if apart:
        return f"{text} The third, {third['industry']}, is clearly behind."
    text += f" The third, {third['industry']}, is too close to the second"
    return f"{text}: the data do not say which of the two comes first."
