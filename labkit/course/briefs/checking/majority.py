"""Rules for "most" and "a minority": the share that is cited beside must be above or below half."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from labkit.course.briefs.brief import Sentence
from labkit.course.briefs.checking.finding import Finding
from labkit.course.briefs.keeping.traced import REFERENCE, Figure

NEGATED = re.compile(
    r"\b(?:no|not|none|never|without|lack\w*|miss\w*|nobody|neither|uncovered|unprotected|undeclared|outside|unless|if|"
    r"cannot|un\w+ed)\b",
    re.IGNORECASE,
)
"""Words that turn a sentence round: what is counted may be the others."""

_MOST = re.compile(
    r"(?<!\bat )(?<!\bthe )\bmost\b(?!\s+(?:important|likely|often|exposed|common|needed|recent|urgent|affected))"
    r"|\b(?:the|a)(?:\s+\w+)?\s+majority\b|\b(?:more|over)\s+(?:than\s+)?half\b",
    re.IGNORECASE,
)
_FEW = re.compile(
    r"\b(?:a|the)(?:\s+\w+)?\s+minority\b|\b(?:less|fewer|under)\s+(?:than\s+)?half\b|\bhardly any\b|\bvery few\b",
    re.IGNORECASE,
)


def majority_findings(sentence: Sentence, cited: Sequence[Figure]) -> Iterator[Finding]:
    """Yield "most" of a share below half, and "a minority" of one above."""
    if NEGATED.search(sentence.typed):
        return
    for pattern, end, said in ((_MOST, 1, "below half: do not write most"), (_FEW, 0, "above half: it is no minority")):
        found = pattern.search(sentence.text)
        figure = _meant(sentence, found.end(), cited) if found else None
        if figure is not None and (figure.ends[1] < 50 if end else figure.ends[0] > 50):
            yield Finding("most", f"{{{figure.key}}} is {figure.text('value')}, {said}.", sentence.line)


def _meant(sentence: Sentence, at: int, cited: Sequence[Figure]) -> Figure | None:
    """Return the share that a word speaks of: the first one after it, else the only one of the sentence."""
    levels = [figure for figure in cited if is_share(figure)]
    before = len(list(REFERENCE.finditer(sentence.text[:at])))
    after = [figure for figure in cited[before:] if is_share(figure)]
    return after[0] if after else levels[0] if len(levels) == 1 else None


def is_share(figure: Figure) -> bool:
    """Tell whether a figure is a share in percent that may be shown."""
    known = figure.flag != "S" and not any(map(math.isnan, figure.ends))
    return known and figure.unit == "percent" and not figure.is_difference and 0 <= figure.estimate <= 100
