r"""Variance by Taylor linearisation, from totals per group and PSU.

With :math:`z_{hj}` the total of the linearised variable in PSU :math:`j` of stratum :math:`h`,

.. math:: V = \sum_h (1 - f_h) \frac{n_h}{n_h - 1} \sum_j (z_{hj} - \bar z_h)^2,

where :math:`n_h` counts all sampled PSUs of the stratum, those without a record of the domain (:math:`z = 0`)
included. Sources: W. G. Cochran, *Sampling Techniques*, 3rd edition, chapters 5 and 11; the R package survey.
"""

from __future__ import annotations

import numpy as np

from labkit.survey.design import FULLY_SAMPLED, Design
from labkit.survey.estimation.totals import PsuTotals
from labkit.survey.records.columns import Floats, Ints


def linearised_variance(totals: PsuTotals, z: Floats, design: Design) -> Floats:
    """Return the variance of each group's estimate.

    Parameters
    ----------
    totals
        The pairs of group and PSU.
    z
        The linearised variable's total in each pair.
    design
        The design of the full sample.
    """
    mean = totals.by_stratum(z, design) / design.psus
    deviation = totals.of_stratum(mean, design)
    deviation -= z
    squares = totals.by_stratum(np.square(deviation, out=deviation), design)
    if totals.only_present:  # to these come the PSUs in which the group does not occur
        squares += (design.psus - totals.psus) * mean**2
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(design.psus > 1, design.psus / (design.psus - 1), 1.0) * design.left_out
    scale[design.left_out < FULLY_SAMPLED] = 0.0
    overall = (mean * design.psus).sum(axis=1) / max(int(design.psus.sum()), 1)
    return _with_lonely(scale * squares, mean - overall[:, None], totals.psus, design)


def _with_lonely(added: Floats, apart: Floats, present: Ints, design: Design) -> Floats:
    """Add the strata up, those with a single PSU by the rule of R's option ``survey.lonely.psu``."""
    lonely = design.lonely
    if design.lonely_psu == "adjust":
        # Compared with the mean of all PSUs, as in R survey from 4.4 on: zero for rates and means, not for totals.
        added[:, lonely] = design.left_out[lonely] * apart[:, lonely] ** 2
    elif design.lonely_psu == "average" and lonely.any():
        strata = (present > 0).sum(axis=1)
        usable = ((present > 0) & ~lonely).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            added = added[:, ~lonely] * np.where(usable > 0, strata / usable, np.nan)[:, None]
    variance: Floats = added.sum(axis=1)
    return variance


def degrees_of_freedom(totals: PsuTotals) -> Ints:
    """Return each group's number of PSUs minus its number of strata, counting only those in which it occurs."""
    df: Ints = totals.psus.sum(axis=1) - (totals.psus > 0).sum(axis=1)
    return df
