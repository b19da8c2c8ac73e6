"""Participation, employment, unemployment and youth NEET, with design-based standard errors."""

from __future__ import annotations

import pandas as pd

from labkit.labour.status import STATUSES, WORKING_AGE, Definition, labour_force_status
from labkit.survey import Survey
from labkit.survey.columns import By, column

EMPLOYED, UNEMPLOYED, _OUTSIDE = STATUSES
YOUNGEST_YOUTH, OLDEST_YOUTH = 15, 24


def participation_rate(
    survey: Survey,
    by: By = None,
    *,
    definition: Definition = "strict",
    working_age: int = WORKING_AGE,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the labour force participation rate.

    .. math:: 100 \cdot \frac{\text{employed} + \text{unemployed}}{\text{population of working age}}

    Parameters
    ----------
    survey
        A Survey with the columns of `labour_force_status`.
    by
        A column, or a list of columns, that make groups.
    definition
        Of unemployment: ``"strict"`` or ``"relaxed"``.
    working_age
        Youngest age counted.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, OptionError
        As `labour_force_status`.

    Examples
    --------
    >>> import labkit as lk
    >>> rate, ratio = (f(lk.load("lfs"))["estimate"].item() for f in (participation_rate, employment_ratio))
    >>> rate > ratio
    True
    """
    adults, status = _of_working_age(survey, working_age, definition)
    return _share(adults, status.isin([EMPLOYED, UNEMPLOYED]), by, level)


def employment_ratio(
    survey: Survey, by: By = None, *, working_age: int = WORKING_AGE, level: float = 0.95
) -> pd.DataFrame:
    r"""Estimate the employment-to-population ratio.

    .. math:: 100 \cdot \frac{\text{employed}}{\text{population of working age}}

    It is not 100 minus the unemployment rate, which has another denominator.

    Parameters
    ----------
    survey, by, working_age, level
        As for `participation_rate`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, OptionError
        As `labour_force_status`.

    Examples
    --------
    >>> import labkit as lk
    >>> employment_ratio(lk.load("lfs"), by="sex")["sex"].tolist()
    ['male', 'female']
    """
    adults, status = _of_working_age(survey, working_age, "strict")
    return _share(adults, status.eq(EMPLOYED), by, level)


def unemployment_rate(
    survey: Survey,
    by: By = None,
    *,
    definition: Definition = "strict",
    working_age: int = WORKING_AGE,
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the unemployment rate (SDG indicator 8.5.2).

    .. math:: 100 \cdot \frac{\text{unemployed}}{\text{employed} + \text{unemployed}}

    Parameters
    ----------
    survey, by, definition, working_age, level
        As for `participation_rate`. ``"relaxed"`` is a national variant: say so wherever the figure is shown.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent of the labour force), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError, OptionError
        As `labour_force_status`.

    Examples
    --------
    >>> import labkit as lk
    >>> strict = unemployment_rate(lk.load("lfs"))["estimate"].item()
    >>> relaxed = unemployment_rate(lk.load("lfs"), definition="relaxed")["estimate"].item()
    >>> strict < relaxed
    True
    """
    adults, status = _of_working_age(survey, working_age, definition)
    inside = status.isin([EMPLOYED, UNEMPLOYED])
    return _share(adults.filter(inside), status[inside].eq(UNEMPLOYED), by, level)


def neet_rate(survey: Survey, by: By = None, *, level: float = 0.95) -> pd.DataFrame:
    r"""Estimate the share of young people not in employment, education or training (SDG indicator 8.6.1).

    .. math:: 100 \cdot \frac{\text{aged 15 to 24, not employed and not attending}}{\text{aged 15 to 24}}

    Unemployed young people who attend no school or training are in it. A missing answer on attendance counts as
    attending, as in the ILO's processing: NEET needs an explicit no.

    Parameters
    ----------
    survey
        A Survey with the columns of `labour_force_status` and ``attending`` (``"yes"``, ``"no"``).
    by, level
        As for `participation_rate`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``.

    Raises
    ------
    ColumnError
        A column is missing.

    Examples
    --------
    >>> import labkit as lk
    >>> 5 < neet_rate(lk.load("lfs"))["estimate"].item() < 25
    True
    """
    age = column(survey.frame, "age", where="neet_rate")
    youth = survey.filter(age.between(YOUNGEST_YOUTH, OLDEST_YOUTH))
    employed = labour_force_status(youth.frame).eq(EMPLOYED)
    outside_school = column(youth.frame, "attending", where="neet_rate").eq("no").fillna(value=False).astype(bool)
    return _share(youth, ~employed & outside_school, by, level)


def _of_working_age(survey: Survey, working_age: int, definition: Definition) -> tuple[Survey, pd.Series[str]]:
    status = labour_force_status(survey.frame, working_age=working_age, definition=definition)
    of_age = status.notna()
    return survey.filter(of_age), status[of_age]


def _share(survey: Survey, condition: pd.Series[bool], by: By, level: float) -> pd.DataFrame:
    return survey.assign(counted_=condition).share("counted_", by, level=level)
