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
    psus, left_out = design.psus[totals.stratum], design.left_out[totals.stratum]
    mean = totals.by_cell(z, design) / psus
    deviation = totals.of_cell(mean, design)
    deviation -= z
    squares = totals.by_cell(np.square(deviation, out=deviation), design)
    if totals.only_present:  # to these come the PSUs in which the group does not occur
        squares += (psus - totals.psus) * mean**2
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(psus > 1, psus / (psus - 1), 1.0) * left_out
    scale[left_out < FULLY_SAMPLED] = 0.0
    added = scale * squares
    lonely = design.lonely[totals.stratum]
    if design.lonely_psu == "adjust" and design.lonely.any():
        return _adjusted(totals, added, mean, design)
    if design.lonely_psu == "average" and lonely.any():
        strata = totals.cells_by_group(totals.psus > 0)
        usable = totals.cells_by_group((totals.psus > 0) & ~lonely)
        with np.errstate(divide="ignore", invalid="ignore"):
            return totals.cells_by_group(np.where(lonely, 0.0, added)) * np.where(usable > 0, strata / usable, np.nan)
    return totals.cells_by_group(added)


def _adjusted(totals: PsuTotals, added: Floats, mean: Floats, design: Design) -> Floats:
    """Compare each lonely PSU with the mean of all PSUs, as R survey from 4.4 on.

    That mean is zero for rates and means, and not for totals.
    """
    lonely, left_out = design.lonely[totals.stratum], design.left_out[totals.stratum]
    overall = totals.cells_by_group(mean * design.psus[totals.stratum]) / max(int(design.psus.sum()), 1)
    apart = mean - totals.cells_of_group(overall)
    variance = totals.cells_by_group(np.where(lonely, left_out * apart**2, added))
    if totals.only_present:  # lonely strata in which the group does not occur are apart from the mean, too
        elsewhere = design.left_out[design.lonely].sum() - totals.cells_by_group(np.where(lonely, left_out, 0.0))
        variance += elsewhere * overall**2
    return variance


def degrees_of_freedom(totals: PsuTotals) -> Ints:
    """Return each group's number of PSUs minus its number of strata, counting only those in which it occurs."""
    return totals.cells_by_group(totals.psus - (totals.psus > 0)).astype(np.int64)
