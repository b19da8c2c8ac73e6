"""A new brief: a short notebook with fixed parts, filled with what the days have kept; or one of three samples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from labkit.course.briefs.brief import SECTIONS
from labkit.course.briefs.keeping.frames import BLANK
from labkit.course.briefs.keeping.part import Part
from labkit.errors import one_of

SAMPLES = ("government", "employers", "workers")
"""The sample briefs, one for each side."""

_CELL = re.compile(r"^```python( parameters)?\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_HOW = """\
from labkit.course.lesson import check_brief, show_kept

show_kept()  # what you kept, and the names that your text may cite"""
_CHECK = "check_brief()  # save first: Ctrl + S"


def new_notebook(parts: Mapping[str, Part], about: Mapping[str, str]) -> Any:
    """Return the notebook of a new brief."""
    cells = [_markdown(f"# {BLANK}"), _code(_HOW)]
    texts = _texts(parts)
    for kind, heading in SECTIONS.items():
        cells.append(_markdown(f"## {heading}\n\n{texts.get(kind, BLANK)}", kind))
    return _notebook([*cells, _code(_CHECK)], {**about, "not_evidence": []})


def sample_notebook(side: str) -> Any:
    """Return the sample brief of a side."""
    one_of("sample", side, SAMPLES, where="labkit brief new")
    text = (Path(__file__).parent / "samples" / f"{side}.md").read_text(encoding="utf-8")
    typed = re.search(r"<!-- no evidence: (.*?) -->\n", text)
    about = {"side": side, "author": "", "institution": "", "not_evidence": typed[1].split("; ") if typed else []}
    return _notebook(list(_cells_of(text.replace(typed[0], "") if typed else text)), about)


def _cells_of(text: str) -> Iterator[Any]:
    """Yield the cells of a sample: blocks of Python, and between them text."""
    at = 0
    for match in _CELL.finditer(text):
        yield from _sections(text[at : match.start()])
        yield _code(match[2].strip(), parameters=bool(match[1]))
        at = match.end()
    yield from _sections(text[at:])


def _sections(text: str) -> Iterator[Any]:
    """Yield one cell for each heading."""
    for piece in re.split(r"(?m)^(?=#{1,2} )", text):
        if piece.strip():
            yield _markdown(piece.strip())


def _texts(parts: Mapping[str, Part]) -> dict[str, str]:
    """Return what the sections of a new brief begin with."""
    said = {part.part: part.paragraph for part in parts.values()}
    first = next((part for part in parts.values() if part.part == "problem"), None)
    shown = [f"{{table: {first.name}}}"] if first else []
    shown += [f"{{figure: {first.name}}}"] if first and first.picture else []
    evidence = [said.get("problem", ""), *shown, said.get("affected", "")]
    sources = dict.fromkeys(part.source for part in parts.values() if part.source)
    texts = {
        "message": f"{BLANK} (one sentence: which group, which number with its interval, what to do)",
        "evidence": "\n\n".join(filter(None, evidence)),
        "options": said.get("options", ""),
        "recommendation": f"{BLANK} does {BLANK} by {BLANK}. The number that will show it is {BLANK}.",
        "unknown": said.get("risk", ""),
        "sources": "\n".join(f"* {source}." for source in sources),
    }
    return {kind: text or BLANK for kind, text in texts.items()}


def _notebook(cells: list[Any], about: Mapping[str, Any]) -> Any:
    from nbformat.v4 import new_notebook as notebook

    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    made: Any = notebook(  # type: ignore[no-untyped-call]
        cells=cells, metadata={"kernelspec": kernel, "labkit": {"brief": dict(about)}}
    )
    for number, cell in enumerate(made.cells):
        cell["id"] = f"brief-{number}"  # the same notebook each time
    return made


def _markdown(text: str, kind: str = "") -> Any:
    from nbformat.v4 import new_markdown_cell

    metadata = {"labkit": {"brief": kind}} if kind else {}
    return new_markdown_cell(text, metadata=metadata)  # type: ignore[no-untyped-call]


def _code(source: str, *, parameters: bool = False) -> Any:
    from nbformat.v4 import new_code_cell

    metadata = {"tags": ["parameters"]} if parameters else {}
    return new_code_cell(source, metadata=metadata)  # type: ignore[no-untyped-call]
