"""What a class did in an exercise: points per question, the mistakes of the room, and who still waits for what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.checks.catalogue import Catalogue
from labkit.course.exercises.answer_key import load_catalogue
from labkit.course.exercises.class_list import ClassList, class_list
from labkit.course.exercises.marks import Mark, graded_trainees, read_marks
from labkit.course.exercises.masters import checked_master, graded_ids, master_folder, read_notebook
from labkit.course.feedback.questions import IN_GENERAL, QuestionFeedback, questions_of, tasks_of, title_of
from labkit.course.handins.collecting import HandIn, find_handins, stopped
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError, did_you_mean

GRADED, BY_HAND, WAITING, DAMAGED, MISSING = (
    "graded",
    "to finish by hand",
    "not graded yet",
    "cannot be graded",
    "not handed in",
)

_DID = {
    "typed": "typed a number in, instead of the calculation",
    "fraction": "gave a fraction where percent is asked",
    "too large": "multiplied a percentage by 100 again",
    "stopped": "had a cell that stopped with an error",
}


@dataclass(frozen=True)
class QuestionOverview:
    """One question in the whole class.

    Parameters
    ----------
    id, title
        Its name and its heading.
    of
        Most points.
    full, part, none, unanswered, open
        How many trainees got all points, some, or none for an answer; gave no answer; wait for a person's points.
    mean
        Mean points of those who have points; None if nobody has.
    """

    id: str
    title: str
    of: float
    full: int
    part: int
    none: int
    unanswered: int
    open: int
    mean: float | None

    @property
    def trainees(self) -> int:
        """How many trainees were graded."""
        return self.full + self.part + self.none + self.unanswered + self.open


@dataclass(frozen=True)
class RoomMistake:
    """One mistake, over all questions in which it has the same name.

    Parameters
    ----------
    key
        Its name in the catalogue.
    did
        What these trainees did, to be read after "14 of 38".
    message
        What the check says to them.
    questions
        The questions' short names.
    sections
        The sections of the lessons to go back to.
    trainees
        Who made it.
    """

    key: str
    did: str
    message: str
    questions: tuple[str, ...]
    sections: tuple[str, ...]
    trainees: tuple[str, ...]


@dataclass(frozen=True)
class TraineeOverview:
    """One trainee: where the hand-in stands, the points, the mistakes."""

    trainee: str
    state: str
    mark: Mark | None = None
    remark: str = ""
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overview:
    """A class after an exercise.

    Parameters
    ----------
    day, title
        The exercise and its heading.
    questions
        In the notebook's order.
    mistakes
        The most common one first.
    trainees
        In the order of the class list.
    is_listed
        Whether there is a class list: only then is it known who is missing altogether.
    """

    day: str
    title: str
    questions: tuple[QuestionOverview, ...]
    mistakes: tuple[RoomMistake, ...]
    trainees: tuple[TraineeOverview, ...]
    is_listed: bool

    @property
    def marks(self) -> list[Mark]:
        """The marks of those who have any."""
        return [one.mark for one in self.trainees if one.mark is not None]

    def count(self, *states: str) -> int:
        """Return how many trainees are in one of these states."""
        return sum(one.state in states for one in self.trainees)


def class_overview(course: Course, day: str) -> Overview:
    """Return what the class did in an exercise."""
    folder = master_folder(course, day)
    catalogue = load_catalogue(folder)
    master = checked_master(folder, catalogue)
    listed = class_list(course)
    handins = {one.trainee: one for one in find_handins(course, day, master)} if _any(course.submitted) else {}
    names = [*listed.trainees, *(name for name in handins if name not in listed.trainees)]
    marks = {mark.trainee: mark for mark in read_marks(course, day, graded_ids(master), graded_trainees(course, day))}
    if not marks:
        raise CourseError(
            f"No hand-in of {day} was graded yet.",
            where=shown(course.autograded),
            hint=f"Grade first: labkit grade {day}",
        )
    said = {name: _said(course, day, mark, catalogue, tasks_of(master)) for name, mark in marks.items()}
    return Overview(
        day=day,
        title=title_of(master),
        questions=tuple(_question(cell, said.values()) for cell in _titles(master, catalogue)),
        mistakes=tuple(_room_mistakes(said, catalogue)),
        trainees=tuple(
            _trainee(course, name, handins.get(name), marks.get(name), said.get(name, ()), day, listed)
            for name in names
        ),
        is_listed=listed.is_listed,
    )


def _any(folder: Path) -> bool:
    return any(not path.name.startswith(".") for path in folder.glob("*/"))


def _said(
    course: Course, day: str, mark: Mark, catalogue: Catalogue, tasks: dict[str, str]
) -> Sequence[QuestionFeedback]:
    """Return what the feedback page of one trainee says."""
    notebook = read_notebook(course.autograded / mark.trainee / day / f"{day}.ipynb")
    return questions_of(notebook, mark.points, catalogue, tasks)


def _titles(master: Any, catalogue: Catalogue) -> list[QuestionFeedback]:
    return questions_of(master, {question.id: None for question in catalogue.questions})


def _question(asked: QuestionFeedback, said: Iterable[Sequence[QuestionFeedback]]) -> QuestionOverview:
    own = [question for page in said for question in page if question.id == asked.id]
    won = [question.points for question in own if question.points is not None]
    blank = [question for question in own if not question.answered and not question.points]
    answered = [question for question in own if question not in blank]
    count = {status: sum(one.status == status for one in answered) for status in ("full", "part", "none", "open")}
    return QuestionOverview(
        id=asked.id,
        title=asked.title,
        of=asked.of,
        **count,
        unanswered=len(own) - sum(count.values()),
        mean=sum(won) / len(won) if won else None,
    )


def _room_mistakes(said: dict[str, Sequence[QuestionFeedback]], catalogue: Catalogue) -> list[RoomMistake]:
    """Return the mistakes of the room, put together where several questions share one."""
    found: dict[str, list[tuple[str, QuestionFeedback]]] = {}
    for trainee, questions in said.items():
        for question in questions:
            for key in question.mistakes:
                shared = key in catalogue.did or key in IN_GENERAL
                found.setdefault(key if shared else f"{question.id}: {key}", []).append((trainee, question))
    mistakes = [_room_mistake(name, cases, catalogue) for name, cases in found.items()]
    return sorted(mistakes, key=lambda one: (-len(one.trainees), one.questions, one.key))


def _room_mistake(name: str, cases: list[tuple[str, QuestionFeedback]], catalogue: Catalogue) -> RoomMistake:
    key = name.split(": ", 1)[-1]
    questions = sorted({question.id for _, question in cases}, key=[one.id for one in catalogue.questions].index)
    known = [mistake for q in questions for mistake in catalogue[q].mistakes if mistake.key == key]
    message = known[0].message if known else IN_GENERAL.get(key, "")
    titles = {question.id: question.short for _, question in cases}
    return RoomMistake(
        key=key,
        did=catalogue.did.get(key) or _DID.get(key) or f"made the mistake “{key}”",
        message=message,
        questions=tuple(titles[q] for q in questions),
        sections=tuple(dict.fromkeys(filter(None, (catalogue[q].section(key) for q in questions)))),
        trainees=tuple(dict.fromkeys(trainee for trainee, _ in cases)),
    )


def _trainee(
    course: Course,
    name: str,
    handin: HandIn | None,
    mark: Mark | None,
    said: Sequence[QuestionFeedback],
    day: str,
    listed: ClassList,
) -> TraineeOverview:
    remarks = [handin.problem, handin.remark, stopped(course, day, name)] if handin else []
    if name not in listed.trainees:
        remarks.append(" ".join(filter(None, ["not in the class list.", did_you_mean(name, listed.trainees)])))
    remark = "; ".join(filter(None, remarks)).replace(f"{shown(course.submitted)}/", "")
    mistakes = tuple(f"{question.id} {key}" for question in said for key in question.mistakes)
    return TraineeOverview(name, _state(handin, mark, stopped(course, day, name)), mark, remark, mistakes)


def _state(handin: HandIn | None, mark: Mark | None, stopped_: str) -> str:
    if mark is not None:
        return BY_HAND if mark.open_points else GRADED
    if handin is None or (handin.problem and handin.original is None):
        return MISSING
    return DAMAGED if handin.problem or stopped_ else WAITING
