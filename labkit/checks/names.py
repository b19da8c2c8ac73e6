"""What it means that a name does not exist, for somebody who has never programmed."""

from __future__ import annotations

import linecache
import re
import sys
from types import TracebackType
from typing import Any

from labkit.checks.forms.typed import HOW_TO_WRITE, looks_like_number
from labkit.errors import LabkitError, did_you_mean

_CHECK = ".check("


def explain_missing_names() -> None:
    """Let the notebook say from now on what to do when a name does not exist; outside of notebooks nothing changes.

    A check that is run before its answer, a cell left out, a letter without quotation marks and a slip of the finger
    all end in a NameError, whose traceback says none of this.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.set_custom_exc((NameError, SyntaxError), _show)


def _show(shell: Any, kind: type[NameError], error: Any, trace: TracebackType, tb_offset: Any = None) -> None:
    """Show an error below its cell: in words if it is one of the cell's own names, else as ever."""
    if isinstance(error, SyntaxError) and (said := _no_number(error.text or "")):
        shell._showtraceback(kind, error, [str(said)])
        return
    last = trace
    while last.tb_next is not None:
        last = last.tb_next
    frame = last.tb_frame
    if kind is NameError and error.name and frame.f_globals is shell.user_global_ns:
        cell = "".join(linecache.getlines(frame.f_code.co_filename))
        names = [name for name in shell.user_ns if not name.startswith("_")]
        text = str(_explained(error.name, cell, names))
        error._render_traceback_ = lambda: [text]
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _no_number(line: str) -> LabkitError | None:
    """Return what to say of ``rate = 90,0 %``; None if a line is not about a number."""
    found = re.match(r"\s*\w+\s*=\s*([^#]+)", line)
    if not found or not looks_like_number(found[1]):
        return None
    return LabkitError(f"Python cannot read this as a number: {found[1].strip()}", hint=HOW_TO_WRITE)


def _explained(name: str, cell: str, names: list[str]) -> LabkitError:
    close = _of_labkit(name) or (did_you_mean(name, names) if len(name) > 1 else "")
    if _CHECK in cell and not close:
        hint = "Run the answer cell above first (Shift + Enter). If it stopped at an error, mend that."
    else:
        quoted = f'A word stands in quotation marks: "{name}".'
        hint = close or f"{quoted} A name is made in a cell above: run that cell first."
    return LabkitError(f"NameError: there is no {name!r} here yet.", hint=hint)


def _of_labkit(name: str) -> str:
    """Say where in labkit a function of this name is; empty if no part that is in use has one."""
    used = {home.partition(".")[2]: module for home, module in sys.modules.items() if home.startswith("labkit.")}
    homes = [home for home, module in used.items() if "." not in home and name in getattr(module, "__all__", ())]
    return f"Write where it is: lk.{min(homes)}.{name}" if homes else ""
