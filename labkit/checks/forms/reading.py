"""What reading an answer gives, and what it needs to know of the question; shared by all kinds of questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from labkit.checks.forms.facts import Facts
from labkit.errors import did_you_mean, first_few

NOT_ANSWERED = "You have not answered yet. Write your answer in place of the three dots, then run the cell again."


class Form(Protocol):
    """What reading an answer needs to know of its question."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def by(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def columns(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def column(self) -> str | None: ...  # noqa: D102
    @property
    def words(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def digits(self) -> int: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def hidden(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True)
class Reading:
    """An answer as labkit understood it.

    Parameters
    ----------
    values
        Item to number (``float``) or word (``str``).
    problems
        Sentences on what could not be read; empty when everything could.
    facts
        What the answer's own table says of itself.
    """

    values: dict[str, float | str]
    problems: tuple[str, ...] = ()
    facts: Facts = field(default=(), compare=False)


_PLAIN = {
    "str": "a text",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "dict": "a list of names and values",
    "ndarray": "a list",
    "Series": "a column",
    "DataFrame": "a table",
    "bool": "yes or no",
    "method": "a function that did not run yet",
    "builtin_function_or_method": "a function that did not run yet",
    "function": "a function that did not run yet",
    "module": "a part of labkit",
}


def kind_of(answer: Any) -> str:
    """Return what an answer is, in plain words: ``"a text"``, ``"a Survey"``."""
    name = type(answer).__name__
    return _PLAIN.get(name, f"a {name}")


def listed(words: Iterable[str]) -> str:
    """Return words as a list in quotation marks."""
    return ", ".join(repr(word) for word in words)


def complete(
    found: dict[str, Any],
    items: tuple[str, ...],
    problem_of: Callable[[Any], str],
    value_of: Callable[[Any], float | str],
) -> Reading:
    """Return the values of the items wanted, and a sentence for each that is missing, unknown or unreadable."""
    wanted = items or tuple(found)
    problems: list[str] = []
    missing = [item for item in wanted if item not in found]
    extra = [item for item in found if item not in wanted]
    if missing:
        problems.append(f"Missing: {first_few(missing)}.")
    if extra:
        close = did_you_mean(extra[0], missing)
        problems.append(f"Not asked for: {first_few(extra)}. {close}".strip())
    values = {}
    unanswered = []
    for item in wanted:
        if item not in found:
            continue
        problem = problem_of(found[item])
        if not problem:
            values[item] = value_of(found[item])
        elif problem == NOT_ANSWERED and item:
            unanswered.append(item)
        else:
            problems.append(f"{item}: {problem}" if item else problem)
    if unanswered and len(unanswered) == len(wanted):
        problems.insert(0, NOT_ANSWERED)
    elif unanswered:
        problems.append(f"Not answered yet: {first_few(unanswered)}.")
    return Reading(values, tuple(problems))
