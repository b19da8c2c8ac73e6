"""Groups can be told apart without colour, in grey print, and with every kind of colour blindness."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pytest
from matplotlib.colors import to_rgb

from labkit.plots.drawing.frame import luminance
from labkit.plots.drawing.look import COLOURS, HATCHED, SEQUENCE, look

Floats = npt.NDArray[np.float64]
# Machado, Oliveira and Fernandes (2009), severity 1, for linear RGB.
SEEN_BY = {
    "everybody": np.eye(3),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175],
                   [0.0193339, 0.119192, 0.9503041]])  # fmt: skip


def lab(colour: str, seen: Floats) -> Floats:
    linear = np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)])
    x = TO_XYZ @ np.clip(seen @ linear, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("kind", SEEN_BY)
@pytest.mark.parametrize("colours", [SEQUENCE, tuple(COLOURS.values())])
def test_colours_stay_apart(kind: str, colours: tuple[str, ...]) -> None:
    for one, other in combinations(colours, 2):
        assert np.linalg.norm(lab(one, SEEN_BY[kind]) - lab(other, SEEN_BY[kind])) > 20, (one, other)


def test_colours_are_steps_from_dark_to_light() -> None:
    steps = sorted(SEQUENCE, key=luminance)
    assert all(contrast(one, other) > 1.4 for one, other in pairwise(steps))
    assert all(contrast(colour, "white") >= 2.99 for colour in SEQUENCE)
    kinds = sorted(COLOURS.values(), key=luminance)
    assert all(contrast(one, other) > 1.4 for one, other in pairwise(kinds))


def test_what_colours_cannot_tell_marks_and_hatching_do() -> None:
    looks = [look(place) for place in range(35)]
    assert len({(own.colour, own.mark) for own in looks}) == 35
    for one, other in combinations(looks[:7], 2):
        assert one.mark != other.mark
        assert one.hatch != other.hatch
    assert len(set(HATCHED.values())) == len(COLOURS) == len(HATCHED)
