r"""Whom reforms would newly cover, and at what cost: expected values from stated assumptions, with standard errors.

Nothing is drawn at random. Each worker without cover has a probability to become covered; totals of probabilities and
of costs are estimated from the survey like any other total. The standard errors are those of the survey. They say
nothing about how right the assumptions are: for that, change the assumptions.

Composition: a reform reaches a share of those whom the reforms before it have left without cover,

.. math:: p_{ik} = r_{ik} \prod_{j<k} (1 - r_{ij}), \qquad p_i = \sum_k p_{ik} = 1 - \prod_k (1 - r_{ik}),

so that nobody is covered twice. The total does not depend on the order of the reforms; what each adds does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from labkit.errors import ColumnError, OptionError, is_number
from labkit.protection.answers import Answers, known_yes
from labkit.protection.populations import people_of
from labkit.protection.rules import PerWorker, Reform
from labkit.survey import Survey
from labkit.survey.records.columns import Bools, Floats
from labkit.survey.records.quantities import amounts
from labkit.survey.running import of_weight

Reforms: TypeAlias = Reform | Sequence[Reform]

CONTRIBUTES = "social_security"

HIGHEST_RATE = 0.5
"""Share of pay above which a contribution rate is not believed: a percent was meant."""


@dataclass(frozen=True)
class Assumptions:
    """What a simulation takes for granted about contributions.

    Parameters
    ----------
    contribution_rate
        Yearly contributions over yearly pay, employer's and worker's part together: a share, at most 0.5. The default,
        0.008, is the employer's contribution for occupational risk alone (wageindicator.org, Cambodia); other branches
        have rates of their own, to be entered here.
    ceiling
        Monthly pay above which no more contributions are due, riel; None for no ceiling. No figure is claimed.
    reference_pay
        Monthly pay on which contributions are reckoned where none is known, riel: the self-employed, and employees who
        did not tell. A round number; no claim is made.
    months
        Months of contributions in a year.

    Examples
    --------
    >>> Assumptions(contribution_rate=0.05, ceiling=1_200_000).months
    12.0
    """

    contribution_rate: float = 0.008
    ceiling: float | None = None
    reference_pay: float = 600_000.0
    months: float = 12.0

    def __post_init__(self) -> None:
        ceiling = np.inf if self.ceiling is None else self.ceiling
        numbers = all(map(is_number, (self.contribution_rate, ceiling, self.reference_pay, self.months)))
        rate = self.contribution_rate
        if numbers and rate > HIGHEST_RATE:
            raise OptionError(
                "A contribution rate is a share of pay, and nobody pays more than half.",
                where="Assumptions",
                got=f"contribution_rate={rate:.10g}: {100 * rate:.10g} percent of pay",
                expected=f"a share from 0 to {HIGHEST_RATE}, such as 0.008 for 0.8 percent",
                hint=f"For {rate:.10g} percent, write {rate / 100:.10g}.",
            )
        sensible = numbers and rate >= 0 and 0 < self.months <= 12
        if not (sensible and ceiling > 0 and self.reference_pay >= 0):
            raise OptionError(
                "The assumptions do not describe contributions.",
                where="Assumptions",
                got=repr(self),
                expected="contribution_rate 0 to 0.5, months up to 12, ceiling above 0, reference_pay 0 or more",
                hint="A rate is a share: 0.008 is 0.8 percent.",
            )


def expected_effect(
    survey: Survey,
    reforms: Reforms,
    *,
    assumptions: Assumptions | None = None,
    covered: Answers = CONTRIBUTES,
) -> Survey:
    """Return the employed people with what the reforms are expected to do for each.

    The tables of `newly_covered` and `yearly_cost` are totals of these columns; any other table can be made from them.

    Parameters
    ----------
    survey
        A Survey with the columns of `labkit.labour.labour_force_status`, ``status``, ``monthly_pay`` (riel) and what
        the reforms ask for.
    reforms
        A `Reform`, or a list of them, in the order in which they come; an empty list is today.
    assumptions
        About contributions; `Assumptions` with its defaults if left out.
    covered
        What counts as cover today, see `known_yes`: by default that contributions are paid.

    Returns
    -------
    Survey
        The domain of the employed, with further columns: ``covered`` (today), ``newly_covered`` (probability),
        ``newly_covered_1``, ``newly_covered_2`` … (the part of each reform), ``contribution_pay`` (riel per month),
        ``contribution`` (riel per year, if covered), and expected riel per year ``contributions_``,
        ``subsidy_new_``, ``subsidy_covered_``, ``administration_``, ``state_`` (see `yearly_cost`).

    Raises
    ------
    ColumnError
        A column is missing, or a rule returns something else than one share for each worker.
    DataError
        Somebody's pay is below zero.

    Examples
    --------
    >>> import labkit as lk
    >>> from labkit.protection import voluntary_cover
    >>> effect = expected_effect(lk.load("lfs"), voluntary_cover(0.1))
    >>> effect.frame.groupby("status", observed=True)["newly_covered"].max().loc["own-account worker"].item()
    0.1
    """
    assumptions = assumptions or Assumptions()
    rules = in_order(reforms)
    workers: Survey = of_weight(people_of(survey, "employed"))
    covered_now = known_yes(workers.frame, covered, where="expected_effect").to_numpy(dtype=bool)
    pay = _contribution_pay(workers.frame, assumptions)
    workers = workers.assign(covered=covered_now, contribution_pay=pay)
    most = pay if assumptions.ceiling is None else np.minimum(pay, assumptions.ceiling)
    contribution = assumptions.months * assumptions.contribution_rate * most
    parts = _parts(workers.frame, rules, covered_now)
    newly = np.sum(parts, axis=0) if parts else np.zeros(len(workers))
    everybody, also_covered = _subsidies(workers.frame, rules)
    administration = sum((r.cost_per_person * p for r, p in zip(rules, parts, strict=True)), np.zeros(len(workers)))
    subsidy_new, subsidy_covered = everybody * contribution * newly, also_covered * contribution * covered_now
    return workers.assign(
        newly_covered=newly,
        **{f"newly_covered_{k}": part for k, part in enumerate(parts, start=1)},
        contribution=contribution,
        contributions_=contribution * newly,
        subsidy_new_=subsidy_new,
        subsidy_covered_=subsidy_covered,
        administration_=administration,
        state_=subsidy_new + subsidy_covered + administration,
    )


def in_order(reforms: Reforms) -> list[Reform]:
    """Return the reforms as a list, or say what is not a reform."""
    if isinstance(reforms, Reform):
        return [reforms]
    rules = list(reforms) if isinstance(reforms, Sequence) else [reforms]
    for rule in rules:
        if not isinstance(rule, Reform):
            raise OptionError(
                "This is not a reform.",
                where="reforms=...",
                got=repr(rule),
                expected="what registration_drive(...) or another rule returns, or a list of these",
                hint="A rule is called with its numbers: registration_drive(0.3).",
            )
    return rules


def _contribution_pay(frame: pd.DataFrame, assumptions: Assumptions) -> Floats:
    pay = amounts(frame, "monthly_pay", where="expected_effect")
    return np.where(np.isnan(pay), assumptions.reference_pay, pay)


def _parts(frame: pd.DataFrame, rules: Sequence[Reform], covered: Bools) -> list[Floats]:
    """Return for each reform the probability that it is the one to cover a worker."""
    left = (~covered).astype(np.float64)
    parts = []
    for rule in rules:
        reached = _shares(rule.reach, frame, rule.name)
        parts.append(left * reached)
        left = left * (1 - reached)
    return parts


def _subsidies(frame: pd.DataFrame, rules: Sequence[Reform]) -> tuple[Floats, Floats]:
    """Return the state's share of a contribution: of the newly covered, and of workers with cover today."""
    new, old = np.zeros(len(frame)), np.zeros(len(frame))
    for rule in rules:
        if rule.subsidy is not None:
            paid = _shares(rule.subsidy, frame, rule.name)
            new += paid
            old += paid * rule.subsidise_covered
    return np.minimum(new, 1.0), np.minimum(old, 1.0)


def _shares(rule: PerWorker, frame: pd.DataFrame, name: str) -> Floats:
    shares = np.asarray(rule(frame), dtype=np.float64)
    if shares.shape != (len(frame),) or not ((shares >= 0) & (shares <= 1)).all():
        raise ColumnError(
            "The rule does not give one share between 0 and 1 for each worker.",
            where=f"Reform({name!r})",
            got=f"values of shape {shares.shape}",
            expected=f"{len(frame)} numbers from 0 to 1, none of them missing",
        )
    return shares
