"""The hand-ins of a class: which can be graded, what had to be repaired, and what is wrong with the others.

What trainees handed in stays as it came, in ``class/submitted``. What is graded stands in ``class/accepted``: a copy of
each hand-in, repaired where that was needed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from labkit.course.exercises.class_list import folders_of_people
from labkit.course.exercises.individual import draws
from labkit.course.handins.choosing import Candidate, anything, choose
from labkit.course.handins.copying import LARGE, copy_handin, maker_of
from labkit.course.handins.matching import Matcher
from labkit.course.handins.partners import TOGETHER, has_own_lines, people_of, shared, together
from labkit.course.handins.places import misplaced
from labkit.course.support.paths import Course, readable, shown
from labkit.errors import CourseError, did_you_mean, first_few


@dataclass(frozen=True)
class HandIn:
    """What one trainee handed in.

    Parameters
    ----------
    trainee
        The trainee's name: the folder's name.
    path
        The notebook to grade, in ``class/accepted``; where it would be if it cannot be graded.
    problem
        Why it cannot be graded; empty if it can.
    remark
        What is odd about it, and was repaired in the copy that is graded.
    original
        The file that the trainee handed in; None if nothing was handed in.
    print
        A digest of its content as it was read: one that comes later counts as another hand-in.
    maker
        Whose notebook it is, if two worked on one laptop and this is the partner's copy.
    unsure
        A sentence on a partner's name that is nobody's for certain.
    """

    trainee: str
    path: Path
    problem: str = ""
    remark: str = ""
    original: Path | None = None
    print: str = ""
    maker: str = ""
    unsure: str = ""


def find_handins(course: Course, day: str, master: Any, trainee: str | None = None) -> list[HandIn]:
    """Return the hand-ins of an exercise, each looked at once, and repaired in a copy."""
    from labkit.course.exercises.releasing import blank_exercise

    names = folders_of_people(course)
    if not names:
        raise _nothing(course, day)
    found = _Finding(course, day, blank_exercise(course, day, master), names)
    people = found.people()
    if trainee is not None and trainee not in people:
        raise CourseError(
            f"There is no hand-in of {trainee!r}.",
            where=shown(course.submitted),
            got=first_few(people),
            hint=did_you_mean(trainee, people),
        )
    return [found.handin(name) for name in people if trainee in (None, name)]


def check_handed_in(course: Course, day: str) -> None:
    """Raise an error if nobody has a file, or the only files lie where no person is."""
    names = folders_of_people(course)
    if not names or (misplaced(course, day) and not any(anything(course.submitted / name, day) for name in names)):
        raise _nothing(course, day)


def _nothing(course: Course, day: str) -> CourseError:
    return CourseError(
        "Nothing was handed in yet.",
        where=shown(course.submitted),
        got=first_few(misplaced(course, day)),
        expected=f"{shown(course.submitted)}/NAME/{day}/{day}.ipynb for each trainee",
        hint=f"This puts the files of a download or a USB stick there: labkit collect {day} FOLDER_OR_ZIP",
    )


def stopped(course: Course, day: str, trainee: str) -> str:
    """Return a sentence if a hand-in could be read, but not run to its end; otherwise an empty text."""
    log = course.classroom / "problems" / f"{trainee}-{day}.log"
    graded = course.autograded / trainee / day / f"{day}.ipynb"
    return "" if graded.exists() or not log.exists() else "the notebook could not be run to its end"


@dataclass(frozen=True)
class _Looked:
    """What was found in a trainee's folder: the notebook that counts, or why there is none."""

    candidate: Candidate | None
    problem: str = ""
    others: str = ""
    original: Path | None = None


class _Finding:
    """The hand-ins of an exercise, looked at together: one of them may be another person's, too."""

    def __init__(self, course: Course, day: str, blank: Any, names: Sequence[str]) -> None:
        self._course, self._day, self._blank, self._names = course, day, blank, names
        self._looked = {name: self._looked_at(name) for name in names}
        self._chosen = {name: one.candidate for name, one in self._looked.items() if one.candidate is not None}
        self._together = together(self._chosen, Matcher(people_of(course)))

    def people(self) -> list[str]:
        """Return all who have a hand-in, partners among them, and those who are partners no longer."""
        return sorted({*self._names, *self._together.owners, *self._former_partners()})

    def handin(self, trainee: str) -> HandIn:
        """Return one hand-in; whatever is wrong with it is its own report, and stops nobody else's."""
        try:
            return self._accepted(trainee, self._looked.get(trainee, _Looked(None)))
        except (OSError, KeyboardInterrupt):
            raise
        except Exception as error:
            return self._refused(trainee, self._unreadable(trainee, error))

    def _looked_at(self, trainee: str) -> _Looked:
        folder = self._course.submitted / trainee
        if unfit := _unfit(trainee):
            return _Looked(None, f"rename the folder {shown(folder)}: {unfit}", original=folder)
        try:
            candidate, problem, others = choose(folder, self._day, self._blank)
        except (OSError, KeyboardInterrupt):
            raise
        except Exception as error:
            return self._unreadable(trainee, error)
        return _Looked(candidate, problem, others, None if candidate else anything(folder, self._day))

    def _unreadable(self, trainee: str, error: Exception) -> _Looked:
        original = anything(self._course.submitted / trainee, self._day)
        file = shown(original or self._course.submitted / trainee)
        said = f"{type(error).__name__}, {str(error)[:200] or 'without a word'}"
        return _Looked(None, f"{file} cannot be read: {said}", original=original)

    def _accepted(self, trainee: str, looked: _Looked) -> HandIn:
        """Return a hand-in after its copy was made; without a notebook there is no copy, and no old one either."""
        owners, own = self._together.owners.get(trainee, ()), looked.candidate
        if owners and (own is None or not has_own_lines(own.repaired)):
            return self._with_partner(trainee, looked, owners)
        if own is None:
            return self._refused(trainee, looked)
        remarks = [*own.repaired.remarks, *self._remarks(trainee, own, looked)]
        folder = self._course.submitted / trainee
        path = self._path(trainee)
        if own.path != folder / self._day / path.name:
            remarks.insert(0, f"handed in as {readable(own.path.relative_to(folder).as_posix())}")
        copy_handin(own, path, remarks, deep=own.path.parent != folder)
        remark, unsure = "; ".join(remarks), self._together.unsure.get(trainee, "")
        return HandIn(trainee, path, remark=remark, original=own.path, print=own.incoming.print, unsure=unsure)

    def _with_partner(self, trainee: str, looked: _Looked, owners: Sequence[str]) -> HandIn:
        """Return the hand-in of a person whom somebody else's names as the partner."""
        theirs, own = self._chosen[owners[0]], looked.candidate
        if len(owners) > 1:
            problem = f"named as partner by {first_few(owners)}: with whom did this person work?"
            return self._refused(trainee, _Looked(None, problem, original=theirs.path))
        joint = replace(theirs, repaired=shared(theirs.repaired, own.repaired if own else None))
        remarks = [f"{TOGETHER} {owners[0]}", *theirs.repaired.remarks]
        path = self._path(trainee)
        deep = theirs.path.parent != self._course.submitted / owners[0]
        copy_handin(joint, path, remarks, deep=deep, maker=owners[0])
        prints = " ".join(one.incoming.print for one in (theirs, own) if one)
        return HandIn(trainee, path, "", "; ".join(remarks), theirs.path, prints, maker=owners[0])

    def _remarks(self, trainee: str, own: Candidate, looked: _Looked) -> Iterator[str]:
        """Yield what is odd about a hand-in besides its cells."""
        partners = [name for name, owners in self._together.owners.items() if trainee in owners]
        if partners:
            yield f"{TOGETHER} {first_few(partners)}"
        if trainee in self._together.unsure:
            yield self._together.unsure[trainee].rstrip(".")
        draw, by_name = own.incoming.about.get("draw", ""), draws(self._course, self._day)
        if by_name and draw and draw != str(by_name.get(trainee, draw)):
            owner = next((name for name, number in by_name.items() if str(number) == draw), "nobody in this class")
            yield f"the notebook was made for another trainee: {owner}"
        if looked.others:
            yield looked.others
        if own.path.stat().st_size > LARGE:
            yield f"{own.path.stat().st_size / 1e6:,.0f} MB (copied without its outputs)"

    def _refused(self, trainee: str, looked: _Looked) -> HandIn:
        path = self._path(trainee)
        original, problem = looked.original, looked.problem
        if not problem:  # there is no folder, only the copy of a partner's hand-in
            problem, original = "the hand-in that named this person as a partner does so no longer", path
        shutil.rmtree(path.parent, ignore_errors=True)
        return HandIn(readable(trainee), path, problem, original=original)

    def _path(self, trainee: str) -> Path:
        return self._course.accepted / trainee / self._day / f"{self._day}.ipynb"

    def _former_partners(self) -> Iterator[str]:
        """Yield the people who have nothing but the copy of a hand-in that named them as partners."""
        for path in self._course.accepted.glob(f"*/{self._day}/{self._day}.ipynb"):
            trainee = path.parents[1].name
            if not (self._course.submitted / trainee).exists() and maker_of(path):
                yield trainee


def _unfit(name: str) -> str:
    """Return why nbgrader could not work with a trainee's name; empty if it can."""
    if any(sign in name for sign in "*?["):
        return "no * ? [ in a name"
    if name != name.strip():
        return "no space at the start or end of a name"
    return "some letters of the name cannot be read" if name != readable(name) else ""
