"""Sentences held against the rows and columns that they print: women's words, women's row; an estimate, its ends.

A sentence that a lesson writes from a table is an f-string. Its words name a group, a direction or an extreme; the
places in it name a row or a column. Here both are read, without running anything, and must agree.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

_GROUPS: Sequence[Mapping[str, str]] = (
    {"women": "female", "woman": "female", "female": "female", "men": "male", "man": "male", "male": "male"},
    {"villages": "rural", "village": "rural", "rural": "rural", "towns": "urban", "town": "urban", "urban": "urban"},
)
_MOST = ("highest", "most", "largest", "longest", "best")
_LEAST = ("lowest", "least", "smallest", "shortest", "fewest")
_EXTREMES = {**dict.fromkeys(_MOST, "max"), **dict.fromkeys(_LEAST, "min")}
_UP = frozenset({"higher", "more", "longer", "larger", "above", "rose", "more often"})
_DOWN = frozenset({"lower", "less", "shorter", "smaller", "below", "fell", "less often"})
_BY = MappingProxyType({"idxmax": "max", "idxmin": "min"})
_PLACE = re.compile(r"\x00(\d+)\x00")
_WORD = re.compile(r"\x00\d+\x00|[A-Za-z]+")
_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z*\x00])|\n")


def disagreements(source: str) -> Iterator[str]:
    r"""Yield what does not agree in the sentences of a cell of code.

    Examples
    --------
    >>> next(disagreements('say(f"Women: {share(t, sex=\'male\')}. Men: {share(t, sex=\'male\')}.")'))
    "“Women” stands beside share(t, sex='male')"
    >>> list(disagreements('say(f"About {row[\'estimate\']} ({row[\'ci_low\']} to {row[\'ci_high\']})")'))
    []
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return  # IPython's own commands
    extremes = {**_BY, **dict(_extremes(tree))}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text, places = _with_places(node)
            yield from _ends(places)
            for sentence in _END.split(text):
                for words in _GROUPS:
                    yield from _mismatch(sentence, places, words, words)
                yield from _mismatch(sentence, places, _EXTREMES, extremes)
        elif isinstance(node, ast.IfExp):
            yield from _direction(node)
        elif isinstance(node, ast.Call):
            yield from _more_and_less(node)
        elif isinstance(node, ast.Assign):
            yield from _order(node)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Div) and _same(node.left, node.right):
            yield f"{ast.unparse(node)} compares a figure with itself"


def _same(one: ast.expr, other: ast.expr) -> bool:
    return not isinstance(one, ast.Constant) and ast.dump(one) == ast.dump(other)


def _with_places(node: ast.JoinedStr) -> tuple[str, list[ast.expr]]:
    """Return the words of an f-string with a mark for each place, and the places."""
    text = ""
    places: list[ast.expr] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            text += f"\0{len(places)}\0"
            places.append(part.value)
    return text, places


def _mismatch(
    sentence: str, places: list[ast.expr], words: Mapping[str, str], named: Mapping[str, str]
) -> Iterator[str]:
    """Compare the words of a sentence with what its places name, in their order."""
    told: list[tuple[str, str]] = []
    printed: list[tuple[str, str]] = []
    before = ""
    for token in _WORD.findall(sentence):
        mark = _PLACE.match(token)
        if mark:
            expression = places[int(mark[1])]
            for names in _names(expression):  # texts first: women = shares[…"female"] may hold all
                found = {named[name] for name in names if name in named}
                if len(found) == 1:
                    printed.append((ast.unparse(expression), found.pop()))
                    break
        elif token.lower() in words and before != "at":
            told.append((token, words[token.lower()]))
        before = token.lower()
    for (word, said), (place, row) in _pairs(told, printed):
        if said != row:
            yield f"“{word}” stands beside {place}"
            return


def _pairs(
    told: list[tuple[str, str]], printed: list[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pair words with places: in order if they are as many, or each with each if all words say the same."""
    if len({said for _, said in told}) == 1 and len({row for _, row in printed}) == 1:
        yield told[0], printed[0]
    elif len(told) == len(printed):
        yield from zip(told, printed, strict=True)


def _names(expression: ast.expr) -> tuple[set[str], set[str]]:
    """Return the texts and the names in an expression; a choice by if names nothing."""
    nodes = list(ast.walk(expression))
    if any(isinstance(node, ast.IfExp | ast.Compare) for node in nodes):
        return set(), set()
    texts = {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
    called = {node.attr for node in nodes if isinstance(node, ast.Attribute) and node.attr in _BY}
    return texts | called, {node.id for node in nodes if isinstance(node, ast.Name)}


def _ends(places: list[ast.expr]) -> Iterator[str]:
    """Print the two ends of an interval together, the lower first; a standard error is not an estimate."""
    ends = []
    for place in places:
        columns = {c for c in ("ci_low", "ci_high") if c in _columns(place)}
        if len(columns) == 1 and not isinstance(place, ast.IfExp):
            ends.append((columns.pop(), ast.unparse(place)))
    for number, (column, expression) in enumerate(ends):
        if column != ("ci_low", "ci_high")[number % 2]:
            yield f"{expression} is printed where the other end, or the estimate, belongs"
            return
    if len(ends) % 2:
        yield f"{ends[-1][1]} is printed without the other end of its interval"


def _columns(place: ast.expr) -> set[str]:
    nodes = list(ast.walk(place))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return attributes | {str(node.value) for node in nodes if isinstance(node, ast.Constant)}


def _direction(node: ast.IfExp) -> Iterator[str]:
    """Say “higher” where the first figure is above the second, or above zero."""
    if not (isinstance(node.body, ast.Constant) and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1):
        return
    sign, word = node.test.ops[0], str(node.body.value)
    if _same(node.test.left, node.test.comparators[0]):
        yield f"{ast.unparse(node.test)} compares a figure with itself"
    if (word in _UP and isinstance(sign, ast.Lt | ast.LtE)) or (word in _DOWN and isinstance(sign, ast.Gt | ast.GtE)):
        yield f"“{word}” is said if {ast.unparse(node.test)}"


def _more_and_less(node: ast.Call) -> Iterator[str]:
    given = {word.arg: word.value.value for word in node.keywords if isinstance(word.value, ast.Constant)}
    if given.get("more") in _DOWN or given.get("less") in _UP:
        yield f"more={given.get('more')!r}, less={given.get('less')!r}"


def _order(node: ast.Assign) -> Iterator[str]:
    """Give a row to the name that it belongs to: ``urban, rural = (… for area in ("urban", "rural"))``."""
    target, value = node.targets[0], node.value
    if not (isinstance(target, ast.Tuple) and isinstance(value, ast.GeneratorExp)):
        return
    rows = value.generators[0].iter
    if isinstance(rows, ast.Tuple):
        for words in _GROUPS:
            for name, row in zip(target.elts, rows.elts, strict=False):
                one = words.get(name.id) if isinstance(name, ast.Name) else None
                other = words.get(str(row.value)) if isinstance(row, ast.Constant) else None
                if one and other and one != other:
                    yield f"the name {ast.unparse(name)} gets the row {ast.unparse(row)}"


def _extremes(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names that hold a row or a group with the highest or the lowest figure."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            both = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            parts = zip(target.elts, value.elts, strict=False) if both else [(target, value)]  # type: ignore[attr-defined]
            for name, part in parts:
                found = {_BY[n.attr] for n in ast.walk(part) if isinstance(n, ast.Attribute) and n.attr in _BY}
                if isinstance(name, ast.Name) and len(found) == 1:
                    yield name.id, found.pop()
