"""The minimum wage simulator of lesson 3.3: sliders over a sentence and a picture. `raises` does the sums."""

from __future__ import annotations

import math
from typing import Any

from labkit.course.days.day3.raises import WORKERS, Setting, Simulated, simulate
from labkit.course.support.sliders import BUILD, Simulator, control
from labkit.survey import Survey

__all__ = ["BUILD", "MinimumWageSimulator", "minimum_wage_simulator"]

HIGHEST = 1.5
"""The slider ends at this many times today's minimum."""


class MinimumWageSimulator(Simulator):
    """Sliders over a sentence and a picture; made by `minimum_wage_simulator`."""

    result: Simulated


def minimum_wage_simulator(
    covered: Survey, *, current: float = 737_000, place: str = "the survey", start: Setting | None = None
) -> MinimumWageSimulator:
    """Return the minimum wage simulator: move the slider with the mouse or the arrow keys, and read the new picture.

    Parameters
    ----------
    covered
        The workers whom the minimum covers.
    current
        The minimum wage of today, where the slider begins.
    place
        Its name in the sentence and the title.
    start
        Where the controls stand at first; left out, at 800,000 riel, all workers.

    Returns
    -------
    MinimumWageSimulator
        A widget. In a batch build there are no sliders: the cell shows the sentence and the picture for `start`.

    Raises
    ------
    ColumnError, OptionError
        As `labkit.course.days.day3.raises.simulate`.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> simulator = minimum_wage_simulator(lfs.filter(lfs.frame["minimum_wage_covered"] == "yes"), place="Cambodia")
    >>> before = simulator.result.full["estimate"].iloc[0]
    >>> simulator.controls["new"].value = 850_000
    >>> bool(simulator.result.full["estimate"].iloc[0] > before)
    True
    """
    first = start or Setting(max(800_000, current))

    def run(setting: Setting) -> Simulated:
        return simulate(covered, setting, current=current, place=place)

    return MinimumWageSimulator(_controls(first, current), Setting, run)


def _controls(start: Setting, current: float) -> dict[str, Any]:
    return {
        "new": control(
            "New minimum (riel for a full month)",
            "The new minimum wage for a full month, in riel; it begins at today's minimum",
            start.new,
            wide="18em",
            min=current,
            max=max(HIGHEST * current, start.new),
            step=10.0 ** (math.floor(math.log10(current)) - 2),
            readout_format=",.0f",
        ),
        "workers": control(
            "Workers: all, women or men",
            "Whose pay is looked at: all covered workers, the women, or the men",
            start.workers,
            wide="18em",
            options=list(WORKERS),
        ),
    }
