"""Functions that take a survey say so when they get something else, and add a total row where they make groups."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pandas as pd

from labkit.errors import DataError
from labkit.survey.estimation.deff import DEFF, deff_wanted, refuse_deff
from labkit.survey.margins import with_total
from labkit.survey.records.columns import by_names, groups_kept, refuse_taken
from labkit.survey.survey import Survey

__all__ = ["ask_for_survey"]

_ONE = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
_MARGINS = """
    margins
        Adds a total row below the groups of `by`, called ``"total"``: see `labkit.tables.with_total`."""
_DEFF = """
    deff
        Adds a column ``deff``, the design effect: see `labkit.Survey.mean`."""


class BracketsError(DataError, TypeError):
    """Something that a function needs is missing between its brackets."""


def ask_for_survey(namespace: dict[str, Any], names: Iterable[str], *, without_deff: Iterable[str] = ()) -> None:
    """Let the functions of a package that begin with a survey, or with a frame, refuse anything else in plain words.

    Those with an option `by` get two further options: `margins`, a total row, and `deff`, the design effect.

    Parameters
    ----------
    namespace
        The package's names, ``globals()``; the functions in it are replaced.
    names
        Those to look at, ``__all__``.
    without_deff
        Those whose figures have no design effect, as a Gini: they refuse it.
    """
    for name in names:
        value = namespace[name]
        if inspect.isfunction(value) and _takes_survey(value):
            namespace[name] = _asking(value, show_deff=name not in without_deff)
        elif inspect.isfunction(value) and next(iter(inspect.signature(value).parameters), "") == "frame":
            namespace[name] = _asking_for_frame(value)


def _takes_survey(function: Callable[..., Any]) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and first.name == "survey" and first.annotation in ("Survey", Survey)


def _asking(function: Callable[..., Any], *, show_deff: bool) -> Callable[..., Any]:
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
        missing = [each for each in needed[len(args) :] if each not in options]
        if missing:
            raise BracketsError(
                f"{function.__name__} needs more between its brackets: {', '.join(missing)}.",
                where=f"{function.__name__}(…)",
                hint=f"{function.__name__}(lfs, {missing[0]}=…), and help({function.__name__}) tells what it means.",
            )
        if "by" not in parameters:
            return function(*args, **options)
        names = by_names(args[place] if place < len(args) else options.get("by"), where=f"{function.__name__}(…)")
        with _own_labels(survey, names, f"{function.__name__}(…)") as look:
            return look(grouped(args, options))

    def grouped(args: Sequence[Any], options: dict[str, Any]) -> Any:
        margins, deff = options.pop("margins", False), options.pop(DEFF, False)
        if not deff:
            return _with_margins(function, margins, args, options)
        if not show_deff:
            refuse_deff(f"{function.__name__}(…)", "Such a figure has")
        with deff_wanted(True):
            table = _with_margins(function, margins, args, options)
        if DEFF not in table:
            refuse_deff(f"{function.__name__}(…)", "Such a figure has")
        return table

    parameters = inspect.signature(function).parameters
    place = list(parameters).index("by") if "by" in parameters else 0
    needed = [name for name, each in parameters.items() if each.default is each.empty and each.kind in _ONE]
    if "by" in parameters:
        _add_options(asking, {"margins": _MARGINS, DEFF: _DEFF} if show_deff else {"margins": _MARGINS})
    return asking


@contextmanager
def _own_labels(survey: Survey, names: Sequence[str], where: str) -> Iterator[Callable[[Any], Any]]:
    """Refuse groups of a name that the function gives to a column of its own: their labels would be lost."""

    def look(table: Any) -> Any:
        if isinstance(table, pd.DataFrame) and len(table):
            twice = table.columns[table.columns.duplicated()]
            refuse_taken(
                names, [name for name in names if name in twice or _is_replaced(survey, table, name)], where=where
            )
        return table

    try:
        with groups_kept(names):
            yield look
    except ValueError as error:
        taken = re.search(r"cannot insert (\w+), already exists", str(error))  # so says pandas
        if taken:
            refuse_taken(names, [taken[1]], where=where)
        raise


def _is_replaced(survey: Survey, table: pd.DataFrame, name: str) -> bool:
    if not survey.in_memory or name not in table:
        return False
    return set(table[name].unique()).isdisjoint(survey.frame[name].unique())


def _asking_for_frame(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def asking(*args: Any, **options: Any) -> Any:
        frame = args[0] if args else options.get("frame")
        if not isinstance(frame, pd.DataFrame):
            raise DataError(
                f"{function.__name__} needs the records, a data frame, and got something else.",
                where=f"{function.__name__}(…)",
                got="a Survey" if isinstance(frame, Survey) else _described(frame),
                hint=f"{function.__name__}(lfs.frame), if your survey is called lfs.",
            )
        return function(*args, **options)

    return asking


def _add_options(function: Callable[..., Any], options: Mapping[str, str]) -> None:
    """Show the options in the function's signature and in its help."""
    shown = inspect.signature(function)
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation="bool") for name in options
    ]
    ordered = sorted([*shown.parameters.values(), *added], key=lambda one: one.kind)
    function.__signature__ = shown.replace(parameters=ordered)  # type: ignore[attr-defined]
    said = function.__doc__ or ""
    end = re.search(r"\n\n    Returns\n    -------", said)
    if end is not None:
        function.__doc__ = said[: end.start()] + "".join(options.values()) + said[end.start() :]


def _with_margins(function: Callable[..., Any], margins: object, args: Sequence[Any], options: dict[str, Any]) -> Any:
    if not margins:
        return function(*args, **options)
    given = inspect.signature(function).bind(*args, **options).arguments
    survey, by = given.pop("survey"), given.pop("by", None)
    more = given.pop("options", {})
    return with_total(function, survey, by, **given, **more)


def _described(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {value!r}"
    columns = getattr(value, "columns", None)
    return f"a {type(value).__name__}" if columns is None else f"a table ({type(value).__name__}) without a design"


def _hint(value: Any, name: str) -> str:
    if isinstance(value, str):
        return f"The survey comes first, by its name and without quotation marks: {name}(lfs, …)."
    if hasattr(value, "columns"):
        return (
            f"Hand in the survey itself, without .frame: {name}(lfs). To keep some records only: {name}(lfs.filter(…))."
        )
    return f"{name}(lfs), if your survey is called lfs."
