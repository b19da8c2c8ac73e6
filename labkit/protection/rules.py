"""Reforms as rules: whom each one reaches, with which probability, and what the state pays.

Every number in a rule is an assumption of the person who simulates, not a finding. The defaults are round numbers to
begin with; no source is claimed for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from labkit.errors import OptionError, is_number, one_of
from labkit.survey.answers import known_words, said
from labkit.survey.records.columns import Bools, Floats, column

PerWorker: TypeAlias = Callable[[pd.DataFrame], Floats]

EMPLOYEE = ("employee",)
SELF_EMPLOYED = ("employer", "own-account worker", "cooperative member")
STATUSES = (*EMPLOYEE, *SELF_EMPLOYED, "contributing family worker", "not classifiable")
SIZE_BANDS = {1: "1-4", 5: "5-9", 10: "10-19", 20: "20-49", 50: "50+"}


@dataclass(frozen=True)
class Reform:
    """One rule. The four makers below cover the common ones; any other rule can be written with this class.

    Parameters
    ----------
    name
        Short words for tables and pictures.
    reach
        Takes the frame of workers, returns for each the probability, 0 to 1, that a worker *without* cover becomes
        covered. What it says of workers with cover does not matter.
    subsidy
        Takes the frame of workers, returns for each the share, 0 to 1, of the contribution that the state pays.
    subsidise_covered
        Whether workers who had cover before get the subsidy too: a cost that brings no new cover.
    cost_per_person
        Cost to the state of bringing one person in, such as inspection and enrolment; riel.
    """

    name: str
    reach: PerWorker
    subsidy: PerWorker | None = None
    subsidise_covered: bool = False
    cost_per_person: float = 0.0


def registration_drive(
    share: float = 0.3,
    *,
    registered_only: bool = True,
    institutions: Sequence[str] = ("private business",),
    cost_per_person: float = 0.0,
) -> Reform:
    """Return a drive that declares employees without cover where they work now.

    Parameters
    ----------
    share
        Share of the employees within its reach who are declared and stay declared, 0 to 1. Assumption.
    registered_only
        Reach the employees of registered businesses only (``registered`` is ``"yes"``): inspectors have an address.
    institutions
        Kinds of institution within reach.
    cost_per_person
        Riel per newly covered person. No figure is claimed.

    Raises
    ------
    OptionError
        The `share` is not between 0 and 1, or the cost is negative.

    Examples
    --------
    >>> frame = pd.DataFrame({"status": ["employee", "employee", "own-account worker"],
    ...                       "registered": ["yes", "no", "yes"], "institution": "private business"})
    >>> registration_drive(0.4).reach(frame).tolist()
    [0.4, 0.0, 0.0]
    """
    _check("registration_drive", share=share, cost_per_person=cost_per_person)
    _check_institutions(institutions, "registration_drive")

    def reach(frame: pd.DataFrame) -> Floats:
        within = _is_in(frame, "status", EMPLOYEE) & _is_in(frame, "institution", institutions)
        if registered_only:
            within &= _is_in(frame, "registered", ("yes",))
        return np.where(within, share, 0.0)

    return Reform("registration drive", reach, cost_per_person=cost_per_person)


def size_threshold(
    employees: int = 5,
    compliance: float = 0.5,
    *,
    institutions: Sequence[str] = ("private business",),
    cost_per_person: float = 0.0,
) -> Reform:
    """Return an inspection of workplaces of a number of persons or more: a part of their employees is declared.

    The duty to declare may hold for every employer, as in Cambodia from one worker on (Prakas 448 of 2017). The number
    says where inspection begins.

    Parameters
    ----------
    employees
        The smallest workplace that is inspected: 1, 5, 10, 20 or 50 persons, where the survey's bands begin. One of
        unknown size counts as small, as in the ILO's processing of the survey: an inspection from 1 on reaches it.
    compliance
        Share of the employees within its reach who are declared in fact, 0 to 1. Assumption.
    institutions
        Kinds of institution that are inspected.
    cost_per_person
        Riel per newly covered person. No figure is claimed.

    Raises
    ------
    OptionError
        No band begins at `employees`, the `compliance` is not between 0 and 1, or the cost is negative.

    Examples
    --------
    >>> frame = pd.DataFrame({"status": "employee", "institution": "private business", "size": ["1-4", "20-49", None]})
    >>> size_threshold(10).reach(frame).tolist()
    [0.0, 0.5, 0.0]
    """
    one_of("employees", employees, list(SIZE_BANDS), where="size_threshold")
    _check("size_threshold", compliance=compliance, cost_per_person=cost_per_person)
    _check_institutions(institutions, "size_threshold")
    bands = [band for smallest, band in SIZE_BANDS.items() if smallest >= employees]

    def reach(frame: pd.DataFrame) -> Floats:
        big = _is_in(frame, "size", bands)
        if employees == min(SIZE_BANDS):
            big |= column(frame, "size", where="size_threshold").isna().to_numpy()
        inspected = _is_in(frame, "status", EMPLOYEE) & _is_in(frame, "institution", institutions) & big
        return np.where(inspected, compliance, 0.0)

    return Reform(
        f"inspection from {employees} person{'s' if employees > 1 else ''}", reach, cost_per_person=cost_per_person
    )


def voluntary_cover(
    take_up: float = 0.05, *, statuses: Sequence[str] = SELF_EMPLOYED, cost_per_person: float = 0.0
) -> Reform:
    """Return a voluntary scheme for people who have no employer.

    Parameters
    ----------
    take_up
        Share of the people within its reach who join, 0 to 1. Assumption. (At the end of June 2024 the health scheme of
        the fund had about 170,000 self-employed members, by EAC News; see ``labkit.load("published")``.)
    statuses
        Status in the main job of those who may join.
    cost_per_person
        Riel per newly covered person. No figure is claimed.

    Raises
    ------
    OptionError
        The `take_up` is not between 0 and 1, the cost is negative, or a status is not known.

    Examples
    --------
    >>> voluntary_cover(0.1).reach(pd.DataFrame({"status": ["employee", "own-account worker"]})).tolist()
    [0.0, 0.1]
    """
    _check("voluntary_cover", take_up=take_up, cost_per_person=cost_per_person)
    _check_statuses(statuses, "voluntary_cover")

    def reach(frame: pd.DataFrame) -> Floats:
        return np.where(_is_in(frame, "status", statuses), take_up, 0.0)

    return Reform("voluntary cover", reach, cost_per_person=cost_per_person)


def contribution_subsidy(
    share: float = 0.5,
    response: float = 0.2,
    *,
    statuses: Sequence[str] = EMPLOYEE,
    pay_below: float | None = None,
    subsidise_covered: bool = True,
    cost_per_person: float = 0.0,
) -> Reform:
    """Return a subsidy: the state pays a share of the contributions of a target group, and some people join for it.

    A worker without cover joins with the probability `share` × `response`.

    Parameters
    ----------
    share
        Share of the contribution that the state pays, 0 to 1.
    response
        Share of the target group without cover that would join if the state paid all, 0 to 1. Assumption.
    statuses
        Status in the main job of the target group.
    pay_below
        Only workers whose monthly pay is below this, riel; the pay is that of `expected_effect`, with its reference
        pay where none is known.
    subsidise_covered
        Whether workers with cover get the subsidy too. It is hard to keep them out; they cost and add no cover.
    cost_per_person
        Riel per newly covered person, beside the subsidy. No figure is claimed.

    Raises
    ------
    OptionError
        A share is not between 0 and 1, an amount is negative, or a status is not known.

    Examples
    --------
    >>> rule = contribution_subsidy(share=0.5, response=0.2, pay_below=800_000)
    >>> frame = pd.DataFrame({"status": "employee", "contribution_pay": [600_000.0, 900_000.0]})
    >>> rule.reach(frame).tolist(), rule.subsidy(frame).tolist()
    ([0.1, 0.0], [0.5, 0.0])
    """
    _check("contribution_subsidy", share=share, response=response, cost_per_person=cost_per_person)
    _check("contribution_subsidy", amount_of_pay_below=pay_below or 0.0)
    _check_statuses(statuses, "contribution_subsidy")

    def target(frame: pd.DataFrame) -> Floats:
        within = _is_in(frame, "status", statuses)
        if pay_below is not None:
            within &= column(frame, "contribution_pay", where="contribution_subsidy").lt(pay_below).to_numpy()
        return within.astype(np.float64)

    return Reform(
        "contribution subsidy",
        lambda frame: share * response * target(frame),
        subsidy=lambda frame: share * target(frame),
        subsidise_covered=subsidise_covered,
        cost_per_person=cost_per_person,
    )


def _is_in(frame: pd.DataFrame, name: str, values: Sequence[str]) -> Bools:
    return said(frame, name, *values, where="a reform").copy()


def _check_statuses(statuses: Sequence[str], where: str) -> None:
    for status in statuses:
        one_of("statuses", status, STATUSES, where=where)


def _check_institutions(institutions: Sequence[str], where: str) -> None:
    for institution in institutions:
        one_of("institutions", institution, known_words("institution", ()), where=where)


def _check(where: str, **values: float) -> None:
    """Refuse shares outside 0 to 1 and negative amounts; a percent taken for a share is the usual slip."""
    for name, value in values.items():
        is_amount = name.startswith(("cost", "amount"))
        if not (is_number(value) and 0 <= value <= (np.inf if is_amount else 1)):
            raise OptionError(
                f"{name} is {'no amount' if is_amount else 'not a share between 0 and 1'}.",
                where=where,
                got=f"{name}={value!r}",
                expected="a number, 0 or more" if is_amount else "a share, such as 0.3 for 30 percent",
            )
