"""The parameters of a lesson: what its cell tagged ``parameters`` says, and what the command line changes.

papermill only warns about a parameter that a lesson does not have, and then runs the lesson for the whole
country although a province was asked for. So everything is checked here, before any kernel starts.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from labkit.course.lessons.reading import Lesson, tags
from labkit.course.support.paths import shown
from labkit.errors import CourseError, did_you_mean, first_few


def defaults(lesson: Lesson) -> dict[str, Any]:
    """Return the parameters of a lesson with their default values."""
    cells = [cell for cell in lesson.notebook.cells if cell.cell_type == "code" and "parameters" in tags(cell)]
    if len(cells) > 1:
        raise CourseError(
            f"Lesson {lesson.id} has {len(cells)} cells tagged 'parameters'.",
            where=shown(lesson.path),
            expected="one such cell",
        )
    return {name: value for cell in cells for name, value, _ in _assignments(cell.source, lesson)}


def _assignments(source: str, lesson: Lesson) -> list[tuple[str, Any, ast.expr]]:
    """Return name, value and the value's place in the source for each line ``name = value``."""
    try:
        return [_assignment(statement) for statement in ast.parse(source).body]
    except (SyntaxError, ValueError) as error:
        raise CourseError(
            f"The parameters of lesson {lesson.id} cannot be read.",
            where=f"{shown(lesson.path)}, cell tagged 'parameters'",
            got=str(error),
            expected='plain values only, such as  province = "all"',
        ) from error


def _assignment(statement: ast.stmt) -> tuple[str, Any, ast.expr]:
    """Return name, value and the value's place, or raise ValueError for any other statement."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target: ast.expr = statement.targets[0]
        value: ast.expr | None = statement.value
    elif isinstance(statement, ast.AnnAssign):
        target, value = statement.target, statement.value
    else:
        raise ValueError(f"line {statement.lineno} is not 'name = value'")
    if not isinstance(target, ast.Name) or value is None:
        raise ValueError(f"line {statement.lineno} is not 'name = value'")
    return target.id, ast.literal_eval(value), value


def assignments_on_command_line(pairs: Sequence[str], named: Mapping[str, str | None]) -> dict[str, str]:
    """Return the parameters given on the command line, still as text."""
    given = {name: text for name, text in named.items() if text is not None}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name.isidentifier():
            raise CourseError(
                "A parameter is not written as NAME=VALUE.", where="labkit build -p", got=pair, expected="-p draw=7"
            )
        if name in given:
            raise CourseError(
                f"The parameter {name!r} is given twice.", where="labkit build", got=f"{given[name]!r}, {text!r}"
            )
        given[name] = text
    return given


def overrides(lesson: Lesson, given: Mapping[str, str]) -> dict[str, Any]:
    """Return the parameters that differ from the lesson's defaults, each with its default's type."""
    known = defaults(lesson)
    for name in given:
        if name not in known:
            raise CourseError(
                f"Lesson {lesson.id} has no parameter {name!r}.",
                where=shown(lesson.path),
                got=f"{name}={given[name]}",
                expected=first_few((f"{key} = {value!r}" for key, value in known.items()), most=20)
                or "no parameters: the lesson has no cell tagged 'parameters'",
                hint=did_you_mean(name, known),
            )
    values = {name: _value(given[name], known[name], name, lesson) for name in known if name in given}
    return {name: value for name, value in values.items() if value != known[name]}


def _value(text: str, default: Any, name: str, lesson: Lesson) -> Any:
    """Return the text as a value of the default's type."""
    if isinstance(default, str):
        return text
    if isinstance(default, bool) and text.lower() in ("true", "false", "yes", "no"):
        return text.lower() in ("true", "yes")
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        value = text
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if default is not None and type(value) is not type(default):
        raise CourseError(
            f"The parameter {name!r} of lesson {lesson.id} has the wrong type.",
            where=shown(lesson.path),
            got=f"{name}={text}",
            expected=f"{_KINDS.get(type(default), type(default).__name__)}, such as {name}={default}",
        )
    return value


_KINDS = {int: "a whole number", float: "a number", bool: "true or false", list: "a list", dict: "a dictionary"}


def with_values(source: str, changed: Mapping[str, Any], lesson: Lesson) -> str:
    """Return the source of a parameters cell with new values in place, comments kept."""
    # Offsets of ast count bytes, not letters.
    lines = [line.encode() for line in source.splitlines()]
    for name, _, place in reversed(_assignments(source, lesson)):
        if name in changed:
            first, last = place.lineno - 1, (place.end_lineno or place.lineno) - 1
            tail = lines[last][place.end_col_offset :]
            head = lines[first][: place.col_offset]
            lines[first : last + 1] = [head + _literal(changed[name]).encode() + tail]
    return b"\n".join(lines).decode()


def _literal(value: Any) -> str:
    """Write a value as Python, with the double quotes that the lessons use."""
    text = repr(value)
    plain = isinstance(value, str) and text == f"'{value}'" and '"' not in value
    return f'"{value}"' if plain else text
