"""Participation, employment, unemployment and youth NEET, with design-based standard errors."""

from __future__ import annotations

import pandas as pd

from labkit.labour.status import STATUSES, WORKING_AGE, Definition, Standard, labour_force_status, status_standard
from labkit.labour.vintage import described
from labkit.survey import Survey
from labkit.survey.answers import said
from labkit.survey.estimation.proportions import Interval
from labkit.survey.records.columns import By, column, numbers

EMPLOYED, UNEMPLOYED, _OUTSIDE = STATUSES
YOUNGEST_YOUTH, OLDEST_YOUTH = 15, 24


def participation_rate(
    survey: Survey,
    by: By = None,
    *,
    definition: Definition = "strict",
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
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
    standard
        ``"icls19"``, or ``"icls13"``, which also counts producers for the own household as employed. See
        `labour_force_status`.
    interval
        Kind of the intervals: ``"logit"``, ``"beta"`` or ``"wald"``; see `labkit.Survey.share`.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``. Its ``attrs`` say by
        which ``standard`` and ``definition`` it was made, and how many records of working age have no status
        (``not_classified``, only in files with a status of the producer): these are in no rate.

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
    adults, status, facts = of_working_age(survey, working_age, definition, standard)
    table = share_of(adults, status.isin([EMPLOYED, UNEMPLOYED]), by, level, interval)
    return described(table, indicator="participation_rate", definition=definition, **facts)


def employment_ratio(
    survey: Survey,
    by: By = None,
    *,
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the employment-to-population ratio.

    .. math:: 100 \cdot \frac{\text{employed}}{\text{population of working age}}

    It is not 100 minus the unemployment rate, which has another denominator.

    Parameters
    ----------
    survey, by, working_age, standard, interval, level
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
    adults, status, facts = of_working_age(survey, working_age, "strict", standard)
    table = share_of(adults, status.eq(EMPLOYED), by, level, interval)
    return described(table, indicator="employment_ratio", **facts)


def unemployment_rate(
    survey: Survey,
    by: By = None,
    *,
    definition: Definition = "strict",
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the unemployment rate (SDG indicator 8.5.2).

    .. math:: 100 \cdot \frac{\text{unemployed}}{\text{employed} + \text{unemployed}}

    Parameters
    ----------
    survey, by, definition, working_age, standard, interval, level
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
    adults, status, facts = of_working_age(survey, working_age, definition, standard)
    inside = status.isin([EMPLOYED, UNEMPLOYED])
    table = share_of(adults.filter(inside), status[inside].eq(UNEMPLOYED), by, level, interval)
    return described(table, indicator="unemployment_rate", definition=definition, **facts)


def neet_rate(
    survey: Survey, by: By = None, *, standard: Standard = "icls19", interval: Interval = "beta", level: float = 0.95
) -> pd.DataFrame:
    r"""Estimate the share of young people not in employment, education or training (SDG indicator 8.6.1).

    .. math:: 100 \cdot \frac{\text{aged 15 to 24, not employed and not attending}}{\text{aged 15 to 24}}

    Unemployed young people who attend no school or training are in it. A missing answer on attendance counts as
    attending, as in the ILO's processing: NEET needs an explicit no.

    Parameters
    ----------
    survey
        A Survey with the columns of `labour_force_status` and ``attending`` (``"yes"``, ``"no"``).
    by, standard, interval, level
        As for `participation_rate`. By the 13th ICLS fewer young people are in it: farming for the own household is
        employment there.

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
    young = young_people(survey, where="neet_rate")
    youth, status, facts = of_working_age(young, YOUNGEST_YOUTH, "strict", standard)
    outside_school = said(youth.frame, "attending", "no", where="neet_rate")
    table = share_of(youth, ~status.eq(EMPLOYED) & outside_school, by, level, interval)
    return described(table, indicator="neet_rate", **facts)


def young_people(survey: Survey, *, where: str) -> Survey:
    """Return the domain of people aged 15 to 24."""
    age = numbers(survey.frame, "age", where=where)
    return survey.filter((age >= YOUNGEST_YOUTH) & (age <= OLDEST_YOUTH))


def of_working_age(
    survey: Survey, working_age: int, definition: Definition, standard: Standard
) -> tuple[Survey, pd.Series[str], dict[str, str | float]]:
    """Return the domain of people of working age, their status, and what a table made of them says about itself."""
    frame = survey.frame
    status = labour_force_status(frame, working_age=working_age, definition=definition, standard=standard)
    known = status.notna()
    facts: dict[str, str | float] = {"standard": status_standard(frame, standard), "working_age": working_age}
    unknown = int((column(frame, "age", where="labour_force_status").ge(working_age) & ~known).sum())
    if unknown:
        facts["not_classified"] = unknown
    return survey.filter(known), status[known], facts


def share_of(survey: Survey, condition: pd.Series[bool], by: By, level: float, interval: Interval) -> pd.DataFrame:
    """Return the share of a survey's people for whom the condition holds, in percent."""
    return survey.assign(counted_=condition).share("counted_", by, interval=interval, level=level)
