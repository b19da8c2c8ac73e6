"""Which names the code of a lesson's cells defines and needs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Any


def names(cells: Iterable[Any]) -> tuple[set[str], set[str]]:
    """Return the names that code cells define and those that they use."""
    defined: set[str] = set()
    used: set[str] = set()
    for cell in cells:
        if cell.cell_type == "code":
            parsed = tree(cell.source)
            defined |= _defined(parsed)
            used |= _loaded(parsed)
    return defined, used


def needed_names(source: str) -> set[str]:
    r"""Return the names that a cell takes from cells before it.

    Examples
    --------
    >>> sorted(needed_names("rates = rate(lfs)\nplot(rates, [r for r in rates])"))
    ['lfs', 'plot', 'rate']
    """
    here: set[str] = set()
    needed: set[str] = set()
    for statement in tree(source).body:
        needed |= _loaded(statement) - here - _inner(statement)
        here |= _defined(statement)
    return needed


def tree(source: str) -> ast.Module:
    """Return the syntax tree of a cell; IPython's own lines (%, !) count as nothing."""
    lines = ["pass" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines()]
    try:
        return ast.parse("\n".join(lines))
    except SyntaxError:
        # Help requests ("lfs?") and the like: papermill has run the cell, so it is good IPython.
        return ast.Module(body=[], type_ignores=[])


def _loaded(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}


def _defined(tree_or_statement: ast.AST) -> set[str]:
    return {name for node in ast.walk(tree_or_statement) for name in _defined_by(node)}


def _defined_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.alias):
        yield (node.asname or node.name).split(".")[0]
    elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
        # frame["informal"] = … changes what the name "frame" stands for.
        yield from (part.id for part in ast.walk(node.value) if isinstance(part, ast.Name))
    elif isinstance(node, ast.arg):
        yield node.arg


def _inner(statement: ast.AST) -> set[str]:
    """Return the names that loops, comprehensions and parameters bind inside a statement."""
    bound: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.For | ast.comprehension):
            bound |= {part.id for part in ast.walk(node.target) if isinstance(part, ast.Name)}
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    return bound
