"""The few formulas of Excel and Stata that lessons show: read, and computed on a small table.

A formula becomes an expression of a small language: numbers, texts, names of columns, comparisons, and the functions of
`EXCEL` or `STATA`. What is not in it is not understood, and `labkit.course.lessons.proofs.other_tools` says so.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

_TOKEN = re.compile(r'"[^"]*"|<>|<=|>=|!=|~=|==|[A-Za-z_][\w.]*|\d+\.?\d*|\.\d+|\.|\S')
_EXCEL = {"=": "==", "<>": "!=", "^": "**", "&": "+"}
_STATA = {"&": " and ", "|": " or ", "!": " not ", "~=": "!=", "^": "**", ".": "missing"}


def excel(formula: str) -> ast.expr:
    """Return a formula of Excel, which begins with ``=``, as an expression; a SyntaxError if it is none.

    Examples
    --------
    >>> columns = {"weight": [10, 30], "urban": [1, 0]}
    >>> float(value(excel("=100*SUMPRODUCT(weight,urban)/SUM(weight)"), columns, EXCEL))
    25.0
    """
    return _parsed(formula.removeprefix("="), _EXCEL, EXCEL)


def stata(expression: str) -> ast.expr:
    """Return an expression of Stata, such as stands behind ``gen x =`` or ``if``; a SyntaxError if it is none.

    Examples
    --------
    >>> columns = {"age": [14, 20, 30], "sex": ["man", "woman", "man"]}
    >>> value(stata('age>=15 & sex!="woman"'), columns, STATA).tolist()
    [False, False, True]
    """
    return _parsed(expression, _STATA, STATA)


def _parsed(text: str, signs: Mapping[str, str], functions: Mapping[str, Any]) -> ast.expr:
    tokens = [signs.get(token, token) for token in _TOKEN.findall(text)]
    tokens = [token if token[0] == '"' or token[0].isdigit() else _name(token) for token in tokens]
    tree = ast.parse(" ".join(tokens).strip(), mode="eval").body
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in functions):
            raise SyntaxError(f"{ast.unparse(node.func)} is not one of {', '.join(functions)}")
        if not isinstance(node, _KNOWN):
            raise SyntaxError(f"“{ast.unparse(node)}” is not understood")  # noqa: TRY004
    return tree


_KNOWN = (
    ast.Name, ast.Constant, ast.Call, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.operator, ast.unaryop,
    ast.boolop, ast.cmpop, ast.expr_context,
)  # fmt: skip


def _name(token: str) -> str:
    return re.sub(r"(?<=\w)\.(?=\w)", "_", token)


def value(expression: ast.expr, columns: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Return what an expression gives with these columns and numbers."""

    def of(node: ast.expr) -> Any:
        match node:
            case ast.Constant():
                return node.value
            case ast.Name(id="TRUE"):
                return True
            case ast.Name(id="missing"):
                return np.inf  # Stata's missing value is larger than any number
            case ast.Name():
                return np.asarray(columns[node.id])
            case ast.Call(func=ast.Name(id=called)):
                return functions[called](*map(of, node.args))
            case ast.BoolOp():
                join = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
                return join.reduce([np.asarray(of(part), dtype=bool) for part in node.values])
            case ast.UnaryOp(op=ast.Not()):
                return np.logical_not(of(node.operand))
            case ast.UnaryOp():
                number = np.asarray(of(node.operand), dtype=float)
                return -number if isinstance(node.op, ast.USub) else number
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                return _SIGNS[type(sign)](of(left), of(right))
            case ast.BinOp(op=ast.Add()) if isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
                return f"{node.left.value}{of(node.right)}"
            case ast.BinOp():
                return _SIGNS[type(node.op)](of(node.left), of(node.right))
        raise SyntaxError(f"“{ast.unparse(node)}” is not understood")

    return of(expression)


_SIGNS: Mapping[type, Callable[[Any, Any], Any]] = MappingProxyType({
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: operator.pow,
})  # fmt: skip


def _sumproduct(*columns: Any) -> float:
    numbers = [np.asarray(column) for column in columns]
    # Excel takes TRUE and FALSE in a column for nothing; -- makes numbers of them.
    return float(np.prod([np.zeros(x.shape) if x.dtype == bool else x for x in numbers], axis=0).sum())


def _sumifs(summed: Any, *conditions: Any) -> float:
    kept = np.ones(np.shape(summed), dtype=bool)
    for column, wanted in zip(conditions[::2], conditions[1::2], strict=True):
        sign = re.match(r"(<=|>=|<>|<|>)(.*)", str(wanted))
        if sign:
            word = {"<>": "!="}.get(sign[1], sign[1])
            kept &= value(ast.parse(f"column {word} {sign[2]}", mode="eval").body, {"column": column}, {})
        else:
            kept &= np.asarray(column) == wanted
    return float(np.asarray(summed)[kept].sum())


def _if(condition: Any, then: Any, otherwise: Any) -> Any:
    """Return one or the other; an empty text beside numbers is an empty cell, that sums and means leave out."""
    return np.where(condition, then, np.nan if isinstance(otherwise, str) and not otherwise else otherwise)


def _cases(*parts: Any) -> Any:
    """Return what stands behind the first condition that holds."""
    return np.select([np.broadcast_arrays(c, parts[0])[0] for c in parts[::2]], list(parts[1::2]), "")


def _chi_square(probability: float, degrees: float) -> float:
    from scipy.stats import chi2

    return float(chi2.ppf(probability, degrees))


EXCEL: Mapping[str, Callable[..., Any]] = MappingProxyType({
    "SUM": np.sum, "SUMPRODUCT": _sumproduct, "SUMIFS": _sumifs, "IF": _if, "IFS": _cases, "MAX": np.maximum,
    "AND": lambda *x: np.logical_and.reduce(x), "OR": lambda *x: np.logical_or.reduce(x), "SQRT": np.sqrt,
    "EXP": np.exp, "MEDIAN": np.median, "CHISQ_INV": _chi_square, "ROUND": np.round,
})  # fmt: skip

STATA: Mapping[str, Callable[..., Any]] = MappingProxyType({
    "cond": np.where, "inlist": lambda x, *words: np.isin(x, words), "max": np.maximum, "ln": np.log,
    "r": lambda name: name, "round": lambda x, unit=1.0: np.round(x / unit) * unit,
})  # fmt: skip
