"""Examples of docstrings as a reader runs them: each function with its full name, after two lines that stand once."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Mapping

FIRST = 'import labkit as lk\nimport pandas as pd\n\nlfs = lk.load("lfs")'
"""What a reader runs before any example of the reference."""

_PROMPT = re.compile(r"(>>>|\.\.\.)( |$)")


def with_full_names(text: str, names: Mapping[str, str]) -> str:
    r"""Return an example with the full names of labkit's functions, and without the imports that `FIRST` has.

    Examples
    --------
    >>> with_full_names(">>> from labkit import Survey\n>>> gini(Survey(x))", {"gini": "lk.inequality.gini"})
    '>>> lk.inequality.gini(lk.Survey(x))'
    """
    lines = text.splitlines()
    places = [number for number, line in enumerate(lines) if _PROMPT.match(line)]
    code = "\n".join(lines[place][4:] for place in places)
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return text
    known, dropped = dict(names), set[int]()
    for node in tree.body:
        if _is_known(node):
            dropped.update(range(node.lineno - 1, (node.end_lineno or node.lineno)))
            known.update(_imported(node))
    for name in _assigned(tree):
        known.pop(name, None)
    named = _renamed(code, known)
    for number, place in enumerate(places):
        lines[place] = f"{lines[place][:4]}{named[number]}"
    gone = {places[number] for number in dropped}
    return "\n".join(line for number, line in enumerate(lines) if number not in gone).strip("\n")


def _is_known(node: ast.stmt) -> bool:
    """Tell whether a statement imports what is there already, or what has a full name."""
    if isinstance(node, ast.Import):
        return all((each.name, each.asname) in (("labkit", "lk"), ("pandas", "pd")) for each in node.names)
    return isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == "labkit"


def _imported(node: ast.stmt) -> dict[str, str]:
    if not isinstance(node, ast.ImportFrom):
        return {}
    start = "lk" + str(node.module).removeprefix("labkit")
    return {each.asname or each.name: f"{start}.{each.name}" for each in node.names}


def _assigned(tree: ast.Module) -> set[str]:
    """Return the names to which the example gives a meaning of its own."""
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _renamed(code: str, known: Mapping[str, str]) -> list[str]:
    """Return the lines of a piece of code with full names."""
    lines = code.split("\n")
    tokens = [each for each in tokenize.generate_tokens(io.StringIO(code).readline) if each.string.strip()]
    for place in reversed(range(len(tokens))):
        word = tokens[place]
        before = tokens[place - 1].string if place else ""
        after = tokens[place + 1].string if place + 1 < len(tokens) else ""
        if word.type == tokenize.NAME and word.string in known and before != "." and after != "=":
            row, column = word.start
            line = lines[row - 1]
            lines[row - 1] = line[:column] + known[word.string] + line[column + len(word.string) :]
    return lines
