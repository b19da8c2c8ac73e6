"""The items of the knowledge test, in two forms with the same words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from labkit.course.knowledge.right import COMPUTE
from labkit.errors import CourseError, one_of

FORMS = ("A", "B")
LETTERS = "ABCD"
DAYS = (1, 5)
"""Before and after the week."""


@dataclass(frozen=True)
class Item:
    """One question of one form.

    Parameters
    ----------
    idea
        What it is about, in a word or two.
    question
        As printed.
    options
        The four answers, as printed.
    right
        The letter of the right answer.
    lesson
        Where it is taught.
    """

    idea: str
    question: str
    options: tuple[str, ...]
    right: str
    lesson: str


@cache
def items(form: str) -> tuple[Item, ...]:
    """Return the ten items of a form.

    Examples
    --------
    >>> first = items("A")[0]
    >>> first.options[LETTERS.index(first.right)]
    '10 percent'
    """
    one_of("form", form, FORMS, where="items(form)")
    text = files("labkit.course.knowledge").joinpath("items.toml").read_text("utf-8")
    return tuple(_item(entry, form) for entry in tomllib.loads(text)["item"])


def _item(entry: Mapping[str, Any], form: str) -> Item:
    given = entry[form.lower()]
    computed = COMPUTE[entry["compute"]](given) if "compute" in entry else {}
    values = {name: _written(value) for name, value in {**given, **computed}.items()}
    options = tuple(option.format(**values) for option in entry["options"])
    right = entry["right"].format(**values)
    if options.count(right) != 1 or len(set(options)) != len(LETTERS):
        raise CourseError(
            "An item must have four different answers, one of them right.",
            where=f"items.toml, {entry['idea']}, form {form}",
            got=" | ".join(options),
            expected=right,
        )
    return Item(entry["idea"], entry["stem"].format(**values), options, LETTERS[options.index(right)], entry["lesson"])


def _written(value: object) -> str:
    """Return a value as printed: thousands apart, one decimal at most.

    Examples
    --------
    >>> _written(800000), _written(8.3333), _written(10.0), _written("shop")
    ('800,000', '8.3', '10', 'shop')
    """
    if not isinstance(value, int | float):
        return str(value)
    return f"{value:,.1f}".removesuffix(".0")


def form_of(number: int, day: int) -> str:
    """Return which form a slip gets: odd numbers A on day 1 and B on day 5, even numbers the reverse.

    So a form that is harder than the other cannot pass as learning.

    Examples
    --------
    >>> [form_of(number, day) for number in (1, 2) for day in (1, 5)]
    ['A', 'B', 'B', 'A']
    """
    one_of("day", day, DAYS, where="form_of(number, day)")
    return FORMS[(number % 2 == 0) != (day == DAYS[1])]
