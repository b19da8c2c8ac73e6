"""What a classification needs of a survey: the answers to questions, or what the producer of the file derived.

A file of the ILO or of the World Bank holds few answers, but variables that its producer derived from them. Each
classification of labkit works with either; where the survey has all the answers, these decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import pandas as pd

from labkit.errors import ColumnError, first_few
from labkit.survey.answers import answers

__all__ = [
    "ATTACHMENT",
    "DISCOURAGED",
    "NEET",
    "POTENTIAL",
    "RELAXED",
    "STATUS",
    "UNDEREMPLOYMENT",
    "Need",
    "Way",
    "producer_words",
]

Way: TypeAlias = Literal["answers", "derived"]


@dataclass(frozen=True)
class Need:
    """What one classification needs.

    Attributes
    ----------
    what
        What is found out, as the beginning of a sentence: ``"Labour force status"``.
    answers
        The columns of answers, all of which are needed.
    derived
        The columns of the producer that do as well, all of them; none if only the answers do.
    also
        Columns that are needed in either case.

    Examples
    --------
    >>> need = Need("Labour force status", ("worked_hour", "temporarily_absent"), ("labour_force_status",), ("age",))
    >>> need.lacking({"age", "labour_force_status"})
    ''
    >>> need.lacking({"age", "worked_hour"})
    "Labour force status cannot be told: there is no column 'temporarily_absent', nor a column 'labour_force_status'."
    """

    what: str
    answers: tuple[str, ...]
    derived: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def way(self, frame: pd.DataFrame, *, where: str, hint: str = "") -> Way:
        """Return what the classification works with in this frame, or say what is lacking."""
        present = set(frame.columns)
        lacking = self.lacking(present)
        if lacking:
            enough = ", ".join(self.answers + self.also)
            if self.derived:
                enough += f"; or {', '.join(self.derived + self.also)}"
            raise ColumnError(
                lacking,
                where=where,
                got=f"columns {first_few(frame.columns, most=40)}",
                expected=enough,
                hint=hint or "If the questionnaire asked it, add the answers: survey.assign(name=values).",
            )
        return "answers" if set(self.answers) <= present else "derived"

    def answers_only(self, frame: pd.DataFrame, *, where: str, hint: str = "") -> None:
        """Say what is lacking if not all the answers are there, whatever the producer derived."""
        Need(self.what, self.answers, (), self.also).way(
            frame, where=where, hint=hint if set(self.derived) <= set(frame.columns) else ""
        )

    def lacking(self, present: set[str]) -> str:
        """Return one sentence that says what is lacking, or an empty text."""
        also = [name for name in self.also if name not in present]
        answers = [name for name in self.answers if name not in present]
        derived = [name for name in self.derived if name not in present]
        if not also and (not answers or (self.derived and not derived)):
            return ""
        absent = also + answers if answers and (derived or not self.derived) else also
        sentence = f"{self.what} cannot be told: there is no {_columns(absent)}"
        if answers and derived:
            sentence += f", nor a {_columns(derived)}"
        return sentence + "."


def producer_words(frame: pd.DataFrame, name: str, words: tuple[str, ...], *, where: str) -> pd.Series[Any]:
    """Return a column that the producer derived, as categories; other words than `words` are an error."""
    return answers(frame, name, words, where=where)


def _columns(names: list[str]) -> str:
    quoted = [repr(name) for name in names]
    if len(quoted) == 1:
        return f"column {quoted[0]}"
    return f"column {', '.join(quoted[:-1])} or {quoted[-1]}"


_EMPLOYED = ("worked_hour", "temporarily_absent")
_SEEKING = (*_EMPLOYED, "looked_for_work", "available", "future_start")

STATUS = Need("Labour force status", _SEEKING, ("labour_force_status",), ("age",))
RELAXED = Need(
    "Unemployment by the relaxed definition",
    (*_SEEKING, "wants_work"),
    ("labour_force_status", "labour_market_attachment"),
    ("age",),
)
ATTACHMENT = Need(
    "Who outside the labour force looks for work, or wants it",
    (*_SEEKING, "wants_work"),
    ("labour_force_status", "labour_market_attachment"),
    ("age",),
)
POTENTIAL = Need(
    "The potential labour force",
    (*_SEEKING, "wants_work"),
    ("labour_force_status", "potential_labour_force"),
    ("age",),
)
DISCOURAGED = Need(
    "Who is discouraged", (*ATTACHMENT.answers, "why_not_looking"), ("labour_force_status", "discouraged"), ("age",)
)
UNDEREMPLOYMENT = Need("Time-related underemployment", ("wants_more_hours", "usual_hours"), ("underemployed",))
NEET = Need("Who is in school or training", ("attending",))
