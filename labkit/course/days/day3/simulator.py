"""The minimum wage simulator of lesson 3.3: sliders over a sentence and a picture. `raises` does the sums."""

from __future__ import annotations

import os
from typing import Any

import ipywidgets as widgets
from IPython.display import DisplayHandle, Markdown, display

from labkit.course.days.day3.raises import WORKERS, Setting, Simulated, simulate
from labkit.survey import Survey

BUILD = "LABKIT_BUILD"
"""The environment variable that a lesson's kernel has when it runs without anybody in front of it."""

STEP = 1_000
HIGHEST = 1.5
"""The slider ends at this many times today's minimum."""

_STILL = "*In the notebook, sliders stand here. This page shows the result for their first setting: {setting}.*\n\n"


class MinimumWageSimulator(widgets.VBox):  # type: ignore[misc]
    """Sliders over a sentence and a picture; made by `minimum_wage_simulator`.

    The sentence and the picture are ordinary outputs of the cell. They stay in a saved notebook, and on a page.

    Attributes
    ----------
    result
        The last run, a `Simulated`.
    """

    def __init__(self, covered: Survey, current: float, place: str, start: Setting) -> None:
        self._covered, self._current, self._place = covered, current, place
        self._shown: tuple[DisplayHandle, DisplayHandle] | None = None
        self.controls = _controls(start, current)
        self.result = self._run()
        super().__init__(list(self.controls.values()))
        for control in self.controls.values():
            control.observe(self._moved, names="value")

    @property
    def setting(self) -> Setting:
        """What the controls say now."""
        return Setting(**{name: control.value for name, control in self.controls.items()})

    def _run(self) -> Simulated:
        return simulate(self._covered, self.setting, current=self._current, place=self._place)

    def _moved(self, change: object) -> None:
        self.result = self._run()
        if self._shown:
            sentence, picture = self._shown
            sentence.update(Markdown(self.result.sentence))
            picture.update(self.result.picture)

    def _ipython_display_(self) -> None:
        if os.environ.get(BUILD) == "1":
            display(Markdown(_STILL.format(setting=self.setting) + self.result.sentence), self.result.picture)
            return
        display(self._repr_mimebundle_(), raw=True)
        sentence = display(Markdown(self.result.sentence), display_id=True)
        self._shown = (sentence, display(self.result.picture, display_id=True))


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
    return MinimumWageSimulator(covered, current, place, start or Setting(max(800_000, current)))


def _controls(start: Setting, current: float) -> dict[str, Any]:
    """Return one control for each part of a setting; they report when they are let go, not while they move."""
    common: dict[str, Any] = {
        "continuous_update": False,
        "style": {"description_width": "18em"},
        "layout": widgets.Layout(width="100%", max_width="56em"),
    }
    return {
        "new": widgets.FloatSlider(
            description="New minimum (riel for a full month)",
            tooltip="The new minimum wage for a full month, in riel; it begins at today's minimum",
            value=start.new,
            min=current,
            max=max(HIGHEST * current, start.new),
            step=STEP,
            readout_format=",.0f",
            **common,
        ),
        "workers": widgets.SelectionSlider(
            description="Workers: all, women or men",
            tooltip="Whose pay is looked at: all covered workers, the women, or the men",
            options=list(WORKERS),
            value=start.workers,
            **common,
        ),
    }
