"""Rules for words of direction: "higher in A than in B", "rose" must agree with the figures that are cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from labkit.course.briefs.brief import Brief, Sentence, cited_in
from labkit.course.briefs.checking.finding import Finding
from labkit.course.briefs.checking.majority import NEGATED, is_share
from labkit.course.briefs.keeping.traced import REFERENCE, Figure, word_of

_UP = r"higher|more|larger|greater|bigger|longer|older|exceeds?"
_DOWN = r"lower|less|fewer|smaller|rarer|shorter|younger"
COMPARED = re.compile(
    rf"\b(?:{_UP}|{_DOWN})(?:\s+(?:common|frequent|likely|often))?\s+(?:in|among|where)\b(?!\s+(?:number|size|\w+ing)\b)",
    re.IGNORECASE,
)
"""A difference that is claimed without "than": cover is higher in small firms."""

_WORD = re.compile(rf"(?<!\bor )(?<!\bno )\b(?:(?P<up>{_UP})|{_DOWN})\b(?!\s+or\b)", re.IGNORECASE)
_THAN = re.compile(r"\bthan\b(?!\s+half\b)|\bexceeds?\b", re.IGNORECASE)
_ROSE = re.compile(r"\b(?:rose|risen|rises|grew|grown|grows|increase[ds]|went up|climbed)\b", re.IGNORECASE)
_FELL = re.compile(r"\b(?:fell|fallen|falls|dropped|decline[ds]|decrease[ds]|shrank|shrunk|went down)\b", re.IGNORECASE)
_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "female": ("women", "woman", "girls"),
        "male": ("men", "man", "boys"),
        "urban": ("towns", "town", "cities"),
        "rural": ("villages", "countryside"),
    }
)
_STEM = 5


@dataclass(frozen=True)
class _Pair:
    """Two groups of which the figures say which one is higher: `sign` 1 for the first, -1 for the second."""

    first: str
    second: str
    sign: int
    said: str


def direction_findings(brief: Brief, sentence: Sentence) -> Iterator[Finding]:
    """Yield where a word of direction is contradicted by the figures that stand beside it."""
    if NEGATED.search(sentence.typed):
        return
    yield from _trend(sentence, [figure for figure, _ in sentence.cited(brief.figures)])
    # Names of figures may hold such words; the places in the text stay the same.
    masked = REFERENCE.sub(lambda name: "\u25a1" * len(name[0]), sentence.text)
    words = list(_WORD.finditer(masked))
    if len(words) != 1:
        return
    word = words[0]
    one, other = _sides(sentence.text, word)
    for pair in _pairs(_figures_of_claim(brief, sentence)):
        if pair.sign == (-1 if word["up"] else 1) and _names(pair, one, other):
            yield Finding("direction", f"{pair.said}: turn the sentence round.", sentence.line)
            return


def _trend(sentence: Sentence, cited: Sequence[Figure]) -> Iterator[Finding]:
    """Yield "rose" beside a change below zero, and the reverse."""
    rose, fell = bool(_ROSE.search(sentence.typed)), bool(_FELL.search(sentence.typed))
    changes = [figure for figure in cited if "later_value" in figure.row]
    if rose == fell or len(changes) != 1:
        return
    low, high = changes[0].ends
    if (rose and high < 0) or (fell and low > 0):
        word = "fell" if high < 0 else "rose"
        yield Finding("direction", f"{{{changes[0].key}}} says that it {word}: turn the sentence round.", sentence.line)


def _sides(text: str, word: re.Match[str]) -> tuple[str, str]:
    """Return what stands on the two sides of a comparison; the second is empty without "than"."""
    than = _THAN.search(text, word.start())
    if than is not None:
        return text[: than.start()], re.split(r"[,;:]", text[than.end() :])[0]
    after = re.split(r"[,;:({]", text[word.end() :])[0]
    return (after, "") if COMPARED.match(text, word.start()) else (text[: word.start()], "")


def _figures_of_claim(brief: Brief, sentence: Sentence) -> list[Figure]:
    """Return the figures of a sentence; without one, those of its paragraph that speak of the same thing."""
    own = [figure for figure, _ in sentence.cited(brief.figures)]
    if sentence.section.kind == "title":
        shown = {*brief.shown("table"), *brief.shown("figure")}
        return _same_thing(sentence, (f for f in brief.figures.values() if {f.part.name, f.part.part} & shown))
    beside = [figure for figure, _ in cited_in(sentence.block, brief.figures)]
    own += [figure for figure in beside if figure.is_difference] if own else _same_thing(sentence, beside)
    return own


def _same_thing(sentence: Sentence, figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures whose table has a word of the sentence in its name or title."""
    words = {word[:_STEM] for word in re.findall(r"[a-z]{4,}", sentence.text.casefold())}
    return [
        figure
        for figure in figures
        if words & {w[:_STEM] for w in re.findall(r"[a-z]{4,}", f"{figure.part.name} {figure.part.title}".casefold())}
    ]


def _pairs(figures: Sequence[Figure]) -> Iterator[_Pair]:
    each = list({id(figure.row): figure for figure in figures}.values())
    tested = any(figure.is_difference and not figure.ends[0] <= 0 <= figure.ends[1] for figure in each)
    levels = [figure for figure in each if is_share(figure)]
    for one in levels:
        for other in levels:
            if one is not other and one.part is other.part and (tested or _apart(one, other)):
                said = f"{{{one.key}}} is {one.text('value')}, {{{other.key}}} is {other.text('value')}"
                yield _Pair(_last(one), _last(other), 1 if one.estimate > other.estimate else -1, said)
    for figure in each:
        low, high = figure.ends
        if "minus" in figure.row and (low > 0 or high < 0):
            first, second = _last(figure), word_of(figure.row["minus"])
            said = f"{{{figure.key}}} is {first} minus {second}, {figure.text('value')}"
            yield _Pair(first, second, 1 if low > 0 else -1, said)
            yield _Pair(second, first, -1 if low > 0 else 1, said)


def _names(pair: _Pair, one: str, other: str) -> bool:
    """Tell whether the sides of a comparison name the groups of a pair, and no other side names both."""
    if not _is_named(pair.first, one) or _is_named(pair.second, one):
        return False
    return _is_named(pair.second, other) and not _is_named(pair.first, other) if other else True


def _is_named(group: str, text: str) -> bool:
    """Tell whether a text names a group, in words or by the name of its figure."""
    cited = " ".join(match[1].casefold().rpartition(".")[2].replace("-", " ") for match in REFERENCE.finditer(text))
    plain = f"{REFERENCE.sub(' ', text).casefold()} {cited}"
    names = (group.replace("-", " "), *_ALSO.get(group, ()))
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", plain) for name in names)


def _last(figure: Figure) -> str:
    return figure.key.rpartition(".")[2]


def _apart(one: Figure, other: Figure) -> bool:
    return one.ends[0] > other.ends[1] or other.ends[0] > one.ends[1]
