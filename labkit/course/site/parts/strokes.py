"""The strokes of a drawing, told point after point: as short as SVG allows."""

from __future__ import annotations

import re
from functools import cache

_STEPS = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3, "z": 0}
_MANY = 20


@cache
def short(stroke: str, step: float, parts: int = 1) -> str:
    """Return a stroke that says how far each point is from the one before, in steps of which `parts` make 1.

    What matplotlib does not write is left as it is.

    Examples
    --------
    >>> short("M 10.04 5 L 20 5 L 20.01 4.52 z", 0.1, 10)
    'm10 5h10v-.5z'
    """
    said: list[str] = []
    last = ""
    begun = at = (0, 0)
    for name, written in _STEPS.findall(stroke):
        numbers = [round(float(each) / step) for each in written.split()]
        if len(numbers) != 2 * _POINTS.get(name, -1):
            return " ".join(stroke.split())
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        moves = [each - at[place] for point in points for place, each in enumerate(point)]
        at = points[-1] if points else begun
        begun = at if name == "M" else begun
        letter = name.lower()
        if name == "L" and 0 in moves:
            letter, moves = ("v", moves[1:]) if moves[0] == 0 else ("h", moves[:1])
        if letter != last:
            said.append(letter)
        last = "l" if letter == "m" else letter
        said += [_number(each, parts) for each in moves]
    return _joined(said)


def _number(steps: int, parts: int) -> str:
    """Return steps as a number without what can be left out."""
    return f"{steps / parts:.2f}".rstrip("0").rstrip(".").replace("0.", ".", abs(steps) < parts) or "0"


def _joined(words: list[str]) -> str:
    """Return letters and numbers with a space only where two numbers would become one."""
    said, before = "", "m"
    for word in words:
        apart = not (before.isalpha() or word.isalpha() or word[0] == "-" or (word[0] == "." and "." in before))
        said += " " * apart + word
        before = word
    return said


def repeated(stroke: str) -> tuple[str, list[tuple[float, float]]] | None:
    """Return a shape and the places where a stroke draws it, if it draws nothing else, and often: the dots of a hatch.

    Examples
    --------
    >>> repeated(" ".join(f"M {x} 0 L {x} 2 z" for x in range(30)))[0]
    'm0 0v2z'
    >>> repeated("M 0 0 L 0 2 z") is None
    True
    """
    shapes, places = set(), []
    for part in stroke.split("M")[1:]:
        steps = _STEPS.findall(f"M{part}")
        x, y = map(float, steps[0][1].split())
        places.append((x, y))
        shapes.add(" ".join(_moved(name, written, x, y) for name, written in steps))
    if len(places) < _MANY or len(shapes) > 1:
        return None
    return short(shapes.pop(), 0.01, 100), places


def _moved(name: str, written: str, x: float, y: float) -> str:
    """Return a step of a shape that begins at zero."""
    numbers = map(float, written.split())
    return f"{name} " + " ".join(f"{each - (y if place % 2 else x):.2f}" for place, each in enumerate(numbers))
