"""How long a lesson ran."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Times:
    """How long the cells of a lesson ran.

    Parameters
    ----------
    seconds
        From the first cell to the last. What the kernel waited for a processor that was busy with other lessons is
        left out; where the system does not tell it, only processor time counts.
    processor
        Seconds of processor time that the kernel used for them.
    """

    seconds: float = 0.0
    processor: float = 0.0
