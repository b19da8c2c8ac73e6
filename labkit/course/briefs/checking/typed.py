"""Numbers that were typed into the text of a brief: most of them belong to a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from labkit.course.briefs.brief import Brief, Sentence
from labkit.course.briefs.checking.finding import Finding
from labkit.course.briefs.checking.personal import personal_spans
from labkit.course.briefs.keeping.traced import Figure, word_of

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNITS = r"%|per\s?cent\b|percent\b|percentage points?\b|points?\b|million\b|thousand\b|billion\b|bn\b"
_TYPED = re.compile(
    rf"(?<![\w.,/]){_NUMBER}(?!\w|[./]\d)(?:[\s\u00a0]*(?P<unit>{_UNITS}))?"
    rf"(?:\s*[(\[](?P<low>[\u2212-]?{_NUMBER})\s*%?\s*(?:[\u2013-]|to)\s*(?P<high>[\u2212-]?{_NUMBER})\s*%?[)\]])?",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(
    r"https?://\S+|\bSDG\s+(?:indicator\s+)?[\d.]+\w?|\b(?:Options?|Figures?|Tables?)\s+\d+|^\s*\d+\.\s|\b95\s*(?:%|percent)\s+"
    r"(?:confidence\s+)?intervals?|\[[^\]]*\]\([^)]*\)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"^\W*(?:\w+\s+){0,2}(?:people|persons?|workers?|employees?|women|men|injuries|youth|migrants?)\b", re.I
)
_ASSUMED = re.compile(r"\b(?:assum\w+|if|suppos\w+|scenario)\b", re.IGNORECASE)
_SIZES: Mapping[str, float] = MappingProxyType({"thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9})
_CLAIMS = ("title", "message", "evidence", "unknown")
_NEAR = 0.1


@dataclass(frozen=True)
class Typed:
    """A typed number: as it stands, its size, how exactly it was typed, its kind of unit."""

    text: str
    value: float
    tolerance: float
    unit: str
    after: str
    interval: tuple[str, str] | None

    @property
    def looks_like_evidence(self) -> bool:
        """Whether its unit is one of results."""
        return bool(self.unit) or self.interval is not None


def typed_numbers(text: str) -> Iterator[Typed]:
    """Yield the numbers of a text that are no part of a name, an address or somebody's story.

    Examples
    --------
    >>> [(each.text, each.value, each.unit) for each in typed_numbers("In 2017, 1.5 million (1.4 to 1.6) or 20 %.")]
    [('2017', 2017.0, ''), ('1.5', 1500000.0, 'count'), ('20', 20.0, 'percent')]
    """
    spans = [*personal_spans(text), *(match.span() for match in _NO_NUMBER.finditer(text))]
    for match in _TYPED.finditer(text):
        if any(start <= match.start() < end for start, end in spans):
            continue
        number = re.match(_NUMBER, match[0])
        if number is not None:
            yield _typed(number[0], match, text[match.end() :])


def _typed(number: str, match: re.Match[str], after: str) -> Typed:
    unit = (match["unit"] or "").casefold().replace(" ", "")
    size = _SIZES.get(unit, 1.0)
    decimals = len(number.partition(".")[2])
    kind = "count" if size > 1 else "points" if "point" in unit else "percent" if unit else ""
    interval = (match["low"], match["high"]) if match["low"] else None
    return Typed(
        number, float(number.replace(",", "")) * size, 0.5 * 10.0**-decimals * size + 1e-9, kind, after, interval
    )


def typed_findings(brief: Brief, sentence: Sentence) -> Iterator[Finding]:
    """Yield what is to be said about the typed numbers of a sentence; sources may hold any number."""
    if sentence.section.kind == "sources":
        return
    for typed in typed_numbers(sentence.typed):
        finding = _finding(brief, sentence, typed)
        if finding is not None:
            yield finding


def _finding(brief: Brief, sentence: Sentence, typed: Typed) -> Finding | None:
    """Return the first thing that is wrong with a typed number."""
    line, figures = sentence.line, _each(brief)
    if typed.value in _assumed(brief) and not _ASSUMED.search(sentence.text):
        if sentence.section.kind in _CLAIMS:
            return Finding("assumption", f"{_said(typed)} is an assumption: move it to that column.", line)
        return None
    if typed.text in brief.not_evidence or typed.value in _assumed(brief):
        return None
    if typed.interval and typed.text in typed.interval:
        return Finding("rounded", "Rounded too far: keep a digit until estimate and ends differ.", line)
    if typed.value in _records(brief) and _PEOPLE.match(typed.after):
        return Finding("records", f"{typed.text} is records: use the weighted number.", line)
    same = [figure for figure in figures if _fits(figure, typed)]
    if typed.unit == "percent" and same and all(figure.is_difference for figure in same):
        return Finding("points", "A difference of percents is in percentage points.", line)
    if same:
        return Finding("typed", f"Typed by hand: write {{{same[0].key}}}, or say it is no evidence.", line, typed.text)
    near = _nearest(figures, typed, sentence)
    if near is not None:
        return Finding("unlike", f"Text {typed.text}, table {_like(near, typed)}. Write {{{near.key}}}.", line)
    if typed.looks_like_evidence:
        said = f"Typed by hand: {_said(typed)} is in no table. Write a {{name}}, or say it is no evidence."
        return Finding("typed", said, line, typed.text)
    return Finding("asked", f"Is {typed.text} evidence? If so, write a {{name}}.", line, typed.text)


def _said(typed: Typed) -> str:
    return f"{typed.text} %" if typed.unit == "percent" else typed.text


def _each(brief: Brief) -> list[Figure]:
    return list({id(figure): figure for figure in brief.figures.values() if figure.flag != "S"}.values())


def _assumed(brief: Brief) -> set[float]:
    return {float(value) for part in brief.parts.values() for value in part.assumptions.values()}


def _records(brief: Brief) -> set[float]:
    """Return the numbers of records of all tables, and their sums."""
    tables = [part.table["n"].dropna() for part in brief.parts.values() if "n" in part.table]
    return {float(n) for column in tables for n in [*column, column.sum()]}


def _is_rate(figure: Figure) -> bool:
    return figure.unit == "percent" or figure.is_difference


def _fits(figure: Figure, typed: Typed) -> bool:
    """Tell whether a typed number is a figure of a table, or an end of its interval."""
    if typed.unit and _is_rate(figure) != (typed.unit != "count"):
        return False
    if not typed.unit and "." not in typed.text and typed.value < 10:
        return False
    return any(abs(abs(number) - typed.value) <= typed.tolerance for number in (figure.estimate, *figure.ends))


def _nearest(figures: list[Figure], typed: Typed, sentence: Sentence) -> Figure | None:
    """Return the figure that a typed number is meant to be: its group is named beside, or it is close."""
    if not typed.looks_like_evidence:
        return None
    alike = [figure for figure in figures if _is_rate(figure) == (typed.unit in ("percent", "points"))]
    said = word_of(sentence.typed)
    named = [figure for figure in alike if figure.key.rpartition(".")[2] in said and "." in figure.key]
    close = [figure for figure in alike if abs(abs(figure.estimate) - typed.value) <= _NEAR * typed.value]
    return min(named or close, key=lambda figure: abs(abs(figure.estimate) - typed.value), default=None)


def _like(figure: Figure, typed: Typed) -> str:
    """Write a figure as the number was typed."""
    decimals = len(typed.text.partition(".")[2])
    size = typed.value / float(typed.text.replace(",", "")) if typed.value else 1.0
    return f"{abs(figure.estimate) / size:,.{decimals}f}"
