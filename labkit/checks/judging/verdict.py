"""What is to be said about an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labkit.checks.keys import SealedQuestion

RIGHT_ON_OTHER_DATA = "Right, on other data too."
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


def points_line(question: SealedQuestion, verdict: Verdict) -> str:
    """Return the line with the points of one question, as ``exercise.score`` prints it."""
    praise = f" {RIGHT_ON_OTHER_DATA if question.needs_data else 'Right.'}" if verdict.right else ""
    return f"{question.id}: {verdict.points:g} of {question.points:g} points.{praise}"
