"""Rules for a brief as a whole: length, age of its tables, title, options, sources, pictures, personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from labkit.course.briefs.brief import SECTIONS, Brief, Section, blocks
from labkit.course.briefs.checking.cited import shown_findings
from labkit.course.briefs.checking.finding import Finding
from labkit.course.briefs.checking.personal import personal_spans
from labkit.course.briefs.checking.reading_ease import hard_sentences, reading_ease
from labkit.course.briefs.documents.document import document_of, part_named
from labkit.course.briefs.documents.pdf import MOST_PAGES, can_typeset, pages_of
from labkit.course.briefs.keeping.frames import BLANK
from labkit.course.briefs.keeping.opened import fingerprint, is_synthetic
from labkit.course.briefs.keeping.part import Part
from labkit.course.briefs.keeping.traced import REFERENCE, figures_of
from labkit.errors import CourseError

MOST_WORDS, MOST_WORDS_OF_MESSAGE = 700, 30

_HOW_MANY = re.compile(r"\b(?:most|majority|how many|number of|million|thousand|bulk of|half of)\b", re.IGNORECASE)
_COST = re.compile(r"\b(?:cost\w*|pays?|paid|budget\w*|riel|dollars?|fund\w*|free of charge)\b", re.IGNORECASE)
_RISK = re.compile(
    r"\b(?:risk\w*|may|might|could|unless|fails?|wrong|danger\w*|depends?|uncertain\w*)\b", re.IGNORECASE
)
_OPTION = re.compile(r"^\W*(?:\d+\.\s*)?\W*option\s+(\w+)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COUNTRY = re.compile(r"\b(?:whole country|nationwide|national)\b|ប្រទេស", re.IGNORECASE)
_HARD = 20.0


def whole_findings(brief: Brief) -> Iterator[Finding]:
    """Yield what is to be said about the brief as a whole."""
    yield from _missing(brief)
    yield from _age(brief)
    yield from _exhibits(brief)
    yield from _title(brief)
    yield from _message(brief)
    yield from _options(brief)
    yield from _sources(brief)
    yield from _lines(brief)
    yield from _length(brief)
    if not brief.is_khmer:
        yield from _ease(brief)


def _missing(brief: Brief) -> Iterator[Finding]:
    for kind, heading in SECTIONS.items():
        section = brief.section(kind)
        if kind != "sources" and (section is None or not section.text.strip()):
            yield Finding("section", f'The part "{heading}" is missing or empty.', section.line if section else 0)


def _age(brief: Brief) -> Iterator[Finding]:
    parts = list(brief.parts.values())
    if any(part.fingerprint != fingerprint(part.data.dataset, part.data.draw) for part in parts):
        yield Finding("age", "Tables are older than the data: run all cells.")
    told = [part for part in parts if part.data.dataset != "published"]
    land = [part for part in told if part.part == "risk" and part.place == "all"]  # day 4's second source
    here = [part for part in told if part not in land] or land
    places = sorted({f"{_place(part)}, sample {part.data.draw}" for part in told})
    if len({part.place for part in here}) > 1 or len({part.data.draw for part in told}) > 1:
        yield Finding(
            "mixed", f"The tables come from different places or samples ({'; '.join(places)}): run all cells."
        )
    elif len(places) > 1 and not _COUNTRY.search(" ".join(one.text for one in brief.sections)):
        names = f"{{{land[0].name}}} is of the whole country, the other tables of {_place(here[0])}"
        yield Finding("mixed", f'{names}: say "in the whole country" beside its figures.')


def _place(part: Part) -> str:
    return "the whole country" if part.place == "all" else part.place


def _exhibits(brief: Brief) -> Iterator[Finding]:
    """Yield what is wrong with the tables and figures that are shown."""
    for kind in ("table", "figure"):
        for number, name in enumerate(brief.shown(kind), start=1):
            try:
                part = part_named(name, brief.parts)
            except CourseError as error:
                yield Finding("unknown", f"{{{kind}: {name}}} is not there. {error.hint}".strip())
                continue
            if kind == "table":
                for figure in figures_of(part):
                    yield from shown_findings(figure, 0)
            elif not part.picture:
                yield Finding("figure", f"Figure {number}: no picture was kept with {name}.")
            elif len(part.alt.split()) < 3:
                yield Finding("alternative", f"Figure {number}: describe it in one sentence.")


def _title(brief: Brief) -> Iterator[Finding]:
    shown = [part_named(name, brief.parts) for name in brief.shown("table") if _is_there(name, brief)]
    figures = [figure for part in shown for figure in figures_of(part)]
    rates = figures and all(figure.unit.startswith("percent") for figure in figures)
    counts = any(figure.row.get("kind") == "composition" for figure in figures)
    if rates and not counts and _HOW_MANY.search(brief.title):
        yield Finding("title", "Title says how many, table shows percent.", 1)


def _is_there(name: str, brief: Brief) -> bool:
    return name in brief.parts or any(part.part == name for part in brief.parts.values())


def _message(brief: Brief) -> Iterator[Finding]:
    section = brief.section("message")
    if section is None or not section.text.strip():
        return
    words = len(re.findall(r"[^\W_]+(?:[’'.,-][^\W_]+)*", REFERENCE.sub(" x ", section.text)))
    if words > MOST_WORDS_OF_MESSAGE and not brief.is_khmer:
        yield Finding("message", f"Key message: {words} words; {MOST_WORDS_OF_MESSAGE} are enough.", section.line)
    if not re.search(r"\d", section.text) and not REFERENCE.search(section.text.replace("{place}", "")):
        yield Finding("message", "Key message: no number. Cite one: {name}.", section.line)


def _options(brief: Brief) -> Iterator[Finding]:
    section = brief.section("options")
    if section is None:
        return
    for name, line, text in _each_option(section):
        costs = _COST.search(text) and (REFERENCE.search(text) or re.search(r"\d|nothing|no cost", text))
        if not (costs and _RISK.search(text)) and not brief.is_khmer:
            yield Finding("option", f"Option {name}: who pays, how much, what may go wrong?", line)


def _each_option(section: Section) -> Iterator[tuple[str, int, str]]:
    """Yield the name, first line and text of each option: what follows the words "Option 1" belongs to it."""
    name, start, texts = "", 0, list[str]()
    for line, block in blocks(section):
        found = _OPTION.match(re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", block))
        if found:
            if name:
                yield name, start, "\n".join(texts)
            name, start, texts = found[1], line, []
        texts.append(_OPTION.sub("", re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", block)) if found else block)
    if name:
        yield name, start, "\n".join(texts)


def _sources(brief: Brief) -> Iterator[Finding]:
    section = brief.section("sources")
    text = section.text if section else ""
    synthetic = any(is_synthetic(part.data.dataset) for part in brief.parts.values())
    unsaid = synthetic and not re.search(r"synthetic", text, re.IGNORECASE) and not brief.is_khmer
    if unsaid or not _YEAR.search(text):
        said = "Say: synthetic survey. Give source and year." if synthetic else "Give source and year."
        yield Finding("source", said, section.line if section else 0)


def _lines(brief: Brief) -> Iterator[Finding]:
    """Yield personal data and blanks that were left, line by line."""
    for section in (Section("title", "", brief.title, 1), *brief.sections):
        for line, text in enumerate(section.text.split("\n"), start=section.line):
            if section.kind != "sources" and personal_spans(text):
                yield Finding("personal", f"Personal data in line {line}: remove.")
            left = next((blank for blank in (BLANK, "…") if blank in text), None)
            if left:
                yield Finding("blank", f"A blank {left} is left: complete the sentence.", line)


def _length(brief: Brief) -> Iterator[Finding]:
    if brief.words > MOST_WORDS and not brief.is_khmer:
        yield Finding("words", f"{brief.words} words; {MOST_WORDS} are allowed. Cut what no decision needs.")
        return
    if not can_typeset():
        return
    try:
        document = document_of(brief)
    except CourseError:
        return  # a name that is in no table is said elsewhere
    pages = pages_of(document)
    if pages > MOST_PAGES:
        tables = brief.shown("table")
        move = f"Move table {len(tables)} to the evidence table." if tables else "Shorten the text."
        yield Finding("pages", f"{pages} pages; two are allowed. {move}")


def _ease(brief: Brief) -> Iterator[Finding]:
    for sentence, words in hard_sentences(brief):
        yield Finding("long", f"A sentence of {words} words: make two of it.", sentence.line)
    ease = reading_ease(brief)
    if ease < _HARD:
        yield Finding("hard", f"Hard to read (reading ease {ease:.0f}): shorter sentences, shorter words.")
