"""Whether running text is easy to read: most readers are not native speakers of English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

LONGEST, AVERAGE, EASE = 28, 14, 60
"""Most words of a sentence, words of an average one, and Flesch's reading ease at least (60 to 70 is plain English)."""


def sentences(cells: Iterable[Any]) -> list[list[str]]:
    """Return the words of each sentence of a notebook's running text: no code, tables, headings or sources."""
    found = []
    for cell in cells:
        if cell.cell_type == "markdown":
            found += _in_text(cell.source)
    return found


def remarks(cells: Iterable[Any]) -> list[str]:
    """Return what makes a text hard to read, a sentence for each thing; empty if it is easy."""
    found = sentences(cells)
    if not found:
        return []
    words = [word for sentence in found for word in sentence]
    average = len(words) / len(found)
    ease = 206.835 - 1.015 * average - 84.6 * sum(map(_syllables, words)) / len(words)
    told = [f"A sentence of {len(each)} words: “{' '.join(each[:12])} …”" for each in found if len(each) > LONGEST]
    if average >= AVERAGE:
        told.append(f"{average:.1f} words in a sentence on average: split the longest ones.")
    if ease <= EASE:
        told.append(f"Flesch's reading ease is {ease:.0f}, plain English is above {EASE}: shorter words and sentences.")
    return told


def _in_text(source: str) -> list[list[str]]:
    text = re.sub(r"```.*?```|`[^`]*`|<[^>]+>|\]\([^)]*\)", " ", source, flags=re.DOTALL)
    lines = [
        line
        for line in text.split("**Sources.**")[0].splitlines()
        if not line.lstrip().startswith(("|", "#", "*Source"))
    ]
    # A line of a list and an empty line end a sentence, too.
    running = "\n".join(re.sub(r"^\s*(?:[*-]|\d+\.)\s+", "\n\n", line) for line in lines)
    found = []
    for paragraph in re.split(r"\n\s*\n", running):
        for sentence in re.split(r"(?<=[.!?:;])[\s*\"')]+", paragraph):
            words = re.findall(r"[A-Za-z][A-Za-z'’-]*", sentence)
            if len(words) > 2:
                found.append(words)
    return found


def _syllables(word: str) -> int:
    """Count groups of vowels; a silent e at the end is none."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and len(groups) > 1
    return max(1, len(groups) - silent)
