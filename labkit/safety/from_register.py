"""Rates of injuries at work from a register of an insurance scheme.

A register is no sample: its cases are a full count of what was reported. What varies by chance is how many accidents
happen in a year. The intervals are those of a Poisson count (exact; Garwood 1936): a rate from few cases jumps from
year to year. They say nothing about cases that were never reported, usually the larger error.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from labkit.errors import DataError, first_few, one_of
from labkit.safety.from_survey import PER_HOURS, PER_WORKERS
from labkit.survey.records.columns import By, Floats, Ints, groups, numbers
from labkit.survey.table import check_level, with_interval

Rate = Literal["incidence", "frequency"]
Outcome = Literal["nonfatal", "fatal", "commuting nonfatal", "commuting fatal"]

CASES = {
    "nonfatal": "nonfatal_cases",
    "fatal": "fatal_cases",
    "commuting nonfatal": "commuting_nonfatal_cases",
    "commuting fatal": "commuting_fatal_cases",
}


def register_rate(
    register: pd.DataFrame,
    by: By = None,
    *,
    rate: Rate = "incidence",
    outcome: Outcome = "nonfatal",
    workers: str = "insured_workers",
    hours: str = "hours_worked",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Return the rate of registered injuries (SDG indicator 8.8.1).

    .. math:: \text{incidence} = 100\,000 \cdot \frac{\text{new cases}}{\text{workers}}, \qquad
       \text{frequency} = 1\,000\,000 \cdot \frac{\text{new cases}}{\text{hours worked}}

    Fatal and non-fatal cases, and accidents on the way to work, are always apart. The reference group has to be the one
    that the cases come from: insured workers, not all workers.

    Parameters
    ----------
    register
        One row per cell (year, industry, sex …) with numbers of cases and of workers, such as
        ``labkit.load("injuries")``.
    by
        A column, or a list of columns, that make groups. Cases and workers are added up: several years together give
        a mean yearly rate.
    rate
        ``"incidence"`` or ``"frequency"``.
    outcome
        ``"nonfatal"``, ``"fatal"`` (death within one year of the accident), ``"commuting nonfatal"``, ``"commuting
        fatal"``.
    workers, hours
        Columns with the insured workers (average of the year, part-time workers as full-time equivalents) and with
        the hours that they worked.
    level
        Confidence level of the Poisson intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (per 100,000 workers or 1,000,000 hours), ``se`` (of a Poisson count),
        ``ci_low, ci_high, cv, df, n, flag``. Here `n` counts cases, and `df` is 0: there is no sample.

    Raises
    ------
    ColumnError
        A column is missing or does not hold numbers.
    DataError
        The register has no row, numbers are missing or negative, cases are not whole, or there is nobody to divide by.
    OptionError
        `rate` or `outcome` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> fatal = register_rate(lk.load("injuries"), by="year", outcome="fatal")
    >>> fatal[["year", "n"]].values.tolist()[0]
    [2019, 39]
    """
    one_of("rate", rate, get_args(Rate), where="register_rate")
    one_of("outcome", outcome, get_args(Outcome), where="register_rate")
    found, (cases, exposure) = _sums(register, by, [CASES[outcome], workers if rate == "incidence" else hours])
    whole = np.rint(cases)
    if (cases != whole).any():
        raise DataError("Numbers of cases are not whole.", where="register_rate", got=first_few(cases[cases != whole]))
    _refuse_nobody(exposure)
    per = (PER_WORKERS if rate == "incidence" else PER_HOURS) / exposure
    low, high = poisson_interval(cases, level)
    counted: Ints = whole.astype(np.int64)
    return with_interval(
        found, per * cases, per * np.sqrt(cases), per * low, per * high, np.zeros_like(counted), counted
    )


def register_days(
    register: pd.DataFrame,
    by: By = None,
    *,
    days: str = "days_lost",
    hours: str = "hours_worked",
) -> pd.DataFrame:
    r"""Return the severity of registered non-fatal injuries: days lost per case, and per 1,000,000 hours.

    Days are calendar days from the day after the accident, one year at most for a case; fatal cases have none. A table
    of sums does not show how days differ between cases: there are no standard errors and no median.

    Parameters
    ----------
    register, by
        As for `register_rate`.
    days, hours
        Columns with days lost and hours worked.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``cases``, ``days_lost``, ``days_per_case`` (missing without cases), ``severity_rate`` (days
        per 1,000,000 hours).

    Raises
    ------
    ColumnError, DataError
        As `register_rate`.

    Examples
    --------
    >>> import labkit as lk
    >>> len(register_days(lk.load("injuries"), by=["industry", "sex"]))
    20
    """
    found, (cases, lost, worked) = _sums(register, by, [CASES["nonfatal"], days, hours])
    _refuse_nobody(worked)
    per_case = np.divide(lost, cases, out=np.full(len(lost), np.nan), where=cases > 0)
    severity = PER_HOURS * lost / worked
    return found.assign(cases=cases, days_lost=lost, days_per_case=per_case, severity_rate=severity)


def poisson_interval(cases: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the exact interval of the mean of a Poisson count.

    Parameters
    ----------
    cases
        Counts, 0 or more.
    level
        Confidence level, 0 to 1.

    Examples
    --------
    >>> import numpy as np
    >>> low, high = poisson_interval(np.array([0.0, 10.0]), 0.95)
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.0, 4.8], [3.69, 18.39])
    """
    check_level(level)
    tail = (1 - level) / 2
    low: Floats = np.where(cases > 0, gammaincinv(np.maximum(cases, 1), tail), 0.0)
    high: Floats = np.asarray(gammaincinv(cases + 1, 1 - tail), dtype=np.float64)
    return low, high


def _sums(register: pd.DataFrame, by: By, names: list[str]) -> tuple[pd.DataFrame, list[Floats]]:
    if register.empty:
        raise DataError(
            "No row of the register is left.",
            where="register",
            expected="one row or more",
            hint="Look at the line that chose the rows. A year is a number: it stands without quotation marks.",
        )
    found = groups(register, by, where="register")
    inside = found.codes >= 0
    sums = []
    for name in names:
        values = numbers(register, name, where="register")
        bad = np.isnan(values) | (values < 0)
        if bad.any():
            raise DataError(
                f"{bad.sum()} values of {name!r} are missing or negative.",
                where="register",
                got=f"rows {first_few(register.index[bad])}",
                expected="a number, 0 or more, in every row",
            )
        sums.append(np.bincount(found.codes[inside], weights=values[inside], minlength=len(found)).astype(np.float64))
    return found.labels.reset_index(drop=True), sums


def _refuse_nobody(exposure: Floats) -> None:
    if (exposure <= 0).any():
        raise DataError(
            f"{(exposure <= 0).sum()} groups have no workers or hours to divide by.",
            where="register",
            hint="Leave these rows out, or join the group with another one.",
        )
