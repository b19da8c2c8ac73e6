"""Groups can be told apart without colour, in grey print, and with every kind of colour blindness."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

import pytest

from labkit.plots.drawing.frame import luminance
from labkit.plots.drawing.look import COLOURS, HATCHED, SEQUENCE, look

Sight = Callable[[str, str], float]


@pytest.mark.parametrize("colours", [SEQUENCE, tuple(COLOURS.values())])
def test_colours_stay_apart(colours: tuple[str, ...], apart: Sight) -> None:
    for one, other in combinations(colours, 2):
        assert apart(one, other) > 20, (one, other)


def test_colours_are_steps_from_dark_to_light(contrast: Sight) -> None:
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
