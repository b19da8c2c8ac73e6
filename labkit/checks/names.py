"""What an error of the first hour means, for somebody who has never programmed.

A few slips make up nearly all of them: a name, a column, a function or an option that does not exist, a text where a
number belongs, a bracket or quotation marks that are wrong. Python's own message is long, or says none of this.
"""

from __future__ import annotations

import inspect
import linecache
import re
import sys
from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from types import FrameType, ModuleType, TracebackType
from typing import Any

import pandas as pd

from labkit.checks.forms.typed import HOW_TO_WRITE, looks_like_number
from labkit.checks.slips import about_syntax
from labkit.errors import LabkitError, did_you_mean, first_few, nearest

_CHECK = ".check("
_SIDES = ("self", "other")
_DIFFERENCE = (
    "A difference has an interval of its own, and a function: a survey has .difference for two groups, and lk.compare "
    "has one for two surveys."
)
_NO_NAME = "NameError: there is no {!r} here yet."
_SLIPS = (NameError, AttributeError, KeyError, TypeError, SyntaxError)
_CURLED = re.compile("[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")
_TOO_FEW = re.compile(r"([\w.]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)")
_NO_OPTION = re.compile(r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'")


def explain_missing_names(words: Iterable[str] = ()) -> None:
    """Let the notebook say in words from now on what went wrong in a cell; outside of notebooks nothing changes.

    `words` are those that a question of the notebook takes for an answer, such as ``employed``.

    A check that is run before its answer, a cell left out, a letter without quotation marks and a slip of the finger
    all end in a NameError, a misspelt function in an AttributeError, a misspelt column in a KeyError, and quotation
    marks too many, or a misspelt option, in a TypeError.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.set_custom_exc(_SLIPS, partial(_show, words=tuple(words)))


def _show(
    shell: Any,
    kind: type[Exception],
    error: Any,
    trace: TracebackType,
    tb_offset: Any = None,
    *,
    words: tuple[str, ...] = (),
) -> None:
    """Show an error below its cell: in words if it is one of the cell's own slips, else as ever."""
    if isinstance(error, SyntaxError) and (said := _no_python(error)):
        shell._showtraceback(kind, error, [str(said)])
        return
    frames = _frames(trace)
    own = frames[-1].f_globals is shell.user_global_ns
    explained: LabkitError | None = None
    if kind is NameError and error.name and own:
        cell = "".join(linecache.getlines(frames[-1].f_code.co_filename))
        explained = _left_blank(error.name, shell) or _without_marks(error.name, cell, words)
        explained = explained or _explained(error.name, cell, _made_here(shell), _columns(shell.user_ns))
    elif kind is KeyError:
        explained = _about_column(error, frames, shell.user_global_ns)
    elif kind is AttributeError and any(frame.f_globals is shell.user_global_ns for frame in frames[-2:]):
        explained = _about_part(error)
    elif kind is TypeError and own and "unsupported operand" in str(error) and "'str'" in str(error):
        hint = "A number, and the name of a number, stand without quotation marks."
        explained = LabkitError("TypeError: a number and a text cannot be calculated together.", hint=hint)
    elif kind is TypeError and (found := _NO_OPTION.fullmatch(str(error))):
        explained = _about_option(found[1], found[2])
    elif kind is TypeError and own and (found := _TOO_FEW.fullmatch(str(error))):
        explained = _about_missing(found[1], found[2])
    elif kind is TypeError and _are_two_tables(frames, shell.user_global_ns):
        explained = LabkitError("TypeError: two tables cannot be added or subtracted.", hint=_DIFFERENCE)
    if explained is not None:
        text = str(explained)
        error._render_traceback_ = lambda: [text]
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _no_python(error: SyntaxError) -> LabkitError | None:
    """Return what to say of a line that is no Python; None where Python's own short words must do."""
    line = error.text or ""
    if said := _no_number(line):
        return said
    if "invalid character" in str(error) and _CURLED.search(line):
        right = _CURLED.sub('"', line.strip())
        problem = "SyntaxError: Python knows straight quotation marks only; these are curled."
        return LabkitError(problem, where=line.strip(), hint=f"Type them again, as in {right}")
    if "incomplete input" in str(error) or "was never closed" in str(error):
        problem = "SyntaxError: a bracket is opened, and not closed."
        return LabkitError(problem, hint="Count them: each ( needs its ), each [ its ], each { its }.")
    return about_syntax(error)


def _no_number(line: str) -> LabkitError | None:
    """Return what to say of ``rate = 90,0 %``; None if a line is not about a number."""
    found = re.match(r"\s*\w+\s*=\s*([^#]+)", line)
    if not found or not looks_like_number(found[1]):
        return None
    return LabkitError(f"Python cannot read this as a number: {found[1].strip()}", hint=HOW_TO_WRITE)


def _frames(trace: TracebackType) -> list[FrameType]:
    """Return the frames of a traceback, from the cell inwards."""
    frames: list[FrameType] = []
    step: TracebackType | None = trace
    while step is not None:
        frames.append(step.tb_frame)
        step = step.tb_next
    return frames


def _left_blank(name: str, shell: Any) -> LabkitError | None:
    """Say that a cell which would make a name still holds a blank; None if none of those that were run does."""
    made = re.compile(rf"^{re.escape(name)}\s*=(?!=).*___", re.MULTILINE)
    if not any(made.search(cell) for cell in shell.history_manager.input_hist_raw):
        return None
    hint = "A cell above still holds a blank, ___. Fill it in, and run that cell first."
    return LabkitError(_NO_NAME.format(name), hint=hint)


def _columns(cells: dict[str, Any]) -> set[str]:
    """Return the names of the columns of all tables and surveys that a notebook has made."""
    tables = [getattr(value, "frame", value) for name, value in cells.items() if not name.startswith("_")]
    return {str(column) for table in tables if isinstance(table, pd.DataFrame) for column in table.columns}


def _made_here(shell: Any) -> list[str]:
    """Return the names that the cells made: none of IPython's own, such as In and Out."""
    own = shell.user_ns_hidden
    made = {name: value for name, value in shell.user_ns.items() if name not in own or own[name] is not value}
    return [name for name in made if not name.startswith("_")]


def _without_marks(name: str, cell: str, words: tuple[str, ...]) -> LabkitError | None:
    """Say that one of the words that a question takes needs quotation marks; None for any other name."""
    plain = name.casefold()
    whole = [name for word in words if word.casefold() == plain]
    parts = [word for word in words if plain in word.casefold().split()]  # not known
    if _CHECK in cell or not (whole or parts):
        return None
    return LabkitError(_NO_NAME.format(name), hint=f'A word stands in quotation marks: "{(whole or parts)[0]}".')


def _explained(name: str, cell: str, names: list[str], columns: set[str]) -> LabkitError:
    close = _of_labkit(name) or (nearest(name, names) if len(name) > 1 else "")
    if name in columns and _CHECK not in cell:
        close = f'The name of a column stands in quotation marks: "{name}".'
    if _CHECK in cell and not close:
        hint = "Run the answer cell above first (Shift + Enter). If it stopped at an error, mend that."
    else:
        quoted = f'A word stands in quotation marks: "{name}".'
        hint = close or f"{quoted} A name is made in a cell above: run that cell first."
    return LabkitError(_NO_NAME.format(name), hint=hint)


def _of_labkit(name: str) -> str:
    """Say where in labkit a function of this name is; empty if no part that is in use has one."""
    used = {home.partition(".")[2]: module for home, module in sys.modules.items() if home.startswith("labkit.")}
    homes = [home for home, module in used.items() if "." not in home and name in getattr(module, "__all__", ())]
    return f"Write where it is: lk.{min(homes)}.{name}" if homes else ""


def _about_part(error: AttributeError) -> LabkitError | None:
    """Return what to say of a part that labkit, a survey or a table does not have, such as a misspelt function."""
    owner, asked = error.obj, error.name
    if asked is None or owner is None:
        return None
    inside = isinstance(owner, ModuleType)
    name = getattr(owner, "__name__", type(owner).__name__)
    name = re.sub("^labkit", "lk", str(name))
    parts = [part for part in getattr(owner, "__all__", None) or dir(owner) if not part.startswith("_")]
    hint = nearest(asked, parts)
    if not hint and inside:
        hint = f"Write {name}. in a cell and press the Tab key to see what there is."
    return LabkitError(f"AttributeError: there is no {asked!r} in {'' if inside else 'a '}{name}.", hint=hint)


def _options(function: str) -> list[str]:
    """Return the options of a function of labkit, as an error names it; none for other functions."""
    first, *rest = function.split(".")
    used = [module for home, module in sys.modules.items() if home.startswith("labkit.")]
    found = next((vars(module)[first] for module in used if first in vars(module)), None)
    for part in rest:
        found = getattr(found, part, None) if found else None
    return list(inspect.signature(found).parameters) if callable(found) else []


def _about_missing(function: str, needed: str) -> LabkitError:
    """Return what to say of a function that was given too little; tables of figures where it wants their function."""
    hint = "Look at the words in the brackets, and how each is spelt."
    if "estimator" in _options(function):
        hint = f"First comes the name of a function, without (lfs) behind it. {hint}"
    return LabkitError(f"TypeError: {function.split('.')[-1]} needs {needed} too.", hint=hint)


def _are_two_tables(frames: list[FrameType], cells: dict[str, Any]) -> bool:
    """Say whether a cell takes one table from another, or adds them."""
    return any(
        before.f_globals is cells and all(isinstance(frame.f_locals.get(side), pd.DataFrame) for side in _SIDES)
        for before, frame in pairwise(frames)
    )


def _about_option(function: str, asked: str) -> LabkitError | None:
    """Return what to say of an option that a function of labkit does not have; None for other functions."""
    options = [name for name in _options(function) if name not in ("self", "survey")]
    if not options:
        return None
    problem = f"TypeError: {function.split('.')[-1]} has no option {asked!r}."
    return LabkitError(problem, expected=f"one of {first_few(options, 10)}", hint=nearest(asked, options))


def _about_column(error: KeyError, frames: list[FrameType], cells: dict[str, Any]) -> LabkitError | None:
    """Return what to say of a column that a cell asks a table for, or nothing for any other missing key."""
    asked = error.args[0] if error.args else None
    for before, frame in pairwise(frames):
        owner = frame.f_locals.get("self")
        table = getattr(owner, "obj", owner)  # what stands behind .loc
        if before.f_globals is cells and isinstance(table, pd.DataFrame) and isinstance(asked, str):
            columns = [str(column) for column in table.columns]
            return LabkitError(
                f"KeyError: this table has no column {asked!r}.",
                expected=f"one of {first_few(columns, 10)}",
                hint=did_you_mean(asked, columns),
            )
    return None
