"""The terms of the glossary, read from ``terms.toml`` beside this file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from labkit.errors import CourseError, did_you_mean, first_few

TERMS = Path(__file__).with_name("terms.toml")

_FIELDS = frozenset({"term", "forms", "definition", "mixed_up", "source", "lessons", "see", "link", "khmer"})


@dataclass(frozen=True)
class Term:
    """One word of the glossary.

    Parameters
    ----------
    term
        The word as it stands inside a sentence.
    definition
        One or two sentences.
    mixed_up
        What people take it for; may be empty.
    forms
        Other spellings and names.
    source
        The standard that defines it; empty for a general word of statistics.
    lessons
        Numbers of the lessons that use it.
    see
        The `id` of related terms.
    link
        Whether the lessons' pages link the word to the glossary.
    khmer
        The word in Khmer; empty until a Khmer speaker of the field has confirmed it.
    """

    term: str
    definition: str
    mixed_up: str = ""
    forms: tuple[str, ...] = ()
    source: str = ""
    lessons: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    link: bool = True
    khmer: str = ""

    @property
    def id(self) -> str:
        """The place of the term on the glossary's page: ``"informal-job"``."""
        return slug(self.term)

    @property
    def heading(self) -> str:
        """The term with a capital at its start."""
        return self.term[:1].upper() + self.term[1:]


def slug(text: str) -> str:
    """Return a text in small letters with hyphens.

    Examples
    --------
    >>> slug("Own-use production work")
    'own-use-production-work'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@lru_cache
def terms(path: Path = TERMS) -> tuple[Term, ...]:
    """Return all terms in the order of the alphabet.

    Examples
    --------
    >>> next(term.heading for term in terms() if term.id == "informal-job")
    'Informal job'
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("term", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError("The glossary cannot be read.", where=path.name, got=str(error)) from error
    found = sorted((_term(row, path) for row in rows), key=lambda term: (term.id, term.term))
    _check(found, path)
    return tuple(found)


def _term(row: dict[str, Any], path: Path) -> Term:
    """Return one entry of the file as a Term."""
    name = str(row.get("term", ""))
    unknown = sorted(set(row) - _FIELDS)
    if not name or not row.get("definition") or unknown:
        raise CourseError(
            f"The glossary's entry {name!r} is not complete.",
            where=path.name,
            got=f"unknown field {unknown[0]!r}" if unknown else "no term, or no definition",
            expected=", ".join(sorted(_FIELDS)),
            hint=did_you_mean(unknown[0], _FIELDS) if unknown else "",
        )
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Term(**values)


def _check(found: list[Term], path: Path) -> None:
    """Make sure that every term has a place of its own, and that related terms exist."""
    ids = [term.id for term in found]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise CourseError("Two terms of the glossary have one name.", where=path.name, got=first_few(twice))
    for term in found:
        for other in term.see:
            if other not in ids:
                raise CourseError(
                    f"The glossary's entry {term.term!r} points to a term that is not there.",
                    where=path.name,
                    got=other,
                    hint=did_you_mean(other, ids),
                )
