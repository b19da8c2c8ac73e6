"""Informal employment, the informal sector, and how the two overlap, with design-based standard errors."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from labkit.errors import one_of
from labkit.informality.classify import (
    EMPLOYEE_RULE,
    NOT_CLASSIFIED,
    EmployeeRule,
    Standard,
    decisions,
    job_formality,
    production_unit,
    unit_and_job,
)
from labkit.labour import WORKING_AGE, labour_force_status
from labkit.labour.vintage import described
from labkit.survey import Survey
from labkit.survey.estimation.proportions import Interval
from labkit.survey.records.columns import By

Question = Literal["job", "unit"]


def employed_people(survey: Survey, *, working_age: int = WORKING_AGE) -> Survey:
    """Return the domain of employed people of working age, the denominator of every rate in this module.

    Parameters
    ----------
    survey
        A Survey with the columns of `labkit.labour.labour_force_status`.
    working_age
        Youngest age counted.

    Examples
    --------
    >>> import labkit as lk
    >>> int(employed_people(lk.load("lfs")).frame["age"].min())
    15
    """
    return survey.filter(labour_force_status(survey.frame, working_age=working_age).eq("employed"))


def informal_employment_rate(
    survey: Survey,
    by: By = None,
    *,
    standard: Standard = "icls17",
    employee_rule: EmployeeRule = EMPLOYEE_RULE,
    working_age: int = WORKING_AGE,
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate informal employment in percent of employment (SDG indicator 8.3.1).

    .. math:: 100 \cdot \frac{\text{employed people whose main job is informal}}{\text{employed people}}

    Parameters
    ----------
    survey
        A Survey with the columns of `job_formality` and of `labkit.labour.labour_force_status`.
    by
        A column, or a list of columns, that make groups; each group has its own denominator.
    standard
        ``"icls17"``: the guidelines of the 17th ICLS, 2003. ``"icls21"``: the resolution of the 21st ICLS, 2023.
    employee_rule
        How social security and paid leave combine for employees by the 21st ICLS; see `job_formality`. The table's
        ``attrs`` name it.
    working_age
        Youngest age counted.
    interval
        Kind of the intervals: ``"logit"``, ``"beta"`` or ``"wald"``; see `labkit.Survey.share`.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, then ``estimate`` (percent), ``se, ci_low, ci_high, cv, df, n, flag``. Its ``attrs`` name the
        ``standard``. Employed people who are not elsewhere classified (21st ICLS, and files with a class of the
        producer) are in the denominator and not in the numerator, so the rate is then the lowest possible one; how
        many records that are stands in ``attrs["not_classified"]``, and `sector_job_matrix` shows their share.

    Raises
    ------
    ColumnError, OptionError
        As `job_formality`.

    Examples
    --------
    >>> import labkit as lk
    >>> informal_employment_rate(lk.load("lfs"), by="sex")[["sex", "flag"]].values.tolist()
    [['male', ''], ['female', '']]
    """
    employed = employed_people(survey, working_age=working_age)
    job = job_formality(employed.frame, standard, employee_rule=employee_rule)
    table = employed.assign(informal_job=job.eq("informal")).share("informal_job", by, interval=interval, level=level)
    return described(table, indicator="informal_employment_rate", **_facts(job, standard, working_age, employee_rule))


def informal_sector_share(
    survey: Survey,
    by: By = None,
    *,
    standard: Standard = "icls17",
    working_age: int = WORKING_AGE,
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate employment in the informal sector in percent of employment.

    .. math:: 100 \cdot \frac{\text{employed people whose production unit is informal}}{\text{employed people}}

    This is not the rate of informal employment: informal jobs in formal units and in households are not in it.

    Parameters
    ----------
    survey, by, standard, working_age, interval, level
        As for `informal_employment_rate`.

    Returns
    -------
    pandas.DataFrame
        As `informal_employment_rate`.

    Raises
    ------
    ColumnError, OptionError
        As `production_unit`.

    Examples
    --------
    >>> import labkit as lk
    >>> len(informal_sector_share(lk.load("lfs"), by=["sex", "area"]))
    4
    """
    employed = employed_people(survey, working_age=working_age)
    unit = production_unit(employed.frame, standard)
    table = employed.assign(informal_sector=unit.eq("informal")).share(
        "informal_sector", by, interval=interval, level=level
    )
    return described(table, indicator="informal_sector_share", **_facts(unit, standard, working_age))


def decision_counts(
    survey: Survey,
    question: Question = "job",
    *,
    standard: Standard = "icls17",
    employee_rule: EmployeeRule = EMPLOYEE_RULE,
    working_age: int = WORKING_AGE,
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate how many employed people each rule of a decision tree decides about.

    Parameters
    ----------
    survey, standard, employee_rule, working_age, level
        As for `informal_employment_rate`.
    question
        ``"job"``: is the job informal? ``"unit"``: is the production unit informal?

    Returns
    -------
    pandas.DataFrame
        In the order of the rules: ``rule``, ``outcome``, then ``estimate`` (people), ``se, ci_low, ci_high, cv, df, n,
        flag``. Rules that decide about nobody in the survey are left out.

    Raises
    ------
    ColumnError
        As `job_formality`.
    OptionError
        The `question` or the `standard` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> decision_counts(lk.load("lfs"))[["rule", "outcome"]].values.tolist()[0]
    ['contributing family worker', 'informal']
    """
    one_of("question", question, get_args(Question), where="decision_counts")
    employed = employed_people(survey, working_age=working_age)
    found = decisions(employed.frame, standard, employee_rule=employee_rule)
    decided = employed.assign(rule=found[f"{question}_because"], outcome=found[question])
    table = decided.total(by=["rule", "outcome"], level=level)
    rule = employee_rule if question == "job" else None
    facts = _facts(found[question], standard, working_age, rule)
    return described(table, indicator="decision_counts", **facts)


def sector_job_matrix(
    survey: Survey,
    by: By = None,
    *,
    standard: Standard = "icls17",
    employee_rule: EmployeeRule = EMPLOYEE_RULE,
    working_age: int = WORKING_AGE,
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate how employment divides over kinds of production unit (sector) and kinds of job.

    Parameters
    ----------
    survey, by, standard, employee_rule, working_age, interval, level
        As for `informal_employment_rate`.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``sector`` (formal, informal, household), ``job`` (formal, informal), then ``estimate``
        (percent of all employed people of the group, so that a group's cells add up to 100), ``se, ci_low, ci_high,
        cv, df, n, flag``. Here `n` counts the records in the cell itself: a thin cell is what must not be published.
        Cells in which the survey has nobody are left out. Where units or jobs are not elsewhere classified (see
        `production_unit`), they have cells of their own.

    Raises
    ------
    ColumnError, OptionError
        As `job_formality`.

    Examples
    --------
    >>> import labkit as lk
    >>> round(float(sector_job_matrix(lk.load("lfs"))["estimate"].sum()), 6)
    100.0
    """
    employed = employed_people(survey, working_age=working_age)
    unit, job = unit_and_job(employed.frame, standard, employee_rule)
    units, jobs = unit.cat.categories, job.cat.categories
    cells = pd.Index([f"{u}/{j}" for u in units for j in jobs])
    code = np.where(unit.isna() | job.isna(), -1, unit.cat.codes * len(jobs) + job.cat.codes)
    divided = employed.assign(category=pd.Categorical.from_codes(code, categories=cells))
    table = divided.share("category", by, interval=interval, level=level)
    groups = [by] if isinstance(by, str) else list(by or [])
    counted = divided.total(by=[*groups, "category"])[[*groups, "category", "n"]]
    n = table.drop(columns="n").merge(counted, how="left", on=[*groups, "category"])["n"].fillna(0).astype("int64")
    cell = cells.get_indexer(pd.Index(table["category"].astype(str)))
    table.insert(len(groups), "sector", pd.Series(pd.Categorical.from_codes(cell // len(jobs), categories=units)))
    table.insert(len(groups) + 1, "job", pd.Series(pd.Categorical.from_codes(cell % len(jobs), categories=jobs)))
    table = table.drop(columns="category").assign(n=n)
    return described(table, indicator="sector_job_matrix", **_facts(job, standard, working_age, employee_rule))


def _facts(
    found: pd.Series[str], standard: Standard, working_age: int, employee_rule: EmployeeRule | None = None
) -> dict[str, str | float]:
    facts: dict[str, str | float] = {"standard": standard, "working_age": working_age}
    if standard == "icls21" and employee_rule is not None:
        facts["employee_rule"] = employee_rule
    not_classified = int(found.eq(NOT_CLASSIFIED).sum())
    return facts | {"not_classified": not_classified} if not_classified else facts
