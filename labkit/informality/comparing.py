"""The 17th and the 21st ICLS side by side: who is informal by one and not by the other."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from labkit.errors import one_of
from labkit.informality.classify import EMPLOYEE_RULE, EmployeeRule, Standard, job_formality, production_unit
from labkit.informality.indicators import employed_people, informal_employment_rate, informal_sector_share
from labkit.labour import WORKING_AGE
from labkit.labour.vintage import described
from labkit.survey import Survey
from labkit.survey.estimation.proportions import Interval
from labkit.survey.records.columns import By

__all__ = ["compare_standards", "rates_by_standard"]

Question = Literal["job", "unit"]
STANDARDS: tuple[Standard, ...] = get_args(Standard)


def compare_standards(
    survey: Survey,
    by: By = None,
    *,
    question: Question = "job",
    employee_rule: EmployeeRule = EMPLOYEE_RULE,
    working_age: int = WORKING_AGE,
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate how many employed people are in each class by the 17th and by the 21st ICLS.

    Parameters
    ----------
    survey
        A Survey with the answers that `labkit.informality.job_formality` needs for both standards; what the producer
        of a file derived is not enough.
    by
        A column, or a list of columns, that make groups.
    question
        ``"job"``: is the job informal? ``"unit"``: is the production unit informal?
    employee_rule
        For jobs by the 21st ICLS, as for `labkit.informality.job_formality`; ``attrs["employee_rule"]`` names it.
    working_age
        Youngest age counted.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The `by` columns, ``icls17``, ``icls21``, ``changes`` (True if the two classes differ), then ``estimate``
        (people), ``se, ci_low, ci_high, cv, df, n, flag``. `n` counts the records of the row itself. Rows in which the
        survey has nobody are left out, and the rows of a group add up to its employed people.

    Raises
    ------
    ColumnError
        A column is missing.
    OptionError
        The `question` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> table = compare_standards(lk.load("lfs"))
    >>> table.loc[table["changes"], ["icls17", "icls21"]].values.tolist()
    [['formal', 'not elsewhere classified'], ['informal', 'formal'], ['informal', 'not elsewhere classified']]
    """
    one_of("question", question, get_args(Question), where="compare_standards")
    employed = employed_people(survey, working_age=working_age)
    classes = {standard: _classes(employed, question, standard, employee_rule) for standard in STANDARDS}
    names = [by] if isinstance(by, str) else list(by or [])
    table = employed.assign(**classes).total(by=[*names, *STANDARDS], level=level)
    changes = table[STANDARDS[0]].astype(str) != table[STANDARDS[1]].astype(str)
    table.insert(len(names) + 2, "changes", changes)
    rule = _rule(question, employee_rule)
    return described(table, indicator=f"compare_standards, {question}", working_age=working_age, **rule)


def rates_by_standard(
    survey: Survey,
    by: By = None,
    *,
    question: Question = "job",
    employee_rule: EmployeeRule = EMPLOYEE_RULE,
    working_age: int = WORKING_AGE,
    interval: Interval = "beta",
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate the informality rate by the 17th and by the 21st ICLS, one row for each.

    Parameters
    ----------
    survey, by, question, employee_rule, working_age, interval, level
        As for `compare_standards`. ``"job"`` gives informal employment, ``"unit"`` employment in the informal sector.

    Returns
    -------
    pandas.DataFrame
        ``standard``, the `by` columns, then ``estimate`` (percent of employment), ``se, ci_low, ci_high, cv, df, n,
        flag``, and ``not_classified``: the records of the whole survey that the standard cannot classify. They are in
        the denominator only.

    Raises
    ------
    ColumnError
        A column is missing.
    OptionError
        The `question` is not known.

    Examples
    --------
    >>> import labkit as lk
    >>> table = rates_by_standard(lk.load("lfs"))
    >>> table["standard"].tolist(), table.attrs["employee_rule"]
    (['icls17', 'icls21'], 'leave where not known')
    """
    one_of("question", question, get_args(Question), where="rates_by_standard")
    tables = []
    for standard in STANDARDS:
        if question == "unit":
            table = informal_sector_share(
                survey, by, standard=standard, working_age=working_age, interval=interval, level=level
            )
        else:
            table = informal_employment_rate(
                survey,
                by,
                standard=standard,
                employee_rule=employee_rule,
                working_age=working_age,
                interval=interval,
                level=level,
            )
        source = table.attrs.get("source", "")
        found = table.assign(not_classified=table.attrs.get("not_classified", 0))
        found.attrs.clear()
        found.insert(0, "standard", standard)
        tables.append(found)
    both = pd.concat(tables, ignore_index=True)
    if source:
        both.attrs["source"] = source
    rule = _rule(question, employee_rule)
    return described(both, indicator=f"rates_by_standard, {question}", working_age=working_age, **rule)


def _classes(employed: Survey, question: Question, standard: Standard, employee_rule: EmployeeRule) -> pd.Series[str]:
    if question == "unit":
        return production_unit(employed.frame, standard)
    return job_formality(employed.frame, standard, employee_rule=employee_rule)


def _rule(question: Question, employee_rule: EmployeeRule) -> dict[str, str | float]:
    return {"employee_rule": employee_rule} if question == "job" else {}
