"""The sample design: weights, strata, primary sampling units (PSUs), finite population correction.

A `Design` holds integer codes, made once. A domain keeps the description of every stratum and PSU of the full sample
and only shortens the arrays that run over records: the variance of a domain needs the PSUs in which it does not occur.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NoReturn, get_args

import numpy as np
import pandas as pd

from labkit.errors import DesignError, first_few, one_of
from labkit.survey.records.codes import Coded, combined, extremes
from labkit.survey.records.columns import Bools, Floats, Ints, column, column_codes, numbers

LonelyPsu = Literal["fail", "certainty", "adjust", "average"]

# R's survey package calls a stratum fully sampled below this share of PSUs left out; so do we.
FULLY_SAMPLED = 1e-7


@dataclass(frozen=True, eq=False)
class Design:
    """Codes and counts of a stratified, clustered sample.

    Attributes
    ----------
    weight, psu
        One value per record: the weight, and the code of the record's PSU.
    psu_stratum
        One value per PSU of the full sample: the code of its stratum.
    psus
        One value per stratum: the number of PSUs sampled.
    left_out
        One value per stratum: the share of its PSUs that were not sampled (1 without `fpc`).
    lonely_psu
        What a stratum with one sampled PSU adds to a variance.
    weightless
        Marks the records without weight, which stand for nobody and are not counted; None where there are none.
    """

    weight: Floats
    psu: Ints
    psu_stratum: Ints
    psus: Ints
    left_out: Floats
    lonely_psu: LonelyPsu
    weightless: Bools | None = None

    def keep(self, rows: Bools) -> Design:
        """Return the design of a domain: fewer records, the same strata and PSUs."""
        weightless = None if self.weightless is None else self.weightless[rows]
        return replace(self, weight=self.weight[rows], psu=self.psu[rows], weightless=weightless)

    @property
    def complete(self) -> bool:
        """Whether all PSUs of the population are in the sample, so that nothing is left to chance."""
        return not bool((self.left_out >= FULLY_SAMPLED).any())

    @property
    def lonely(self) -> Bools:
        """Mark the strata with one sampled PSU out of several in the population."""
        lonely: Bools = (self.psus == 1) & (self.left_out >= FULLY_SAMPLED)
        return lonely


def make_design(
    frame: pd.DataFrame,
    *,
    weight: str | None,
    stratum: str | None,
    psu: str | None,
    fpc: str | None,
    lonely_psu: LonelyPsu,
) -> Design:
    """Read the design columns of `frame`, check them, and code them.

    Raises
    ------
    ColumnError
        A design column is not in the frame.
    DesignError
        Weights are missing or negative, or all of them zero; a stratum or PSU is missing; `fpc` is not one number per
        stratum, at least as large as the number of sampled PSUs; or a stratum has one PSU while ``lonely_psu="fail"``.
    """
    one_of("lonely_psu", lonely_psu, get_args(LonelyPsu), where="Survey(lonely_psu=...)")
    strata = _codes(frame, stratum, "stratum")
    psu_codes, psu_stratum, stratum_names = _psus(frame, psu, strata)
    psus = np.bincount(psu_stratum, minlength=len(stratum_names))
    weights, weightless = _weights(frame, weight)
    design = Design(
        weight=weights,
        psu=psu_codes,
        psu_stratum=psu_stratum,
        psus=psus,
        left_out=_left_out(frame, fpc, psu_stratum[psu_codes] if fpc else psu_stratum, psus, stratum_names),
        lonely_psu=lonely_psu,
        weightless=weightless,
    )
    if lonely_psu == "fail" and design.lonely.any():
        _refuse_lonely(stratum, stratum_names[design.lonely])
    return design


def _psus(frame: pd.DataFrame, psu: str | None, strata: Coded) -> tuple[Ints, Ints, pd.Index]:
    """Return each record's PSU, each PSU's stratum, and the names of the strata that occur."""
    if psu is None:
        strata = strata.those_that_occur()
        return np.arange(len(frame)), strata.codes.astype(np.int64, copy=False), strata.labels
    own = _codes(frame, psu, "psu")
    # PSU 1 of one stratum and PSU 1 of another are different PSUs.
    (stratum_of_psu, _), codes, _ = combined([strata, own])
    found, stratum = np.unique(stratum_of_psu, return_inverse=True)
    return codes, stratum, strata.labels.take(found)


def _weights(frame: pd.DataFrame, name: str | None) -> tuple[Floats, Bools | None]:
    """Return the weights, and which of them are zero, if any are."""
    if name is None:
        return np.ones(len(frame)), None
    where = "Survey(weight=...)"
    given = column(frame, name, where=where)
    if given.dtype == np.float64 and len(given):
        low, high = extremes(given.to_numpy())
        if low > 0 and high < np.inf:  # not so if one is NaN
            return given.to_numpy(), None
    weight = numbers(frame, name, where=where)
    for problem, bad in (("missing", np.isnan(weight)), ("negative", weight < 0)):
        if bad.any():
            refuse_weights(name, problem, int(bad.sum()), len(frame), f"rows {first_few(frame.index[bad])}")
    zero = weight == 0
    if len(zero) and zero.all():
        refuse_weights(name, "zero", len(frame), len(frame), "every record")
    return weight, zero if zero.any() else None


def _codes(frame: pd.DataFrame, name: str | None, role: str) -> Coded:
    if name is None:
        return Coded(np.zeros(len(frame), dtype=np.int8), pd.Index(["the whole sample"]))
    own = column_codes(frame, name, where=f"Survey({role}=...)")
    if own.missing:
        missing = own.codes < 0
        refuse_missing(role, name, int(missing.sum()), len(frame), f"rows {first_few(frame.index[missing])}")
    return own


def refuse_weights(name: str, problem: str, bad: int, records: int, which: str) -> NoReturn:
    """Say that some weights are missing or negative, or all of them zero."""
    raise DesignError(
        f"{bad} of {records} weights are {problem}.",
        where=f"Survey(weight={name!r})",
        got=f"{problem} in {which}",
        expected="a number above zero for every record, or zero for those that stand for nobody",
        hint="Find out why these records have no weight. Records outside the survey's population go before "
        "the Survey is made; records outside a domain belong in filter().",
    )


def refuse_missing(role: str, name: str, bad: int, records: int, which: str) -> NoReturn:
    """Say that some records have no stratum or no PSU."""
    raise DesignError(
        f"{bad} of {records} records have no {role}.",
        where=f"Survey({role}={name!r})",
        got=f"missing in {which}",
        expected=f"a {role} for every record",
        hint="Complete the column from the sample frame before the Survey is made.",
    )


def _left_out(frame: pd.DataFrame, name: str | None, strata: Ints, psus: Ints, names: pd.Index) -> Floats:
    if name is None:
        return np.ones(len(psus))
    count = numbers(frame, name, where="Survey(fpc=...)")
    known = ~np.isnan(count)
    low, high = np.full(len(psus), np.inf), np.full(len(psus), -np.inf)
    np.minimum.at(low, strata[known], count[known])
    np.maximum.at(high, strata[known], count[known])
    for problem, good, expected in (
        ("is missing", np.bincount(strata[~known], minlength=len(psus)) == 0, "a number in every record"),
        ("is not one number per stratum", low == high, "the same number in every record of a stratum"),
        ("is below the number of sampled PSUs", low >= psus, "at least as many PSUs as were sampled"),
    ):
        if not good.all():
            raise DesignError(
                f"The finite population count {problem}.",
                where=f"Survey(fpc={name!r})",
                got=f"strata {first_few(names[~good])}",
                expected=expected,
                hint="fpc is the number of PSUs in the population of the record's stratum, not a sampling fraction.",
            )
    left_out: Floats = (low - psus) / low
    return left_out


def _refuse_lonely(stratum: str | None, names: pd.Index) -> None:
    raise DesignError(
        f"{len(names)} {'stratum has' if len(names) == 1 else 'strata have'} one PSU only, so the variance "
        "within is unknown.",
        where=f"Survey(stratum={stratum!r})",
        got=f"one PSU in {first_few(names)}",
        expected="two PSUs or more in every stratum",
        hint="Join each with a neighbouring stratum (best, and decided before looking at results), or choose "
        "lonely_psu='certainty' (adds nothing), 'adjust' (compared with the whole sample) or 'average' "
        "(adds what other strata add on average).",
    )
