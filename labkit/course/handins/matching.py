"""Whose file it is: people found in the names of files and folders, as downloads of all kinds have them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import permutations

from labkit.course.exercises.roster import Person

_NOISE = frozenset(
    {
        "and",
        "answer",
        "answers",
        "assignsubmission",
        "attempt",
        "copy",
        "download",
        "downloads",
        "exercise",
        "file",
        "final",
        "handin",
        "homework",
    }
    | {"ipynb", "json", "kopie", "late", "my", "new", "notebook", "of", "on", "onlinetext", "submission", "submissions"}
    | {"submitted", "the", "txt", "usb", "version", "with", "work", "zip"}
)
_DAY = re.compile(r"(?<![^\W\d_])day[\s_-]*\d+", flags=re.IGNORECASE)
_LIKE = 0.8


@dataclass(frozen=True)
class Match:
    """Whose file it is.

    Parameters
    ----------
    people
        The trainees in the order of the name; more than one if it has them all.
    why_not
        Why it is nobody's, with a suggestion if there is one; empty if it is somebody's.
    owner
        Whether the person who was known before is named, too.
    """

    people: tuple[str, ...] = ()
    why_not: str = ""
    owner: bool = False


class Matcher:
    """Finds the people of a class in names of files.

    Parameters
    ----------
    people
        The people of the class.

    Examples
    --------
    >>> matcher = Matcher([Person("sokha", "Sokha Chan"), Person("dara", "Dara Lim")])
    >>> matcher.whose(("Chan Sokha_4711_assignsubmission_file_", "day2.ipynb")).people
    ('sokha',)
    >>> matcher.whose(("day2 - Dara Limm.ipynb",)).why_not
    "Nobody is called 'dara limm'. Did you mean 'Dara Lim'?"
    """

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people

    @cached_property
    def _names(self) -> list[tuple[tuple[str, ...], str]]:
        """Each name that somebody has, in words, with its owner; the longest first."""
        names = {(words, one.trainee) for one in self._people for text in _spellings(one) if (words := _words(text))}
        return sorted(names, key=lambda name: (-len("".join(name[0])), name))

    def whose(self, parts: Sequence[str]) -> Match:
        """Return whose file it is."""
        undecided: Match | None = None
        for part in reversed(parts):
            found = self._in_part(part)
            if undecided and found and not (set(found.people) & set(undecided.people)):
                continue
            if found and not found.why_not:
                return found
            undecided = undecided or found
        if undecided:
            return Match((), undecided.why_not)
        return Match((), "There is no name in it, nor in its folders.")

    def beside(self, text: str, owner: str) -> Match:
        """Return who is named in a text beside the owner of a file."""
        words = _words(_without_day(text))
        found, left = self._whole_names(words)
        known = {word for name, one in self._names if one == owner for word in name}
        is_owner = bool(found and owner in found.people) or any(word in known for word in left)
        people = [one for one in found.people if one != owner] if found and not found.why_not else []
        rest = [word for word in left if not word.isdecimal() and word not in _NOISE and word not in known]
        short = self._in_short(rest) if rest else None
        if rest and not short and len(people) == 1 and self._is_short(Match((people[0],)), words):
            # Half of a name, and a word that is no part of the rest of it: another person of this name, perhaps.
            short, people = self._in_doubt(people[0], [*(word for word in words if word not in left), *rest]), []
        doubts = [one.why_not for one in (found, short) if one and one.why_not and owner not in one.people]
        if short and not short.why_not:
            people += [one for one in short.people if one != owner]
        return Match(tuple(people), " ".join(doubts), is_owner)

    def _in_part(self, part: str) -> Match | None:
        """Return whose name is in one part of a path; None if no name is."""
        words = _words(_without_day(part))
        found, left = self._whole_names(words)
        rest = [word for word in left if not word.isdecimal() and word not in _NOISE]
        if found and not found.why_not and rest and self._is_short(found, words):
            return self._in_doubt(found.people[0], [*(word for word in words if word not in left), *rest])
        if found:
            return found
        return self._in_short(rest) if rest else None

    def _whole_names(self, words: Sequence[str]) -> tuple[Match | None, list[str]]:
        """Return the people whose whole name is there, as they come: the longest names first, each word once."""
        left, places, text = list(words), dict[str, int](), " ".join(words)
        spoken = any(not word.isdecimal() and word not in _NOISE for word in words)
        for name, _ in self._names:
            if spoken and "".join(name).isdecimal():  # a number beside a name is the platform's
                continue
            rest = _taken(name, left)
            if rest is None:
                continue
            owners = {owner for other, owner in self._names if sorted(other) == sorted(name)}
            if len(owners) > 1:
                return Match(tuple(sorted(owners)), _several(name, owners)), rest
            (owner,) = owners
            left = rest
            places.setdefault(owner, min(text.find(word) for word in name))
        return (Match(tuple(sorted(places, key=places.__getitem__))) if places else None), left

    def _is_short(self, found: Match, words: Sequence[str]) -> bool:
        """Tell whether one word alone, such as a given name, found somebody who has a longer name."""
        own = [name for name, owner in self._names if found.people == (owner,)]
        whole = any(_taken(name, words) is not None and (len(name) > 1 or not name[0].isalpha()) for name in own)
        return len(found.people) == 1 and not whole and any(len(name) > 1 for name in own)

    def _in_doubt(self, trainee: str, words: Sequence[str]) -> Match:
        person = next(one for one in self._people if one.trainee == trainee)
        return Match((trainee,), f"Nobody is called {' '.join(words)!r}. Did you mean {person.printed_name!r}?")

    def _in_short(self, rest: list[str]) -> Match | None:
        """Return who has a part of his or her name there, if that is one person; a suggestion for a slip of the pen."""
        owners = {owner for name, owner in self._names if set(rest) <= set(name)}
        if len(owners) == 1:
            return Match(tuple(owners))
        if owners:
            return Match(tuple(sorted(owners)), _several(rest, owners))
        nearest = max(((_likeness(rest, name), name, owner) for name, owner in self._names), default=None)
        if nearest is None or nearest[0] < _LIKE:
            return None
        return self._in_doubt(nearest[2], rest)


def _spellings(person: Person) -> tuple[str, ...]:
    post = person.email.split("@")[0]
    return person.trainee, person.name, post if len(post) > 2 else ""


def _without_day(part: str) -> str:
    """Return a name without the day, and without what a browser or a copy adds to it."""
    return re.sub(r"\(\d+\)", " ", _DAY.sub(" ", part))


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a name in small letters; letters of any script with their signs, and digits."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", text)).casefold()
    latin = "".join(sign for sign in unicodedata.normalize("NFD", split) if not "\u0300" <= sign <= "\u036f")
    plain = "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in latin)
    return tuple(plain.split())


def _taken(name: Sequence[str], words: Sequence[str]) -> list[str] | None:
    """Return the words without those of a name, in any order or written together; None if it is not there."""
    if all(words.count(word) >= name.count(word) for word in name):
        left = list(words)
        for word in name:
            left.remove(word)
        return left
    orders = permutations(name) if len(name) <= 3 else (name, name[::-1])
    whole = set(map("".join, orders))
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if "".join(words[start:end]) in whole:
                return [*words[:start], *words[end:]]
    return None


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    return SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other)), autojunk=False).ratio()


def _several(words: Sequence[str], owners: set[str]) -> str:
    return f"{' '.join(words)!r} may be several people: {', '.join(sorted(owners))}."
