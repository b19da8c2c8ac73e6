"""Personal data in the text of a brief: names, telephone numbers, addresses, one person's story."""

from __future__ import annotations

import re

_PATTERNS = (
    re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    re.compile(r"(?<!\w)(?:\+?855|0)[\s-]?\d{2}[\s-]?\d{3}[\s-]?\d{3,4}(?!\w)"),
    re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Lok|Neak Srey|Oknha)\.?\s+[A-Z]\w+(?:\s+[A-Z]\w+)?"),
    re.compile(r"\b[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?,\s+\d{1,2}(?:\s+years\s+old)?,"),
    re.compile(r"\b(?:named|called)\s+[A-Z][a-z]+"),
    re.compile(
        r"\b(?:one|a|an|this)\s+(?:\w+\s+)?(?:woman|man|girl|boy|mother|father|worker|employee|migrant|employer)\b"
        r"[^.!?]*?\b(?:told|said|recalled|remembered|cried)\b",
        re.IGNORECASE,
    ),
)


def personal_spans(text: str) -> list[tuple[int, int]]:
    """Return where a text seems to speak of one person.

    Examples
    --------
    >>> personal_spans("Sreymom, 34, lost a finger."), personal_spans("Women lost fingers.")
    ([(0, 12)], [])
    """
    return sorted(match.span() for pattern in _PATTERNS for match in pattern.finditer(text))
