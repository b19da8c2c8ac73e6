"""Repairing a notebook that was handed in: the release's own cells, with the trainee's lines put into their places.

Cells are found again by their names, and where another program took those away, by their text, by the variable that
an answer sets, and by their place. Lines that belong nowhere are kept, behind the cell that they stood behind.
"""

from __future__ import annotations

import ast
import copy
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from labkit.course.exercises.masters import grading_data
from labkit.course.handins.active_content import safe_markdown
from labkit.course.handins.incoming import Cell, Incoming
from labkit.errors import first_few

_MARKS = ("grade", "locked", "solution", "task", "points")


@dataclass(frozen=True)
class Repaired:
    """A hand-in in the form of its release.

    Parameters
    ----------
    notebook
        The notebook to grade.
    remarks
        What had to be repaired, in words; empty if the hand-in was as it should be.
    answers
        The names of the answer cells that have something in them.
    known
        How many cells of the release were found in the hand-in.
    """

    notebook: Any
    remarks: tuple[str, ...]
    answers: frozenset[str]
    known: int

    @property
    def answered(self) -> int:
        """How many answer cells have something in them."""
        return len(self.answers)


def repaired(incoming: Incoming, blank: Any) -> Repaired:
    """Return a hand-in with every cell of the release in its place."""
    release = [_Place.of(cell) for cell in blank.cells]
    names = _names(incoming.cells, release)
    found: dict[str, list[Cell]] = {}
    extras: dict[str, list[Cell]] = {}
    last = ""
    for cell, name in zip(incoming.cells, names, strict=True):
        if name:
            found.setdefault(name, []).append(cell)
            last = name
        elif cell.source.strip():
            extras.setdefault(last, []).append(cell)
    notebook = copy.deepcopy(blank)
    notebook.cells = [_free_cell(cell) for cell in extras.get("", ())]
    answers: set[str] = set()
    notes: list[Cell] = []
    for place in release:
        before, cell, after = _filled(place, found.get(place.key, []), notes)
        if place.is_answer and not _is_blank(cell.source, place):
            answers.add(place.key)
        notebook.cells += [*map(_free_cell, before), cell]
        notebook.cells += map(_free_cell, [*after, *extras.get(place.key, ())])
        notes = after
    remarks = [*incoming.remarks, *_remarks(incoming, names, found, release, blank)]
    return Repaired(notebook, tuple(remarks), frozenset(answers), len(found))


@dataclass(frozen=True)
class _Place:
    """A cell of the release."""

    key: str
    kind: str
    source: str
    entry: dict[str, Any]
    cell: Any = field(repr=False)

    @classmethod
    def of(cls, cell: Any) -> _Place:
        entry = grading_data(cell)
        return cls(str(entry.get("grade_id") or cell.get("id", "")), cell.cell_type, cell.source, entry, cell)

    @property
    def is_answer(self) -> bool:
        return bool(self.entry.get("solution"))

    @property
    def is_graded(self) -> bool:
        return bool(self.entry.get("grade"))

    @property
    def sign(self) -> str:
        """What tells the cell apart even where its text was changed: its check, or its heading."""
        return _sign(self.kind, self.source)


def _names(cells: Sequence[Cell], release: Sequence[_Place]) -> list[str]:
    """Return for each cell of a hand-in which cell of the release it is; an empty text for the trainee's own."""
    by_key = {place.key: place for place in release}
    texts = {_plain(place.source): place.key for place in release if place.source.strip() and not place.is_answer}
    signs = {place.sign: place.key for place in release if place.sign}
    names = []
    for cell in cells:
        name = cell.name if cell.name in by_key else ""
        if not name and not cell.name:
            by_id = cell.id if cell.id in by_key and by_key[cell.id].kind == cell.kind else ""
            name = texts.get(_plain(cell.source), "") or signs.get(_sign(cell.kind, cell.source), "") or by_id
        elif name and by_key[name].kind != cell.kind and not by_key[name].is_answer:
            name = ""
        names.append(name)
    _name_answers(cells, names, release)
    return names


def _name_answers(cells: Sequence[Cell], names: list[str], release: Sequence[_Place]) -> None:
    """Name the answers that stand in cells without names: by what they set, or by where they stand."""
    for at, place in enumerate(release):
        own = [cell for cell, name in zip(cells, names, strict=True) if name == place.key]
        if not place.is_answer or any(not _is_blank(cell.source, place) for cell in own):
            continue
        wanted = _checked_names(release[at + 1].source) if place.kind == "code" and at + 1 < len(release) else set()
        for number, cell in enumerate(cells):
            if names[number] or cell.name or cell.kind != place.kind:
                continue
            if wanted & _sets(cell.source) if wanted else _at_home(names, number, at, release):
                names[number] = place.key


def _at_home(names: Sequence[str], number: int, at: int, release: Sequence[_Place]) -> bool:
    """Say whether a cell stands between the neighbours of a place in the release."""
    before = next((name for name in reversed(names[:number]) if name), "")
    behind = next((name for name in names[number + 1 :] if name), "")
    neighbours = [place.key for place in release[max(at - 1, 0) : at]], [p.key for p in release[at + 1 : at + 2]]
    return before in [*neighbours[0], release[at].key] and behind in [*neighbours[1], ""]


def _filled(place: _Place, own: list[Cell], notes: list[Cell]) -> tuple[list[Cell], Any, list[Cell]]:
    """Return the cell of the release with the trainee's lines, and the cells to put before and behind it.

    `notes` were written into the question before it: an empty written answer takes them.
    """
    cell = copy.deepcopy(place.cell)
    if place.is_answer:
        versions = [c.source for c in own if not _is_blank(c.source, place)]
        if place.kind != "code":
            texts = versions or [note.source for note in notes]
            pictures = {name: data for one in own for name, data in one.attachments.items()}
            cell.source = safe_markdown("\n\n".join(dict.fromkeys(texts)), pictures) or place.source
            if pictures:
                cell["attachments"] = pictures
            return [], cell, []
        cell.source = versions[0] if versions else place.source
        return [], cell, [Cell("code", text) for text in versions[1:]]
    added = [text for c in own if (text := _added(c.source, place, cell.source))]
    kept = [Cell(place.kind, text) for text in dict.fromkeys(added)]
    return (kept, cell, []) if place.kind == "code" else ([], cell, kept)


def _added(source: str, place: _Place, released: str) -> str:
    """Return the lines that a trainee added to a cell of the release, such as an answer typed into the check."""
    known = {_plain(line) for line in released.splitlines()}
    lines = [line for line in source.splitlines() if line.strip() and _plain(line) not in known]
    if place.kind == "code":
        lines = [_assignment(line, released) for line in lines if not line.lstrip().startswith("#")]
    return "\n".join(line for line in lines if line)


def _assignment(line: str, released: str) -> str:
    """Return an answer that was typed into the check as the assignment that it should have been."""
    typed, own = _checked(line), next(filter(None, map(_checked, released.splitlines())), None)
    if typed is None or own is None:
        return "" if re.match(r"\s*exercise\.", line) else line
    return f"{ast.unparse(own)} = {ast.unparse(typed)}"


def _checked(line: str) -> ast.expr | None:
    """Return what ``exercise.check("q2", …)`` checks, if a line is that."""
    try:
        node = ast.parse(line.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "check":
        return node.args[1] if len(node.args) == 2 else None
    return None


def _checked_names(source: str) -> set[str]:
    """Return the variables that a check looks at."""
    found = filter(None, map(_checked, source.splitlines()))
    return {node.id for expression in found for node in ast.walk(expression) if isinstance(node, ast.Name)}


def _free_cell(cell: Cell) -> Any:
    import nbformat

    new: Any = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
        "raw": nbformat.v4.new_raw_cell,
    }[cell.kind]
    made = new(cell.source if cell.kind == "code" else safe_markdown(cell.source, cell.attachments))
    if cell.kind == "markdown" and cell.attachments:
        made["attachments"] = dict(cell.attachments)
    return made


def _remarks(
    incoming: Incoming, names: list[str], found: dict[str, list[Cell]], release: Sequence[_Place], blank: Any
) -> Iterable[str]:
    """Return what is odd about the cells, each in words for the facilitator."""
    stamp = str(blank.metadata.get("labkit", {}).get("release", ""))
    older = bool(incoming.about.get("release", stamp) != stamp)
    named = [place for place in release if place.entry]
    missing = [place for place in named if place.key not in found]
    if older:
        yield "made from another release of the exercise (brought into the form of this one)"
    if found and not any(cell.name for cell in incoming.cells):
        yield "the cells had lost their names, as with Colab or VS Code (found again by their text and place)"
    yield from _listed("graded cells missing: {} (put back from the master)", [p.key for p in missing if p.is_graded])
    yield from _listed(
        "answer cells missing: {} (they count as not answered)",
        [p.key for p in missing if p.is_answer and not p.is_graded],
    )
    yield from _listed(
        "locked cells missing: {} (put back)",
        [p.key for p in missing if p.kind == "code" and not p.is_graded and not p.is_answer],
    )
    yield from _listed(
        "cells twice: {} (their lines were put together)",
        [p.key for p in named if len([cell for cell in found.get(p.key, ()) if cell.name]) > 1],
    )
    yield from _order(names, release)
    yield from _below(incoming.cells, names, named)
    if not older:
        yield from _changed(named, found)


def _listed(text: str, names: Sequence[str]) -> Iterable[str]:
    if names:
        yield text.format(first_few(names, 12))


def _order(names: Sequence[str], release: Sequence[_Place]) -> Iterable[str]:
    order = [place.key for place in release if place.entry]
    seen = [name for name in dict.fromkeys(names) if name in order]
    if seen != [name for name in order if name in seen]:
        yield "cells had been moved (put back in order)"


def _below(cells: Sequence[Cell], names: Sequence[str], named: Sequence[_Place]) -> Iterable[str]:
    """Name the answers that were written below their check, in a cell of the trainee's own."""
    for place, check in pairwise(named):
        own = [number for number, name in enumerate(names) if name == place.key and not cells[number].name]
        if place.is_answer and check.key in names and any(number > names.index(check.key) for number in own):
            yield f"{place.key} stood below its check (moved up)"


def _changed(named: Sequence[_Place], found: dict[str, list[Cell]]) -> Iterable[str]:
    """Name the cells whose kind, text or settings are not those of the release."""

    def those(changed: Callable[[_Place, Cell], bool]) -> list[str]:
        return [place.key for place in named if any(changed(place, cell) for cell in found.get(place.key, ()))]

    yield from _listed("cells turned into another kind: {} (turned back)", those(lambda p, c: c.kind != p.kind))
    yield from _listed(
        "checks changed: {} (put back; lines added to them were kept)",
        those(lambda p, c: p.kind == "code" and not p.is_answer and not _same(_without_partner(c.source), p.source)),
    )
    yield from _listed(
        "something written into the question: {} (kept behind it)",
        those(lambda p, c: p.kind != "code" and not p.is_answer and bool(_added(c.source, p, p.source))),
    )
    yield from _listed("settings for grading changed: {} (put back)", those(_resettled))


def _without_partner(source: str) -> str:
    """Return the source of a cell without the line that names a partner: trainees are asked to write it there."""
    named = re.compile(r"\s*partners?\s*[=:](?!=)[^;()]*", flags=re.IGNORECASE)
    return "\n".join(line for line in source.splitlines() if not named.fullmatch(line))


def _resettled(place: _Place, cell: Cell) -> bool:
    entry = dict(cell.entry)
    return bool(entry) and any(entry.get(mark) != place.entry.get(mark) for mark in _MARKS if mark in place.entry)


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _is_blank(source: str, place: _Place) -> bool:
    """Say whether an answer cell holds nothing but what was released, comments and dots."""
    if place.kind != "code":
        return not source.strip() or _same(source, place.source)
    given, released = _statements(source), _statements(place.source)
    if given is None or released is None:  # no Python: a line that is half typed is somebody's line
        return _same(source, place.source)
    return all(_holds_dots(statement) or text in released for text, statement in given.items())


def _statements(source: str) -> dict[str, ast.stmt] | None:
    """Return the statements of a cell, by their text without spaces and comments; None if they are no Python."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return {ast.dump(statement): statement for statement in ast.parse(source).body}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _holds_dots(statement: ast.AST) -> bool:
    """Say whether a statement is dots, or sets something to nothing but dots."""
    match statement:
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) | ast.Expr(value=value):
            return _holds_dots(value)
        case ast.Constant(value=value):
            return value is ...
        case ast.Tuple(elts=values) | ast.List(elts=values) | ast.Dict(values=values):
            return bool(values) and all(map(_holds_dots, values))
    return isinstance(statement, ast.Pass)


def _plain(text: str) -> str:
    """Return a text without what programs change in passing: spaces and line ends."""
    return " ".join(text.split())


def _sets(source: str) -> set[str]:
    return set(re.findall(r"^([A-Za-z_]\w*)\s*=(?!=)", source, flags=re.MULTILINE))


def _sign(kind: str, source: str) -> str:
    if kind != "code":
        heading = re.search(r"^## .+$", source, flags=re.MULTILINE)
        return heading.group().strip() if heading else ""
    called = re.search(r"""\bexercise\.check\(\s*["'](\w+)["']|\bchecks\.exercise\(""", source)
    return called.group().replace("'", '"').replace(" ", "") if called else ""
