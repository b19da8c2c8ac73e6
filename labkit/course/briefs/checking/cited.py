"""Rules for sentences that cite figures: intervals, flags, differences, words of cause."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from labkit.course.briefs.brief import Brief, Sentence, cited_in
from labkit.course.briefs.checking.direction import COMPARED, direction_findings
from labkit.course.briefs.checking.finding import Finding
from labkit.course.briefs.checking.majority import majority_findings
from labkit.course.briefs.keeping.traced import FORMS, REFERENCE, Figure, find_figure
from labkit.errors import CourseError
from labkit.quality import MAX_CV, SUPPRESSED_BELOW, UNRELIABLE_BELOW

_CLAIMS = ("title", "message", "evidence", "unknown")
_MORE = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|greater|better|worse|rarer|longer|shorter|older|younger|"
    r"safer|riskier|likelier)\b[^.;]*?\bthan\s+(?!half\b|a\s|an\s|one\b|two\b|three\b|ever\b|\d|\{)"
    r"|\b(?:twice|double|three times)\s+as\b|\bexceeds?\b",
    re.IGNORECASE,
)
_CANNOT_TELL = re.compile(r"\b(?:cannot|can not|could not) (?:tell|say|be told|be said)\b", re.IGNORECASE)
_NOT_KNOWN = re.compile(r"\bnot known\b|\bdo(?:es)? not know\b|\bmay be (?:zero|none)\b", re.IGNORECASE)
_OVERLAP = re.compile(r"\boverlap\w*\b", re.IGNORECASE)
_EQUAL = re.compile(r"\b(?:equal\w*|same|alike|no difference|not differ\w*|do not differ|similar)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:most|the majority)\b", re.IGNORECASE)
_WHOM = re.compile(r"\b(?:of|among|out of|rate|per)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:caus(?:e|es|ed|ing)|because of|due to|leads? to|led to|results? in|resulted in|thanks to|"
    r"(?:effect|impact) of|raises|reduces|protects)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"\bunreliable\b|\bfew records\b|\bwith caution\b", re.IGNORECASE)
_PERCENT_AFTER = re.compile(r"^\W{0,2}(?:%|per\s?cent\b|percent\b)", re.IGNORECASE)
_PEOPLE_AFTER = re.compile(r"^\W*(?:\w+\s+){0,2}(?:people|persons|workers|employees|women|men|youth|migrants)\b", re.I)


def cited_findings(brief: Brief, sentence: Sentence) -> Iterator[Finding]:
    """Yield what is to be said about the figures that a sentence cites, and about what it claims of them."""
    yield from _unknown(brief, sentence)
    cited = sentence.cited(brief.figures)
    for figure, form in cited:
        yield from _about_figure(sentence, figure, form, [each for other, each in cited if other is figure])
    yield from _about_units(brief, sentence)
    if sentence.section.kind in _CLAIMS:
        yield from majority_findings(sentence, [figure for figure, _ in cited])
    turned = list(direction_findings(brief, sentence)) if sentence.section.kind in _CLAIMS else []
    yield from turned or _about_claims(brief, sentence, [figure for figure, _ in cited])


def _unknown(brief: Brief, sentence: Sentence) -> Iterator[Finding]:
    for match in REFERENCE.finditer(sentence.text):
        if match[1].strip() == "place":
            continue
        try:
            find_figure(match[1], brief.figures)
        except CourseError as error:
            near = re.findall(r"'([^']+)'", error.hint)
            hint = f" Did you mean {near[-1]}?" if near else ""
            yield Finding("unknown", f"{error.problem}{hint}", sentence.line)
        else:
            if match[2] not in (None, *FORMS):
                said = f"{{{match[1]}:{match[2]}}} has no such form: write one of {', '.join(FORMS)}, or no colon."
                yield Finding("unknown", said, sentence.line)


def _about_figure(sentence: Sentence, figure: Figure, form: str, forms: list[str]) -> Iterator[Finding]:
    """Yield what one cited figure must not be, or needs."""
    line, name = sentence.line, f"{{{figure.key}}}"
    if figure.flag == "S":
        few = figure.records is None or figure.records < SUPPRESSED_BELOW
        said = f"Fewer than {SUPPRESSED_BELOW} records: leave the cell out." if few else _few_cases(figure)
        yield Finding("suppressed", said, line)
        return
    if form == "n":
        return
    yield from shown_findings(figure, line)
    if figure.flag == "U" and form and not _DOUBT.search(sentence.block):
        yield Finding("unreliable", f"{_why_unreliable(figure)}: say unreliable, or merge groups.", line)
    has_interval = not math.isnan(figure.ends[0])
    wants_one = "ci_low" in figure.row and figure.row.get("kind") not in ("published", "assumption", "count")
    said_too = {"interval", ""} & set(forms) or {"low", "high"} <= set(forms)
    if sentence.section.kind != "title" and ((not has_interval and wants_one) or (has_interval and not said_too)):
        yield Finding("alone", f"{name} stands alone: add its interval.", line)


def shown_findings(figure: Figure, line: int) -> Iterator[Finding]:
    """Yield what is wrong with a figure that a text or a table shows."""
    if figure.flag != "S" and "cases" in figure.row and figure.cases < SUPPRESSED_BELOW and figure.estimate > 0:
        yield Finding("cases", _few_cases(figure), line)
    low, high = figure.ends
    if figure.unit == "percent" and not figure.is_difference and 0 <= figure.estimate <= 100:
        if low < -1e-9:
            yield Finding("outside", "Lower end below 0: a share needs the beta interval.", line)
        elif high > 100 + 1e-9:
            yield Finding("outside", "Upper end above 100: a share needs the beta interval.", line)


def _few_cases(figure: Figure) -> str:
    cases = f"{figure.cases:.0f}" if figure.cases < SUPPRESSED_BELOW else f"fewer than {SUPPRESSED_BELOW}"
    return f"Flag looks at cases: {cases}. Do not show."


def _why_unreliable(figure: Figure) -> str:
    """Return why a figure is flagged U: few records, few cases of many records, or a wide interval."""
    if figure.records is None or figure.records < UNRELIABLE_BELOW:
        return f"Fewer than {UNRELIABLE_BELOW} records"
    cv = figure.row.get("cv")
    wide = isinstance(cv, float) and 100 * cv > MAX_CV
    return f"The cv is {100 * cv:.0f} percent" if wide and cv else f"Fewer than {UNRELIABLE_BELOW} cases"


def _about_units(brief: Brief, sentence: Sentence) -> Iterator[Finding]:
    """Yield what is wrong with the words that follow a figure."""
    for match in REFERENCE.finditer(sentence.text):
        figure, after = brief.figures.get(match[1].strip().casefold()), sentence.text[match.end() :]
        if figure is None:
            continue
        if figure.is_difference and figure.unit.endswith("points") and _PERCENT_AFTER.match(after):
            yield Finding("points", "A difference of percents is in percentage points.", sentence.line)
        if match[2] == "n" and _PEOPLE_AFTER.match(after):
            said = f"{figure.text('n')} is records: use the weighted number."
            yield Finding("records", said, sentence.line)


def _about_claims(brief: Brief, sentence: Sentence, cited: list[Figure]) -> Iterator[Finding]:
    """Yield what a sentence claims without showing it."""
    line, text, kind = sentence.line, sentence.text, sentence.section.kind
    beside = [figure for figure, _ in cited_in(sentence.block, brief.figures)]
    if _OVERLAP.search(text) and _EQUAL.search(text):
        yield Finding("overlap", "Overlap is no test: estimate the difference.", line)
    elif (_MORE.search(text) or COMPARED.search(text)) and kind in _CLAIMS:
        tested = beside if kind != "title" else list(brief.figures.values())
        if not any(figure.is_difference for figure in tested):
            yield Finding("untested", "A difference is claimed: cite its interval.", line)
    for figure in cited:
        low, high = figure.ends
        doubted = _CANNOT_TELL.search(sentence.block) or _NOT_KNOWN.search(text)
        if figure.is_difference and low <= 0 <= high and not doubted:
            yield Finding("zero", "The interval holds 0: say you cannot tell.", line)
        if _MOST.search(text) and figure.unit == "percent" and not figure.is_difference and low <= 50 <= high:
            yield Finding("most", "The interval holds 50: write half.", line)
        if figure.unit == "percent" and not figure.is_difference and kind != "title" and not _WHOM.search(text):
            yield Finding("whom", "Percent of whom? Add the denominator.", line)
    if any(figure.is_regression for figure in beside) and _CAUSE.search(text):
        yield Finding("cause", "Association only: no word of cause.", line)
