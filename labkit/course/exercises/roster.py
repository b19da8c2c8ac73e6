"""The roster: who the people of the class are, from the further columns of ``class/trainees.csv``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from labkit.course.exercises.class_list import FILE, class_list, read_rows
from labkit.course.support.paths import Course, shown
from labkit.errors import CourseError, did_you_mean, first_few

SIDES = ("government", "employers", "workers")
"""The three sides of social dialogue."""

_SIDE_WORDS = {
    "government": ("government", "gov", "govt", "ministry", "state", "public", "g"),
    "employers": ("employers", "employer", "employer's", "employers'", "business", "e"),
    "workers": ("workers", "worker", "worker's", "workers'", "union", "unions", "trade union", "trade unions", "w"),
}
_COLUMNS = {
    "name": ("name", "full name"),
    "institution": ("institution", "organisation", "organization", "employer"),
    "side": ("group", "side"),
    "email": ("email", "e-mail", "mail"),
    "present": ("present", "attendance"),
    "superior": ("superior", "supervisor", "boss"),
}
_YES = ("", "yes", "y", "1", "true", "present", "x", "✓")
_NO = ("no", "n", "0", "false", "absent", "withdrawn")
_DAYS = ("day1", "day2", "day3", "day4", "day5")
_ALIKE = 0.88


@dataclass(frozen=True)
class Person:
    """One trainee.

    Parameters
    ----------
    trainee
        The name of the folder of hand-ins.
    name
        As it is printed on a certificate, in any script.
    institution
        Where the person works; empty if the roster does not say.
    side
        ``"government"``, ``"employers"`` or ``"workers"``; empty if the roster does not say.
    email
        For the facilitator.
    present
        Whether the person takes part now.
    superior
        The trainee who is the person's superior; empty if nobody in the class is.
    days
        The days attended, of those that the roster has a column for; None without such columns.
    """

    trainee: str
    name: str = ""
    institution: str = ""
    side: str = ""
    email: str = ""
    present: bool = True
    superior: str = ""
    days: tuple[str, ...] | None = None

    @property
    def printed_name(self) -> str:
        """The name for people to read."""
        return self.name or self.trainee


@dataclass(frozen=True)
class Roster:
    """The people of a class.

    Parameters
    ----------
    people
        In the order of the list.
    remarks
        What is odd about the list, for the facilitator: institutions that differ by a letter, for example.
    """

    people: tuple[Person, ...]
    remarks: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def named(self, names: Iterable[str], *, where: str = "") -> list[Person]:
        """Return the people of these trainees' names."""
        known = {person.trainee.casefold(): person for person in self.people}
        wanted = list(names)
        for name in wanted:
            if name.casefold() not in known:
                trainees = [person.trainee for person in self.people]
                raise CourseError(
                    f"Nobody in the class list is called {name!r}.", where=where, hint=did_you_mean(name, trainees)
                )
        return [known[name.casefold()] for name in wanted]


def read_roster(course: Course) -> Roster:
    """Return the people of the class."""
    listed = class_list(course)
    path = course.classroom / FILE
    if not listed.is_listed:
        raise CourseError(
            "There is no class list yet.",
            where=shown(path),
            expected="a table with the column trainee; it may also have name, institution, group, email, present …",
            hint="Make it in Excel, one line a person, and save it as CSV UTF-8.",
        )
    rows = read_rows(path)
    columns = {column.casefold(): column for column in rows[0]}
    key = next(columns[name] for name in ("trainee", "id", "folder", "name") if name in columns)
    people = tuple(_person(row, key, columns, shown(path)) for row in rows if row[key])
    _check_superiors(people, shown(path))
    return Roster(people, tuple(_alike(sorted({one.institution for one in people if one.institution}))))


def _person(row: dict[str, str], key: str, columns: dict[str, str], where: str) -> Person:
    given = {field: next((row[columns[word]] for word in words if word in columns), "")
             for field, words in _COLUMNS.items()}  # fmt: skip
    place = f"{where}, {row[key]}"
    days = [day for day in _DAYS if day in columns]
    attended = tuple(day for day in days if row[columns[day]] and _is_yes(row[columns[day]], place))
    return Person(
        row[key],
        name=given["name"],
        institution=" ".join(given["institution"].split()),
        side=_side(given["side"], place),
        email=given["email"],
        present=_is_yes(given["present"], place),
        superior=given["superior"],
        days=attended if days else None,
    )


def _side(text: str, where: str) -> str:
    said = " ".join(text.casefold().replace("’", "'").split())
    found = next((side for side, words in _SIDE_WORDS.items() if said in words), "")
    if said and not found:
        raise CourseError(
            "This is none of the three groups.",
            where=where,
            got=text,
            expected=", ".join(SIDES),
            hint=did_you_mean(said, SIDES),
        )
    return found


def _is_yes(text: str, where: str) -> bool:
    said = text.casefold()
    if said not in (*_YES, *_NO):
        raise CourseError("This is neither yes nor no.", where=where, got=text, expected="yes or no")
    return said in _YES


def _check_superiors(people: Sequence[Person], where: str) -> None:
    names = [one.trainee for one in people]
    unknown = [one.superior for one in people if one.superior and one.superior not in names]
    if unknown:
        raise CourseError(
            "A superior in the class list is nobody in it.",
            where=where,
            got=first_few(unknown),
            expected="the word in the column trainee of that person; empty if the superior is not in the class",
            hint=did_you_mean(unknown[0], names),
        )


def _alike(institutions: Sequence[str]) -> Iterator[str]:
    """Yield a remark on institutions that differ by a letter, a capital letter or a stop."""
    for one, other in combinations(institutions, 2):
        plain = [" ".join("".join(sign if sign.isalnum() or not sign.isascii() else " " for sign in name).split())
                 for name in (one.casefold(), other.casefold())]  # fmt: skip
        digits = ["".join(sign for sign in name if sign.isdigit()) for name in plain]
        ratio = SequenceMatcher(None, plain[0], plain[1], autojunk=False).ratio()
        if digits[0] == digits[1] and ratio >= _ALIKE and _apart(*plain) <= max(1, len(plain[0]) // 15):
            yield f"Two institutions differ by little: {one!r} and {other!r}. Did you mean one? Then write them alike."


def _apart(one: str, other: str) -> int:
    """Return how many letters must be changed to make one text from the other."""
    before = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, opposite in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != opposite)))
        before = row
    return before[-1]
