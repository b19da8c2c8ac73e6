"""Functions that take a survey say so when they get something else, such as its frame."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from labkit.errors import DataError
from labkit.survey.survey import Survey

__all__ = ["ask_for_survey"]


def ask_for_survey(namespace: dict[str, Any], names: Iterable[str]) -> None:
    """Let the functions of a package that begin with a survey refuse anything else in plain words.

    Parameters
    ----------
    namespace
        The package's names, ``globals()``; the functions in it are replaced.
    names
        Those to look at, ``__all__``.
    """
    for name in names:
        value = namespace[name]
        if inspect.isfunction(value) and _takes_survey(value):
            namespace[name] = _asking(value)


def _takes_survey(function: Callable[..., Any]) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and first.name == "survey" and first.annotation in ("Survey", Survey)


def _asking(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def asking(*args: Any, **options: Any) -> Any:
        if not args and "survey" not in options:
            raise DataError(
                f"{function.__name__} needs a survey between its brackets.",
                where=f"{function.__name__}()",
                hint=f"{function.__name__}(lfs), if your survey is called lfs.",
            )
        survey = args[0] if args else options["survey"]
        if not isinstance(survey, Survey):
            raise DataError(
                f"{function.__name__} needs a survey, the records with their weights, and got something else.",
                where=f"{function.__name__}(…)",
                got=_described(survey),
                hint=_hint(survey, function.__name__),
            )
        return function(*args, **options)

    return asking


def _described(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {value!r}"
    columns = getattr(value, "columns", None)
    return f"a {type(value).__name__}" if columns is None else f"a table ({type(value).__name__}) without a design"


def _hint(value: Any, name: str) -> str:
    if isinstance(value, str):
        return f"Without quotation marks: {name}({value}). The name is made by lfs = lk.load({value!r})."
    if hasattr(value, "columns"):
        return (
            f"Hand in the survey itself, without .frame: {name}(lfs). To keep some records only: {name}(lfs.filter(…))."
        )
    return f"{name}(lfs), if your survey is called lfs."
