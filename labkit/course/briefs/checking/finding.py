"""`Finding`: one thing that the check of a brief has to say."""

from __future__ import annotations

from dataclasses import dataclass, field


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
    heading
        Above which text it stands; empty for the title.
    """

    rule: str
    message: str
    line: int = 0
    number: str = ""
    heading: str = field(default="", compare=False)

    def __str__(self) -> str:
        if not self.line:
            return self.message
        return f"{self.heading or 'Title'} (line {self.line} of the brief): {self.message}"
