"""Sliders over a sentence and a picture: what the simulators of all days have in common."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

import ipywidgets as widgets
from IPython.display import DisplayHandle, Javascript, Markdown, display

from labkit.plots import Picture
from labkit.plots.drawing.look import Sheet, style

BUILD = "LABKIT_BUILD"
"""The environment variable that a lesson's kernel has when it runs without anybody in front of it."""

_SCREEN = Sheet("screen", 7.4, 9.5)
"""Sliders, sentence and picture are seen together on 1280 by 800 pixels."""

_NAMES = """
window.labkitNames = window.labkitNames || new MutationObserver(() => {
  for (const row of document.querySelectorAll(".widget-inline-hbox")) {
    const label = row.querySelector(".widget-label"), said = row.querySelector(".widget-readout");
    for (const slider of row.querySelectorAll("[role=slider]")) {
      if (label) slider.setAttribute("aria-label", label.textContent);
      if (said) slider.setAttribute("aria-valuetext", said.textContent);
    }
  }
});
window.labkitNames.observe(document.body, {childList: true, subtree: true, characterData: true});
"""
"""Gives each slider the name and the value that stand beside it, for screen readers: ipywidgets gives it neither."""

_STILL = "*In the notebook, sliders stand here. This page shows the result for their first setting: {setting}.*\n\n"


class Shown(Protocol):
    """What a run of a simulator gives: a sentence, and a picture."""

    @property
    def sentence(self) -> str:
        """The sentence above the picture."""

    @property
    def picture(self) -> Picture:
        """The picture."""


class Simulator(widgets.VBox):  # type: ignore[misc]
    """Sliders over a sentence and a picture; each day's simulator is one.

    The sentence and the picture are ordinary outputs of the cell. They stay in a saved notebook, and on a page.

    Parameters
    ----------
    controls
        The sliders by the names of what they set, see `control`.
    setting
        Makes a setting of these names and the sliders' values.
    run
        Computes a setting.

    Attributes
    ----------
    result
        What the last run gave.
    """

    def __init__(self, controls: Mapping[str, Any], setting: Callable[..., Any], run: Callable[[Any], Any]) -> None:
        self.controls = dict(controls)
        self._made, self._computed = setting, run
        self._shown: tuple[DisplayHandle, DisplayHandle] | None = None
        self.result: Any = run(self.setting)
        super().__init__(list(self.controls.values()))
        for slider in self.controls.values():
            slider.observe(self._moved, names="value")

    @property
    def setting(self) -> Any:
        """What the sliders say now."""
        return self._made(**{name: slider.value for name, slider in self.controls.items()})

    def _moved(self, change: object) -> None:
        self.result = self._computed(self.setting)
        if self._shown:
            sentence, picture = self._shown
            sentence.update(Markdown(self.result.sentence))
            picture.update(_for_screen(self.result.picture))

    def _ipython_display_(self) -> None:
        result: Shown = self.result
        if os.environ.get(BUILD) == "1":
            display(Markdown(_STILL.format(setting=self.setting) + result.sentence), result.picture)
            return
        display(self._repr_mimebundle_(), raw=True)
        display(Javascript(_NAMES))
        sentence = display(Markdown(result.sentence), display_id=True)
        self._shown = (sentence, display(_for_screen(result.picture), display_id=True))


def _for_screen(picture: Picture) -> Picture:
    """Return a lower picture that leaves room for the sliders; one that was drawn by hand stays as it is."""
    if picture.draw is None:
        return picture
    with style(_SCREEN):
        return Picture(picture.draw(_SCREEN), picture.alt, picture.draw)


def control(label: str, meaning: str, value: Any, *, wide: str = "22em", **kind: Any) -> Any:
    """Return a slider that reports when it is let go, not while it moves.

    Examples
    --------
    >>> control("Share who join", "Share of people who join", 0.1, min=0, max=1, step=0.05).value
    0.1
    """
    layout = widgets.Layout(width="100%", max_width="56em", margin="0 2px")
    common = {**_LOOK, "style": {"description_width": wide}, "layout": layout}
    make = widgets.SelectionSlider if "options" in kind else widgets.FloatSlider
    return make(description=label, tooltip=meaning, value=value, **common, **kind)


_LOOK: Mapping[str, Any] = MappingProxyType({"continuous_update": False})
