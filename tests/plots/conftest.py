"""How colours are seen: by everybody, by people who are colour blind, and in grey print."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from matplotlib.colors import to_rgb

from labkit.plots.drawing.frame import luminance

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


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _apart(one: str, other: str) -> float:
    return float(min(np.linalg.norm(lab(one, eyes) - lab(other, eyes)) for eyes in SEEN_BY.values()))


@pytest.fixture(scope="session")
def contrast() -> Callable[[str, str], float]:
    """Return the contrast of two colours in grey (WCAG), 1 to 21."""
    return _contrast


@pytest.fixture(scope="session")
def apart() -> Callable[[str, str], float]:
    """Return the distance (CIE76) of two colours for those who see it smallest."""
    return _apart
