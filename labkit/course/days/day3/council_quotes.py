"""Whether the figures that a group wants to sign are those of its own offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from labkit import words
from labkit.course.days.day3.wage_words import cost, gainers

NEAR = 0.015  # a figure that was rounded for a speech


@dataclass(frozen=True)
class Quoted:
    """Figures that a group quotes: percent who gain, billion riel a month; and what the naive cost would be."""

    gaining: float | None
    cost_bn: float | None
    naive_bn: float


@dataclass(frozen=True)
class Judged:
    """A line for each figure, and whether all of them fit."""

    lines: list[str]
    stands: bool


def judge(both: Mapping[str, pd.DataFrame], compliance: str, quoted: Quoted) -> Judged:
    """Hold quoted figures against both kinds of compliance.

    Parameters
    ----------
    both
        Tables of `minimum_wage_reform` by the kind of compliance.
    compliance
        The one of the offer.
    quoted
        What the group says.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> covered = lfs.filter(lfs.frame["minimum_wage_covered"] == "yes")
    >>> both = {
    ...     kind: lk.wages.minimum_wage_reform(covered, 800_000, current=737_000, compliance=kind)
    ...     for kind in ("as today", "full")
    ... }
    >>> judge(both, "full", Quoted(gaining=None, cost_bn=43.0, naive_bn=43.1)).lines[0].split(". ")[0]
    '**Stop: 43 billion riel.** This is everybody times the raise'
    """
    found = {}
    if quoted.gaining is not None:
        found[f"{quoted.gaining:g} percent gain"] = _gaining(both, compliance, quoted.gaining)
    if quoted.cost_bn is not None:
        found[f"{quoted.cost_bn:g} billion riel"] = _cost(both, compliance, quoted.cost_bn, quoted.naive_bn)
    lines = [
        f"**Stop: {said}.** {wrong}" if wrong else f"**{said}: this stands.** It lies in the interval of your offer."
        for said, wrong in found.items()
    ]
    return Judged(lines, not any(found.values()))


def _gaining(both: Mapping[str, pd.DataFrame], compliance: str, said: float) -> str:
    """Return what is wrong with a quoted share; nothing where it fits."""
    own, other = _ends(both, compliance, "share who gain", 1.0)
    if own[0] <= said <= own[1]:
        return ""
    if other[0] <= said <= other[1]:
        return _mixed(compliance)
    right = f"With compliance {compliance}, the survey says {gainers(both[compliance])}."
    return f"{right} Is yours the share who do *not* gain?" if own[0] <= 100 - said <= own[1] else right


def _cost(both: Mapping[str, pd.DataFrame], compliance: str, said: float, naive: float) -> str:
    """Return what is wrong with a quoted cost; nothing where it fits."""
    own, other = _ends(both, compliance, "cost per month", 1e-9)
    estimate = 1e-9 * words.one_row(both[compliance], measure="cost per month")["estimate"]
    if abs(said - naive) <= NEAR * naive and abs(said - naive) < abs(said - estimate):
        near = own[0] <= said <= own[1]
        return (
            "This is everybody times the raise. Who is paid more than the new minimum gains nothing, and who is "
            "underpaid gains more than the raise." + (" That it lies near the right figure is luck." if near else "")
        )
    if own[0] <= said <= own[1]:
        return ""
    if other[0] <= said <= other[1]:
        return _mixed(compliance)
    return f"With compliance {compliance}, the survey says {cost(both[compliance])}."


def _mixed(compliance: str) -> str:
    other = "full" if compliance == "as today" else "as today"
    return f"This is a figure for compliance {other}, but your offer says {compliance}. Never mix the two."


Ends = tuple[float, float]


def _ends(both: Mapping[str, pd.DataFrame], compliance: str, measure: str, scale: float) -> tuple[Ends, Ends]:
    """Return the interval of the offer's compliance and that of the other, rounded as they are written."""
    found = {}
    for kind, table in both.items():
        row = words.one_row(table, measure=measure)
        found[kind] = (round(scale * row["ci_low"], 1), round(scale * row["ci_high"], 1))
    other = next(kind for kind in both if kind != compliance)
    return found[compliance], found[other]
