"""Filing what a teacher has under the names of the class: who has what first, then the files in their places."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from labkit.course.exercises.individual import draws
from labkit.course.exercises.roster import read_roster
from labkit.course.handins.gathering import Found, gathered
from labkit.course.handins.incoming import Incoming, notebook_in
from labkit.course.handins.matching import Match, Matcher
from labkit.course.handins.partners import partners_of
from labkit.course.handins.repair import repaired
from labkit.course.support.limits import SMALL
from labkit.course.support.paths import Course, readable, shown
from labkit.errors import CourseError


@dataclass(frozen=True)
class Piece:
    """One file of one person.

    Parameters
    ----------
    trainee
        Whose it is.
    found
        The file.
    answered
        How many of its answers have something in them; -1 if it is no notebook.
    partners
        The people whom the notebook, or its name, names beside its owner.
    by_name
        Those of them whom its name names: the first of its people is the owner, with whom it is filed.
    """

    trainee: str
    found: Found
    answered: int
    partners: tuple[str, ...] = ()
    by_name: tuple[str, ...] = ()

    def file(self, day: str) -> str:
        """Return the name under which it is filed: grading finds the partners in it that the file's name had."""
        return " and ".join([f"{day} {self.trainee}", *self.by_name] if self.by_name else [day]) + ".ipynb"


@dataclass(frozen=True)
class Plan:
    """Who has what, before anything is filed.

    Parameters
    ----------
    pieces
        The files of people, by trainee in the order of the class list, the oldest first.
    answers
        How many answers the exercise has.
    missing
        The people who have no file, here or in ``class/submitted`` before.
    left
        A sentence on each file that is not filed.
    remarks
        A sentence on what else is to be known, such as a partner's name that is nobody's for certain.
    beside
        Files that lie beside the notebook of one person alone, by that person: an answer may read them.
    """

    pieces: dict[str, list[Piece]]
    answers: int
    missing: list[str]
    left: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    beside: dict[str, list[Found]] = field(default_factory=dict)


def planned(course: Course, day: str, sources: Sequence[Path], blank: Any) -> Plan:
    """Return who has what of an exercise in folders and archives."""
    roster = read_roster(course)
    matcher = Matcher(roster.people)
    owners = {str(number): trainee for trainee, number in draws(course, day).items()}
    names = [one.trainee for one in roster]
    pieces: dict[str, list[Piece]] = {name: [] for name in names}
    left: list[str] = []
    remarks: list[str] = []
    others: list[tuple[Found, str]] = []
    for found in gathered(sources):
        if _is_filed(course, found, names):
            continue
        answered, problem, incoming = _looked_at(found, day, blank)
        if problem:
            others.append((found, problem))
            continue
        match = matcher.whose(found.parts)
        if not match.people and incoming.about.get("draw") in owners:
            match = Match((owners[incoming.about["draw"]],))
        if not match.people:
            left.append(f"{found.where}: {match.why_not} Put the person's name into the name of the file.")
        for trainee, *named in [match.people] if match.people else []:  # of several people it is filed once
            partners, doubts = partners_of(incoming, "", trainee, matcher)
            remarks += [f"{found.where}: {doubt}" for doubt in doubts]
            together = tuple(dict.fromkeys([*named, *partners]))
            pieces[trainee].append(Piece(trainee, found, answered, together, by_name=tuple(named)))
    beside: dict[str, list[Found]] = {}
    for found, problem in others:
        owner = _neighbour(found, pieces)
        if matcher.whose((PurePosixPath(found.parts[-1]).stem,)).people not in ((), (owner,)):
            owner = ""
        if owner and not found.trouble and len(found.raw) <= SMALL and not found.parts[-1].lower().endswith(".ipynb"):
            beside.setdefault(owner, []).append(found)
        elif owner or any(pieces[one] for one in matcher.whose(found.parts).people):
            remarks.append(f"{problem} Passed over: the person has a notebook.")
        else:
            left.append(problem)
    for own in pieces.values():
        own.sort(key=lambda piece: (piece.found.time, piece.found.where))
    partners_ = {name for own in pieces.values() for piece in own for name in piece.partners}
    missing = [one.trainee for one in roster if one.present and not pieces[one.trainee]]
    missing = [name for name in missing if not any((course.submitted / name / day).glob("*"))]
    partners_ |= _partners_before(course, day, names, matcher) if missing else set()
    missing = [name for name in missing if name not in partners_]
    return Plan({name: own for name, own in pieces.items() if own}, _answers(blank), missing, left, remarks, beside)


def _partners_before(course: Course, day: str, names: Sequence[str], matcher: Matcher) -> set[str]:
    """Return whom the notebooks that were filed before name as partners."""
    partners: set[str] = set()
    for name in names:
        for path in (course.submitted / name / day).glob("*.ipynb"):
            try:
                partners |= set(partners_of(notebook_in(path.read_bytes(), path, ""), path.name, name, matcher)[0])
            except (CourseError, OSError):
                continue  # grading says what is wrong with it
    return partners


def _neighbour(found: Found, pieces: dict[str, list[Piece]]) -> str:
    """Return the person whose notebook, and nobody else's, lies beside a file; empty if there is none."""
    owners = {name for name, own in pieces.items() for one in own if one.found.parts[:-1] == found.parts[:-1]}
    return owners.pop() if len(owners) == 1 else ""


def _answers(notebook: Any) -> int:
    return sum(bool(cell.metadata.get("nbgrader", {}).get("solution")) for cell in notebook.cells)


def _is_filed(course: Course, found: Found, names: Sequence[str]) -> bool:
    """Tell whether a file lies in somebody's folder in ``class/submitted`` already."""
    home = course.submitted.resolve()
    if found.path is None or not found.path.is_relative_to(home):
        return False
    return found.path.relative_to(home).parts[0] in names


def _looked_at(found: Found, day: str, blank: Any) -> tuple[int, str, Incoming]:
    """Return how many answers a file has, why it is not filed, and the notebook as it came."""
    nothing = Incoming((), {})
    if found.trouble:
        return -1, f"{found.where}: {found.trouble}.", nothing
    try:
        incoming = notebook_in(found.raw, Path(found.where), "")
    except CourseError as error:
        problem = re.sub(r"^This (file|notebook)", "it", error.problem).rstrip(".")
        return -1, f"{found.where}: {problem} ({error.got}).", nothing
    lesson = incoming.about.get("lesson")
    if lesson or incoming.exercise not in ("", day):
        what = f"the notebook of lesson {lesson}" if lesson else f"the exercise {incoming.exercise}"
        return -1, f"{found.where}: it is {what}, not {day}.", nothing
    made = repaired(incoming, blank)
    if not made.known or not (incoming.exercise or made.answered):
        return -1, f"{found.where}: it has no graded cells, so it is not the exercise {day}.", nothing
    return made.answered, "", incoming


def filed(course: Course, day: str, plan: Plan) -> int:
    """Copy the files of people into ``class/submitted/NAME/DAY/``, and return how many were new there.

    Nothing that lies there is written over: a further file gets a number, as a browser gives it.
    """
    new = 0
    for trainee, own in plan.pieces.items():
        folder = course.submitted / trainee / day
        for piece in own:
            new += _put(folder, piece.file(day), piece.found)
        for found in plan.beside.get(trainee, ()):
            _put(folder, readable(found.parts[-1]), found)
    for found in (piece.found for own in plan.pieces.values() for piece in own):
        if found.path is not None and found.path.is_relative_to(course.submitted.resolve()):
            found.path.unlink()  # it lay in nobody's folder, and now lies in its own
    return new


def _put(folder: Path, name: str, found: Found) -> bool:
    """Write one file with its time; return False if the same content is there already."""
    print_ = hashlib.sha256(found.raw).digest()
    there = [path for path in folder.glob("*") if path.is_file() and path.stat().st_size == len(found.raw)]
    if any(hashlib.sha256(path.read_bytes()).digest() == print_ for path in there):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    target, number = folder / name, 0
    while target.exists():
        number += 1
        target = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    aside = folder / f".{target.name}-unfinished"
    try:
        aside.write_bytes(found.raw)
        os.utime(aside, (found.time, found.time))
        os.replace(aside, target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise CourseError(
            "A hand-in cannot be written.", where=shown(target), got=error.strerror or str(error)
        ) from error
    return True
