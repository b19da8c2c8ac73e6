"""The process that forks the kernels of hand-ins, started early: it imports the libraries while this one gets ready."""

from __future__ import annotations

import os

from labkit.course.kernels.environment import environment, grading_environment, is_warm
from labkit.course.kernels.fork_client import Nursery, nursery
from labkit.course.kernels.sandbox import pens_folder


def grading_nursery(*, confined: bool, pictures: bool | None = None) -> Nursery | None:
    """Return the nursery of hand-ins' kernels; the first call starts it and does not wait for it.

    Parameters
    ----------
    confined
        Whether its kernels run in the sandbox.
    pictures
        Whether hand-ins are expected to draw, see `nursery`; one that does so nevertheless takes half a second longer.

    Returns
    -------
    Nursery or None
        None where kernels start in the ordinary way.
    """
    if confined:
        return nursery(environment() | grading_environment(), pens_folder(), pictures=pictures)
    return nursery(os.environ | environment(), pictures=pictures) if is_warm() else None
