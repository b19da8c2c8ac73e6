"""`Finding`: one thing that the check of a brief has to say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing to mend, or one question.

    Parameters
    ----------
    rule
        Its name, such as ``"typed"``.
    message
        What to do, in one or two short sentences.
    line
        Where, counted through the brief; 0 for the brief as a whole.
    number
        The typed number that is asked about; empty unless this is a question.
    """

    rule: str
    message: str
    line: int = 0
    number: str = ""

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message
