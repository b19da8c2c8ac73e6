"""A brief as a document: blocks of text with traced numbers filled in, for the writers of PDF, Word and web pages."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from labkit.course.briefs.brief import SHOWN, Brief, Section
from labkit.course.briefs.keeping.opened import is_synthetic
from labkit.course.briefs.keeping.part import PARTS, Part
from labkit.course.briefs.keeping.rounding import FIXED
from labkit.course.briefs.keeping.traced import (
    FORMS,
    REFERENCE,
    TEXTS,
    Figure,
    figures_of,
    find_figure,
    groups_of,
    plain,
)
from labkit.errors import CourseError, did_you_mean

Document = dict[str, Any]
"""JSON: title, place, author, blocks, annex, traced numbers of the text and cells of tables; pictures as base64."""

IN_TABLE = "lkt"
"""How the bookmark of a number in a table begins."""

_INLINE = re.compile(
    r"(?P<ref>\{(?!(?:table|figure):)[^{}\n]+\})|\*\*(?P<bold>.+?)\*\*|(?<!\w)[*_](?P<italic>[^*_\n]+)[*_](?!\w)"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<url>https?://[^)\s]+)\)|(?P<bare>https?://[^\s<>)]*[^\s<>).,;:])",
    re.DOTALL,
)


def document_of(brief: Brief, *, anonymous: bool = False) -> Document:
    """Return a brief as a document with all its numbers written out."""
    counter = _Counter(brief)
    blocks = [block for section in brief.sections for block in counter.blocks(section)]
    annex = annex_of(brief)
    annex["marks"] = counter.marks(annex["rows"], [row[0] for row in annex["rows"]])
    synthetic = any(is_synthetic(part.data.dataset) for part in brief.parts.values())
    return {
        "title": "".join(run["text"] for run in counter.runs(brief.title, plain_text=True)),
        "author": "" if anonymous else brief.author,
        "institution": "" if anonymous else brief.institution,
        "side": brief.side,
        "place": brief.place,
        "language": "km" if brief.is_khmer else "en",
        "synthetic": synthetic,
        "blocks": blocks,
        "annex": annex,
        "numbers": counter.numbers,
        "cells": counter.cells,
    }


class _Counter:
    """Numbers the traced figures, pictures and tables of a document while its blocks are made."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._shown = {"figure": 0, "table": 0}
        self.numbers: list[dict[str, str]] = []
        self.cells: list[dict[str, str]] = []

    def blocks(self, section: Section) -> Iterator[dict[str, Any]]:
        yield {"kind": "heading", "text": section.heading, "section": section.kind}
        items: list[Any] = []
        for block in re.split(r"\n\s*\n|(?m:^(?=\s*\{(?:table|figure):))|(?<=\})\n", section.text):
            if not block.strip():
                continue
            shown = SHOWN.match(block)
            lines = re.split(r"(?m)^\s*(?:[-*]|\d+\.)\s+", block)
            if shown:
                yield self._exhibit(shown[1], shown[2])
            elif len(lines) > 1:
                if lines[0].strip():
                    yield {"kind": "text", "section": section.kind, "runs": self.runs(lines[0])}
                items = [self.runs(line) for line in lines[1:]]
                yield {"kind": "list", "section": section.kind, "items": items}
            else:
                yield {"kind": "text", "section": section.kind, "runs": self.runs(block)}

    def runs(self, text: str, *, plain_text: bool = False) -> list[dict[str, str]]:
        """Return a text as runs: each a piece with one look, or one traced number."""
        text = re.sub(r"\s+", " ", text.strip())
        runs, at = list[dict[str, str]](), 0
        for match in _INLINE.finditer(text):
            runs += [{"text": text[at : match.start()]}] if match.start() > at else []
            runs += self._run(match, plain_text)
            at = match.end()
        return [*runs, {"text": text[at:]}] if at < len(text) else runs

    def _run(self, match: re.Match[str], plain_text: bool) -> list[dict[str, str]]:
        if match["ref"]:
            return [self._number(match["ref"], plain_text)]
        for look in ("bold", "italic"):
            if match[look]:
                return [{**run, look: "yes"} for run in self.runs(match[look], plain_text=plain_text)]
        url = match["url"] or match["bare"]
        return [{"text": match["label"] or url, "url": url}]

    def _number(self, written: str, plain_text: bool) -> dict[str, str]:
        if written.strip("{} ") == "place":
            return {"text": self._brief.place}
        found = REFERENCE.fullmatch(written)
        figure = find_figure(found[1] if found else written.strip("{}"), self._brief.figures)
        form = found[2] or "" if found else ""
        text = figure.text(form if form in FORMS else "")
        if plain_text:
            return {"text": text}
        mark = bookmark(len(self.numbers) + 1, figure.key, text)
        self.numbers.append({"id": mark, "key": figure.key, "text": text})
        return {"text": text, "id": mark, "key": figure.key}

    def marks(self, rows: Sequence[Sequence[str]], keys: Sequence[str]) -> list[list[str]]:
        """Return for each cell of a table the bookmark of the number in it, empty for a cell without a digit."""
        return [[self._cell(key, cell) for cell in row] for row, key in zip(rows, keys, strict=True)]

    def _cell(self, key: str, text: str) -> str:
        if not re.search(r"\d", text):
            return ""
        mark = bookmark(len(self.cells) + 1, key, text, IN_TABLE)
        self.cells.append({"id": mark, "key": key, "text": text})
        return mark

    def _exhibit(self, kind: str, name: str) -> dict[str, Any]:
        part = part_named(name, self._brief.parts)
        self._shown[kind] += 1
        number = self._shown[kind]
        if kind == "figure":
            if not part.picture:
                raise CourseError(
                    f"No picture was kept with the table {name!r}.",
                    where=f"{{figure: {name}}}",
                    hint=f'Take the line out, or keep a picture: keep("{part.part}", table, picture)',
                )
            picture = base64.b64encode(part.picture).decode()
            return {"kind": "figure", "number": number, "caption": _caption(part), "alt": part.alt, "png": picture}
        head, rows = table_of(part)
        keys = [figure.key for figure in figures_of(part)]
        marks = self.marks(rows, keys if len(keys) == len(rows) else [part.name] * len(rows))
        return {
            "kind": "table",
            "number": number,
            "caption": _caption(part),
            "head": head,
            "rows": rows,
            "marks": marks,
        }


def bookmark(number: int, key: str, text: str, kind: str = "lk") -> str:
    """Return the name of a traced number in a document: it holds a checksum of the text, so that a change shows.

    Word takes names of 40 letters, digits and low lines.

    Examples
    --------
    >>> bookmark(3, "nssf.1-4", "81 %")
    'lk3_9e2c1332_nssf_1_4'
    """
    return f"{kind}{number}_{checksum(text)}_{re.sub(r'[^a-z0-9]+', '_', key.casefold()).strip('_')}"[:40].rstrip("_")


def checksum(text: str) -> str:
    """Return eight letters for a text; all blanks are alike, for word processors change them."""
    return hashlib.sha256(re.sub(r"\s+", " ", text.strip()).encode()).hexdigest()[:8]


def part_named(name: str, parts: Mapping[str, Part]) -> Part:
    """Return the part of a table's or a part's name."""
    known = {**{part.part: part for part in parts.values()}, **parts}
    if name not in known:
        raise CourseError(
            f"There is no table {name!r} in your brief.",
            expected=", ".join(known) or "a part that was kept",
            hint=did_you_mean(name, known),
        )
    return known[name]


def _caption(part: Part) -> str:
    title = part.title or PARTS[part.part]
    title = title[0].upper() + title[1:]
    units = set(part.table["unit"]) if "unit" in part.table else {part.unit}
    return f"{title}, in percent of {part.of}" if part.of and units == {"percent"} else title


def table_of(part: Part) -> tuple[list[str], list[list[str]]]:
    """Return head and rows of a kept table as printed: suppressed cells left out, unreliable ones marked."""
    groups = groups_of(part.table)
    figures = list(figures_of(part))
    if "estimate" in part.table:
        more = [name for name in TEXTS if name in part.table]
        counted = "n" in part.table and part.table["n"].notna().any()
        head = [
            *map(_title, groups),
            "Estimate",
            "95 % interval",
            *map(_title, more),
            *(["Records"] if counted else []),
        ]
        rows = [[*(str(f.row[name]) for name in groups), *_cells(f), *(_cell(f.row[name]) for name in more),
                 *([_records(f)] if counted else [])] for f in figures]  # fmt: skip
        return head, rows
    head = [_title(str(name)) for name in part.table.columns]
    return head, [[_cell(value) for value in row] for row in part.table.itertuples(index=False)]


def _title(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _cells(figure: Figure) -> list[str]:
    if figure.flag == "S":
        return ["too few records", ""]
    doubt = f"{FIXED}U" if figure.flag == "U" else ""
    return [figure.text("value") + doubt, figure.text("interval")]


def _records(figure: Figure) -> str:
    return "" if figure.flag == "S" or figure.records is None else f"{figure.records:,}"


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return ""
    return plain(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def annex_of(brief: Brief) -> dict[str, Any]:
    """Return the evidence table: each figure that the text cites, with interval, records, data and definition."""
    cited: dict[int, Figure] = {}
    for text in (brief.title, *(section.text for section in brief.sections)):
        for match in REFERENCE.finditer(text):
            if match[1].strip() != "place":
                figure = find_figure(match[1], brief.figures)
                cited[id(figure.row)] = figure
    rows = [[figure.key, *_cells(figure), _records(figure)] for figure in cited.values()]
    used = {figure.part.name: figure.part for figure in cited.values()}
    for kind in ("table", "figure"):
        used |= {part.name: part for name in brief.shown(kind) for part in [part_named(name, brief.parts)]}
    return {
        "head": ["Name", "Estimate", "95 % interval", "Records"],
        "rows": rows,
        "notes": [_note(part) for part in used.values()],
    }


def _note(part: Part) -> str:
    """Return where a table comes from: definition, data, sample, place."""
    national = ", the whole country: these data are not split by province" if part.place != "all" else ""
    place = national if part.data.province == "all" else f", {part.data.province}"
    sample = f", sample {part.data.draw}" if part.data.draw else ""
    of = f", in percent of {part.of}" if part.of and part.unit == "percent" else ""
    assumed = "; ".join(f"{name} {plain(value)}" for name, value in part.assumptions.items())
    facts = [f"{part.name}: {part.definition or part.title or PARTS[part.part]}{of}."]
    facts += [f"{part.source}{place}{sample}."] if part.source else []
    facts += [f"Assumed, not measured: {assumed}."] if assumed else []
    return " ".join(facts)


def picture_bytes(block: Mapping[str, Any]) -> bytes:
    """Return the picture of a block."""
    return base64.b64decode(block["png"])


def folder_of_templates() -> Path:
    """Return the folder with the templates of the documents."""
    return Path(__file__).parent / "templates"
