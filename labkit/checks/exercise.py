"""What a trainee's notebook calls: the data, the exercise, its checks and scores."""

from __future__ import annotations

import gc
import json
import os
import sys
import textwrap
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from labkit.checks.forms.answers import read_answer
from labkit.checks.forms.typed import is_typed
from labkit.checks.judging.judge import Verdict, judge_reading
from labkit.checks.judging.verdict import points_line
from labkit.checks.keys import Key, SealedQuestion, read_key
from labkit.checks.names import explain_missing_names
from labkit.checks.samples import load_draw
from labkit.errors import CourseError, LabkitError, one_of

KEY_FILE = "checks.json"
ENV_KEY = "LABKIT_CHECKS"
"""While grading: the file of the grade key."""
ENV_DRAW = "LABKIT_DRAW"
"""While grading: which sample the trainee's calculation runs on."""
ENV_ANSWERS = "LABKIT_ANSWERS"
"""While grading: a file that gets one line of JSON for each scored answer, so that the points can be counted again."""

PASSED = "Visible checks passed. Hidden checks on other data follow when it is graded."
PASSED_ANY_DATA = "Visible checks passed. The points follow when it is graded."

TYPED_PERHAPS = (
    "Did you type this number? Then write the calculation in its place: on other data a\n"
    "typed number is wrong. If it was calculated and rounded, all is well."
)
STOPPED = (
    "The cell that ran before this one stopped with an error. If that was your answer,\n"
    "what follows is about an earlier answer of yours: mend that cell first."
)
_MAY_BE_TYPED = ("number", "row", "table")

# nbgrader's Validate cuts lines at 86 characters.
_WIDTH = 80


class WrongAnswer(LabkitError):  # noqa: N818 - the name that a trainee reads
    """An answer did not pass its check. In a notebook the message stands alone."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Exercise:
    """An exercise with its checks; made by `exercise`.

    Parameters
    ----------
    key
        The key to check against.

    Examples
    --------
    >>> from labkit.checks import Catalogue, Question, make_key
    >>> catalogue = Catalogue("day9", (Question("q1", 2, "number", lambda survey: 12.4321),))
    >>> exercise = Exercise(make_key(catalogue, survey=None))
    >>> exercise.check("q1", 12.4321)
    Visible checks passed. Hidden checks on other data follow when it is graded.
    >>> exercise.check("q1", "12 to 13")
    Traceback (most recent call last):
    labkit.checks.exercise.WrongAnswer: q1 is not right yet.
    This is a text: '12 to 13'. The question asks for one number.
    """

    def __init__(self, key: Key) -> None:
        self._key = key
        # nbgrader sets the second one also where there is no grade key: then a check must not end the scoring.
        self._grading = key.mode == "grade" or os.environ.get("NBGRADER_EXECUTION") == "autograde"
        self._said: dict[str, str] = {}
        self._tries: dict[str, int] = {}

    def __repr__(self) -> str:
        points = ", ".join(f"{question.id} ({question.points:g})" for question in self._key.questions.values())
        return f"Exercise {self._key.exercise!r}: {points} points"

    def check(self, question: str, answer: Any) -> None:
        """Say whether an answer is right so far, and if not, what is wrong.

        Parameters
        ----------
        question
            The question's name, ``"q2"``.
        answer
            The answer.

        Raises
        ------
        WrongAnswer
            If the answer is not right. While grading the message is printed instead, so that an answer that is
            right in part keeps its points.
        """
        known = self._question(question)
        verdict = _judged(known, answer)
        if self._grading:
            self._tell(question, verdict)
            return
        if _stopped_before():
            _write(STOPPED)
        if verdict.right:
            _write(PASSED if known.needs_data else PASSED_ANY_DATA)
            if known.needs_data and known.kind in _MAY_BE_TYPED and is_typed(answer, known.digits):
                _write(TYPED_PERHAPS)
        else:
            hint = self._next_hint(known) if verdict.answered else ""
            raise WrongAnswer(_wrapped(f"{question} is not right yet.", verdict.message + hint))

    def score(self, question: str, answer: Any) -> float:
        """Print one line of feedback and return the points.

        Parameters
        ----------
        question
            The question's name.
        answer
            The answer.

        Returns
        -------
        float
            Points won. A plain ``float``: nbgrader gives full marks to anything it cannot read as a number.
        """
        known = self._question(question)
        verdict = _judged(known, answer, record=True)
        self._tell(question, verdict)
        _write(points_line(known, verdict))
        return float(verdict.points)

    def _next_hint(self, question: SealedQuestion) -> str:
        """Return one more hint with every wrong answer after the first; at the end the last one stays."""
        tries = self._tries.get(question.id, 0)
        self._tries[question.id] = tries + 1
        if not tries or not question.more_hints:
            return ""
        return f"\nHint: {question.more_hints[min(tries, len(question.more_hints)) - 1]}"

    def _question(self, question: str) -> SealedQuestion:
        one_of("question", question, list(self._key.questions), where="exercise.check(question, answer)")
        return self._key.questions[question]

    def _tell(self, question: str, verdict: Verdict) -> None:
        """Print what is wrong, once: the check and the score of a cell come to the same verdict."""
        if verdict.message and self._said.get(question) != verdict.message:
            _write(verdict.message)
        self._said[question] = verdict.message


def _stopped_before() -> bool:
    """Tell whether the notebook's last cell stopped with an error other than a check's."""
    shell: Any = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    last = getattr(shell, "last_execution_result", None)
    error = getattr(last, "error_before_exec", None) or getattr(last, "error_in_exec", None)
    return error is not None and not isinstance(error, WrongAnswer)


def exercise(name: str) -> Exercise:
    """Return an exercise with the checks that lie beside its notebook.

    In a notebook, a name that does not exist is explained from then on; so is a word without its quotation marks.

    Parameters
    ----------
    name
        The exercise's name, ``"day2"``.

    Raises
    ------
    CourseError
        If the file ``checks.json`` is missing, damaged or belongs to another exercise.
    """
    path = _key_path(name)
    key = read_key(path)
    if key.exercise != name:
        raise CourseError(
            "The file with the checks belongs to another exercise.",
            where=str(path),
            got=key.exercise,
            expected=name,
            hint="Keep each exercise's notebook and its checks.json together in a folder of their own.",
        )
    if not os.environ.get(ENV_KEY):
        explain_missing_names(dict.fromkeys(word for one in _choices(key) for word in one.words))
    return Exercise(key)


def _choices(key: Key) -> list[SealedQuestion]:
    return [question for question in key.questions.values() if question.kind == "choice"]


def data(name: str) -> Any:
    """Return the data of an exercise.

    Parameters
    ----------
    name
        A data set of `labkit.datasets`.

    Returns
    -------
    Survey or DataFrame
        In class the lesson's own data, or the trainee's own draw where the exercise was released individually: its
        number stands in the key beside the notebook. While an answer is graded, another sample of the same population
        by the same design, so that a calculation is right there too, and a number that was typed in is not. All data
        sets of an exercise are of the same draw; published figures are the same always.
    """
    return load_draw(name, int(os.environ.get(ENV_DRAW) or _own_draw()))


def _own_draw() -> int:
    """Return the draw of the key beside the notebook; 0, the lesson's, where there is none."""
    try:
        return read_key(KEY_FILE).draw
    except CourseError:
        return 0  # `exercise` will say what is wrong with the key


def _key_path(name: str) -> Path:
    """Return the key's file: the one for grading, the one here, or the released one of the course we are in."""
    if os.environ.get(ENV_KEY):
        return Path(os.environ[ENV_KEY])
    here = Path(KEY_FILE).resolve()
    if here.exists():
        return here
    # A facilitator runs the master notebook in solutions/, where no key lies.
    released = (folder / "exercises" / name / KEY_FILE for folder in here.parents)
    return next((path for path in released if path.exists()), here)


def _make_room() -> None:
    """Let go of the files that the error of an earlier cell holds open, if no other can be opened."""
    try:
        Path(os.devnull).open().close()
    except OSError:
        gc.collect()


def _judged(question: SealedQuestion, answer: Any, *, record: bool = False) -> Verdict:
    if ENV_ANSWERS in os.environ:
        _make_room()
    with warnings.catch_warnings():
        # nbgrader takes anything on stderr for a failure: a warning would cost all marks.
        warnings.simplefilter("ignore")
        reading = read_answer(answer, question, tuple(question.entries))
        if record and os.environ.get(ENV_ANSWERS):
            line = json.dumps({"question": question.id, **asdict(reading)})
            with Path(os.environ[ENV_ANSWERS]).open("a", encoding="utf-8") as stream:
                stream.write(f"{line}\n")
        if not any(question.entries.values()):
            return Verdict(False, 0.0)  # graded in a sandbox: what is right is not known there
        return judge_reading(question, reading)


def _wrapped(first: str, text: str) -> str:
    lines = [first]
    for line in text.splitlines():
        lines += textwrap.wrap(line, _WIDTH)
    return "\n".join(lines)


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")
