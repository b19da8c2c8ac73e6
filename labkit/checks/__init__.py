"""Checks for exercises: an answer is checked at once, and scored later on other data.

A trainee's notebook opens its exercise, computes an answer and checks it::

    lfs = checks.data("lfs")
    exercise = checks.exercise("day2")
    informal_rate = lk.informality.informal_employment_rate(lfs)
    exercise.check("q2", informal_rate)

What is right, and which mistakes are known by name, stands in a *catalogue* beside the master exercise
(`Catalogue`, `Question`, `Mistake`). From it and a survey, `make_key` makes the *key*, the file
``checks.json`` that travels with the exercise. The key holds digests only: it can recognise an answer, but not
name one.
"""

from __future__ import annotations

from labkit.checks.catalogue import Catalogue, Mistake, Question
from labkit.checks.exercise import Exercise, WrongAnswer, data, exercise
from labkit.checks.judging.judge import Verdict, judge
from labkit.checks.keys import Key, key_text, make_key, read_key
from labkit.checks.samples import Samples

__all__ = [
    "Catalogue",
    "Exercise",
    "Key",
    "Mistake",
    "Question",
    "Samples",
    "Verdict",
    "WrongAnswer",
    "data",
    "exercise",
    "judge",
    "key_text",
    "make_key",
    "read_key",
]
