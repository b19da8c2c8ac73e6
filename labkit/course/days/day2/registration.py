"""What registering every unit would do to the jobs in it, by the ladders of lesson 2.1 and by nothing else."""

from __future__ import annotations

from labkit.informality import production_unit
from labkit.survey import Survey


def every_unit_registered(survey: Survey) -> Survey:
    """Return the same people, the unit of each one in the informal sector registered; every other answer stays.

    A rule of thought, not a forecast: nobody begins to pay contributions, and no business closes or opens.

    Parameters
    ----------
    survey
        A Survey with the columns that `labkit.informality.production_unit` needs, ``registered`` among them.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> after = every_unit_registered(lfs)
    >>> lk.informality.informal_sector_share(after)["estimate"].item()
    0.0
    """
    informal = production_unit(survey.frame).eq("informal").fillna(False)
    return survey.assign(registered=survey.frame["registered"].mask(informal, "yes"))
