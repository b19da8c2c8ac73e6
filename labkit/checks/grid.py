"""A grid of wrong answers: the calculation that a question asks for, with one or two of its choices made otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from typing import Any

COLUMNS = {
    "": "estimate",
    "the number is the lower end of the interval": "ci_low",
    "the number is the upper end of the interval": "ci_high",
    "the number is the standard error": "se",
    "the number is the cv": "cv",
    "the number is that of records": "n",
}
"""What may be taken from a result table in place of the estimate."""


@dataclass(frozen=True)
class Grid:
    """What people may choose otherwise than a question asks: the people, the rule, the column, the statistic.

    Every wrong answer of the grid is recognised where it was not rounded, in a release key. So they may be many, and
    some of them may be no answer at all: these are passed over.

    Parameters
    ----------
    compute
        A function from the data, and from the choices by name, to an answer.
    choices
        The name of each choice → a clause that says what was chosen → the value for `compute`, or a list of values of
        which the same is said. The first of each is the one that the question asks for, and its clause is never shown.
    besides
        The choices that may be made otherwise besides another one; any other is so alone.

    Examples
    --------
    >>> rules = {"": "strict", "the rule is wide": "wide"}
    >>> [message for message, _ in Grid(lambda survey, rule: 1.0, {"rule": rules}).variants()]
    ['Here the rule is wide. Read the question again.']
    """

    compute: Callable[..., Any]
    choices: Mapping[str, Mapping[str, Any]]
    besides: tuple[str, ...] = ()

    def variants(self) -> Iterator[tuple[str, Callable[..., Any]]]:
        """Yield what to say of each wrong answer, and the function to it; those with few wrong choices first."""
        asked = {name: next(iter(values.values())) for name, values in self.choices.items()}
        pairs = [names for names in combinations(self.choices, 2) if set(names) & set(self.besides)]
        for names in [*((name,) for name in self.choices), *pairs]:
            for picked in product(*(list(_each(self.choices[name]))[1:] for name in names)):
                clauses = ", and ".join(clause for clause, _ in picked)
                values = dict(zip(names, (value for _, value in picked), strict=True))
                yield f"Here {clauses}. Read the question again.", partial(self.compute, **asked | values)


def _each(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for clause, value in values.items():
        yield from ((clause, one) for one in (value if isinstance(value, list) else [value]))
