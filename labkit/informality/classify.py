"""The two classifications: the production unit, and the job."""

from __future__ import annotations

from typing import Literal, get_args

import pandas as pd

from labkit.errors import one_of
from labkit.informality import icls17, icls21
from labkit.informality.icls21 import EMPLOYEE_RULE, EmployeeRule
from labkit.informality.needs import EMPLOYEES, JOB_17, JOB_21, UNIT_17, UNIT_21
from labkit.informality.rules import (
    INDEPENDENT,
    JOBS,
    NOT_CLASSIFIED,
    UNITS,
    Rule,
    has_job,
    outcome,
    possible_outcomes,
    producer_rules,
    reason,
    says,
)

__all__ = [
    "EMPLOYEE_RULE",
    "JOBS",
    "NOT_CLASSIFIED",
    "UNITS",
    "EmployeeRule",
    "Standard",
    "decisions",
    "job_formality",
    "production_unit",
]

Standard = Literal["icls17", "icls21"]
_EMPLOYEES_ALONE = "The employees alone can be classified: survey.filter(survey.frame['status'] == 'employee')."


def production_unit(frame: pd.DataFrame, standard: Standard = "icls17") -> pd.Series[str]:
    """Classify the unit in which each person has the main job: formal, informal or household.

    The first rule that fits decides. By the 17th ICLS:

    1. Government, state enterprise, non-governmental or other organisation: formal.
    2. Private household as employer; or any other unit, a private business too, that mainly produces for its own use:
       household.
    3. Complete set of accounts (where this was asked): formal.
    4. Registered: formal. Not registered, or registration in process: informal.
    5. Registration not known, employee with social security: formal.
    6. Registration not known, fixed premises and a large unit: formal. Large is a band that begins at 10 persons or
       above; where the survey draws the line elsewhere, its column ``large_unit`` says so with ``"yes"`` and ``"no"``.
       Missing size counts as small.
    7. Everybody else: informal.

    By the 21st ICLS ("household" is there short for *household own-use and community*):

    1. Group of people (another organisation) that is not registered: household. Government, state enterprise, every
       other organisation: formal.
    2. Private household as employer: household.
    3. Corporation (where this was asked), complete set of accounts, or registered: formal.
    4. Mainly produces for own use: household.
    5. Not registered, or registration in process: informal.
    6. Registration not known, employee with social security: formal, for the employer is registered there.
    7. Everybody else: not elsewhere classified. Size and premises decide nothing.

    Files of the ILO hold no answers, but the column ``production_unit`` that the ILO derived by the 17th ICLS. It is
    used where an answer is absent; people with a job and without a class are then not elsewhere classified.

    Parameters
    ----------
    frame
        Needs columns ``status``, ``institution``, ``registered`` and ``social_security``; for the 17th ICLS also
        ``fixed_premises`` and ``size`` (ordered bands). Uses ``keeps_accounts`` and ``own_use`` where they are present,
        and for the 21st ICLS ``incorporated``. Answers are ``"yes"``, ``"no"``, ``"don't know"``; ``registered`` also
        ``"in process"``. Or else, for the 17th ICLS, ``production_unit``. With columns ``worked_hour`` and
        ``temporarily_absent``, or ``labour_force_status``, who has a job is taken from them, otherwise from ``status``.
    standard
        ``"icls17"``: the guidelines of the 17th ICLS, 2003. ``"icls21"``: the resolution of the 21st ICLS, 2023.

    Returns
    -------
    pandas.Series
        Categorical ``"formal"``, ``"informal"``, ``"household"`` (and ``"not elsewhere classified"``); missing for
        people without a job.

    Raises
    ------
    ColumnError
        Columns are missing: all are named, with those that would be enough; or ``size`` has no ordered bands.
    OptionError
        The `standard` is not known.

    Examples
    --------
    A declared garment worker, an undeclared one, and a worker's wife who helps in an unregistered food stall:

    >>> bands = pd.CategoricalDtype(["1-4", "5-9", "10-19", "20-49", "50+"], ordered=True)
    >>> workers = pd.DataFrame({
    ...     "status": ["employee", "employee", "contributing family worker"],
    ...     "institution": "private business",
    ...     "registered": ["yes", "yes", "no"],
    ...     "social_security": ["yes", "don't know", None],
    ...     "paid_annual_leave": ["yes", "no", None],
    ...     "paid_sick_leave": ["yes", "no", None],
    ...     "fixed_premises": ["yes", "yes", "no"],
    ...     "size": pd.Series(["50+", "50+", "1-4"], dtype=bands),
    ... })
    >>> production_unit(workers).tolist()
    ['formal', 'formal', 'informal']
    >>> job_formality(workers).tolist()
    ['formal', 'informal', 'informal']
    """
    return _unit(frame, _unit_rules(frame, standard))


def job_formality(
    frame: pd.DataFrame, standard: Standard = "icls17", *, employee_rule: EmployeeRule = EMPLOYEE_RULE
) -> pd.Series[str]:
    """Classify each person's main job as formal or informal.

    The first rule that fits decides. By the 17th ICLS:

    1. Contributing family worker: informal, whatever the unit.
    2. Employer, own-account worker, cooperative member: formal in a formal unit, else informal.
    3. Employee whose employer pays social security: formal.
    4. Employee whose answer about social security is missing, with paid annual leave *and* paid sick leave: formal.
    5. Every other employee: informal. "Don't know" about social security counts as no; one kind of leave is not enough.

    By the 21st ICLS:

    1. Contributing family worker: informal in an informal or household unit; formal in a formal unit if social
       security is paid; informal without social security. Where the survey did not ask: not elsewhere classified.
    2. Dependent contractor (where this was asked): formal if the own unit is formal and social security is paid;
       informal if one of the two is not so; else not elsewhere classified.
    3. Employer, own-account worker, cooperative member: as the unit. Owner-operators of corporations are always formal
       (where it was asked whether the business is a corporation).
    4. Employee whose employer pays social security: formal. So is one with paid annual leave *and* paid sick leave,
       where the answer about social security is "don't know" or missing (`employee_rule`).
    5. Every other employee: informal; not elsewhere classified where none of the questions was answered.

    How social security and paid leave combine is not settled: the resolution's own text should be consulted, and a
    table should name the rule that it uses (``attrs["employee_rule"]``).

    People with a job whose status is not known are treated as employees, as the ILO does.

    Files of the ILO hold no answers, but the column ``job_formality`` that the ILO derived by the 17th ICLS. It is used
    where an answer is absent. A frame without independent workers needs only ``status`` and ``social_security``, so
    that the employees of other files can be classified too; if paid leave was not asked, employees without an answer
    about social security are then not elsewhere classified.

    Parameters
    ----------
    frame
        Needs the columns of `production_unit`, and ``paid_annual_leave`` and ``paid_sick_leave``; uses
        ``dependent_contractor`` (``"yes"``) for the 21st ICLS where it is present. Or else, for the 17th ICLS,
        ``job_formality``; or ``status`` and ``social_security``, if nobody works independently.
    standard
        ``"icls17"``: the guidelines of the 17th ICLS, 2003. ``"icls21"``: the resolution of the 21st ICLS, 2023.
    employee_rule
        For employees by the 21st ICLS: ``"leave where not known"`` (paid leave decides where social security is "don't
        know" or not answered), ``"leave where not answered"``, ``"either"`` (social security or both kinds of leave is
        enough), ``"both"`` (all are needed).

    Returns
    -------
    pandas.Series
        Categorical ``"formal"``, ``"informal"`` (and ``"not elsewhere classified"``); missing for people without a job.

    Raises
    ------
    ColumnError
        Columns are missing: all are named, with those that would be enough; or ``size`` has no ordered bands.
    OptionError
        The `standard` or the `employee_rule` is not known.

    Examples
    --------
    See `production_unit`, which classifies three people. A contributing family worker of a registered shop:

    >>> import labkit as lk
    >>> lfs = lk.load("lfs").frame
    >>> helper = lfs[lfs["status"].eq("contributing family worker") & lfs["registered"].eq("yes")].head(1)
    >>> job_formality(helper).item(), job_formality(helper, "icls21").item()
    ('informal', 'not elsewhere classified')
    """
    return _job(frame, _job_rules(frame, standard, employee_rule))


def unit_and_job(
    frame: pd.DataFrame, standard: Standard, employee_rule: EmployeeRule
) -> tuple[pd.Series[str], pd.Series[str]]:
    """Return `production_unit` and `job_formality`, the unit classified once for both."""
    unit = production_unit(frame, standard)
    return unit, _job(frame, _job_rules(frame, standard, employee_rule, unit))


def decisions(
    frame: pd.DataFrame, standard: Standard = "icls17", *, employee_rule: EmployeeRule = EMPLOYEE_RULE
) -> pd.DataFrame:
    """Show for each person with a job which rule decided about the unit and about the job.

    Parameters
    ----------
    frame, standard, employee_rule
        As for `job_formality`.

    Returns
    -------
    pandas.DataFrame
        Columns ``unit, unit_because, job, job_because`` with the index of `frame`; missing for people without a job.

    Raises
    ------
    ColumnError, OptionError
        As `job_formality`.

    Examples
    --------
    >>> import labkit as lk
    >>> found = decisions(lk.load("lfs").frame)
    >>> family = found["job_because"] == "contributing family worker"
    >>> found.loc[family, "job"].unique().tolist()
    ['informal']
    """
    unit_rules = _unit_rules(frame, standard)
    unit = _unit(frame, unit_rules)
    job_rules = _job_rules(frame, standard, employee_rule, unit)
    return pd.DataFrame(
        {
            "unit": unit,
            "unit_because": reason(frame, unit_rules),
            "job": _job(frame, job_rules),
            "job_because": reason(frame, job_rules),
        }
    )


def _unit(frame: pd.DataFrame, rules: list[Rule]) -> pd.Series[str]:
    return outcome(frame, rules, possible_outcomes(rules, UNITS))


def _job(frame: pd.DataFrame, rules: list[Rule]) -> pd.Series[str]:
    return outcome(frame, rules, possible_outcomes(rules, JOBS))


def _unit_rules(frame: pd.DataFrame, standard: Standard) -> list[Rule]:
    where = "informality.production_unit"
    one_of("standard", standard, get_args(Standard), where=where)
    if standard == "icls21":
        UNIT_21.way(frame, where=where)
        return icls21.unit_rules(frame)
    if UNIT_17.way(frame, where=where) == "derived":
        return producer_rules(frame, "production_unit", UNITS)
    return icls17.unit_rules(frame)


def _job_rules(
    frame: pd.DataFrame, standard: Standard, employee_rule: EmployeeRule, unit: pd.Series[str] | None = None
) -> list[Rule]:
    where = "informality.job_formality"
    one_of("employee_rule", employee_rule, get_args(EmployeeRule), where=where)
    one_of("standard", standard, get_args(Standard), where=where)
    present = set(frame.columns)
    employees = not EMPLOYEES.lacking(present)
    hint = _EMPLOYEES_ALONE if employees else ""
    if standard == "icls21":
        JOB_21.way(frame, where=where)
        unit = production_unit(frame, standard) if unit is None else unit
        return icls21.job_rules(frame, unit, employee_rule)
    if JOB_17.lacking(present) and employees and not _independent(frame):
        return icls17.employee_rules(frame)
    if JOB_17.way(frame, where=where, hint=hint) == "derived":
        return producer_rules(frame, "job_formality", JOBS)
    return icls17.job_rules(frame, production_unit(frame, standard) if unit is None else unit)


def _independent(frame: pd.DataFrame) -> bool:
    return bool((says(frame, "status", *INDEPENDENT) & has_job(frame)).any())
