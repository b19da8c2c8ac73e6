"""The kinds of questions: what each one needs, what it uses, and so what it must not be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NamedTuple, TypeAlias

from labkit.checks.forms.pictures import SHOWS
from labkit.errors import CourseError, one_of

Question: TypeAlias = Any
"""A `labkit.checks.catalogue.Question`, whose module builds on this one."""


class Kind(NamedTuple):
    """What a kind of question needs and may have."""

    needs: Mapping[str, str] = {}
    """Field → an example of it."""
    uses: tuple[str, ...] = ()


_NUMBERS = ("digits", "unit")
KINDS: dict[str, Kind] = {
    "number": Kind(uses=(*_NUMBERS, "column", "grid")),
    "row": Kind({"columns": 'columns=("estimate", "ci_low", "ci_high")'}, (*_NUMBERS, "grid")),
    "table": Kind({"by": 'by=("sex",)'}, (*_NUMBERS, "column", "columns", "hidden", "grid")),
    "choice": Kind({"words": 'words=("A", "B", "C")'}),
    "column": Kind({"column": 'column="informal"'}, (*_NUMBERS, "words", "grid")),
    "sentence": Kind(uses=(*_NUMBERS, "columns", "words")),
    "figure": Kind(uses=(*_NUMBERS, "by", "column", "columns", "shows")),
    "written": Kind(),
}

_ALL = ("id", "points", "kind", "extra", "reread")
_CHECKED = ("expected", "mistakes", "alternatives", "hint", "more_hints", "data")


def check_fits(question: Question) -> None:
    """Raise an error unless the fields of a question fit its kind, and each of them is used."""
    where = f"Question({question.id!r})"
    one_of("kind", question.kind, list(KINDS), where=where)
    kind = KINDS[question.kind]
    _check_points(question, where)
    if (question.expected is None) != (question.kind == "written"):
        raise CourseError(
            "Every question but a written one needs an expected answer, and a written one has none.", where=where
        )
    defaults = {field.name: field.default for field in fields(question)}
    given = {name for name, default in defaults.items() if getattr(question, name) != default}
    for name, example in kind.needs.items():
        if name not in given:
            raise CourseError(f"A {question.kind} question needs {name!r}: {_WHY[name]}.", where=where, hint=example)
    used = {*_ALL, *kind.needs, *kind.uses, *(() if question.kind == "written" else _CHECKED)}
    ignored = sorted(given - used)
    if ignored:
        raise CourseError(
            f"A {question.kind} question does not use {', '.join(map(repr, ignored))}.",
            where=where,
            got=", ".join(f"{name}={getattr(question, name)!r}" for name in ignored),
            expected=f"only {', '.join(sorted({*kind.needs, *kind.uses}))}" if kind.needs or kind.uses else "",
            hint="Leave it out, or choose another kind: help(labkit.checks.Question) explains them.",
        )
    _check_pairs(question, where)


_WHY = {
    "columns": "the names of its numbers",
    "by": "the columns of its groups",
    "words": "it must list its words",
    "column": "the name of the new column",
}


def _check_points(question: Question, where: str) -> None:
    if question.extra and question.points:
        raise CourseError("An extra question gives no points.", where=where, got=f"points={question.points}")
    if not question.extra and question.points <= 0:
        raise CourseError(
            "A question must be worth something.",
            where=where,
            got=f"points={question.points}",
            hint="For a question that gives no points: points=0, extra=True.",
        )


def _check_pairs(question: Question, where: str) -> None:
    if question.kind in ("table", "figure") and question.columns and question.column not in ("estimate",):
        raise CourseError("Say either 'column' or 'columns'.", where=where, got=f"column={question.column!r}")
    if question.kind == "column" and question.words and (question.digits, question.unit) != (1, "percent"):
        raise CourseError("A column of words has no digits and no unit.", where=where)
    if question.kind == "figure" and question.columns and not question.by:
        raise CourseError(
            "A figure with several columns needs the groups they belong to.", where=where, hint='by=("sex",)'
        )
    for name in question.shows:
        one_of("shows", name, SHOWS, where=where)
