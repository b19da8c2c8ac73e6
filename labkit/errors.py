"""The one way labkit says that something is wrong.

Every error answers four questions of a tired reader: what is wrong, where, what was found and expected, and what
to try next. In a notebook the message stands alone, without the traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile
from numbers import Real
from typing import Any, TypeGuard


class LabkitError(Exception):
    """Base of all labkit errors.

    Parameters
    ----------
    problem
        One sentence: what is wrong.
    where
        The call, file, column or cell concerned.
    got
        What was found.
    expected
        What would have been right.
    hint
        What to try next.

    Examples
    --------
    >>> print(LabkitError("The weights of 2 records are negative.", where="Survey(weight='weight')",
    ...                   got="rows 3, 17", hint="Ask the producer of the file for the final weights."))
    The weights of 2 records are negative.
      where:    Survey(weight='weight')
      found:    rows 3, 17
      try:      Ask the producer of the file for the final weights.
    """

    def __init__(self, problem: str, *, where: str = "", got: str = "", expected: str = "", hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.got = got
        self.expected = expected
        self.hint = hint

    def _details(self) -> list[tuple[str, str]]:
        rows = [("where", self.where), ("found", self.got), ("expected", self.expected), ("try", self.hint)]
        return [(label, text) for label, text in rows if text]

    def __str__(self) -> str:
        return "\n".join([self.problem, *(f"  {label + ':':<9} {text}" for label, text in self._details())])

    def _render_traceback_(self) -> list[str]:
        """Let IPython show the message alone: the traceback would only show labkit's inside."""
        return [f"{type(self).__name__}: {self}"]

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword arguments must survive the way through a pool of processes.
        details = {"where": self.where, "got": self.got, "expected": self.expected, "hint": self.hint}
        return (_rebuild, (type(self), self.problem, details))


def _rebuild(kind: type[LabkitError], problem: str, details: dict[str, str]) -> LabkitError:
    return kind(problem, **details)


class OptionError(LabkitError, ValueError):
    """An option has a value that labkit does not know."""


class ColumnError(LabkitError, KeyError):
    """A column is missing, or holds something the estimator cannot use."""


class DesignError(LabkitError, ValueError):
    """Weights, strata, PSUs or finite population counts do not describe a sample design."""


class DataError(LabkitError, ValueError):
    """A data file or a record is not what its description promises."""


class CourseError(LabkitError):
    """Something is wrong with a lesson, an exercise, a hand-in or a command."""


def did_you_mean(name: object, known: Iterable[object]) -> str:
    """Return a hint that names the nearest known spelling, or number, or an empty string."""
    known = list(known)
    if is_number(name) and known and all(map(is_number, known)):
        return f"Did you mean {min(known, key=lambda number: abs(number - name))!r}?"  # type: ignore[operator]
    spelt = {str(k): k for k in reversed(known)}
    close = _close(str(name), [str(k) for k in known])
    return f"Did you mean {spelt[close[0]]!r}?" if close else ""


def nearest(word: object, known: Iterable[object]) -> str:
    """Return a hint that names the nearest known word, whatever its capitals and the blanks at its ends."""
    known = list(known)
    if is_number(word):
        return did_you_mean(word, known)
    spelt = {str(k).casefold(): k for k in reversed(known)}  # of two that differ in capitals only, the first
    close = _close(str(word).strip().casefold(), [str(k).casefold() for k in known])
    return f"Did you mean {spelt[close[0]]!r}?" if close else ""


def _close(word: str, known: Sequence[str]) -> list[str]:
    """Return the nearest spelling, if there is one: a word with another first letter must be closer to be taken.

    Of equally near words it is one that begins with the same letters, then one as long, then the first.
    """
    near = get_close_matches(word, known, n=max(len(known), 1), cutoff=0.6)
    if not near:
        return []

    def nearness(other: str) -> tuple[float, int, int]:
        pairs = zip(other.casefold(), word.casefold(), strict=False)
        same_start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        return SequenceMatcher(None, other, word).ratio(), same_start, -abs(len(other) - len(word))

    best = max((other for other in known if other in near), key=nearness)
    ratio, same_start, _ = nearness(best)
    return [best] if same_start or ratio >= 0.7 else []


def one_of(option: str, value: object, allowed: Sequence[object], *, where: str) -> None:
    """Raise `OptionError` unless `value` is one of the `allowed` values of `option`."""
    words = all(isinstance(each, str) for each in allowed)
    if words and not isinstance(value, str | int | float | None):  # a table, say: a word without its quotation marks
        shown, hint = f"a {type(value).__name__}", f"A word stands in quotation marks: {option}={allowed[0]!r}."
    elif value in allowed:
        return
    else:
        shown, hint = repr(value), nearest(value, allowed)
    raise OptionError(
        f"{shown} is not a value of {option!r}.",
        where=where,
        got=f"{option}={shown}",
        expected=" or ".join(repr(a) for a in allowed),
        hint=hint,
    )


def is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a number; neither a text such as ``"0.3"`` nor True or False is one."""
    return isinstance(value, Real) and not isinstance(value, bool)


def first_few(items: Iterable[object], most: int = 5) -> str:
    """Write the first few of many things: ``'3, 17, 40 … (12 in all)'``."""
    everything = [str(item) for item in items]
    shown = ", ".join(everything[:most])
    return shown if len(everything) <= most else f"{shown} … ({len(everything)} in all)"
