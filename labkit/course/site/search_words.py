"""Other words for what the search can find: abbreviations, everyday words, other spellings, and Khmer words."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

import labkit
from labkit.course.site.glossary import terms

_FILE = Path(__file__).with_name("search_words.toml")
_PROVINCES = ">data-lfs.html#column-province"
"""Where the survey's provinces stand; lessons that were built for one come first."""


@lru_cache
def search_words() -> dict[str, str]:
    """Return what may be typed, as the search reads it, and the words that it stands for, or ">" and a place.

    Examples
    --------
    >>> search_words()["psu"]
    'primary sampling unit'
    """
    words = dict(tomllib.loads(_FILE.read_text(encoding="utf-8"))["words"])
    for term in terms():
        for form in (*term.forms, *([term.khmer] if term.khmer else [])):
            words.setdefault(as_typed(form), term.term.lower())
    sets = labkit.datasets()
    for name, title in zip(sets["name"], sets["title"], strict=True):
        words.setdefault(as_typed(str(name)), str(title).lower())
    for province in labkit.load("lfs").frame["province"].unique():
        words.setdefault(as_typed(str(province)), _PROVINCES)
    return words


def as_typed(text: str) -> str:
    """Return a text as the search reads it: in small letters, hyphens as spaces."""
    return " ".join(re.sub(r"[_\-\u2013]+", " ", text.lower()).split())
