"""The process that forks the kernels of hand-ins, started early: it imports the libraries while this one gets ready."""

from __future__ import annotations

import os

from labkit.course.kernel import environment, grading_environment
from labkit.course.sandbox import pens_folder
from labkit.course.warm import can_fork
from labkit.course.warm.client import Nursery, nursery
from labkit.course.warm.first_times import WITHOUT_PICTURES


def grading_nursery(*, confined: bool, pictures: bool = True) -> Nursery | None:
    """Return the nursery of hand-ins' kernels; the first call starts it and does not wait for it.

    It must be started from the main thread: it ends with the thread that started it.

    Parameters
    ----------
    confined
        Whether its kernels run in the sandbox.
    pictures
        Whether hand-ins are expected to draw; each that does so nevertheless imports the libraries for it itself.

    Returns
    -------
    Nursery or None
        None where no kernel can be forked.
    """
    own = environment() if pictures else environment() | {WITHOUT_PICTURES: "1"}
    if confined:
        return nursery(own | grading_environment(), pens_folder())
    return nursery(os.environ | own) if can_fork() else None
