"""How a table was made: the cells of a lesson that lead to it, so that it can be made anew for another place."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_MUTATES = frozenset({"append", "extend", "insert", "update", "pop", "setdefault", "add", "remove", "sort"})
_ran: list[str] = []
_running: list[str] = []


@dataclass(frozen=True)
class _Cell:
    """What a cell needs, what it sets, and what it sets for certain, whatever was there before."""

    source: str
    needs: frozenset[str]
    sets: frozenset[str]
    anew: frozenset[str]


def watch() -> None:
    """Note from now on which cells of this notebook were run to their end; those before are taken from its history."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is None or _begin in shell.events.callbacks["pre_run_cell"]:
        return
    history = [str(source) for source in shell.user_ns.get("In", [])]
    _ran[:], _running[:] = history[1:-1], history[1:][-1:]
    shell.events.register("pre_run_cell", _begin)
    shell.events.register("post_run_cell", _end)


def _begin(info: Any) -> None:
    _running.append(str(info.raw_cell))


def _end(result: Any) -> None:
    source = _running.pop() if _running else str(result.info.raw_cell)
    if result.success:
        _ran.append(source)


def recipe_here() -> tuple[str, ...]:
    """Return the cells that lead to the one that is running, in their order; nothing outside a notebook."""
    return recipe(_ran, _running[-1]) if _running else ()


def recipe(before: Sequence[str], last: str) -> tuple[str, ...]:
    """Return the cells that one cell needs, and the cell itself.

    Examples
    --------
    >>> recipe(["a = 1", "b = 2", "print(b)", "a = 3", "c = a + 1"], "keep(c)")
    ('a = 3', 'c = a + 1', 'keep(c)')
    """
    end = _read(last)
    if end is None:
        return ()
    cells = [cell for source in before if (cell := _read(source)) is not None]
    chosen = set(_backwards(cells, set(end.needs), len(cells)))
    while missing := _missing([*(cells[place] for place in chosen), end], cells):
        latest = max(place for place, cell in enumerate(cells) if cell.sets & missing)
        chosen |= {latest, *_backwards(cells, set(cells[latest].needs), latest)}
    return (*(cells[place].source for place in sorted(chosen)), end.source)


def _backwards(cells: Sequence[_Cell], needs: set[str], start: int) -> Iterator[int]:
    """Yield the places of the cells before `start` that set what is needed, the last first."""
    for place in range(start - 1, -1, -1):
        cell = cells[place]
        if cell.sets & needs:
            needs = (needs - cell.anew) | cell.needs
            yield place


def _missing(chosen: Sequence[_Cell], cells: Sequence[_Cell]) -> set[str]:
    """Return names that the chosen cells need and none of them sets, though another cell does: a function's names."""
    known = set().union(*(cell.sets for cell in chosen))
    could = set().union(*(cell.sets for cell in cells))
    return (set().union(*(cell.needs for cell in chosen)) - known) & could


def _read(source: str) -> _Cell | None:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a magic or a blank
        return None
    first, anew = _used_and_bound(tree.body)
    sets = anew | {name for node in ast.walk(tree) for name in _changed(node)}
    needs = ((_loaded(tree) - anew) | first) - set(dir(builtins))
    return _Cell(source, frozenset(needs), frozenset(sets), frozenset(anew - first))


def _loaded(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _used_and_bound(body: Sequence[ast.stmt]) -> tuple[set[str], set[str]]:
    """Return the names that statements use before they set them, and those that they set whatever happens."""
    used, known = set[str](), set[str]()
    for statement in body:
        first, bound = _of_one(statement)
        used |= first - known
        known |= bound
    return used, known


def _of_one(statement: ast.stmt) -> tuple[set[str], set[str]]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return set(), {statement.name}  # what is inside is used when it is called
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return set(), {(each.asname or each.name).partition(".")[0] for each in statement.names}
    if isinstance(statement, ast.If):
        (one, sets), (other, sets_too) = _used_and_bound(statement.body), _used_and_bound(statement.orelse)
        return _loaded(statement.test) | one | other, sets & sets_too
    simple = isinstance(statement, ast.Assign | ast.AnnAssign)
    return _loaded(statement), _stored(statement) if simple else set()


def _stored(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _changed(node: ast.AST) -> set[str]:
    """Return the names that a piece of code sets or changes, also in a branch or within an object."""
    if isinstance(node, ast.Name):
        return {node.id} if isinstance(node.ctx, ast.Store) else set()
    if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return _root(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _MUTATES:
        return _root(node.func)
    return set()


def _root(node: ast.AST) -> set[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def parameters_of(cells: Sequence[str]) -> dict[str, Any]:
    """Return the constants that the cells set at their top: those that may be given another value.

    Examples
    --------
    >>> parameters_of(["dataset = 'lfs'", "draw = 0", "table = load(dataset)"])
    {'dataset': 'lfs', 'draw': 0}
    """
    return {name: value for source in cells for name, value in _constants(source).items()}


def with_values(cells: Sequence[str], changed: Mapping[str, Any]) -> list[str]:
    """Return the cells with other values for constants, each right behind the cell that sets it.

    Examples
    --------
    >>> with_values(["draw = 0", "print(draw)"], {"draw": 2})
    ['draw = 0', 'draw = 2', 'print(draw)']
    """
    made = []
    for source in cells:
        own = [f"{name} = {value!r}" for name, value in changed.items() if name in _constants(source)]
        made += [source, *(["\n".join(own)] if own else [])]
    return made


def _constants(source: str) -> dict[str, Any]:
    found = dict[str, Any]()
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
            found |= {target.id: statement.value.value for target in statement.targets if isinstance(target, ast.Name)}
    return found
