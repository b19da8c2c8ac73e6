"""Two on one laptop: who else a hand-in belongs to, read from its text and its name, and never by running it."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from labkit.course.exercises.class_list import FILE, folders_of_people
from labkit.course.exercises.masters import grading_data
from labkit.course.exercises.roster import Person, read_roster
from labkit.course.handins.choosing import Candidate
from labkit.course.handins.incoming import Incoming
from labkit.course.handins.matching import Matcher
from labkit.course.handins.repair import Repaired
from labkit.course.support.paths import Course
from labkit.errors import CourseError

OWN_ANSWER = "A written answer is each one's own. This one was not handed in as a file: is it on paper?"
"""Stands in the place of a partner's written answer until a person has graded it."""

TOGETHER = "handed in together with"
"""How the remark begins that a hand-in is of two people, which is no fault of it."""

_LONGEST_LINE = 300
_QUOTES = {0x201C: '"', 0x201D: '"', 0x201E: '"', 0x2018: "'", 0x2019: "'"}
_NOBODY = ("", "...", "…", "-", "alone", "name", "nobody", "no", "no one", "none", "your partner")


@dataclass(frozen=True)
class Together:
    """Who hands in with whom.

    Parameters
    ----------
    owners
        By a person who is named as a partner: whose hand-ins name that person.
    unsure
        By the owner of a hand-in: a sentence on a partner's name that is nobody's for certain.
    """

    owners: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unsure: dict[str, str] = field(default_factory=dict)


def people_of(course: Course) -> list[Person]:
    """Return the people of the class; without a class list those who have a folder."""
    if (course.classroom / FILE).exists():
        with suppress(CourseError):  # what is wrong with the list is told by the commands that need it
            return list(read_roster(course))
    return [Person(name) for name in folders_of_people(course)]


def together(chosen: Mapping[str, Candidate], matcher: Matcher) -> Together:
    """Return who hands in with whom; `chosen` has the notebook that counts by its owner."""
    found = Together()
    for owner, one in chosen.items():
        people, doubts = partners_of(one.incoming, one.name, owner, matcher)
        for person in people:
            found.owners[person] = (*found.owners.get(person, ()), owner)
        if doubts:
            found.unsure[owner] = " ".join(doubts)
    return found


def partners_of(incoming: Incoming, name: str, owner: str, matcher: Matcher) -> tuple[list[str], list[str]]:
    """Return the people beside its owner that a hand-in names, and a sentence on each name that is unsure."""
    people: list[str] = []
    doubts: list[str] = []
    for typed in typed_partners(incoming):
        match = matcher.beside(typed, owner)
        people += match.people
        if not match.people and not match.owner:
            why = match.why_not or "Nobody in the class is called so."
            doubts.append(f"partner = {typed!r}: {why}")
    match = matcher.beside(PurePosixPath(name).stem, owner)
    if match.owner:
        people += match.people
    if match.why_not or (match.people and not match.owner):
        doubts.append(f"the file's name, {name}: {match.why_not or f'it names {match.people[0]}, not {owner}.'}")
    return list(dict.fromkeys(people)), doubts


def tells_of_repairs(remarks: str) -> bool:
    """Tell whether the remarks on a hand-in, with semicolons between them, say more than who worked together."""
    return any(not remark.strip().startswith(TOGETHER) for remark in remarks.split(";") if remark.strip())


def typed_partners(incoming: Incoming) -> list[str]:
    """Return the names that lines such as ``partner = "Dara Lim"`` give, in any cell and in any kind of quotes."""
    lines = (line for cell in incoming.cells for line in cell.source.splitlines() if len(line) <= _LONGEST_LINE)
    found = (name.strip() for line in lines for name in _names_in(line))
    return [name for name in dict.fromkeys(found) if name.casefold() not in _NOBODY]


def _names_in(line: str) -> Iterator[str]:
    said = re.match(r"[ \t]*partners?[ \t]*[=:](?!=)[ \t]*(\S.*)", line, flags=re.IGNORECASE)
    if not said:
        return
    text = said[1].translate(_QUOTES)
    try:
        value = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        yield from [text] if re.fullmatch(r"[^\W\d_][^\d_()\[\]{}=#\"']*", text) else []
        return
    parts = value.elts if isinstance(value, (ast.List, ast.Tuple, ast.Set)) else [value]
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
        elif isinstance(part, ast.Name):  # the quotation marks were forgotten
            yield part.id


def shared(owner: Repaired, own: Repaired | None) -> Repaired:
    """Return a partner's hand-in: the owner's lines, and the partner's own written answers."""
    notebook = copy.deepcopy(owner.notebook)
    written = _written(own.notebook) if own else {}
    for name, cell in _written(notebook).items():
        cell.pop("attachments", None)
        given = written.get(name) if own and name in own.answers else None
        cell.source = OWN_ANSWER
        if given is not None:
            cell.source = given.source
            if given.get("attachments"):
                cell["attachments"] = given["attachments"]
    return Repaired(notebook, owner.remarks, owner.answers, owner.known)


def has_own_lines(own: Repaired) -> bool:
    """Tell whether a hand-in answers anything but the written questions."""
    return bool(own.answers - _written(own.notebook).keys())


def _written(notebook: Any) -> dict[str, Any]:
    """Return the cells of written answers by their names."""
    cells: Sequence[Any] = notebook.cells
    entries = [(grading_data(cell), cell) for cell in cells if cell.cell_type == "markdown"]
    return {str(entry["grade_id"]): cell for entry, cell in entries if entry.get("solution")}
