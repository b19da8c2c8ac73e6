"""The catalogue of an exercise: per question what is right, and the mistakes that are known by name.

A catalogue is a small Python file beside the master exercise, ``solutions/day2/catalogue.py``, that defines
``CATALOGUE``. It is never released to trainees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from labkit.checks.grid import Grid
from labkit.checks.kinds import check_fits
from labkit.checks.samples import is_drawn
from labkit.errors import CourseError, one_of

Answer = Any
"""What a trainee may hand in: a number, a result table, a Series, a dict, a word."""

Solution = Callable[..., Answer]
"""A function from the question's data sets, in their order, to an answer: usually from one survey."""


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
        The wrong answer: a function from the data to a number or table, or the answer itself. For a choice
        with several items, the items concerned only. For a sentence a text too: words that must not stand in it, with
        "/" between them, ``"because of/leads to"``.
    reread
        The section of the lessons to go back to; that of the question if left out.
    close
        Whether the wrong answer lies so near the right one that a rounded number cannot tell them apart, such as the
        mean of two rates. It is then recognised where it was not rounded.
    copied
        Whether the wrong answer is a published figure that people copy, such as ``88.0``. It is recognised as it is
        written, never in a number that was calculated.

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
    close: bool = False
    copied: bool = False


@dataclass(frozen=True)
class Question:
    """One question: its marks, its right answer, its known mistakes.

    ============= ==================================================================== =============================
    kind          what is handed in                                                    fields of its own
    ============= ==================================================================== =============================
    ``number``    one number, or a result table of one row                             digits, unit, column
    ``row``       several numbers, such as an estimate with the ends of its interval   columns; digits, unit
    ``table``     one number for each group, or several (`columns`), some of them      by; column or columns, hidden,
                  perhaps to be hidden                                                 digits, unit
    ``choice``    a letter or word; with a dict as `expected`, a word for each item    words
    ``column``    a derived column, one value for each record                          column; words or digits, unit
    ``sentence``  a text with figures, and words that name the group                   columns, words, digits, unit
    ``figure``    a picture                                                            by, column or columns, shows,
                                                                                       digits, unit
    ``written``   a text that a person grades; it is not checked
    ============= ==================================================================== =============================

    A field that the kind would ignore is refused.

    **Rounding** is the same everywhere. A number is right if it is the right one rounded to the decimals asked for, or
    one unit beside it in the last of them. One that was not rounded must be right in one decimal more, because it was
    calculated in another way if it is not; ends of intervals and standard errors, for which there are several right
    formulas, need not. One that was rounded further than asked must be exact.

    Parameters
    ----------
    id
        The name used in ``exercise.check("q2", …)``; the graded cell of the notebook is called ``q2`` too.
    points
        Most points that can be won. They are split evenly between groups, items and cells; a column gives all or none.
    kind
        One of the table above.
    expected
        The right answer, or a function from the data to it. Not for ``"written"``. For a column a Series with one value
        for each record; for a sentence the number or row that it must hold; for a figure the table, row or number
        that must be drawn.
    mistakes
        The known mistakes, the likeliest first.
    alternatives
        Other correct ways to the same answer. The tests hand them in and expect full marks.
    digits
        Decimals asked for; ``-3`` asks for thousands.
    unit
        ``"percent"``, ``"percentage points"`` or any other unit, for the messages. With the first two, a fraction
        is recognised and named.
    by
        The columns that name the groups of a table or figure.
    columns
        For a row, the names of its numbers; for a table or figure, the columns to look at where there are several. For
        a sentence the numbers that must stand in it.
    column
        The column to take from a result table; None where handing in the whole table is no answer. For a column
        question the name of the new column.
    words
        For a choice or a column, the allowed words. For a sentence, words that must stand in it, each with others that
        do as well: ``("women/female", "15 to 24/young")``.
    hint
        What to say to a wrong answer that is not in the catalogue.
    more_hints
        Further hints, each more concrete than the one before. A trainee whose answer is still wrong gets the next one
        with every check; none of them names the answer.
    reread
        The section of the lessons to go back to: the lesson's number, then the heading as it stands there, such as
        ``"2.1 The first tree: is the unit informal?"``.
    data
        The data sets that the answer is computed from, one name or several; the exercise's first if left out. A
        function of the catalogue gets them in this order: ``data=("lfs2012", "lfs")`` with
        ``expected=lambda earlier, later: …``. Hidden tests and individual releases use one draw for all of them.
    hidden
        For a table: whether cells with no value in `expected` are cells that must not be shown, as
        `labkit.quality.publishable` leaves them.
    shows
        For a figure, what else it must have: ``"zero"`` (axes of bars begin at zero), ``"labels"`` (words at an axis),
        ``"title"``, ``"interval"`` (the uncertainty is drawn).
    extra
        A question for those who are quick; it has ``points=0``.
    grid
        Wrong answers besides the `mistakes`: the right calculation with one or two choices made otherwise.

    Raises
    ------
    CourseError
        If the parts do not fit together; the message names the question.

    Examples
    --------
    >>> Question("q2", 2, "number", expected=lambda survey: 89.4).unit
    'percent'

    A table with an interval for each group, one of which must be hidden:

    >>> rates = {"Kep": {"estimate": float("nan"), "se": float("nan")}, "Takeo": {"estimate": 88.0, "se": 1.2}}
    >>> Question("q3", 2, "table", rates, by=("province",), columns=("estimate", "se"), hidden=True).kind
    'table'

    A derived column, a choice with several items, two data sets, an extra question:

    >>> Question("q4", 2, "column", lambda lfs: lfs.frame["age"] >= 15, column="adult", words=("yes", "no")).words
    ('yes', 'no')
    >>> Question("q5", 2, "choice", {"1.38 million abroad": "stock", "900,000 returned": "flow"},
    ...          words=("stock", "flow", "document", "share")).kind
    'choice'
    >>> Question("q6", 2, "number", lambda earlier, later: 1.0, data=("lfs2012", "lfs")).data
    ('lfs2012', 'lfs')
    >>> Question("q7", 0, "sentence", {"estimate": 15.0, "ci_low": 13.7}, columns=("estimate", "ci_low"),
    ...          words=("women/female",), extra=True).extra
    True

    >>> Question("q8", 2, "percentage", expected=50)
    Traceback (most recent call last):
    labkit.errors.OptionError: 'percentage' is not a value of 'kind'.
      where:    Question('q8')
      found:    kind='percentage'
      expected: 'number' or 'row' or 'table' or 'choice' or 'column' or 'sentence' or 'figure' or 'written'
    >>> Question("q9", 2, "row", [1.0, 0.8], columns=("estimate", "ci_low"), words=("A",))
    Traceback (most recent call last):
    labkit.errors.CourseError: A row question does not use 'words'.
      where:    Question('q9')
      found:    words=('A',)
      expected: only columns, digits, grid, unit
      try:      Leave it out, or choose another kind: help(labkit.checks.Question) explains them.
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
    data: tuple[str, ...] = ()
    hidden: bool = False
    shows: tuple[str, ...] = ()
    extra: bool = False
    grid: Grid | None = None

    def __post_init__(self) -> None:
        for name in ("by", "columns", "data", "words", "shows"):  # one name may stand without brackets
            if isinstance(getattr(self, name), str):
                object.__setattr__(self, name, (getattr(self, name),))
        check_fits(self)
        _check_unique([mistake.key for mistake in self.mistakes], "mistake", f"Question({self.id!r})")

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
        """Whether the right answer differs from sample to sample."""
        return callable(self.expected) and (not self.data or any(map(is_drawn, self.data)))


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
        The data set of the questions that name none (`Question.data`).
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

    @property
    def datasets(self) -> tuple[str, ...]:
        """All data sets of the exercise, in the order in which the questions use them."""
        checked = [question for question in self.questions if question.kind != "written"]
        return tuple(dict.fromkeys(name for question in checked for name in self.data_of(question)))

    def data_of(self, question: Question) -> tuple[str, ...]:
        """Return the data sets of a question, in the order in which its functions get them."""
        return question.data or (self.dataset,)

    def __getitem__(self, question: str) -> Question:
        """Return the question of this id."""
        ids = [q.id for q in self.questions]
        one_of("question", question, ids, where=f"Catalogue({self.exercise!r})")
        return self.questions[ids.index(question)]


def _check_unique(keys: list[str], what: str, where: str) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise CourseError(f"Two entries have the same {what} name.", where=where, got=", ".join(twice))
