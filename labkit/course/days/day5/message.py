"""Reading a key message: does it name a group, a number with its interval, and an act, in thirty words."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import pandas as pd

from labkit.course.briefs.keeping.traced import REFERENCE, Figure

MOST_WORDS = 30

GROUPS = frozenset((
    "employees", "workers", "women", "men", "youth", "people", "persons", "jobs", "firms", "workplaces",
    "employers", "migrants", "members", "families", "households", "children", "injuries",
))  # fmt: skip
ACTS = frozenset((
    "inspect", "register", "pay", "raise", "publish", "ask", "give", "train", "check", "extend", "protect", "count",
    "visit", "report", "lower", "fund", "begin", "stop", "keep", "cover", "declare", "join", "allow", "require",
    "repeal", "open", "close", "move", "merge", "subsidise", "support", "introduce", "end", "start", "enforce",
    "announce",
))  # fmt: skip
"""Verbs that say what is to be done, at the beginning of a sentence; after "should" or "must" any word does."""


def read_message(text: str, figures: Mapping[str, Figure]) -> pd.DataFrame:
    """Say of a key message what it has, and what it lacks.

    Parameters
    ----------
    text
        The message, with ``{names}`` for its figures.
    figures
        ``brief.figures``.

    Returns
    -------
    pandas.DataFrame
        ``asked, found``: the group, the number with its interval, the act, the words.

    Examples
    --------
    >>> read_message("Growth is important for all of us.", {})["found"].tolist()
    ['none found', 'none found', 'none found', '7 of 30 at most']
    """
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", REFERENCE.sub(" ", text))]
    length = len(re.findall(r"\S*\w\S*", REFERENCE.sub(" x ", text)))
    rows = [
        ("group", _first(words, GROUPS)),
        ("number with interval", _number(text, figures)),
        ("act", _act(text)),
        ("words", f"{length} of {MOST_WORDS} at most" if length <= MOST_WORDS else f"{length}: cut it to {MOST_WORDS}"),
    ]
    return pd.DataFrame(rows, columns=["asked", "found"])


def _first(words: list[str], known: frozenset[str]) -> str:
    return next((word for word in words if word in known), "none found")


def _act(text: str) -> str:
    """Find what is to be done: "cover", "report" and others are no verbs inside a sentence."""
    should = re.search(r"\b(?:should|must|shall) (?:not )?(\w+)", text)
    begins = (match[1].casefold() for match in re.finditer(r"(?:^|[.!?:;]\s+)(\w+)", text))
    return should[1] if should else next((word for word in begins if word in ACTS), "none found")


def _number(text: str, figures: Mapping[str, Figure]) -> str:
    """Say which number stands there, or why it does not count."""
    cited = [(match[1].strip(), figures.get(match[1].strip().casefold())) for match in REFERENCE.finditer(text)]
    unknown = [name for name, figure in cited if figure is None and name != "place"]
    if unknown:
        return f"{{{unknown[0]}}} is in no table"
    known = [figure for _, figure in cited if figure is not None]
    shown = [figure for figure in known if figure.flag != "S"]
    whole = next((figure for figure in shown if not any(map(math.isnan, figure.ends))), None)
    if whole is not None:
        return whole.text().replace("\xa0", " ")
    if known and not shown:
        return "too few records: take another figure"
    if known:
        return "a number without interval"
    return "typed by hand: write its {name}" if re.search(r"\d", REFERENCE.sub("", text)) else "none found"
