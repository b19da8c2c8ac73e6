"""The two decision trees: the production unit, and the job."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, one_of
from labkit.labour import answered_yes
from labkit.survey.columns import column

Standard = Literal["icls17"]
Answers: TypeAlias = "pd.Series[bool]"

UNITS = ("formal", "informal", "household")
JOBS = ("formal", "informal")
FORMAL_INSTITUTIONS = ("government", "state enterprise", "ngo or other organisation")
KNOWN_INSTITUTIONS = (*FORMAL_INSTITUTIONS, "private business", "private household")
INDEPENDENT = ("employer", "own-account worker", "cooperative member")
ILO_SIZE_BAND = 3  # fixed premises and this size band or a higher one: the ILO takes the unit as formal


class Rule(NamedTuple):
    """One branch of a decision tree: why, whom it takes, what it decides. The first rule that takes a record counts."""

    reason: str
    takes: Answers
    outcome: str


def production_unit(frame: pd.DataFrame) -> pd.Series[str]:
    """Classify the unit in which each person has the main job: formal, informal or household.

    The first rule that fits decides:

    1. Government, state enterprise, non-governmental or other organisation: formal.
    2. Private household as employer, or another or unknown institution that mainly produces for its own use: household.
    3. Complete set of accounts (where this was asked): formal.
    4. Registered: formal. Not registered, or registration in process: informal.
    5. Registration not known, employee with social security: formal.
    6. Registration not known, fixed premises and size in the third band or above: formal. Missing size counts as small.
    7. Everybody else: informal.

    Parameters
    ----------
    frame
        Needs columns ``status``, ``institution``, ``registered``, ``social_security``, ``fixed_premises`` and ``size``
        (ordered bands); uses ``keeps_accounts`` and ``own_use`` where they are present. Answers are ``"yes"``,
        ``"no"``, ``"don't know"``; ``registered`` also ``"in process"``. With columns ``worked_hour`` and
        ``temporarily_absent``, who has a job is taken from them, otherwise from ``status``.

    Returns
    -------
    pandas.Series
        Categorical ``"formal"``, ``"informal"``, ``"household"``; missing for people without a job.

    Raises
    ------
    ColumnError
        A column is missing, or ``size`` has no ordered bands.

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
    return _outcome(frame, _unit_rules(frame), UNITS)


def job_formality(frame: pd.DataFrame, standard: Standard = "icls17") -> pd.Series[str]:
    """Classify each person's main job as formal or informal.

    The first rule that fits decides:

    1. Contributing family worker: informal, whatever the unit.
    2. Employer, own-account worker, cooperative member: formal in a formal unit, else informal.
    3. Employee whose employer pays social security: formal.
    4. Employee whose answer about social security is missing, with paid annual leave *and* paid sick leave: formal.
    5. Every other employee: informal. "Don't know" about social security counts as no; one kind of leave is not enough.

    People with a job whose status is not known are treated as employees, as the ILO does.

    Parameters
    ----------
    frame
        Needs the columns of `production_unit`, and ``paid_annual_leave`` and ``paid_sick_leave``.
    standard
        ``"icls17"``: the guidelines of the 17th ICLS, 2003.

    Returns
    -------
    pandas.Series
        Categorical ``"formal"``, ``"informal"``; missing for people without a job.

    Raises
    ------
    ColumnError
        A column is missing, or ``size`` has no ordered bands.
    OptionError
        The `standard` is not known.

    Examples
    --------
    See `production_unit`, which classifies the same three people.
    """
    one_of("standard", standard, get_args(Standard), where="job_formality")
    return _outcome(frame, _job_rules(frame), JOBS)


def decisions(frame: pd.DataFrame) -> pd.DataFrame:
    """Show for each person with a job which rule decided about the unit and about the job.

    Parameters
    ----------
    frame
        As for `job_formality`.

    Returns
    -------
    pandas.DataFrame
        Columns ``unit, unit_because, job, job_because`` with the index of `frame`; missing for people without a job.

    Raises
    ------
    ColumnError
        A column is missing, or ``size`` has no ordered bands.

    Examples
    --------
    >>> import labkit as lk
    >>> found = decisions(lk.load("lfs").frame)
    >>> family = found["job_because"] == "contributing family worker"
    >>> found.loc[family, "job"].unique().tolist()
    ['informal']
    """
    unit_rules, job_rules = _unit_rules(frame), _job_rules(frame)
    return pd.DataFrame(
        {
            "unit": _outcome(frame, unit_rules, UNITS),
            "unit_because": _reason(frame, unit_rules),
            "job": _outcome(frame, job_rules, JOBS),
            "job_because": _reason(frame, job_rules),
        }
    )


def _unit_rules(frame: pd.DataFrame) -> list[Rule]:
    institution, registered = _answer(frame, "institution"), _answer(frame, "registered")
    # "Other" and unknown institutions: neither an organisation, nor a business, nor a household as employer.
    unknown = ~institution.isin(KNOWN_INSTITUTIONS)
    contributes = _is_employee(frame) & answered_yes(frame, "social_security")
    return [
        Rule("government, state enterprise or organisation", institution.isin(FORMAL_INSTITUTIONS), "formal"),
        Rule("a private household", institution.eq("private household"), "household"),
        Rule("produces for own use", unknown & _asked_yes(frame, "own_use"), "household"),
        Rule("complete accounts", _asked_yes(frame, "keeps_accounts"), "formal"),
        Rule("registered", registered.eq("yes"), "formal"),
        Rule("not registered", registered.isin(["no", "in process"]), "informal"),
        Rule("registration not known, social security is paid", contributes, "formal"),
        Rule("registration not known, fixed premises and not small", _sizeable(frame), "formal"),
        Rule("registration not known, small or no fixed premises", _everybody(frame), "informal"),
    ]


def _job_rules(frame: pd.DataFrame) -> list[Rule]:
    status, social_security = _answer(frame, "status"), _answer(frame, "social_security")
    independent = status.isin(INDEPENDENT)
    formal_unit = production_unit(frame).eq("formal")
    both_leaves = answered_yes(frame, "paid_annual_leave") & answered_yes(frame, "paid_sick_leave")
    not_answered = social_security.eq("")
    return [
        Rule("contributing family worker", status.eq("contributing family worker"), "informal"),
        Rule("works independently in a formal unit", independent & formal_unit, "formal"),
        Rule("works independently, the unit is not formal", independent, "informal"),
        Rule("social security is paid", social_security.eq("yes"), "formal"),
        Rule("social security not answered, both kinds of paid leave", not_answered & both_leaves, "formal"),
        Rule("social security not answered, not both kinds of paid leave", not_answered, "informal"),
        Rule("no social security, or not known", _everybody(frame), "informal"),
    ]


def _outcome(frame: pd.DataFrame, rules: list[Rule], outcomes: tuple[str, ...]) -> pd.Series[str]:
    return _first_match(frame, rules, [rule.outcome for rule in rules], outcomes)


def _reason(frame: pd.DataFrame, rules: list[Rule]) -> pd.Series[str]:
    reasons = [rule.reason for rule in rules]
    return _first_match(frame, rules, reasons, tuple(reasons))


def _first_match(
    frame: pd.DataFrame, rules: list[Rule], labels: list[str], categories: tuple[str, ...]
) -> pd.Series[str]:
    decided = np.select([rule.takes.to_numpy() for rule in rules], [categories.index(label) for label in labels], -1)
    codes = np.where(_has_job(frame), decided, -1).astype(np.int64)
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(categories)), index=frame.index)


def _answer(frame: pd.DataFrame, name: str) -> pd.Series[str]:
    """Return a column of answers as text, an empty text where there is none."""
    return column(frame, name, where="informality").astype(object).fillna("").astype(str)


def _asked_yes(frame: pd.DataFrame, name: str) -> Answers:
    return answered_yes(frame, name) if name in frame else ~_everybody(frame)


def _everybody(frame: pd.DataFrame) -> Answers:
    return pd.Series(True, index=frame.index)


def _is_employee(frame: pd.DataFrame) -> Answers:
    return _answer(frame, "status").eq("employee")


def _has_job(frame: pd.DataFrame) -> Answers:
    if {"worked_hour", "temporarily_absent"} <= set(frame):
        return answered_yes(frame, "worked_hour") | answered_yes(frame, "temporarily_absent")
    return column(frame, "status", where="informality").notna()


def _sizeable(frame: pd.DataFrame) -> Answers:
    size = column(frame, "size", where="informality")
    if not (isinstance(size.dtype, pd.CategoricalDtype) and size.dtype.ordered):
        raise ColumnError(
            "Column 'size' has no ordered bands.",
            where="informality.production_unit",
            got=str(size.dtype),
            expected="an ordered categorical, such as 1-4 < 5-9 < 10-19 < 20-49 < 50+",
            hint="frame['size'] = pd.Categorical(frame['size'], categories=[...], ordered=True)",
        )
    # A missing size has code -1, so it counts as small.
    return answered_yes(frame, "fixed_premises") & (size.cat.codes >= ILO_SIZE_BAND - 1)
