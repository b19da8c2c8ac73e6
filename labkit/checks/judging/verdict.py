"""What is to be said about an answer."""

from __future__ import annotations

from dataclasses import dataclass

TYPED = (
    "This is right for the lesson's data, but it does not follow the data: on other data of the same kind it stays "
    "the same. Write the calculation, not its result, and use the data of the first cell."
)
GENERAL_HINT = "Read the question again: which people, which weight, which unit?"


@dataclass(frozen=True)
class Verdict:
    """What is to be said about an answer.

    Parameters
    ----------
    right
        Whether everything is right.
    points
        Points won, with part of the points for an answer that is right in part.
    message
        What is wrong, in one or a few sentences; empty when everything is right.
    answered
        Whether there was an answer to judge.
    """

    right: bool
    points: float
    message: str = ""
    answered: bool = True
