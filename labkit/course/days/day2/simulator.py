"""The reform simulator of lesson 2.3: sliders over a sentence and a picture. `reform_settings` does the sums."""

from __future__ import annotations

import os
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

import ipywidgets as widgets
from IPython.display import DisplayHandle, Markdown, display

from labkit import protection
from labkit.course.days.day2.reform_settings import DUTIES, MIDDLE, Setting, Simulated, simulate
from labkit.protection import Assumptions
from labkit.survey import Survey

BUILD = "LABKIT_BUILD"
"""The environment variable that a lesson's kernel has when it runs without anybody in front of it."""

_STILL = "*In the notebook, sliders stand here. This page shows the result for their first setting: {setting}.*\n\n"


class ReformSimulator(widgets.VBox):  # type: ignore[misc]
    """Sliders over a sentence and a picture; made by `reform_simulator`.

    The sentence and the picture are ordinary outputs of the cell. They stay in a saved notebook, and on a page.

    Attributes
    ----------
    result
        The last run, a `Simulated`.
    """

    def __init__(self, survey: Survey, place: str, start: Setting, assumptions: Assumptions | None) -> None:
        # Only the employed can be reached. Filtered once, every later run is quicker.
        self._workers = protection.people_of(survey, "employed")
        self._place, self._assumptions = place, assumptions
        self._shown: tuple[DisplayHandle, DisplayHandle] | None = None
        self.controls = _controls(start)
        self.result = self._run()
        super().__init__(list(self.controls.values()))
        for control in self.controls.values():
            control.observe(self._moved, names="value")

    @property
    def setting(self) -> Setting:
        """What the sliders say now."""
        return Setting(**{name: control.value for name, control in self.controls.items()})

    def _run(self) -> Simulated:
        return simulate(self._workers, self.setting, place=self._place, assumptions=self._assumptions)

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


def reform_simulator(
    survey: Survey, *, place: str = "the survey", start: Setting = MIDDLE, assumptions: Assumptions | None = None
) -> ReformSimulator:
    """Return the reform simulator: move a slider with the mouse or the arrow keys, and read the new picture.

    Parameters
    ----------
    survey
        A Survey with the columns that `labkit.protection.expected_effect` and the reforms need.
    place
        Its name in the sentence and the title.
    start
        Where the sliders stand at first.
    assumptions
        About contributions, see `labkit.protection.Assumptions`.

    Returns
    -------
    ReformSimulator
        A widget. In a batch build there are no sliders: the cell shows the sentence and the picture for `start`.

    Raises
    ------
    ColumnError, OptionError
        As `simulate`.

    Examples
    --------
    >>> import labkit as lk
    >>> simulator = reform_simulator(lk.load("lfs"), place="Cambodia")
    >>> before = simulator.result.total["estimate"].item()
    >>> simulator.controls["take_up"].value = 0.10
    >>> simulator.result.total["estimate"].item() > before
    True
    """
    return ReformSimulator(survey, place, start, assumptions)


# The label beside each slider, and the whole sentence that appears when the mouse rests on it.
_LABELS = MappingProxyType(
    {
        "drive": (
            "Registration drive: share declared",
            "Share of employees without cover, in registered businesses, who are declared",
        ),
        "duty_from": ("Duty to declare: from how many persons", "The smallest workplace that must declare everybody"),
        "compliance": (
            "Duty to declare: share declared in fact",
            "Share of employees without cover, in workplaces with the duty, who are declared in fact",
        ),
        "take_up": (
            "Voluntary cover: share who join",
            "Share of the self-employed (own-account workers, employers, members of cooperatives) who join",
        ),
        "subsidy": ("Subsidy: part that the state pays", "Part of employees' contributions that the state pays"),
        "response": (
            "Subsidy: share who would join for free",
            "Share of employees without cover who would join if the state paid all",
        ),
        "cost_per_person": (
            "Cost of bringing one person in (riel)",
            "Cost to the state of bringing one person in by the drive, the duty or voluntary cover, riel",
        ),
    }
)


def _controls(start: Setting) -> dict[str, Any]:
    """Return one control for each number of a setting; they report when they are let go, not while they move."""
    return {name: _control(name, value) for name, value in asdict(start).items()}


def _control(name: str, value: float) -> Any:
    label, meaning = _LABELS[name]
    common: dict[str, Any] = {
        "description": label,
        "tooltip": meaning,
        "value": value,
        "continuous_update": False,
        "style": {"description_width": "22em"},
        "layout": widgets.Layout(width="100%", max_width="56em"),
    }
    if name == "duty_from":
        return widgets.SelectionSlider(options=list(DUTIES.items()), **common)
    if name == "cost_per_person":
        return widgets.FloatSlider(min=0, max=max(200_000, value), step=10_000, readout_format=",.0f", **common)
    return widgets.FloatSlider(min=0, max=1, step=0.01 if name == "take_up" else 0.05, readout_format=".0%", **common)
