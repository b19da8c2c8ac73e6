"""The catalogue of an exercise: per question what is right, and the mistakes that are known by name.

A catalogue is a small Python file beside the master exercise, ``solutions/day2/catalogue.py``, that defines
``CATALOGUE``. It is never released to trainees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from labkit.errors import CourseError, one_of

KINDS = ("number", "row", "table", "choice", "written")

Answer = Any
"""What a trainee may hand in: a number, a result table, a Series, a dict, a word."""

Solution = Callable[[Any], Answer]
"""A function from a survey to an answer."""


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that people really give, and what to tell them.

    Parameters
    ----------
    key
        A short name, unique within the question.
    message
        What went wrong, in the subject's words, without the right answer.
    answer
        The wrong answer: a function from the survey to a number or table, or the answer itself. For a choice
        with several items, the items concerned only.
    reread
        The section of the lessons to go back to; that of the question if left out.

    Examples
    --------
    >>> Mistake("unweighted", "Every record counts once here. Use the weights.",
    ...         lambda survey: 100 * survey.frame["informal"].mean()).key
    'unweighted'
    """

    key: str
    message: str
    answer: Solution | Answer
    reread: str = ""


@dataclass(frozen=True)
class Question:
    """One question: its marks, its right answer, its known mistakes.

    Parameters
    ----------
    id
        The name used in ``exercise.check("q2", …)``; the graded cell of the notebook is called ``q2`` too.
    points
        Most points that can be won.
    kind
        ``"number"``; ``"row"`` (several numbers of one row, such as an estimate with the ends of its interval);
        ``"table"`` (one number per group); ``"choice"`` (a letter or word, or a dict from item
        to word); ``"written"`` (graded by a person, not checked).
    expected
        The right answer, or a function from the survey to it. Not for ``"written"``.
    mistakes
        The known mistakes, the likeliest first.
    alternatives
        Other correct ways to the same answer. The tests hand them in and expect full marks.
    digits
        Decimals asked for. An answer counts as right if it rounds to the right value or to one unit in the last
        of these digits beside it.
    unit
        ``"percent"``, ``"percentage points"`` or any other unit, for the messages. With the first two, a fraction
        is recognised and named.
    by
        For a table, the columns that name its groups.
    columns
        For a row, the names of its numbers.
    column
        The column to take from a result table; None where handing in the whole table is no answer.
    words
        For a choice, the allowed words.
    hint
        What to say to a wrong answer that is not in the catalogue.
    more_hints
        Further hints, each more concrete than the one before. A trainee whose answer is still wrong gets the next one
        with every check; none of them names the answer.
    reread
        The section of the lessons to go back to: the lesson's number, then the heading as it stands there, such as
        ``"2.1 The first tree: is the unit informal?"``.

    Raises
    ------
    CourseError
        If the parts do not fit together; the message names the question.

    Examples
    --------
    >>> Question("q2", 2, "number", expected=lambda survey: 89.4).unit
    'percent'
    >>> Question("q2", 2, "percentage", expected=50)
    Traceback (most recent call last):
    labkit.errors.OptionError: 'percentage' is not a value of 'kind'.
      where:    Question('q2')
      found:    kind='percentage'
      expected: 'number' or 'row' or 'table' or 'choice' or 'written'
    """

    id: str
    points: float
    kind: str
    expected: Solution | Answer = None
    mistakes: tuple[Mistake, ...] = ()
    alternatives: tuple[Solution | Answer, ...] = ()
    digits: int = 1
    unit: str = "percent"
    by: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    column: str | None = "estimate"
    words: tuple[str, ...] = ()
    hint: str = ""
    more_hints: tuple[str, ...] = ()
    reread: str = ""

    def __post_init__(self) -> None:
        where = f"Question({self.id!r})"
        one_of("kind", self.kind, KINDS, where=where)
        if self.points <= 0:
            raise CourseError("A question must be worth something.", where=where, got=f"points={self.points}")
        if (self.expected is None) != (self.kind == "written"):
            raise CourseError(
                "Every question but a written one needs an expected answer, and a written one has none.",
                where=where,
            )
        if self.kind == "table" and not self.by:
            raise CourseError("A table question must name the columns of its groups.", where=where, hint='by=("sex",)')
        if self.kind == "row" and not self.columns:
            raise CourseError("A row must name its numbers.", where=where, hint='columns=("estimate", "ci_low")')
        if self.kind == "choice" and not self.words:
            raise CourseError("A choice must list its words.", where=where, hint='words=("A", "B", "C")')
        _check_unique([mistake.key for mistake in self.mistakes], "mistake", where)

    def section(self, mistake: str = "") -> str:
        """Return the section of the lessons to go back to, after a mistake or in general.

        Examples
        --------
        >>> Question("q1", 1, "choice", "B", words=("A", "B"), reread="2.1 The first tree").section()
        'lesson 2.1, section “The first tree”'
        """
        own = next((one.reread for one in self.mistakes if one.key == mistake), "") or self.reread
        lesson, _, heading = own.partition(" ")
        return f"lesson {lesson}" + (f", section “{heading}”" if heading else "") if own else ""

    @property
    def needs_data(self) -> bool:
        """Whether the right answer depends on the survey."""
        return callable(self.expected)


@dataclass(frozen=True)
class Catalogue:
    """All questions of one exercise.

    Parameters
    ----------
    exercise
        The exercise's name, ``"day2"``.
    questions
        The questions in the order of the notebook.
    dataset
        The data set that the answers are computed from.
    did
        For the overview of the class: mistake to what people did, as it is read after "14 of 38", such as
        ``{"unweighted": "used unweighted shares"}``. Mistakes of one name in several questions are counted together.

    Examples
    --------
    >>> Catalogue("day2", (Question("q1", 2, "choice", "B", words=("A", "B")),)).points
    2
    """

    exercise: str
    questions: tuple[Question, ...]
    dataset: str = "lfs"
    did: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_unique([question.id for question in self.questions], "question", f"Catalogue({self.exercise!r})")

    @property
    def points(self) -> float:
        """Most points that can be won."""
        return sum(question.points for question in self.questions)

    def __getitem__(self, question: str) -> Question:
        """Return the question of this id."""
        ids = [q.id for q in self.questions]
        one_of("question", question, ids, where=f"Catalogue({self.exercise!r})")
        return self.questions[ids.index(question)]


def _check_unique(keys: list[str], what: str, where: str) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise CourseError(f"Two entries have the same {what} name.", where=where, got=", ".join(twice))
