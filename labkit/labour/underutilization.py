"""Labour underutilization: unemployment, time-related underemployment and the potential labour force together.

Source: ILO, *Resolution concerning statistics of work, employment and labour underutilization*, 19th International
Conference of Labour Statisticians, 2013.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import pandas as pd

from labkit.errors import one_of
from labkit.labour.attachment import (
    EXTENDED_STATUSES,
    POTENTIAL_KINDS,
    discouraged_jobseekers,
    extended_labour_force_status,
    labour_market_attachment,
)
from labkit.labour.indicators import EMPLOYED, UNEMPLOYED, of_working_age, share_of
from labkit.labour.needs import DISCOURAGED
from labkit.labour.status import WORKING_AGE, Standard
from labkit.labour.underemployment import criteria, time_related_underemployed
from labkit.labour.vintage import described
from labkit.survey import Survey
from labkit.survey.estimation.proportions import Interval
from labkit.survey.records.columns import By, Groups, groups

__all__ = [
    "MEASURES",
    "potential_labour_force",
    "underemployed_share_of_labour_force",
    "underemployment_rate",
    "underutilization",
]

Measure = Literal["LU1", "LU2", "LU3", "LU4"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
_DISCOURAGED = "of these, discouraged"
_POTENTIAL = EXTENDED_STATUSES[2]
_INSIDE = (EMPLOYED, UNEMPLOYED)


def underutilization(
    survey: Survey,
    by: By = None,
    *,
    hours_threshold: float | None,
    measures: Sequence[Measure] = MEASURES,
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate the four measures of labour underutilization, LU1 to LU4.

    With E employed, U unemployed (strict), T employed people in time-related underemployment, P the potential labour
    force:

    .. math::
        LU1 = 100 \frac{U}{E + U} \quad LU2 = 100 \frac{U + T}{E + U} \quad
        LU3 = 100 \frac{U + P}{E + U + P} \quad LU4 = 100 \frac{U + T + P}{E + U + P}

    LU1 is the unemployment rate. LU1 and LU2 are percent of the labour force, LU3 and LU4 of the extended labour force.
    T is part of E. Always :math:`LU1 \le LU2 \le LU4` and :math:`LU1 \le LU3 \le LU4`.

    Parameters
    ----------
    survey
        A Survey with the columns of `labkit.labour.time_related_underemployed` (for LU2 and LU4) and of
        `labkit.labour.extended_labour_force_status` (for LU3 and LU4).
    by
        A column, or a list of columns, that make groups.
    hours_threshold
        Hours per week in all jobs below which somebody works few hours. Each country chooses its own, so a table must
        name it; it stands in ``attrs``. None takes the variable of the producer of the file.
    measures
        Which of ``"LU1"``, ``"LU2"``, ``"LU3"``, ``"LU4"``, where the survey does not allow all.
    working_age, standard
        As for `labkit.labour.participation_rate`.
    interval
        Kind of the intervals: ``"logit"``, ``"beta"`` or ``"wald"``; see `labkit.Survey.share`.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``measure``, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``. Its
        ``attrs`` name the standard, the threshold and the number of criteria of underemployment (3, 2 without a
        question on availability for more hours, 0 as the producer derived it).

    Raises
    ------
    ColumnError
        A column is missing; the text says which, and for what.
    OptionError
        The threshold is no number of hours, or a measure is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> table = underutilization(lk.load("lfs"), hours_threshold=40)
    >>> table["measure"].tolist(), table.attrs["hours_threshold"]
    (['LU1', 'LU2', 'LU3', 'LU4'], 40)
    >>> lu1, lu2, lu3, lu4 = table["estimate"]
    >>> lu1 <= lu2 <= lu4 and lu1 <= lu3 <= lu4
    True
    """
    for measure in measures:
        one_of("measures", measure, MEASURES, where="underutilization")
    adults, status, facts = of_working_age(survey, working_age, "strict", standard)
    unused = status.eq(UNEMPLOYED)
    if {"LU2", "LU4"} & set(measures):
        facts |= _threshold_facts(survey.frame, hours_threshold)
        short = time_related_underemployed(
            adults.frame, hours_threshold=hours_threshold, working_age=working_age, standard=standard
        )
    else:
        short = pd.Series(False, index=status.index)
    inside, near = status.isin(_INSIDE), pd.Series(False, index=status.index)
    if {"LU3", "LU4"} & set(measures):
        extended = extended_labour_force_status(adults.frame, working_age=working_age, standard=standard)
        near = extended.eq(_POTENTIAL)
    parts = {
        "LU1": (unused, inside),
        "LU2": (unused | short, inside),
        "LU3": (unused | near, inside | near),
        "LU4": (unused | short | near, inside | near),
    }
    tables = []
    for measure in measures:
        numerator, denominator = parts[measure]
        table = share_of(adults.filter(denominator), numerator[denominator], by, level, interval)
        table.insert(len(_names(by)), "measure", measure)
        tables.append(table)
    return described(_by_group(tables, by), indicator="underutilization", **facts)


def underemployment_rate(
    survey: Survey,
    by: By = None,
    *,
    hours_threshold: float | None,
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate time-related underemployment in percent of **employment**.

    .. math:: 100 \cdot \frac{\text{employed, want more hours, available for more, fewer hours than the threshold}}
        {\text{employed}}

    In percent of the labour force it is another figure: `underemployed_share_of_labour_force`.

    Parameters
    ----------
    survey
        A Survey with the columns of `labkit.labour.time_related_underemployed`.
    by, hours_threshold, working_age, standard, interval, level
        As for `underutilization`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``. Its ``attrs`` name the
        threshold and the number of criteria: 2 where the survey did not ask who is available for more hours.

    Raises
    ------
    ColumnError, OptionError
        As `underutilization`.

    Examples
    --------
    >>> import labkit as lk
    >>> rate = underemployment_rate(lk.load("lfs"), hours_threshold=40)
    >>> rate.attrs["denominator"], rate.attrs["criteria"]
    ('employment', 3)
    """
    table, facts = _underemployed(survey, by, hours_threshold, (EMPLOYED,), working_age, standard, level, interval)
    return described(table, indicator="underemployment_rate", denominator="employment", **facts)


def underemployed_share_of_labour_force(
    survey: Survey,
    by: By = None,
    *,
    hours_threshold: float | None,
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate time-related underemployment in percent of the **labour force**: what LU2 adds to LU1.

    .. math:: 100 \cdot \frac{\text{employed, want more hours, available for more, fewer hours than the threshold}}
        {\text{employed} + \text{unemployed}}

    Parameters
    ----------
    survey, by, hours_threshold, working_age, standard, interval, level
        As for `underemployment_rate`.

    Returns
    -------
    pandas.DataFrame
        As `underemployment_rate`.

    Raises
    ------
    ColumnError, OptionError
        As `underutilization`.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> of_employment = underemployment_rate(lfs, hours_threshold=40)["estimate"].item()
    >>> of_employment > underemployed_share_of_labour_force(lfs, hours_threshold=40)["estimate"].item()
    True
    """
    table, facts = _underemployed(survey, by, hours_threshold, _INSIDE, working_age, standard, level, interval)
    name = "underemployed_share_of_labour_force"
    return described(table, indicator=name, denominator="labour force", **facts)


def potential_labour_force(
    survey: Survey,
    by: By = None,
    *,
    working_age: int = WORKING_AGE,
    standard: Standard = "icls19",
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate how many people are in the potential labour force, by kind.

    Parameters
    ----------
    survey
        A Survey with the columns of `labkit.labour.labour_market_attachment`.
    by, working_age, standard, level
        As for `underutilization`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``kind`` (``"unavailable jobseeker"``, ``"available potential jobseeker"`` and, where the
        survey knows the reason for not looking, ``"of these, discouraged"``), then ``estimate`` (people), ``se, ci_low,
        ci_high, cv, df, n, flag``. `n` counts the people of the kind. The discouraged are part of the row before.

    Raises
    ------
    ColumnError, OptionError
        As `labkit.labour.labour_market_attachment`.

    Examples
    --------
    >>> import labkit as lk
    >>> table = potential_labour_force(lk.load("lfs")).set_index("kind")["estimate"]
    >>> bool(table["of these, discouraged"] < table["available potential jobseeker"])
    True
    """
    adults, _status, facts = of_working_age(survey, working_age, "strict", standard)
    frame = adults.frame
    attachment = labour_market_attachment(frame, working_age=working_age, standard=standard)
    kinds = {kind: attachment.eq(kind) for kind in POTENTIAL_KINDS}
    if not DISCOURAGED.lacking(set(frame.columns)):
        kinds[_DISCOURAGED] = discouraged_jobseekers(frame, working_age=working_age, standard=standard)
    tables = []
    for kind, condition in kinds.items():
        table = adults.filter(condition).total(by=by, level=level)
        table.insert(len(_names(by)), "kind", kind)
        tables.append(table)
    return described(_by_group(tables, by), indicator="potential_labour_force", **facts)


def _underemployed(
    survey: Survey,
    by: By,
    hours_threshold: float | None,
    among: Sequence[str],
    working_age: int,
    standard: Standard,
    level: float,
    interval: Interval,
) -> tuple[pd.DataFrame, dict[str, str | float]]:
    adults, status, facts = of_working_age(survey, working_age, "strict", standard)
    people = adults.filter(status.isin(among))
    short = time_related_underemployed(
        people.frame, hours_threshold=hours_threshold, working_age=working_age, standard=standard
    )
    return share_of(people, short, by, level, interval), facts | _threshold_facts(survey.frame, hours_threshold)


def _threshold_facts(frame: pd.DataFrame, hours_threshold: float | None) -> dict[str, str | float]:
    how_many = criteria(frame, hours_threshold)
    return {"hours_threshold": "as in the file" if hours_threshold is None else hours_threshold, "criteria": how_many}


def _by_group(tables: list[pd.DataFrame], by: By) -> pd.DataFrame:
    """Stack tables so that the rows of a group stand together, in the order of the groups and of the tables."""
    stacked = pd.concat(tables, ignore_index=True)
    found: Groups = groups(stacked, by, where="underutilization")
    order = pd.Series(found.codes).sort_values(kind="stable").index
    return stacked.loc[order].reset_index(drop=True)


def _names(by: By) -> list[str]:
    return [by] if isinstance(by, str) else list(by or [])
