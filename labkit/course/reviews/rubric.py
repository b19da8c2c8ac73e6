"""The rubric: what a brief is reviewed by."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LEAST, MOST = 1, 5
"""Points for one criterion."""


@dataclass(frozen=True)
class Criterion:
    """One line of the rubric.

    Parameters
    ----------
    name
        A word, for files.
    title, question
        For readers.
    one, three, five
        What deserves 1, 3 and 5 points.
    """

    name: str
    title: str
    question: str
    one: str
    three: str
    five: str


@cache
def criteria() -> tuple[Criterion, ...]:
    """Return the rubric, in its order.

    Examples
    --------
    >>> [one.name for one in criteria()]
    ['message', 'evidence', 'uncertainty', 'options', 'unknown', 'readable']
    """
    text = files("labkit.course.reviews").joinpath("rubric.toml").read_text("utf-8")
    return tuple(Criterion(**entry) for entry in tomllib.loads(text)["criterion"])
